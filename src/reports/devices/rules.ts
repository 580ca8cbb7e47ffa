import { day, minute } from '../../kit/clock.ts'
import { metersBetween, type Position } from '../../kit/places.ts'

/** A device's clock may be off by so much; what was signed before that is too old to be heard. */
export const clockMilliseconds = 5 * minute
/** What a device noticed longer ago is no news. */
export const noticedMilliseconds = day
/** A camera sees no further. */
export const metersMax = 500
export const stillBytesMax = 5 * 1024 * 1024

type Signed = { deviceId: string; timestamp: string; nonce: string; bodyHash: string }

/**
 * What a device signs with HMAC-SHA256: these lines, joined by line feeds.
 *
 * @param timestamp Unix seconds as text
 * @param bodyHash SHA-256 of the body's bytes, in lower-case hex
 */
export const textToSign = ({ deviceId, timestamp, nonce, bodyHash }: Signed) =>
  ['rongyu-device-v1', deviceId, timestamp, nonce, bodyHash].join('\n')

export function isFresh(timestamp: string, now: Date): boolean {
  if (!/^\d{10}$/.test(timestamp)) return false
  return Math.abs(Number(timestamp) * 1000 - now.getTime()) <= clockMilliseconds
}

export const isNonce = (text: string) => /^[\w-]{16,100}$/.test(text)

export const isNews = (noticedAt: Date, now: Date) =>
  noticedAt.getTime() <= now.getTime() + clockMilliseconds && noticedAt.getTime() >= now.getTime() - noticedMilliseconds

type Spot = { latitude: number | null; longitude: number | null }

/** Whether a device may speak of that place. One without a place of its own, a patrol's, speaks of any in its area. */
export const isInSight = ({ latitude, longitude }: Spot, place: Position) =>
  latitude === null || longitude === null || metersBetween({ latitude, longitude }, place) <= metersMax
