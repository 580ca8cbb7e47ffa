/** Two at one place are drawn as one with a number. */
export type Dot = { latitude: number; longitude: number; isOpen: boolean; id: string }
export type Cluster = { x: number; y: number; count: number; open: number; first: Dot; box: Box }
export type Box = { west: number; south: number; east: number; north: number }

/** The map's own units: an SVG of this size, whatever it shows. */
export const mapSize = { width: 360, height: 300 }
const cellSize = 40
/** About 200 m: nobody needs to look closer. */
const degreesMin = 0.002

/** What holds all dots, with a margin, in the shape of the map. */
export function boxOf(dots: readonly Pick<Dot, 'latitude' | 'longitude'>[], given?: Box): Box | undefined {
  if (given) return shaped(given)
  if (dots.length === 0) return undefined
  const [latitudes, longitudes] = [dots.map(({ latitude }) => latitude), dots.map(({ longitude }) => longitude)]
  return shaped({
    west: least(longitudes),
    east: -least(longitudes.map((value) => -value)),
    south: least(latitudes),
    north: -least(latitudes.map((value) => -value)),
  })
}

const least = (values: readonly number[]) => values.reduce((smallest, value) => Math.min(smallest, value))

/** Grown to the map's shape: a degree of longitude is shorter than one of latitude away from the equator. */
function shaped({ west, south, east, north }: Box): Box {
  const middle = { x: (west + east) / 2, y: (south + north) / 2 }
  const squeeze = Math.max(0.05, Math.cos((middle.y * Math.PI) / 180))
  const ratio = mapSize.width / mapSize.height
  const high = Math.max(degreesMin, (north - south) * 1.15, ((east - west) * 1.15 * squeeze) / ratio)
  const wide = (high * ratio) / squeeze
  return {
    west: middle.x - wide / 2,
    east: middle.x + wide / 2,
    south: middle.y - high / 2,
    north: middle.y + high / 2,
  }
}

/** Where a position lies on the map. */
export const pointOn = (
  { west, south, east, north }: Box,
  { latitude, longitude }: Pick<Dot, 'latitude' | 'longitude'>,
) => ({
  x: ((longitude - west) / (east - west)) * mapSize.width,
  y: ((north - latitude) / (north - south)) * mapSize.height,
})

/** Dots that would lie on one another, drawn together: by cells of the map, each at the middle of what is in it. */
export function clustersOf(box: Box, dots: readonly Dot[]): Cluster[] {
  const cells = new Map<string, { dots: Dot[]; x: number; y: number }>()
  for (const dot of dots) {
    const { x, y } = pointOn(box, dot)
    if (x < 0 || y < 0 || x > mapSize.width || y > mapSize.height) continue
    const key = `${Math.floor(x / cellSize)}.${Math.floor(y / cellSize)}`
    const cell = cells.get(key) ?? { dots: [], x: 0, y: 0 }
    cells.set(key, { dots: [...cell.dots, dot], x: cell.x + x, y: cell.y + y })
  }
  return [...cells.values()].map(({ dots: inside, x, y }) => ({
    ...{ x: x / inside.length, y: y / inside.length, count: inside.length, first: inside[0] as Dot },
    open: inside.filter(({ isOpen }) => isOpen).length,
    box: boxOf(inside) as Box,
  }))
}

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

export const boxText = ({ west, south, east, north }: Box) =>
  [west, south, east, north].map((value) => Number(value.toFixed(5))).join(',')

/** A length in meters that is round and fills about a third of the map, for its scale. */
export function scaleOf({ west, south, east, north }: Box): { meters: number; width: number } {
  const metersWide = (east - west) * 111_320 * Math.cos((((south + north) / 2) * Math.PI) / 180)
  const wanted = metersWide / 3
  const power = 10 ** Math.floor(Math.log10(wanted))
  const meters = [5, 2, 1].map((step) => step * power).find((step) => step <= wanted) ?? power
  return { meters, width: (meters / metersWide) * mapSize.width }
}
