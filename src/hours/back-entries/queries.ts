import { and, asc, desc, eq, gt, inArray, lt, lte, or, sql } from 'drizzle-orm'
import type { Db } from '../../../db/open.ts'
import { type BackEntryState, backEntries, backEntryEvents, unitHours } from '../../../db/schema/hours.ts'
import { people } from '../../../db/schema/people.ts'
import { reached } from '../../areas/reach.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { cityDay, later, minute } from '../../kit/clock.ts'
import { found } from '../../kit/refusal.ts'
import { hasConsent } from '../../people/privacy/queries.ts'
import { maskName } from '../../people/rules.ts'
import { pendingStates, uncounted } from '../queries.ts'
import { type Interval, minutesOf, shareWith } from '../rules.ts'

export type BackEntry = typeof backEntries.$inferSelect
const staffRoles = ['clerk', 'reviewer', 'auditor', 'admin'] as const

/** @throws Refusal `back_entry_missing`, also outside the actor's areas */
export async function backEntryFor(db: Db, id: string, actor: Actor) {
  const [row] = await db
    .select({ entry: backEntries, displayName: people.displayName })
    .from(backEntries)
    .innerJoin(people, eq(people.id, backEntries.personId))
    .where(eq(backEntries.id, id))
  const { entry, displayName } = found(row, 'back_entry_missing')
  const standing = standingOf(actor, { areaPath: entry.areaPath, ownerId: entry.proposedBy })
  const maySee = standing.has('self') || staffRoles.some((role) => standing.has(role))
  return { entry: found(maySee ? entry : undefined, 'back_entry_missing'), displayName, standing }
}

export async function backEntryById(db: Db, id: string): Promise<BackEntry> {
  const [row] = await db.select().from(backEntries).where(eq(backEntries.id, id))
  return found(row, 'back_entry_missing')
}

/** What happened to a back-entry, oldest first, with the names of those who did it. */
export const eventsOfBackEntry = (db: Db, id: string) =>
  db
    .select({ event: backEntryEvents, displayName: people.displayName })
    .from(backEntryEvents)
    .leftJoin(people, eq(people.id, backEntryEvents.byId))
    .where(eq(backEntryEvents.backEntryId, id))
    .orderBy(asc(backEntryEvents.at), asc(backEntryEvents.id))

const listSize = 100

/** Back-entries of the actor's areas, those that wait for somebody first. */
export const backEntriesFor = (db: Db, actor: Actor) =>
  db
    .select({ entry: backEntries, displayName: people.displayName })
    .from(backEntries)
    .innerJoin(people, eq(people.id, backEntries.personId))
    .where(reached(backEntries.areaPath, actor, staffRoles))
    .orderBy(
      sql`case ${backEntries.state} when 'proposed' then 0 when 'objected' then 1 when 'noticed' then 2 else 3 end`,
      desc(backEntries.createdAt),
      desc(backEntries.id),
    )
    .limit(listSize)

/** What is on public notice. A name is shown in full only where its owner agreed. */
export async function publicNotices(db: Db, now: Date) {
  const rows = await db
    .select({ entry: backEntries, displayName: people.displayName })
    .from(backEntries)
    .innerJoin(people, eq(people.id, backEntries.personId))
    .where(
      or(and(eq(backEntries.state, 'noticed'), gt(backEntries.noticeEndsAt, now)), eq(backEntries.state, 'objected')),
    )
    .orderBy(asc(backEntries.noticeEndsAt), asc(backEntries.id))
    .limit(listSize)
  const shown = []
  for (const { entry, displayName } of rows) {
    const isOpen = await hasConsent(db, entry.personId, 'public_name')
    const { id, title, day, minutes, place, reason, state, noticeEndsAt } = entry
    shown.push({
      id,
      title,
      day,
      minutes,
      place,
      reason,
      state,
      noticeEndsAt,
      name: isOpen ? displayName : maskName(displayName),
    })
  }
  return shown
}

/** Notices that have run out without an objection. */
export const dueBackEntries = (db: Db, now: Date, limit: number) =>
  db
    .select()
    .from(backEntries)
    .where(and(eq(backEntries.state, 'noticed'), lte(backEntries.noticeEndsAt, now)))
    .orderBy(asc(backEntries.noticeEndsAt), asc(backEntries.id))
    .limit(limit)

/** Whether some of this time is counted already, or on its way to be. */
export async function isTaken(db: Db, personId: string, interval: Interval): Promise<boolean> {
  if (minutesOf(await uncounted(db, personId, [interval])) < minutesOf([interval])) return true
  const rows = await db
    .select()
    .from(backEntries)
    .where(
      and(
        eq(backEntries.personId, personId),
        inArray(backEntries.state, [...pendingStates]),
        lt(backEntries.startsAt, interval.to),
      ),
    )
    .orderBy(asc(backEntries.id))
  return rows.some(({ startsAt, minutes }) => later(startsAt, minutes * minute) > interval.from)
}

/** The share of back-entries in a community's year so far, in percent. */
export async function shareOf(db: Db, unitId: string, now: Date): Promise<number> {
  const [row] = await db
    .select()
    .from(unitHours)
    .where(and(eq(unitHours.unitId, unitId), eq(unitHours.year, cityDay(now).slice(0, 4))))
  return row ? shareWith(row, 0) : 0
}

const countOf = (...states: BackEntryState[]) =>
  sql`sum(case when ${inArray(backEntries.state, states)} then 1 else 0 end)`.mapWith(Number)

/** How much each member of staff has proposed and what became of it, for the auditors of the area. */
export const ratesByProposer = (db: Db, actor: Actor) =>
  db
    .select({
      proposerId: backEntries.proposedBy,
      displayName: people.displayName,
      proposed: sql`count(*)`.mapWith(Number),
      minutes: sql`sum(${backEntries.minutes})`.mapWith(Number),
      beneficiaries: sql`count(distinct ${backEntries.personId})`.mapWith(Number),
      effective: countOf('effective'),
      refused: countOf('refused'),
    })
    .from(backEntries)
    .innerJoin(people, eq(people.id, backEntries.proposedBy))
    .where(reached(backEntries.areaPath, actor, ['auditor', 'admin']))
    .groupBy(backEntries.proposedBy, people.displayName)
    .orderBy(desc(sql`sum(${backEntries.minutes})`), asc(backEntries.proposedBy))
