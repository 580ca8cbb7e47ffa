import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { lotMoves, purses, reversals, transfers } from '../../../db/schema/points.ts'
import { found } from '../../kit/refusal.ts'
import { lotById } from '../lots/queries.ts'
import { cityTermsInForce } from '../rulebook/queries.ts'
import { splitReversal } from './rules.ts'

export type Reversal = typeof reversals.$inferSelect

/** @throws Refusal `reversal_missing` */
export async function reversalById(db: Db, id: string): Promise<Reversal> {
  const [row] = await db.select().from(reversals).where(eq(reversals.id, id))
  return found(row, 'reversal_missing', { id })
}

export async function reversalOf(db: Db, transferId: string): Promise<Reversal | undefined> {
  const [row] = await db.select().from(reversals).where(eq(reversals.transferId, transferId))
  return row
}

/** The transfer that forgives what is left of a reversal's debt. */
export const forgivingId = (reversalId: string) => `forgive:${reversalId}`

/** How much of a reversal's debt the city bore after its time; 0 while it has not. */
export async function forgivenOf(db: Db, reversalId: string): Promise<number> {
  const [row] = await db
    .select({ points: transfers.points })
    .from(transfers)
    .where(eq(transfers.id, forgivingId(reversalId)))
  return row?.points ?? 0
}

/**
 * What reversing a grant would do at this moment, and `version`, the place of its owner's last entry: when it has moved
 * on, so may the points have.
 */
export async function reversalAhead(
  db: Db,
  { transferId, ownerId, now }: { transferId: string; ownerId: string; now: Date },
) {
  const { terms } = await cityTermsInForce(db, now)
  const [purse] = await db.select().from(purses).where(eq(purses.ownerId, ownerId))
  const split = splitReversal(await whereabouts(db, transferId), -(purse?.debt ?? 0), terms.debtMax)
  return { ...split, version: purse?.lastSeq ?? 0 }
}

/** What was repaid from this lot for another debt served its owner well; it counts as taken back already. */
async function whereabouts(db: Db, lotId: string) {
  const { points, pending, available } = await lotById(db, lotId)
  const gone = await db
    .select({ points: sql<number>`coalesce(sum(${lotMoves.points}), 0)`.mapWith(Number) })
    .from(lotMoves)
    .where(and(eq(lotMoves.lotId, lotId), inArray(lotMoves.to, ['expired', 'repaid'])))
  const elsewhere = points - pending - available - (gone[0]?.points ?? 0)
  return { pending, available, elsewhere }
}
