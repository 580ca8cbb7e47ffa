import { and, asc, desc, eq, inArray, like } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { pointAppeals, reversals } from '../../../db/schema/points.ts'
import { areaById } from '../../areas/queries.ts'
import { type Actor, areasUnder, standingOf } from '../../kit/actor.ts'
import { found } from '../../kit/refusal.ts'
import { budgetsBelow } from '../budgets/queries.ts'
import { type Transfer, transferById } from '../ledger/queries.ts'
import { accounts } from '../ledger/rules.ts'

/** The paths of the areas the actor watches over as auditor or admin. */
export const watched = (actor: Actor) => [...new Set(areasUnder(actor, ['auditor', 'admin']))]

/** Whether the actor is auditor or admin over the area. */
export async function watchesOver(db: Db, actor: Actor, areaId: string): Promise<boolean> {
  const standing = standingOf(actor, { areaPath: (await areaById(db, areaId)).path })
  return standing.has('auditor') || standing.has('admin')
}

/** Budgets of every area the actor watches over. */
export async function budgetsWatched(db: Db, actor: Actor, now: Date) {
  const all = await Promise.all(watched(actor).map((path) => budgetsBelow(db, path, now)))
  return [...new Map(all.flat().map((row) => [row.area.id, row])).values()]
}

async function areasWatched(db: Db, actor: Actor): Promise<string[]> {
  const rows = await Promise.all(
    watched(actor).map((path) =>
      db
        .select({ id: areas.id })
        .from(areas)
        .where(like(areas.path, `${path}%`))
        .orderBy(asc(areas.id)),
    ),
  )
  return [...new Set(rows.flat().map(({ id }) => id))]
}

const listMax = 100

/** Appeals that wait, of the areas the actor watches over, oldest first. */
export async function appealsWatched(db: Db, actor: Actor) {
  const areaIds = await areasWatched(db, actor)
  return db
    .select()
    .from(pointAppeals)
    .where(and(eq(pointAppeals.state, 'filed'), inArray(pointAppeals.areaId, areaIds)))
    .orderBy(asc(pointAppeals.at), asc(pointAppeals.id))
    .limit(listMax)
}

/** The latest reversals in the areas the actor watches over. */
export async function reversalsWatched(db: Db, actor: Actor) {
  const areaIds = await areasWatched(db, actor)
  return db
    .select()
    .from(reversals)
    .where(inArray(reversals.areaId, areaIds))
    .orderBy(desc(reversals.at), desc(reversals.id))
    .limit(listMax)
}

/**
 * A grant as staff may see it: out of the budget of an area they watch over.
 *
 * @throws Refusal `transfer_missing`, also for a grant of somebody else's area
 */
export async function grantForStaff(db: Db, id: string, actor: Actor): Promise<Transfer> {
  const transfer = await transferById(db, id)
  const isGrant = transfer.kind === 'grant'
  const areaId = transfer.debitId.slice(accounts.budget('').length)
  return found(isGrant && (await watchesOver(db, actor, areaId)) ? transfer : undefined, 'transfer_missing', { id })
}
