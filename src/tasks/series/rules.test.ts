import { expect, it } from 'vitest'
import type { Refusal } from '../../kit/refusal.ts'
import { assertPattern, occurrenceDays, type Pattern, weekdayOf } from './rules.ts'

const weekly: Pattern = {
  repeats: 'weekly',
  interval: 1,
  weekdays: [2, 5],
  monthDay: null,
  firstDay: '2026-02-24',
  lastDay: '2026-12-31',
  exceptions: [],
}
const monthly: Pattern = { ...weekly, repeats: 'monthly', weekdays: [], monthDay: 31, firstDay: '2026-01-31' }

it.each([
  ['2026-03-02', 1],
  ['2026-03-07', 6],
  ['2026-03-08', 7],
  ['1969-12-31', 3],
])('%s is weekday %i', (day, weekday) => {
  expect(weekdayOf(day)).toBe(weekday)
})

it.each([
  ['every Tuesday and Friday, over a month end', weekly, '2026-02-24', '2026-03-06', ['02-27', '03-03', '03-06']],
  ['from its first day on', weekly, '2026-01-01', '2026-02-27', ['02-24', '02-27']],
  ['not on an exception', { ...weekly, exceptions: ['2026-03-03'] }, '2026-02-24', '2026-03-06', ['02-27', '03-06']],
  [
    'no further than its last day',
    { ...weekly, lastDay: '2026-03-03' },
    '2026-02-24',
    '2026-04-01',
    ['02-27', '03-03'],
  ],
  ['every second week', { ...weekly, interval: 2 }, '2026-02-24', '2026-03-20', ['02-27', '03-10', '03-13']],
  [
    'weeks begin on Monday',
    { ...weekly, interval: 2, weekdays: [1, 7], firstDay: '2026-03-01' },
    '2026-02-28',
    '2026-03-16',
    ['03-01', '03-09', '03-15'],
  ],
  [
    'the 31st, or the last day of a shorter month',
    monthly,
    '2026-01-31',
    '2026-05-31',
    ['02-28', '03-31', '04-30', '05-31'],
  ],
  ['every second month', { ...monthly, interval: 2 }, '2026-01-31', '2026-07-31', ['03-31', '05-31', '07-31']],
  [
    '29 February in a leap year',
    { ...monthly, monthDay: 30, firstDay: '2028-01-30', lastDay: '2028-12-31' },
    '2028-01-30',
    '2028-03-31',
    ['02-29', '03-30'],
  ],
  ['nothing between', weekly, '2026-02-24', '2026-02-26', []],
] as [string, Pattern, string, string, string[]][])('%s', (_, pattern, after, to, days) => {
  expect(occurrenceDays(pattern, after, to).map((day) => day.slice(5))).toEqual(days)
})

it.each([
  ['fine', {}, 120],
  ['series_ends_early', { lastDay: '2026-02-24' }, 120],
  ['fine', { lastDay: '2027-02-25' }, 120],
  ['series_too_long', { lastDay: '2027-02-26' }, 120],
  ['weekdays_needed', { weekdays: [] }, 120],
  ['series_day_too_long', {}, 1441],
] as [string, Partial<Pattern>, number][])('%s for %o', (code, change, minutes) => {
  let said = 'fine'
  try {
    assertPattern({ ...weekly, ...change }, minutes)
  } catch (refusal) {
    said = (refusal as Refusal).code
  }
  expect(said).toBe(code)
})
