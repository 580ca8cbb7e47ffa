import type { Position } from './places.ts'

export const datums = ['wgs84', 'gcj02'] as const
/** Which degrees something is written in: those of satellites, or the shifted ones of maps published in China. */
export type Datum = (typeof datums)[number]

/**
 * The shifted degrees (GCJ-02) that maps published in China are drawn in: up to 700 m from WGS-84, by a rule that
 * everybody knows. Outside China nothing is shifted.
 */
export function gcjOf({ latitude, longitude }: Position): Position {
  if (!isInChina(latitude, longitude)) return { latitude, longitude }
  const [x, y] = [longitude - 105, latitude - 35]
  const angle = (latitude * Math.PI) / 180
  const magic = 1 - eccentricity * Math.sin(angle) ** 2
  const root = Math.sqrt(magic)
  const north = (shiftNorth(x, y) * 180) / (((radius * (1 - eccentricity)) / (magic * root)) * Math.PI)
  const east = (shiftEast(x, y) * 180) / ((radius / root) * Math.cos(angle) * Math.PI)
  return { latitude: latitude + north, longitude: longitude + east }
}

/** The way back, found by trying: it ends within a millimeter. */
export function ofGcj(given: Position): Position {
  let guess = given
  for (let round = 0; round < 5; round++) {
    const there = gcjOf(guess)
    guess = {
      latitude: guess.latitude + given.latitude - there.latitude,
      longitude: guess.longitude + given.longitude - there.longitude,
    }
  }
  return guess
}

/** Krasovsky's ellipsoid. */
const radius = 6_378_245
const eccentricity = 0.006693421622965943

const isInChina = (latitude: number, longitude: number) =>
  longitude > 72.004 && longitude < 137.8347 && latitude > 0.8293 && latitude < 55.8271

const wave = (value: number, ...terms: [height: number, per: number][]) =>
  terms.reduce((sum, [height, per]) => sum + height * Math.sin((value * Math.PI) / per), 0) * (2 / 3)

const shiftNorth = (x: number, y: number) =>
  -100 +
  2 * x +
  3 * y +
  0.2 * y * y +
  0.1 * x * y +
  0.2 * Math.sqrt(Math.abs(x)) +
  wave(x, [20, 1 / 6], [20, 1 / 2]) +
  wave(y, [20, 1], [40, 3], [160, 12], [320, 30])

const shiftEast = (x: number, y: number) =>
  300 +
  x +
  2 * y +
  0.1 * x * x +
  0.1 * x * y +
  0.1 * Math.sqrt(Math.abs(x)) +
  wave(x, [20, 1 / 6], [20, 1 / 2], [20, 1], [40, 3], [150, 12], [300, 30])
