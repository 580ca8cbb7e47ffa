import type { Tx } from '../../../db/database.ts'
import type { Actor } from '../../kit/actor.ts'
import { Refusal } from '../../kit/refusal.ts'
import { reserveStock } from '../../stock/actions.ts'
import { itemById, storeById } from '../../stock/queries.ts'
import { recipientOf } from '../../stock/recipients.ts'
import { offerGift } from '../gifts/actions.ts'
import { giftReservationId } from '../gifts/endings.ts'
import { type Gift, giftById } from '../gifts/queries.ts'
import { householdById } from '../homes/queries.ts'

type GoodsOffer = {
  id: string
  pairingId: string
  storeId: string
  lines: readonly { itemId: string; quantity: number }[]
  words?: string | undefined
  actor: Actor
  now: Date
}

/**
 * The supporter of a household offers it goods: their points are held and the goods kept on the shelf until it answers.
 *
 * @throws Refusal `nothing_chosen`, `store_closed`, `stock_out`, `item_inactive`, and those of `offerGift`
 */
export async function offerGoods(tx: Tx, { storeId, lines, ...asked }: GoodsOffer): Promise<{ id: string }> {
  const store = await storeById(tx, storeId)
  if (store.status === 'closed') throw new Refusal('conflict', 'store_closed', { name: store.name })
  const goods = await named(tx, lines)
  const points = goods.reduce((sum, { quantity, pricePoints }) => sum + quantity * pricePoints, 0)
  const offered = await offerGift(tx, { ...asked, storeId, goods, points })
  const gift = await giftById(tx, offered.id)
  // Sent again after it was answered, nothing is kept a second time.
  if (gift.state === 'offered') await keep(tx, gift, storeId, asked.now)
  return offered
}

type Goods = NonNullable<Gift['goods']>

async function named(tx: Tx, lines: GoodsOffer['lines']): Promise<Goods> {
  const goods: Goods = []
  for (const { itemId, quantity } of [...lines].sort((a, b) => (a.itemId < b.itemId ? -1 : 1))) {
    if (quantity === 0) continue
    const { name, unit, pricePoints } = await itemById(tx, itemId)
    goods.push({ itemId, name, unit, quantity, pricePoints })
  }
  if (goods.length === 0) throw new Refusal('invalid', 'nothing_chosen')
  return goods
}

/** Kept for the head, who will order them: what donors gave for households in need is for this one as well. */
async function keep(tx: Tx, { id, goods, lapsesAt: goodUntil, householdId }: Gift, storeId: string, now: Date) {
  const { headId } = await householdById(tx, householdId as string)
  const recipient = await recipientOf(tx, headId, now)
  for (const { itemId, quantity } of goods ?? [])
    await reserveStock(tx, { id: giftReservationId(id, itemId), storeId, itemId, quantity, goodUntil, recipient, now })
}
