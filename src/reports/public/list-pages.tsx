import type { Context } from 'hono'
import { Hono } from 'hono'
import { boundariesOf } from '../../areas/boundaries/queries.ts'
import { areaOptions, areaTree } from '../../areas/tree.ts'
import { isSignedIn } from '../../kit/actor.ts'
import { readBox } from '../../kit/maps.ts'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { categoriesInUse } from '../categories/queries.ts'
import { openStatuses } from '../rules.ts'
import { ListPage } from './list.tsx'
import { ReportMap } from './map/view.tsx'
import { publicReports, reportPoints } from './queries.ts'
import { reportRows } from './rows.ts'
import { type SearchQuery, searchHref, searchOf, searchQuery, writeCursor } from './search.ts'

/** What has been reported, as a list and on a map, for everybody. */
export const reportListPages = new Hono<Env>()
  .get('/reports', may.anyone(), (c) => listPage(c, '/reports'))
  .get('/reports/map', may.anyone(), (c) => listPage(c, '/reports/map'))

async function listPage(c: Context<Env>, path: '/reports' | '/reports/map'): Promise<Response> {
  const { db, lang, now, t, actor } = c.var
  const query = searchQuery.parse(c.req.query())
  const search = await searchOf(db, query, now())
  const { rows, next } = await publicReports(db, search)
  const tree = query.area ? await areaTree(db) : []
  const shown = {
    ...{ path, query, count: rows.length, isSignedIn: isSignedIn(actor) },
    rows: await reportRows(db, rows, lang, now()),
    categories: await categoriesInUse(db),
    options: await areaOptions(db),
    chosen: tree.find(({ id }) => id === query.area),
    more: next && searchHref(path, query, { after: writeCursor(next) }),
  }
  const map = path === '/reports/map' ? await mapOf(c, query) : undefined
  const title = t('大家的上报', 'Reports')
  return page(c, { title }, <ListPage {...shown}>{map}</ListPage>)
}

async function mapOf(c: Context<Env>, query: SearchQuery) {
  const { db, now } = c.var
  const { after: _, ...search } = await searchOf(db, query, now())
  const points = await reportPoints(db, search)
  const dots = points.map(({ status, ...point }) => ({
    ...point,
    isOpen: (openStatuses as readonly string[]).includes(status),
  }))
  const grounds = await boundariesOf(db)
  const place = grounds.find(({ id }) => id === query.area)
  return <ReportMap {...{ dots, given: readBox(query.bbox), place, grounds, query }} />
}
