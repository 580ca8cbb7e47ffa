import { describe, expect, it } from 'vitest'
import { afterCount, shareDifference } from './rules.ts'

describe('a count', () => {
  it.each([
    // expected, counted → first count, second count
    [100, 100, 'agreed', 'agreed'],
    [100, 98, 'booked', 'booked'],
    [100, 102, 'booked', 'booked'],
    [100, 97, 'recount', 'booked'],
    [20, 19, 'booked', 'booked'],
    [19, 18, 'recount', 'booked'],
    [0, 1, 'recount', 'booked'],
  ])('of %i that finds %i is %s, by a second person %s', (expected, counted, first, second) => {
    expect(afterCount({ countPieces: 2, countPercent: 5 }, expected, counted, false)).toBe(first)
    expect(afterCount({ countPieces: 2, countPercent: 5 }, expected, counted, true)).toBe(second)
  })
})

describe('a difference', () => {
  const pile = [
    { lotId: 'a', onHand: 5, reserved: 4 },
    { lotId: 'b', onHand: 3, reserved: 0 },
  ]
  it('is taken from what is not promised, the last lot first', () => {
    expect(shareDifference(pile, -2)).toEqual([{ lotId: 'b', quantity: -2 }])
    expect(shareDifference(pile, -4)).toEqual([
      { lotId: 'a', quantity: -1 },
      { lotId: 'b', quantity: -3 },
    ])
  })

  it('cannot eat into promised pieces', () => {
    expect(shareDifference(pile, -5)).toBeUndefined()
  })

  it('of surplus goes to the last lot', () => {
    expect(shareDifference(pile, 2)).toEqual([{ lotId: 'b', quantity: 2 }])
  })
})
