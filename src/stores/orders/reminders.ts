import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { orders } from '../../../db/schema/stores.ts'
import { notify } from '../../notices/actions.ts'
import { storeById } from '../../stock/queries.ts'
import { orderLapsesSoon } from './messages.ts'

/** Tells the owner that the goods go back on the shelf soon; once for each deadline. */
export async function remind(tx: Tx, { id, now }: { id: string; now: Date }): Promise<boolean> {
  const isUntold = and(
    eq(orders.id, id),
    inArray(orders.state, ['ready', 'partly_collected']),
    isNull(orders.remindedAt),
  )
  const [order] = await tx.update(orders).set({ remindedAt: now }).where(isUntold).returning()
  if (!order) return false
  const store = await storeById(tx, order.storeId)
  await notify(tx, { personId: order.personId, ...orderLapsesSoon(order, store), now })
  return true
}
