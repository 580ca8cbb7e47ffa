import { expect, it } from 'vitest'
import { suggestionFor } from './rules.ts'

const now = new Date('2026-03-02T01:00:00Z')
const at = (DateTimeOriginal: unknown, more = {}) => suggestionFor({ DateTimeOriginal, ...more }, now)

it.each([
  [90, 180],
  [-90, -180],
  [23.36, 103.38],
  [0, 103.38],
])('takes %d, %d for a place', (latitude, longitude) => {
  expect(suggestionFor({ latitude, longitude }, now)).toEqual({ position: { latitude, longitude } })
})

it.each([
  [0, 0],
  [0.001, -0.001],
  [90.001, 0],
  [103.38, 23.36],
  [23.36, 180.5],
  [Number.NaN, Number.NaN],
  [Number.POSITIVE_INFINITY, 103],
  [null, null],
  ['23.36', '103.38'],
  [23.36, undefined],
])('takes %s, %s for none', (latitude, longitude) => {
  expect(suggestionFor({ latitude, longitude }, now)).toEqual({})
})

it.each([
  '0000:00:00 00:00:00',
  '2021:13:45 25:61:61',
  '2021:02:30 10:00:00',
  '1970:01:01 08:00:00',
  '2000:01:01 00:00:00',
  '2099:09:29 10:10:10',
  '2026:03:03 02:00:00',
  '',
  'yesterday',
  42,
  null,
])('takes %s for no time', (text) => {
  expect(at(text)).toEqual({})
})

it('gives a time without a zone as a hint and not as an instant', () => {
  expect(at('2026:03:01 09:30:00')).toEqual({ takenAtLocal: '2026-03-01T09:30:00' })
})

it('gives an instant where the zone is named', () => {
  expect(at('2026:03:01 09:30:00', { OffsetTimeOriginal: '+08:00' })).toEqual({
    takenAt: new Date('2026-03-01T01:30:00Z'),
  })
  expect(at('2026:03:01 09:30:00', { OffsetTimeOriginal: '+99:00' })).toEqual({ takenAtLocal: '2026-03-01T09:30:00' })
})

it.each([
  // Satellite time → whether it belongs to 09:30 by the clock.
  ['2026:03:01', [1, 30, 12], true],
  ['2026:03:01', [1, 26, 0], false],
  ['2026:02:28', [1, 30, 0], false],
  ['1999:99:99', [1, 30, 0], false],
  ['2026:03:01', [Number.NaN, 30, 0], false],
  ['2026:03:01', '01:30:00', false],
])('lets the satellites of %s %s name the instant: %s', (GPSDateStamp, GPSTimeStamp, isTaken) => {
  expect('takenAt' in at('2026:03:01 09:30:00', { GPSDateStamp, GPSTimeStamp })).toBe(isTaken)
})
