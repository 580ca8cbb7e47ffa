import { and, asc, eq, gt } from 'drizzle-orm'
import type { Db, Tx } from '../../../db/database.ts'
import { households } from '../../../db/schema/households.ts'
import { purses } from '../../../db/schema/points.ts'
import { system } from '../../kit/actor.ts'
import { givePoints } from '../../points/gifts/actions.ts'
import { balancesOf } from '../../points/ledger/queries.ts'
import { poolIdOf } from '../../points/ledger/rules.ts'
import { type Household, lockedHousehold } from './queries.ts'

/** What a closed household has goes to the charity pool of its area, every part with the expiry it had. */
export async function emptyIntoPool(tx: Tx, { id, areaId, version }: Household, now: Date): Promise<void> {
  const { available } = await balancesOf(tx, id)
  if (available === 0) return
  const cause = {
    kind: 'household_closed',
    id,
    zh: '家庭账户注销，余分转入爱心池',
    en: 'A household closed; what was left went to the charity pool',
  }
  const left = { fromId: id, toId: poolIdOf(areaId), points: available }
  // Locking raised the version, so every time has a name of its own.
  await givePoints(tx, { id: `closed-${id}-${version}`, ...left, cause, actorId: system.id, now })
}

/** Closed households to which points came back after all: an order was refunded. */
export async function closedWithPoints(db: Db, max: number): Promise<string[]> {
  const rows = await db
    .select({ id: households.id })
    .from(households)
    .innerJoin(purses, eq(purses.ownerId, households.id))
    .where(and(eq(households.state, 'closed'), gt(purses.available, 0)))
    .orderBy(asc(households.id))
    .limit(max)
  return rows.map(({ id }) => id)
}

/**
 * Passes on what came back to a closed household. Nobody may claim it: gifts are never taken back, and are not given on
 * to whoever happened to be its head.
 *
 * @returns whether there was anything: somebody may have been quicker
 */
export async function passOnLeftovers(tx: Tx, { id, now }: { id: string; now: Date }): Promise<boolean> {
  const household = await lockedHousehold(tx, id)
  if (household.state !== 'closed' || (await balancesOf(tx, id)).available === 0) return false
  await emptyIntoPool(tx, household, now)
  return true
}
