import { and, asc, desc, eq, gt, inArray, like, or } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { activities, calendarFeeds, claims } from '../../../db/schema/tasks.ts'
import { day, later } from '../../kit/clock.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { occupying } from '../claims/rules.ts'

const daysBack = 30
const eventsMax = 500

/** What somebody has said they would come to, and what of it was called off. */
export const calendarOf = (db: Db, personId: string, now: Date) =>
  db
    .select({ activity: activities, status: claims.status })
    .from(claims)
    .innerJoin(activities, eq(activities.id, claims.activityId))
    .where(
      and(
        eq(claims.personId, personId),
        gt(activities.endsAt, later(now, -daysBack * day)),
        or(
          inArray(claims.status, [...occupying, 'submitted', 'returned', 'credited']),
          eq(activities.status, 'canceled'),
        ),
      ),
    )
    .orderBy(desc(activities.startsAt), desc(claims.id))
    .limit(eventsMax)

/** What an area has published, from now on. */
export const calendarOfArea = (db: Db, areaPath: string, now: Date) =>
  db
    .select()
    .from(activities)
    .where(
      and(
        like(activities.areaPath, `${areaPath}%`),
        inArray(activities.status, ['published', 'ongoing']),
        gt(activities.endsAt, now),
      ),
    )
    .orderBy(asc(activities.startsAt), asc(activities.id))
    .limit(eventsMax)

/** How often a new address was asked for: part of what the address signs. */
export async function feedGeneration(db: Db, personId: string): Promise<number> {
  const [feed] = await db.select().from(calendarFeeds).where(eq(calendarFeeds.personId, personId))
  return feed?.generation ?? 0
}

const signatureLength = 32

/** The secret part of somebody's calendar address: whoever has it can read their calendar, and nothing else. */
export async function feedToken(db: Db, secrets: Secrets, personId: string): Promise<string> {
  const signed = `${personId}.${await feedGeneration(db, personId)}`
  return `${personId}.${secrets.sign('calendar', signed, signatureLength)}`
}

/** Whose calendar the address opens; nobody's when it was never given out, or replaced. */
export async function personOfFeed(db: Db, secrets: Secrets, token: string): Promise<string | undefined> {
  const [, personId, signature] = /^([\w-]{1,60})\.([\w-]{32})$/.exec(token) ?? []
  if (!personId || !signature) return undefined
  const signed = `${personId}.${await feedGeneration(db, personId)}`
  return secrets.verify('calendar', signed, signature) ? personId : undefined
}
