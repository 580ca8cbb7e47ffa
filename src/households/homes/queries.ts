import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { type HouseholdSubject, householdEvents, householdMembers, households } from '../../../db/schema/households.ts'
import { people } from '../../../db/schema/people.ts'
import { areaById } from '../../areas/queries.ts'
import { reached } from '../../areas/reach.ts'
import { type Actor, type Role, type Standing, standingOf } from '../../kit/actor.ts'
import { found, Refusal } from '../../kit/refusal.ts'

export type Household = typeof households.$inferSelect
export type Member = typeof householdMembers.$inferSelect

/** @throws Refusal `household_missing` */
export async function householdById(db: Db, id: string): Promise<Household> {
  const [row] = await db.select().from(households).where(eq(households.id, id))
  return found(row, 'household_missing')
}

/**
 * The household as it is now, its row held until the commit: whatever concerns one household happens one after another.
 *
 * @throws Refusal `household_missing`
 */
export async function lockedHousehold(tx: Tx, id: string): Promise<Household> {
  const [row] = await tx
    .update(households)
    .set({ version: sql`${households.version} + 1` })
    .where(eq(households.id, id))
    .returning()
  return found(row, 'household_missing')
}

/** The household somebody belongs to. */
export async function householdOf(db: Db, personId: string): Promise<Household | undefined> {
  const [row] = await db
    .select({ household: households })
    .from(householdMembers)
    .innerJoin(households, eq(households.id, householdMembers.householdId))
    .where(and(eq(householdMembers.personId, personId), eq(householdMembers.state, 'joined')))
  return row?.household
}

/** Invitations that wait for somebody's answer. */
export const invitationsOf = (db: Db, personId: string) =>
  db
    .select({ member: householdMembers, household: households, headName: people.displayName })
    .from(householdMembers)
    .innerJoin(households, eq(households.id, householdMembers.householdId))
    .innerJoin(people, eq(people.id, households.headId))
    .where(and(eq(householdMembers.personId, personId), eq(householdMembers.state, 'invited')))
    .orderBy(asc(householdMembers.at), asc(householdMembers.id))

/** Who belongs to a household or is invited: its head, and the others in the order they came. */
export const membersOf = (db: Db, householdId: string) =>
  db
    .select({ member: householdMembers, name: people.displayName })
    .from(householdMembers)
    .innerJoin(people, eq(people.id, householdMembers.personId))
    .innerJoin(households, eq(households.id, householdMembers.householdId))
    .where(and(eq(householdMembers.householdId, householdId), inArray(householdMembers.state, ['invited', 'joined'])))
    .orderBy(
      desc(sql`${householdMembers.personId} = ${households.headId}`),
      asc(householdMembers.at),
      asc(householdMembers.id),
    )

/** @throws Refusal `member_missing` */
export async function memberById(db: Db, id: string): Promise<Member> {
  const [row] = await db.select().from(householdMembers).where(eq(householdMembers.id, id))
  return found(row, 'member_missing')
}

/** What the actor is to a household: a role over its area, its head, one of its members. */
export async function partsIn(db: Db, household: Household, actor: Actor): Promise<Set<Standing | 'head' | 'member'>> {
  const { path } = await areaById(db, household.areaId)
  const parts = new Set<Standing | 'head' | 'member'>(standingOf(actor, { areaPath: path }))
  if (household.headId === actor.id) parts.add('head')
  if ((await householdOf(db, actor.id))?.id === household.id) parts.add('member')
  return parts
}

/** Who keeps the register of households. */
export const overHouseholds: readonly Role[] = ['clerk', 'reviewer', 'auditor', 'admin']

/**
 * A household for staff around it. One elsewhere does not exist for them.
 *
 * @throws Refusal `household_missing`
 */
export async function householdForStaff(db: Db, id: string, actor: Actor, as = overHouseholds): Promise<Household> {
  const household = await householdById(db, id)
  const parts = await partsIn(db, household, actor)
  if (!as.some((role) => parts.has(role))) throw new Refusal('missing', 'household_missing')
  return household
}

const listSize = 200

/** Households of the actor's areas that are not closed, with their heads and how many belong to each. */
export async function householdsFor(db: Db, actor: Actor) {
  const joined = sql<number>`(select count(*) from household_members where household_members.household_id = ${households.id} and household_members.state = 'joined')`
  return db
    .select({
      household: households,
      headName: people.displayName,
      areaName: areas.name,
      members: joined.mapWith(Number),
    })
    .from(households)
    .innerJoin(people, eq(people.id, households.headId))
    .innerJoin(areas, eq(areas.id, households.areaId))
    .where(and(reached(areas.path, actor, overHouseholds), inArray(households.state, ['invited', 'active'])))
    .orderBy(desc(households.createdAt), desc(households.id))
    .limit(listSize)
}

/** The steps of one thing, oldest first, with who took them. */
export function eventsOf(db: Db, subject: HouseholdSubject, subjectId: string) {
  return db
    .select({ event: householdEvents, who: people.displayName })
    .from(householdEvents)
    .leftJoin(people, eq(people.id, householdEvents.actorId))
    .where(and(eq(householdEvents.subject, subject), eq(householdEvents.subjectId, subjectId)))
    .orderBy(asc(householdEvents.id))
}
