import { and, asc, eq, gt, inArray, isNull, or } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { householdMembers } from '../../../db/schema/households.ts'
import { merchants } from '../../../db/schema/merchants.ts'
import { grants, people } from '../../../db/schema/people.ts'
import { at, peopleOfShops } from '../../people/ties.ts'
import type { Merchant } from '../queries.ts'

const inForce = (now: Date) => and(eq(grants.role, 'merchant'), or(isNull(grants.endsAt), gt(grants.endsAt, now)))

/** Who stands at a merchant's counter, the owner among them. */
export const clerksOf = (db: Db, merchantId: string, now: Date) =>
  db
    .select({ personId: grants.personId, name: people.displayName, since: grants.startsAt })
    .from(grants)
    .innerJoin(people, eq(people.id, grants.personId))
    .where(and(eq(grants.organizationId, merchantId), inForce(now)))
    .orderBy(asc(grants.startsAt), asc(grants.id))

/** The shops at whose counter somebody stands. */
export const countersOf = (db: Db, personId: string, now: Date): Promise<Merchant[]> =>
  db
    .select({ merchant: merchants })
    .from(merchants)
    .innerJoin(grants, eq(grants.organizationId, merchants.id))
    .where(and(eq(grants.personId, personId), inForce(now)))
    .orderBy(asc(merchants.createdAt), asc(merchants.id))
    .then((rows) => rows.map(({ merchant }) => merchant))

/**
 * The owner, whoever works there, and everybody of the owner's household: their points buy nothing in their own shop, or
 * points would turn into the city's money without anybody having bought anything.
 */
export async function runsShop(db: Db, merchant: Merchant, personId: string, now: Date): Promise<boolean> {
  if (merchant.ownerId === personId) return true
  const own = await peopleOfShops(db, [merchant], at(now))
  return own.get(merchant.id)?.has(personId) ?? false
}

/** Whether two people belong to one household. */
export async function livesTogether(db: Db, one: string, other: string): Promise<boolean> {
  const rows = await db
    .select({ householdId: householdMembers.householdId })
    .from(householdMembers)
    .where(and(inArray(householdMembers.personId, [one, other]), eq(householdMembers.state, 'joined')))
    .orderBy(asc(householdMembers.id))
  return new Set(rows.map(({ householdId }) => householdId)).size < rows.length
}
