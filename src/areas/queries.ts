import { and, asc, desc, eq, getTableColumns, isNull, like, sql } from 'drizzle-orm'
import { type Db, prepared } from '../../db/database.ts'
import { areaEvents, areas, boards } from '../../db/schema/areas.ts'
import { people } from '../../db/schema/people.ts'
import { found } from '../kit/refusal.ts'

export type Area = typeof areas.$inferSelect

const byId = prepared('area_by_id', (tx) =>
  tx
    .select()
    .from(areas)
    .where(eq(areas.id, sql.placeholder('id'))),
)

/** @throws Refusal `area_missing` */
export async function areaById(db: Db, id: string): Promise<Area> {
  const [area] = await byId(db, { id })
  return found(area, 'area_missing', { id })
}

/** The area itself, and everything above it up to the city, topmost first. */
export async function areaAndAbove(db: Db, area: Area): Promise<Area[]> {
  const ids = area.path.split('/').filter(Boolean)
  const rows: Area[] = []
  for (const id of ids) rows.push(await areaById(db, id))
  return rows
}

const homeKinds: readonly string[] = ['community', 'village']

/** The community or village somebody lives in, given their compound or grid; where there is none above, the area itself. */
export async function homeCommunity(db: Db, areaId: string): Promise<string> {
  const area = await areaById(db, areaId)
  return (await areaAndAbove(db, area)).find(({ kind }) => homeKinds.includes(kind))?.id ?? area.id
}

/** The areas directly below. */
export const areasBelow = (db: Db, parentId: string) =>
  db.select().from(areas).where(eq(areas.parentId, parentId)).orderBy(asc(areas.id))

/** Every area that `path` covers, itself included, in the order of the tree. */
export const areasCovered = (db: Db, path: string, kind?: Area['kind']) =>
  db
    .select()
    .from(areas)
    .where(and(like(areas.path, `${path}%`), kind && eq(areas.kind, kind)))
    .orderBy(asc(areas.path))

export async function boardOf(db: Db, areaId: string) {
  const [board] = await db.select().from(boards).where(eq(boards.areaId, areaId))
  return board
}

/** The top of the tree. */
export async function theCity(db: Db): Promise<Area> {
  const [city] = await db.select().from(areas).where(isNull(areas.parentId)).orderBy(asc(areas.id))
  return found(city, 'area_missing')
}

/** The board that stands nearest: the area's own, else that of the area above it, and so on up. */
export async function nearestBoard(db: Db, area: Area) {
  for (const one of (await areaAndAbove(db, area)).reverse()) {
    const board = await boardOf(db, one.id)
    if (board?.officers.length) return { area: one, board }
  }
  return undefined
}

/** Areas whose name contains the text, from the top of the tree down. */
export const areasNamed = (db: Db, text: string, max = 50) =>
  db
    .select()
    .from(areas)
    .where(sql`${areas.name} like ${`%${text.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`)
    .orderBy(asc(areas.path))
    .limit(max)

/** Grows whenever an area is renamed or added: belongs into the key of whatever is kept drawn with its name. */
export const areaChanges = (db: Db): Promise<number> => db.$count(areaEvents)

/** What happened to an area and by whom, newest first. */
export const eventsOfArea = (db: Db, areaId: string) =>
  db
    .select({ ...getTableColumns(areaEvents), who: people.displayName })
    .from(areaEvents)
    .leftJoin(people, eq(people.id, areaEvents.actorId))
    .where(eq(areaEvents.areaId, areaId))
    .orderBy(desc(areaEvents.id))
    .limit(50)
