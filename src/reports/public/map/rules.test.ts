import { describe, expect, it } from 'vitest'
import { boxText, pointOn, scaleOf, wider } from '../../../kit/maps.ts'
import { boxOf, clustersOf, mapSize } from './rules.ts'

const dot = (latitude: number, longitude: number, isOpen = true) => ({ id: `${latitude}`, latitude, longitude, isOpen })

describe('the map', () => {
  it('holds every dot, with north up', () => {
    const dots = [dot(23.36, 103.38), dot(23.4, 103.45), dot(23.3, 103.4)]
    const box = boxOf(dots)
    if (!box) throw new Error('no box')
    for (const each of dots) {
      const { x, y } = pointOn(box, mapSize, each)
      expect(x).toBeGreaterThan(0)
      expect(x).toBeLessThan(mapSize.width)
      expect(y).toBeGreaterThan(0)
      expect(y).toBeLessThan(mapSize.height)
    }
    expect(pointOn(box, mapSize, dots[1] as never).y).toBeLessThan(pointOn(box, mapSize, dots[2] as never).y)
  })

  it('shows a single place in a box of its own, and nothing where nothing is', () => {
    expect(boxOf([])).toBeUndefined()
    const box = boxOf([dot(23.36, 103.38)])
    expect(box && box.north - box.south).toBeCloseTo(0.002)
  })

  it('draws together what would lie on one another, and counts it', () => {
    const dots = [dot(23.36, 103.38), dot(23.36001, 103.38001, false), dot(23.45, 103.5)]
    const clusters = clustersOf(boxOf(dots) as never, dots)
    expect(clusters.map(({ count, open }) => [count, open])).toEqual([
      [2, 1],
      [1, 1],
    ])
  })

  it('keeps a scale that is round and a way out that ends at the poles', () => {
    const { meters } = scaleOf({ west: 103.3, east: 103.4, south: 23.3, north: 23.4 }, mapSize)
    expect(meters).toBe(2000)
    expect(boxText(wider({ west: -179, east: 179, south: -89, north: 89 }))).toBe('-180,-90,180,90')
  })
})
