import { fitted, type MapSize, pointOn } from '../../../kit/maps.ts'
import type { Box } from '../../../kit/shapes.ts'

/** Two at one place are drawn as one with a number. */
export type Dot = { latitude: number; longitude: number; isOpen: boolean; id: string }
export type Cluster = { x: number; y: number; count: number; open: number; first: Dot; box: Box }

/** The map's own units: an SVG of this size, whatever it shows. */
export const mapSize: MapSize = { width: 360, height: 300 }
const cellSize = 40

/** What holds all dots, with a margin, in the shape of the map. */
export function boxOf(dots: readonly Pick<Dot, 'latitude' | 'longitude'>[], given?: Box): Box | undefined {
  if (given) return fitted(given, mapSize)
  if (dots.length === 0) return undefined
  const [latitudes, longitudes] = [dots.map(({ latitude }) => latitude), dots.map(({ longitude }) => longitude)]
  const box = {
    west: least(longitudes),
    east: -least(longitudes.map((value) => -value)),
    south: least(latitudes),
    north: -least(latitudes.map((value) => -value)),
  }
  return fitted(box, mapSize)
}

const least = (values: readonly number[]) => values.reduce((smallest, value) => Math.min(smallest, value))

/** Dots that would lie on one another, drawn together: by cells of the map, each at the middle of what is in it. */
export function clustersOf(box: Box, dots: readonly Dot[]): Cluster[] {
  const cells = new Map<string, { dots: Dot[]; x: number; y: number }>()
  for (const dot of dots) {
    const { x, y } = pointOn(box, mapSize, dot)
    if (x < 0 || y < 0 || x > mapSize.width || y > mapSize.height) continue
    const key = `${Math.floor(x / cellSize)}.${Math.floor(y / cellSize)}`
    const cell = cells.get(key) ?? { dots: [], x: 0, y: 0 }
    cell.dots.push(dot)
    cells.set(key, { ...cell, x: cell.x + x, y: cell.y + y })
  }
  return [...cells.values()].map(({ dots: inside, x, y }) => ({
    ...{ x: x / inside.length, y: y / inside.length, count: inside.length, first: inside[0] as Dot },
    open: inside.filter(({ isOpen }) => isOpen).length,
    box: boxOf(inside) as Box,
  }))
}
