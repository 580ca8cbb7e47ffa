import { and, asc, count, desc, eq, gt, inArray, lt, notInArray, or, sql } from 'drizzle-orm'
import { type Db, prepared } from '../../../db/database.ts'
import { people } from '../../../db/schema/people.ts'
import { activities, claimEvents, claims } from '../../../db/schema/tasks.ts'
import { day, later } from '../../kit/clock.ts'
import { found } from '../../kit/refusal.ts'
import type { ClaimStatus } from './rules.ts'

export type Claim = typeof claims.$inferSelect
export type ClaimEvent = typeof claimEvents.$inferSelect

const byId = prepared('claim_by_id', (tx) =>
  tx
    .select({ claim: claims, activity: activities })
    .from(claims)
    .innerJoin(activities, eq(activities.id, claims.activityId))
    .where(eq(claims.id, sql.placeholder('id'))),
)

export type ClaimWithActivity = { claim: Claim; activity: typeof activities.$inferSelect }

/** The claim with its activity. Whose it is, the caller checks. @throws Refusal `claim_missing` */
export async function claimById(db: Db, id: string): Promise<ClaimWithActivity> {
  const [row] = await byId(db, { id })
  return found(row, 'claim_missing')
}

export const pageSize = 50

/** Somebody's claims with their activities, the newest first; the next page begins `before` the last one's id. */
export const claimsOf = (db: Db, personId: string, { before }: { before?: Claim | undefined } = {}) =>
  db
    .select({ claim: claims, activity: activities })
    .from(claims)
    .innerJoin(activities, eq(activities.id, claims.activityId))
    .where(
      and(
        eq(claims.personId, personId),
        before &&
          or(
            lt(claims.createdAt, before.createdAt),
            and(eq(claims.createdAt, before.createdAt), lt(claims.id, before.id)),
          ),
      ),
    )
    .orderBy(desc(claims.createdAt), desc(claims.id))
    .limit(pageSize)

/** Everybody's claims for one activity with the name they are shown by: those who are in, then the line, then the rest. */
export const claimsFor = (db: Db, activityId: string, statuses?: readonly ClaimStatus[]) =>
  db
    .select({ claim: claims, displayName: people.displayName })
    .from(claims)
    .innerJoin(people, eq(people.id, claims.personId))
    .where(and(eq(claims.activityId, activityId), statuses && inArray(claims.status, [...statuses])))
    .orderBy(asc(claims.queueNumber), asc(claims.createdAt), asc(claims.id))

/** What happened to a claim, the oldest first. */
export const eventsOfClaim = (db: Db, claimId: string) =>
  db
    .select()
    .from(claimEvents)
    .where(eq(claimEvents.claimId, claimId))
    .orderBy(asc(claimEvents.version), asc(claimEvents.id))

const ofPerson = prepared('claim_of_person', (tx) =>
  tx
    .select({ claim: claims, activity: activities })
    .from(claims)
    .innerJoin(activities, eq(activities.id, claims.activityId))
    .where(
      and(
        eq(claims.activityId, sql.placeholder('activityId')),
        eq(claims.personId, sql.placeholder('personId')),
        notInArray(claims.status, ['canceled', 'late_canceled', 'excused']),
      ),
    ),
)

/** The claim of this person that counts for this activity: not one they gave back. */
export async function claimOfPerson(
  db: Db,
  activityId: string,
  personId: string,
): Promise<ClaimWithActivity | undefined> {
  const [row] = await ofPerson(db, { activityId, personId })
  return row
}

/** How many wait for a place; with a number, how many before that one. */
export const peopleInLine = (db: Db, activityId: string, before?: number | null) =>
  db.$count(
    claims,
    and(
      eq(claims.activityId, activityId),
      eq(claims.status, 'waitlisted'),
      before ? lt(claims.queueNumber, before) : undefined,
    ),
  )

const reliabilityDays = 90

/** How often each of these people did not come, or left late, in the last 90 days. */
export async function reliabilityOf(db: Db, personIds: string[], now: Date): Promise<Map<string, number>> {
  const rows = await db
    .select({ personId: claims.personId, times: count() })
    .from(claims)
    .where(
      and(
        inArray(claims.personId, personIds),
        inArray(claims.status, ['no_show', 'late_canceled']),
        gt(claims.createdAt, later(now, -reliabilityDays * day)),
      ),
    )
    .groupBy(claims.personId)
    .orderBy(claims.personId)
  return new Map(rows.map(({ personId, times }) => [personId, Number(times)]))
}
