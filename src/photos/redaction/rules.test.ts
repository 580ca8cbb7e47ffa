import { describe, expect, it } from 'vitest'
import type { Standing } from '../../kit/actor.ts'
import { follow } from '../../kit/flow.ts'
import { assertCovers, boxesMax, pixelsOf, type RedactionStatus, readBoxes, redactionFlow } from './rules.ts'

const box = { x: 10, y: 20, width: 30, height: 40 }
const codeOf = (work: () => unknown) => {
  try {
    work()
    return 'ok'
  } catch (refusal) {
    return (refusal as { code: string }).code
  }
}

describe('a step', () => {
  const everybody: Standing[] = [
    'self',
    'resident',
    'clerk',
    'reviewer',
    'dispatcher',
    'officer',
    'keeper',
    'auditor',
    'admin',
    'system',
  ]
  const staff = ['clerk', 'reviewer', 'dispatcher', 'admin']
  const led: Record<string, [to: RedactionStatus, by: string[]]> = {
    'plain redact': ['redacted', staff],
    'redacted redact': ['redacted', staff],
    'restored redact': ['redacted', staff],
    'final redact': ['final', staff],
    'redacted restore': ['restored', ['admin']],
    'redacted expire': ['final', ['system']],
  }
  const cases = (['plain', 'redacted', 'restored', 'final'] as const).flatMap((state) =>
    ['redact', 'restore', 'expire'].flatMap((step) => everybody.map((who) => ({ state, step, who }))),
  )

  it.each(cases)('$step from $state by $who', ({ state, step, who }) => {
    const known = led[`${state} ${step}`]
    const expected = known ? (known[1].includes(who) ? known[0] : 'step_not_yours') : 'step_unknown'
    let result: string
    try {
      result = follow(redactionFlow, state, step, new Set([who]))
    } catch (refusal) {
      result = (refusal as { code: string }).code
    }
    expect(result).toBe(expected)
  })
})

it.each([
  [[box], 'ok'],
  [[{ x: 0, y: 0, width: 100, height: 100 }], 'ok'],
  [[], 'redaction_no_box'],
  [Array.from({ length: boxesMax }, () => box), 'ok'],
  [Array.from({ length: boxesMax + 1 }, () => box), 'redaction_many_boxes'],
  [[{ ...box, width: 0 }], 'redaction_box'],
  [[{ ...box, x: -0.1 }], 'redaction_box'],
  [[{ ...box, y: 100 }], 'redaction_box'],
  [[{ ...box, height: Number.NaN }], 'redaction_box'],
  [[{ ...box, width: Number.POSITIVE_INFINITY }], 'redaction_box'],
])('reads the boxes %j: %s', (boxes, code) => {
  expect(codeOf(() => readBoxes(boxes))).toBe(code)
})

it('cuts a box off at the edge of the picture', () => {
  expect(readBoxes([{ x: 90, y: 95, width: 50, height: 50 }])).toEqual([{ x: 90, y: 95, width: 10, height: 5 }])
})

it.each([
  [[box], 'ok'],
  [[{ x: 0, y: 0, width: 100, height: 100 }], 'ok'],
  [[{ ...box, width: 29 }], 'redaction_uncovers'],
  [[{ x: 60, y: 60, width: 5, height: 5 }], 'redaction_uncovers'],
])('lets a clerk leave %j over what was covered: %s', (boxes, code) => {
  expect(codeOf(() => assertCovers(boxes, [box], new Set(['clerk'])))).toBe(code)
  expect(codeOf(() => assertCovers(boxes, [box], new Set(['admin'])))).toBe('ok')
})

it('covers every pixel that a box touches', () => {
  expect(pixelsOf({ x: 10.5, y: 0, width: 0.1, height: 100 }, { width: 100, height: 50 })).toEqual({
    left: 10,
    top: 0,
    width: 1,
    height: 50,
  })
  expect(pixelsOf({ x: 99.9, y: 99.9, width: 0.1, height: 0.1 }, { width: 100, height: 50 })).toEqual({
    left: 99,
    top: 49,
    width: 1,
    height: 1,
  })
})
