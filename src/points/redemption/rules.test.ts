import { expect, it } from 'vitest'
import { day, later } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import { defaultsOf } from '../rulebook/documents/rules.ts'
import { assertWithinLimits, firstOfNextMonth, type PastLine, type Wanted, windowStart } from './rules.ts'

const terms = defaultsOf('REDEEM')
const now = new Date('2026-03-20T04:00:00Z')
const daysAgo = (days: number) => later(now, -days * day)
const rice = (quantity: number): Wanted => ({
  itemId: 'rice',
  name: '大米',
  quantity,
  pricePoints: 30,
  limitPer30Days: 2,
})
const soap = (quantity: number): Wanted => ({
  itemId: 'soap',
  name: '香皂',
  quantity,
  pricePoints: 5,
  limitPer30Days: 99,
})
const past = (itemId: string, pieces: number, pricePoints: number, days: number): PastLine => ({
  itemId,
  pieces,
  pricePoints,
  placedAt: daysAgo(days),
})

it.each<[string, Wanted[], PastLine[]]>([
  ['10 pieces in a month', [soap(10)], []],
  ['the tenth piece of a month', [soap(1)], [past('soap', 9, 5, 1)]],
  ['200 points in a month', [{ ...soap(4), pricePoints: 50 }], []],
  ['the last 5 points of a month', [soap(1)], [past('oil', 3, 65, 2)]],
  ['the second rice of 30 days', [rice(1)], [past('rice', 1, 30, 29)]],
  ['rice again after 30 days to the millisecond', [rice(2)], [past('rice', 2, 30, 30)]],
  ['pieces of last month do not count this month', [soap(10)], [past('tea', 10, 1, 20)]],
])('lets pass: %s', (_, wanted, lines) => {
  expect(() => assertWithinLimits(terms, wanted, lines, now)).not.toThrow()
})

it.each<[string, Wanted[], PastLine[], string, object]>([
  ['11 pieces', [soap(11)], [], 'limit_month_pieces', { left: 10, freesOn: '2026-04-01' }],
  ['the eleventh piece', [soap(1)], [past('tea', 10, 1, 19)], 'limit_month_pieces', { left: 0 }],
  ['201 points', [{ ...soap(3), pricePoints: 67 }], [], 'limit_month_points', { left: 200, freesOn: '2026-04-01' }],
  ['1 point too many', [soap(1)], [past('oil', 4, 49, 2)], 'limit_month_points', { left: 4 }],
  ['three rice at once', [rice(3)], [], 'limit_item_size', { left: 2, limit: 2, name: '大米' }],
  ['rice a day early', [rice(1)], [past('rice', 2, 30, 29)], 'limit_item', { left: 0, freesOn: '2026-03-21' }],
  [
    'two rice while only one has left the window',
    [rice(2)],
    [past('rice', 1, 30, 28), past('rice', 1, 30, 10)],
    'limit_item',
    { left: 0, freesOn: '2026-04-09' },
  ],
])('refuses: %s', (_, wanted, lines, code, details) => {
  expect(refusalOf(() => assertWithinLimits(terms, wanted, lines, now))).toMatchObject({ code, details })
})

it('looks back to the first of the month or 30 days, whichever is longer', () => {
  expect(windowStart(terms, now)).toEqual(daysAgo(30))
  expect(windowStart(terms, new Date('2026-03-31T10:00:00Z'))).toEqual(new Date('2026-02-28T16:00:00Z'))
})

it.each([
  ['2026-12-31T15:59:59Z', '2027-01-01'],
  ['2026-12-31T16:00:00Z', '2027-02-01'],
  ['2026-01-31T04:00:00Z', '2026-02-01'],
])('after %s the next month begins on %s', (at, first) => {
  expect(firstOfNextMonth(new Date(at))).toBe(first)
})

it('takes every limit from the terms', () => {
  const generous = { ...terms, pointsPerMonth: 1000, piecesPerMonth: 50, itemDays: 7 }
  expect(() => assertWithinLimits(generous, [soap(50)], [], now)).not.toThrow()
  expect(() => assertWithinLimits(generous, [rice(2)], [past('rice', 2, 30, 7)], now)).not.toThrow()
  const refusal = refusalOf(() => assertWithinLimits(generous, [rice(2)], [past('rice', 2, 30, 6)], now))
  expect(refusal).toMatchObject({ code: 'limit_item', details: { days: 7, freesOn: '2026-03-21' } })
})

function refusalOf(act: () => unknown): Refusal | undefined {
  try {
    act()
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal
  }
  return undefined
}
