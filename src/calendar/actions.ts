import { and, eq } from 'drizzle-orm'
import type { Db, Tx } from '../../db/database.ts'
import { calendarDays, calendarEvents, calendars } from '../../db/schema/calendar.ts'
import { theCity } from '../areas/queries.ts'
import { type Actor, standingOf, system } from '../kit/actor.ts'
import { type OfficeSpan, workCalendar, yunnanOfficeHours } from '../kit/calendar.ts'
import { newId } from '../kit/ids.ts'
import { Refusal, sameVersion } from '../kit/refusal.ts'
import { calendarDay, knownDays, officeHoursOf, theCalendar } from './queries.ts'
import { type CalendarRow, type DayKind, isDay, isSame, type KnownDay, ordinary, readCalendarFile } from './rules.ts'

/**
 * Lays down the days the house knows of. What somebody has edited stays; a provisional day that nobody has edited gives
 * way to what has been published since.
 */
export async function installHolidays(tx: Tx, days: readonly KnownDay[], now: Date): Promise<void> {
  await tx
    .insert(calendars)
    .values({ id: theCalendar, officeHours: [...yunnanOfficeHours], stamp: newId(now) })
    .onConflictDoNothing()
  const known = await knownDays(tx)
  const due = days.filter((is) => {
    const was = known.get(is.day)
    return !was || (was.provisional && was.updatedBy === system.id && !isSame(is, was))
  })
  for (const is of due) await writeDay(tx, { is, was: known.get(is.day), step: 'installed', actor: system, now })
  if (due.length) await stamp(tx, now)
}

type ChangeDay = { day: string; kind: DayKind; name: string; version: number; actor: Actor; now: Date }

/**
 * Says that a day is off, worked, or what its weekday says. A day nobody has said anything about has version 0.
 *
 * @throws Refusal `calendar_not_yours`, `calendar_day_missing`, `calendar_name_needed`, `stale_version`
 */
export async function changeDay(tx: Tx, { day, kind, name, version, actor, now }: ChangeDay): Promise<void> {
  await assertKeepsCalendar(tx, actor)
  if (!isDay(day)) throw new Refusal('missing', 'calendar_day_missing')
  if (kind !== 'ordinary' && !name) throw new Refusal('invalid', 'calendar_name_needed', { field: 'name' })
  const was = await calendarDay(tx, day)
  const is = kind === 'ordinary' ? ordinary(day) : { day, kind, name, provisional: false }
  const theirs = was ? { kind: was.kind, name: was.name } : { kind: 'ordinary', name: '' }
  sameVersion(was?.version ?? 0, version, { yours: { kind: is.kind, name: is.name }, theirs })
  await writeDay(tx, { is, was, step: 'changed', actor, now })
  await stamp(tx, now)
}

type ChangeHours = { officeHours: OfficeSpan[]; version: number; actor: Actor; now: Date }

/** @throws Refusal `calendar_not_yours`, `office_hours_wrong`, `stale_version` */
export async function changeOfficeHours(tx: Tx, { officeHours, version, actor, now }: ChangeHours): Promise<void> {
  await assertKeepsCalendar(tx, actor)
  assertHours(officeHours)
  const was = await officeHoursOf(tx)
  sameVersion(was.version, version, { yours: spoken(officeHours), theirs: spoken(was.officeHours) })
  const [changed] = await tx
    .update(calendars)
    .set({ officeHours, version: version + 1, stamp: newId(now) })
    .where(and(eq(calendars.id, theCalendar), eq(calendars.version, version)))
    .returning({ id: calendars.id })
  if (!changed) throw new Refusal('conflict', 'stale_version', { yours: spoken(officeHours) })
  const [from, to] = [was.officeHours, officeHours]
  await writeDown(tx, { subject: 'hours', step: 'changed', from, to, actorId: actor.id, now })
}

const spoken = (hours: readonly OfficeSpan[]) => ({
  hours: hours.map(({ opens, closes }) => `${opens}–${closes}`).join('、'),
})

function assertHours(hours: readonly OfficeSpan[]) {
  try {
    workCalendar([], hours)
  } catch {
    throw new Refusal('invalid', 'office_hours_wrong', { field: 'opens1' })
  }
}

/** What a file would change. @throws Refusal `calendar_not_yours`, and what `readCalendarFile` throws */
export async function previewCalendar(db: Db, text: string, actor: Actor): Promise<CalendarRow[]> {
  await assertKeepsCalendar(db, actor)
  return readCalendarFile(text, await knownDays(db))
}

type Import = { text: string; actor: Actor; now: Date }

/** Writes what the preview showed, as the calendar stands by now. @returns the days that were changed */
export async function importCalendar(tx: Tx, { text, actor, now }: Import): Promise<{ days: string[] }> {
  const days: string[] = []
  for (const row of await previewCalendar(tx, text, actor)) {
    if (row.fate !== 'new' && row.fate !== 'changed') continue
    await writeDay(tx, { is: row.is, was: await calendarDay(tx, row.day), step: 'imported', actor, now })
    days.push(row.day)
  }
  if (days.length) await stamp(tx, now)
  return { days }
}

/** @throws Refusal `calendar_not_yours`: the calendar is the whole city's */
async function assertKeepsCalendar(db: Db, actor: Actor): Promise<void> {
  if (!standingOf(actor, { areaPath: (await theCity(db)).path }).has('admin'))
    throw new Refusal('forbidden', 'calendar_not_yours')
}

type Write = {
  is: KnownDay
  was: (KnownDay & { version: number }) | undefined
  step: 'installed' | 'changed' | 'imported'
  actor: Actor
  now: Date
}

async function writeDay(tx: Tx, { is, was, step, actor, now }: Write): Promise<void> {
  const row = { ...is, updatedAt: now, updatedBy: actor.id }
  const [written] = was
    ? await tx
        .update(calendarDays)
        .set({ ...row, version: was.version + 1 })
        .where(and(eq(calendarDays.day, is.day), eq(calendarDays.version, was.version)))
        .returning({ day: calendarDays.day })
    : await tx.insert(calendarDays).values(row).onConflictDoNothing().returning({ day: calendarDays.day })
  // Two processes that start at once both install; whoever comes second finds it done.
  if (!written && step === 'installed') return
  if (!written) throw new Refusal('conflict', 'stale_version', { yours: { kind: is.kind, name: is.name } })
  const from = was ? said(was) : null
  await writeDown(tx, { subject: is.day, step, from, to: said(is), actorId: actor.id, now })
}

const said = ({ kind, name, provisional }: KnownDay) => ({ kind, name, provisional })

const stamp = (tx: Tx, now: Date) =>
  tx
    .update(calendars)
    .set({ stamp: newId(now) })
    .where(eq(calendars.id, theCalendar))

type Event = Omit<typeof calendarEvents.$inferInsert, 'id' | 'at'> & { now: Date }

const writeDown = (tx: Tx, { now, ...event }: Event) =>
  tx.insert(calendarEvents).values({ id: newId(now), ...event, at: now })
