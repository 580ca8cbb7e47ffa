import { aliasedTable, and, asc, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { charityGifts, households, poolDecisions } from '../../../db/schema/households.ts'
import { people } from '../../../db/schema/people.ts'
import { reached } from '../../areas/reach.ts'
import type { Actor } from '../../kit/actor.ts'
import { cityMonth } from '../../kit/clock.ts'
import { found } from '../../kit/refusal.ts'
import { balancesOf } from '../../points/ledger/queries.ts'
import { poolIdOf } from '../../points/ledger/rules.ts'
import { keepWhileUnchanged } from '../../web/drawn.ts'
import { overHouseholds } from '../homes/queries.ts'
import { type Moved, toldOf } from './rules.ts'

export type PoolDecision = typeof poolDecisions.$inferSelect

/** @throws Refusal `pool_decision_missing` */
export async function poolDecisionById(db: Db, id: string): Promise<PoolDecision> {
  const [row] = await db.select().from(poolDecisions).where(eq(poolDecisions.id, id))
  return found(row, 'pool_decision_missing')
}

/** The same, its row held until the commit. */
export async function lockedDecision(tx: Tx, id: string): Promise<PoolDecision> {
  const [row] = await tx
    .update(poolDecisions)
    .set({ version: sql`${poolDecisions.version} + 0` })
    .where(eq(poolDecisions.id, id))
    .returning()
  return found(row, 'pool_decision_missing')
}

/** What lies in the charity pool of an area. */
export const poolOf = async (db: Db, areaId: string) => (await balancesOf(db, poolIdOf(areaId))).available

const listSize = 200

/** Decisions about pools of the actor's areas, those that wait first. */
export async function decisionsFor(db: Db, actor: Actor) {
  const proposer = aliasedTable(people, 'proposer')
  return db
    .select({
      decision: poolDecisions,
      household: households,
      areaName: areas.name,
      proposerName: proposer.displayName,
    })
    .from(poolDecisions)
    .innerJoin(households, eq(households.id, poolDecisions.householdId))
    .innerJoin(areas, eq(areas.id, poolDecisions.areaId))
    .leftJoin(proposer, eq(proposer.id, poolDecisions.proposedBy))
    .where(reached(areas.path, actor, overHouseholds))
    .orderBy(desc(poolDecisions.state), desc(poolDecisions.at), desc(poolDecisions.id))
    .limit(listSize)
}

export const decisionsAbout = (db: Db, householdId: string): Promise<PoolDecision[]> =>
  db
    .select()
    .from(poolDecisions)
    .where(eq(poolDecisions.householdId, householdId))
    .orderBy(desc(poolDecisions.at), desc(poolDecisions.id))

const inAll = sql<number>`sum(points)`.mapWith(Number)

/** What people gave to pools, month by month. */
const givenToPools = (db: Db) =>
  db
    .select({ areaId: charityGifts.areaId, month: charityGifts.givenIn, giverId: charityGifts.giverId, points: inAll })
    .from(charityGifts)
    .where(and(eq(charityGifts.kind, 'pool'), eq(charityGifts.state, 'accepted')))
    .groupBy(charityGifts.areaId, charityGifts.givenIn, charityGifts.giverId)
    .orderBy(asc(charityGifts.areaId), asc(charityGifts.givenIn), asc(charityGifts.giverId))

/** What pools paid to households, month by month. */
const paidByPools = (db: Db) =>
  db
    .select({
      areaId: poolDecisions.areaId,
      month: poolDecisions.receivedIn,
      householdId: poolDecisions.householdId,
      points: inAll,
    })
    .from(poolDecisions)
    .where(eq(poolDecisions.state, 'approved'))
    .groupBy(poolDecisions.areaId, poolDecisions.receivedIn, poolDecisions.householdId)
    .orderBy(asc(poolDecisions.areaId), asc(poolDecisions.receivedIn), asc(poolDecisions.householdId))

/** What supporters gave to their households, points and goods, month by month. */
const givenToHouseholds = (db: Db) =>
  db
    .select({
      areaId: charityGifts.areaId,
      month: charityGifts.receivedIn,
      householdId: charityGifts.householdId,
      giverId: charityGifts.giverId,
      points: inAll,
    })
    .from(charityGifts)
    .where(and(ne(charityGifts.kind, 'pool'), eq(charityGifts.state, 'accepted')))
    .groupBy(charityGifts.areaId, charityGifts.receivedIn, charityGifts.householdId, charityGifts.giverId)
    .orderBy(
      ...[asc(charityGifts.areaId), asc(charityGifts.receivedIn)],
      ...[asc(charityGifts.householdId), asc(charityGifts.giverId)],
    )

type Row = { areaId: string; month: string | null; points: number }

const movedBetween = <One extends Row>(rows: readonly One[], between: (row: One) => string[]): Moved[] =>
  rows.map((row) => ({ areaId: row.areaId, month: row.month ?? '', points: row.points, between: between(row) }))

/**
 * What the public may know of charity, as it stood at the end of last month. What still lies in a pool is not told: it
 * would give away what the pool paid.
 */
export const charityFigures = (db: Db, now: Date) => kept(db, now, '', () => figuresUntil(db, cityMonth(now)))

const kept = keepWhileUnchanged<Awaited<ReturnType<typeof figuresUntil>>>()

async function figuresUntil(db: Db, month: string) {
  const told = {
    given: toldOf(
      movedBetween(await givenToPools(db), ({ giverId }) => [giverId]),
      month,
    ),
    paid: toldOf(
      movedBetween(await paidByPools(db), ({ householdId }) => [householdId]),
      month,
    ),
    direct: toldOf(
      movedBetween(await givenToHouseholds(db), ({ householdId, giverId }) => [householdId ?? '', giverId]),
      month,
    ),
  }
  const ids = [...new Set(Object.values(told).flatMap(({ byArea }) => [...byArea.keys()]))]
  const named = await db
    .select({ id: areas.id, name: areas.name })
    .from(areas)
    .where(inArray(areas.id, ids))
    .orderBy(asc(areas.id))
  const rows = named.map(({ id, name }) => ({
    ...{ name, given: told.given.byArea.get(id) },
    ...{ paid: told.paid.byArea.get(id), direct: told.direct.byArea.get(id) },
  }))
  const elsewhere = { given: told.given.elsewhere, paid: told.paid.elsewhere, direct: told.direct.elsewhere }
  return { month, rows, elsewhere }
}
