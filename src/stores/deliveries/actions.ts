import { eq } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { deliveries } from '../../../db/schema/deliveries.ts'
import { orders } from '../../../db/schema/stores.ts'
import { type Actor, standingOf, system } from '../../kit/actor.ts'
import { follow } from '../../kit/flow.ts'
import { found, Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { notify } from '../../notices/actions.ts'
import { recordLook } from '../../people/privacy/actions.ts'
import { personById } from '../../people/queries.ts'
import { storeById } from '../../stock/queries.ts'
import { collect } from '../counter/collect.ts'
import { orderById } from '../orders/queries.ts'
import { lockedOrder } from '../orders/steps.ts'
import { type Address, keepLonger } from './asking.ts'
import { deliveryFailed, deliveryTaken } from './messages.ts'
import { type Delivery, deliveryIfAny, storesCarriedFor } from './queries.ts'
import { type DeliveryStanding, deliveryFlow, isDoorCode, takenUntil, wrongCodesMax } from './rules.ts'
import { lockedDelivery, moveDelivery } from './steps.ts'

type Act = { orderId: string; actor: Actor; now: Date }

/**
 * What the actor is to a delivery. For whoever carries nothing for its store it does not exist.
 *
 * @throws Refusal `delivery_missing`
 */
async function standingTo(tx: Tx, delivery: Delivery, actor: Actor, now: Date): Promise<Set<DeliveryStanding>> {
  const standing = new Set<DeliveryStanding>(standingOf(actor, {}))
  if ((await storesCarriedFor(tx, actor, now)).includes(delivery.storeId)) standing.add('deliverer')
  if (delivery.carrierId === actor.id && delivery.state === 'taken') standing.add('carrier')
  if (!standing.has('deliverer') && !standing.has('carrier')) throw new Refusal('missing', 'delivery_missing')
  return standing
}

/**
 * Of several who want to carry it, one does. The order does not lapse while they have it.
 *
 * @throws Refusal `delivery_missing`, `step_unknown`, `own_order`, `order_lapsed`
 */
export async function takeDelivery(tx: Tx, { orderId, actor, now }: Act): Promise<Delivery> {
  const order = found(await lockedOrder(tx, orderId), 'delivery_missing')
  const delivery = await lockedDelivery(tx, orderId)
  const standing = await standingTo(tx, delivery, actor, now)
  if (order.personId === actor.id) throw new Refusal('forbidden', 'own_order')
  const to = follow(deliveryFlow, delivery.state, 'take', standing)
  if (order.pickupUntil <= now) throw new Refusal('conflict', 'order_lapsed')
  const set = { carrierId: actor.id, takenUntil: takenUntil(now) }
  if (order.pickupUntil < set.takenUntil)
    await tx.update(orders).set({ pickupUntil: set.takenUntil }).where(eq(orders.id, orderId))
  const taken = await moveDelivery(tx, delivery, { step: 'take', to, set, actorId: actor.id, now })
  const { displayName } = await personById(tx, actor.id)
  await notify(tx, { personId: order.personId, ...deliveryTaken(order, displayName, taken.acts), now })
  return taken
}

/**
 * Where it goes, for whoever took it and for nobody else. Every look is kept, and the resident reads of it.
 *
 * @throws Refusal `delivery_missing`
 */
export async function lookAtAddress(tx: Tx, secrets: Secrets, { orderId, actor, now }: Act): Promise<Address> {
  const delivery = found(await deliveryIfAny(tx, orderId), 'delivery_missing')
  const isCarrier = delivery.carrierId === actor.id && delivery.state === 'taken'
  const sealed = found(isCarrier ? delivery.addressSealed : undefined, 'delivery_missing')
  const { personId, number } = await orderById(tx, orderId)
  await recordLook(tx, { personId, actor, what: 'address', reason: `送货 ${number}`, now })
  return JSON.parse(secrets.unseal(sealed)) as Address
}

const free = { carrierId: null, takenUntil: null }

/** @throws Refusal `delivery_missing`, `step_unknown`, `step_not_yours` */
export async function putBack(tx: Tx, { orderId, actor, now }: Act): Promise<Delivery> {
  const delivery = await lockedDelivery(tx, orderId)
  const to = follow(deliveryFlow, delivery.state, 'putBack', await standingTo(tx, delivery, actor, now))
  return moveDelivery(tx, delivery, { step: 'putBack', to, set: free, actorId: actor.id, now })
}

/** Whoever forgot it has it no more. @returns whether it was so */
export async function freeForgotten(tx: Tx, { orderId, now }: Omit<Act, 'actor'>): Promise<boolean> {
  const delivery = await lockedDelivery(tx, orderId)
  if (delivery.state !== 'taken' || !delivery.takenUntil || delivery.takenUntil > now) return false
  const to = follow(deliveryFlow, delivery.state, 'putBack', new Set(['system']))
  await moveDelivery(tx, delivery, { step: 'putBack', to, set: free, actorId: system.id, now })
  return true
}

/** What came of a door code: after a wrong one, the tries that are left. */
export type Opened = { left?: number }

/**
 * Hands over at the door against the resident's code: goods leave the books and points are spent, here or at a counter,
 * but once. A wrong code is counted and answered, not thrown, so that the count stays.
 *
 * @throws Refusal `delivery_missing`, `step_unknown`, `step_not_yours`, `door_code_locked`
 */
export async function handOverAtDoor(
  tx: Tx,
  secrets: Secrets,
  { orderId, code, actor, now }: Act & { code: string },
): Promise<Opened> {
  const order = found(await lockedOrder(tx, orderId), 'delivery_missing')
  const delivery = await lockedDelivery(tx, orderId)
  const to = follow(deliveryFlow, delivery.state, 'handOver', await standingTo(tx, delivery, actor, now))
  if (delivery.wrongCodes >= wrongCodesMax) throw new Refusal('conflict', 'door_code_locked')
  if (!delivery.doorCodeSealed || !isDoorCode(code, secrets.unseal(delivery.doorCodeSealed))) {
    const wrongCodes = delivery.wrongCodes + 1
    await tx.update(deliveries).set({ wrongCodes }).where(eq(deliveries.orderId, orderId))
    return { left: wrongCodesMax - wrongCodes }
  }
  await moveDelivery(tx, delivery, { step: 'handOver', to, actorId: actor.id, now })
  const store = await storeById(tx, order.storeId)
  await collect(tx, { order, store, keeper: actor, step: 'deliver', now })
  return {}
}

/**
 * Nobody came to the door: the goods go back to the store and wait there for the longer time.
 *
 * @throws Refusal `delivery_missing`, `step_unknown`, `step_not_yours`
 */
export async function failDelivery(
  tx: Tx,
  { orderId, reason, actor, now }: Act & { reason: string },
): Promise<Delivery> {
  const order = found(await lockedOrder(tx, orderId), 'delivery_missing')
  const delivery = await lockedDelivery(tx, orderId)
  const to = follow(deliveryFlow, delivery.state, 'fail', await standingTo(tx, delivery, actor, now))
  const set = { failures: delivery.failures + 1, carrierId: null }
  const failed = await moveDelivery(tx, delivery, { step: 'fail', to, set, reason, actorId: actor.id, now })
  const kept = await keepLonger(tx, order, now)
  await notify(tx, { personId: order.personId, ...deliveryFailed(kept, reason, failed.acts), now })
  return failed
}
