import type { activitySeries } from '../../../db/schema/tasks.ts'
import { addDays } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'

type Row = typeof activitySeries.$inferSelect
export type Pattern = Pick<
  Row,
  'repeats' | 'interval' | 'weekdays' | 'monthDay' | 'firstDay' | 'lastDay' | 'exceptions'
>

/** How it comes again, as somebody asks for it on the day it first takes place. */
export type Asked = Pick<Pattern, 'repeats' | 'interval' | 'weekdays' | 'lastDay'>

/** A monthly one keeps its day of the month; weekdays count only for a weekly one. */
export const patternFrom = (asked: Asked, firstDay: string) => ({
  ...asked,
  weekdays: asked.repeats === 'weekly' ? asked.weekdays : [],
  monthDay: asked.repeats === 'monthly' ? Number(firstDay.slice(8)) : null,
})

const daysMax = 366
const minutesMax = 1440

/** @throws Refusal `series_ends_early`, `series_too_long`, `weekdays_needed`, `series_day_too_long` */
export function assertPattern(pattern: Omit<Pattern, 'exceptions'>, minutes: number): void {
  const { firstDay, lastDay, repeats, weekdays } = pattern
  if (lastDay <= firstDay) throw new Refusal('invalid', 'series_ends_early', { field: 'lastDay' })
  if (lastDay > addDays(firstDay, daysMax)) throw new Refusal('invalid', 'series_too_long', { field: 'lastDay' })
  if (repeats === 'weekly' && weekdays.length === 0)
    throw new Refusal('invalid', 'weekdays_needed', { field: 'weekdays' })
  if (minutes > minutesMax) throw new Refusal('conflict', 'series_day_too_long')
}

/**
 * The calendar days of a series after `after`, up to and including `to`, exceptions left out.
 *
 * @example every second week on Tuesday and Friday; the 31st of each month, which in April is the 30th
 */
export function occurrenceDays(pattern: Pattern, after: string, to: string): string[] {
  const days: string[] = []
  const last = to < pattern.lastDay ? to : pattern.lastDay
  const fits = pattern.repeats === 'weekly' ? fitsWeek : fitsMonth
  let day = after < pattern.firstDay ? pattern.firstDay : addDays(after, 1)
  for (; day <= last; day = addDays(day, 1)) if (fits(pattern, day) && !pattern.exceptions.includes(day)) days.push(day)
  return days
}

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000

/** 1 is Monday, 7 Sunday. 1970-01-01 was a Thursday. */
export const weekdayOf = (day: string) => ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1

const weekNumber = (day: string) => Math.floor((dayNumber(day) + 3) / 7)

function fitsWeek({ weekdays, interval, firstDay }: Pattern, day: string): boolean {
  return weekdays.includes(weekdayOf(day)) && (weekNumber(day) - weekNumber(firstDay)) % interval === 0
}

const monthNumber = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))

/** A month that is too short takes its last day. */
function fitsMonth({ monthDay, interval, firstDay }: Pattern, day: string): boolean {
  if ((monthNumber(day) - monthNumber(firstDay)) % interval !== 0) return false
  const wanted = monthDay ?? Number(firstDay.slice(8))
  return Number(day.slice(8)) === Math.min(wanted, daysIn(day))
}

const daysIn = (day: string) => new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate()
