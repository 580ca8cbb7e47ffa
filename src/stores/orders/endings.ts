import { eq } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { orders } from '../../../db/schema/stores.ts'
import { type Actor, standingOf, system } from '../../kit/actor.ts'
import { hour, later } from '../../kit/clock.ts'
import { follow } from '../../kit/flow.ts'
import { Refusal } from '../../kit/refusal.ts'
import { notify } from '../../notices/actions.ts'
import { documentInForce, documentOfVersion } from '../../points/rulebook/queries.ts'
import { keepUnserved } from '../deliveries/asking.ts'
import { deliveryIfAny } from '../deliveries/queries.ts'
import { closeTheWeb, lockedShopper } from './actions.ts'
import { orderCanceled, orderLapsed } from './messages.ts'
import { lapsesOf, type Order } from './queries.ts'
import { counterOnlyUntil, lapsesMatterSince, orderFlow } from './rules.ts'
import { lockedOrder, move, reach, releaseRest, writeEvent } from './steps.ts'

type Act = { id: string; actor: Actor; now: Date }

/**
 * Gives up what was not collected yet: points and goods go back.
 *
 * @throws Refusal `order_missing`, also for somebody else's; `step_unknown` when it has ended; `order_on_its_way` for its
 *   owner while somebody stands at the door with it
 */
export async function cancelOrder(
  tx: Tx,
  { id, actor, reason, now }: Act & { reason?: string | undefined },
): Promise<Order> {
  const { order, standing } = await reach(tx, id, actor)
  const to = follow(orderFlow, order.state, 'cancel', standing)
  if (standing.has('self') && (await isOut(tx, order))) throw new Refusal('conflict', 'order_on_its_way')
  if (!standing.has('self') && !reason) throw new Refusal('invalid', 'order_reason_needed', { field: 'reason' })

  const pieces = await releaseRest(tx, order, now)
  const canceled = await move(tx, order, { step: 'cancel', to, actorId: actor.id, reason, pieces, now })
  if (!standing.has('self'))
    await notify(tx, { personId: order.personId, ...orderCanceled(canceled, reason ?? ''), now })
  return canceled
}

/** Whether somebody has taken it along: whoever holds the goods in hand does not take the points back as well. */
const isOut = async (tx: Tx, { id, byDelivery }: Order) =>
  byDelivery && (await deliveryIfAny(tx, id))?.state === 'taken'

/**
 * Keeps the goods longer, once, by the terms under which the order was placed.
 *
 * @throws Refusal `order_missing`, `step_unknown`, `order_lapsed`, `already_extended`
 */
export async function extendOrder(tx: Tx, { id, actor, now }: Act): Promise<Order> {
  const { order, standing } = await reach(tx, id, actor)
  const to = follow(orderFlow, order.state, 'extend', standing)
  if (order.extendedAt) throw new Refusal('conflict', 'already_extended')
  if (order.pickupUntil <= now) throw new Refusal('conflict', 'order_lapsed')

  const { terms } = await documentOfVersion(tx, 'REDEEM', order.termsVersionId)
  const pickupUntil = later(order.pickupUntil, terms.extensionHours * hour)
  const [extended] = await tx
    .update(orders)
    .set({ pickupUntil, extendedAt: now, remindedAt: null })
    .where(eq(orders.id, id))
    .returning()
  await writeEvent(tx, {
    orderId: id,
    act: order.acts,
    step: 'extend',
    from: order.state,
    to,
    actorId: actor.id,
    at: now,
  })
  return extended as Order
}

/**
 * Ends an order whose pickup time has passed. Nothing of it collected counts as uncollected; several of those in a
 * while send the person to the counter.
 *
 * @returns whether it did: somebody may have collected, extended or ended it meanwhile
 */
export async function lapseOrder(
  tx: Tx,
  { id, personId, now }: { id: string; personId: string; now: Date },
): Promise<boolean> {
  // The person's row first, as when an order is placed: the two would deadlock the other way round.
  await lockedShopper(tx, personId)
  const order = await lockedOrder(tx, id)
  if (!order || order.pickupUntil > now || !['ready', 'partly_collected'].includes(order.state)) return false
  if (order.byDelivery && (await keepUnserved(tx, order, now))) return true
  const to = follow(orderFlow, order.state, 'lapse', standingOf(system, {}))

  const pieces = await releaseRest(tx, order, now)
  const lapsed = await move(tx, order, { step: 'lapse', to, actorId: system.id, pieces, now })
  await notify(tx, { personId, ...orderLapsed(lapsed), now })
  if (to === 'expired') {
    const { terms } = await documentInForce(tx, 'REDEEM', now)
    const lapses = await lapsesOf(tx, personId, lapsesMatterSince(terms, now))
    await closeTheWeb(tx, personId, counterOnlyUntil(terms, lapses))
  }
  return true
}
