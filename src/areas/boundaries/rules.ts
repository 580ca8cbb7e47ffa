import { type Datum, ofGcj } from '../../kit/gcj.ts'
import { Refusal } from '../../kit/refusal.ts'
import { boxOfShape, type Corner, type Shape, squareMetersOf } from '../../kit/shapes.ts'

const featuresMax = 5000
const cornersMax = 5000

/** Why a feature is left out. Each has its sentence in the room's words. */
export type BoundaryFault =
  | 'row_area_unknown'
  | 'row_area_unclear'
  | 'row_area_twice'
  | 'row_shape_missing'
  | 'row_shape_not_polygon'
  | 'row_position_wrong'
  | 'row_position_swapped'
  | 'row_ring_short'
  | 'row_corners_many'
  | 'row_ring_crosses'

export type BoundaryRow = { line: number; label: string } & (
  | { fate: 'new' | 'changed' | 'same'; areaId: string; name: string; shape: Shape; squareMeters: number }
  | { fate: 'fault'; fault: BoundaryFault }
)

type KnownArea = { id: string; name: string; shape?: Shape | undefined }

/**
 * What each feature of a GeoJSON file would do, in the file's order. An area is found by its code (`code`, `id`,
 * `adcode`, `代码`), else by its name where only one area is called so. Nothing is written.
 *
 * @throws Refusal `geojson_unreadable`, `file_empty`, `file_too_long`
 */
export function readBoundaries(text: string, known: readonly KnownArea[], datum: Datum = 'wgs84'): BoundaryRow[] {
  const features = featuresIn(text)
  if (features.length === 0) throw new Refusal('invalid', 'file_empty', { field: 'file' })
  if (features.length > featuresMax) throw new Refusal('invalid', 'file_too_long', { field: 'file', max: featuresMax })
  const told = {
    ...{ byId: new Map(known.map((area) => [area.id, area])), byName: namesOf(known), seen: new Set<string>() },
    patience: { left: comparisonsMax },
  }
  return features.map((feature, at) => ({
    ...{ line: at + 1, label: labelOf(feature) },
    ...judge(feature, told, datum),
  }))
}

type Feature = { id?: unknown; properties?: Record<string, unknown> | null; geometry?: Geometry | null }
type Geometry = { type?: unknown; coordinates?: unknown }

function featuresIn(text: string): Feature[] {
  const file = parsed(text)
  if (isRecord(file) && file.type === 'Feature') return [file as Feature]
  if (!isRecord(file) || file.type !== 'FeatureCollection' || !Array.isArray(file.features))
    throw new Refusal('invalid', 'geojson_unreadable', { field: 'file' })
  return file.features.map((feature) => (isRecord(feature) ? (feature as Feature) : {}))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Names that several areas bear say nothing. */
function namesOf(known: readonly KnownArea[]): ReadonlyMap<string, KnownArea | 'several'> {
  const names = new Map<string, KnownArea | 'several'>()
  for (const area of known) names.set(area.name, names.has(area.name) ? 'several' : area)
  return names
}

const property = ({ properties }: Feature, names: readonly string[]) => {
  const value = names.map((name) => properties?.[name]).find((one) => one !== undefined && one !== null && one !== '')
  return typeof value === 'string' || typeof value === 'number' ? String(value).normalize('NFKC').trim() : ''
}
const nameOf = (feature: Feature) => property(feature, ['name', '名称', 'NAME'])
const codeOf = (feature: Feature) =>
  property(feature, ['code', 'id', 'adcode', '代码', 'areaId']) || (feature.id === undefined ? '' : String(feature.id))
const labelOf = (feature: Feature) => [codeOf(feature), nameOf(feature)].filter(Boolean).join(' ').slice(0, 80)

type Told = {
  byId: ReadonlyMap<string, KnownArea>
  byName: ReadonlyMap<string, KnownArea | 'several'>
  seen: Set<string>
  patience: Patience
}

function judge(feature: Feature, told: Told, datum: Datum) {
  const code = codeOf(feature)
  const padded = /^\d{1,12}$/.test(code) ? code.padEnd(12, '0') : code
  const area = told.byId.get(padded) ?? told.byName.get(nameOf(feature))
  if (!area) return fault('row_area_unknown')
  if (area === 'several') return fault('row_area_unclear')
  if (told.seen.has(area.id)) return fault('row_area_twice')
  told.seen.add(area.id)
  const shape = shapeOf(feature.geometry, datum, told.patience)
  if (typeof shape === 'string') return fault(shape)
  const place = { areaId: area.id, name: area.name, shape, squareMeters: Math.round(squareMetersOf(shape)) }
  if (!area.shape) return { fate: 'new' as const, ...place }
  return {
    fate: JSON.stringify(area.shape) === JSON.stringify(shape) ? ('same' as const) : ('changed' as const),
    ...place,
  }
}

const fault = (name: BoundaryFault) => ({ fate: 'fault' as const, fault: name })

function shapeOf(geometry: Geometry | null | undefined, datum: Datum, patience: Patience): Shape | BoundaryFault {
  if (!isRecord(geometry)) return 'row_shape_missing'
  const { type, coordinates } = geometry
  if (type !== 'Polygon' && type !== 'MultiPolygon') return 'row_shape_not_polygon'
  const polygons = type === 'Polygon' ? [coordinates] : coordinates
  if (!Array.isArray(polygons) || polygons.length === 0) return 'row_shape_missing'
  const shape: Shape = []
  let corners = 0
  for (const polygon of polygons) {
    if (!Array.isArray(polygon) || polygon.length === 0) return 'row_shape_missing'
    const rings: Corner[][] = []
    for (const given of polygon) {
      const ring = ringOf(given, datum)
      if (typeof ring === 'string') return ring
      corners += ring.length
      if (corners > cornersMax) return 'row_corners_many'
      if (crossesItself(ring, patience)) return 'row_ring_crosses'
      rings.push(ring)
    }
    shape.push(rings)
  }
  return isFlat(shape) ? 'row_ring_short' : shape
}

/** A ring of at least a triangle; one that was left open is closed. */
function ringOf(given: unknown, datum: Datum): Corner[] | BoundaryFault {
  if (!Array.isArray(given)) return 'row_shape_missing'
  const ring: Corner[] = []
  for (const one of given) {
    const [longitude, latitude] = Array.isArray(one) ? (one as unknown[]) : []
    if (!isDegrees(longitude, 180) || !isDegrees(latitude, 180)) return 'row_position_wrong'
    if (Math.abs(latitude) > 90) return Math.abs(longitude) <= 90 ? 'row_position_swapped' : 'row_position_wrong'
    const corner = cornerOf(longitude, latitude, datum)
    const last = ring.at(-1)
    if (!last || last[0] !== corner[0] || last[1] !== corner[1]) ring.push(corner)
    if (ring.length > cornersMax) return 'row_corners_many'
  }
  const [first, last] = [ring[0], ring.at(-1)]
  if (first && last && (first[0] !== last[0] || first[1] !== last[1])) ring.push(first)
  return ring.length < 4 ? 'row_ring_short' : ring
}

const isDegrees = (value: unknown, max: number): value is number =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= max

/** A millionth of a degree is a hand's breadth. */
function cornerOf(longitude: number, latitude: number, datum: Datum): Corner {
  const at = datum === 'gcj02' ? ofGcj({ latitude, longitude }) : { latitude, longitude }
  return [Number(at.longitude.toFixed(6)), Number(at.latitude.toFixed(6))]
}

function isFlat(shape: Shape): boolean {
  const { west, south, east, north } = boxOfShape(shape)
  return west >= east || south >= north || squareMetersOf(shape) < 1
}

/**
 * So many pairs of edges are compared in one file. Of a surveyed ring only few lie side by side, so that this is enough for
 * a whole city; what is drawn to take longer is believed.
 */
const comparisonsMax = 2_000_000
type Patience = { left: number }

/** Edges in the order in which they begin from the west: only those that reach over one another are compared. */
function crossesItself(ring: readonly Corner[], patience: Patience): boolean {
  const edges = ring.slice(1).map((to, at) => edgeOf(ring[at] as Corner, to, at))
  const last = edges.length - 1
  edges.sort((one, other) => one.west - other.west)
  for (const [at, one] of edges.entries())
    for (let next = at + 1; next <= last; next++) {
      const other = edges[next] as Edge
      if (other.west > one.east) break
      if (patience.left-- <= 0) return false
      const apart = Math.abs(one.at - other.at)
      if (apart > 1 && apart < last && doCross(one.ends, other.ends)) return true
    }
  return false
}

type Edge = { ends: [Corner, Corner]; at: number; west: number; east: number }
const edgeOf = (from: Corner, to: Corner, at: number): Edge => ({
  ...{ ends: [from, to], at, west: Math.min(from[0], to[0]), east: Math.max(from[0], to[0]) },
})

const doCross = ([a, b]: [Corner, Corner], [c, d]: [Corner, Corner]) =>
  side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0

const side = ([x1, y1]: Corner, [x2, y2]: Corner, [x, y]: Corner) =>
  Math.sign((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1))
