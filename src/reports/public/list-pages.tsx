import type { Context } from 'hono'
import { Hono } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Db } from '../../../db/database.ts'
import { boundariesOf } from '../../areas/boundaries/queries.ts'
import { areaOptions, areaTree } from '../../areas/tree.ts'
import { readBox } from '../../kit/maps.ts'
import { keepWhileUnchanged } from '../../web/drawn.ts'
import type { Env } from '../../web/env.ts'
import { fragment } from '../../web/fragment.tsx'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { type MapLook, mapLookOf } from '../../web/map-look.ts'
import type { Lang } from '../../web/words.ts'
import { categoriesInUse } from '../categories/queries.ts'
import { openStatuses } from '../rules.ts'
import { ListPage } from './list.tsx'
import { ReportMap } from './map/view.tsx'
import { publicReports, reportPoints, type Search } from './queries.ts'
import { reportRows } from './rows.ts'
import { type SearchQuery, searchHref, searchOf, searchQuery, writeCursor } from './search.ts'

/** What has been reported, as a list and on a map, for everybody. */
export const reportListPages = new Hono<Env>()
  .get('/reports', may.anyone(), (c) => listPage(c, '/reports'))
  .get('/reports/map', may.anyone(), (c) => listPage(c, '/reports/map'))

type Path = '/reports' | '/reports/map'

/** Everybody who looks for the same sees the same, signed in or not: it is drawn once for all of them. */
const drawn = keepWhileUnchanged<HtmlEscapedString>(100)

async function listPage(c: Context<Env>, path: Path): Promise<Response> {
  const [db, lang, now] = [c.get('db'), c.get('lang'), c.get('now')()]
  const query = searchQuery.parse(c.req.query())
  const look = mapLookOf(c)
  const key = JSON.stringify([path, lang, look.elder, query])
  const body = await drawn(db, now, key, () => drawList({ db, lang, look, now, path, query }))
  return page(c, { title: c.get('t')('大家的上报', 'Reports') }, body)
}

type Asked = { db: Db; lang: Lang; look: MapLook; now: Date; path: Path; query: SearchQuery }

async function drawList({ db, lang, look, now, path, query }: Asked): Promise<HtmlEscapedString> {
  const search = await searchOf(db, query, now)
  const { rows, next } = await publicReports(db, search)
  const tree = query.area ? await areaTree(db) : []
  const shown = {
    ...{ path, query, count: rows.length },
    rows: await reportRows(db, rows, lang, now),
    categories: await categoriesInUse(db),
    options: await areaOptions(db),
    chosen: tree.find(({ id }) => id === query.area),
    more: next && searchHref(path, query, { after: writeCursor(next) }),
  }
  const map = path === '/reports/map' ? await mapOf(db, query, search) : undefined
  return fragment(lang, <ListPage {...shown}>{map}</ListPage>, look)
}

async function mapOf(db: Db, query: SearchQuery, { after: _, ...search }: Search) {
  const points = await reportPoints(db, search)
  const dots = points.map(({ status, ...point }) => ({
    ...point,
    isOpen: (openStatuses as readonly string[]).includes(status),
  }))
  const grounds = await boundariesOf(db)
  const place = grounds.find(({ id }) => id === query.area)
  return <ReportMap {...{ dots, given: readBox(query.bbox), place, grounds, query }} />
}
