import type { Position } from './places.ts'

/** `[longitude, latitude]` in WGS-84 degrees, as GeoJSON writes it. */
export type Corner = [longitude: number, latitude: number]
/** Polygons of rings: the first ring of each is its outline, the others are holes. A ring ends where it began. */
export type Shape = Corner[][][]
export type Box = { west: number; south: number; east: number; north: number }

const metersPerDegree = 111_195

/** The smallest box that holds the whole shape. */
export function boxOfShape(shape: Shape): Box {
  const box = { west: 180, south: 90, east: -180, north: -90 }
  for (const [outline = []] of shape)
    for (const [longitude, latitude] of outline) {
      box.west = Math.min(box.west, longitude)
      box.east = Math.max(box.east, longitude)
      box.south = Math.min(box.south, latitude)
      box.north = Math.max(box.north, latitude)
    }
  return box
}

export const isInBox = ({ west, south, east, north }: Box, { latitude, longitude }: Position) =>
  longitude >= west && longitude <= east && latitude >= south && latitude <= north

/** Whether a position lies inside, holes left out. */
export const isInShape = (shape: Shape, at: Position) =>
  shape.some(([outline = [], ...holes]) => isInRing(outline, at) && !holes.some((hole) => isInRing(hole, at)))

/** Counts how often a line to the east crosses the ring: an odd number means inside. */
function isInRing(ring: readonly Corner[], { latitude, longitude }: Position): boolean {
  let inside = false
  for (const [[x1, y1], [x2, y2]] of edgesOf(ring))
    if (y1 > latitude !== y2 > latitude && longitude < ((x2 - x1) * (latitude - y1)) / (y2 - y1) + x1) inside = !inside
  return inside
}

/** The area of a shape in square meters, well enough to tell which of two is the smaller. */
export const squareMetersOf = (shape: Shape) =>
  shape.reduce((sum, [outline = [], ...holes]) => {
    return sum + ringSquareMeters(outline) - holes.reduce((inside, hole) => inside + ringSquareMeters(hole), 0)
  }, 0)

function ringSquareMeters(ring: readonly Corner[]): number {
  const squeeze = Math.cos(((ring[0]?.[1] ?? 0) * Math.PI) / 180)
  let double = 0
  for (const [[x1, y1], [x2, y2]] of edgesOf(ring)) double += x1 * y2 - x2 * y1
  return (Math.abs(double) / 2) * metersPerDegree ** 2 * squeeze
}

/**
 * How far a position lies from the nearest edge of a shape: on a plane around the position, where a degree of longitude
 * is squeezed as much as it is there. Good for a few kilometers.
 */
export function metersToShape(shape: Shape, at: Position): number {
  let nearest = Number.POSITIVE_INFINITY
  for (const ring of shape.flat())
    for (const [from, to] of edgesOf(ring)) nearest = Math.min(nearest, squaredDegrees(from, to, at))
  return Math.sqrt(nearest) * metersPerDegree
}

function squaredDegrees([x1, y1]: Corner, [x2, y2]: Corner, at: Position): number {
  const squeeze = Math.cos((at.latitude * Math.PI) / 180)
  const [x, y] = [(x1 - at.longitude) * squeeze, y1 - at.latitude]
  const [dx, dy] = [(x2 - x1) * squeeze, y2 - y1]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(x * dx + y * dy) / length))
  return (x + along * dx) ** 2 + (y + along * dy) ** 2
}

function* edgesOf(ring: readonly Corner[]): Generator<[Corner, Corner]> {
  for (let at = 1; at < ring.length; at++) yield [ring[at - 1] as Corner, ring[at] as Corner]
}
