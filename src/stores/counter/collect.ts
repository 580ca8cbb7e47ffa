import type { Tx } from '../../../db/database.ts'
import type { Actor } from '../../kit/actor.ts'
import { standingOf } from '../../kit/actor.ts'
import { follow } from '../../kit/flow.ts'
import { notify } from '../../notices/actions.ts'
import { capturePoints } from '../../points/holds/actions.ts'
import { issueReserved } from '../../stock/actions.ts'
import type { Store } from '../../stock/queries.ts'
import { orderDelivered } from '../deliveries/messages.ts'
import { orderHandedOver } from '../orders/messages.ts'
import { linesOf, type Order } from '../orders/queries.ts'
import { orderFlow, pick, sum, waitingOf } from '../orders/rules.ts'
import { addToLine, holdIdOf, move, reservationIdOf } from '../orders/steps.ts'
import { type Collector, noteCollector } from '../proxies/actions.ts'

export type Collect = {
  /** Locked. */
  order: Order
  /** Item id → pieces; everything that waits when absent. */
  pieces?: Record<string, number> | undefined
  store: Store
  keeper: Actor
  /** `settle` when staff record what was handed over before. */
  /** `deliver` at the door: then `keeper` is whoever carried it there. */
  step?: 'settle' | 'deliver'
  reason?: string
  /** Who came instead of its owner. */
  by?: Collector | undefined
  now: Date
}

/**
 * Takes goods out of the store for good: their points are captured, the rest of the order stays until its deadline.
 *
 * @returns what was handed over: `pieces` by item, and the `points` they cost
 */
export async function collect(tx: Tx, { order, store, keeper, reason, by, now, ...asked }: Collect) {
  const lines = await linesOf(tx, order.id)
  const pieces = pick(lines, waitingOf, asked.pieces)
  const isAll = lines.every((line) => waitingOf(line) === (pieces[line.itemId] ?? 0))
  const step = asked.step ?? (isAll ? 'collect' : 'collectPart')
  const isAtDoor = step === 'deliver'
  const here = standingOf(keeper, { storeId: store.id, areaPath: store.areaPath })
  const to = follow(orderFlow, order.state, step, isAtDoor ? new Set(['carrier']) : here)

  const points = sum(lines, (line) => (pieces[line.itemId] ?? 0) * line.pricePoints)
  await capturePoints(tx, { holdId: holdIdOf(order.id), points, actorId: keeper.id, now })
  for (const line of lines) {
    const quantity = pieces[line.itemId] ?? 0
    if (quantity === 0) continue
    const reservationId = reservationIdOf(order.id, line.itemId)
    await issueReserved(tx, { reservationId, quantity, actorId: keeper.id, now })
    await addToLine(tx, line, 'collected', quantity)
  }
  await move(tx, order, { step, to, actorId: keeper.id, reason, pieces, now })
  if (by) await noteCollector(tx, order, by, now)
  const said = isAtDoor ? orderDelivered(order, now) : orderHandedOver(order, store, now, by?.name)
  await notify(tx, { personId: order.personId, ...said, now })
  return { pieces, points, isAll }
}
