import { expect, it } from 'vitest'
import { opennessAt, readSpans, weekday, writeSpans } from './rules.ts'

const weekdays = [
  { opens: '09:00', closes: '12:00' },
  { opens: '14:00', closes: '17:30' },
]
const week = [weekdays, weekdays, weekdays, weekdays, weekdays, [], []]
/** City time on the Monday of 2 March 2026, and the days after it. */
const at = (text: string) => new Date(`2026-03-${text}:00+08:00`)

it.each([
  ['02T08:59', false, '02T09:00'],
  ['02T09:00', true, '02T12:00'],
  ['02T11:59', true, '02T12:00'],
  ['02T12:00', false, '02T14:00'],
  ['02T17:30', false, '03T09:00'],
  ['06T18:00', false, '09T09:00'],
  ['08T23:59', false, '09T09:00'],
])('at %s open is %s until %s', (now, open, until) => {
  expect(opennessAt(week, at(now))).toEqual({ open, until: at(until) })
})

it('says nothing about when a store opens that has no hours', () => {
  expect(opennessAt([[], [], [], [], [], [], []], at('02T09:00'))).toEqual({ open: false, until: undefined })
})

it('looks a whole week ahead, to the same weekday', () => {
  const mondays = [[{ opens: '09:00', closes: '10:00' }], [], [], [], [], [], []]
  expect(opennessAt(mondays, at('02T10:00'))).toEqual({ open: false, until: at('09T09:00') })
})

it.each([
  ['09:00-12:00 14:00-17:30', weekdays],
  ['09：00～12：00，14:00至17:30', weekdays],
  ['', []],
  ['09:00-24:00', [{ opens: '09:00', closes: '24:00' }]],
  ['09:00', undefined],
  ['9-5', undefined],
  ['12:00-09:00', undefined],
  ['09:00-12:00 11:00-13:00', undefined],
  ['09:00-24:30', undefined],
  ['25:00-26:00', undefined],
])('reads %s as opening hours', (text, spans) => {
  expect(readSpans(text)).toEqual(spans)
  if (spans) expect(readSpans(writeSpans(spans))).toEqual(spans)
})

it('counts weekdays from Monday', () => {
  expect(['2026-03-02', '2026-03-08'].map(weekday)).toEqual([0, 6])
})
