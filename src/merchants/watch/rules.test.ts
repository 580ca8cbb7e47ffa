import { expect, it } from 'vitest'
import { takingsOf } from './rules.ts'

const numbers = { shopPointsMin: 100, shopSharePercent: 40 }
const paid = (personId: string, points: number, isOwn = false) => ({
  ...{ merchantId: 'shop', personId, points, payments: 1, isOwn },
})

it.each([
  // what each customer paid → what stands out
  [[40, 30, 30], []],
  [[41, 30, 29], ['one_customer']],
  [[99], []],
  [[100], ['one_customer']],
])('of payments of %j stands out %j', (points, flags) => {
  const [shop] = takingsOf(
    points.map((each, at) => paid(`customer-${at}`, each)),
    [],
    numbers,
  )
  expect(shop?.flags).toEqual(flags)
})

it('counts the points of a shop’s own people, however few, and puts what stands out first', () => {
  const big = { ...paid('liNa', 500), merchantId: 'big' }
  const shops = takingsOf(
    [big, { ...big, personId: 'zhou' }, { ...big, personId: 'wu' }, paid('owner', 1, true)],
    [],
    numbers,
  )
  expect(shops).toMatchObject([
    { merchantId: 'shop', points: 1, ownPoints: 1, topPercent: 100, flags: ['own_people'] },
    { merchantId: 'big', points: 1500, customers: 3, topPercent: 33, flags: [] },
  ])
})

it('shows tries of a shop’s own people that were refused, also where nothing was taken', () => {
  const refused = [
    { merchantId: 'empty', tries: 2, isOwn: true },
    { merchantId: 'shop', tries: 4, isOwn: false },
    { merchantId: 'empty', tries: 1, isOwn: false },
  ]
  expect(takingsOf([paid('liNa', 10)], refused, numbers)).toMatchObject([
    { merchantId: 'empty', points: 0, topPercent: 0, refused: 3, ownRefused: 2, flags: ['own_refused'] },
    { merchantId: 'shop', points: 10, refused: 4, ownRefused: 0, flags: [] },
  ])
})
