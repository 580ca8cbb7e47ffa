import { asc, count, eq, max, sql } from 'drizzle-orm'
import { type Db, prepared } from '../../../db/database.ts'
import { areas, boundaries } from '../../../db/schema/areas.ts'
import type { Position } from '../../kit/places.ts'
import { boxAround } from '../../kit/places.ts'
import { isInBox, isInShape, metersToShape } from '../../kit/shapes.ts'
import { type Area, areaAndAbove, areaById } from '../queries.ts'

/**
 * Whether a position lies in an area or just beyond its edge. Where nobody has drawn that, the smallest drawn area around
 * it counts; where nothing is drawn, every position is in it.
 */
export async function isInArea(db: Db, areaId: string, at: Position): Promise<boolean> {
  const above = await areaAndAbove(db, await areaById(db, areaId))
  for (const { id } of above.reverse()) {
    const boundary = await boundaryOf(db, id)
    if (boundary) return isInShape(boundary.shape, at) || metersToShape(boundary.shape, at) <= nearMeters
  }
  return true
}

/** An area with its polygons and the box around them. */
export type Bounded = Pick<Area, 'id' | 'kind' | 'name' | 'path'> & typeof boundaries.$inferSelect

const stampOfAll = prepared('boundaries_stamp', (tx) =>
  tx
    .select({ rows: count(), latest: max(boundaries.updatedAt), versions: sql<string>`sum(${boundaries.version})` })
    .from(boundaries),
)

type Kept = { stamp: string; all: Promise<Bounded[]> }
const kept = new WeakMap<object, Kept>()

/**
 * Every boundary, the smallest area first. They change a few times a year and are asked for at every report, so they
 * stay in memory for as long as nobody has changed one.
 */
export async function boundariesOf(db: Db): Promise<readonly Bounded[]> {
  const [row] = await stampOfAll(db, {})
  const stamp = `${row?.rows} ${row?.latest?.getTime()} ${row?.versions}`
  const known = kept.get(db)
  if (known?.stamp === stamp) return known.all
  const all = readAll(db)
  kept.set(db, { stamp, all })
  return all
}

async function readAll(db: Db): Promise<Bounded[]> {
  const rows = await db
    .select({ area: { id: areas.id, kind: areas.kind, name: areas.name, path: areas.path }, boundary: boundaries })
    .from(boundaries)
    .innerJoin(areas, eq(areas.id, boundaries.areaId))
    .orderBy(asc(boundaries.squareMeters), asc(areas.id))
  return rows.map(({ area, boundary }) => ({ ...boundary, ...area }))
}

export async function boundaryOf(db: Db, areaId: string) {
  const [row] = await db.select().from(boundaries).where(eq(boundaries.areaId, areaId))
  return row
}

/** The area somebody stands in, or the nearest one and how far off it is; 0 meters means inside. */
export type Found = { area: Bounded; meters: number }

/** Somebody this close to a boundary probably means the area behind it: positions are off by as much. */
export const nearMeters = 300

/**
 * The smallest area that holds a position; without one, the nearest within `nearMeters`, as a suggestion.
 *
 * @example const found = await areaAt(db, { latitude: 23.3652, longitude: 103.4021 })  // 青云第一网格, 0 m
 */
export async function areaAt(db: Db, at: Position): Promise<Found | undefined> {
  const all = await boundariesOf(db)
  const area = all.find((one) => isInBox(one, at) && isInShape(one.shape, at))
  if (area) return { area, meters: 0 }
  const around = boxAround(at, nearMeters)
  const near = all
    .filter(
      (one) =>
        one.west <= around.east && one.east >= around.west && one.south <= around.north && one.north >= around.south,
    )
    .map((one) => ({ area: one, meters: metersToShape(one.shape, at) }))
    .filter(({ meters }) => meters <= nearMeters)
  return near.reduce<Found | undefined>((best, one) => (best && best.meters <= one.meters ? best : one), undefined)
}
