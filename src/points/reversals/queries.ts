import { eq } from 'drizzle-orm'
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
