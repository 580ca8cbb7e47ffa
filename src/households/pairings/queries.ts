import { and, asc, desc, eq, inArray, lt, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../../db/database.ts'
import { areas, organizations } from '../../../db/schema/areas.ts'
import { households, pairingVisits, supportPairings } from '../../../db/schema/households.ts'
import { people } from '../../../db/schema/people.ts'
import { reached } from '../../areas/reach.ts'
import type { Actor, Standing } from '../../kit/actor.ts'
import { found } from '../../kit/refusal.ts'
import { type Household, householdById, overHouseholds, partsIn } from '../homes/queries.ts'

export type Pairing = typeof supportPairings.$inferSelect
export type Visit = typeof pairingVisits.$inferSelect

/** @throws Refusal `pairing_missing` */
export async function pairingById(db: Db, id: string): Promise<Pairing> {
  const [row] = await db.select().from(supportPairings).where(eq(supportPairings.id, id))
  return found(row, 'pairing_missing')
}

/** The pairing as it is now, its row held until the commit. @throws Refusal `pairing_missing` */
export async function lockedPairing(tx: Tx, id: string): Promise<Pairing> {
  const [row] = await tx
    .update(supportPairings)
    .set({ version: sql`${supportPairings.version} + 0` })
    .where(eq(supportPairings.id, id))
    .returning()
  return found(row, 'pairing_missing')
}

const shown = {
  pairing: supportPairings,
  household: households,
  supporterName: people.displayName,
  organizationName: organizations.name,
}

const pairingRows = (db: Db) =>
  db
    .select(shown)
    .from(supportPairings)
    .innerJoin(households, eq(households.id, supportPairings.householdId))
    .innerJoin(areas, eq(areas.id, households.areaId))
    .innerJoin(people, eq(people.id, supportPairings.supporterId))
    .leftJoin(organizations, eq(organizations.id, supportPairings.organizationId))

/** Pairings in which somebody is the supporter, those that run or wait first. */
export const pairingsOf = (db: Db, supporterId: string) =>
  pairingRows(db)
    .where(eq(supportPairings.supporterId, supporterId))
    .orderBy(desc(supportPairings.createdAt), desc(supportPairings.id))

export const pairingsWith = (db: Db, householdId: string) =>
  pairingRows(db)
    .where(eq(supportPairings.householdId, householdId))
    .orderBy(desc(supportPairings.createdAt), desc(supportPairings.id))

const listSize = 200

/** Pairings of the actor's areas that run or wait for somebody. */
export async function pairingsFor(db: Db, actor: Actor) {
  return pairingRows(db)
    .where(and(reached(areas.path, actor, overHouseholds), inArray(supportPairings.state, ['proposed', 'active'])))
    .orderBy(desc(supportPairings.state), desc(supportPairings.createdAt), desc(supportPairings.id))
    .limit(listSize)
}

export type PairingView = Awaited<ReturnType<typeof pairingsOf>>[number]

/** Pairings whose last day has passed. */
export const pairingsToEnd = (db: Db, today: string, max: number) =>
  db
    .select({ id: supportPairings.id })
    .from(supportPairings)
    .where(and(inArray(supportPairings.state, ['proposed', 'active']), lt(supportPairings.endsOn, today)))
    .orderBy(asc(supportPairings.endsOn), asc(supportPairings.id))
    .limit(max)

export const visitsOf = (db: Db, pairingId: string): Promise<Visit[]> =>
  db
    .select()
    .from(pairingVisits)
    .where(eq(pairingVisits.pairingId, pairingId))
    .orderBy(desc(pairingVisits.visitedOn), desc(pairingVisits.id))

export type PairingPart = Standing | 'head' | 'member' | 'supporter'

/** What the actor is to a pairing: its supporter, somebody of the household, staff over its area. */
export async function partsOfPairing(
  db: Db,
  { supporterId }: Pairing,
  household: Household,
  actor: Actor,
): Promise<ReadonlySet<PairingPart>> {
  const parts = new Set<PairingPart>(await partsIn(db, household, actor))
  if (supporterId === actor.id) parts.add('supporter')
  return parts
}

/**
 * A pairing for its supporter, the household's members and the staff around it. For anybody else it does not exist.
 *
 * @throws Refusal `pairing_missing`
 */
export async function pairingSeenBy(db: Db, id: string, actor: Actor) {
  const [row] = await pairingRows(db).where(eq(supportPairings.id, id))
  const view = found(row, 'pairing_missing')
  const parts = await partsOfPairing(db, view.pairing, await householdById(db, view.pairing.householdId), actor)
  const maySee = [...parts].some((part) => ['head', 'member', 'supporter', ...overHouseholds].includes(part))
  return { ...found(maySee ? view : undefined, 'pairing_missing'), parts }
}
