import type { Tx } from '../../../db/database.ts'
import type { Actor } from '../../kit/actor.ts'
import { follow } from '../../kit/flow.ts'
import { Refusal } from '../../kit/refusal.ts'
import { notify } from '../../notices/actions.ts'
import { refundPoints } from '../../points/holds/actions.ts'
import { returnIssued } from '../../stock/actions.ts'
import { orderRefunded } from '../orders/messages.ts'
import { type Line, linesOf, type Order } from '../orders/queries.ts'
import { keptOf, orderFlow, pick, sum } from '../orders/rules.ts'
import { addToLine, holdIdOf, move, reach, reservationIdOf } from '../orders/steps.ts'

export type Return = {
  orderId: string
  /** Item id → pieces brought back; everything when absent. */
  pieces?: Record<string, number> | undefined
  /** Damaged goods are written off, the others go back on the shelf. */
  damaged: boolean
  reason: string
  actor: Actor
  now: Date
}

/**
 * Takes goods back and gives their points back, into the very lots they were spent from.
 *
 * @throws Refusal `order_missing`, `step_unknown`, `step_not_yours`, `own_order`, `pieces_not_there`, `nothing_chosen`
 */
export async function refundOrder(tx: Tx, { orderId, damaged, reason, actor, now, ...asked }: Return): Promise<Order> {
  const { order, standing } = await reach(tx, orderId, actor)
  const lines = await linesOf(tx, orderId)
  follow(orderFlow, order.state, 'refund', standing)
  if (order.personId === actor.id) throw new Refusal('forbidden', 'own_order')
  const pieces = pick(lines, keptOf, asked.pieces)

  const points = sum(lines, (line) => (pieces[line.itemId] ?? 0) * line.pricePoints)
  await refundPoints(tx, { holdId: holdIdOf(orderId), points, reason, actorId: actor.id, now })
  for (const line of lines)
    await takeBack(tx, line, pieces[line.itemId] ?? 0, { damaged, reason, actorId: actor.id, now })
  const isAll = lines.every((line) => keptOf(line) === (pieces[line.itemId] ?? 0))
  const step = isAll ? 'refund' : 'refundPart'
  const to = follow(orderFlow, order.state, step, standing)
  const refunded = await move(tx, order, { step, to, actorId: actor.id, reason, pieces, now })
  await notify(tx, { personId: order.personId, ...orderRefunded(refunded, points), now })
  return refunded
}

type Why = { damaged: boolean; reason: string; actorId: string; now: Date }

async function takeBack(tx: Tx, line: Line, quantity: number, why: Why) {
  if (quantity === 0) return
  await returnIssued(tx, { reservationId: reservationIdOf(line.orderId, line.itemId), quantity, ...why })
  await addToLine(tx, line, 'returned', quantity)
}
