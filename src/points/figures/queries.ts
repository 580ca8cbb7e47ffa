import { and, asc, eq, gte, like, lte, or, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { accountDays, accountTotals, purses } from '../../../db/schema/points.ts'
import { accounts } from '../ledger/rules.ts'

const sumOf = (column: string) => sql<number>`coalesce(sum(${sql.raw(column)}), 0)`.mapWith(Number)

/** What every account that nobody owns took in and gave out, over all time. */
export const issuerTotals = (db: Db) =>
  db
    .select({ accountId: accountTotals.accountId, credited: sumOf('credited'), debited: sumOf('debited') })
    .from(accountTotals)
    .groupBy(accountTotals.accountId)
    .orderBy(asc(accountTotals.accountId))

export type PointFigures = { issued: number; spent: number; expired: number; pool: number; outstanding: number }

const pooled = async (db: Db) => {
  const [row] = await db
    .select({ points: sumOf('available') })
    .from(purses)
    .where(eq(purses.kind, 'pool'))
  return row?.points ?? 0
}

/**
 * The city's points from a handful of rows, however long the history. `outstanding` is what people hold, pending and
 * held points and debts included: everything issued that went nowhere else.
 */
export async function pointFigures(db: Db): Promise<PointFigures> {
  const totals = await issuerTotals(db)
  const net = (id: string) =>
    totals.filter(({ accountId }) => accountId === id).reduce((sum, row) => sum + row.credited - row.debited, 0)
  const issued = totals
    .filter(({ accountId }) => accountId.startsWith(accounts.budget('')))
    .reduce((sum, row) => sum + row.debited - row.credited, 0)
  const [spent, expired, pool] = [net(accounts.spent), net(accounts.expired), await pooled(db)]
  return { issued, spent, expired, pool, outstanding: issued - spent - expired - pool }
}

/** Points issued, taken back, spent, refunded and expired, day by day. */
export async function pointDays(db: Db, { from, to }: { from: string; to: string }) {
  const isBudget = like(accountDays.accountId, `${accounts.budget('')}%`)
  const rows = await db
    .select({
      day: accountDays.day,
      accountId: accountDays.accountId,
      credited: sumOf('credited'),
      debited: sumOf('debited'),
    })
    .from(accountDays)
    .where(
      and(
        gte(accountDays.day, from),
        lte(accountDays.day, to),
        or(isBudget, eq(accountDays.accountId, accounts.spent), eq(accountDays.accountId, accounts.expired)),
      ),
    )
    .groupBy(accountDays.day, accountDays.accountId)
    .orderBy(asc(accountDays.day), asc(accountDays.accountId))
  const days = new Map<
    string,
    { day: string; issued: number; reversed: number; spent: number; refunded: number; expired: number }
  >()
  for (const { day, accountId, credited, debited } of rows) {
    const sums = days.get(day) ?? { day, issued: 0, reversed: 0, spent: 0, refunded: 0, expired: 0 }
    if (accountId === accounts.spent) {
      sums.spent += credited
      sums.refunded += debited
    } else if (accountId === accounts.expired) sums.expired += credited
    else {
      sums.issued += debited
      sums.reversed += credited
    }
    days.set(day, sums)
  }
  return [...days.values()]
}
