import { and, asc, eq, gte, notExists, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { awardEvents, starNotices } from '../../../db/schema/honors.ts'
import { hourTotals } from '../../../db/schema/hours.ts'
import { people } from '../../../db/schema/people.ts'
import { unitOf } from '../../hours/queries.ts'
import { starHours, starsOf } from '../../hours/rules.ts'
import { system } from '../../kit/actor.ts'

const what = 'stars-of-before-kept'

/**
 * Star levels once came with the hours alone. Those that counted before public notices began keep counting: they are granted
 * at the first start after it, and never again. Who has been on notice meanwhile goes the new way.
 */
export async function keepStarsOfBefore(tx: Tx, now: Date): Promise<void> {
  const event = { id: what, subjectId: 'stars', what, details: {}, byId: system.id, at: now }
  const [first] = await tx.insert(awardEvents).values(event).onConflictDoNothing().returning({ id: awardEvents.id })
  if (!first) return
  for (const { personId, areaId, minutes } of await starsByHours(tx)) {
    const unit = await unitOf(tx, areaId)
    const { stars } = starsOf(minutes)
    const row = { id: `${what}-${personId}`, personId, stars, minutes, areaId: unit.id, areaPath: unit.path }
    const ended = { state: 'granted' as const, noticeEndsAt: now, endedBy: system.id, endedAt: now }
    await tx.insert(starNotices).values({ ...row, ...ended, showName: false, at: now })
  }
}

function starsByHours(tx: Tx) {
  const minutes = sql`sum(${hourTotals.minutes})`.mapWith(Number)
  const noticed = tx.select({ id: starNotices.id }).from(starNotices).where(eq(starNotices.personId, people.id))
  return tx
    .select({ personId: people.id, areaId: people.areaId, minutes })
    .from(people)
    .innerJoin(hourTotals, eq(hourTotals.personId, people.id))
    .where(and(eq(people.status, 'active'), notExists(noticed)))
    .groupBy(people.id, people.areaId)
    .having(gte(minutes, starHours[0] * 60))
    .orderBy(asc(people.id))
}
