import { and, asc, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import {
  awardClassVersions,
  nominationEvents,
  nominations,
  nominationWords,
  nominees,
} from '../../../db/schema/honors.ts'
import { people } from '../../../db/schema/people.ts'
import { reached } from '../../areas/reach.ts'
import type { Actor } from '../../kit/actor.ts'
import { groupBy } from '../../kit/group.ts'
import { found } from '../../kit/refusal.ts'
import { type AwardClass, awardClassVersion } from '../classes/queries.ts'
import { membersOf } from '../panels/queries.ts'
import { type Involved, partsOf, underWay } from '../rules.ts'
import { ballotsOf } from '../votes/queries.ts'
import { tiedTo } from './register.ts'

export type Nomination = typeof nominations.$inferSelect
export type Nominee = typeof nominees.$inferSelect & { displayName: string }

/** @throws Refusal `nomination_missing` */
export async function nominationById(db: Db, id: string): Promise<Nomination> {
  const [row] = await db.select().from(nominations).where(eq(nominations.id, id))
  return found(row, 'nomination_missing')
}

/** Whom a nomination is about, with their answers, those who agreed first. */
export const nomineesOf = (db: Db, nominationId: string): Promise<Nominee[]> =>
  db
    .select({
      nominationId: nominees.nominationId,
      personId: nominees.personId,
      answer: nominees.answer,
      showName: nominees.showName,
      answeredAt: nominees.answeredAt,
      paper: nominees.paper,
      recordedBy: nominees.recordedBy,
      displayName: people.displayName,
    })
    .from(nominees)
    .innerJoin(people, eq(people.id, nominees.personId))
    .where(eq(nominees.nominationId, nominationId))
    .orderBy(asc(nominees.answer), asc(nominees.personId))

/** The same for many nominations at once. */
export async function nomineesOfAll(db: Db, ids: string[]): Promise<Map<string, Nominee[]>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ nominee: nominees, displayName: people.displayName })
    .from(nominees)
    .innerJoin(people, eq(people.id, nominees.personId))
    .where(inArray(nominees.nominationId, ids))
    .orderBy(asc(nominees.nominationId), asc(nominees.answer), asc(nominees.personId))
  return groupBy(
    rows.map(({ nominee, displayName }) => ({ ...nominee, displayName })),
    ({ nominationId }) => nominationId,
  )
}

/** Who is what to a nomination. Whoever voted stays on its panel, whatever becomes of their seat. */
export async function involvedIn(db: Db, nomination: Nomination, now: Date): Promise<Involved> {
  const subjects = await nomineesOf(db, nomination.id)
  const seats = nomination.panelId ? await membersOf(db, nomination.panelId, now) : []
  const votes = await ballotsOf(db, nomination.id)
  return {
    nominatedBy: nomination.nominatedBy,
    nomineeIds: subjects.map(({ personId }) => personId),
    tiedIds: await tiedTo(db, nomination, now),
    panelIds: [...seats, ...votes].map(({ personId }) => personId),
    chairId: seats.find(({ isChair }) => isChair)?.personId,
  }
}

export type Case = Awaited<ReturnType<typeof caseFor>>

/**
 * Everything about a nomination for somebody who has a part in it: staff of its area, whom it is about, who nominated, who
 * judges. For anybody else it is missing.
 *
 * @throws Refusal `nomination_missing`
 */
export async function caseFor(db: Db, id: string, actor: Actor, now: Date) {
  const nomination = await nominationById(db, id)
  const involved = await involvedIn(db, nomination, now)
  const parts = partsOf(actor, { areaPath: nomination.areaPath }, involved)
  const mayRead = ['nominator', 'nominee', 'member', 'clerk', 'reviewer', 'auditor', 'admin'] as const
  found(mayRead.some((part) => parts.has(part)) ? nomination : undefined, 'nomination_missing')
  return { nomination, involved, parts, awardClass: await awardClassVersion(db, nomination.classVersionId) }
}

/** What happened to a nomination, the oldest first, with the names of those who did it. */
export const eventsOfNomination = (db: Db, nominationId: string) =>
  db
    .select({ event: nominationEvents, why: nominationWords.words, displayName: people.displayName })
    .from(nominationEvents)
    .leftJoin(people, eq(people.id, nominationEvents.byId))
    .leftJoin(nominationWords, eq(nominationWords.ofId, nominationEvents.id))
    .where(eq(nominationEvents.nominationId, nominationId))
    .orderBy(asc(nominationEvents.at), asc(nominationEvents.id))

export type Listed = { nomination: Nomination; awardClass: AwardClass; names: string[] }

/** Puts names to nominations, in the order given. */
async function withNames(db: Db, rows: { nomination: Nomination; awardClass: AwardClass }[]): Promise<Listed[]> {
  const ids = rows.map(({ nomination }) => nomination.id)
  if (ids.length === 0) return []
  const named = await db
    .select({ nominationId: nominees.nominationId, displayName: people.displayName })
    .from(nominees)
    .innerJoin(people, eq(people.id, nominees.personId))
    .where(inArray(nominees.nominationId, ids))
    .orderBy(asc(nominees.nominationId), asc(nominees.personId))
  return rows.map((row) => ({
    ...row,
    names: named.flatMap(({ nominationId, displayName }) => (nominationId === row.nomination.id ? [displayName] : [])),
  }))
}

const listSize = 100

const listed = (db: Db) =>
  db
    .select({ nomination: nominations, awardClass: awardClassVersions })
    .from(nominations)
    .innerJoin(awardClassVersions, eq(awardClassVersions.id, nominations.classVersionId))

/** What waits for staff comes first: to check, to convene, to publish, to decide, to issue, to answer. */
const waiting = sql`case ${nominations.state} when 'appealed' then 0 when 'nominated' then 1 when 'eligible' then 2
  when 'reviewed' then 3 when 'decided' then 4 when 'noticed' then 5 when 'voting' then 6 else 7 end`

/** The nominations of the actor's areas, what waits for somebody first; of one state, where it is named. */
export async function nominationsFor(db: Db, actor: Actor, state?: Nomination['state']): Promise<Listed[]> {
  const covered = reached(nominations.areaPath, actor, ['clerk', 'reviewer', 'auditor', 'admin'])
  const rows = await listed(db)
    .where(and(covered, state && eq(nominations.state, state)))
    .orderBy(waiting, desc(nominations.updatedAt), desc(nominations.id))
    .limit(listSize)
  return withNames(db, rows)
}

/** Nominations somebody made, the newest first. */
export const nominationsBy = async (db: Db, personId: string): Promise<Listed[]> =>
  withNames(
    db,
    await listed(db)
      .where(eq(nominations.nominatedBy, personId))
      .orderBy(desc(nominations.createdAt), desc(nominations.id))
      .limit(listSize),
  )

/** Nominations and awards about somebody, with their own answer, the newest first. */
export const nominationsAbout = (db: Db, personId: string) =>
  db
    .select({ nomination: nominations, awardClass: awardClassVersions, nominee: nominees })
    .from(nominees)
    .innerJoin(nominations, eq(nominations.id, nominees.nominationId))
    .innerJoin(awardClassVersions, eq(awardClassVersions.id, nominations.classVersionId))
    .where(eq(nominees.personId, personId))
    .orderBy(desc(nominations.createdAt), desc(nominations.id))
    .limit(listSize)

type Standing = {
  classId: string
  personId?: string | undefined
  householdId?: string | undefined
  merchantId?: string | undefined
  now: Date
}

/** Whether somebody, a household or a merchant is on the way to a class already, or holds it now. */
export async function standsFor(db: Db, { classId, personId, householdId, merchantId, now }: Standing) {
  const theirs = personId
    ? inArray(
        nominations.id,
        db
          .select({ id: nominees.nominationId })
          .from(nominees)
          .where(and(eq(nominees.personId, personId), ne(nominees.answer, 'declined'))),
      )
    : householdId
      ? eq(nominations.householdId, householdId)
      : eq(nominations.merchantId, merchantId as string)
  const rows = await db
    .select({ state: nominations.state, validUntil: nominations.validUntil })
    .from(nominations)
    .where(and(theirs, eq(nominations.classId, classId)))
    .orderBy(asc(nominations.id))
  if (rows.some(({ state }) => (underWay as readonly string[]).includes(state))) return 'under_way'
  const holds = rows.some(({ state, validUntil }) => state === 'issued' && (!validUntil || validUntil > now))
  return holds ? 'holds' : undefined
}
