import { and, asc, eq, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { budgetEntries, budgets } from '../../../db/schema/points.ts'

/** Every budget is what its entries add up to. */
export async function verifyBudgets(db: Db): Promise<string[]> {
  const rows = await db
    .select({
      ...{ areaId: budgets.areaId, year: budgets.year, points: budgets.points, committed: budgets.committed },
      entered: sql<number>`coalesce(sum(${budgetEntries.points}), 0)`.mapWith(Number),
      enteredCommitted: sql<number>`coalesce(sum(${budgetEntries.committed}), 0)`.mapWith(Number),
    })
    .from(budgets)
    .leftJoin(budgetEntries, and(eq(budgetEntries.areaId, budgets.areaId), eq(budgetEntries.year, budgets.year)))
    .groupBy(budgets.areaId, budgets.year)
    .orderBy(asc(budgets.areaId), asc(budgets.year))
  return rows
    .filter((row) => row.points !== row.entered || row.committed !== row.enteredCommitted)
    .map((row) => `the budget of ${row.areaId} for ${row.year} differs from its entries`)
}
