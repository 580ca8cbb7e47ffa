import { expect, it } from 'vitest'
import type { OrderState } from '../../../db/schema/stores.ts'
import { roles, type Standing } from '../../kit/actor.ts'
import { day, later } from '../../kit/clock.ts'
import { follow, stepsFor } from '../../kit/flow.ts'
import { Refusal } from '../../kit/refusal.ts'
import { counterOnlyUntil, orderFlow, pick, pickupUntil, waitingOf } from './rules.ts'

const now = new Date('2026-03-20T04:00:00Z')
const terms = { pickupHours: 72, pickupDaysLong: 7, uncollectedMax: 3, uncollectedDays: 90, counterOnlyDays: 30 }
const daysAgo = (days: number) => later(now, -days * day)
it.each([
  [false, '2026-03-23T04:00:00Z'],
  [true, '2026-03-27T04:00:00Z'],
])('keeps goods 72 hours, a week in the elder view (%s)', (elder, until) => {
  expect(pickupUntil(terms, now, elder)).toEqual(new Date(until))
})

it.each<[number[], number | undefined]>([
  [[1, 2], undefined],
  [[1, 2, 3], 29],
  [[0, 45, 90], 30],
  [[0, 45, 91], undefined],
  [[1, 100, 101, 102], -70],
  [[1, 50, 100, 101], -20],
])('orders lost %j days ago close the web for %s more days', (days, left) => {
  const until = counterOnlyUntil(terms, days.map(daysAgo))
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
  'ready cancel system → canceled',
  'ready cancel keeper → canceled',
  'ready lapse system → expired',
  'ready withdraw system → ready',
  'ready withdrawAll system → canceled',
  'ready settle clerk → collected',
  'ready settle admin → collected',
  'partly_collected collect keeper → collected',
  'partly_collected collectPart keeper → partly_collected',
  'partly_collected extend self → partly_collected',
  'partly_collected cancel self → collected',
  'partly_collected cancel system → collected',
  'partly_collected cancel keeper → collected',
  'partly_collected lapse system → collected',
  'partly_collected withdraw system → partly_collected',
  'partly_collected withdrawAll system → collected',
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
  expect(stepsFor(orderFlow, 'ready', new Set<Standing>(['resident', 'clerk']))).toEqual(['settle'])
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
