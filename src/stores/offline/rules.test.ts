import { describe, expect, it } from 'vitest'
import { discrepancyStates } from '../../../db/schema/stores.ts'
import type { Standing } from '../../kit/actor.ts'
import { follow } from '../../kit/flow.ts'
import { clockOddity, cover, discrepancyFlow } from './rules.ts'

describe('the life of a discrepancy', () => {
  const everybody: Standing[] = ['self', 'system', 'resident', 'clerk', 'reviewer', 'keeper', 'auditor', 'admin']
  const settled = { charge: 'charged', writeOff: 'written_off', bringBack: 'brought_back' } as const

  it.each(Object.entries(settled))('ends by %s as %s, for clerks and administrators alone', (step, to) => {
    for (const state of discrepancyStates)
      for (const standing of everybody) {
        const tried = () => follow(discrepancyFlow, state, step, new Set([standing]))
        if (state === 'open' && (standing === 'clerk' || standing === 'admin')) expect(tried()).toBe(to)
        else expect(tried).toThrow(state === 'open' ? 'step_not_yours' : 'step_unknown')
      }
  })
})

it.each([
  // left the shelf, waits → covered, not covered
  [{ rice: 1 }, { rice: 1 }, { rice: 1 }, {}],
  [{ rice: 2 }, { rice: 1 }, { rice: 1 }, { rice: 1 }],
  [{ rice: 1 }, { rice: 0 }, {}, { rice: 1 }],
  [{ oil: 1, soap: 3 }, { soap: 5 }, { soap: 3 }, { oil: 1 }],
  [{ constructor: 1 }, { soap: 5 }, {}, { constructor: 1 }],
  [{ soap: 0 }, { soap: 5 }, {}, {}],
])('of %j with %j waiting covers %j and leaves %j', (left, waiting, covered, uncovered) => {
  expect(cover(left, waiting as Record<string, number>)).toEqual({ covered, uncovered })
})

it.each([
  ['2026-03-02T09:00:00Z', undefined],
  ['2026-03-02T09:05:00Z', undefined],
  ['2026-03-02T09:05:01Z', 'ahead'],
  ['2026-02-27T09:00:00Z', undefined],
  ['2026-02-27T08:59:59Z', 'long_ago'],
  ['1970-01-01T00:00:00Z', 'long_ago'],
])('says of a device that claims %s at nine o’clock: %s', (claimed, oddity) => {
  expect(clockOddity(new Date(claimed), new Date('2026-03-02T09:00:00Z'))).toBe(oddity)
})
