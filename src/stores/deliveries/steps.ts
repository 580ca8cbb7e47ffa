import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { type DeliveryState, deliveries, deliveryEvents } from '../../../db/schema/deliveries.ts'
import { system } from '../../kit/actor.ts'
import { found } from '../../kit/refusal.ts'
import type { Delivery } from './queries.ts'
import { isOnItsWay } from './rules.ts'

/** The delivery as it is now, held until the commit. Where the order is held too, that comes first. */
export async function lockedDelivery(tx: Tx, orderId: string): Promise<Delivery> {
  const [delivery] = await tx
    .update(deliveries)
    .set({ acts: sql`${deliveries.acts} + 1` })
    .where(eq(deliveries.orderId, orderId))
    .returning()
  return found(delivery, 'delivery_missing')
}

type Step = {
  step: string
  to: DeliveryState
  actorId: string
  reason?: string
  set?: Partial<Delivery>
  now: Date
}

/** Takes a locked delivery into its next state. Address and door code do not outlive the way. */
export async function moveDelivery(tx: Tx, delivery: Delivery, move: Step): Promise<Delivery> {
  const { step, to, actorId, reason = null, set, now } = move
  const gone = isOnItsWay(to) ? {} : { addressSealed: null, doorCodeSealed: null, takenUntil: null }
  const [moved] = await tx
    .update(deliveries)
    .set({ ...set, ...gone, state: to })
    .where(eq(deliveries.orderId, delivery.orderId))
    .returning()
  const about = { orderId: delivery.orderId, act: delivery.acts, step, from: delivery.state, to, actorId, reason }
  await tx.insert(deliveryEvents).values({ ...about, at: now })
  return moved as Delivery
}

/** Nobody has to find the door any more: the order was collected, given up or has lapsed. */
export async function endDelivery(tx: Tx, orderId: string, now: Date): Promise<boolean> {
  const [open] = await tx
    .update(deliveries)
    .set({ acts: sql`${deliveries.acts} + 1` })
    .where(and(eq(deliveries.orderId, orderId), inArray(deliveries.state, ['asked', 'taken'])))
    .returning()
  if (!open) return false
  await moveDelivery(tx, open, { step: 'end', to: 'ended', actorId: system.id, now })
  return true
}
