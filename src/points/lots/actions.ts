import { sql } from 'drizzle-orm'
import { larger } from '../../../db/columns.ts'
import { type Act, placeholders, prepared, type Tx, together } from '../../../db/database.ts'
import { type LotPlace, lotMoves, lots } from '../../../db/schema/points.ts'
import type { Lot } from './queries.ts'
import type { Part } from './rules.ts'

type NewLot = {
  id: string
  ownerId: string
  transferId: string
  points: number
  into: 'pending' | 'available'
  ruleVersionId?: string | null
  effectiveAt: Date
  expiresAt: Date
}

const insertLot = prepared('lot_insert', (tx) => tx.insert(lots).values(placeholders(lots)))

/** A lot for the points that a transfer brings, to be written with it. */
export const newLot = ({ into, ruleVersionId, ...lot }: NewLot): Act => [
  insertLot,
  {
    ...lot,
    pending: into === 'pending' ? lot.points : 0,
    available: into === 'available' ? lot.points : 0,
    held: 0,
    ruleVersionId: ruleVersionId ?? null,
    reversalId: null,
  },
]

/** Opens a lot for the points that a transfer brought. */
export const openLot = (tx: Tx, lot: NewLot): Promise<void> => together(tx, [newLot(lot)])

type Move = {
  transferId: string
  from: LotPlace
  to: LotPlace
  parts: readonly Part[]
  holdId?: string
  /** What comes back is usable until then at least. */
  keptUntil?: Date
}

/**
 * Moves parts of lots from one place to another. Their owner's purse was changed before, in the same transaction:
 * that lock makes the lots ours.
 */
export async function moveLots(tx: Tx, { transferId, from, to, parts, holdId, keptUntil }: Move): Promise<Lot[]> {
  const moved: Lot[] = []
  for (const { lotId, points } of parts) {
    const change = (place: LotPlace) => (to === place ? points : 0) - (from === place ? points : 0)
    const [lot] = await changeLot(tx, {
      id: lotId,
      pending: change('pending'),
      available: change('available'),
      held: change('held'),
      keptUntil: keptUntil ?? new Date(0),
    })
    if (!lot) throw new Error(`lot ${lotId} does not hold ${points} points that are ${from}`)
    await insertMove(tx, { transferId, lotId, from, to, points, holdId: holdId ?? null })
    moved.push(lot)
  }
  return moved
}

const value = sql.placeholder

const changeLot = prepared('lot_change', (tx) =>
  tx
    .update(lots)
    .set({
      pending: sql`${lots.pending} + ${value('pending')}`,
      available: sql`${lots.available} + ${value('available')}`,
      held: sql`${lots.held} + ${value('held')}`,
      expiresAt: sql`${larger(lots.expiresAt, sql.param(value('keptUntil'), lots.expiresAt))}`,
    })
    .where(
      sql`${lots.id} = ${value('id')} and ${lots.pending} + ${value('pending')} >= 0
        and ${lots.available} + ${value('available')} >= 0 and ${lots.held} + ${value('held')} >= 0`,
    )
    .returning(),
)

const insertMove = prepared('lot_move_insert', (tx) => tx.insert(lotMoves).values(placeholders(lotMoves)))
