import type { ComplaintState } from '../../../db/schema/merchants.ts'
import type { Standing } from '../../kit/actor.ts'
import { lastDayOf } from '../../kit/clock.ts'
import type { Flow } from '../../kit/flow.ts'
import { Refusal } from '../../kit/refusal.ts'

/** A role over the merchant's area, or its owner. The complainant has no step but to file. */
export type ComplaintPart = Standing | 'merchant'

const reviewers = ['reviewer', 'admin'] as const

/** filed → answered → upheld or unfounded; what was upheld may be appealed against once. */
export const complaintFlow: Flow<ComplaintState, ComplaintPart> = {
  filed: {
    answer: { to: 'answered', by: ['merchant'] },
    uphold: { to: 'upheld', by: reviewers },
    reject: { to: 'unfounded', by: reviewers },
    merge: { to: 'merged', by: reviewers },
  },
  answered: {
    uphold: { to: 'upheld', by: reviewers },
    reject: { to: 'unfounded', by: reviewers },
    merge: { to: 'merged', by: reviewers },
  },
  upheld: { appeal: { to: 'appealed', by: ['merchant'] } },
  appealed: {
    confirm: { to: 'confirmed', by: reviewers },
    overturn: { to: 'overturned', by: reviewers },
  },
  unfounded: {},
  confirmed: {},
  overturned: {},
  merged: {},
}

export type Involvement = {
  personId: string | null
  inspectedBy: string | null
  decidedBy: string | null
}

/**
 * Whoever complained decides nothing, and an appeal is for somebody who did not decide before.
 *
 * @throws Refusal `complaint_own`, `merchant_same_person`
 */
export function assertUninvolved(step: string, actorId: string, { personId, inspectedBy, decidedBy }: Involvement) {
  if (actorId === personId) throw new Refusal('forbidden', 'complaint_own')
  const isAppeal = step === 'confirm' || step === 'overturn'
  const isOwnWork = isAppeal ? actorId === decidedBy || actorId === inspectedBy : actorId === inspectedBy
  if (isOwnWork) throw new Refusal('forbidden', 'merchant_same_person')
}

/** Until the merchant has answered, or its time to answer is over, nothing is decided against it. */
export function assertHeard({ state, answerDueAt }: { state: ComplaintState; answerDueAt: Date }, now: Date): void {
  if (state === 'filed' && answerDueAt > now)
    throw new Refusal('conflict', 'complaint_unheard', { until: lastDayOf(answerDueAt) })
}
