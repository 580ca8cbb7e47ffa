import { cityDay, day as dayMilliseconds, minute, startOfCityDay } from '../kit/clock.ts'
import { Refusal } from '../kit/refusal.ts'

/** From `from` up to, and not including, `to`. */
export type Interval = { from: Date; to: Date }

/** The time covered by any of the intervals, in order and without overlaps. Empty and backward ones vanish. */
export function unionOf(intervals: readonly Interval[]): Interval[] {
  const union: Interval[] = []
  for (const next of intervals.filter(isLong).toSorted((a, b) => a.from.getTime() - b.from.getTime())) {
    const last = union.at(-1)
    if (last && next.from <= last.to) last.to = new Date(Math.max(last.to.getTime(), next.to.getTime()))
    else union.push({ ...next })
  }
  return union
}

/** What of `intervals` none of `taken` covers. */
export function without(intervals: readonly Interval[], taken: readonly Interval[]): Interval[] {
  return taken.reduce<Interval[]>(
    (left, hole) =>
      left.flatMap(({ from, to }) =>
        [
          { from, to: earlier(to, hole.from) },
          { from: laterOf(from, hole.to), to },
        ].filter(isLong),
      ),
    unionOf(intervals),
  )
}

/** What of `intervals` lies within the window. */
export const clip = (intervals: readonly Interval[], window: Interval): Interval[] =>
  unionOf(intervals.map(({ from, to }) => ({ from: laterOf(from, window.from), to: earlier(to, window.to) })))

/** Whole minutes of a union. */
export const minutesOf = (intervals: readonly Interval[]): number =>
  Math.floor(intervals.reduce((sum, { from, to }) => sum + (to.getTime() - from.getTime()), 0) / minute)

/** The first so many minutes of a union. */
export function firstMinutes(intervals: readonly Interval[], minutes: number): Interval[] {
  let left = minutes * minute
  return unionOf(intervals).flatMap(({ from, to }) => {
    const length = Math.min(left, to.getTime() - from.getTime())
    left -= length
    return length > 0 ? [{ from, to: new Date(from.getTime() + length) }] : []
  })
}

/** Service is counted in quarter hours; what is left over is not counted. */
export const inQuarters = (minutes: number): number => Math.floor(minutes / 15) * 15

/** Minutes by city day: what passes midnight belongs to both days. */
export function minutesByDay(intervals: readonly Interval[]): Map<string, number> {
  const days = new Map<string, number>()
  for (const { from, to } of unionOf(intervals)) {
    for (let at = from; at < to; ) {
      const calendarDay = cityDay(at)
      const midnight = new Date(startOfCityDay(calendarDay).getTime() + dayMilliseconds)
      const until = earlier(to, midnight)
      days.set(calendarDay, (days.get(calendarDay) ?? 0) + (until.getTime() - at.getTime()) / minute)
      at = until
    }
  }
  return days
}

/** Hours of service for each star: 100, 300, 600, 1000, 1500 (the national star rating of volunteers). */
export const starHours = [100, 300, 600, 1000, 1500] as const

/** Stars earned, and the hours still missing to the next one (undefined at five stars). */
export function starsOf(minutes: number): { stars: number; hoursToNext: number | undefined } {
  const stars = starHours.filter((hours) => minutes >= hours * 60).length
  const next = starHours[stars]
  return { stars, hoursToNext: next === undefined ? undefined : next - Math.floor(minutes / 15) / 4 }
}

/** A community's minutes of a year; see the table `unit_hours`. */
export type UnitMinutes = { minutesProven: number; minutesBackEntered: number; minutesPending: number }

/** The share of back-entries in percent, with one decimal, if `minutes` more came in. */
export function shareWith(unit: UnitMinutes, minutes: number): number {
  const entered = unit.minutesBackEntered + unit.minutesPending + minutes
  const all = unit.minutesProven + entered
  return all === 0 ? 0 : Math.round((entered * 1000) / all) / 10
}

/**
 * Back-entries may be at most this share of a community's hours in a year.
 *
 * @throws Refusal `back_entry_share`, with the share as it would be and what is still free
 */
export function assertShare(unit: UnitMinutes, minutes: number, percentMax: number): void {
  const entered = unit.minutesBackEntered + unit.minutesPending
  // c / (proven + c) <= p / 100 is the same as c * (100 - p) <= proven * p, in whole numbers.
  if ((entered + minutes) * (100 - percentMax) <= unit.minutesProven * percentMax) return
  const free = Math.max(0, inQuarters(Math.floor((unit.minutesProven * percentMax) / (100 - percentMax)) - entered))
  throw new Refusal('conflict', 'back_entry_share', {
    percent: shareWith(unit, minutes),
    percentMax,
    hoursFree: free / 60,
    field: 'hours',
  })
}

const isLong = ({ from, to }: Interval) => from < to
const earlier = (a: Date, b: Date) => (a < b ? a : b)
const laterOf = (a: Date, b: Date) => (a > b ? a : b)
