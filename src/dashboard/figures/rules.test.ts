import { describe, expect, it } from 'vitest'
import { byWeek, coverageOf, mondayOf } from './rules.ts'

const terms = { pointValueFen: 100, coverageGreen: 1.2, coverageAmber: 0.8 }

describe('coverage', () => {
  it.each([
    // fen on the shelves, points, light
    [120_00, 100, 'green'],
    [119_99, 100, 'amber'],
    [80_00, 100, 'amber'],
    [79_99, 100, 'red'],
    [0, 0, 'green'],
  ])('%i fen for %i points is %s', (fen, points, light) => {
    expect(coverageOf(fen, points, terms).light).toBe(light)
  })

  it('says the ratio in plain numbers', () => {
    expect(coverageOf(3_040_00, 1000, terms).ratio).toBeCloseTo(3.04)
  })
})

describe('weeks', () => {
  it.each([
    ['2026-03-02', '2026-03-02'],
    ['2026-03-08', '2026-03-02'],
    ['2026-01-01', '2025-12-29'],
  ])('the week of %s begins on Monday %s', (day, monday) => {
    expect(mondayOf(day)).toBe(monday)
  })

  it('adds days up and keeps quiet weeks', () => {
    const days = [
      { day: '2026-03-01', issued: 3, redeemed: 0 },
      { day: '2026-03-15', issued: 5, redeemed: 2 },
      { day: '2026-03-16', issued: 1, redeemed: 1 },
    ]
    expect(byWeek(days, '2026-03-18', 3)).toEqual([
      { monday: '2026-03-02', issued: 0, redeemed: 0 },
      { monday: '2026-03-09', issued: 5, redeemed: 2 },
      { monday: '2026-03-16', issued: 1, redeemed: 1 },
    ])
  })
})
