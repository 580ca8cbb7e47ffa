import { expect, it } from 'vitest'
import { leftFen, reversibleFen, usedFen } from './rules.ts'

const use = (amountFen: number, isConfirmed: boolean | null) => ({ amountFen, isConfirmed })

it.each([
  // uses of 1000 fen → used, left, may be taken back
  [[], 0, 1000, 0],
  [[use(400, null)], 0, 600, 0],
  [[use(400, true)], 400, 600, 400],
  [[use(400, false)], 0, 1000, 0],
  [[use(400, true), use(-400, null)], 400, 600, 0],
  [[use(400, true), use(-400, true)], 0, 1000, 0],
])('of %o, so much is used, left and reversible: %i, %i, %i', (uses, used, left, reversible) => {
  expect([usedFen(uses), leftFen(1000, uses), reversibleFen(uses)]).toEqual([used, left, reversible])
})
