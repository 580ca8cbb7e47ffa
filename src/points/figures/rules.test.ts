import { describe, expect, it } from 'vitest'
import { defaultCityTerms } from '../rulebook/rules.ts'
import { coverageOf } from './rules.ts'

describe('coverage', () => {
  it.each([
    // points held, fen on the shelves, light
    [100, 120_00, 'green'],
    [100, 119_99, 'amber'],
    [100, 80_00, 'amber'],
    [100, 79_99, 'red'],
    [0, 0, 'green'],
  ])('%i points against %i fen are %s', (points, fen, tone) => {
    expect(coverageOf(points, fen, defaultCityTerms).tone).toBe(tone)
  })

  it('says the ratio in plain numbers', () => {
    expect(coverageOf(1000, 3_040_00, defaultCityTerms).ratio).toBeCloseTo(3.04)
  })
})
