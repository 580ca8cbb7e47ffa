import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { creditFields } from '../../../db/schema/credit.ts'
import { ceilingFor, changesOf, claimsOf, creditLinkFlow, creditLoanFlow, type Known, sumsOf } from './rules.ts'

const known: Known = {
  ...{
    name: '王记',
    unifiedCode: 'X',
    areaName: '青云社区',
    months: 14,
    sinceDay: '2025-01-01',
    upheldDays: ['2024-03-02'],
  },
  ...{ level: 'B', score: 85, licenceUntil: '2026-12-31', today: '2026-03-02' },
}

describe('what can be shown', () => {
  it('is every field of a good merchant', () => {
    expect(Object.keys(claimsOf(known))).toEqual([...creditFields])
  })

  it('offers no predicate that does not hold', () => {
    const poor = claimsOf({
      ...known,
      months: 11,
      upheldDays: ['2024-03-03', '2026-03-01'],
      level: 'C',
      licenceUntil: '2026-03-01',
    })
    for (const name of ['recordYear', 'noUpheld', 'levelB', 'licenceValid'] as const) expect(poor[name]).toBeUndefined()
    expect(poor).toMatchObject({ recordMonths: 11, upheld: 2, level: 'C' })
    expect(claimsOf({ ...known, level: 'none' })).not.toHaveProperty('level')
    expect(claimsOf({ ...known, licenceUntil: null })).toMatchObject({ licenceValid: true })
    expect(claimsOf({ ...known, licenceUntil: '2026-03-02' })).toMatchObject({ licenceValid: true })
  })

  it.each([
    [{ level: 'A' }, 200_000],
    [{ level: 'B' }, 100_000],
    [{ level: 'C' }, 60_000],
    [{ levelB: true }, 100_000],
    [{ score: 99 }, undefined],
    [{ level: 'Z' }, undefined],
  ])('of %j the reference ceiling is %j', (shown, ceiling) => {
    expect(ceilingFor(shown, { ceilingA: 200_000, ceilingB: 100_000, ceilingC: 60_000 })).toBe(ceiling)
  })

  it('adds up to the seed figure for nine merchants', () => {
    const terms = { ceilingA: 200_000, ceilingB: 100_000, ceilingC: 60_000 }
    const levels = [...'AABBBBBCC'].map((level) => ceilingFor({ level }, terms) as number)
    expect(levels.reduce((sum, ceiling) => sum + ceiling, 0)).toBe(1_020_000)
  })
})

describe('sums', () => {
  const loan = fc.record({
    merchantId: fc.constantFrom(...'abcdefghij'),
    streetId: fc.constantFrom('s1', 's2', 's3'),
    amountYuan: fc.integer({ min: 1, max: 200_000 }),
    number: fc.constant(1),
  })
  const entry = (shop: string, step: string, amountYuan: number | null) => ({
    ...{ loanId: `loan-${shop}`, merchantId: shop, streetId: 's1', step, amountYuan },
  })

  it('change by what is granted, corrected and taken back, and by nothing else', () => {
    const story = [
      entry('a', 'submit', null),
      entry('a', 'grant', 20_000),
      entry('b', 'grant', 50_000),
      entry('a', 'correct', 200_000),
      entry('c', 'decline', null),
      entry('c', 'void', null),
      entry('a', 'disburse', 200_000),
      entry('b', 'void', 50_000),
    ]
    expect(changesOf(story).map(({ merchantId, number, amountYuan }) => [merchantId, number, amountYuan])).toEqual([
      ['a', 1, 20_000],
      ['b', 1, 50_000],
      ['a', 0, 180_000],
      ['b', -1, -50_000],
    ])
  })

  it('tell of no single correction, nor of a single record taken back, before five merchants have changed', () => {
    const story = [...'abcde'].map((shop) => entry(shop, 'grant', 10_000))
    const read = () => sumsOf(changesOf(story), 5).all
    const first = { number: 5, totalYuan: 50_000 }
    expect(read()).toEqual(first)
    for (const next of [entry('a', 'correct', 90_000), entry('b', 'void', 10_000), entry('b', 'grant', 10_000)]) {
      story.push(next)
      expect(read()).toEqual(first)
    }
    for (const shop of 'cd') story.push(entry(shop, 'correct', 20_000))
    expect(read()).toEqual(first)
    story.push(entry('e', 'correct', 20_000))
    expect(read()).toEqual({ number: 5, totalYuan: 160_000 })
  })

  it('never let one loan more be told from two readings', () => {
    fc.assert(
      fc.property(fc.array(loan, { maxLength: 60 }), (loans) => {
        let before = sumsOf([], 5)
        for (let count = 1; count <= loans.length; count++) {
          const after = sumsOf(loans.slice(0, count), 5)
          for (const [was, is, own] of [
            [before.all, after.all, loans],
            ...['s1', 's2', 's3'].map((id) => {
              const none = { number: 0, totalYuan: 0 }
              return [
                before.streets.get(id) ?? none,
                after.streets.get(id) ?? none,
                loans.filter((one) => one.streetId === id),
              ] as const
            }),
          ] as const) {
            const more = own.slice(was.number, is.number)
            expect(new Set(more.map(({ merchantId }) => merchantId)).size === 0 || more.length >= 5).toBe(true)
            expect(is.totalYuan - was.totalYuan).toBe(more.reduce((sum, { amountYuan }) => sum + amountYuan, 0))
          }
          before = after
        }
      }),
    )
  })
})

describe('the life cycles', () => {
  it('leave nothing open: every state of a link can end, and an end is one', () => {
    for (const [state, steps] of Object.entries(creditLinkFlow)) {
      const isEnd = state === 'withdrawn' || state === 'expired'
      expect([state, 'withdraw' in steps && 'expire' in steps]).toEqual([state, !isEnd])
      if (isEnd) expect(steps).toEqual({})
    }
  })

  it('give the loan to the bank alone, and let every mistake be taken back', () => {
    for (const [state, steps] of Object.entries(creditLoanFlow)) {
      expect(Object.values(steps).every(({ by }) => by.length === 1 && by[0] === 'banker')).toBe(true)
      expect([state, 'void' in steps]).toEqual([state, state !== 'void'])
    }
  })
})
