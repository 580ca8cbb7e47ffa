import { describe, expect, it } from 'vitest'
import { type Clause, type Entry, firstCatching, holdsFor, inForce, inOrder, readTerms, type Terms } from './rules.ts'

/** Monday, 2 March 2026, nine in the morning in Mengzi. */
const monday9 = new Date('2026-03-02T01:00:00Z')
const facts = { categoryId: 'manhole', areaPath: 'c/s/q/g/', filedAt: monday9, words: '井盖坏了，靠近ＡＢＣ超市' }

describe('a condition', () => {
  it.each<[string, Clause, boolean]>([
    ['one of the categories', { kind: 'category', not: false, categoryIds: ['road', 'manhole'] }, true],
    ['another category', { kind: 'category', not: false, categoryIds: ['road'] }, false],
    ['the area itself or one above', { kind: 'area', not: false, areaIds: ['q'] }, true],
    ['a neighbouring area', { kind: 'area', not: false, areaIds: ['z'] }, false],
    ['an area whose code merely begins alike', { kind: 'area', not: false, areaIds: ['g/x', ''] }, false],
    ['words in full width or other case', { kind: 'words', not: false, words: ['abc'] }, true],
    ['none of the words', { kind: 'words', not: false, words: ['路灯', '垃圾'] }, false],
    ['its first day', { kind: 'days', not: false, from: '2026-03-02', to: '2026-03-02' }, true],
    ['the days before', { kind: 'days', not: false, from: '2026-02-01', to: '2026-03-01' }, false],
    ['its weekday, the whole day', { kind: 'hours', not: false, weekdays: [1], from: '00:00', to: '00:00' }, true],
    ['another weekday', { kind: 'hours', not: false, weekdays: [2], from: '00:00', to: '00:00' }, false],
    ['the minute in which it begins', { kind: 'hours', not: false, weekdays: [1], from: '09:00', to: '10:00' }, true],
    ['the minute in which it ends', { kind: 'hours', not: false, weekdays: [1], from: '08:00', to: '09:00' }, false],
    ['a night that began on Sunday', { kind: 'hours', not: false, weekdays: [7], from: '22:00', to: '10:00' }, true],
    ['a night that begins on Monday', { kind: 'hours', not: false, weekdays: [1], from: '22:00', to: '09:00' }, false],
  ])('fits: %s → %s is %s', (_, clause, expected) => {
    expect(holdsFor(clause, facts)).toBe(expected)
    expect(holdsFor({ ...clause, not: true }, facts)).toBe(!expected)
  })
})

const terms = (given: Partial<Terms> = {}): Terms => ({
  ...{ clauses: [], matter: 'government', organizationIds: ['d'], task: '', automatic: false },
  ...given,
})
const entry = (ruleId: string, position: number, given: Partial<Entry> = {}): Entry => ({
  ...{ ruleId, versionId: `${ruleId}-1`, number: 1, name: ruleId, position, areaPath: 'c/', problems: [] },
  ...{ terms: readTerms(terms()) },
  ...given,
})

describe('the book', () => {
  it('asks the lowest position first, and of two alike the narrower area', () => {
    const book = [entry('late', 20), entry('city', 10), entry('street', 10, { areaPath: 'c/s/' })].sort(inOrder)
    expect(book.map(({ ruleId }) => ruleId)).toEqual(['street', 'city', 'late'])
  })

  it('does not reach beyond the area of a rule', () => {
    expect(firstCatching([entry('other', 1, { areaPath: 'c/t/' })], facts)).toBeUndefined()
  })

  it('stops at a broken rule that would have caught the report, and goes past one that would not', () => {
    const broken = { problems: [{ kind: 'organization_gone' as const, name: '城管' }] }
    const fits = entry('broken', 1, broken)
    expect(firstCatching([fits, entry('next', 2)], facts)?.ruleId).toBe('broken')
    const elsewhere = readTerms(terms({ clauses: [{ kind: 'category', not: false, categoryIds: ['road'] }] }))
    expect(firstCatching([{ ...fits, terms: elsewhere }, entry('next', 2)], facts)?.ruleId).toBe('next')
  })

  it.each([
    null,
    'text',
    {},
    { ...terms(), clauses: 'all' },
    { ...terms(), matter: 'police' },
    { ...terms(), clauses: [{ kind: 'moon', not: false }] },
    { ...terms(), clauses: [{ kind: 'category', categoryIds: ['road'] }] },
    { ...terms(), clauses: [{ kind: 'hours', not: false, weekdays: [8], from: '00:00', to: '00:00' }] },
    { ...terms(), clauses: [{ kind: 'days', not: false, from: '2026-03-09', to: '2026-03-01' }] },
    { ...terms(), clauses: [{ kind: 'words', not: false, words: [] }] },
  ])('says that it cannot read %j', (stored) => {
    expect(readTerms(stored).isReadable).toBe(false)
  })

  it('holds the version that began last, and no older one once that has ended', () => {
    const version = (number: number, startsOn: string, endsOn: string | null = null) => ({
      ...{ ruleId: 'r', number, startsOn, endsOn },
      state: endsOn ? ('retired' as const) : ('scheduled' as const),
    })
    const numbers = (day: string, ...versions: ReturnType<typeof version>[]) =>
      inForce(versions, day).map(({ number }) => number)
    const [one, two] = [version(1, '2026-03-01'), version(2, '2026-03-10')]
    expect(numbers('2026-02-28', one, two)).toEqual([])
    expect(numbers('2026-03-09', one, two)).toEqual([1])
    expect(numbers('2026-03-10', one, two)).toEqual([2])
    expect(numbers('2026-03-20', one, version(2, '2026-03-10', '2026-03-20'))).toEqual([])
    expect(numbers('2026-03-19', one, version(2, '2026-03-10', '2026-03-20'))).toEqual([2])
  })
})
