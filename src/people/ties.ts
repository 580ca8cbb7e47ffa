import { and, asc, eq, gt, inArray, isNull, lte, ne, or } from 'drizzle-orm'
import type { Db } from '../../db/database.ts'
import { householdMembers, householdRelatives, supportPairings } from '../../db/schema/households.ts'
import { grants } from '../../db/schema/people.ts'

type Shop = { id: string; ownerId: string }
type Span = { from: Date; to: Date }

/** Since there are clerks and households. */
export const ever = (now: Date): Span => ({ from: new Date(0), to: now })
export const at = (now: Date): Span => ({ from: now, to: now })

/**
 * Who belonged to a shop at any time of a span: its owner, whoever stood at its counter, also when that ended an hour after
 * the span began, and whoever lived with the owner.
 *
 * @returns shop id → ids of people
 */
export async function peopleOfShops(db: Db, shops: readonly Shop[], span: Span): Promise<Map<string, Set<string>>> {
  if (shops.length === 0) return new Map()
  const clerks = await clerksIn(db, shops, span)
  const homes = await homesIn(db, shops, span)
  return new Map(
    shops.map(({ id, ownerId }) => {
      const theirs = new Set(homes.filter(({ personId }) => personId === ownerId).map(({ householdId }) => householdId))
      const family = homes.filter(({ householdId }) => theirs.has(householdId))
      const behind = clerks.filter(({ shopId }) => shopId === id)
      return [id, new Set([ownerId, ...[...behind, ...family].map(({ personId }) => personId)])]
    }),
  )
}

const clerksIn = (db: Db, shops: readonly Shop[], { from, to }: Span) =>
  db
    .select({ shopId: grants.organizationId, personId: grants.personId })
    .from(grants)
    .where(
      and(
        inArray(
          grants.organizationId,
          shops.map(({ id }) => id),
        ),
        eq(grants.role, 'merchant'),
        lte(grants.startsAt, to),
        or(isNull(grants.endsAt), gt(grants.endsAt, from)),
      ),
    )
    .orderBy(asc(grants.id))

/** Everybody of the households in which an owner is or was. */
function homesIn(db: Db, shops: readonly Shop[], { from, to }: Span) {
  const owners = shops.map(({ ownerId }) => ownerId)
  const ofOwners = db
    .select({ id: householdMembers.householdId })
    .from(householdMembers)
    .where(inArray(householdMembers.personId, owners))
  return db
    .select({ householdId: householdMembers.householdId, personId: householdMembers.personId })
    .from(householdMembers)
    .where(
      and(
        lte(householdMembers.at, to),
        inArray(householdMembers.state, ['joined', 'left', 'removed']),
        or(isNull(householdMembers.endedAt), gt(householdMembers.endedAt, from)),
        inArray(householdMembers.householdId, ofOwners),
      ),
    )
    .orderBy(asc(householdMembers.id))
}

/**
 * Everybody who is tied to a household and so decides nothing about it. Whoever has left it, or was taken out, is: one
 * could leave for a day otherwise.
 */
export async function tiesOf(db: Db, householdId: string) {
  const members = await db
    .select({ id: householdMembers.personId })
    .from(householdMembers)
    .where(and(eq(householdMembers.householdId, householdId), ne(householdMembers.state, 'declined')))
    .orderBy(asc(householdMembers.id))
  const relatives = await db
    .select({ id: householdRelatives.personId })
    .from(householdRelatives)
    .where(eq(householdRelatives.householdId, householdId))
    .orderBy(asc(householdRelatives.id))
  const supporters = await db
    .select({ id: supportPairings.supporterId })
    .from(supportPairings)
    .where(and(eq(supportPairings.householdId, householdId), inArray(supportPairings.state, ['proposed', 'active'])))
    .orderBy(asc(supportPairings.id))
  const ids = (rows: { id: string }[]) => new Set(rows.map(({ id }) => id))
  return { members: ids(members), relatives: ids(relatives), supporters: ids(supporters) }
}
