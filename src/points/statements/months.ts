import { and, asc, eq, gt, gte, inArray, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { entries, lots, transfers } from '../../../db/schema/points.ts'
import { cityMonth, startOfCityDay } from '../../kit/clock.ts'
import { lotIdsOfOwner } from '../lots/queries.ts'
import { addMonths } from '../lots/rules.ts'
import { type MonthPoints, monthOfExpiry, monthsFrom } from './rules.ts'

const monthsShown = 12

/** What came in and what was spent in each of the last twelve months, oldest first; a quiet month is there with zeros. */
export async function monthsOf(db: Db, ownerId: string, now: Date): Promise<MonthPoints[]> {
  const first = addMonths(cityMonth(now), 1 - monthsShown)
  const rows = await db
    .select({ kind: transfers.kind, seq: entries.seq, points: entries.points })
    .from(entries)
    .innerJoin(transfers, eq(transfers.id, entries.transferId))
    .where(and(eq(entries.ownerId, ownerId), gte(entries.seq, startOfCityDay(`${first}-01`).getTime())))
    .orderBy(asc(entries.seq), asc(entries.transferId), asc(entries.accountId))
  return monthsFrom(
    rows.map(({ kind, seq, points }) => ({ kind, month: cityMonth(new Date(seq)), points })),
    Array.from({ length: monthsShown }, (_, at) => addMonths(first, at)),
  )
}

/** Points that will expire, by the month whose end is their last day; the soonest first. */
export async function expiryMonths(db: Db, ownerId: string) {
  const left = sql`${lots.pending} + ${lots.available} + ${lots.held}`
  const rows = await db
    .select({ expiresAt: lots.expiresAt, points: sql<number>`sum(${left})`.mapWith(Number) })
    .from(lots)
    .where(and(inArray(lots.id, lotIdsOfOwner(db, ownerId)), eq(lots.ownerId, ownerId), gt(left, 0)))
    .groupBy(lots.expiresAt)
    .orderBy(asc(lots.expiresAt))
  const months = new Map<string, number>()
  for (const { expiresAt, points } of rows) {
    const month = monthOfExpiry(expiresAt)
    months.set(month, (months.get(month) ?? 0) + points)
  }
  return [...months].map(([month, points]) => ({ month, points }))
}
