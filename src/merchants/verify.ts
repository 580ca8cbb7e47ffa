import { asc } from 'drizzle-orm'
import type { Db } from '../../db/database.ts'
import { merchantScores } from '../../db/schema/merchants.ts'
import { cityDay } from '../kit/clock.ts'
import { documentOfVersion } from '../points/rulebook/queries.ts'
import { verifyPayments } from './payments/queries.ts'
import { merchantById } from './queries.ts'
import { scoreFactsAt } from './score/queries.ts'
import { scoreOf } from './score/rules.ts'

/** Makes every score again from the facts of its moment, and adds up what was paid. One sentence a difference. */
export async function verifyMerchants(db: Db): Promise<string[]> {
  return [...(await verifyScores(db)), ...(await verifyPayments(db))]
}

async function verifyScores(db: Db): Promise<string[]> {
  const kept = await db.select().from(merchantScores).orderBy(asc(merchantScores.merchantId), asc(merchantScores.seq))
  // Of several scores of one millisecond only the last one knew all its facts.
  const last = new Map(kept.map((score) => [`${score.merchantId} ${score.at.getTime()}`, score]))
  const differences = kept
    .filter(({ score, parts }) => parts.reduce((sum, { points }) => sum + points, 0) !== score)
    .map(({ id, score }) => `score ${id}: its parts do not add up to ${score}`)
  for (const { id, merchantId, score, level, termsVersionId, at } of last.values()) {
    const { ownerId } = await merchantById(db, merchantId)
    const { terms } = await documentOfVersion(db, 'MERCHANTS', termsVersionId)
    const again = scoreOf(await scoreFactsAt(db, { merchantId, ownerId, at }), terms, cityDay(at))
    if (again.score !== score || again.level !== level)
      differences.push(`score ${id}: kept as ${score} ${level}, its facts make ${again.score} ${again.level}`)
  }
  return differences
}
