import { addDays, cityDay, minute } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'

/** So long somebody may take to read the amount and confirm. */
export const confirmMilliseconds = 5 * minute

/** The points of a payment are held, captured and given back in the ledger under this name. */
export const holdIdOf = (paymentId: string) => `merchant-${paymentId}`

/** `2026-12` is followed by `2027-01`. */
export const nextMonth = (month: string) => addDays(`${month}-01`, 31).slice(0, 7)

/** @throws Refusal `payment_refund_late`: what was paid yesterday is settled */
export function assertSameDay(paidAt: Date | null, now: Date): void {
  if (!paidAt || cityDay(paidAt) !== cityDay(now)) throw new Refusal('conflict', 'payment_refund_late')
}

type Numbers = { acceptsPoints: number; paymentPoints: number }

/**
 * Whether the city allows it at all, and so much at once.
 *
 * @throws Refusal `merchant_points_off`, `payment_size`
 */
export function assertAccepted({ acceptsPoints, paymentPoints }: Numbers, points: number): void {
  if (acceptsPoints !== 1) throw new Refusal('conflict', 'merchant_points_off')
  if (points > paymentPoints) throw new Refusal('conflict', 'payment_size', { max: paymentPoints, field: 'points' })
}
