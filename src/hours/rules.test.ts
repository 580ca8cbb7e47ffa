import { describe, expect, it } from 'vitest'
import {
  assertShare,
  clip,
  firstMinutes,
  type Interval,
  inQuarters,
  minutesByDay,
  minutesOf,
  shareWith,
  starsOf,
  unionOf,
  without,
} from './rules.ts'

/** `'09:00-10:30'` on 2 March 2026 in city time; hours over 24 are the next day. */
const at = (text: string): Interval[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((part) => {
      const [from = '', to = ''] = part.split('-')
      return { from: clock(from), to: clock(to) }
    })
const clock = (text: string) => {
  const [hours, minutes] = text.split(':').map(Number)
  return new Date(Date.UTC(2026, 2, 2, Number(hours) - 8, Number(minutes)))
}
const total = (intervals: Interval[]) => minutesOf(unionOf(intervals))

it.each([
  ['09:00-10:00 11:00-12:00', 60, '09:00-10:00'],
  ['09:00-10:00 11:00-12:00', 75, '09:00-10:00 11:00-11:15'],
  ['09:00-10:00 09:30-11:00', 90, '09:00-10:30'],
  ['09:00-10:00', 600, '09:00-10:00'],
  ['09:00-10:00', 0, ''],
])('the first minutes of %s: %i are %s', (text, minutes, first) => {
  expect(firstMinutes(at(text), minutes)).toEqual(at(first))
})

describe('hours are a union, never a sum', () => {
  it.each([
    ['09:00-10:00', 60],
    ['09:00-10:00 10:00-11:00', 120],
    ['09:00-10:00 09:00-10:00', 60],
    ['09:00-10:00 09:30-11:00', 120],
    ['09:00-12:00 10:00-11:00', 180],
    ['11:00-12:00 09:00-10:00', 120],
    ['10:00-09:00', 0],
    ['', 0],
  ])('%s covers %i minutes', (text, minutes) => {
    expect(total(at(text))).toBe(minutes)
  })

  it.each([
    ['09:00-11:00', '', 120],
    ['09:00-11:00', '10:00-12:00', 60],
    ['09:00-11:00', '09:30-10:00', 90],
    ['09:00-11:00', '08:00-12:00', 0],
    ['09:00-11:00', '07:00-08:00 12:00-13:00', 120],
    ['09:00-10:00 11:00-12:00', '09:30-11:30', 60],
  ])('%s without %s leaves %i minutes', (text, taken, minutes) => {
    expect(total(without(at(text), at(taken)))).toBe(minutes)
  })

  it('counts nothing outside the time of the activity', () => {
    expect(total(clip(at('08:30-12:30'), at('09:00-11:00')[0] as Interval))).toBe(120)
    expect(total(clip(at('07:00-08:00'), at('09:00-11:00')[0] as Interval))).toBe(0)
  })
})

it.each([
  [0, 0],
  [14, 0],
  [15, 15],
  [29, 15],
  [119, 105],
  [120, 120],
])('%i minutes count as %i', (minutes, counted) => {
  expect(inQuarters(minutes)).toBe(counted)
})

it('divides what passes midnight between both city days', () => {
  expect([...minutesByDay(at('22:00-26:00'))]).toEqual([
    ['2026-03-02', 120],
    ['2026-03-03', 120],
  ])
})

it('has the same length of day the whole year, because China has no summer time', () => {
  const wholeDay = (day: string) => ({ from: new Date(`${day}T00:00:00+08:00`), to: new Date(`${day}T24:00:00+08:00`) })
  for (const day of ['2026-03-29', '2026-05-04', '2026-09-14', '2026-10-25'])
    expect([...minutesByDay([wholeDay(day)])]).toEqual([[day, 1440]])
})

it.each([
  [0, 0, 100],
  [99.75, 0, 0.25],
  [100, 1, 200],
  [299.75, 1, 0.25],
  [300, 2, 300],
  [600, 3, 400],
  [1000, 4, 500],
  [1500, 5, undefined],
  [9999, 5, undefined],
])('%f hours are %i stars', (hours, stars, hoursToNext) => {
  expect(starsOf(hours * 60)).toEqual({ stars, hoursToNext })
})

describe('back-entries are at most 15 % of the hours of a community', () => {
  const unit = (minutesProven: number, minutesBackEntered = 0, minutesPending = 0) => ({
    minutesProven,
    minutesBackEntered,
    minutesPending,
  })

  it('admits exactly 15 % and refuses the next quarter hour, with the figures', () => {
    expect(() => assertShare(unit(85 * 60), 15 * 60, 15)).not.toThrow()
    expect(() => assertShare(unit(85 * 60), 15 * 60 + 15, 15)).toThrow(
      expect.objectContaining({
        code: 'back_entry_share',
        details: { percent: 15.2, percentMax: 15, hoursFree: 15, field: 'hours' },
      }),
    )
  })

  it('counts what is still on its way', () => {
    expect(() => assertShare(unit(85 * 60, 5 * 60, 10 * 60), 15, 15)).toThrow('back_entry_share')
    expect(shareWith(unit(85 * 60, 5 * 60, 10 * 60), 0)).toBe(15)
  })

  it('refuses the first hour of a community that has none of its own', () => {
    expect(() => assertShare(unit(0), 15, 15)).toThrow('back_entry_share')
  })
})
