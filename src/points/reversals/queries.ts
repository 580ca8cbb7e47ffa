import { desc, eq } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { reversals } from '../../../db/schema/points.ts'
import { found } from '../../kit/refusal.ts'

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

export const reversalsOf = (db: Db, ownerId: string) =>
  db.select().from(reversals).where(eq(reversals.ownerId, ownerId)).orderBy(desc(reversals.at), desc(reversals.id))

/** The latest reversals, newest first. */
export const latestReversals = (db: Db, limit = 50) =>
  db.select().from(reversals).orderBy(desc(reversals.at), desc(reversals.id)).limit(limit)
