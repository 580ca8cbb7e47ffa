import { eq, sql } from 'drizzle-orm'
import { placeholders, prepared, type Tx } from '../../../db/database.ts'
import { orderLines, orders, shoppers } from '../../../db/schema/stores.ts'
import { type Actor, standingOf, system } from '../../kit/actor.ts'
import { cityMonth, startOfCityDay } from '../../kit/clock.ts'
import { follow } from '../../kit/flow.ts'
import { newShortNumber } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { notify } from '../../notices/actions.ts'
import { personById } from '../../people/queries.ts'
import { assertVerified } from '../../people/rules.ts'
import { holdPoints } from '../../points/holds/actions.ts'
import { lockHouseholdPurse } from '../../points/household-purse/queries.ts'
import { assertWithinPurse } from '../../points/household-purse/rules.ts'
import { assertWithinLimits, type Wanted, windowStart } from '../../points/redemption/rules.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { reserveStock } from '../../stock/actions.ts'
import { itemById, type Store, storeById } from '../../stock/queries.ts'
import { recipientOf } from '../../stock/recipients.ts'
import { assertMayTake, takeOutOf } from '../campaigns/goods.ts'
import { cityMinute } from '../rules.ts'
import { orderReady } from './messages.ts'
import { orderNumberDigits } from './pickup-code.ts'
import { type Order, orderIfAny, pastLinesOf, spentFromPurse } from './queries.ts'
import { orderFlow, pickupUntil, sum } from './rules.ts'
import { holdIdOf, reservationIdOf, writeEvent } from './steps.ts'

export type NewOrder = {
  /** The sender's id; it becomes the order's id. */
  id: string
  personId: string
  storeId: string
  lines: readonly { itemId: string; quantity: number }[]
  /** Item id → the price that was agreed on before, where it is not today's: a gift was paid for when it was offered. */
  prices?: ReadonlyMap<string, number> | undefined
  /** The household whose account pays, instead of the resident's own. */
  purseId?: string | undefined
  /** Who will come instead of the resident. */
  proxyName?: string | undefined
  /** The elder view keeps goods for a week. */
  elder: boolean
  /**
   * At the `counter` a keeper orders for somebody who stands there with a card; at the `desk` staff order what was
   * handed over without network and is not covered by an order. A `draw` places one for whoever was drawn: whether they
   * may have it was decided by the lot, so only their points are asked.
   */
  channel: 'online' | 'counter' | 'desk' | 'draw'
  /** The campaign out of whose goods it is filled. */
  campaignId?: string | undefined
  actor: Actor
  now: Date
}

/**
 * Points held, limits checked and goods reserved at the chosen store, in one piece. The same id again gets the first
 * order.
 *
 * @throws Refusal `identity_not_verified`, `store_closed`, `counter_only`, `limit_month_pieces`, `limit_month_points`,
 *   `limit_item`, `limit_item_size`, `points_not_enough`, `stock_out`, `item_inactive`, `same_id_other_content`; from a
 *   household's account also `household_purse_not_yours`, `household_purse_limit`, `household_purse_member_limit`; with a
 *   campaign also what `assertMayTake` and `takeOutOf` throw
 */
export async function placeOrder(tx: Tx, secrets: Secrets, asked: NewOrder): Promise<Order> {
  const { id, personId, channel, campaignId, actor, now } = asked
  const person = await personById(tx, personId)
  const shopper = await lockedShopper(tx, personId)
  const contentHash = hashOf(secrets, asked)
  const first = await orderIfAny(tx, id)
  if (first) return sameOrder(first, contentHash)

  assertVerified(person)
  const store = await storeById(tx, asked.storeId)
  const { id: termsVersionId, terms } = await documentInForce(tx, 'REDEEM', now)
  assertMayOrder(asked, store, shopper.counterOnlyUntil)
  const wanted = await wantedItems(tx, asked)
  const isDrawn = channel === 'draw'
  if (campaignId) await assertMayTake(tx, { campaignId, person, isDrawn, wanted, now })
  const limited = campaignId ? wanted.map(withoutLimit) : wanted
  if (!isDrawn) assertWithinLimits(terms, limited, await pastLinesOf(tx, personId, windowStart(terms, now)), now)

  const points = sum(wanted, ({ quantity, pricePoints }) => quantity * pricePoints)
  const until = pickupUntil(terms, now, asked.elder || person.elder || isDrawn)
  const { purseId } = asked
  if (purseId) await assertPurse(tx, { purseId, personId, points, now })
  const hold = { id: holdIdOf(id), personId: purseId ?? personId, actorId: personId, points, now }
  await holdPoints(tx, { ...hold, cause: causeOf(id, wanted) })
  const recipient = await recipientOf(tx, personId, now)
  for (const { itemId, quantity } of wanted) {
    if (campaignId) await takeOutOf(tx, { campaignId, storeId: store.id, quantity, actorId: actor.id, now })
    const reservation = { id: reservationIdOf(id, itemId), storeId: store.id, itemId, quantity, actorId: actor.id, now }
    // A campaign set goods for everybody aside: an order that took others would leave it short of those.
    await reserveStock(tx, { ...reservation, goodUntil: until, recipient, forEverybody: campaignId !== undefined })
  }
  const proxyNameSealed = asked.proxyName ? secrets.seal(asked.proxyName) : null
  const about = {
    id,
    personId,
    purseId: purseId ?? null,
    storeId: store.id,
    points,
    channel,
    campaignId: campaignId ?? null,
    placedBy: actor.id,
    proxyNameSealed,
    contentHash,
    termsVersionId,
  }
  const order = await writeOrder(tx, { ...about, placedAt: now, pickupUntil: until }, wanted)
  if (channel === 'online') await notify(tx, { personId, ...orderReady(order, store), now })
  return order
}

function assertMayOrder({ actor, personId, channel, now }: NewOrder, store: Store, counterOnlyUntil: Date | null) {
  if (store.status === 'closed') throw new Refusal('conflict', 'store_closed', { name: store.name })
  if (channel === 'draw') return
  if (channel === 'online') {
    if (counterOnlyUntil && counterOnlyUntil > now)
      throw new Refusal('conflict', 'counter_only', {
        until: counterOnlyUntil.toISOString(),
        when: cityMinute(counterOnlyUntil),
      })
    return
  }
  const standing = standingOf(actor, { storeId: store.id, areaPath: store.areaPath })
  const mayOrder = channel === 'desk' ? standing.has('clerk') || standing.has('admin') : standing.has('keeper')
  if (!mayOrder) throw new Refusal('forbidden', 'not_your_store')
  if (actor.id === personId) throw new Refusal('forbidden', 'own_order')
}

type FromPurse = { purseId: string; personId: string; points: number; now: Date }

/** A household's account pays for whom its head allows, within what a household and a member redeem in a month. */
async function assertPurse(tx: Tx, { purseId, personId, points, now }: FromPurse): Promise<void> {
  await lockHouseholdPurse(tx, { purseId, personId })
  const { terms } = await documentInForce(tx, 'CHARITY', now)
  const since = startOfCityDay(`${cityMonth(now)}-01`)
  const byAll = await spentFromPurse(tx, { purseId, since })
  assertWithinPurse(terms, points, { byAll, byMember: await spentFromPurse(tx, { purseId, personId, since }) })
}

const upsertShopper = prepared('shopper_lock', (tx) =>
  tx
    .insert(shoppers)
    .values({ personId: sql.placeholder('personId'), acts: 1 })
    .onConflictDoUpdate({ target: shoppers.personId, set: { acts: sql`${shoppers.acts} + 1` } })
    .returning(),
)

/** The person's row, held until the commit. Taken before anything else: limits are read only behind it. */
export async function lockedShopper(tx: Tx, personId: string): Promise<typeof shoppers.$inferSelect> {
  const [shopper] = await upsertShopper(tx, { personId })
  return shopper as typeof shoppers.$inferSelect
}

/** What is asked for, told by a keyed hash: a proxy's name is in it. */
const hashOf = (
  secrets: Secrets,
  { personId, purseId, storeId, lines, proxyName = '', channel, campaignId }: NewOrder,
) => {
  const asked = [personId, storeId, [...merged(lines)], proxyName, channel]
  const rest = [campaignId, purseId && `from ${purseId}`].filter(Boolean)
  return secrets.fingerprint(JSON.stringify([...asked, ...rest]))
}

function sameOrder(first: Order, contentHash: string): Order {
  if (first.contentHash !== contentHash) throw new Refusal('conflict', 'same_id_other_content')
  return first
}

/** Item id → pieces, in item order: the order in which stock is touched. */
function merged(lines: NewOrder['lines']): Map<string, number> {
  const pieces = new Map<string, number>()
  for (const { itemId, quantity } of [...lines].sort((a, b) => (a.itemId < b.itemId ? -1 : 1)))
    if (quantity > 0) pieces.set(itemId, (pieces.get(itemId) ?? 0) + quantity)
  return pieces
}

type WantedItem = Wanted & { unit: string }

/** A campaign has a limit of its own in place of the item's; the month's limits stay. */
const withoutLimit = (item: WantedItem): WantedItem => ({ ...item, limitPer30Days: Number.MAX_SAFE_INTEGER })

async function wantedItems(tx: Tx, { lines, prices }: NewOrder): Promise<WantedItem[]> {
  const wanted: WantedItem[] = []
  for (const [itemId, quantity] of merged(lines)) {
    const { name, unit, limitPer30Days, ...today } = await itemById(tx, itemId)
    const pricePoints = prices?.get(itemId) ?? today.pricePoints
    wanted.push({ itemId, quantity, name, unit, pricePoints, limitPer30Days })
  }
  if (wanted.length === 0) throw new Refusal('invalid', 'nothing_chosen')
  return wanted
}

function causeOf(orderId: string, wanted: readonly WantedItem[]) {
  const goods = wanted.map(({ name, quantity }) => `${name} ×${quantity}`)
  return { kind: 'order', id: orderId, zh: `兑换：${goods.join('、')}`, en: `Redeemed: ${goods.join(', ')}` }
}

const insertOrder = prepared('order_insert', (tx) =>
  tx.insert(orders).values(placeholders(orders)).onConflictDoNothing().returning(),
)
const insertLine = prepared('order_line_insert', (tx) => tx.insert(orderLines).values(placeholders(orderLines)))

/** How often a fresh random number may meet one that is taken before that is a mistake of ours. */
const numberAttemptsMax = 5

type OrderRow = Omit<typeof orders.$inferInsert, 'number' | 'state'>

async function writeOrder(tx: Tx, row: OrderRow, wanted: readonly WantedItem[]): Promise<Order> {
  // The goods lie on this store's own shelf, so the order is ready at once; an allocation between stores would wait here.
  const state = follow(orderFlow, 'placed', 'prepare', standingOf(system, {}))
  const blank = { byDelivery: false, purseId: null, extendedAt: null, remindedAt: null, closedAt: null, acts: 1 }
  const order = await numbered(tx, { ...blank, ...row, state })
  const parts = { collected: 0, released: 0, returned: 0 }
  for (const { limitPer30Days: _, ...line } of wanted)
    await insertLine(tx, { ...line, ...parts, orderId: order.id, personId: order.personId, placedAt: order.placedAt })
  const pieces = Object.fromEntries(wanted.map(({ itemId, quantity }) => [itemId, quantity]))
  const event = { orderId: order.id, at: order.placedAt }
  await writeEvent(tx, { ...event, act: 0, step: 'place', from: null, to: 'placed', actorId: order.placedBy, pieces })
  await writeEvent(tx, { ...event, act: order.acts, step: 'prepare', from: 'placed', to: state, actorId: system.id })
  return order
}

async function numbered(tx: Tx, row: Omit<typeof orders.$inferInsert, 'number'>): Promise<Order> {
  for (let attempt = 0; attempt < numberAttemptsMax; attempt++) {
    const [order] = await insertOrder(tx, { purseId: null, ...row, number: newShortNumber(orderNumberDigits) })
    if (order) return order
    // Somebody else's order of the same id, placed in this very moment. One's own was found behind the shopper's lock.
    if (await orderIfAny(tx, row.id)) throw new Refusal('conflict', 'same_id_other_content')
  }
  throw new Error('no free order number')
}

/** Raises the counter that every later order of the person meets. */
export async function closeTheWeb(tx: Tx, personId: string, until: Date | undefined): Promise<void> {
  if (until) await tx.update(shoppers).set({ counterOnlyUntil: until }).where(eq(shoppers.personId, personId))
}
