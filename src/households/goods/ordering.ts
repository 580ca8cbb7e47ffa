import type { Tx } from '../../../db/database.ts'
import type { Actor } from '../../kit/actor.ts'
import type { Secrets } from '../../kit/secrets.ts'

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
