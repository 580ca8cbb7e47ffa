import { expect, it } from 'vitest'
import type { OrderState } from '../../../db/schema/stores.ts'
import { roles, type Standing } from '../../kit/actor.ts'
import { day, later } from '../../kit/clock.ts'
import { follow, stepsFor } from '../../kit/flow.ts'
import { Refusal } from '../../kit/refusal.ts'
import {
  assertWithinLimits,
  counterOnlyUntil,
  firstOfNextMonth,
  orderFlow,
  type PastLine,
  pick,
  pickupUntil,
  type Wanted,
  waitingOf,
  windowStart,
} from './rules.ts'

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
  expect(() => assertWithinLimits(wanted, lines, now)).not.toThrow()
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
  expect(refusalOf(() => assertWithinLimits(wanted, lines, now))).toMatchObject({ code, details })
})

it('looks back to the first of the month or 30 days, whichever is longer', () => {
  expect(windowStart(now)).toEqual(daysAgo(30))
  expect(windowStart(new Date('2026-03-31T10:00:00Z'))).toEqual(new Date('2026-02-28T16:00:00Z'))
})

it.each([
  ['2026-12-31T15:59:59Z', '2027-01-01'],
  ['2026-12-31T16:00:00Z', '2027-02-01'],
  ['2026-01-31T04:00:00Z', '2026-02-01'],
])('after %s the next month begins on %s', (at, first) => {
  expect(firstOfNextMonth(new Date(at))).toBe(first)
})

it.each([
  [false, '2026-03-23T04:00:00Z'],
  [true, '2026-03-27T04:00:00Z'],
])('keeps goods 72 hours, a week in the elder view (%s)', (elder, until) => {
  expect(pickupUntil(now, elder)).toEqual(new Date(until))
})

it.each<[number[], number | undefined]>([
  [[1, 2], undefined],
  [[1, 2, 3], 29],
  [[0, 45, 90], 30],
  [[0, 45, 91], undefined],
  [[1, 100, 101, 102], -70],
  [[1, 50, 100, 101], -20],
])('orders lost %j days ago close the web for %s more days', (days, left) => {
  const until = counterOnlyUntil(days.map(daysAgo))
  expect(until && Math.round((until.getTime() - now.getTime()) / day)).toEqual(left)
})

const lines = [
  { itemId: 'b', name: '香皂', quantity: 3, collected: 1, released: 0, returned: 0 },
  { itemId: 'a', name: '大米', quantity: 1, collected: 0, released: 0, returned: 0 },
]
it('picks everything that waits when nobody says how many', () => {
  expect(pick(lines, waitingOf, undefined)).toEqual({ a: 1, b: 2 })
})
it.each([
  [{ b: 3 }, 'pieces_not_there'],
  [{ b: 0 }, 'nothing_chosen'],
  [{}, 'nothing_chosen'],
  [{ c: 1 }, 'line_missing'],
])('refuses to pick %j', (asked, code) => {
  expect(refusalOf(() => pick(lines, waitingOf, asked))).toMatchObject({ code })
})

/** Every step anybody may take, in every state: `state step who → to`. Whatever is not listed is refused. */
const allowed = [
  'placed prepare system → ready',
  'ready collect keeper → collected',
  'ready collectPart keeper → partly_collected',
  'ready extend self → ready',
  'ready cancel self → canceled',
  'ready cancel keeper → canceled',
  'ready lapse system → expired',
  'partly_collected collect keeper → collected',
  'partly_collected collectPart keeper → partly_collected',
  'partly_collected extend self → partly_collected',
  'partly_collected cancel self → collected',
  'partly_collected cancel keeper → collected',
  'partly_collected lapse system → collected',
  'collected refund keeper → refunded',
  'collected refundPart keeper → collected',
]
const states = Object.keys(orderFlow) as OrderState[]
const steps = [...new Set(states.flatMap((state) => Object.keys(orderFlow[state])))]
const standings: Standing[] = [...roles, 'self', 'system']

it('allows exactly the steps of the table, in every state, to every role', () => {
  const taken = states.flatMap((state) =>
    steps.flatMap((step) =>
      standings.flatMap((who) => {
        const to = outcomeOf(() => follow(orderFlow, state, step, new Set([who])))
        return to ? [`${state} ${step} ${who} → ${to}`] : []
      }),
    ),
  )
  expect(taken.sort()).toEqual([...allowed].sort())
})

it('draws for each standing only the steps it may take', () => {
  expect(stepsFor(orderFlow, 'ready', new Set<Standing>(['resident', 'self']))).toEqual(['extend', 'cancel'])
  expect(stepsFor(orderFlow, 'ready', new Set<Standing>(['resident', 'clerk']))).toEqual([])
})

function outcomeOf(act: () => string): string | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}

function refusalOf(act: () => unknown): Refusal | undefined {
  try {
    act()
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal
  }
  return undefined
}
