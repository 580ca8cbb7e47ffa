import type { MerchantState } from '../../db/schema/merchants.ts'
import type { Standing } from '../kit/actor.ts'
import { addDays } from '../kit/clock.ts'
import type { Flow } from '../kit/flow.ts'
import { Refusal } from '../kit/refusal.ts'

/** What somebody is to a merchant: a role that covers its area, its owner, the city's clockwork. */
export type MerchantPart = Standing

const reviewers = ['reviewer', 'admin'] as const
const staff = ['clerk', 'reviewer', 'admin'] as const

/**
 * applied → active, and each year again. A licence that runs out suspends, a review nobody passed lapses; both come back.
 * Refused, withdrawn and closed are the end: the code is free for a new application.
 */
export const merchantFlow: Flow<MerchantState, MerchantPart> = {
  applied: {
    approve: { to: 'active', by: reviewers },
    ask: { to: 'returned', by: staff, needs: ['why'] },
    refuse: { to: 'refused', by: reviewers, needs: ['why', 'reason'] },
    withdraw: { to: 'withdrawn', by: ['self'] },
  },
  returned: {
    resubmit: { to: 'applied', by: ['self'] },
    refuse: { to: 'refused', by: reviewers, needs: ['why', 'reason'] },
    withdraw: { to: 'withdrawn', by: ['self'] },
  },
  active: {
    suspend: { to: 'suspended', by: [...reviewers, 'system'], needs: ['why'] },
    lapse: { to: 'lapsed', by: ['system'] },
    renew: { to: 'active', by: reviewers },
    takeLicence: { to: 'active', by: reviewers },
    close: { to: 'closed', by: ['self', 'admin', 'system'], needs: ['why'] },
  },
  suspended: {
    restore: { to: 'active', by: reviewers, needs: ['why'] },
    takeLicence: { to: 'suspended', by: reviewers },
    close: { to: 'closed', by: ['self', 'admin', 'system'], needs: ['why'] },
  },
  lapsed: {
    renew: { to: 'active', by: reviewers },
    takeLicence: { to: 'lapsed', by: reviewers },
    close: { to: 'closed', by: ['self', 'admin', 'system'], needs: ['why'] },
  },
  refused: {},
  withdrawn: {},
  closed: {},
}

/** States in which a merchant holds its code. */
export const liveStates = ['applied', 'returned', 'active', 'suspended', 'lapsed'] as const satisfies MerchantState[]

type Standings = ReadonlySet<string>

/** Clerks, reviewers and administrators write down what they saw; an auditor only reads. @throws Refusal `not_allowed` */
export function assertActs(standing: Standings): void {
  if (!staff.some((role) => standing.has(role))) throw new Refusal('forbidden', 'not_allowed')
}

/** Reviewers and administrators decide. @throws Refusal `not_allowed` */
export function assertDecides(standing: Standings): void {
  if (!reviewers.some((role) => standing.has(role))) throw new Refusal('forbidden', 'not_allowed')
}

/** Whether a licence holds on a calendar day. */
export const licenceHolds = (licenceUntil: string | null, day: string) => licenceUntil === null || licenceUntil >= day

/** How many days before its end somebody is reminded of a licence, and of the yearly review. */
export const reminderDays = [30, 7] as const

/**
 * The reminder that is due now, if any: each once, and only the nearer one when both are due.
 *
 * @param last which one went out last
 */
export function reminderDue(until: string, last: number | null, today: string): number | undefined {
  const due = [...reminderDays].reverse().find((days) => addDays(until, -days) <= today)
  return due !== undefined && (last === null || last > due) ? due : undefined
}

/** A review may be passed so many days before it is due. */
export const reviewAheadDays = 60

/**
 * The day on which the next review is due: a year after this one was, or after today when that has passed.
 *
 * @throws Refusal `merchant_review_early`
 */
export function nextReview(dueOn: string, today: string): string {
  const opensOn = addDays(dueOn, -reviewAheadDays)
  if (today < opensOn) throw new Refusal('conflict', 'merchant_review_early', { opensOn })
  return yearLater(dueOn < today ? today : dueOn)
}

/** `2026-02-29` has no day of its own in the year after: the review is due on the 28th. */
export function yearLater(day: string): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year + 1, month, 0)).getUTCDate()
  return `${year + 1}-${String(month).padStart(2, '0')}-${String(Math.min(date, last)).padStart(2, '0')}`
}
