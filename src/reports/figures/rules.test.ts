import { expect, it } from 'vitest'
import { addUp, emptyTally, percent, withSmallMerged } from './rules.ts'

const row = (id: string, calls: number) => ({ ...emptyTally, id, name: id, calls })

it.each([
  [4, 4, undefined],
  [5, 5, 100],
  [2, 6, 33],
  [0, 9, 0],
])('%i of %i is %s percent', (part, whole, shown) => {
  expect(percent(part, whole)).toBe(shown)
})

it.each([
  // calls of each → rows shown
  [
    [9, 8, 7],
    ['a9', 'b8', 'c7'],
  ],
  [
    [9, 4, 3],
    ['a9', 'others7'],
  ],
  [
    [9, 8, 4],
    ['a9', 'others12'],
  ],
  [[9, 1, 1], ['others11']],
  [[3], ['others3']],
  [[], []],
])('shows departments with %j calls as %j', (calls, shown) => {
  const rows = calls.map((count, at) => row('abc'[at] as string, count))
  expect(withSmallMerged(rows, 'others').map(({ name, calls }) => `${name}${calls}`)).toEqual(shown)
})

it('adds up to the same whatever is merged', () => {
  const rows = [row('a', 9), row('b', 4), row('c', 1)]
  expect(addUp(withSmallMerged(rows, 'others')).calls).toBe(addUp(rows).calls)
})
