import { day as dayLength, minute, startOfCityDay } from './clock.ts'

/** A day that is not what its weekday says: a public holiday, or a weekend worked to make up for one. */
export type SpecialDay = { day: string; kind: 'holiday' | 'workday'; name: string }

/** A part of the working day in city time: `{ opens: '09:00', closes: '12:00' }`. Midnight at its end is `24:00`. */
export type OfficeSpan = { opens: string; closes: string }

/** What offices in Yunnan keep: the long noon break of the south. 390 minutes a day. */
export const yunnanOfficeHours: readonly OfficeSpan[] = [
  { opens: '09:00', closes: '12:00' },
  { opens: '14:30', closes: '18:00' },
]

type Span = { opens: number; closes: number }

/** When the city works. Made once from its rows; asking it costs the same for tomorrow and for ten years ahead. */
export type WorkCalendar = {
  /** The special days by calendar day. */
  readonly days: ReadonlyMap<string, SpecialDay>
  readonly hours: readonly OfficeSpan[]
  /** The same spans in milliseconds since midnight, and their sum. */
  readonly spans: readonly Span[]
  readonly millisecondsADay: number
  /** Weekdays that are off and weekends that are worked, in order, with the sum of both up to and including each. */
  readonly shifts: readonly { at: number; sum: number }[]
}

/**
 * A calendar of these special days. Monday to Friday are worked except on holidays, weekends only where they make up.
 *
 * @throws Error for hours that overlap, run backwards or are none, and for a day that is none: rows are checked when
 * they are written
 */
export function workCalendar(rows: readonly SpecialDay[], hours = yunnanOfficeHours): WorkCalendar {
  const spans = hours.map(({ opens, closes }) => ({ opens: timeOfDay(opens), closes: timeOfDay(closes) }))
  const isInOrder = spans.every(
    ({ opens, closes }, at) => opens < closes && opens >= (spans[at - 1]?.closes ?? 0) && closes <= dayLength,
  )
  if (!spans.length || !isInOrder) throw new Error('office hours have to follow one another within one day')
  const days = new Map(rows.map((row) => [row.day, row]))
  return {
    days,
    hours,
    spans,
    millisecondsADay: spans.reduce((sum, { opens, closes }) => sum + closes - opens, 0),
    shifts: shiftsOf([...days.values()]),
  }
}

function shiftsOf(days: readonly SpecialDay[]) {
  const changed = days.flatMap(({ day, kind }) => {
    const at = numberOf(day)
    if (kind === 'holiday' && isWeekday(at)) return [{ at, change: -1 }]
    return kind === 'workday' && !isWeekday(at) ? [{ at, change: 1 }] : []
  })
  let sum = 0
  return changed
    .sort((a, b) => a.at - b.at)
    .map(({ at, change }) => {
      sum += change
      return { at, sum }
    })
}

/** Whether offices are open on a calendar day, `'2026-02-14'`. */
export function isWorkday(calendar: WorkCalendar, day: string): boolean {
  const special = calendar.days.get(day)
  return special ? special.kind === 'workday' : isWeekday(numberOf(day))
}

/**
 * The instant at which so many minutes of office time have passed since `at`: always within office hours, at their end
 * rather than at the next beginning. With 0 minutes: `at` itself, or the next opening when offices are closed.
 * Negative minutes count back, and end at an opening rather than at the closing before.
 *
 * @example addWorkingMinutes(calendar, fridayAtHalfPastFive, 60) // Monday 09:30
 */
export function addWorkingMinutes(calendar: WorkCalendar, at: Date, minutes: number): Date {
  if (minutes === 0 && isOffice(calendar, at)) return at
  const worked = workedBefore(calendar, at) + minutes * minute
  return minutes > 0 ? firstInstant(calendar, worked) : lastInstant(calendar, worked)
}

/** Whole minutes of office time from one instant to a later one; below zero when `to` is the earlier one. */
export function workingMinutesBetween(calendar: WorkCalendar, from: Date, to: Date): number {
  const worked = workedBefore(calendar, to) - workedBefore(calendar, from)
  return Math.trunc(worked / minute) + 0 // Never -0, which JSON and tests would show.
}

/**
 * The n-th working day after a day, or before it for n below zero. With 0: the day itself, or the next working day.
 *
 * @example addWorkingDays(calendar, '2026-02-13', 1) // '2026-02-14', a Saturday that makes up for the Spring Festival
 */
export function addWorkingDays(calendar: WorkCalendar, day: string, n: number): string {
  const done = workdaysBefore(calendar, numberOf(day)) + n
  return dayOf(workdayAfter(calendar, n > 0 && !isWorkday(calendar, day) ? done - 1 : done))
}

/**
 * The last day of a public notice. The day on which it is put up does not count (Civil Code, Art. 201); what it was
 * about may be decided from the day after the answer.
 */
export const endOfNoticePeriod = (calendar: WorkCalendar, day: string, workingDays: number) =>
  addWorkingDays(calendar, day, workingDays)

/** Whether offices are open at this instant; the closing itself still counts. */
export function isOffice(calendar: WorkCalendar, at: Date): boolean {
  const { number, time } = inCity(at)
  return (
    isWorkday(calendar, dayOf(number)) && calendar.spans.some(({ opens, closes }) => opens <= time && time <= closes)
  )
}

/** Office time from the city's beginning of time to this instant. Only differences of it mean anything. */
function workedBefore(calendar: WorkCalendar, at: Date): number {
  const { number, time } = inCity(at)
  const days = workdaysBefore(calendar, number) * calendar.millisecondsADay
  if (!isWorkday(calendar, dayOf(number))) return days
  return calendar.spans.reduce(
    (sum, { opens, closes }) => sum + Math.min(Math.max(time - opens, 0), closes - opens),
    days,
  )
}

/** The first instant by which so much has been worked. The day's last closing and the next opening are alike in this. */
function firstInstant(calendar: WorkCalendar, worked: number): Date {
  const days = Math.ceil(worked / calendar.millisecondsADay) - 1
  let rest = worked - days * calendar.millisecondsADay
  for (const { opens, closes } of calendar.spans) {
    if (rest <= closes - opens) return instantAt(workdayAfter(calendar, days), opens + rest)
    rest -= closes - opens
  }
  throw new Error('more was worked in a day than a day has')
}

/** The last instant before which no more than that has been worked. */
function lastInstant(calendar: WorkCalendar, worked: number): Date {
  const days = Math.floor(worked / calendar.millisecondsADay)
  let rest = worked - days * calendar.millisecondsADay
  for (const { opens, closes } of calendar.spans) {
    if (rest < closes - opens) return instantAt(workdayAfter(calendar, days), opens + rest)
    rest -= closes - opens
  }
  throw new Error('more was worked in a day than a day has')
}

/** Working days from the beginning of time to the one before this day. */
function workdaysBefore({ shifts }: WorkCalendar, number: number): number {
  const fromMonday = number + mondayOffset
  const ordinary = Math.floor(fromMonday / 7) * 5 + Math.min(modulo(fromMonday, 7), 5)
  let [low, high] = [0, shifts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((shifts[middle] as { at: number }).at < number) low = middle + 1
    else high = middle
  }
  return ordinary + (shifts[low - 1]?.sum ?? 0)
}

/** The working day that has `done` working days before it. */
function workdayAfter(calendar: WorkCalendar, done: number): number {
  const guess = Math.floor((done / 5) * 7) - mondayOffset
  const reach = 2 * calendar.shifts.length + 7
  let [low, high] = [guess - reach, guess + reach]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (workdaysBefore(calendar, middle + 1) > done) high = middle
    else low = middle + 1
  }
  return low
}

const beginning = startOfCityDay('1970-01-01').getTime()
/** The beginning of time was a Thursday, three days after a Monday. */
const mondayOffset = 3

/** Days since the beginning of time. */
const numberOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / dayLength
const dayOf = (number: number) => new Date(number * dayLength).toISOString().slice(0, 10)
const isWeekday = (number: number) => modulo(number + mondayOffset, 7) < 5
const modulo = (a: number, b: number) => ((a % b) + b) % b

const instantAt = (number: number, time: number) => new Date(beginning + number * dayLength + time)

function inCity(at: Date): { number: number; time: number } {
  const since = at.getTime() - beginning
  const number = Math.floor(since / dayLength)
  return { number, time: since - number * dayLength }
}

function timeOfDay(text: string): number {
  const [hours, minutes] = text.split(':').map(Number) as [number, number]
  if (!/^\d{2}:\d{2}$/.test(text) || hours > 24 || minutes > 59) throw new Error(`no time of day: ${text}`)
  return (hours * 60 + minutes) * minute
}
