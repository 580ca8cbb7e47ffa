import type { PropsWithChildren } from 'hono/jsx'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { AreaNode } from '../../areas/tree.ts'
import { Empty, LinkButton, More } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { Category } from '../queries.ts'
import { type SearchQuery, searchHref } from './search.ts'

type ListProps = {
  path: '/reports' | '/reports/map'
  query: SearchQuery
  rows: HtmlEscapedString
  count: number
  categories: readonly Category[]
  /** Every area as options of the select, and the one that is chosen. */
  options: HtmlEscapedString
  chosen: AreaNode | undefined
  more: string | undefined
}

/** What was reported: quick choices on top, a search below, then the map if it is wanted, and the rows. */
export function ListPage(props: PropsWithChildren<ListProps>) {
  const { path, query, rows, count, chosen, more, children } = props
  const t = useT()
  const isMap = path === '/reports/map'
  return (
    <>
      <header class="page-head">
        <h1>{chosen ? t(`${chosen.name}的上报`, `Reports of ${chosen.name}`) : t('大家的上报', 'Reports')}</h1>
        <a class="plain" href={searchHref(isMap ? '/reports' : '/reports/map', query)}>
          {isMap ? t('看列表', 'List') : t('看地图', 'Map')}
        </a>
      </header>
      <QuickChoices path={path} query={query} />
      <SearchForm {...props} />
      {children}
      {count ? <ul class="report-rows">{rows}</ul> : <Nothing query={query} path={path} />}
      <More href={more} />
      <p class="actions">
        <LinkButton
          href={searchHref('/reports/subscribe', { area: query.area, category: query.category })}
          look="quiet"
        >
          {t('订阅这里的新上报', 'Subscribe')}
        </LinkButton>
        <LinkButton href={searchHref('/reports/feed.atom', query)} look="quiet">
          {t('Atom 订阅', 'Atom feed')}
        </LinkButton>
        <LinkButton href="/reports/figures" look="quiet">
          {t('办得怎么样', 'How well it goes')}
        </LinkButton>
      </p>
    </>
  )
}

function QuickChoices({ path, query }: Pick<ListProps, 'path' | 'query'>) {
  const t = useT()
  const choices: [label: string, name: 'state' | 'since' | 'kind', value: string][] = [
    [t('还没办好', 'Open'), 'state', 'open'],
    [t('已经办好', 'Done'), 'state', 'done'],
    [t('近 7 天', 'Last 7 days'), 'since', 'week'],
    [t('近 30 天', 'Last 30 days'), 'since', 'month'],
    [t('点赞', 'Praise'), 'kind', 'praise'],
  ]
  return (
    <nav class="pick" aria-label={t('快速筛选', 'Quick filters')}>
      {choices.map(([label, name, value]) => {
        const isOn = query[name] === value
        return (
          <a
            href={searchHref(path, query, { [name]: isOn ? undefined : value })}
            aria-current={isOn ? 'true' : undefined}
          >
            {label}
          </a>
        )
      })}
    </nav>
  )
}

function SearchForm({ path, query, categories, options, chosen }: ListProps) {
  const [t, lang] = [useT(), useLang()]
  return (
    <details open={Boolean(query.q || query.category)}>
      <summary>{t('按类别、区域或文字查找', 'Search by category, area or words')}</summary>
      <form class="filters" method="get" action={path}>
        {(['state', 'since', 'kind', 'bbox'] as const).map(
          (name) => query[name] && <input type="hidden" name={name} value={query[name]} />,
        )}
        <div class="field">
          <label for="q">{t('文字或编号', 'Words or number')}</label>
          <input id="q" name="q" type="search" maxlength={60} value={query.q ?? ''} />
        </div>
        <div class="field">
          <label for="category">{t('类别', 'Category')}</label>
          <select id="category" name="category">
            <option value="">{t('全部', 'All')}</option>
            {categories
              .filter(({ isPrivate }) => !isPrivate)
              .map(({ id, name }) => (
                <option value={id} selected={id === query.category}>
                  {name[lang]}
                </option>
              ))}
          </select>
        </div>
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
        <button type="submit" class="button quiet">
          {t('查找', 'Search')}
        </button>
      </form>
    </details>
  )
}

function Nothing({ query, path }: Pick<ListProps, 'query' | 'path'>) {
  const t = useT()
  const isFiltered = Object.values(query).some(Boolean)
  return (
    <Empty title={isFiltered ? t('没有符合的上报', 'Nothing fits') : t('还没有公开的上报', 'Nothing public yet')}>
      {isFiltered ? (
        <LinkButton href={path} look="quiet">
          {t('看全部', 'Show all')}
        </LinkButton>
      ) : (
        <LinkButton href="/snap">{t('随手拍', 'Snap')}</LinkButton>
      )}
    </Empty>
  )
}
