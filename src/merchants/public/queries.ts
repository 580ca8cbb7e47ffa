import { and, asc, eq } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { merchants } from '../../../db/schema/merchants.ts'
import { found } from '../../kit/refusal.ts'
import type { Merchant } from '../queries.ts'
import { type ScoreNow, scoresNow } from '../score/queries.ts'

/** By the number on its plate; only those that take part. @throws Refusal `merchant_missing` */
export async function merchantByNumber(db: Db, number: string): Promise<Merchant> {
  const [merchant] = await db.select().from(merchants).where(eq(merchants.number, number))
  return found(merchant?.approvedAt ? merchant : undefined, 'merchant_missing')
}

const listSize = 300

/** Honest merchants whose owners agreed to be listed, the best first. */
export async function listedMerchants(db: Db, now: Date) {
  const rows = await db
    .select({ merchant: merchants, areaName: areas.name })
    .from(merchants)
    .innerJoin(areas, eq(areas.id, merchants.areaId))
    .where(and(eq(merchants.state, 'active'), eq(merchants.isListed, true)))
    .orderBy(asc(merchants.name), asc(merchants.id))
    .limit(listSize)
  const scores = await scoresNow(
    db,
    rows.map(({ merchant }) => merchant),
    now,
  )
  return rows
    .map((row) => ({ ...row, ...(scores.get(row.merchant.id) as ScoreNow) }))
    .filter(({ level }) => level !== 'none')
    .sort((a, b) => b.score - a.score)
}

export type Listed = Awaited<ReturnType<typeof listedMerchants>>[number]
