import { describe, expect, it } from 'vitest'
import { hour, later, minute, second } from '../../kit/clock.ts'
import { openSecrets } from '../../kit/secrets.ts'
import {
  areCheckInDigits,
  assertCheckInCode,
  assertCheckInTime,
  assertCheckOutTime,
  bandOf,
  checkInCode,
  checkInDigits,
  directionOf,
  gradeOf,
  readCheckInCode,
} from './rules.ts'

const secrets = openSecrets('a-secret-of-at-least-32-characters')
const cleanUp = { id: 'activity-1', number: 'T-2026-000001' }
const visit = { id: 'activity-2', number: 'T-2026-000002' }
// A multiple of 30 seconds: the very beginning of a window.
const shown = new Date('2026-03-02T01:00:00Z')

describe('the code on the screen', () => {
  const code = readCheckInCode(checkInCode(secrets, cleanUp, shown))

  it.each([
    [-30_001, 'check_in_code_expired'],
    [-30_000, undefined],
    [0, undefined],
    [29_999, undefined],
    [59_999, undefined],
    [60_000, 'check_in_code_expired'],
  ])('%i ms after it appeared: %s', (milliseconds, refusal) => {
    const use = () => assertCheckInCode(secrets, cleanUp, code, later(shown, milliseconds))
    if (refusal) expect(use).toThrow(refusal)
    else expect(use).not.toThrow()
  })

  it('opens nothing at another activity, also when its number is exchanged', () => {
    const forged = readCheckInCode(checkInCode(secrets, cleanUp, shown).replace('000001', '000002'))
    expect(() => assertCheckInCode(secrets, visit, forged, shown)).toThrow('check_in_code_unreadable')
  })

  it('is not good with a window written over it', () => {
    const stretched = { ...code, window: code.window + 1 }
    expect(() => assertCheckInCode(secrets, cleanUp, stretched, shown)).toThrow('check_in_code_unreadable')
  })

  it.each(['', 'RYA', 'RYA.T-1.x.y', 'RYP.abc.def', '<script>', 'RYA.T-2026-000001.57012345.'])(
    'reads nothing from %j',
    (text) => {
      expect(() => readCheckInCode(text)).toThrow('check_in_code_unreadable')
    },
  )

  it('is read bare and from its address', () => {
    const bare = checkInCode(secrets, cleanUp, shown)
    expect(readCheckInCode(`https://rongyu.example/check-in/${bare}\n`)).toEqual(readCheckInCode(bare))
  })

  it('has six digits that live as long and belong to one activity', () => {
    const digits = checkInDigits(secrets, cleanUp, shown)
    expect(digits).toMatch(/^\d{6}$/)
    expect(areCheckInDigits(secrets, cleanUp.id, digits, later(shown, 59_999))).toBe(true)
    expect(areCheckInDigits(secrets, cleanUp.id, digits, later(shown, 60_000))).toBe(false)
    expect(areCheckInDigits(secrets, visit.id, digits, shown)).toBe(false)
  })
})

describe('the time around an activity', () => {
  const span = { startsAt: new Date('2026-03-07T01:00:00Z'), endsAt: new Date('2026-03-07T03:00:00Z') }

  it.each([
    ['2026-03-07T00:29:59Z', 'check_in_too_early'],
    ['2026-03-07T00:30:00Z', undefined],
    ['2026-03-07T03:00:00Z', undefined],
    ['2026-03-07T03:00:01Z', 'check_in_too_late'],
  ])('checking in at %s: %s', (now, refusal) => {
    const checkIn = () => assertCheckInTime(span, new Date(now))
    if (refusal) expect(checkIn).toThrow(refusal)
    else expect(checkIn).not.toThrow()
  })

  it('lets people check out until an hour after the end', () => {
    expect(() => assertCheckOutTime(span, later(span.endsAt, hour))).not.toThrow()
    expect(() => assertCheckOutTime(span, later(span.endsAt, hour + 1))).toThrow('check_out_too_late')
  })
})

const square = { latitude: 23.3961, longitude: 103.3848, radiusMeters: 200 }

it.each([
  // 0.001 degrees of latitude are 111 m
  [0.0017, 'inside'],
  [0.0019, 'near'],
  [0.0035, 'near'],
  [0.0037, 'far'],
])('%f degrees away is %s', (degrees, band) => {
  expect(bandOf(square, { latitude: square.latitude + degrees, longitude: square.longitude })).toBe(band)
})

it('keeps apart a position that was not asked for from one that was not given', () => {
  expect(bandOf({ latitude: null, longitude: null, radiusMeters: null }, undefined)).toBe('not_asked')
  expect(bandOf(square, undefined)).toBe('unknown')
})

it.each([
  ['screen', 'roll', 'A'],
  ['roll', 'screen', 'A'],
  ['place', 'roll', 'B'],
  ['screen', 'place', 'B'],
  ['screen', null, 'B'],
] as const)('in by %s, out by %s is grade %s', (inWay, outWay, grade) => {
  expect(gradeOf([{ inWay, outWay }])).toBe(grade)
  expect(
    gradeOf([
      { inWay: 'roll', outWay: 'roll' },
      { inWay, outWay },
    ]),
  ).toBe(grade)
})

it.each([
  [undefined, 'in'],
  [4 * minute + 59 * second, 'again'],
  [5 * minute, 'out'],
])('a scan %s ms after the check-in means %s', (since, direction) => {
  const seen =
    since === undefined ? undefined : { inAt: later(shown, -since), inWay: 'roll' as const, outAt: null, outWay: null }
  expect(directionOf(seen, { endsAt: later(shown, hour) }, shown)).toBe(direction)
})

it.each([
  // ms since the check-out, ms until the end
  [4 * minute + 59 * second, hour, 'again'],
  [5 * minute, hour, 'in'],
  [5 * minute, 0, 'again'],
])('a scan %i ms after the check-out, %i ms before the end, means %s', (since, left, direction) => {
  const outAt = later(shown, -since)
  const seen = { inAt: later(outAt, -hour), inWay: 'roll' as const, outAt, outWay: 'roll' as const }
  expect(directionOf(seen, { endsAt: later(shown, left) }, shown)).toBe(direction)
})
