import { eq, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { merchantScores, merchants } from '../../../db/schema/merchants.ts'
import { newId } from '../../kit/ids.ts'
import { scoreNow, scoresOf } from './queries.ts'

/**
 * Makes a merchant's score anew after a fact has changed, or with a new day, and writes it down when it is another one.
 * Two facts at once queue for the merchant's row, so that the later score knows both.
 */
export async function keepScore(tx: Tx, merchantId: string, now: Date): Promise<void> {
  const [merchant] = await tx
    .update(merchants)
    .set({ factsSeen: sql`${merchants.factsSeen} + 1`, scoredAt: now })
    .where(eq(merchants.id, merchantId))
    .returning()
  if (!merchant?.approvedAt) return
  const { score, level, parts, termsVersionId } = await scoreNow(tx, merchant, now)
  const [last] = await scoresOf(tx, merchantId, 1)
  const isSame = last && JSON.stringify(inOrder(last.parts)) === JSON.stringify(inOrder(parts)) && last.level === level
  if (isSame) return
  const kept = { merchantId, score, level, parts, termsVersionId, seq: merchant.factsSeen, at: now }
  await tx.insert(merchantScores).values({ id: newId(now), ...kept })
}

type Parts = (typeof merchantScores.$inferSelect)['parts']

/** jsonb keeps no order of keys. */
const inOrder = (parts: Parts) =>
  parts.map(({ part, points, max, facts }) => [
    ...[part, points, max],
    facts.map(({ kind, id, result, day, points: own }) => [kind, id, result, day, own]),
  ])
