import { expect, it } from 'vitest'
import { around } from './maps.ts'
import { tilesOver } from './tiles.ts'

const size = { width: 360, height: 240 }
const mengzi = { latitude: 23.365, longitude: 103.402 }
const box = around(mengzi, 700, size)

it('lays the very square of the world over a position that everybody else lays there', () => {
  const tiles = tilesOver(box, size, 'wgs84')
  // The square of zoom 16 in which the middle lies, as any slippy map counts it.
  const tile = tiles.find(({ x, y, width, height }) => x <= 180 && x + width > 180 && y <= 120 && y + height > 120)
  expect(tile).toMatchObject({ zoom: 16, column: 51591, row: 28391 })
})

it('covers the map without a gap, with few squares that are square', () => {
  const tiles = tilesOver(box, size, 'wgs84')
  expect(tiles.length).toBeLessThanOrEqual(12)
  const [left, top] = [Math.min(...tiles.map(({ x }) => x)), Math.min(...tiles.map(({ y }) => y))]
  const right = Math.max(...tiles.map(({ x, width }) => x + width))
  const bottom = Math.max(...tiles.map(({ y, height }) => y + height))
  expect(left <= 0 && top <= 0 && right >= size.width && bottom >= size.height).toBe(true)
  const area = tiles.reduce((sum, { width, height }) => sum + width * height, 0)
  expect(area).toBeCloseTo((right - left) * (bottom - top), 0)
  for (const { width, height } of tiles) expect(width / height).toBeCloseTo(1, 2)
})

it('takes the squares of a shifted map from where things stand on it', () => {
  const [world, china] = (['wgs84', 'gcj02'] as const).map((datum) => tilesOver(box, size, datum)[0])
  if (!world || !china) throw new Error('no tiles')
  // GCJ-02 lies some hundred meters to the east of WGS-84 here: the same square lies further west on our map.
  const same = tilesOver(box, size, 'wgs84').find(({ column, row }) => column === china.column && row === china.row)
  if (same) expect(china.x).toBeLessThan(same.x - 30)
  else expect(china.column).toBeGreaterThan(world.column)
})

it.each([
  [{ west: -180, south: -90, east: 180, north: 90 }],
  [{ west: 103.4019, south: 23.3649, east: 103.4021, north: 23.3651 }],
])('stays within the squares there are: %o', (whole) => {
  for (const { zoom, column, row } of tilesOver(whole, size, 'wgs84')) {
    expect(zoom).toBeLessThanOrEqual(18)
    expect(column >= 0 && column < 2 ** zoom && row >= 0 && row < 2 ** zoom).toBe(true)
  }
  expect(tilesOver(whole, size, 'wgs84').length).toBeLessThanOrEqual(12)
})
