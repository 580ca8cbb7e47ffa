import { expect, it } from 'vitest'
import { capitalYuan, mergedGroups } from './rules.ts'

it.each([
  [0, '零元整'],
  [5, '伍分'],
  [50, '伍角'],
  [100, '壹元整'],
  [1005, '壹拾元零伍分'],
  [125_030, '壹仟贰佰伍拾元叁角'],
  [1_000_000, '壹万元整'],
  [1_005_000, '壹万零伍拾元整'],
  [10_000_100, '壹拾万零壹元整'],
  [290_600_000, '贰佰玖拾万陆仟元整'],
  [10_000_000_000, '壹亿元整'],
  [10_000_000_100, '壹亿零壹元整'],
  [12_345_678_901, '壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元零壹分'],
])('writes %i fen as %s', (fen, words) => {
  expect(capitalYuan(fen)).toBe(words)
})

const group = (areaId: string, people: number, pieces = people) => ({ areaId, name: areaId, people, pieces })
const ids = (groups: readonly { areaId: string }[]) => groups.map(({ areaId }) => areaId)

it('merges groups of fewer than five people', () => {
  const { named, others } = mergedGroups([group('a', 9), group('b', 4), group('c', 5), group('d', 2)])
  expect(ids(named)).toEqual(['a', 'c'])
  expect(ids(others).sort()).toEqual(['b', 'd'])
})

it('lets the smallest named group join merged ones that are still too few', () => {
  const { named, others } = mergedGroups([group('a', 9), group('b', 4), group('c', 5)])
  expect(ids(named)).toEqual(['a'])
  expect(ids(others).sort()).toEqual(['b', 'c'])
})

it('names nobody’s community when all of them together are few', () => {
  expect(mergedGroups([group('a', 3), group('b', 1)]).named).toEqual([])
})
