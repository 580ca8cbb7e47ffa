import { and, asc, eq, like, sql } from 'drizzle-orm'
import { type Db, prepared } from '../../db/database.ts'
import { areas, boards } from '../../db/schema/areas.ts'
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
  const rows = await Promise.all(ids.map((id) => areaById(db, id)))
  return rows
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
