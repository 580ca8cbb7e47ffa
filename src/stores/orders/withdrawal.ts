import type { Tx } from '../../../db/database.ts'
import { standingOf, system } from '../../kit/actor.ts'
import { follow } from '../../kit/flow.ts'
import { notify } from '../../notices/actions.ts'
import { releasePoints } from '../../points/holds/actions.ts'
import { withdrawRecalled } from '../../stock/withdrawal.ts'
import { orderRecalled } from './messages.ts'
import { linesOf } from './queries.ts'
import { orderFlow, waitingOf } from './rules.ts'
import { addToLine, holdIdOf, lockedOrder, move, orderOfReservation } from './steps.ts'

/**
 * Takes recalled goods out of an order: their points come back, the rest of it stays, and its owner is told.
 *
 * @returns whether anything was taken out: somebody may have cancelled it, or the lot was given free again
 */
export async function withdrawFromOrder(
  tx: Tx,
  { reservationId, now }: { reservationId: string; now: Date },
): Promise<boolean> {
  const of = orderOfReservation(reservationId)
  const order = of && (await lockedOrder(tx, of.orderId))
  if (!order || (order.state !== 'ready' && order.state !== 'partly_collected')) return false
  const pieces = await withdrawRecalled(tx, { reservationId, actorId: system.id, now })
  const line = (await linesOf(tx, order.id)).find(({ itemId }) => itemId === of.itemId)
  if (pieces === 0 || !line) return false

  const points = pieces * line.pricePoints
  await releasePoints(tx, { holdId: holdIdOf(order.id), points, now })
  await addToLine(tx, line, 'released', pieces)
  const isOver = (await linesOf(tx, order.id)).every((one) => waitingOf(one) === 0)
  const step = isOver ? 'withdrawAll' : 'withdraw'
  const to = follow(orderFlow, order.state, step, standingOf(system, {}))
  const moved = await move(tx, order, { step, to, actorId: system.id, pieces: { [line.itemId]: pieces }, now })
  await notify(tx, { personId: order.personId, ...orderRecalled(moved, line, { pieces, points }), now })
  return true
}
