import { holds } from '../kit/actor.ts'
import type { WaitingRoom } from '../web/waiting.ts'
import { countReviews, countSpotChecks } from './reviews/queries.ts'

/** Evidence to decide on, and approvals that were drawn for a second look. */
export const tasksWaiting: WaitingRoom = async ({ db, actor }) => {
  if (!holds(actor, ['reviewer', 'admin'])) return []
  const [submitted, looks] = await Promise.all([countReviews(db, actor), countSpotChecks(db, actor)])
  return [
    { href: '/desk/reviews', value: submitted, label: { zh: '份材料等待审核', en: 'to review' } },
    { href: '/desk/reviews', value: looks, label: { zh: '份抽中复核', en: 'drawn for a second look' } },
  ]
}
