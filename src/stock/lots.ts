import { and, eq, gte, lte, sql } from 'drizzle-orm'
import { prepared, type Tx } from '../../db/database.ts'
import { allocations, type MoveKind, stockLots, stockMoves } from '../../db/schema/stock.ts'
import { newId } from '../kit/ids.ts'
import type { Lot } from './queries.ts'

/** What happens to a lot, and why. `quantity` and `reserved` are the signed changes of its two counters. */
export type Move = {
  lotId: string
  kind: MoveKind
  quantity?: number
  reserved?: number
  causeId: string
  reason?: string
  actorId: string
  now: Date
}

const onHandAfter = sql`${stockLots.onHand} + ${sql.placeholder('quantity')}`
const reservedAfter = sql`${stockLots.reserved} + ${sql.placeholder('reserved')}`

const change = prepared('change_lot', (tx) =>
  tx
    .update(stockLots)
    .set({ onHand: onHandAfter, reserved: reservedAfter })
    .where(and(eq(stockLots.id, sql.placeholder('lotId')), gte(reservedAfter, sql`0`), lte(reservedAfter, onHandAfter)))
    .returning(),
)

const write = prepared('write_move', (tx) =>
  tx.insert(stockMoves).values({
    id: sql.placeholder('id'),
    lotId: sql.placeholder('lotId'),
    kind: sql.placeholder('kind'),
    quantity: sql.placeholder('quantity'),
    reserved: sql.placeholder('reserved'),
    causeId: sql.placeholder('causeId'),
    reason: sql.placeholder('reason'),
    actorId: sql.placeholder('actorId'),
    at: sql.placeholder('now'),
  }),
)

/**
 * Changes a lot's counters and writes down why.
 *
 * @returns the lot as it is now, or undefined, with nothing changed, when it does not have that much
 */
export async function moveLot(
  tx: Tx,
  { quantity = 0, reserved = 0, reason = '', ...move }: Move,
): Promise<Lot | undefined> {
  const [lot] = await change(tx, { lotId: move.lotId, quantity, reserved })
  if (lot) await writeMove(tx, { ...move, quantity, reserved, reason })
  return lot
}

/** The move alone, where its lot was written in the same breath. */
export const writeMove = (tx: Tx, { quantity = 0, reserved = 0, reason = '', ...move }: Move) =>
  write(tx, { id: newId(move.now), ...move, quantity, reserved, reason })

/** For what a row that we hold already promised: a lot that does not have it is a mistake of ours. */
export async function mustMoveLot(tx: Tx, move: Move): Promise<Lot> {
  const lot = await moveLot(tx, move)
  if (!lot) throw new Error(`lot ${move.lotId} does not have what ${move.causeId} has of it`)
  return lot
}

const allocate = prepared('allocate', (tx) =>
  tx
    .insert(allocations)
    .values({
      reservationId: sql.placeholder('reservationId'),
      lotId: sql.placeholder('lotId'),
      reserved: sql.placeholder('quantity'),
    })
    .onConflictDoUpdate({
      target: [allocations.reservationId, allocations.lotId],
      set: { reserved: sql`${allocations.reserved} + ${sql.placeholder('quantity')}` },
    }),
)

/** Puts down that so many pieces of the lot are kept for the reservation. */
export const addAllocation = (tx: Tx, portion: { reservationId: string; lotId: string; quantity: number }) =>
  allocate(tx, portion)
