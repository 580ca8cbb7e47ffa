import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Clause, type Entry, firstCatching, readTerms } from '../rules.ts'
import { coverOf } from './rules.ts'

const areas = ['c/', 'c/s/', 'c/s/q/', 'c/s/z/', 'c/s/q/g/', 'c/t/']
const pathOf = new Map(areas.map((path) => [path.split('/').at(-2) as string, path]))
const categories = ['manhole', 'road']

const some = <Item>(items: Item[]) => fc.subarray(items, { minLength: 1 })
const not = fc.boolean()
const clause: fc.Arbitrary<Clause> = fc.oneof(
  fc.record({ kind: fc.constant('category' as const), not, categoryIds: some(categories) }),
  fc.record({ kind: fc.constant('area' as const), not, areaIds: some([...pathOf.keys()]) }),
  fc.record({ kind: fc.constant('words' as const), not, words: some(['水', '灯']) }),
  fc.record({
    ...{ kind: fc.constant('hours' as const), not, weekdays: some([1, 2, 3, 4, 5, 6, 7]) },
    ...{ from: fc.constantFrom('00:00', '08:00', '18:00'), to: fc.constantFrom('00:00', '08:00', '18:00') },
  }),
)
const book = fc.array(fc.record({ areaPath: fc.constantFrom(...areas), clauses: fc.array(clause, { maxLength: 3 }) }), {
  maxLength: 4,
})
const facts = fc.record({
  areaPath: fc.constantFrom(...areas),
  categoryId: fc.constantFrom(...categories),
  words: fc.constantFrom('', '水', '灯', '水和灯'),
  filedAt: fc.date({ min: new Date('2026-03-02'), max: new Date('2026-03-16'), noInvalidDate: true }),
})
const entryOf = ({ areaPath, clauses }: { areaPath: string; clauses: Clause[] }, at: number): Entry => ({
  ...{ ruleId: `r${at}`, versionId: `v${at}`, number: 1, name: '', position: at, areaPath, problems: [] },
  terms: readTerms({ clauses, matter: 'community', organizationIds: [], task: '', automatic: false }),
})

it('never calls covered what a report falls through, nor empty what a rule catches', () => {
  fc.assert(
    fc.property(book, facts, fc.constantFrom(...areas), (rules, report, place) => {
      fc.pre(report.areaPath.startsWith(place))
      const entries = rules.map(entryOf)
      const cover = coverOf(entries, { areaPath: place, categoryId: report.categoryId }, pathOf)
      const caught = firstCatching(entries, report) !== undefined
      if (cover === 'always') expect(caught).toBe(true)
      if (cover === 'never') expect(caught).toBe(false)
    }),
    { numRuns: 3000 },
  )
})

it('counts a broken rule as none', () => {
  const entry = entryOf({ areaPath: 'c/', clauses: [] }, 0)
  const cell = { areaPath: 'c/s/q/', categoryId: 'road' }
  expect(coverOf([entry], cell, pathOf)).toBe('always')
  expect(coverOf([{ ...entry, problems: [{ kind: 'nobody_named', name: '' }] }], cell, pathOf)).toBe('never')
})
