/** A place on the earth in WGS-84 degrees. */
export type Position = { latitude: number; longitude: number }

const earthRadiusMeters = 6_371_000
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Great-circle distance (haversine). */
export function metersBetween(a: Position, b: Position): number {
  const [north, east] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)]
  const chord =
    Math.sin(north / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(east / 2) ** 2
  return 2 * earthRadiusMeters * Math.asin(Math.sqrt(chord))
}

/** Degrees that surely hold everything within so many meters: the box to look in before measuring. */
export function boxAround({ latitude, longitude }: Position, meters: number) {
  const north = (meters / earthRadiusMeters) * (180 / Math.PI)
  const east = north / Math.max(0.01, Math.cos(radians(latitude)))
  return { south: latitude - north, north: latitude + north, west: longitude - east, east: longitude + east }
}
