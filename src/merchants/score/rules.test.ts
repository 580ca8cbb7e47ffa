import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkKinds, checkResults } from '../../../db/schema/merchants.ts'
import { addDays } from '../../kit/clock.ts'
import { defaultsOf, fieldsOf } from '../../points/rulebook/documents/rules.ts'
import { levelOf, lossOf, type ScoreFacts, scoreOf, wholeMonths } from './rules.ts'

const terms = defaultsOf('MERCHANTS')
const today = '2026-11-26'
const dayAgo = fc.nat({ max: 900 }).map((days) => addDays(today, -days))
const id = fc.uuid()
const facts: fc.Arbitrary<ScoreFacts> = fc.record({
  licence: fc.option(fc.record({ id, until: fc.option(dayAgo) }), { nil: undefined }),
  checks: fc.array(
    fc.record({ id, kind: fc.constantFrom(...checkKinds), result: fc.constantFrom(...checkResults), day: dayAgo }),
    { maxLength: 12 },
  ),
  complaints: fc.array(fc.record({ id, number: fc.constant('C-2026-000001'), day: dayAgo }), { maxLength: 12 }),
  service: fc.array(fc.record({ id, minutes: fc.integer({ min: -600, max: 1200 }), day: dayAgo }), { maxLength: 8 }),
})
/** Whatever a city may set. */
const anyTerms = fc.record(
  Object.fromEntries(
    Object.entries(fieldsOf('MERCHANTS')).map(([name, { min, max }]) => [name, fc.integer({ min, max })]),
  ) as Record<keyof typeof terms, fc.Arbitrary<number>>,
)

it('is always the sum of its parts, each within its bounds, and their highest make a hundred', () => {
  fc.assert(
    fc.property(facts, anyTerms, (given, numbers) => {
      const { score, parts } = scoreOf(given, numbers, today)
      expect(parts.reduce((sum, { points }) => sum + points, 0)).toBe(score)
      expect(parts.reduce((sum, { max }) => sum + max, 0)).toBe(100)
      for (const { points, max } of parts) expect(points >= 0 && points <= max && Number.isInteger(points)).toBe(true)
    }),
  )
})

it('shows under complaints what each takes, adding up to what is missing', () => {
  fc.assert(
    fc.property(facts, (given) => {
      const part = scoreOf(given, terms, today).parts.find((one) => one.part === 'complaints')
      const taken = part?.facts.reduce((sum, { points = 0 }) => sum + points, 0) ?? 0
      expect((part?.max ?? 0) + taken).toBe(part?.points)
    }),
  )
})

it('lets a complaint fade and never grow again', () => {
  fc.assert(
    fc.property(dayAgo, fc.nat({ max: 1200 }), fc.nat({ max: 1200 }), (upheldOn, a, b) => {
      const [sooner, later] = [Math.min(a, b), Math.max(a, b)]
      const at = (days: number) => lossOf(upheldOn, terms, addDays(upheldOn, days))
      expect(at(sooner)).toBeGreaterThanOrEqual(at(later))
      expect(at(0)).toBe(6)
    }),
  )
  expect(lossOf('2024-11-27', terms, today)).toBe(1)
  expect(lossOf('2024-11-26', terms, today)).toBe(0)
})

it('gives a spotless merchant a hundred, and a new one that nobody has looked at no level', () => {
  const good = checkKinds.map((kind) => ({ id: kind, kind, result: 'good' as const, day: '2026-10-01' }))
  const spotless = {
    licence: { id: 'l', until: '2027-01-01' },
    checks: good,
    complaints: [],
    service: [{ id: 's', minutes: 1200, day: '2026-10-01' }],
  }
  expect(scoreOf(spotless, terms, today)).toMatchObject({ score: 100, level: 'A' })
  expect(scoreOf({ ...spotless, checks: [], service: [] }, terms, today)).toMatchObject({ score: 40, level: 'none' })
})

it('draws the levels at 90, 80 and 70', () => {
  expect([90, 89, 80, 79, 70, 69].map((score) => levelOf(score, terms))).toEqual(['A', 'B', 'B', 'C', 'C', 'none'])
})

it('counts whole months as people do', () => {
  expect(wholeMonths('2026-01-31', '2026-02-28')).toBe(0)
  expect(wholeMonths('2026-01-15', '2026-02-15')).toBe(1)
  expect(wholeMonths('2024-11-26', today)).toBe(24)
})
