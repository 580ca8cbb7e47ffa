import { metersBetween, type Position } from '../../../kit/places.ts'
import type { Box } from '../../../kit/shapes.ts'

/** A thousandth of a degree: about 100 m. */
const gridDegrees = 0.001

type Placed = { areaPath: string; latitude: number | null; longitude: number | null; address: string }
type Kind = { isPlaceExact: boolean }

/**
 * Where everybody sees a report: what has to be found in the street exactly, all else to about 100 m and without the
 * house and the door. What lies in a compound is somebody's home, whatever its category.
 */
export function placeShown(report: Placed, category: Kind): Pick<Placed, 'latitude' | 'longitude' | 'address'> {
  const { latitude, longitude, address } = report
  if (!isRough(report, category)) return { latitude, longitude, address: withoutFlat(address) }
  return { latitude: rounded(latitude), longitude: rounded(longitude), address: roughAddress(address) }
}

export function positionShown(report: Placed, category: Kind): Position | undefined {
  const { latitude, longitude } = placeShown(report, category)
  return latitude === null || longitude === null ? undefined : { latitude, longitude }
}

/** Half the way across the grid: whoever stands at the place itself is no further from where it is shown. */
const roughMeters = 77

/**
 * How far somebody is from a report at least, as far as its place is shown: 0 wherever they may be standing at it. Whatever
 * anybody learns from a distance is told by this one; the true one would be found by asking from three sides.
 */
export function metersAtLeast(from: Position, report: Placed, category: Kind): number | undefined {
  const shown = positionShown(report, category)
  if (!shown) return undefined
  return Math.max(0, metersBetween(from, shown) - (isRough(report, category) ? roughMeters : 0))
}

const isRough = (report: Placed, { isPlaceExact }: Kind) => !isPlaceExact || isInCompound(report)

const isInCompound = ({ areaPath }: Pick<Placed, 'areaPath'>) => /C\d+\/$/.test(areaPath)

const rounded = (degrees: number | null) => (degrees === null ? null : Number(degrees.toFixed(3)))

const numerals = '\\d〇零一二三四五六七八九十百两'
const before = '[\\s,.·、(\\[-]*'

/** From the first number to the end: the house, the block, the staircase, the flat, however they are written. */
const door = new RegExp(
  `${before}(?:[a-z甲乙丙丁-]{0,3}\\d|[a-z甲乙丙丁${numerals}]+ ?(?:号|栋|幢|座|楼|单元|层|室|户|弄)).*$`,
  'is',
)

/** From the staircase or the flat to the end: nothing in the street is found by them. */
const flat = new RegExp(`${before}[a-z${numerals}-]+ ?(?:单元|层|室|户).*$`, 'is')

/** @example roughAddress('青云路18号3单元502') // '青云路' */
export const roughAddress = (address: string) => address.normalize('NFKC').replace(door, '').trim()

const withoutFlat = (address: string) => address.normalize('NFKC').replace(flat, '').trim()

/**
 * A box whose edges lie between the points that positions are rounded to: searching in it says no more of a report than
 * its rounded position does, however small the box that was asked for.
 */
export const coarse = ({ west, south, east, north }: Box): Box => ({
  west: below(west),
  south: below(south),
  east: -below(-east),
  north: -below(-north),
})

const below = (degrees: number) => (Math.floor(degrees / gridDegrees + 0.5) - 0.5) * gridDegrees
