import type { claims } from '../../../db/schema/tasks.ts'
import { hour, later } from '../../kit/clock.ts'
import type { Flow } from '../../kit/flow.ts'
import { Refusal } from '../../kit/refusal.ts'
import { type ActivityStatus, type CheckIn, lastSignUp, signUpState } from '../activities/rules.ts'

export type ClaimStatus = (typeof claims.$inferSelect)['status']

/**
 * claimed | waitlisted → offered → claimed → checked_in → checked_out → submitted → approved → credited, with the ways
 * out: returned, rejected → appealed → upheld | overturned → credited, credited → revoked → appealed, and canceled,
 * late_canceled, no_show, excused.
 */
export const claimFlow: Flow<ClaimStatus> = {
  waitlisted: {
    offer: { to: 'offered', by: ['system'] },
    leave: { to: 'canceled', by: ['self'] },
    close: { to: 'canceled', by: ['system'] },
  },
  offered: {
    accept: { to: 'claimed', by: ['self'] },
    decline: { to: 'canceled', by: ['self'] },
    lapse: { to: 'canceled', by: ['system'] },
    close: { to: 'canceled', by: ['system'] },
  },
  claimed: {
    checkIn: { to: 'checked_in', by: ['self', 'clerk', 'admin'] },
    /** Point tasks without a check-in go straight to their evidence. */
    submit: { to: 'submitted', by: ['self'] },
    leave: { to: 'canceled', by: ['self'] },
    leaveLate: { to: 'late_canceled', by: ['self'] },
    excuse: { to: 'excused', by: ['clerk', 'admin'], needs: ['why'] },
    miss: { to: 'no_show', by: ['clerk', 'admin', 'system'] },
    close: { to: 'canceled', by: ['system'] },
  },
  checked_in: {
    checkOut: { to: 'checked_out', by: ['self', 'clerk', 'admin', 'system'] },
  },
  checked_out: {
    /** Gone for a while, and back. */
    checkIn: { to: 'checked_in', by: ['self', 'clerk', 'admin'] },
    submit: { to: 'submitted', by: ['self', 'system'] },
  },
  submitted: {
    approve: { to: 'approved', by: ['reviewer', 'admin'] },
    return: { to: 'returned', by: ['reviewer', 'admin'], needs: ['why'] },
    reject: { to: 'rejected', by: ['reviewer', 'admin'], needs: ['why'] },
  },
  returned: {
    submit: { to: 'submitted', by: ['self'] },
    reject: { to: 'rejected', by: ['reviewer', 'admin', 'system'], needs: ['why'] },
  },
  approved: { credit: { to: 'credited', by: ['system', 'reviewer', 'admin'] } },
  rejected: { appeal: { to: 'appealed', by: ['self'], needs: ['why'] } },
  appealed: {
    uphold: { to: 'upheld', by: ['reviewer', 'admin'], needs: ['why'] },
    overturn: { to: 'overturned', by: ['reviewer', 'admin'], needs: ['why'] },
  },
  /** Also what was approved for less, and stays so. */
  upheld: { revoke: { to: 'revoked', by: ['reviewer', 'admin'], needs: ['why'] } },
  overturned: { credit: { to: 'credited', by: ['system', 'reviewer', 'admin'] } },
  credited: {
    /** Approved, but for less than they did. */
    appeal: { to: 'appealed', by: ['self'], needs: ['why'] },
    /** It turned out not to be so. */
    revoke: { to: 'revoked', by: ['reviewer', 'admin'], needs: ['why'] },
  },
  revoked: { appeal: { to: 'appealed', by: ['self'], needs: ['why'] } },
  canceled: {},
  late_canceled: { excuse: { to: 'excused', by: ['clerk', 'admin'], needs: ['why'] } },
  no_show: { excuse: { to: 'excused', by: ['clerk', 'admin'], needs: ['why'] } },
  excused: {},
}

/** Somebody is, or may be, at the activity: such claims of one person may not overlap in time. */
export const occupying = ['claimed', 'offered', 'checked_in', 'checked_out'] as const satisfies readonly ClaimStatus[]

/** Still to come: what an activity that is called off closes. */
export const toCome = ['claimed', 'offered', 'waitlisted'] as const satisfies readonly ClaimStatus[]

/** Over without having been there. */
export const gone = ['canceled', 'late_canceled', 'no_show', 'excused'] as const satisfies readonly ClaimStatus[]

/** Nothing more happens. */
export const final = ['credited', 'upheld', ...gone] as const satisfies readonly ClaimStatus[]

/** Final too, once nobody has appealed in time. */
export const refused = ['rejected', 'revoked'] as const satisfies readonly ClaimStatus[]

/** What the rules of places need of the city's task terms, which are dated and in the database. */
export type PlaceTerms = { offerHours: number; lastOfferHours: number; lateHours: number }

/** What the rules of places look at. */
export type Timed = { checkIn: CheckIn; startsAt: Date; endsAt: Date; rescheduledAt?: Date | null }

/** When a claimant is needed: at the start, or, where one need not be there, at the end. */
const neededAt = lastSignUp

/** Until when a freed place is kept for the next in line: some hours, and never later than shortly before the start. */
export function offerUntil({ offerHours, lastOfferHours }: PlaceTerms, activity: Timed, now: Date): Date | undefined {
  const last = later(neededAt(activity), -lastOfferHours * hour)
  if (last <= now) return undefined
  const until = later(now, offerHours * hour)
  return until < last ? until : last
}

/**
 * The step by which somebody gives their place back: `leaveLate` within so many hours of the start, unless the time or place
 * was changed after they claimed and they go within a day of that. Tasks to be done at any time have no late.
 */
export function leavingStep(
  { lateHours }: PlaceTerms,
  activity: Timed,
  claim: { createdAt: Date },
  now: Date,
): 'leave' | 'leaveLate' {
  if (activity.checkIn === 'none' || later(now, lateHours * hour) < activity.startsAt) return 'leave'
  const moved = activity.rescheduledAt
  return moved && moved > claim.createdAt && now < later(moved, lateHours * hour) ? 'leave' : 'leaveLate'
}

/** Who claims, as the rules see them. */
export type Claimant = { id: string; verifiedAt: Date | null; areaPath: string; ageConfirmed: boolean }

type Claimable = Timed & {
  status: ActivityStatus
  signUpUntil: Date
  publisherId: string
  localsOnly: boolean
  areaPath: string
  minAge: number
}

/**
 * Whether this person may take part in this activity at all. Places and overlaps are decided in the transaction.
 *
 * @throws Refusal `sign_up_closed`, `activity_missing` (a draft), `own_activity`, `identity_not_verified`, `locals_only`,
 *   `age_not_confirmed`
 */
export function assertEligible(claimant: Claimant, activity: Claimable, now: Date): void {
  const state = signUpState(activity, now)
  if (state === 'not_published') throw new Refusal('missing', 'activity_missing')
  if (state !== 'open') throw new Refusal('conflict', 'sign_up_closed')
  if (claimant.id === activity.publisherId) throw new Refusal('forbidden', 'own_activity')
  if (!claimant.verifiedAt) throw new Refusal('forbidden', 'identity_not_verified')
  if (activity.localsOnly && !claimant.areaPath.startsWith(activity.areaPath))
    throw new Refusal('forbidden', 'locals_only')
  if (activity.minAge > 0 && !claimant.ageConfirmed)
    throw new Refusal('invalid', 'age_not_confirmed', { age: activity.minAge, field: 'ageConfirmed' })
}
