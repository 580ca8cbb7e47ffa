import { type Actor, holds } from '../../kit/actor.ts'
import type { Tried } from '../../web/form.ts'
import { FormToken } from '../../web/form-token.tsx'
import { Alert, Chip, Empty, FormId, LinkButton, More, Select, Submit, TextArea, Time } from '../../web/ui.tsx'
import { type Sentence, useLang, useT } from '../../web/words.ts'
import { escalationLabels, matterLabels, reportStatusLabels, reportTones } from '../labels.ts'
import type { Category } from '../queries.ts'
import { BrokenRules } from '../routing/book.tsx'
import type { Entry } from '../routing/rules.ts'
import { refusalReasons } from '../rules.ts'
import { doneDays, type Filter, type queue, type queueCounts, type Tab } from './queries.ts'
import { StaffSearch } from './search/field.tsx'

type Row = Awaited<ReturnType<typeof queue>>['rows'][number]

type Props = {
  rows: readonly Row[]
  /** Where the page after this one begins. */
  next: string | undefined
  filter: Filter
  counts: Awaited<ReturnType<typeof queueCounts>>
  covers: Map<string, string>
  categories: readonly Category[]
  book: readonly Entry[]
  now: Date
  formId: string
  actor: Actor
  /** What was chosen and typed to deal with several, when it could not be taken. */
  tried: Tried | undefined
}

const tabNames: Record<Tab, Sentence> = {
  new: { zh: '待分拣', en: 'To sort' },
  handed: { zh: '退回待裁定', en: 'Handed back' },
  running: { zh: '在办', en: 'On the way' },
  verdict: { zh: '待评价', en: 'To be judged' },
  done: { zh: '已了结', en: 'Done' },
}

const emptyWords: Record<Tab, Sentence> = {
  new: { zh: '没有等待分拣的上报', en: 'Nothing waits to be sorted' },
  handed: { zh: '没有退回的', en: 'Nothing was handed back' },
  running: { zh: '没有在办的', en: 'Nothing is on its way' },
  verdict: { zh: '没有等待评价的', en: 'Nothing waits for a verdict' },
  done: { zh: `最近 ${doneDays} 天没有了结的`, en: `Nothing was done in ${doneDays} days` },
}

/** What waits, the urgent and the oldest first. `j` and `k` walk, `x` picks, Enter opens. */
export function QueuePage({ rows, next, filter, counts, covers, categories, book, now, formId, actor, tried }: Props) {
  const [t, lang] = [useT(), useLang()]
  const picked = tried?.values.reports?.split(',') ?? []
  const decides = holds(actor, ['clerk', 'dispatcher', 'admin'])
  return (
    <>
      <header class="page-head">
        <h1>{t('分拣与督办', 'Triage')}</h1>
        <p class="row">
          {holds(actor, ['dispatcher', 'auditor', 'admin']) && (
            <LinkButton href="/desk/routing" look="quiet">
              {t('派单规则', 'Routing rules')}
            </LinkButton>
          )}
          {holds(actor, ['officer', 'clerk', 'dispatcher', 'auditor', 'admin']) && (
            <LinkButton href="/desk/reports/wall" look="quiet">
              {t('今日到期墙', "Today's wall")}
            </LinkButton>
          )}
        </p>
      </header>
      <StaffSearch />
      <BrokenRules book={book} />
      <nav class="tabs" aria-label={t('分类', 'Queues')}>
        {(Object.keys(tabNames) as Tab[]).map((tab) => (
          <a href={`/desk/reports?tab=${tab}`} aria-current={tab === filter.tab ? 'page' : undefined}>
            {tabNames[tab][lang]}
            {tab !== 'done' && counts[tab] > 0 && <span class="badge">{counts[tab]}</span>}
          </a>
        ))}
      </nav>
      <form method="get" action="/desk/reports" class="filters">
        <input type="hidden" name="tab" value={filter.tab} />
        <Select
          name="category"
          label={t('类别', 'Category')}
          choices={categories.map(({ id, name }) => ({ value: id, label: name[lang] }))}
          empty={t('全部', 'All')}
          required={false}
          value={filter.categoryId}
        />
        <label class="choice">
          <input type="checkbox" name="urgent" value="1" checked={filter.urgent} />
          {t('只看紧急', 'Urgent only')}
        </label>
        <label class="choice">
          <input type="checkbox" name="late" value="1" checked={filter.late} />
          {t(`只看超期（${counts.late}）`, `Late only (${counts.late})`)}
        </label>
        <Submit look="quiet">{t('筛选', 'Filter')}</Submit>
      </form>
      {filter.tab === 'done' && rows.length > 0 && (
        <p class="muted">
          {t(`最近 ${doneDays} 天了结的；更早的请搜索。`, `Done in the last ${doneDays} days; search for older ones.`)}
        </p>
      )}
      {rows.length === 0 ? (
        <Empty title={emptyWords[filter.tab][lang]} />
      ) : (
        <form method="post" action="/desk/reports/bulk" data-once>
          <FormToken />
          <FormId id={formId} />
          <ol class="triage-list" data-triage>
            {rows.map((row) => (
              <QueueRow
                row={row}
                cover={covers.get(row.report.id)}
                picks={decides && filter.tab === 'new'}
                isPicked={picked.includes(pickOf(row))}
                now={now}
              />
            ))}
          </ol>
          {decides && filter.tab === 'new' && <BulkForm tried={tried} />}
        </form>
      )}
      <More href={next && pathFrom(filter, next)} />
    </>
  )
}

function pathFrom({ tab, categoryId, urgent, late }: Filter, after: string): string {
  const kept = {
    tab,
    ...(categoryId && { category: categoryId }),
    ...(urgent && { urgent: '1' }),
    ...(late && { late: '1' }),
  }
  return `/desk/reports?${new URLSearchParams({ ...kept, after })}`
}

/** A report as the reader saw it. */
const pickOf = ({ report }: Row) => `${report.id}:${report.version}`

type RowProps = { row: Row; cover: string | undefined; picks: boolean; isPicked?: boolean; now: Date }

export function QueueRow({ row, cover, picks, isPicked = false, now }: RowProps) {
  const [t, lang] = [useT(), useLang()]
  const { report, category, areaName } = row
  const isLate = report.promisedAt !== null && report.promisedAt < now && report.closedAt === null
  return (
    <li class={picks ? 'triage-row' : 'triage-row whole'}>
      {picks && (
        <label class="choice">
          <input type="checkbox" name="reports" value={pickOf(row)} checked={isPicked} />
          <span class="visually-hidden">{t(`选 ${report.number}`, `Pick ${report.number}`)}</span>
        </label>
      )}
      <div class="triage-text">
        {cover && <img class="thumb" src={`/photos/${cover}/small`} alt="" loading="lazy" />}
        <a href={`/desk/reports/${report.id}`}>
          {category[lang]} <span class="muted">{report.number}</span>
        </a>
        <p>{report.words.slice(0, 90) || t('（只有照片）', '(photo only)')}</p>
        <p class="meta">
          <span>{areaName}</span>
          {report.address && <span>{report.address}</span>}
          <Time at={report.filedAt} />
        </p>
      </div>
      <p class="triage-chips">
        {report.urgency === 'urgent' && <Chip tone="bad">{t('紧急', 'Urgent')}</Chip>}
        {report.kind === 'praise' && <Chip tone="good">{t('点赞', 'Praise')}</Chip>}
        {isLate && <Chip tone="bad">{t('超期', 'Late')}</Chip>}
        {report.escalation !== 'community' && <Chip tone="warn">{escalationLabels[report.escalation][lang]}</Chip>}
        {report.followers > 0 && <Chip>{t(`${report.followers} 人也遇到`, `${report.followers} more`)}</Chip>}
        <Chip tone={reportTones[report.status]}>{reportStatusLabels[report.status][lang]}</Chip>
      </p>
    </li>
  )
}

function BulkForm({ tried }: { tried: Tried | undefined }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <details class="card" open={tried !== undefined}>
      <summary>{t('把选中的一起办', 'Deal with the picked ones together')}</summary>
      <div class="stack">
        {tried && (
          <Alert>
            {tried.errors.reports
              ? t('请先在上面选中要一起办的上报，最多 50 条。', 'Pick the reports above first, at most 50.')
              : tried.alert}
          </Alert>
        )}
        <Select
          name="matter"
          label={t('受理为', 'Accept as')}
          choices={Object.entries(matterLabels).map(([value, label]) => ({ value, label: label[lang] }))}
          empty={t('按各自类别', 'As their category says')}
          required={false}
          tried={tried}
        />
        <p class="actions">
          <Submit name="act" value="accept">
            {t('预览：受理', 'Preview: accept')}
          </Submit>
        </p>
        <Select
          name="reason"
          label={t('不予受理的理由', 'Reason to refuse')}
          choices={Object.entries(refusalReasons).map(([value, label]) => ({ value, label: label[lang] }))}
          required={false}
          tried={tried}
        />
        <TextArea
          name="words"
          label={t('写给居民的话', 'Words to the residents')}
          maxlength={500}
          rows={2}
          required={false}
          tried={tried}
        />
        <p class="actions">
          <Submit name="act" value="refuse" look="quiet">
            {t('预览：不予受理', 'Preview: refuse')}
          </Submit>
        </p>
      </div>
    </details>
  )
}
