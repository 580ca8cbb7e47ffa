import { expect, it } from 'vitest'
import { boxAround, metersBetween } from './places.ts'

const mengzi = { latitude: 23.3961, longitude: 103.3649 }

it('measures along the earth', () => {
  expect(metersBetween(mengzi, mengzi)).toBe(0)
  expect(metersBetween(mengzi, { ...mengzi, latitude: mengzi.latitude + 0.001 })).toBeCloseTo(111.2, 0)
  expect(metersBetween({ latitude: 0, longitude: 179.9995 }, { latitude: 0, longitude: -179.9995 })).toBeCloseTo(
    111.2,
    0,
  )
})

it.each([0, 23.4, 60, -45, 89])('draws a box at %i° that holds everything within the distance', (latitude) => {
  const centre = { latitude, longitude: 103 }
  const { south, north, west, east } = boxAround(centre, 500)
  for (const edge of [
    { latitude: north, longitude: 103 },
    { latitude: south, longitude: 103 },
    { latitude, longitude: east },
    { latitude, longitude: west },
  ])
    expect(metersBetween(centre, edge)).toBeGreaterThanOrEqual(499)
})
