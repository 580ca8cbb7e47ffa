import { Chip, Empty, LinkButton, More, Table, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { activityStatusLabels, kindLabels, statusTones } from './labels.ts'
import type { Activity } from './queries.ts'
import { searchHref } from './search.ts'
import { templates } from './templates.ts'

type Query = { status?: Activity['status'] | undefined; words?: string | undefined; before?: string | undefined }
type ListProps = { rows: readonly { activity: Activity; areaName: string }[]; query: Query; more: string | undefined }

/** Everything in the areas somebody looks after. */
export function DeskList({ rows, query, more }: ListProps) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <header class="page-head">
        <h1>{t('任务与活动', 'Tasks and activities')}</h1>
        <p class="actions">
          <LinkButton href="/desk/series" look="quiet">
            {t('长期活动', 'Recurring')}
          </LinkButton>
          <LinkButton href="/desk/tasks/new">{t('发布任务', 'New task')}</LinkButton>
        </p>
      </header>
      <StatusTabs query={query} />
      <div>
        <form class="filters" method="get" action="/desk/tasks">
          {query.status && <input type="hidden" name="status" value={query.status} />}
          <div class="field">
            <label for="words">{t('标题、地点、内容', 'Title, place, description')}</label>
            <input id="words" name="words" type="search" maxlength={60} value={query.words ?? ''} />
          </div>
          <button type="submit" class="button quiet">
            {t('查找', 'Search')}
          </button>
        </form>
      </div>
      {rows.length === 0 ? (
        <NoTasks query={query} />
      ) : (
        <Table
          head={[
            t('编号', 'Number'),
            t('标题', 'Title'),
            t('类型', 'Kind'),
            t('区域', 'Area'),
            t('开始', 'Starts'),
            t('报名', 'Taken'),
            t('状态', 'State'),
          ]}
          rows={rows.map(({ activity, areaName }) => [
            <span class="code">{activity.number}</span>,
            <a href={`/desk/tasks/${activity.id}`}>{activity.title}</a>,
            kindLabels[activity.kind][lang],
            areaName,
            <Time at={activity.startsAt} />,
            `${activity.taken} / ${activity.capacity}`,
            <Chip tone={statusTones[activity.status]}>{activityStatusLabels[activity.status][lang]}</Chip>,
          ])}
        />
      )}
      <More href={more} />
    </>
  )
}

function StatusTabs({ query }: { query: Query }) {
  const [t, lang] = [useT(), useLang()]
  const tabs = Object.entries(activityStatusLabels) as [Activity['status'], { zh: string; en: string }][]
  return (
    <nav class="tabs" aria-label={t('按状态', 'By state')}>
      <a
        href={searchHref('/desk/tasks', query, { status: undefined, before: undefined })}
        aria-current={query.status ? undefined : 'page'}
      >
        {t('全部', 'All')}
      </a>
      {tabs.map(([status, label]) => (
        <a
          href={searchHref('/desk/tasks', query, { status, before: undefined })}
          aria-current={query.status === status ? 'page' : undefined}
        >
          {label[lang]}
        </a>
      ))}
    </nav>
  )
}

function NoTasks({ query }: { query: Query }) {
  const t = useT()
  if (query.status || query.words) return <Empty title={t('没有符合的任务', 'Nothing fits')} />
  return (
    <Empty title={t('还没有发布过任务', 'Nothing published yet')}>
      <p>{t('从模板开始，一分钟就能发布第一个。', 'Start from a template: the first one takes a minute.')}</p>
      <TemplateLinks />
    </Empty>
  )
}

/** The ready-made beginnings. */
export function TemplateLinks() {
  const [t, lang] = [useT(), useLang()]
  return (
    <nav class="pick" aria-label={t('模板', 'Templates')}>
      {templates.map(({ name, label }) => (
        <a href={`/desk/tasks/new?template=${name}`}>{label[lang]}</a>
      ))}
    </nav>
  )
}
