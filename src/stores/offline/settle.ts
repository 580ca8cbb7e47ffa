import { eq, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { discrepancies, discrepancyEvents } from '../../../db/schema/stores.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { follow } from '../../kit/flow.ts'
import { found, Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { notify } from '../../notices/actions.ts'
import { takeOffShelf } from '../../stock/actions.ts'
import { type Store, storeById } from '../../stock/queries.ts'
import { collect } from '../counter/collect.ts'
import { placeOrder } from '../orders/actions.ts'
import { type Order, orderById } from '../orders/queries.ts'
import { lockedOrder } from '../orders/steps.ts'
import { orderCharged } from './messages.ts'
import type { Discrepancy } from './queries.ts'
import { discrepancyFlow, type SettleStep } from './rules.ts'

type Settle = { id: string; step: SettleStep; reason: string; actor: Actor; now: Date }
type Case = { discrepancy: Discrepancy; store: Store } & Settle

/**
 * Sets the books right about goods that left a shelf without an order. `charge` orders them afterwards, at today's price
 * and within the limits; `writeOff` takes them off the stock and nobody pays; `bringBack` changes nothing, because they
 * lie on the shelf.
 *
 * @throws Refusal `discrepancy_missing`, `step_unknown`, `step_not_yours`, `own_discrepancy`, `discrepancy_no_order`,
 *   `stock_out`, and whatever `placeOrder` throws
 */
export async function settleDiscrepancy(tx: Tx, secrets: Secrets, asked: Settle): Promise<Discrepancy> {
  const { id, step, reason, actor, now } = asked
  const discrepancy = found(await locked(tx, id), 'discrepancy_missing')
  const store = await storeById(tx, discrepancy.storeId)
  const standing = standingOf(actor, { storeId: store.id, areaPath: store.areaPath })
  const to = follow(discrepancyFlow, discrepancy.state, step, standing)
  await assertNotOwn(tx, discrepancy, actor)

  if (step === 'charge') await charge(tx, secrets, { discrepancy, store, ...asked })
  if (step === 'writeOff') await writeOff(tx, { discrepancy, store, ...asked })
  const [settled] = await tx
    .update(discrepancies)
    .set({ state: to, settledAt: now })
    .where(eq(discrepancies.id, id))
    .returning()
  const event = { discrepancyId: id, act: discrepancy.acts, step, from: discrepancy.state, to }
  await tx.insert(discrepancyEvents).values({ ...event, actorId: actor.id, reason, at: now })
  return settled as Discrepancy
}

async function locked(tx: Tx, id: string): Promise<Discrepancy | undefined> {
  const [row] = await tx
    .update(discrepancies)
    .set({ acts: sql`${discrepancies.acts} + 1` })
    .where(eq(discrepancies.id, id))
    .returning()
  return row
}

async function assertNotOwn(tx: Tx, { keeperId, orderId }: Discrepancy, actor: Actor) {
  const personId = orderId ? (await orderById(tx, orderId)).personId : undefined
  if (actor.id === keeperId || actor.id === personId) throw new Refusal('forbidden', 'own_discrepancy')
}

/** An order of its own: what was canceled or lapsed stays as it was, and what is charged can be taken back like any other. */
async function charge(tx: Tx, secrets: Secrets, { discrepancy, store, reason, actor, now }: Case) {
  if (!discrepancy.orderId) throw new Refusal('conflict', 'discrepancy_no_order')
  const { personId } = await orderById(tx, discrepancy.orderId)
  const lines = Object.entries(discrepancy.pieces).map(([itemId, quantity]) => ({ itemId, quantity }))
  const about = { id: `late-${discrepancy.id}`, personId, storeId: store.id, lines, elder: false }
  const placed = await placeOrder(tx, secrets, { ...about, channel: 'desk', actor, now })
  const order = (await lockedOrder(tx, placed.id)) as Order
  await collect(tx, { order, store, keeper: actor, step: 'settle', reason, now })
  await notify(tx, { personId, ...orderCharged(order, discrepancy.claimedAt), now })
}

async function writeOff(tx: Tx, { discrepancy, store, reason, actor, now }: Case) {
  const goods = Object.entries(discrepancy.pieces).sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [itemId, quantity] of goods)
    await takeOffShelf(tx, {
      storeId: store.id,
      itemId,
      quantity,
      causeId: discrepancy.id,
      reason,
      actorId: actor.id,
      now,
    })
}
