import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { accountTotals, budgetEntries, budgets } from '../../../db/schema/points.ts'
import { areaById, areasCovered } from '../../areas/queries.ts'
import { cityDay } from '../../kit/clock.ts'
import { accounts } from '../ledger/rules.ts'
import { cityTermsInForce } from '../rulebook/queries.ts'
import { budgetAreaOf, yearlyBudget } from './rules.ts'

export const cityYear = (now: Date) => Number(cityDay(now).slice(0, 4))

export type Budget = { areaId: string; year: number; points: number; committed: number; version: number }

/** What the area may issue this year and how much of it is committed, also before anything was. */
export async function budgetOf(db: Db, areaId: string, now: Date): Promise<Budget> {
  const id = budgetAreaOf(areaId)
  const year = cityYear(now)
  const [budget] = await db
    .select()
    .from(budgets)
    .where(and(eq(budgets.areaId, id), eq(budgets.year, year)))
  if (budget) return budget
  const { kind, residents } = await areaById(db, id)
  const { terms } = await cityTermsInForce(db, now)
  return { areaId: id, year, points: yearlyBudget(kind, residents, terms), committed: 0, version: 0 }
}

/** The budgets of every area at or below `path` that has one, with what was issued out of each so far. */
export async function budgetsBelow(db: Db, path: string, now: Date) {
  const areas = (await areasCovered(db, path)).filter(({ id }) => id === budgetAreaOf(id))
  const rows = await Promise.all(areas.map(async (area) => ({ area, budget: await budgetOf(db, area.id, now) })))
  const issued = await issuedBy(
    db,
    areas.map(({ id }) => id),
  )
  return rows.map((row) => ({ ...row, issued: issued.get(row.area.id) ?? 0 }))
}

/** Points issued and not taken back, by area, over all years. */
async function issuedBy(db: Db, areaIds: readonly string[]): Promise<Map<string, number>> {
  if (areaIds.length === 0) return new Map()
  const rows = await db
    .select({
      accountId: accountTotals.accountId,
      points: sql<number>`sum(${accountTotals.debited} - ${accountTotals.credited})`.mapWith(Number),
    })
    .from(accountTotals)
    .where(inArray(accountTotals.accountId, areaIds.map(accounts.budget)))
    .groupBy(accountTotals.accountId)
    .orderBy(asc(accountTotals.accountId))
  return new Map(rows.map(({ accountId, points }) => [accountId.slice(accounts.budget('').length), points]))
}

/** What changed a budget, newest first. */
export const budgetEntriesOf = (db: Db, areaId: string, year: number, limit = 50) =>
  db
    .select()
    .from(budgetEntries)
    .where(and(eq(budgetEntries.areaId, areaId), eq(budgetEntries.year, year)))
    .orderBy(desc(budgetEntries.id))
    .limit(limit)
