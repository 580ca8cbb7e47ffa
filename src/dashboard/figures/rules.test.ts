import { describe, expect, it } from 'vitest'
import { byWeek, mondayOf } from './rules.ts'

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
