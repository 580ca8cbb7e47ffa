import { and, asc, between, desc, eq, inArray, lt, lte, or, sql } from 'drizzle-orm'
import type { Db } from '../../db/open.ts'
import {
  backEntries,
  type HourGrade,
  hourCertificates,
  hourTotals,
  serviceHours,
  unitHours,
} from '../../db/schema/hours.ts'
import { type Area, areaAndAbove, areaById } from '../areas/queries.ts'
import { addDays, cityDay } from '../kit/clock.ts'
import { found } from '../kit/refusal.ts'
import { type Interval, starsOf, without } from './rules.ts'

export type HoursRecord = typeof serviceHours.$inferSelect

/** The community or village that an area lies in; a street or the city answers for itself. */
export async function unitOf(db: Db, areaId: string): Promise<Area> {
  const area = await areaById(db, areaId)
  const above = await areaAndAbove(db, area)
  return above.findLast(({ kind }) => kind === 'community' || kind === 'village') ?? area
}

/** Somebody's minutes of service, by grade, and the stars they make. */
export async function hoursOf(db: Db, personId: string) {
  const rows = await db
    .select()
    .from(hourTotals)
    .where(eq(hourTotals.personId, personId))
    .orderBy(asc(hourTotals.grade))
  const byGrade: Record<HourGrade, number> = { A: 0, B: 0, C: 0 }
  for (const { grade, minutes } of rows) byGrade[grade] = minutes
  const minutes = byGrade.A + byGrade.B + byGrade.C
  const recordCount = await db.$count(serviceHours, eq(serviceHours.personId, personId))
  return { minutes, byGrade, recordCount, ...starsOf(minutes) }
}

/** The part of `intervals` that no record of this person counts yet. */
export async function uncounted(db: Db, personId: string, intervals: readonly Interval[]): Promise<Interval[]> {
  const first = intervals[0]
  const last = intervals.at(-1)
  if (!first || !last) return []
  // A record that began the day before may reach past midnight.
  const days = between(serviceHours.day, addDays(cityDay(first.from), -1), cityDay(last.to))
  const rows = await db
    .select()
    .from(serviceHours)
    .where(and(eq(serviceHours.personId, personId), days))
    .orderBy(serviceHours.id)
  const left = new Map<string, number>()
  for (const { id, corrects, minutes } of rows) left.set(corrects ?? id, (left.get(corrects ?? id) ?? 0) + minutes)
  const counting = rows.filter(({ id }) => (left.get(id) ?? 0) > 0)
  const taken = counting.flatMap((row) =>
    row.intervals.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) })),
  )
  return without(intervals, taken)
}

/** Minutes that somebody's records already count on one city day. */
export async function hoursOn(db: Db, personId: string, day: string): Promise<number> {
  const [row] = await db
    .select({ minutes: sql`coalesce(sum(${serviceHours.minutes}), 0)`.mapWith(Number) })
    .from(serviceHours)
    .where(and(eq(serviceHours.personId, personId), eq(serviceHours.day, day)))
  return row?.minutes ?? 0
}

const pageSize = 50

/** Somebody's records, the newest first, corrections among them; the next page begins after `before`. */
export async function hoursRecordsOf(db: Db, personId: string, beforeId?: string, limit = pageSize) {
  const [before] = beforeId
    ? await db
        .select()
        .from(serviceHours)
        .where(and(eq(serviceHours.id, beforeId), eq(serviceHours.personId, personId)))
    : []
  const older =
    before &&
    or(lt(serviceHours.day, before.day), and(eq(serviceHours.day, before.day), lt(serviceHours.id, before.id)))
  const rows = await db
    .select()
    .from(serviceHours)
    .where(and(eq(serviceHours.personId, personId), older))
    .orderBy(desc(serviceHours.day), desc(serviceHours.id))
    .limit(limit + 1)
  return { records: rows.slice(0, limit), next: rows.length > limit ? rows[limit - 1]?.id : undefined }
}

/** Every record up to an instant, the oldest first: what a certificate lists. */
export const hoursRecordsUntil = (db: Db, personId: string, until: Date) =>
  db
    .select()
    .from(serviceHours)
    .where(and(eq(serviceHours.personId, personId), lte(serviceHours.at, until)))
    .orderBy(asc(serviceHours.day), asc(serviceHours.id))

/** Somebody's own certificate. @throws Refusal `hour_certificate_missing`, also for somebody else's */
export async function hourCertificateOf(db: Db, id: string, personId: string) {
  const mine = and(eq(hourCertificates.id, id), eq(hourCertificates.personId, personId))
  const [row] = await db.select().from(hourCertificates).where(mine)
  return found(row, 'hour_certificate_missing')
}

/** Back-entries that still may come to count. */
export const pendingStates = ['proposed', 'noticed', 'objected'] as const

/** Adds up all records again. @returns a sentence for every sum that differs; none when all is well */
export async function verifyHours(db: Db): Promise<string[]> {
  return [...(await verifyTotals(db)), ...(await verifyUnits(db))]
}

async function verifyTotals(db: Db): Promise<string[]> {
  const kept = await db.select().from(hourTotals).orderBy(asc(hourTotals.personId), asc(hourTotals.grade))
  const rows = await db
    .select({ personId: serviceHours.personId, grade: serviceHours.grade, minutes: minutesSum })
    .from(serviceHours)
    .groupBy(serviceHours.personId, serviceHours.grade)
    .orderBy(asc(serviceHours.personId), asc(serviceHours.grade))
  const name = (row: { personId: string; grade: HourGrade }) => `hours of ${row.personId}, grade ${row.grade}`
  return differences(
    new Map(kept.map((row) => [name(row), row.minutes])),
    new Map(rows.map((row) => [name(row), row.minutes])),
  )
}

async function verifyUnits(db: Db): Promise<string[]> {
  const kept = await db.select().from(unitHours).orderBy(asc(unitHours.unitId), asc(unitHours.year))
  const year = sql<string>`substr(${serviceHours.day}, 1, 4)`
  const counted = await db
    .select({ unitId: serviceHours.unitId, year, grade: serviceHours.grade, minutes: minutesSum })
    .from(serviceHours)
    .groupBy(serviceHours.unitId, year, serviceHours.grade)
    .orderBy(asc(serviceHours.unitId), asc(year), asc(serviceHours.grade))
  const pendingYear = sql<string>`substr(${backEntries.day}, 1, 4)`
  const pending = await db
    .select({
      unitId: backEntries.unitId,
      year: pendingYear,
      minutes: sql`sum(${backEntries.minutes})`.mapWith(Number),
    })
    .from(backEntries)
    .where(inArray(backEntries.state, [...pendingStates]))
    .groupBy(backEntries.unitId, pendingYear)
    .orderBy(asc(backEntries.unitId), asc(pendingYear))

  const sums = new Map<string, number>()
  const add = (kind: string, row: { unitId: string; year: string; minutes: number }) => {
    const name = `${kind} hours of ${row.unitId} in ${row.year}`
    sums.set(name, (sums.get(name) ?? 0) + row.minutes)
  }
  for (const row of counted) add(row.grade === 'C' ? 'back-entered' : 'proven', row)
  for (const row of pending) add('pending', row)
  const stored = kept.flatMap(({ unitId, year, minutesProven, minutesBackEntered, minutesPending }) => [
    [`proven hours of ${unitId} in ${year}`, minutesProven] as const,
    [`back-entered hours of ${unitId} in ${year}`, minutesBackEntered] as const,
    [`pending hours of ${unitId} in ${year}`, minutesPending] as const,
  ])
  return differences(new Map(stored), sums)
}

const minutesSum = sql`sum(${serviceHours.minutes})`.mapWith(Number)

const differences = (kept: Map<string, number>, sums: Map<string, number>): string[] =>
  [...new Set([...kept.keys(), ...sums.keys()])].flatMap((name) => {
    const [stored, counted] = [kept.get(name) ?? 0, sums.get(name) ?? 0]
    return stored === counted ? [] : [`${name}: ${stored} minutes kept, ${counted} counted`]
  })
