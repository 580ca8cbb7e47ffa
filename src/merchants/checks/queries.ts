import { and, desc, eq } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { merchantChecks, merchantDisputes, merchantWords } from '../../../db/schema/merchants.ts'
import { found } from '../../kit/refusal.ts'

export type Check = typeof merchantChecks.$inferSelect
export type Dispute = typeof merchantDisputes.$inferSelect

/** @throws Refusal `check_missing`, also for another merchant's */
export async function checkOfMerchant(db: Db, merchantId: string, checkId: string): Promise<Check> {
  const [check] = await db
    .select()
    .from(merchantChecks)
    .where(and(eq(merchantChecks.id, checkId), eq(merchantChecks.merchantId, merchantId)))
  return found(check, 'check_missing')
}

/** @throws Refusal `dispute_missing` */
export async function disputeById(db: Db, id: string): Promise<{ dispute: Dispute; check: Check }> {
  const [row] = await db
    .select({ dispute: merchantDisputes, check: merchantChecks })
    .from(merchantDisputes)
    .innerJoin(merchantChecks, eq(merchantChecks.id, merchantDisputes.checkId))
    .where(eq(merchantDisputes.id, id))
  return found(row, 'dispute_missing')
}

/** What staff found at a merchant, with what was disputed, the newest first. */
export const checksOf = (db: Db, merchantId: string) =>
  db
    .select({ check: merchantChecks, note: merchantWords.words, dispute: merchantDisputes })
    .from(merchantChecks)
    .leftJoin(merchantWords, eq(merchantWords.ofId, merchantChecks.id))
    .leftJoin(merchantDisputes, eq(merchantDisputes.checkId, merchantChecks.id))
    .where(eq(merchantChecks.merchantId, merchantId))
    .orderBy(desc(merchantChecks.at), desc(merchantChecks.id))
    .limit(200)
