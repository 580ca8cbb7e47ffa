import type { Position } from '../../../kit/places.ts'
import type { Box } from '../../../kit/shapes.ts'

/**
 * What stands in the street is shown where it stands: it has to be found. Anything else may be somebody's door, also
 * what a city adds to the list itself.
 */
const streetCategories = ['manhole', 'road', 'street-light', 'water', 'rubbish', 'posters', 'stalls', 'parking']

/** A thousandth of a degree: about 100 m. */
const gridDegrees = 0.001

type Placed = {
  categoryId: string
  areaPath: string
  latitude: number | null
  longitude: number | null
  address: string
}

const isInStreet = ({ categoryId, areaPath }: Pick<Placed, 'categoryId' | 'areaPath'>) =>
  streetCategories.includes(categoryId) && !/C\d+\/$/.test(areaPath)

/** Where everybody sees a report: street furniture exactly, all else to about 100 m and without the house and the door. */
export function placeShown(report: Placed): Pick<Placed, 'latitude' | 'longitude' | 'address'> {
  const { latitude, longitude, address } = report
  if (isInStreet(report)) return { latitude, longitude, address }
  return { latitude: rounded(latitude), longitude: rounded(longitude), address: address.replace(door, '').trim() }
}

export function positionShown(report: Placed): Position | undefined {
  const { latitude, longitude } = placeShown(report)
  return latitude === null || longitude === null ? undefined : { latitude, longitude }
}

const rounded = (degrees: number | null) => (degrees === null ? null : Number(degrees.toFixed(3)))

/** From the number of a block, a staircase or a flat to the end: 5 栋二单元, 3号楼, 12-402室. */
const door = /[\s,，·]*[\d一二三四五六七八九十百a-z-]+ ?(栋|幢|号楼|座|单元|层|楼|室|户).*$/i

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
