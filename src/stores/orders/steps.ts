import { and, eq, sql } from 'drizzle-orm'
import { placeholders, prepared, type Tx } from '../../../db/database.ts'
import { type OrderState, orderEvents, orderLines, orders } from '../../../db/schema/stores.ts'
import { type Actor, type Standing, standingOf, system } from '../../kit/actor.ts'
import { found, Refusal } from '../../kit/refusal.ts'
import { releasePoints } from '../../points/holds/actions.ts'
import { releaseReserved } from '../../stock/actions.ts'
import { storeById } from '../../stock/queries.ts'
import { giveBack } from '../campaigns/goods.ts'
import { endDelivery } from '../deliveries/steps.ts'
import { type Line, linesOf, type Order } from './queries.ts'
import { sum, waitingOf } from './rules.ts'

/** Points and goods are held under names made from the order, so that neither is ever held twice. */
export const holdIdOf = (orderId: string) => `order:${orderId}`
export const reservationIdOf = (orderId: string, itemId: string) => `order:${orderId}:${itemId}`

const raiseActs = prepared('order_lock', (tx) =>
  tx
    .update(orders)
    .set({ acts: sql`${orders.acts} + 1` })
    .where(eq(orders.id, sql.placeholder('id')))
    .returning(),
)

/** The order as it is now, its row held until the commit: acts on one order happen one after another. */
export async function lockedOrder(tx: Tx, id: string): Promise<Order | undefined> {
  const [order] = await raiseActs(tx, { id })
  return order
}

/**
 * The locked order and what the actor is to it. Somebody else's does not exist.
 *
 * @throws Refusal `order_missing`
 */
export async function reach(
  tx: Tx,
  id: string,
  actor: Actor,
): Promise<{ order: Order; standing: ReadonlySet<Standing> }> {
  const order = found(await lockedOrder(tx, id), 'order_missing')
  const store = await storeById(tx, order.storeId)
  const standing = standingOf(actor, { ownerId: order.personId, storeId: store.id, areaPath: store.areaPath })
  const isTheirs = standing.has('self') || standing.has('keeper') || standing.has('system')
  if (!isTheirs) throw new Refusal('missing', 'order_missing')
  return { order, standing }
}

/** The order and item behind a reservation; undefined for one that was made for something else. */
export function orderOfReservation(id: string): { orderId: string; itemId: string } | undefined {
  const [, orderId, itemId] = /^order:(.+):([^:]+)$/.exec(id) ?? []
  return orderId && itemId ? { orderId, itemId } : undefined
}

export type Move = {
  step: string
  to: OrderState
  actorId: string
  reason?: string | undefined
  /** Item id → pieces that the step moved. */
  pieces?: Record<string, number> | undefined
  now: Date
}

const finalStates: readonly OrderState[] = ['collected', 'expired', 'canceled', 'refunded']

/** Takes a locked order into its next state and writes down who did it. */
export async function move(tx: Tx, order: Order, { step, to, now, ...why }: Move): Promise<Order> {
  const closedAt = finalStates.includes(to) ? (order.closedAt ?? now) : null
  const [moved] = await tx
    .update(orders)
    .set({ state: to, closedAt })
    .where(and(eq(orders.id, order.id), eq(orders.state, order.state)))
    .returning()
  if (!moved) throw new Error(`order ${order.id} was moved while it was locked`)
  await writeEvent(tx, { orderId: order.id, act: order.acts, step, from: order.state, to, at: now, ...why })
  if (closedAt && order.byDelivery) await endDelivery(tx, order.id, now)
  return moved
}

const insertEvent = prepared('order_event_insert', (tx) => tx.insert(orderEvents).values(placeholders(orderEvents)))

export const writeEvent = (tx: Tx, event: typeof orderEvents.$inferInsert) =>
  insertEvent(tx, { reason: null, pieces: null, ...event })

/** Changes one of a line's counters; the table's checks keep them within the quantity. */
export async function addToLine(tx: Tx, line: Line, part: 'collected' | 'released' | 'returned', pieces: number) {
  await tx
    .update(orderLines)
    .set({ [part]: sql`${orderLines[part]} + ${pieces}` })
    .where(and(eq(orderLines.orderId, line.orderId), eq(orderLines.itemId, line.itemId)))
}

/**
 * Gives back whatever still waits: points first, then goods in item order, as every act here does.
 *
 * @returns item id → pieces that were released
 */
export async function releaseRest(tx: Tx, order: Order, now: Date): Promise<Record<string, number>> {
  const { campaignId, storeId } = order
  const waiting = (await linesOf(tx, order.id)).filter((line) => waitingOf(line) > 0)
  const points = sum(waiting, (line) => waitingOf(line) * line.pricePoints)
  if (points > 0) await releasePoints(tx, { holdId: holdIdOf(order.id), points, now })
  const released: Record<string, number> = {}
  for (const line of waiting) {
    const pieces = waitingOf(line)
    await releaseReserved(tx, { reservationId: reservationIdOf(order.id, line.itemId), quantity: pieces, now })
    await addToLine(tx, line, 'released', pieces)
    if (campaignId) await giveBack(tx, { campaignId, storeId, quantity: pieces, actorId: system.id, now })
    released[line.itemId] = pieces
  }
  return released
}
