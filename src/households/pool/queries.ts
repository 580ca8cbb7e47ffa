import { aliasedTable, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { charityGifts, households, poolDecisions } from '../../../db/schema/households.ts'
import { people } from '../../../db/schema/people.ts'
import { purses } from '../../../db/schema/points.ts'
import type { Actor } from '../../kit/actor.ts'
import { found } from '../../kit/refusal.ts'
import { balancesOf } from '../../points/ledger/queries.ts'
import { poolIdOf } from '../../points/ledger/rules.ts'
import { overHouseholds, pathsOf, within } from '../homes/queries.ts'
import { publicCount } from '../rules.ts'

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
  const paths = pathsOf(actor, overHouseholds)
  if (paths.length === 0) return []
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
    .where(within(paths))
    .orderBy(desc(poolDecisions.state), desc(poolDecisions.at), desc(poolDecisions.id))
    .limit(listSize)
}

export const decisionsAbout = (db: Db, householdId: string): Promise<PoolDecision[]> =>
  db
    .select()
    .from(poolDecisions)
    .where(eq(poolDecisions.householdId, householdId))
    .orderBy(desc(poolDecisions.at), desc(poolDecisions.id))

const whole = (expression: ReturnType<typeof sql>) => expression.mapWith(Number) as ReturnType<typeof sql<number>>

/** What the public may know of charity: sums of each pool, and how many people and households, where they are five or more. */
export async function charityFigures(db: Db) {
  const given = await db
    .select({
      areaId: charityGifts.areaId,
      toPool: whole(
        sql`coalesce(sum(case when ${charityGifts.kind} = 'pool' then ${charityGifts.points} else 0 end), 0)`,
      ),
      toHouseholds: whole(
        sql`coalesce(sum(case when ${charityGifts.kind} = 'pool' then 0 else ${charityGifts.points} end), 0)`,
      ),
      givers: whole(sql`count(distinct ${charityGifts.giverId})`),
      receivers: whole(sql`count(distinct ${charityGifts.householdId})`),
    })
    .from(charityGifts)
    .where(eq(charityGifts.state, 'accepted'))
    .groupBy(charityGifts.areaId)
    .orderBy(asc(charityGifts.areaId))
  const paid = await db
    .select({
      areaId: poolDecisions.areaId,
      points: whole(sql`sum(${poolDecisions.points})`),
      households: whole(sql`count(distinct ${poolDecisions.householdId})`),
    })
    .from(poolDecisions)
    .where(eq(poolDecisions.state, 'approved'))
    .groupBy(poolDecisions.areaId)
    .orderBy(asc(poolDecisions.areaId))
  const pools = await db
    .select({ ownerId: purses.ownerId, points: purses.available })
    .from(purses)
    .where(eq(purses.kind, 'pool'))
    .orderBy(asc(purses.ownerId))
  const ids = [...new Set([...given, ...paid].map(({ areaId }) => areaId))]
  const named = ids.length
    ? await db
        .select({ id: areas.id, name: areas.name })
        .from(areas)
        .where(inArray(areas.id, ids))
        .orderBy(asc(areas.id))
    : []
  return named.map(({ id, name }) => {
    const gifts = given.find(({ areaId }) => areaId === id)
    const out = paid.find(({ areaId }) => areaId === id)
    const [givers, receivers] = [gifts?.givers ?? 0, gifts?.receivers ?? 0]
    return {
      ...{ areaId: id, name, toPool: gifts?.toPool ?? 0, fromPool: out?.points ?? 0 },
      inPool: pools.find(({ ownerId }) => ownerId === poolIdOf(id))?.points ?? 0,
      givers: publicCount(givers),
      helped: publicCount(out?.households ?? 0),
      // A sum that went to fewer than five households would tell what each of them got.
      toHouseholds: publicCount(receivers) === 'few' ? ('few' as const) : (gifts?.toHouseholds ?? 0),
    }
  })
}
