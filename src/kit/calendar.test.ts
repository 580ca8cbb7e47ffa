import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addWorkingDays,
  addWorkingMinutes,
  endOfNoticePeriod,
  isOffice,
  isWorkday,
  type SpecialDay,
  workCalendar,
  workingMinutesBetween,
} from './calendar.ts'
import { addDays, fromCityTime, toCityTime } from './clock.ts'

/** The Spring Festival of 2026: nine days off, paid for with two Saturdays. */
const springFestival: SpecialDay[] = [
  ...Array.from({ length: 9 }, (_, index) => ({
    day: addDays('2026-02-15', index),
    kind: 'holiday' as const,
    name: '春节',
  })),
  { day: '2026-02-14', kind: 'workday', name: '春节调休' },
  { day: '2026-02-28', kind: 'workday', name: '春节调休' },
]
const calendar = workCalendar(springFestival)
const at = (text: string) => fromCityTime(text) as Date

it.each([
  ['2026-02-13', true, 'a Friday'],
  ['2026-02-14', true, 'a Saturday that makes up'],
  ['2026-02-15', false, 'a Sunday'],
  ['2026-02-16', false, 'a Monday off'],
  ['2026-02-24', true, 'the Tuesday after'],
  ['2026-02-21', false, 'a Saturday inside a holiday'],
  ['2026-02-28', true, 'another Saturday that makes up'],
  ['1969-12-29', true, 'a Monday before the beginning of time'],
])('%s is a working day: %s (%s)', (day, works) => {
  expect(isWorkday(calendar, day)).toBe(works)
})

it.each([
  ['2026-03-02T09:00', 60, '2026-03-02T10:00'],
  ['2026-03-02T11:30', 30, '2026-03-02T12:00'],
  ['2026-03-02T11:30', 31, '2026-03-02T14:31'],
  ['2026-03-02T12:40', 1, '2026-03-02T14:31'],
  ['2026-03-02T17:30', 30, '2026-03-02T18:00'],
  ['2026-03-02T17:30', 31, '2026-03-03T09:01'],
  ['2026-03-02T09:00', 390, '2026-03-02T18:00'],
  ['2026-03-02T09:00', 391, '2026-03-03T09:01'],
  ['2026-02-14T17:00', 120, '2026-02-24T10:00'],
  ['2026-02-18T03:00', 30, '2026-02-24T09:30'],
  ['2026-02-27T17:30', 60, '2026-02-28T09:30'],
  ['2026-03-02T13:00', 0, '2026-03-02T14:30'],
  ['2026-03-02T12:00', 0, '2026-03-02T12:00'],
  ['2026-03-02T20:00', 0, '2026-03-03T09:00'],
  ['2026-02-24T10:00', -120, '2026-02-14T17:00'],
  ['2026-03-02T14:30', -180, '2026-03-02T09:00'],
])('%s and %i working minutes give %s', (from, minutes, to) => {
  expect(toCityTime(addWorkingMinutes(calendar, at(from), minutes))).toBe(to)
})

it.each([
  ['2026-02-13', 1, '2026-02-14'],
  ['2026-02-14', 1, '2026-02-24'],
  ['2026-02-18', 1, '2026-02-24'],
  ['2026-02-18', 0, '2026-02-24'],
  ['2026-02-24', 0, '2026-02-24'],
  ['2026-02-24', -1, '2026-02-14'],
  ['2026-02-18', -1, '2026-02-14'],
  ['2026-02-26', 5, '2026-03-04'],
])('%s and %i working days give %s', (day, n, then) => {
  expect(addWorkingDays(calendar, day, n)).toBe(then)
})

it('gives a public notice five whole working days after the one on which it was put up', () => {
  expect(endOfNoticePeriod(calendar, '2026-02-12', 5)).toBe('2026-02-26')
})

it('counts no time outside office hours, and counts back below zero', () => {
  expect(workingMinutesBetween(calendar, at('2026-02-14T18:00'), at('2026-02-24T09:00'))).toBe(0)
  expect(workingMinutesBetween(calendar, at('2026-03-02T08:00'), at('2026-03-02T20:00'))).toBe(390)
  expect(workingMinutesBetween(calendar, at('2026-03-03T10:00'), at('2026-03-02T17:00'))).toBe(-120)
})

it('takes any office hours: round the clock is one span', () => {
  const always = workCalendar([], [{ opens: '00:00', closes: '24:00' }])
  expect(toCityTime(addWorkingMinutes(always, at('2026-03-06T23:00'), 120))).toBe('2026-03-09T01:00')
})

it.each([
  [[]],
  [[{ opens: '12:00', closes: '09:00' }]],
  [
    [
      { opens: '09:00', closes: '12:00' },
      { opens: '11:00', closes: '18:00' },
    ],
  ],
  [[{ opens: '09:00', closes: '25:00' }]],
  [[{ opens: '9', closes: '12:00' }]],
])('refuses office hours that are none: %j', (hours) => {
  expect(() => workCalendar([], hours)).toThrow()
})

describe('whatever the calendar', () => {
  const anyDay = fc.integer({ min: 0, max: 3000 }).map((days) => addDays('2023-01-01', days))
  const anyCalendar = fc
    .uniqueArray(fc.record({ day: anyDay, kind: fc.constantFrom('holiday' as const, 'workday' as const) }), {
      selector: ({ day }) => day,
      maxLength: 300,
    })
    .map((rows) => workCalendar(rows.map((row) => ({ ...row, name: '' }))))
  const anyInstant = fc.date({ min: new Date('2022-01-01Z'), max: new Date('2033-01-01Z'), noInvalidDate: true })
  const anyMinutes = fc.integer({ min: -500_000, max: 500_000 })

  it('minutes added are the minutes between, and end within office time', () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, anyMinutes, (calendar, from, minutes) => {
        const to = addWorkingMinutes(calendar, from, minutes)
        expect(workingMinutesBetween(calendar, from, to)).toBe(minutes)
        expect(isOffice(calendar, to)).toBe(true)
      }),
    )
  })

  it('later starts and more minutes never end earlier', () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, anyInstant, anyMinutes, anyMinutes, (calendar, a, b, m, n) => {
        const [early, late] = a <= b ? [a, b] : [b, a]
        const [few, many] = m <= n ? [m, n] : [n, m]
        expect(+addWorkingMinutes(calendar, early, few)).toBeLessThanOrEqual(+addWorkingMinutes(calendar, late, few))
        expect(+addWorkingMinutes(calendar, late, few)).toBeLessThanOrEqual(+addWorkingMinutes(calendar, late, many))
      }),
    )
  })

  it('working days are counted as somebody with a finger on the wall calendar would', () => {
    const oneByOne = (calendar: ReturnType<typeof workCalendar>, from: string, n: number) => {
      let day = from
      for (let left = n; left > 0; ) {
        day = addDays(day, 1)
        if (isWorkday(calendar, day)) left--
      }
      return day
    }
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.integer({ min: 1, max: 400 }), (calendar, day, n) => {
        expect(addWorkingDays(calendar, day, n)).toBe(oneByOne(calendar, day, n))
        expect(addWorkingDays(calendar, oneByOne(calendar, day, n + 1), -1)).toBe(oneByOne(calendar, day, n))
      }),
    )
  })
})
