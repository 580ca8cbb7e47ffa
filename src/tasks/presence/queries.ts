import { and, asc, desc, eq, gt, inArray, lte, ne, notInArray } from 'drizzle-orm'
import type { Db } from '../../../db/open.ts'
import { people } from '../../../db/schema/people.ts'
import { deviceSightings, earlierStays, presenceScans, presences } from '../../../db/schema/presence.ts'
import { activities, claims } from '../../../db/schema/tasks.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { later, minute } from '../../kit/clock.ts'
import { found } from '../../kit/refusal.ts'
import { type Activity, activityById } from '../activities/queries.ts'

export type Presence = typeof presences.$inferSelect

export async function presenceOf(db: Db, claimId: string): Promise<Presence | undefined> {
  const [row] = await db.select().from(presences).where(eq(presences.claimId, claimId))
  return row
}

/** One coming and going. Only the last stay of a claim may be open. */
export type Stay = Pick<Presence, 'inAt' | 'inWay' | 'inBand' | 'outAt' | 'outWay' | 'outBand'>

/** Every stay of a claim, in order; the last one is the presence itself. */
export async function staysOf(db: Db, presence: Presence): Promise<Stay[]> {
  const earlier = await db
    .select()
    .from(earlierStays)
    .where(eq(earlierStays.claimId, presence.claimId))
    .orderBy(asc(earlierStays.number))
  return [...earlier, presence]
}

/** @throws Refusal `activity_missing`, also for staff of another area */
export async function activityForRoll(db: Db, id: string, actor: Actor): Promise<Activity> {
  const activity = await activityById(db, id)
  const standing = standingOf(actor, { areaPath: activity.areaPath })
  return found(standing.has('clerk') || standing.has('admin') ? activity : undefined, 'activity_missing')
}

/** @throws Refusal `check_in_code_unreadable` when no activity has the number */
export async function activityByNumber(db: Db, number: string): Promise<Activity> {
  const [row] = await db.select().from(activities).where(eq(activities.number, number))
  return found(row, 'check_in_code_unreadable')
}

/** Somebody's claims that a code on the wall could be for: not yet in, in, or out and perhaps back, around their time. */
export const openClaimsOf = (db: Db, personId: string, now: Date) =>
  db
    .select({ claim: claims, activity: activities })
    .from(claims)
    .innerJoin(activities, eq(activities.id, claims.activityId))
    .where(
      and(
        eq(claims.personId, personId),
        inArray(claims.status, ['claimed', 'checked_in', 'checked_out']),
        ne(activities.checkIn, 'none'),
        lte(activities.startsAt, later(now, 30 * minute)),
        gt(activities.endsAt, later(now, -60 * minute)),
      ),
    )
    .orderBy(asc(activities.startsAt), asc(claims.id))

/** Everybody who is on the list of an activity, with when they came and went. */
export const rollOf = (db: Db, activityId: string) =>
  db
    .select({ claim: claims, displayName: people.displayName, presence: presences })
    .from(claims)
    .innerJoin(people, eq(people.id, claims.personId))
    .leftJoin(presences, eq(presences.claimId, claims.id))
    .where(and(eq(claims.activityId, activityId), notInArray(claims.status, ['canceled', 'waitlisted', 'offered'])))
    .orderBy(asc(claims.createdAt), asc(claims.id))

export const scansOf = (db: Db, activityId: string, limit = 20) =>
  db
    .select({ scan: presenceScans, displayName: people.displayName })
    .from(presenceScans)
    .leftJoin(people, eq(people.id, presenceScans.personId))
    .where(eq(presenceScans.activityId, activityId))
    .orderBy(desc(presenceScans.at), desc(presenceScans.id))
    .limit(limit)

const sharedWithin = 10 * minute

/** Claims of other people whose check-in came from this device within ten minutes. */
export async function othersOnDevice(db: Db, sighting: { deviceHash: string; personId: string; now: Date }) {
  const rows = await db
    .select({ claimId: deviceSightings.claimId })
    .from(deviceSightings)
    .where(
      and(
        eq(deviceSightings.deviceHash, sighting.deviceHash),
        ne(deviceSightings.personId, sighting.personId),
        gt(deviceSightings.at, later(sighting.now, -sharedWithin)),
      ),
    )
    .orderBy(asc(deviceSightings.id))
  return [...new Set(rows.map(({ claimId }) => claimId))].sort()
}

/** Claims that were checked in and never out, at activities over an hour ago. */
export const forgottenCheckOuts = (db: Db, now: Date, limit: number) =>
  db
    .select({ claim: claims, activity: activities })
    .from(claims)
    .innerJoin(activities, eq(activities.id, claims.activityId))
    .where(and(eq(claims.status, 'checked_in'), lte(activities.endsAt, later(now, -60 * minute))))
    .orderBy(asc(activities.endsAt), asc(claims.id))
    .limit(limit)

/** Claims of people who left before the end and may no longer come back, where nothing has to be handed in. */
export const finishedStays = (db: Db, now: Date, limit: number) =>
  db
    .select({ claim: claims, activity: activities })
    .from(claims)
    .innerJoin(activities, eq(activities.id, claims.activityId))
    .where(
      and(
        eq(claims.status, 'checked_out'),
        eq(activities.evidencePhotosMin, 0),
        eq(activities.evidenceText, false),
        eq(activities.evidenceUnit, ''),
        lte(activities.endsAt, now),
      ),
    )
    .orderBy(asc(activities.endsAt), asc(claims.id))
    .limit(limit)

/** Claims whose activity is over and whose person was never seen. */
export const missedClaims = (db: Db, now: Date, limit: number) =>
  db
    .select({ claim: claims, activity: activities })
    .from(claims)
    .innerJoin(activities, eq(activities.id, claims.activityId))
    .where(
      and(
        eq(claims.status, 'claimed'),
        ne(activities.checkIn, 'none'),
        inArray(activities.status, ['published', 'ongoing', 'ended', 'settled']),
        lte(activities.endsAt, now),
      ),
    )
    .orderBy(asc(activities.endsAt), asc(claims.id))
    .limit(limit)

/** Devices seen before the last ten minutes are forgotten. */
export const oldSightings = (now: Date) => lte(deviceSightings.at, later(now, -60 * minute))
