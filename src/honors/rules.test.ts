import { describe, expect, it } from 'vitest'
import { nominationStates } from '../../db/schema/honors.ts'
import { stepsFor } from '../kit/flow.ts'
import type { Refusal } from '../kit/refusal.ts'
import {
  addMonths,
  assertApart,
  assertPoints,
  hiddenCount,
  nominationFlow,
  outcomeOf,
  type Part,
  shortfall,
  type Vote,
} from './rules.ts'

const codeOf = (act: () => unknown) => {
  try {
    act()
  } catch (refusal) {
    return (refusal as Refusal).code
  }
  return 'done'
}

/** Who may do what, state by state, written out a second time. */
const allowed: Record<string, Record<string, readonly Part[]>> = {
  nominated: { confirm: ['clerk', 'admin'], fail: ['clerk', 'admin'], decline: ['nominee'], withdraw: ['nominator'] },
  eligible: { convene: ['admin'], decline: ['nominee'], withdraw: ['nominator'] },
  voting: { support: ['chair', 'admin'], dismiss: ['chair', 'admin'], decline: ['nominee'] },
  reviewed: { publish: ['clerk', 'admin'], decline: ['nominee'] },
  noticed: { decide: ['admin'], stop: ['reviewer', 'admin'], decline: ['nominee'] },
  decided: { issue: ['clerk', 'admin'] },
  issued: { revoke: ['admin'] },
  revoked: { appeal: ['nominee'] },
  appealed: { uphold: ['reviewer', 'admin'], restore: ['reviewer', 'admin'] },
}

const parts: readonly Part[] = [
  ...(['self', 'resident', 'clerk', 'reviewer', 'keeper', 'auditor', 'admin', 'system'] as const),
  ...(['nominator', 'nominee', 'member', 'chair'] as const),
]

describe('the life of a nomination', () => {
  it.each(nominationStates.flatMap((state) => parts.map((part) => [state, part] as const)))(
    '%s · %s',
    (state, part) => {
      const expected = Object.entries(allowed[state] ?? {}).flatMap(([step, by]) => (by.includes(part) ? [step] : []))
      expect(stepsFor(nominationFlow, state, new Set([part])).sort()).toEqual(expected.sort())
    },
  )

  it('reaches every state from the first one', () => {
    const seen = new Set<string>(['nominated'])
    for (const state of seen) for (const { to } of Object.values(nominationFlow[state as 'nominated'])) seen.add(to)
    expect([...seen].sort()).toEqual([...nominationStates].sort())
  })
})

describe('those concerned keep apart', () => {
  const involved = {
    nominatedBy: 'zhao',
    nomineeIds: ['wang'],
    tiedIds: ['fang'],
    panelIds: ['wei', 'na'],
    chairId: 'wei',
  }
  const staffSteps = ['confirm', 'fail', 'convene', 'publish', 'decide', 'stop', 'issue', 'revoke', 'uphold', 'restore']

  it.each(staffSteps)('%s is neither for who nominated nor for whom it is about', (step) => {
    expect(codeOf(() => assertApart(step, 'zhao', involved))).toBe('honor_own_nomination')
    expect(codeOf(() => assertApart(step, 'wang', involved))).toBe('honor_about_you')
    expect(codeOf(() => assertApart(step, 'fang', involved))).toBe('honor_about_you')
    expect(codeOf(() => assertApart(step, 'zheng', involved))).toBe('done')
  })

  it.each([
    ['decide', 'honor_panel_decides'],
    ['stop', 'honor_panel_decides'],
    ['uphold', 'honor_panel_decides'],
    ['restore', 'honor_panel_decides'],
    ['support', 'done'],
    ['issue', 'done'],
  ])('a member of the panel who tries %s: %s', (step, code) => {
    expect(codeOf(() => assertApart(step, 'na', involved))).toBe(code)
  })
})

describe('a vote', () => {
  const votes = (text: string): Vote[] =>
    [...text].map((sign) => ({
      vote: ({ x: 'against', o: 'abstain', r: 'recused' } as const)[sign as 'x'] ?? 'for',
      grade: ({ '1': 'first', '2': 'second', '3': 'third' } as const)[sign as '1'] ?? null,
    }))
  const honor = { quorum: 3, percentFor: 67, gives: 'honor' } as const

  it.each([
    // f for, x against, o abstain, r recused
    ['fff', true],
    ['ffx', false], // 66.7 % is less than 67
    ['fffx', true],
    ['ffo', false],
    ['fffr', true],
    ['ffffxx', false],
  ])('%s is in favour: %s', (text, isSupported) => {
    expect(outcomeOf(votes(text), honor)).toEqual({ isSupported, grade: null })
  })

  it.each([
    ['111', 'first'],
    ['113', 'third'],
    ['122', 'second'],
    ['1233', 'third'],
    ['1122', 'second'],
    ['33x', null],
  ])('for merit, %s gives %s', (text, grade) => {
    expect(outcomeOf(votes(text), { ...honor, gives: 'merit' })).toEqual({ isSupported: grade !== null, grade })
  })

  it.each(['', 'ff', 'ffr', 'rrrr'])('needs a quorum, which %j is not', (text) => {
    expect(codeOf(() => outcomeOf(votes(text), honor))).toBe('quorum_missing')
  })
})

it.each([
  [0, 'honor', 'done'],
  [0, 'merit', 'done'],
  [49, 'merit', 'merit_points_range'],
  [50, 'merit', 'done'],
  [200, 'merit', 'done'],
  [201, 'merit', 'merit_points_range'],
  [100, 'honor', 'merit_points_unfit'],
] as const)('%i points with %s: %s', (points, gives, code) => {
  expect(codeOf(() => assertPoints(points, gives))).toBe(code)
})

it('names exactly what is missing to the criteria', () => {
  const criteria = { points: 100, hours: 20, merit: 1 }
  expect(shortfall({ points: 100, minutes: 1200, merit: 1 }, criteria)).toEqual({})
  expect(shortfall({ points: 99, minutes: 1185, merit: 0 }, criteria)).toEqual({ points: 1, hours: 0.25, merit: 1 })
})

it.each([
  [0, undefined],
  [1, 'few'],
  [4, 'few'],
  [5, 5],
] as const)('%i unnamed people are told as %s', (count, told) => {
  expect(hiddenCount(count)).toBe(told)
})

it.each([
  ['2026-03-02T01:00:00Z', 12, '2027-03-02T01:00:00Z'],
  ['2026-01-31T01:00:00Z', 1, '2026-02-28T01:00:00Z'],
  ['2028-02-29T01:00:00Z', 12, '2029-02-28T01:00:00Z'],
])('%s and %i months is %s', (from, months, to) => {
  expect(addMonths(new Date(from), months)).toEqual(new Date(to))
})
