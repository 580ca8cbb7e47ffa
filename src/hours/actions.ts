import { and, eq, sql } from 'drizzle-orm'
import { yearlyNumber } from '../../db/once.ts'
import type { Tx } from '../../db/open.ts'
import { type HourGrade, hourCertificates, hourTotals, serviceHours, unitHours } from '../../db/schema/hours.ts'
import { areaById } from '../areas/queries.ts'
import { issueCredential, revokeCredential } from '../credentials/actions.ts'
import { credentialsOf } from '../credentials/queries.ts'
import { type Actor, standingOf } from '../kit/actor.ts'
import { cityDay } from '../kit/clock.ts'
import { found, Refusal } from '../kit/refusal.ts'
import type { Secrets } from '../kit/secrets.ts'
import { notify } from '../notices/actions.ts'
import { type HoursRecord, hoursOf, uncounted, unitOf } from './queries.ts'
import { firstMinutes, type Interval, inQuarters, minutesOf } from './rules.ts'

/** What the volunteer record must say about one service. */
export type Service = {
  title: string
  areaId: string
  place: string
  beneficiary: string
  content: string
  /** 负责人 and 记录人, by the names they are shown by. */
  responsible: string
  recorder: string
}

export type NewHours = Service & {
  /** Named after its cause, such as `claim-<id>`. */
  id: string
  personId: string
  activityId?: string | undefined
  grade: HourGrade
  /** The time served, already within the time of the activity. */
  intervals: readonly Interval[]
  /** A reviewer allows no more than this of it. */
  minutesMax?: number | undefined
  evidence: readonly string[]
  actorId: string
  now: Date
}

/**
 * Writes down one service: the time that no other record of this person counts already, in whole quarter hours.
 * The same id again changes nothing.
 *
 * @returns the minutes counted; 0 leaves no row
 */
export async function recordHours(tx: Tx, input: NewHours): Promise<{ minutes: number }> {
  await lockHoursOf(tx, input.personId)
  const [known] = await tx.select().from(serviceHours).where(eq(serviceHours.id, input.id))
  if (known) return { minutes: known.minutes }
  const free = await uncounted(tx, input.personId, input.intervals)
  const intervals = input.minutesMax === undefined ? free : firstMinutes(free, input.minutesMax)
  const minutes = inQuarters(minutesOf(intervals))
  const [first] = intervals
  if (!first || minutes === 0) return { minutes: 0 }

  const { areaId, actorId, now, minutesMax: _, ...service } = input
  const day = cityDay(first.from)
  const unitId = (await unitOf(tx, areaId)).id
  const stored = intervals.map(({ from, to }) => ({ from: from.toISOString(), to: to.toISOString() }))
  await tx.insert(serviceHours).values({
    ...service,
    day,
    minutes,
    unitId,
    intervals: stored,
    evidence: [...input.evidence],
    recordedBy: actorId,
    at: now,
  })
  await add(tx, { personId: input.personId, grade: input.grade, unitId, day, minutes })
  return { minutes }
}

type Correction = { id: string; recordId: string; minutes: number; reason: string; actor: Actor; now: Date }

/**
 * Lowers a record to `minutes` by a second row. Raising goes the long way of a back-entry, so that nobody adds hours alone.
 *
 * @throws Refusal `hours_record_missing`, `hours_correction_raises`
 */
export async function correctHours(tx: Tx, { id, recordId, minutes, reason, actor, now }: Correction): Promise<void> {
  const [row] = await tx.select().from(serviceHours).where(eq(serviceHours.id, recordId))
  const record = found(row, 'hours_record_missing')
  const unit = await areaById(tx, record.unitId)
  const standing = standingOf(actor, { areaPath: unit.path })
  if (!standing.has('reviewer') && !standing.has('admin')) throw new Refusal('missing', 'hours_record_missing')
  if (record.corrects || record.personId === actor.id) throw new Refusal('forbidden', 'hours_correction_not_yours')

  await lockHoursOf(tx, record.personId)
  const [known] = await tx.select().from(serviceHours).where(eq(serviceHours.id, id))
  if (known) return
  const change = inQuarters(minutes) - (await minutesNow(tx, recordId))
  if (change >= 0) throw new Refusal('invalid', 'hours_correction_raises', { field: 'hours' })
  await correct(tx, record, { id, minutes: change, reason, actor, now })
}

type Change = { id: string; minutes: number; reason: string; actor: Actor; now: Date }

async function correct(tx: Tx, record: HoursRecord, { id, minutes, reason, actor, now }: Change): Promise<void> {
  const by = { recorder: actor.name, recordedBy: actor.id }
  const row = { ...record, ...by, id, minutes, intervals: [], corrects: record.id, reason, at: now }
  const { stars } = await hoursOf(tx, record.personId)
  await tx.insert(serviceHours).values(row)
  await add(tx, { ...record, minutes })
  const left = await hoursOf(tx, record.personId)
  const falling = { personId: record.personId, left: left.stars, why: reason, actorId: actor.id, now }
  if (left.stars < stars) await revokeStars(tx, falling)
}

type Falling = { personId: string; left: number; why: string; actorId: string; now: Date }

/** A paper that says more stars than the hours make is good no longer; its holder is told. */
async function revokeStars(tx: Tx, { personId, left, ...falling }: Falling): Promise<void> {
  for (const { id: credentialId, stars, revokedAt } of await credentialsOf(tx, personId, 'stars')) {
    if (revokedAt || (stars !== null && stars <= left)) continue
    await revokeCredential(tx, { credentialId, ...falling })
    await notify(tx, {
      ...{ personId, key: `stars-revoked-${credentialId}`, href: '/honors/mine', now: falling.now },
      title: { zh: '一份星级证书已失效', en: 'A certificate of your stars is no longer good' },
      body: {
        zh: `服务时长更正后，现在的时长是 ${left} 星。更正原因：${falling.why}`,
        en: `Your hours were corrected and make ${left} stars now. Reason: ${falling.why}`,
      },
    })
  }
}

type Undoing = { recordId: string; reason: string; actor: Actor; now: Date }

/**
 * Takes a whole record out of the count, by a second row. Whether the actor may is the caller's question.
 *
 * @returns the minutes taken back; 0 where there is no such record, or nothing left of it
 */
export async function takeBackHours(tx: Tx, { recordId, ...why }: Undoing): Promise<number> {
  const record = await lockedRecord(tx, recordId)
  const minutes = record ? await minutesNow(tx, recordId) : 0
  if (record && minutes > 0) await correct(tx, record, { ...why, id: takenBack(recordId), minutes: -minutes })
  return minutes
}

/**
 * Counts again what `takeBackHours` took out, as far as no other record counts that time meanwhile.
 *
 * @returns the minutes that count again, and those that stay out because something else counts that time
 */
export async function giveBackHours(
  tx: Tx,
  { recordId, ...why }: Undoing,
): Promise<{ minutes: number; missing: number }> {
  const record = await lockedRecord(tx, recordId)
  const [taken] = await tx
    .select()
    .from(serviceHours)
    .where(eq(serviceHours.id, takenBack(recordId)))
  if (!record || !taken) return { minutes: 0, missing: 0 }
  const intervals = record.intervals.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }))
  const free = inQuarters(minutesOf(await uncounted(tx, record.personId, intervals)))
  const minutes = Math.min(-taken.minutes, free)
  if (minutes > 0) await correct(tx, record, { ...why, id: `given-back:${recordId}`, minutes })
  return { minutes, missing: -taken.minutes - minutes }
}

const takenBack = (recordId: string) => `taken-back:${recordId}`

async function lockedRecord(tx: Tx, recordId: string): Promise<HoursRecord | undefined> {
  const [record] = await tx.select().from(serviceHours).where(eq(serviceHours.id, recordId))
  if (record) await lockHoursOf(tx, record.personId)
  return record
}

async function minutesNow(tx: Tx, recordId: string): Promise<number> {
  const [row] = await tx
    .select({ minutes: sql`coalesce(sum(${serviceHours.minutes}), 0)`.mapWith(Number) })
    .from(serviceHours)
    .where(sql`${serviceHours.id} = ${recordId} or ${serviceHours.corrects} = ${recordId}`)
  return row?.minutes ?? 0
}

type Certificate = {
  id: string
  personId: string
  areaId: string
  /** The name on the paper. */
  name: string
  /** The city's address, under which it signs. */
  issuer: string
  now: Date
}

/** Hands out a numbered and signed record of all service so far. The same id again gives the first one. */
export async function issueHourCertificate(tx: Tx, secrets: Secrets, given: Certificate): Promise<string> {
  const { id, personId, areaId, name, issuer, now } = given
  const [known] = await tx.select().from(hourCertificates).where(eq(hourCertificates.id, id))
  if (known) return ownCertificate(known, personId)
  const { byGrade, minutes: all, recordCount } = await hoursOf(tx, personId)
  if (recordCount === 0) throw new Refusal('conflict', 'hours_none')
  const number = await yearlyNumber(tx, 'H', now)
  const unit = await unitOf(tx, areaId)
  const minutes = { minutesA: byGrade.A, minutesB: byGrade.B, minutesC: byGrade.C }
  const row = { id, number, personId, unitId: unit.id, ...minutes, recordCount, issuedAt: now }
  await tx.insert(hourCertificates).values(row)
  const grades = { a: byGrade.A / 60, b: byGrade.B / 60, c: byGrade.C / 60 }
  await issueCredential(tx, secrets, {
    ...{ kind: 'hours', subjectId: id, personId, issuer, type: 'ServiceHours', actorId: personId, now },
    subject: { name, hours: all / 60, ...grades, area: unit.name, no: number },
  })
  return id
}

function ownCertificate(known: { id: string; personId: string }, personId: string): string {
  if (known.personId !== personId) throw new Refusal('conflict', 'same_id_other_content')
  return known.id
}

/** Two reviewers who credit the same person wait for one another here, so that neither overlooks the other's record. */
export const lockHoursOf = (tx: Tx, personId: string) =>
  tx
    .insert(hourTotals)
    .values({ personId, grade: 'A', minutes: 0 })
    .onConflictDoUpdate({
      target: [hourTotals.personId, hourTotals.grade],
      set: { minutes: sql`${hourTotals.minutes}` },
    })

type Sum = { personId: string; grade: HourGrade; unitId: string; day: string; minutes: number }

async function add(tx: Tx, { personId, grade, unitId, day, minutes }: Sum) {
  await tx.insert(hourTotals).values({ personId, grade, minutes: 0 }).onConflictDoNothing()
  await tx
    .update(hourTotals)
    .set({ minutes: sql`${hourTotals.minutes} + ${minutes}` })
    .where(and(eq(hourTotals.personId, personId), eq(hourTotals.grade, grade)))
  const column = grade === 'C' ? ('minutesBackEntered' as const) : ('minutesProven' as const)
  await changeUnit(tx, { unitId, year: day.slice(0, 4) }, { [column]: minutes })
}

type UnitChange = Partial<Record<'minutesProven' | 'minutesBackEntered' | 'minutesPending', number>>

/** Adds to a community's year, and returns the row as it stands then, locked until the commit. */
export async function changeUnit(tx: Tx, { unitId, year }: { unitId: string; year: string }, change: UnitChange) {
  await tx.insert(unitHours).values({ unitId, year }).onConflictDoNothing()
  const [row] = await tx
    .update(unitHours)
    .set({
      minutesProven: sql`${unitHours.minutesProven} + ${change.minutesProven ?? 0}`,
      minutesBackEntered: sql`${unitHours.minutesBackEntered} + ${change.minutesBackEntered ?? 0}`,
      minutesPending: sql`${unitHours.minutesPending} + ${change.minutesPending ?? 0}`,
    })
    .where(and(eq(unitHours.unitId, unitId), eq(unitHours.year, year)))
    .returning()
  return row as typeof unitHours.$inferSelect
}
