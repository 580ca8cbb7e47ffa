import { and, asc, count, eq, gt, inArray, like, or } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { areas, boards } from '../../../db/schema/areas.ts'
import { type Actor, system } from '../../kit/actor.ts'
import type { Area } from '../queries.ts'

/** An area as the desk lists it: what lies below it, and whether it has a board. */
export type AreaRow = { area: Area; below: number; hasBoard: boolean }

/** The areas whose staff the actor is, in the order of the tree. */
export async function areasOf(db: Db, actor: Actor): Promise<AreaRow[]> {
  const paths = pathsOf(actor)
  if (paths.length === 0) return []
  const covered = await db
    .select({ area: areas, boardOf: boards.areaId })
    .from(areas)
    .leftJoin(boards, eq(boards.areaId, areas.id))
    .where(or(...paths.map((path) => like(areas.path, `${path}%`))))
    .orderBy(asc(areas.path))
  const ids = covered.map(({ area }) => area.id)
  const counts = await db
    .select({ parentId: areas.parentId, below: count() })
    .from(areas)
    .where(inArray(areas.parentId, ids))
    .groupBy(areas.parentId)
    .orderBy(asc(areas.parentId))
  const belowOf = new Map(counts.map(({ parentId, below }) => [parentId, below]))
  return covered.map(({ area, boardOf }) => ({ area, below: belowOf.get(area.id) ?? 0, hasBoard: Boolean(boardOf) }))
}

const pathsOf = (actor: Actor) =>
  actor.id === system.id ? [''] : actor.grants.flatMap(({ areaPath }) => areaPath ?? [])

const pageSize = 500

/** The same areas in the tree's order, some hundred at a time: a city has thousands of compounds and grids. */
export async function* areaPages(db: Db, actor: Actor): AsyncGenerator<Area[]> {
  const mine = pathsOf(actor).map((path) => like(areas.path, `${path}%`))
  if (mine.length === 0) return
  for (let after = ''; ; ) {
    const rows = await db
      .select()
      .from(areas)
      .where(and(or(...mine), gt(areas.path, after)))
      .orderBy(asc(areas.path))
      .limit(pageSize)
    if (rows.length) yield rows
    if (rows.length < pageSize) return
    after = rows.at(-1)?.path ?? ''
  }
}
