import { expect, it } from 'vitest'
import { stepsFor } from '../../kit/flow.ts'
import { useChangeFlow } from './rules.ts'

it.each([
  ['asked', 'donor', ['agree', 'refuse']],
  ['asked', 'keeper', ['withdraw']],
  ['asked', 'clerk', ['takeDown', 'withdraw']],
  ['on_paper', 'donor', []],
  ['on_paper', 'clerk', ['confirm', 'sendBack', 'withdraw']],
  ['agreed', 'admin', []],
  ['refused', 'donor', []],
] as const)('lets in the state %s a %s do %o', (state, who, steps) => {
  expect(stepsFor(useChangeFlow, state, new Set([who]))).toEqual(steps)
})
