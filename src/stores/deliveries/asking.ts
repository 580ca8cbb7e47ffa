import { randomInt } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { deliveries, deliveryEvents } from '../../../db/schema/deliveries.ts'
import { orders } from '../../../db/schema/stores.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { day, later } from '../../kit/clock.ts'
import { follow } from '../../kit/flow.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { notify } from '../../notices/actions.ts'
import { documentOfVersion } from '../../points/rulebook/queries.ts'
import type { Order } from '../orders/queries.ts'
import { reach } from '../orders/steps.ts'
import { deliveryUnserved } from './messages.ts'
import { type Delivery, deliveryIfAny, doesDeliver } from './queries.ts'
import { deliveryFlow, doorCodeDigits, failuresMax } from './rules.ts'
import { endDelivery, lockedDelivery, moveDelivery } from './steps.ts'

export type Address = { address: string; phone: string; note: string }
type Asking = { orderId: string; where: Address; actor: Actor; now: Date }

/**
 * Asks for an order of one's own to be brought to the door. It is kept for the longer time then.
 *
 * @throws Refusal `order_missing`, `order_lapsed`, `store_does_not_deliver`, `delivery_failed_twice`, and `step_unknown`
 *   while one is under way
 */
export async function askDelivery(tx: Tx, secrets: Secrets, asked: Asking): Promise<Delivery> {
  const { orderId, where, actor, now } = asked
  const order = await ownOrder(tx, orderId, actor)
  if (!['ready', 'partly_collected'].includes(order.state) || order.pickupUntil <= now)
    throw new Refusal('conflict', 'order_lapsed')
  if (!(await doesDeliver(tx, order.storeId, now))) throw new Refusal('conflict', 'store_does_not_deliver')
  const before = await deliveryIfAny(tx, orderId)
  if (before && before.failures >= failuresMax) throw new Refusal('conflict', 'delivery_failed_twice')

  const sealed = {
    addressSealed: secrets.seal(JSON.stringify(where)),
    doorCodeSealed: secrets.seal(newDoorCode()),
    ...{ wrongCodes: 0, carrierId: null, askedAt: now },
  }
  const delivery = before ? await askAgain(tx, orderId, sealed, actor) : await askFirst(tx, order, sealed, actor)
  await keepLonger(tx, order, now)
  return delivery
}

const newDoorCode = () => String(randomInt(10 ** doorCodeDigits)).padStart(doorCodeDigits, '0')

type Sealed = Pick<Delivery, 'addressSealed' | 'doorCodeSealed' | 'wrongCodes' | 'carrierId' | 'askedAt'>

async function askFirst(tx: Tx, order: Order, sealed: Sealed, actor: Actor): Promise<Delivery> {
  const row = { orderId: order.id, storeId: order.storeId, state: 'asked' as const, acts: 1, ...sealed }
  const [delivery] = await tx.insert(deliveries).values(row).returning()
  const event = { orderId: order.id, act: 1, step: 'ask', to: 'asked' as const, actorId: actor.id, at: sealed.askedAt }
  await tx.insert(deliveryEvents).values(event)
  await tx.update(orders).set({ byDelivery: true }).where(eq(orders.id, order.id))
  return delivery as Delivery
}

async function askAgain(tx: Tx, orderId: string, set: Sealed, actor: Actor): Promise<Delivery> {
  const before = await lockedDelivery(tx, orderId)
  const to = follow(deliveryFlow, before.state, 'ask', standingOf(actor, { ownerId: actor.id }))
  return moveDelivery(tx, before, { step: 'ask', to, set, actorId: actor.id, now: set.askedAt })
}

/** The longer time of its terms, from now on; never less than it had. */
export async function keepLonger(tx: Tx, order: Order, now: Date): Promise<Order> {
  const { terms } = await documentOfVersion(tx, 'REDEEM', order.termsVersionId)
  const until = later(now, terms.pickupDaysLong * day)
  if (until <= order.pickupUntil) return order
  const set = { pickupUntil: until, remindedAt: null }
  const [kept] = await tx.update(orders).set(set).where(eq(orders.id, order.id)).returning()
  return kept as Order
}

/** The resident comes to the store after all. @throws Refusal `order_missing`, `delivery_missing`, `step_unknown` */
export async function withdrawDelivery(tx: Tx, { orderId, actor, now }: Omit<Asking, 'where'>): Promise<Delivery> {
  await ownOrder(tx, orderId, actor)
  const delivery = await lockedDelivery(tx, orderId)
  const to = follow(deliveryFlow, delivery.state, 'withdraw', standingOf(actor, { ownerId: actor.id }))
  return moveDelivery(tx, delivery, { step: 'withdraw', to, actorId: actor.id, now })
}

/** The actor's own order, held. Being its keeper does not do: only the resident says where they live. */
async function ownOrder(tx: Tx, orderId: string, actor: Actor): Promise<Order> {
  const { order, standing } = await reach(tx, orderId, actor)
  if (!standing.has('self')) throw new Refusal('missing', 'order_missing')
  return order
}

/**
 * An order about to lapse whose delivery nobody brought: it is kept at the store instead, for as long again.
 *
 * @returns whether that was so
 */
export async function keepUnserved(tx: Tx, order: Order, now: Date): Promise<boolean> {
  if (!(await endDelivery(tx, order.id, now))) return false
  const kept = await keepLonger(tx, order, now)
  await notify(tx, { personId: order.personId, ...deliveryUnserved(kept), now })
  return true
}
