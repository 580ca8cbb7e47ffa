import type { Tx } from '../../../db/database.ts'
import type { Actor } from '../../kit/actor.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { checkCardPin } from '../../people/cards/actions.ts'
import { personOfCode } from '../../people/cards/queries.ts'
import type { Store } from '../../stock/queries.ts'
import { placeOrder } from '../orders/actions.ts'
import { handOver } from './actions.ts'
import type { Outcome } from './rules.ts'

export type CounterOrder = {
  /** The form's id: order and hand-over are made from it. */
  id: string
  card: string
  pin: string
  lines: readonly { itemId: string; quantity: number }[]
  store: Store
  keeper: Actor
  now: Date
}

/**
 * Somebody without a phone stands at the counter: the keeper reads the card, they type its PIN, and what they chose is
 * ordered and handed over in one piece.
 *
 * @returns a wrong PIN as a refusal, because throwing it would undo the count of tries
 * @throws Refusal `card_needed`, and whatever `placeOrder` and `personOfCode` throw
 */
export async function placeAtCounter(tx: Tx, secrets: Secrets, asked: CounterOrder): Promise<Outcome | Refusal> {
  const { id, card, pin, lines, store, keeper, now } = asked
  const { personId, cardId } = await personOfCode(tx, secrets, { text: card, now })
  if (!cardId) throw new Refusal('invalid', 'card_needed', { field: 'card' })
  const wrong = await checkCardPin(tx, secrets, { cardId, pin, now })
  if (wrong) return wrong

  const order = { id: `counter-${id}`, personId, storeId: store.id, lines, elder: false, channel: 'counter' as const }
  const { number } = await placeOrder(tx, secrets, { ...order, actor: keeper, now })
  return handOver(tx, secrets, { id, store, keeper, read: number, proof: pin, now })
}
