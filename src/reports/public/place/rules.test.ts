import fc from 'fast-check'
import { expect, it } from 'vitest'
import { coarse, placeShown } from './rules.ts'

const street = '532503000000/532503003000/532503003002/'
const report = { categoryId: 'manhole', areaPath: street, latitude: 23.36521, longitude: 103.40214, address: '' }

it('shows a manhole in the street where it is', () => {
  expect(placeShown({ ...report, address: '青云路 18 号门口' })).toEqual({
    ...{ latitude: 23.36521, longitude: 103.40214, address: '青云路 18 号门口' },
  })
})

it.each([
  ['a quarrel about noise', { categoryId: 'noise' }],
  ['a kind that the city has added', { categoryId: 'ours-7' }],
  ['a manhole inside a compound', { areaPath: `${street}532503003002C01/` }],
])('shows %s to about a hundred meters', (_, given) => {
  expect(placeShown({ ...report, ...given })).toMatchObject({ latitude: 23.365, longitude: 103.402 })
})

it.each([
  ['青云花园小区 5 栋二单元', '青云花园小区'],
  ['振兴家园3号楼402室', '振兴家园'],
  ['振兴家园 3 栋外墙', '振兴家园'],
  ['南湖公园北门西侧围墙', '南湖公园北门西侧围墙'],
  ['青云路 18 号', '青云路 18 号'],
])('shows of the address %s no more than %s', (address, shown) => {
  expect(placeShown({ ...report, categoryId: 'noise', address }).address).toBe(shown)
})

it('lets no box, however small, tell more than the rounded position', () => {
  const degrees = fc.integer({ min: 103_000_000, max: 104_000_000 }).map((millionths) => millionths / 1_000_000)
  fc.assert(
    fc.property(degrees, degrees, fc.double({ min: 0.00001, max: 0.01, noNaN: true }), (edge, longitude, size) => {
      const { west, east } = coarse({ west: edge, east: edge + size, south: 23, north: 24 })
      const shown = Number(longitude.toFixed(3))
      const isNearEdge = [west, east].some((one) => Math.abs(one - longitude) < 1e-9)
      return isNearEdge || (longitude > west && longitude < east) === (shown > west && shown < east)
    }),
  )
})
