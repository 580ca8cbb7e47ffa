import { expect, it } from 'vitest'
import { wrongArrival } from './rules.ts'

it.each([
  [5, undefined, 'shipment_not_counted'],
  [5, { arrived: 6 }, 'shipment_too_many'],
  [5, { arrived: 4 }, 'shipment_missing_why'],
  [5, { arrived: 0 }, 'shipment_missing_why'],
  [5, { arrived: 4, why: '破损' }, undefined],
  [5, { arrived: 5 }, undefined],
])('of %i sent, %o is refused as %s', (quantity, arrival, code) => {
  expect(wrongArrival(quantity, arrival)).toBe(code)
})
