import { and, asc, desc, eq, gte, inArray, isNotNull, like, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import { type Db, prepared } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { reportCategories, reports } from '../../../db/schema/reports.ts'
import { matches } from '../../../db/search.ts'
import type { Position } from '../../kit/places.ts'
import type { Box } from '../../kit/shapes.ts'
import type { Report } from '../queries.ts'
import { coarse, positionShown } from './place/rules.ts'

export const pageSize = 50

/** Where a page of the list ends. */
export type Cursor = { filedAt: Date; id: string }

export type Search = {
  areaPath?: string | undefined
  statuses?: readonly Report['status'][] | undefined
  categoryId?: string | undefined
  kind?: Report['kind'] | undefined
  from?: Date | undefined
  words?: string | undefined
  box?: Box | undefined
  after?: Cursor | undefined
}

const brief = { id: reports.id, version: reports.version, followers: reports.followers, filedAt: reports.filedAt }
const inOrder = [desc(reports.filedAt), desc(reports.id)] as const
/**
 * The same order, told so that no index serves it: in a box the rows are few and sorted in a moment, while the index of
 * time would be walked through all the city's years to find them.
 */
const sortedAfter = [desc(sql`coalesce(${reports.filedAt}, ${reports.filedAt})`), desc(reports.id)] as const
const orderOf = ({ box }: Pick<Search, 'box'>) => (box ? sortedAfter : inOrder)

const firstPublic = prepared('reports_first_public', (tx) =>
  tx
    .select(brief)
    .from(reports)
    .where(eq(reports.isPublic, true))
    .orderBy(...inOrder)
    .limit(pageSize + 1),
)

/**
 * What everybody may read, the latest first: only what names a row's drawn fragment. Everything else is read with
 * `reportsForRows`, for the rows that nobody drew yet.
 */
export async function publicReports(db: Db, search: Search) {
  const conditions = await conditionsOf(db, search)
  const rows = conditions.length ? await searched(db, conditions, search) : await firstPublic(db)
  const shown = rows.slice(0, pageSize)
  return { rows: shown, next: rows.length > pageSize ? shown.at(-1) : undefined }
}

const searched = (db: Db, conditions: SQL[], search: Search) =>
  db
    .select(brief)
    .from(reports)
    .where(and(eq(reports.isPublic, true), ...conditions))
    .orderBy(...orderOf(search))
    .limit(pageSize + 1)

async function conditionsOf(db: Db, search: Search): Promise<SQL[]> {
  const { areaPath, statuses, categoryId, kind, from, words, box, after } = search
  return [
    areaPath && like(reports.areaPath, `${areaPath}%`),
    statuses && inArray(reports.status, [...statuses]),
    categoryId && eq(reports.categoryId, categoryId),
    kind && eq(reports.kind, kind),
    from && gte(reports.filedAt, from),
    box && inBox(coarse(box)),
    after && earlierThan(after),
    words && (await matches(db, reports.searchGrams, words)),
  ].filter((condition): condition is SQL => Boolean(condition))
}

const earlierThan = ({ filedAt, id }: Cursor) =>
  or(lt(reports.filedAt, filedAt), and(eq(reports.filedAt, filedAt), lt(reports.id, id)))

const inBox = ({ west, south, east, north }: Box) =>
  and(
    gte(reports.latitude, south),
    lte(reports.latitude, north),
    gte(reports.longitude, west),
    lte(reports.longitude, east),
  )

/** Reports with the names they are shown under, for drawing. */
export const reportsForRows = (db: Db, ids: readonly string[]) =>
  db
    .select({ report: reports, category: reportCategories, areaName: areas.name })
    .from(reports)
    .innerJoin(reportCategories, eq(reportCategories.id, reports.categoryId))
    .innerJoin(areas, eq(areas.id, reports.areaId))
    .where(inArray(reports.id, [...ids]))
    .orderBy(asc(reports.id))

export type Point = Position & { id: string; status: Report['status'] }

const placed = {
  ...{ areaPath: reports.areaPath, address: reports.address, isPlaceExact: reportCategories.isPlaceExact },
  ...{ latitude: reports.latitude, longitude: reports.longitude },
}

/** A map of more than this says no more than one of this. */
const pointsMax = 5000

/** Where the reports of a search are, the latest first. */
export async function reportPoints(db: Db, search: Omit<Search, 'after'>): Promise<Point[]> {
  const rows = await db
    .select({ id: reports.id, status: reports.status, ...placed })
    .from(reports)
    .innerJoin(reportCategories, eq(reportCategories.id, reports.categoryId))
    .where(and(eq(reports.isPublic, true), isNotNull(reports.latitude), ...(await conditionsOf(db, search))))
    .orderBy(...orderOf(search))
    .limit(pointsMax)
  return rows.flatMap(({ id, status, ...place }) => {
    const position = positionShown(place, place)
    return position ? [{ id, status, ...position }] : []
  })
}
