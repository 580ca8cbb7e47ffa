import { day, later, minute } from '../../kit/clock.ts'

/** Where and when a photo says it was taken: for its own sender to confirm, never kept with the photo. */
export type Suggestion = {
  /** WGS-84 degrees. */
  position?: { latitude: number; longitude: number }
  /** An instant, when the file names its time zone or the satellites' time. */
  takenAt?: Date
  /** Wall-clock time without a zone, `'2026-03-01T09:30:00'`: only a hint. */
  takenAtLocal?: string
}

/** The few tags that say it, as they stand in the file: anything at all may stand there. */
export type PlaceAndTimeTags = {
  latitude?: unknown
  longitude?: unknown
  DateTimeOriginal?: unknown
  OffsetTimeOriginal?: unknown
  GPSDateStamp?: unknown
  GPSTimeStamp?: unknown
}

/** @param now what claims to have been taken later than tomorrow says nothing */
export function suggestionFor(tags: PlaceAndTimeTags, now: Date): Suggestion {
  const position = positionIn(tags)
  const local = localTimeIn(tags.DateTimeOriginal, later(now, day))
  const takenAt = instantIn(local, tags)
  return {
    ...(position && { position }),
    ...(takenAt && { takenAt }),
    ...(local && !takenAt && { takenAtLocal: local }),
  }
}

/** Nothing for 0,0, which phones write that had no fix, and for what lies outside the globe. */
function positionIn({ latitude, longitude }: PlaceAndTimeTags): Suggestion['position'] {
  if (!isWithin(latitude, 90) || !isWithin(longitude, 180)) return undefined
  const isNowhere = Math.abs(latitude) < nowhereDegrees && Math.abs(longitude) < nowhereDegrees
  return isNowhere ? undefined : { latitude, longitude }
}

const nowhereDegrees = 0.01
const isWithin = (value: unknown, degreesMax: number): value is number =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= degreesMax

/** `2026:03:01 09:30:00`, some with dashes, fractions or a zone behind it. A clock that was never set shows 1970 or 2000. */
function localTimeIn(value: unknown, latest: Date): string | undefined {
  const read = typeof value === 'string' && /^(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d:\d\d:\d\d)/.exec(value.trim())
  if (!read) return undefined
  const [, year, month, day, time] = read
  const text = `${year}-${month}-${day}T${time}`
  const isPossible = Number(year) >= yearMin && isInCalendar(text) && new Date(`${text}Z`) <= latest
  return isPossible ? text : undefined
}

const yearMin = 2001

/** 30 February and half past 25 are read as other times: they do not come back the same. */
function isInCalendar(text: string): boolean {
  const at = new Date(`${text}Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

function instantIn(local: string | undefined, tags: PlaceAndTimeTags): Date | undefined {
  if (!local) return undefined
  const { OffsetTimeOriginal: offset } = tags
  const zone = typeof offset === 'string' && /^[+-](0\d|1[0-4]):[0-5]\d$/.exec(offset.trim())
  return zone ? new Date(`${local}${zone[0]}`) : satelliteTime(local, tags)
}

/** The satellites' time is UTC. It is that of the last fix: one that no time zone reconciles with the clock is stale. */
function satelliteTime(local: string, { GPSDateStamp, GPSTimeStamp }: PlaceAndTimeTags): Date | undefined {
  const date = typeof GPSDateStamp === 'string' && /^(\d{4}):(\d\d):(\d\d)$/.exec(GPSDateStamp.trim())
  if (!date || !Array.isArray(GPSTimeStamp)) return undefined
  const twoDigits = (part: unknown) => String(Math.floor(Number(part))).padStart(2, '0')
  const time = GPSTimeStamp.slice(0, 3).map(twoDigits).join(':')
  const text = `${date.slice(1).join('-')}T${time}`
  if (!isInCalendar(text)) return undefined
  const at = new Date(`${text}Z`)
  const offset = Date.parse(`${local}Z`) - at.getTime()
  const quarters = Math.round(offset / quarterHour)
  const isZone = Math.abs(quarters) <= quartersMax && Math.abs(offset - quarters * quarterHour) <= fixAge
  return isZone ? at : undefined
}

const quarterHour = 15 * minute
const quartersMax = 14 * 4
const fixAge = 3 * minute
