import { type Datum, gcjOf } from './gcj.ts'
import { type MapSize, pointOn } from './maps.ts'
import type { Position } from './places.ts'
import type { Box } from './shapes.ts'

/** A square of a tile server's map, and where it lies on ours. */
export type Tile = { zoom: number; column: number; row: number; x: number; y: number; width: number; height: number }

const tilePixels = 256
const zoomMax = 18
/** Most screens show more than one dot for a unit of the map. */
const dotsAUnit = 1.5

/** The squares that a map is laid out with; about a dozen at most, for a map as small as ours. */
export function tilesOver(box: Box, size: MapSize, datum: Datum): Tile[] {
  const seen = datum === 'gcj02' ? shifted(box) : box
  const zoom = zoomOf(seen, size)
  const first = cellOf({ latitude: seen.north, longitude: seen.west }, zoom)
  const last = cellOf({ latitude: seen.south, longitude: seen.east }, zoom)
  return range(first.row, last.row).flatMap((row) =>
    range(first.column, last.column).map((column) => {
      const { x, y } = pointOn(seen, size, cornerOf(column, row, zoom))
      const end = pointOn(seen, size, cornerOf(column + 1, row + 1, zoom))
      return { zoom, column, row, x, y, width: end.x - x, height: end.y - y }
    }),
  )
}

/** What is shifted by a few hundred meters is shifted alike all over a map of a few kilometers. */
function shifted({ west, south, east, north }: Box): Box {
  const middle = { longitude: (west + east) / 2, latitude: (south + north) / 2 }
  const there = gcjOf(middle)
  const [right, up] = [there.longitude - middle.longitude, there.latitude - middle.latitude]
  return { west: west + right, east: east + right, south: south + up, north: north + up }
}

function zoomOf({ west, east }: Box, { width }: MapSize): number {
  const tilesAcross = (width * dotsAUnit) / tilePixels
  return Math.min(zoomMax, Math.max(0, Math.floor(Math.log2((tilesAcross * 360) / (east - west)))))
}

function cellOf({ latitude, longitude }: Position, zoom: number) {
  const across = 2 ** zoom
  const onGlobe = (cell: number) => Math.min(across - 1, Math.max(0, Math.floor(cell)))
  const up = Math.asinh(Math.tan((latitude * Math.PI) / 180)) / Math.PI
  return { column: onGlobe(((longitude + 180) / 360) * across), row: onGlobe(((1 - up) / 2) * across) }
}

/** The north-western corner of a square. */
function cornerOf(column: number, row: number, zoom: number): Position {
  const across = 2 ** zoom
  const latitude = (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / across))) * 180) / Math.PI
  return { latitude, longitude: (column / across) * 360 - 180 }
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)
