import type { Position } from './places.ts'
import type { Box } from './shapes.ts'

/** A flat map of a few kilometers: north up, a degree of longitude drawn as long as it is in the middle. */
export type MapSize = { width: number; height: number }

/** About 200 m: nobody needs to look closer. */
const degreesMin = 0.002

/** Grown around its middle to the map's shape, with a margin. */
export function fitted({ west, south, east, north }: Box, { width, height }: MapSize, margin = 1.15): Box {
  const middle = { longitude: (west + east) / 2, latitude: (south + north) / 2 }
  const high = Math.max(
    degreesMin,
    (north - south) * margin,
    ((east - west) * margin * squeezeAt(middle.latitude) * height) / width,
  )
  return boxOfHeight(middle, high, { width, height })
}

/** The map so many meters high around a position. */
export const around = (at: Position, meters: number, size: MapSize): Box =>
  boxOfHeight(at, Math.max(degreesMin / 2, meters / metersPerDegree), size)

function boxOfHeight({ latitude, longitude }: Position, high: number, { width, height }: MapSize): Box {
  const wide = (high * width) / height / squeezeAt(latitude)
  return {
    west: longitude - wide / 2,
    east: longitude + wide / 2,
    south: latitude - high / 2,
    north: latitude + high / 2,
  }
}

const metersPerDegree = 111_195
const squeezeAt = (latitude: number) => Math.max(0.05, Math.cos((latitude * Math.PI) / 180))

/** How many meters of ground the map is high. */
export const metersHigh = ({ south, north }: Box) => (north - south) * metersPerDegree

/** Where a position lies on the map. */
export const pointOn = (
  { west, south, east, north }: Box,
  { width, height }: MapSize,
  { latitude, longitude }: Position,
) => ({ x: ((longitude - west) / (east - west)) * width, y: ((north - latitude) / (north - south)) * height })

/** The position under a point of the map: the way back. */
export const positionUnder = (
  { west, south, east, north }: Box,
  { width, height }: MapSize,
  { x, y }: { x: number; y: number },
): Position => ({ latitude: north - (y / height) * (north - south), longitude: west + (x / width) * (east - west) })

/** Twice as far away, for the way back out. */
export function wider({ west, south, east, north }: Box): Box {
  const [wide, high] = [(east - west) / 2, (north - south) / 2]
  return {
    west: Math.max(-180, west - wide),
    east: Math.min(180, east + wide),
    south: Math.max(-90, south - high),
    north: Math.min(90, north + high),
  }
}

/** `west,south,east,north` in degrees, to about a meter. */
export const boxText = ({ west, south, east, north }: Box) =>
  [west, south, east, north].map((value) => Number(value.toFixed(5))).join(',')

/** Reads what `boxText` writes, as GeoJSON and most maps order it; anything else is no box. */
export function readBox(text: string | undefined): Box | undefined {
  const [west, south, east, north] = (text ?? '').split(',').map((part) => (part.trim() ? Number(part) : Number.NaN))
  const isBox =
    isWithin(west, 180) &&
    isWithin(east, 180) &&
    isWithin(south, 90) &&
    isWithin(north, 90) &&
    west < east &&
    south < north
  return isBox ? { west, south, east, north } : undefined
}

const isWithin = (value: number | undefined, max: number): value is number =>
  value !== undefined && Number.isFinite(value) && Math.abs(value) <= max

/** A length in meters that is round and fills about a third of the map, for its scale. */
export function scaleOf({ west, south, east, north }: Box, { width }: MapSize): { meters: number; width: number } {
  const metersWide = (east - west) * metersPerDegree * squeezeAt((south + north) / 2)
  const wanted = metersWide / 3
  const power = 10 ** Math.floor(Math.log10(wanted))
  const meters = [5, 2, 1].map((step) => step * power).find((step) => step <= wanted) ?? power
  return { meters, width: (meters / metersWide) * width }
}
