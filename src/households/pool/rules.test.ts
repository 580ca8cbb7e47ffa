import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Moved, type Told, toldOf, totalOf } from './rules.ts'

/** So many households, each with as many points as its place. */
const paid = (areaId: string, month: string, first: number, last: number): Moved[] =>
  Array.from({ length: last - first + 1 }, (_, at) => ({
    ...{ areaId, month, points: first + at },
    between: [`${areaId}-${first + at}`],
  }))

const figures = (moved: readonly Moved[], thisMonth = '2026-04'): Record<string, Told> => {
  const { byArea, elsewhere } = toldOf(moved, thisMonth)
  return { ...Object.fromEntries(byArea), elsewhere }
}

it('tells a sum of five and none of four', () => {
  expect(figures([...paid('a', '2026-02', 1, 5), ...paid('b', '2026-02', 1, 4)])).toEqual({
    a: { points: 15, count: 5 },
    b: 'few',
    elsewhere: undefined,
  })
})

it('tells nothing of the month that runs', () => {
  expect(figures(paid('a', '2026-04', 1, 9))).toEqual({ elsewhere: undefined })
})

it('does not tell what the sixth household got, however often one looks', () => {
  const five = paid('a', '2026-01', 1, 5)
  const six = [...five, ...paid('a', '2026-02', 60, 60)]
  expect(figures(six).a).toEqual(figures(five).a)
  expect(figures([...six, ...paid('a', '2026-03', 61, 64)]).a).toEqual({ points: 15 + 310, count: 10 })
})

it('takes the same five households twice for one group each, and four of them for none', () => {
  expect(figures([...paid('a', '2026-01', 1, 5), ...paid('a', '2026-02', 1, 5)]).a).toEqual({ points: 30, count: 5 })
  expect(figures([...paid('a', '2026-01', 1, 5), ...paid('a', '2026-02', 1, 4)]).a).toEqual({ points: 15, count: 5 })
})

it('tells small areas together once the quarter is over, and each of their points once', () => {
  const small = [...paid('a', '2026-01', 1, 3), ...paid('b', '2026-02', 1, 3)]
  expect(figures(small, '2026-03').elsewhere).toBeUndefined()
  expect(figures(small)).toEqual({ a: 'few', b: 'few', elsewhere: { points: 12, count: 6 } })
  expect(figures([...small, ...paid('a', '2026-04', 4, 8)], '2026-05')).toEqual({
    ...{ a: { points: 30, count: 5 }, b: 'few' },
    elsewhere: { points: 12, count: 6 },
  })
})

it('counts givers as well where one of them gives to five households', () => {
  const oneGiver = paid('a', '2026-01', 1, 5).map((one) => ({ ...one, between: [...one.between, 'giver'] }))
  expect(figures(oneGiver).a).toBe('few')
})

it('adds up what is told and nothing else', () => {
  expect(totalOf([{ points: 15, count: 5 }, 'few', undefined, { points: 7, count: 6 }])).toBe(22)
  expect(totalOf(['few', undefined])).toBeUndefined()
})

const months = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06', '2026-07']
const payment = fc.record({
  areaId: fc.constantFrom('a', 'b', 'c'),
  month: fc.constantFrom(...months),
  household: fc.nat({ max: 7 }),
})

it('never lets two readings of a sum differ by fewer than five households', () => {
  fc.assert(
    fc.property(fc.array(payment, { maxLength: 48 }), (payments) => {
      // Every payment is a power of two, so that a sum says which payments are in it.
      const moved = payments.map(({ household, ...one }, at) => ({
        ...{ ...one, points: 2 ** at },
        between: [`${one.areaId}${household}`],
      }))
      const householdsIn = (points: number) => new Set(moved.filter(isIn(points)).map(({ between }) => between[0])).size
      const readings = [...months, '2026-08'].map((month) => toldOf(moved, month))
      for (const area of ['a', 'b', 'c', 'elsewhere']) {
        const sums = readings.map((reading) => pointsTold(reading, area))
        const steps = sums.map((sum, at) => sum - (sums[at - 1] ?? 0)).filter((step) => step !== 0)
        expect(steps.filter((step) => step < 0 || householdsIn(step) < 5)).toEqual([])
      }
      const last = ['a', 'b', 'c', 'elsewhere'].map((area) => pointsTold(readings.at(-1) as Reading, area))
      expect(moved.filter((one) => last.filter((sum) => isIn(sum)(one)).length > 1)).toEqual([])
    }),
  )
})

type Reading = ReturnType<typeof toldOf>

const pointsTold = ({ byArea, elsewhere }: Reading, area: string) =>
  totalOf([area === 'elsewhere' ? elsewhere : byArea.get(area)]) ?? 0

const isIn =
  (sum: number) =>
  ({ points }: { points: number }) =>
    Math.floor(sum / points) % 2 === 1
