import fc from 'fast-check'
import { expect, it } from 'vitest'
import { gcjOf, ofGcj } from './gcj.ts'
import { metersBetween } from './places.ts'
import { boxOfShape, type Corner, isInBox, isInShape, metersToShape, type Shape, squareMetersOf } from './shapes.ts'

const square = (west: number, south: number, side: number): Corner[] => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
]
const pond: Shape = [[square(103.4, 23.36, 0.01), square(103.403, 23.363, 0.002)]]
const at = (longitude: number, latitude: number) => ({ longitude, latitude })

it.each([
  ['in the middle of the land', 103.401, 23.361, true],
  ['in the pond, which is a hole', 103.404, 23.364, false],
  ['east of it', 103.4101, 23.365, false],
  ['north of it', 103.405, 23.3701, false],
])('tells whether somebody %s is inside', (_, longitude, latitude, inside) => {
  expect(isInShape(pond, at(longitude, latitude))).toBe(inside)
})

it('finds what is inside a ring that turns inwards', () => {
  const hook: Shape = [
    [
      [
        [0, 0],
        [4, 0],
        [4, 4],
        [3, 4],
        [3, 1],
        [1, 1],
        [1, 4],
        [0, 4],
        [0, 0],
      ],
    ],
  ]
  expect([at(0.5, 3), at(2, 3), at(3.5, 3), at(2, 0.5)].map((one) => isInShape(hook, one))).toEqual([
    true,
    false,
    true,
    true,
  ])
})

it('measures a shape without its holes, and how far off somebody stands', () => {
  const whole = squareMetersOf([[square(103.4, 23.36, 0.01)]])
  expect(whole).toBeCloseTo(1112 * 1021, -4)
  expect(squareMetersOf(pond)).toBeCloseTo(whole * 0.96, -3)
  expect(metersToShape(pond, at(103.412, 23.365))).toBeCloseTo(204, 0)
})

const degree = (min: number, max: number) => fc.double({ min, max, noNaN: true })

it('is never inside a shape and outside its box', () => {
  const corner = fc.tuple(degree(103, 104), degree(23, 24))
  fc.assert(
    fc.property(
      fc.array(corner, { minLength: 3, maxLength: 12 }),
      degree(102.9, 104.1),
      degree(22.9, 24.1),
      (ring, x, y) => {
        const shape: Shape = [[[...ring, ring[0] as Corner]]]
        return !isInShape(shape, at(x, y)) || isInBox(boxOfShape(shape), at(x, y))
      },
    ),
  )
})

it('shifts a position in China by some hundred meters, and back to where it was', () => {
  expect(gcjOf(at(103.385, 23.3605)).longitude).not.toBeCloseTo(103.385, 3)
  fc.assert(
    fc.property(degree(98, 106), degree(21, 29), (longitude, latitude) => {
      const shifted = gcjOf(at(longitude, latitude))
      const meters = metersBetween(shifted, at(longitude, latitude))
      return meters > 50 && meters < 1000 && metersBetween(ofGcj(shifted), at(longitude, latitude)) < 0.01
    }),
  )
})

it('shifts the Gate of Heavenly Peace to where Chinese maps draw it, and leaves Paris alone', () => {
  const gate = gcjOf(at(116.39747, 39.908823))
  expect(metersBetween(gate, at(116.403714, 39.910226))).toBeLessThan(1)
  expect(gcjOf(at(2.35, 48.85))).toEqual(at(2.35, 48.85))
})
