import type { DistanceBand, PresenceWay } from '../../../db/schema/presence.ts'
import { hour, later, minute, second } from '../../kit/clock.ts'
import { metersBetween, type Position } from '../../kit/places.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'

/** The organiser's code changes with every window. The one before and the one after are good too: clocks differ. */
export const codeWindowSeconds = 30
const windowsAround = 1

/** Doors open this long before the start; who leaves late may still check out this long after the end. */
const earlyMilliseconds = 30 * minute
const lateMilliseconds = hour

/** The same person scanned again this soon is the same scan again, not a check-out. */
const sameScanMilliseconds = 5 * minute

export const windowAt = (now: Date) => Math.floor(now.getTime() / (codeWindowSeconds * second))

export const secondsLeft = (now: Date) =>
  codeWindowSeconds - Math.floor((now.getTime() % (codeWindowSeconds * second)) / second)

const signedText = (activityId: string, window: number) => `${activityId}.${window}`

type Coded = { id: string; number: string }

/** The code on the organiser's screen: `RYA.T-2026-000123.57012345.<signature>`. */
export function checkInCode(secrets: Secrets, { id, number }: Coded, now: Date): string {
  const window = windowAt(now)
  return `RYA.${number}.${window}.${secrets.sign('check-in', signedText(id, window))}`
}

/** The same in six digits, for phones that cannot scan. Only good together with one's own claim. */
export const checkInDigits = (secrets: Secrets, { id }: Pick<Coded, 'id'>, now: Date) =>
  digitsOf(secrets, id, windowAt(now))

export type ReadCode = { number: string; window: number; signature: string }

/**
 * Reads a code as it was scanned: bare, or at the end of the address it is shown as.
 *
 * @throws Refusal `check_in_code_unreadable`
 */
export function readCheckInCode(text: string): ReadCode {
  const [, number, window, signature] = /RYA\.([A-Z0-9-]{3,40})\.(\d{1,12})\.([\w-]{10,64})\s*$/.exec(text) ?? []
  if (!number || !window || !signature) throw new Refusal('invalid', 'check_in_code_unreadable', { field: 'code' })
  return { number, window: Number(window), signature }
}

/** @throws Refusal `check_in_code_unreadable` when it is not ours, `check_in_code_expired` outside its window ±1 */
export function assertCheckInCode(secrets: Secrets, activity: Coded, code: ReadCode, now: Date): void {
  if (!secrets.verify('check-in', signedText(activity.id, code.window), code.signature))
    throw new Refusal('invalid', 'check_in_code_unreadable', { field: 'code' })
  if (Math.abs(windowAt(now) - code.window) > windowsAround)
    throw new Refusal('conflict', 'check_in_code_expired', { field: 'code' })
}

/** Whether these digits are, or just were, on the organiser's screen. */
export function areCheckInDigits(secrets: Secrets, activityId: string, digits: string, now: Date): boolean {
  const window = windowAt(now)
  return [window - 1, window, window + 1].some((near) => digitsOf(secrets, activityId, near) === digits)
}

function digitsOf(secrets: Secrets, activityId: string, window: number): string {
  const signature = Buffer.from(secrets.sign('check-in-digits', signedText(activityId, window)), 'base64url')
  return String(signature.readUIntBE(0, 6) % 1_000_000).padStart(6, '0')
}

/**
 * Whatever was scanned or typed, held against the activity it should be for.
 *
 * @throws Refusal `check_in_digits_wrong`, `check_in_code_unreadable`, `check_in_other_activity`, `check_in_code_expired`
 */
export function assertCodeFor(secrets: Secrets, activity: Coded, text: string, now: Date): void {
  if (/^\d{6}$/.test(text.trim())) {
    if (areCheckInDigits(secrets, activity.id, text.trim(), now)) return
    throw new Refusal('conflict', 'check_in_digits_wrong', { field: 'code' })
  }
  const code = readCheckInCode(text)
  if (code.number !== activity.number) throw new Refusal('conflict', 'check_in_other_activity', { field: 'code' })
  assertCheckInCode(secrets, activity, code, now)
}

/** Somebody who has scanned a good code may take this long to read the page and press the button. */
const ticketWindows = 10

/** Says that this person had a good code in front of them in this window. */
export const checkInTicket = (secrets: Secrets, activityId: string, personId: string, window: number) =>
  `${window}.${secrets.sign('check-in-ticket', `${activityId}.${personId}.${window}`)}`

export function isCheckInTicket(secrets: Secrets, activityId: string, personId: string, ticket: string, now: Date) {
  const [window = '', signature = ''] = ticket.split('.')
  const isOurs = secrets.verify('check-in-ticket', `${activityId}.${personId}.${window}`, signature)
  return isOurs && windowAt(now) - Number(window) <= ticketWindows
}

export type Span = { startsAt: Date; endsAt: Date }

/** @throws Refusal `check_in_too_early` {opensAt}, `check_in_too_late` */
export function assertCheckInTime({ startsAt, endsAt }: Span, now: Date): void {
  const opensAt = later(startsAt, -earlyMilliseconds)
  if (now < opensAt) throw new Refusal('conflict', 'check_in_too_early', { opensAt: opensAt.toISOString() })
  if (now > endsAt) throw new Refusal('conflict', 'check_in_too_late')
}

/** After this a claim that was not checked out is closed by the clock. */
export const checkOutClosesAt = ({ endsAt }: Pick<Span, 'endsAt'>) => later(endsAt, lateMilliseconds)

/** @throws Refusal `check_out_too_late` */
export function assertCheckOutTime(span: Span, now: Date): void {
  if (now > checkOutClosesAt(span)) throw new Refusal('conflict', 'check_out_too_late')
}

/**
 * Where somebody stood, as much as is ever kept of it. `near` is within twice the radius: phones are wrong by a street.
 *
 * @example bandOf({ latitude, longitude, radiusMeters: 200 }, position) // 'inside'
 */
export function bandOf(
  place: { latitude: number | null; longitude: number | null; radiusMeters: number | null },
  position: Position | undefined,
): DistanceBand {
  const { latitude, longitude, radiusMeters } = place
  if (latitude === null || longitude === null || radiusMeters === null) return 'not_asked'
  if (!position) return 'unknown'
  const meters = metersBetween({ latitude, longitude }, position)
  if (meters <= radiusMeters) return 'inside'
  return meters <= 2 * radiusMeters ? 'near' : 'far'
}

export type Seen = {
  inAt: Date
  inWay: PresenceWay
  outAt: Date | null
  outWay: PresenceWay | null
}

/**
 * 甲 when both sides took part in all coming and going; 乙 when one end of one stay rests on the person's own word. The
 * weakest stay decides: a record has one grade.
 */
export const gradeOf = (stays: readonly Pick<Seen, 'inWay' | 'outWay'>[]): 'A' | 'B' =>
  stays.every(({ inWay, outWay }) => isTwoSided(inWay) && isTwoSided(outWay)) ? 'A' : 'B'

const isTwoSided = (way: PresenceWay | null) => way === 'screen' || way === 'roll'

/**
 * Whether a scan now means coming (back), going, or is the same scan once more.
 *
 * @param seen the last stay
 */
export function directionOf(
  seen: Seen | undefined,
  { endsAt }: Pick<Span, 'endsAt'>,
  now: Date,
): 'in' | 'out' | 'again' {
  if (!seen) return 'in'
  if (now.getTime() - (seen.outAt ?? seen.inAt).getTime() < sameScanMilliseconds) return 'again'
  if (!seen.outAt) return 'out'
  return now < endsAt ? 'in' : 'again'
}

/** What somebody at the activity does next: come, go, come back before the end. */
export function nextStep({ status }: { status: string }, { endsAt }: Pick<Span, 'endsAt'>, now: Date) {
  if (status === 'claimed') return 'in'
  if (status === 'checked_in') return 'out'
  return status === 'checked_out' && now < endsAt ? 'in' : undefined
}

/** So many stays are a morning with breaks; more are somebody playing with the code. */
export const staysMax = 6

/** How an activity lets people show that they are there; see `activities.checkIn`. */
export type CheckInKind = 'rotating' | 'staff' | 'either' | 'none'

/**
 * Whether this way of checking in or out is open at the activity. One's own word counts only from inside the radius.
 *
 * @throws Refusal `check_in_not_needed`, `check_in_by_staff_only`, `check_in_by_code_only`, `check_in_far`
 */
export function assertWay(checkIn: CheckInKind, way: PresenceWay, band: DistanceBand): void {
  if (checkIn === 'none') throw new Refusal('conflict', 'check_in_not_needed')
  if (way === 'roll') return
  if (checkIn === 'staff') throw new Refusal('forbidden', 'check_in_by_staff_only')
  if (way === 'screen' || band === 'inside') return
  if (band === 'not_asked') throw new Refusal('conflict', 'check_in_by_code_only')
  throw new Refusal('conflict', 'check_in_far', { band })
}

type Evidence = { evidencePhotosMin: number; evidenceText: boolean; evidenceUnit: string }

/** Whether the person has to hand something in; otherwise being there is the evidence. */
export const needsSubmission = ({ evidencePhotosMin, evidenceText, evidenceUnit }: Evidence): boolean =>
  evidencePhotosMin > 0 || evidenceText || evidenceUnit !== ''
