import { day } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'

/** What an activity asks its people to hand in. */
export type Asked = { evidencePhotosMin: number; evidenceText: boolean; evidenceUnit: string }
export type HandedIn = { text: string; count: number | undefined; photoCount: number }

export const evidencePhotosMax = 9

/** @throws Refusal `evidence_photos_missing` {min}, `evidence_text_missing`, `evidence_count_missing` {unit}, each at its field */
export function assertEvidence(asked: Asked, given: HandedIn): void {
  if (given.photoCount < asked.evidencePhotosMin)
    throw new Refusal('invalid', 'evidence_photos_missing', { min: asked.evidencePhotosMin, field: 'photos' })
  if (asked.evidenceText && given.text === '') throw new Refusal('invalid', 'evidence_text_missing', { field: 'text' })
  if (asked.evidenceUnit !== '' && given.count === undefined)
    throw new Refusal('invalid', 'evidence_count_missing', { unit: asked.evidenceUnit, field: 'count' })
}

/** The three who must be different people: who publishes, who claims, who decides. */
export type Parties = { reviewerId: string; publisherId: string; claimantId: string }

/** @throws Refusal `review_own_work`, `review_own_activity` */
export function assertApart({ reviewerId, publisherId, claimantId }: Parties): void {
  if (reviewerId === claimantId) throw new Refusal('forbidden', 'review_own_work')
  if (reviewerId === publisherId) throw new Refusal('forbidden', 'review_own_activity')
}

/** What a reviewer should look at twice. None of them decides anything by itself. */
export const flags = [
  'no_check_out',
  'shared_device',
  'place_unknown',
  'place_far',
  'one_sided',
  'over_8_hours',
  'over_12_hours',
  'overlap',
  'like_photo',
] as const
export type Flag = (typeof flags)[number]

/** From how many minutes a day is looked at, and from how many one level up; in the city's task terms. */
type DayTerms = { longDayMinutes: number; longestDayMinutes: number }

type Facts = {
  grade: 'A' | 'B'
  closedAt: Date | null
  sharedDevice: boolean
  /** Where somebody stood at every coming and going. */
  bands: readonly (string | null)[]
  /** The most minutes on one city day, other services of that day included. */
  minutesOnDay: number
  /** Some of the time is counted by another record already. */
  overlaps: boolean
}

/** The flags of a time at an activity. */
export function presenceFlags({ longDayMinutes, longestDayMinutes }: DayTerms, facts: Facts): Flag[] {
  const all: readonly (readonly [Flag, boolean])[] = [
    ['no_check_out', facts.closedAt !== null],
    ['shared_device', facts.sharedDevice],
    ['place_unknown', facts.bands.includes('unknown')],
    ['place_far', facts.bands.includes('far')],
    ['one_sided', facts.grade === 'B'],
    ['over_8_hours', facts.minutesOnDay > longDayMinutes && facts.minutesOnDay <= longestDayMinutes],
    ['over_12_hours', facts.minutesOnDay > longestDayMinutes],
    ['overlap', facts.overlaps],
  ]
  return all.flatMap(([flag, isSo]) => (isSo ? [flag] : []))
}

/** Only claims without any flag may be approved in a row, without being opened. */
export const isPlain = (found: readonly Flag[]) => found.every((flag) => flag === 'one_sided')

/**
 * More than twelve hours on one day is decided one level up: by somebody whose standing comes from above the
 * activity's own area. Above the city there is nobody: there its own reviewers decide.
 *
 * @throws Refusal `review_one_level_up`
 */
export function assertLevel(found: readonly Flag[], areaPath: string, grantPaths: readonly string[]): void {
  if (!found.includes('over_12_hours')) return
  const isCity = areaPath.indexOf('/') === areaPath.length - 1
  const isAbove = grantPaths.some((path) => areaPath.startsWith(path) && (isCity || path.length < areaPath.length))
  if (!isAbove) throw new Refusal('forbidden', 'review_one_level_up')
}

/** Whether a claimant may object, once: to a rejection, an approval of less than they did, or one that was taken back. */
export function mayAppeal(
  { status }: { status: string },
  last: { loweredFrom: number | null } | undefined,
  { until, now }: { until: Date; now: Date },
): boolean {
  const isCut = status === 'credited' && last !== undefined && last.loweredFrom !== null
  return (status === 'rejected' || status === 'revoked' || isCut) && now <= until
}

/** @throws Refusal `claim_appeal_too_late` {days} */
export function assertAppealTime(rejectedAt: Date, days: number, now: Date): void {
  if (now.getTime() > rejectedAt.getTime() + days * day)
    throw new Refusal('conflict', 'claim_appeal_too_late', { days })
}

/** An approval of less than the evidence bears, in minutes of volunteering or points of a task. */
export type Lowered = { from: number; to: number }

type Allowing = { allowed: number; evidence: number; isVolunteering: boolean; reason: string }

/**
 * What a reviewer allows of the evidence: less, with a reason, and never more.
 *
 * @returns undefined when it is all of it
 * @throws Refusal `review_above_time` or `review_above_price` {most}, `review_quarters`, `review_reason_needed`
 */
export function loweredTo({ allowed, evidence, isVolunteering, reason }: Allowing): Lowered | undefined {
  const field = isVolunteering ? 'minutes' : 'points'
  if (allowed > evidence) {
    const most = isVolunteering ? evidence / 60 : evidence
    throw new Refusal('invalid', isVolunteering ? 'review_above_time' : 'review_above_price', { field, most })
  }
  if (isVolunteering && allowed % 15 !== 0) throw new Refusal('invalid', 'review_quarters', { field })
  if (allowed === evidence) return undefined
  if (reason === '') throw new Refusal('invalid', 'review_reason_needed', { field: 'reason' })
  return { from: evidence, to: allowed }
}

const checkedPerHundred = 5

/**
 * Whether a claim is looked at a second time: about five in a hundred, always the same ones, and nobody can tell
 * which without the city's key.
 *
 * @param signature of the claim's id, with at least 8 characters
 */
export function isSpotChecked(signature: string): boolean {
  return Buffer.from(signature, 'base64url').readUInt32BE(0) % 100 < checkedPerHundred
}
