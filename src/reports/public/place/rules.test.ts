import fc from 'fast-check'
import { expect, it } from 'vitest'
import { coarse, placeShown } from './rules.ts'

const street = '532503000000/532503003000/532503003002/'
const report = { areaPath: street, latitude: 23.36521, longitude: 103.40214, address: '' }
const inStreet = { isPlaceExact: true }
const elsewhere = { isPlaceExact: false }

it('shows what has to be found in the street where it is', () => {
  expect(placeShown({ ...report, address: '青云路 18 号门口' }, inStreet)).toEqual({
    ...{ latitude: 23.36521, longitude: 103.40214, address: '青云路 18 号门口' },
  })
})

it.each([
  ['any other category', {}, elsewhere],
  ['a manhole inside a compound', { areaPath: `${street}532503003002C01/` }, inStreet],
])('shows %s to about a hundred meters', (_, given, category) => {
  expect(placeShown({ ...report, ...given }, category)).toMatchObject({ latitude: 23.365, longitude: 103.402 })
})

it.each([
  ['青云花园小区 5 栋二单元', '青云花园小区'],
  ['振兴家园3号楼402室', '振兴家园'],
  ['振兴家园 3 栋外墙', '振兴家园'],
  ['青云路18号3单元502', '青云路'],
  ['青云路１８号３单元５０２', '青云路'],
  ['青云路十八号', '青云路'],
  ['建设路 12-3-402', '建设路'],
  ['建设路（B座 501）', '建设路'],
  ['青云花园东区A栋二楼', '青云花园东区'],
  ['18号', ''],
  ['南湖公园北门西侧围墙', '南湖公园北门西侧围墙'],
  ['五里冲路口', '五里冲路口'],
])('shows of the address %s no more than %s', (address, shown) => {
  expect(placeShown({ ...report, address }, elsewhere).address).toBe(shown)
})

it.each([
  ['青云路18号3单元502', '青云路18号'],
  ['青云路 18 号门口', '青云路 18 号门口'],
  ['12 号灯杆旁', '12 号灯杆旁'],
])('names of %s in the street the house at most: %s', (address, shown) => {
  expect(placeShown({ ...report, address }, inStreet).address).toBe(shown)
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
