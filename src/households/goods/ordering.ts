import type { Tx } from '../../../db/database.ts'
import type { Actor } from '../../kit/actor.ts'
import { newId } from '../../kit/ids.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { releaseGoods } from '../gifts/endings.ts'
import type { Gift } from '../gifts/queries.ts'
import type { Household } from '../homes/queries.ts'

type GoodsOrder = {
  id: string
  personId: string
  purseId: string
  storeId: string
  lines: readonly { itemId: string; quantity: number }[]
  prices: ReadonlyMap<string, number>
  elder: boolean
  channel: 'online'
  actor: Actor
  now: Date
}

/**
 * How goods are ordered: the stores' action, handed in by whoever puts the house together, because street rooms do not
 * know one another.
 */
export type PlaceOrder = (tx: Tx, secrets: Secrets, order: GoodsOrder) => Promise<{ id: string }>

export type Ordering = { placeOrder: PlaceOrder; secrets: Secrets }

type Accepted = { gift: Gift; household: Household; now: Date }

/**
 * What was offered becomes an order of the household's head, paid from the household's account at the prices it was
 * offered at: to a counter it is an order like any other, down to its id.
 */
export async function orderGoods(tx: Tx, ordering: Ordering, { gift, household, now }: Accepted): Promise<string> {
  await releaseGoods(tx, gift, now)
  const { headId: personId, id: purseId } = household
  const actor = { id: personId, name: '', grants: [] }
  const lines = (gift.goods ?? []).map(({ itemId, quantity }) => ({ itemId, quantity }))
  const prices = new Map((gift.goods ?? []).map(({ itemId, pricePoints }) => [itemId, pricePoints]))
  const asked = { id: newId(now), personId, purseId, storeId: gift.storeId as string, lines, prices, elder: false }
  const order = await ordering.placeOrder(tx, ordering.secrets, { ...asked, channel: 'online', actor, now })
  return order.id
}
