import { describe, expect, it } from 'vitest'
import { readBarcode } from '../rules.ts'
import { startOfPrice } from './rules.ts'

const now = new Date('2026-03-02T01:00:00Z')
const terms = { riseNoticeDays: 15, risePercentMax: 20, riseDays: 183 }
const at = (day: string, pricePoints: number) => ({ pricePoints, startsAt: new Date(`${day}T00:00:00+08:00`) })
const start = (pricePoints: number, startsOn: string, history = [at('2025-01-01', 30)]) =>
  startOfPrice(terms, { pricePoints, startsOn }, history, now)
const refused = (code: string, details = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) })

describe('a price', () => {
  it('begins at once when it is the first, or cheaper', () => {
    expect(start(99, '2026-03-02', [])).toEqual(now)
    expect(start(20, '2026-03-02')).toEqual(now)
    expect(start(20, '2026-03-05')).toEqual(new Date('2026-03-04T16:00:00Z'))
  })

  it('rises after 15 days of notice, not one day less', () => {
    expect(start(36, '2026-03-17')).toEqual(new Date('2026-03-16T16:00:00Z'))
    expect(() => start(36, '2026-03-16')).toThrow(refused('price_notice_short', { earliest: '2026-03-17' }))
  })

  it('rises by 20 % at most', () => {
    expect(() => start(37, '2026-03-17')).toThrow(refused('price_rise_steep', { max: 36 }))
  })

  it('counts the rise from the lowest price of the half-year, so that small steps add up', () => {
    const history = [at('2025-01-01', 30), at('2025-12-01', 33)]
    expect(() => start(37, '2026-03-17', history)).toThrow(refused('price_rise_steep', { lowest: 30, max: 36 }))
    expect(start(39, '2026-06-10', history)).toEqual(new Date('2026-06-09T16:00:00Z'))
  })

  it.each([
    [30, '2026-03-17', [at('2025-01-01', 30)], 'price_same'],
    [20, '2026-03-01', [at('2025-01-01', 30)], 'price_in_past'],
    [20, '2026-03-05', [at('2025-01-01', 30), at('2026-04-01', 31)], 'price_planned'],
  ])('of %i from %s on is refused: %s', (points, day, history, code) => {
    expect(() => start(points, day, history)).toThrow(refused(code))
  })
})

describe('a barcode', () => {
  it.each([
    ['6901028085885', '6901028085885'],
    [' 6901028-085885 ', '6901028085885'],
    ['036000291452', '0036000291452'],
    ['96385074', '96385074'],
    ['', null],
  ])('%s is kept as %s', (typed, kept) => {
    expect(readBarcode(typed)).toBe(kept)
  })

  it.each(['6901028085886', '9638507', '12345678901', '69010280858851', 'abc'])('%s is none', (typed) => {
    expect(() => readBarcode(typed)).toThrow(refused('barcode_invalid'))
  })
})
