import { expect, it } from 'vitest'
import type { Corner } from '../../kit/shapes.ts'
import { type BoundaryFault, readBoundaries } from './rules.ts'

const ring: Corner[] = [
  [103.4, 23.36],
  [103.41, 23.36],
  [103.41, 23.37],
  [103.4, 23.36],
]
const known = [
  { id: '532503003002', name: '青云社区' },
  { id: '532503003004', name: '振兴社区', shape: [[ring]] },
  { id: '532503001011', name: '南湖社区' },
  { id: '532503003002G01', name: '第一网格' },
  { id: '532503003004G01', name: '第一网格' },
]
const feature = (properties: Record<string, unknown>, coordinates: unknown = [ring], type = 'Polygon') => ({
  ...{ type: 'Feature', properties },
  geometry: { type, coordinates },
})
const read = (...features: unknown[]) => readBoundaries(JSON.stringify({ type: 'FeatureCollection', features }), known)

it('finds the area by code or by name and says what would change', () => {
  const other = ring.map(([x, y]) => [x, y + 0.01])
  expect(
    read(feature({ code: '532503003002' }), feature({ name: '振兴社区' }), feature({ name: '南湖社区' }, [other])),
  ).toMatchObject([
    { fate: 'new', areaId: '532503003002' },
    { fate: 'same', areaId: '532503003004' },
    { fate: 'new', areaId: '532503001011' },
  ])
  expect(read(feature({ code: 532503003004 }, [other]))).toMatchObject([{ fate: 'changed', name: '振兴社区' }])
})

it('closes a ring that was left open', () => {
  const [row] = read(feature({ name: '南湖社区' }, [ring.slice(0, 3)]))
  expect(row).toMatchObject({ fate: 'new', shape: [[ring]] })
})

const bow = [
  [103.4, 23.36],
  [103.41, 23.37],
  [103.41, 23.36],
  [103.4, 23.37],
  [103.4, 23.36],
]
it.each<[string, BoundaryFault, unknown]>([
  ['nobody knows', 'row_area_unknown', feature({ name: '桃源社区' })],
  ['bears a name that two have', 'row_area_unclear', feature({ name: '第一网格' })],
  ['has no shape', 'row_shape_missing', { type: 'Feature', properties: { name: '南湖社区' }, geometry: null }],
  ['is a point', 'row_shape_not_polygon', feature({ name: '南湖社区' }, [103.4, 23.3], 'Point')],
  ['is written in words', 'row_position_wrong', feature({ name: '南湖社区' }, [[['103', '23']]])],
  ['lies beyond the pole', 'row_position_wrong', feature({ name: '南湖社区' }, [[[500, 23]]])],
  ['has latitude first', 'row_position_swapped', feature({ name: '南湖社区' }, [ring.map(([x, y]) => [y, x])])],
  ['is a line', 'row_ring_short', feature({ name: '南湖社区' }, [ring.slice(0, 2)])],
  ['crosses itself', 'row_ring_crosses', feature({ name: '南湖社区' }, [bow])],
  ['has far too many corners', 'row_corners_many', feature({ name: '南湖社区' }, [manyCorners()])],
  ['is no feature at all', 'row_area_unknown', 'x'],
])('leaves out a feature that %s', (_, fault, one) => {
  expect(read(one)).toMatchObject([{ fate: 'fault', fault }])
})

/** A ring of so many corners around a middle; every second one may lie nearer to it. */
const star = (corners: number, depth: number): [number, number][] =>
  Array.from({ length: corners }, (_, at) => {
    const [angle, far] = [(2 * Math.PI * at) / corners, at % 2 ? 0.1 : 0.1 - depth]
    return [103.4 + far * Math.cos(angle), 23.4 + far * Math.sin(angle)]
  })

it('finds the one crossing of a long ring, too', () => {
  const long = star(4000, 0.01)
  expect(read(feature({ name: '南湖社区' }, [long]))).toMatchObject([{ fate: 'new' }])
  const [one, other] = [long[10], long[14]] as [[number, number], [number, number]]
  const crossed = long.map((corner, at) => (at === 10 ? other : at === 14 ? one : corner))
  expect(read(feature({ name: '南湖社区' }, [crossed]))).toMatchObject([{ fault: 'row_ring_crosses' }])
})

it('takes the first of two shapes of one area', () => {
  expect(read(feature({ name: '南湖社区' }), feature({ code: '532503001011' }))).toMatchObject([
    { fate: 'new' },
    { fate: 'fault', fault: 'row_area_twice' },
  ])
})

it('brings shifted degrees back to where they are', () => {
  const text = JSON.stringify({ type: 'FeatureCollection', features: [feature({ name: '南湖社区' })] })
  const [row] = readBoundaries(text, known, 'gcj02')
  if (row?.fate !== 'new') throw new Error('not read')
  const [corner] = row.shape[0]?.[0] ?? []
  expect(Math.abs((corner?.[0] ?? 0) - 103.4)).toBeGreaterThan(0.0005)
})

it.each([
  ['', 'geojson_unreadable'],
  ['{"type":"Topology"}', 'geojson_unreadable'],
  ['{"type":"FeatureCollection","features":[]}', 'file_empty'],
])('refuses a file that is none as a whole: %s', (text, code) => {
  expect(() => readBoundaries(text, known)).toThrow(expect.objectContaining({ code }))
})

function manyCorners() {
  return Array.from({ length: 5001 }, (_, at) => [
    103.4 + 0.01 * Math.cos((at / 5001) * 2 * Math.PI),
    23.3 + 0.01 * Math.sin((at / 5001) * 2 * Math.PI),
  ])
}
