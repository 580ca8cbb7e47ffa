import type { HtmlEscapedString } from 'hono/utils/html'
import type { AreaNode } from '../../areas/tree.ts'
import { keepDrawn } from '../../web/drawn.ts'
import { fragment } from '../../web/fragment.tsx'
import { Empty, LinkButton, More } from '../../web/ui.tsx'
import { type Lang, useT } from '../../web/words.ts'
import { type SearchQuery, searchHref } from './search.ts'

type TopProps = {
  query: SearchQuery
  /** Every area as options of the select, and the one that is chosen. */
  options: HtmlEscapedString
  chosen: AreaNode | undefined
  /** The reader's own community, when signed in. */
  home: AreaNode | undefined
}

type ListProps = Pick<TopProps, 'query'> & {
  top: HtmlEscapedString
  rows: HtmlEscapedString
  count: number
  more: string | undefined
}

/** What residents can sign up for: quick choices on top, a search below, then the rows. */
export function TaskList({ top, rows, count, query, more }: ListProps) {
  const t = useT()
  return (
    <>
      {top}
      {count ? <ul class="list task-list">{rows}</ul> : <NothingFound query={query} />}
      <More href={more} />
      <p class="muted">
        <a href={searchHref('/tasks/feed.atom', query)} type="application/atom+xml">
          {t('用阅读器订阅（Atom）', 'Subscribe in a reader (Atom)')}
        </a>
      </p>
    </>
  )
}

/** By the areas' options, which are read anew every minute. */
const tops = new WeakMap<HtmlEscapedString, ReturnType<typeof keepDrawn<HtmlEscapedString>>>()

/** The same for everybody who looks for the same in a language. */
export function taskListTop(lang: Lang, props: TopProps): Promise<HtmlEscapedString> {
  const { query, options, home } = props
  const drawn = tops.get(options) ?? keepDrawn<HtmlEscapedString>()
  tops.set(options, drawn)
  return drawn(JSON.stringify([lang, query, home?.id]), () => fragment(lang, <Top {...props} />))
}

function Top({ query, options, chosen, home }: TopProps) {
  const t = useT()
  return (
    <>
      <header class="page-head">
        <h1>{t('任务与志愿服务', 'Tasks and volunteering')}</h1>
        <a class="plain" href="/claims">
          {t('我的任务', 'My tasks')}
        </a>
      </header>
      <QuickChoices query={query} home={home} />
      <SearchForm query={query} options={options} chosen={chosen} />
    </>
  )
}

function QuickChoices({ query, home }: { query: SearchQuery; home: AreaNode | undefined }) {
  const t = useT()
  const choices: [label: string, change: Partial<SearchQuery>][] = [
    [t('今天', 'Today'), { when: 'today' }],
    [t('本周', 'This week'), { when: 'week' }],
    [t('周末', 'Weekend'), { when: 'weekend' }],
    [t('还有名额', 'Places left'), { free: '1' }],
    [t('志愿服务', 'Volunteering'), { kind: 'volunteer' }],
    [t('积分任务', 'Point tasks'), { kind: 'point_task' }],
  ]
  if (home) choices.unshift([home.name, { area: home.id }])
  return (
    <nav class="pick" aria-label={t('快速筛选', 'Quick filters')}>
      {choices.map(([label, change]) => {
        const [name, value] = Object.entries(change)[0] as [keyof SearchQuery, string]
        const isOn = query[name] === value
        return (
          <a
            href={searchHref('/tasks', query, isOn ? { [name]: undefined } : change)}
            aria-current={isOn ? 'true' : undefined}
          >
            {label}
          </a>
        )
      })}
    </nav>
  )
}

function SearchForm({ query, options, chosen }: Pick<TopProps, 'query' | 'options' | 'chosen'>) {
  const t = useT()
  return (
    <details open={Boolean(query.words)}>
      <summary>{t('按区域或关键词查找', 'Search by area or words')}</summary>
      <form class="filters" method="get" action="/tasks">
        {(['when', 'kind', 'free'] as const).map(
          (name) => query[name] && <input type="hidden" name={name} value={query[name]} />,
        )}
        <div class="field">
          <label for="area">{t('区域', 'Area')}</label>
          <select id="area" name="area">
            {chosen && (
              <option value={chosen.id} selected>
                {chosen.name}
              </option>
            )}
            <option value="">{t('全市', 'The whole city')}</option>
            {options}
          </select>
        </div>
        <div class="field">
          <label for="words">{t('关键词', 'Words')}</label>
          <input id="words" name="words" type="search" maxlength={60} value={query.words ?? ''} />
        </div>
        <button type="submit" class="button quiet">
          {t('查找', 'Search')}
        </button>
      </form>
    </details>
  )
}

function NothingFound({ query }: { query: SearchQuery }) {
  const t = useT()
  const isFiltered = Object.values(query).some(Boolean)
  return isFiltered ? (
    <Empty title={t('没有符合的任务', 'Nothing fits')}>
      <p>{t('换个条件，或看看全部任务。', 'Try other filters, or look at all of them.')}</p>
      <LinkButton href="/tasks" look="quiet">
        {t('看全部', 'Show all')}
      </LinkButton>
    </Empty>
  ) : (
    <Empty title={t('暂时没有可以报名的任务', 'Nothing to sign up for right now')}>
      <p>
        {t(
          '社区发布新任务后会出现在这里，周末前再来看看。',
          'New tasks appear here when your community publishes them.',
        )}
      </p>
    </Empty>
  )
}
