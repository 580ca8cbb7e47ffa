import type { OrderState } from '../../../db/schema/stores.ts'
import { Refusal } from '../../kit/refusal.ts'
import { cityMinute } from '../rules.ts'

/** What a scan came to. `details` fill the sentence and are what a machine reads. */
export type Outcome = {
  outcome: string
  details: Record<string, unknown>
  orderId?: string | undefined
  personId?: string | undefined
}

/** Outcomes that are no refusal. */
export const goodOutcomes = ['shown', 'person_shown', 'handed_over'] as const
export const isGood = ({ outcome }: Pick<Outcome, 'outcome'>) => (goodOutcomes as readonly string[]).includes(outcome)

type Seen = {
  id: string
  personId: string
  storeId: string
  state: OrderState
  pickupUntil: Date
  closedAt: Date | null
}

/** Why this order is not handed over here and now; undefined when nothing stands against it. */
export function objection(
  order: Seen,
  { storeId, storeName, keeperId, now }: { storeId: string; storeName: string; keeperId: string; now: Date },
): Outcome | undefined {
  const no = (outcome: string, details: Record<string, unknown> = {}): Outcome => ({
    outcome,
    details,
    orderId: order.id,
  })
  if (order.storeId !== storeId) return no('order_elsewhere', { store: storeName })
  const ended = order.closedAt ?? order.pickupUntil
  const when = { at: ended.toISOString(), when: cityMinute(ended) }
  if (order.state === 'collected') return no('order_collected', when)
  if (order.state === 'canceled') return no('order_canceled', when)
  if (order.state === 'refunded') return no('order_refunded', when)
  if (order.state === 'expired' || order.pickupUntil <= now) return no('order_expired', when)
  if (order.personId === keeperId) return no('own_order')
  return undefined
}

/** What the rules of proofs need of the city's redemption terms. */
export type ProofTerms = { proofAbovePoints: number; wrongProofsMax: number; wrongProofsMinutes: number }

/**
 * What came of the second proof: nothing was given, or it was right, or not; with the refusal of the card's PIN when
 * that is what was tried.
 */
export type Proof = 'none' | 'right' | 'wrong' | Refusal

/** Why the second proof does not do; undefined when it does. */
export function proofObjection(
  { proofAbovePoints, wrongProofsMax, wrongProofsMinutes: minutes }: ProofTerms,
  order: { id: string; points: number },
  { proof, wrongBefore }: { proof: Proof; wrongBefore: number },
): Outcome | undefined {
  const no = (outcome: string, details: Record<string, unknown> = {}): Outcome => ({
    outcome,
    details,
    orderId: order.id,
  })
  if (wrongBefore >= wrongProofsMax) return no('proof_locked', { minutes })
  if (proof instanceof Refusal) return no(proof.code, proof.details)
  if (proof === 'none') return no('proof_needed', { points: proofAbovePoints })
  if (proof === 'wrong') return no('proof_wrong', { left: wrongProofsMax - wrongBefore - 1 })
  return undefined
}
