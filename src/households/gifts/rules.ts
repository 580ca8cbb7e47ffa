import type { GiftState } from '../../../db/schema/households.ts'
import type { Flow } from '../../kit/flow.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Part } from '../rules.ts'

/**
 * Offered to a household and answered by its head; staff answer with a reason for a head without a phone. The points
 * are held from the offer on. Once accepted, a gift is nobody's to take back.
 */
export const giftFlow = {
  offered: {
    accept: { to: 'accepted', by: ['head', 'clerk', 'admin'] },
    decline: { to: 'declined', by: ['head', 'clerk', 'admin', 'system'] },
    withdraw: { to: 'withdrawn', by: ['giver', 'system'] },
    lapse: { to: 'lapsed', by: ['system'] },
  },
  accepted: {},
  declined: {},
  withdrawn: {},
  lapsed: {},
} as const satisfies Flow<GiftState, Part>

/** @throws Refusal `gift_limit_giver`, details `{ limit, left }` */
export function assertMayGive(points: number, { limit, given }: { limit: number; given: number }): void {
  const left = Math.max(limit - given, 0)
  if (points > left) throw new Refusal('conflict', 'gift_limit_giver', { limit, left, field: 'points' })
}

/** @throws Refusal `gift_limit_household`, details `{ limit, left }` */
export function assertMayReceive(points: number, { limit, received }: { limit: number; received: number }): void {
  const left = Math.max(limit - received, 0)
  if (points > left) throw new Refusal('conflict', 'gift_limit_household', { limit, left, field: 'points' })
}
