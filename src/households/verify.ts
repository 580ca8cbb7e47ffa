import { and, asc, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Db } from '../../db/database.ts'
import { charityGifts, poolDecisions } from '../../db/schema/households.ts'
import { holds, purses, transfers } from '../../db/schema/points.ts'
import { accounts } from '../points/ledger/rules.ts'
import { giftHoldId } from './gifts/endings.ts'

/**
 * Every gift and every payment of a pool has its transfer, of the same points, and every transfer of gifts its row; what
 * is offered is held; and no household ever gave anything on.
 *
 * @returns a sentence for everything that differs; none when all is well
 */
export async function verifyHouseholds(db: Db): Promise<string[]> {
  return [...(await verifyGifts(db)), ...(await verifyHeld(db)), ...(await verifyNotGivenOn(db))]
}

async function verifyGifts(db: Db): Promise<string[]> {
  const gifts = await db
    .select({ id: charityGifts.id, kind: charityGifts.kind, points: charityGifts.points, to: charityGifts.householdId })
    .from(charityGifts)
    .where(eq(charityGifts.state, 'accepted'))
    .orderBy(asc(charityGifts.id))
  const paid = await db
    .select({ id: poolDecisions.id, points: poolDecisions.points, to: poolDecisions.householdId })
    .from(poolDecisions)
    .where(eq(poolDecisions.state, 'approved'))
    .orderBy(asc(poolDecisions.id))
  const said = new Map([
    ...gifts.map(
      ({ id, kind, points }) => [kind === 'pool' ? `gift:pool-${id}` : `gift:${giftHoldId(id)}`, points] as const,
    ),
    ...paid.map(({ id, points }) => [`gift:paid-${id}`, points] as const),
  ])
  const moved = await db
    .select({ id: transfers.id, points: transfers.points })
    .from(transfers)
    .where(and(eq(transfers.kind, 'gift'), eq(transfers.causeKind, 'charity')))
    .orderBy(asc(transfers.id))
  const known = new Map(moved.map(({ id, points }) => [id, points]))
  return [
    ...[...said]
      .filter(([id, points]) => known.get(id) !== points)
      .map(([id]) => `${id} is recorded and did not move so`),
    ...moved.filter(({ id }) => !said.has(id)).map(({ id }) => `${id} moved and is recorded nowhere`),
  ]
}

/** What is offered lies in a hold, all of it; what is not offered any more lies in none. */
async function verifyHeld(db: Db): Promise<string[]> {
  const rows = await db
    .select({ id: charityGifts.id, state: charityGifts.state, points: charityGifts.points, hold: holds })
    .from(charityGifts)
    .leftJoin(holds, eq(holds.id, sql`'charity:' || ${charityGifts.id}`))
    .where(ne(charityGifts.kind, 'pool'))
    .orderBy(asc(charityGifts.id))
  return rows
    .filter(({ state, points, hold }) => {
      const held = hold ? hold.points - hold.captured - hold.released : 0
      return hold?.points !== points || held !== (state === 'offered' ? points : 0)
    })
    .map(({ id }) => `gift ${id} does not hold what it says`)
}

/** A household's points leave it for goods, by expiry, or into the pool when it closes. */
async function verifyNotGivenOn(db: Db): Promise<string[]> {
  const homes = await db
    .select({ id: purses.ownerId })
    .from(purses)
    .where(eq(purses.kind, 'household'))
    .orderBy(asc(purses.ownerId))
  const sides = homes.flatMap(({ id }) => [accounts.available(id), accounts.held(id)])
  const found: string[] = []
  for (let at = 0; at < sides.length; at += 500) {
    const rows = await db
      .select({ id: transfers.id, causeKind: transfers.causeKind })
      .from(transfers)
      .where(and(eq(transfers.kind, 'gift'), inArray(transfers.debitId, sides.slice(at, at + 500))))
      .orderBy(asc(transfers.id))
    found.push(
      ...rows
        .filter(({ causeKind }) => causeKind !== 'household_closed')
        .map(({ id }) => `${id} gave on what a household was given`),
    )
  }
  return found
}
