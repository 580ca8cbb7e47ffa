import { and, count, eq, gte, inArray, like, or, sql, sum } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { hourTotals } from '../../../db/schema/hours.ts'
import { people } from '../../../db/schema/people.ts'
import { accountDays, accountTotals, purses } from '../../../db/schema/points.ts'
import { stores } from '../../../db/schema/stock.ts'
import { orders } from '../../../db/schema/stores.ts'
import { claims } from '../../../db/schema/tasks.ts'
import { addDays, cityDay } from '../../kit/clock.ts'
import { accounts } from '../../points/ledger/rules.ts'
import { cityTermsInForce } from '../../points/rulebook/queries.ts'
import { shelfValueFen } from '../../stock/queries.ts'
import { byWeek, coverageOf, mondayOf } from './rules.ts'

const weeksShown = 12

/** The city's open figures, every one added up from what is stored. */
export async function figuresOf(db: Db, now: Date) {
  const [residents, tasksDone, collected, openStores, points, minutes, shelfFen, terms, weeks] = await Promise.all([
    one(db.select({ n: count() }).from(people).where(eq(people.status, 'active'))),
    one(
      db
        .select({ n: count() })
        .from(claims)
        .where(inArray(claims.status, ['approved', 'credited', 'overturned'])),
    ),
    one(db.select({ n: count() }).from(orders).where(eq(orders.state, 'collected'))),
    one(db.select({ n: count() }).from(stores).where(eq(stores.status, 'open'))),
    pointsOf(db),
    one(db.select({ n: sum(hourTotals.minutes).mapWith(Number) }).from(hourTotals)),
    shelfValueFen(db, now),
    cityTermsInForce(db, now),
    weeksOf(db, now),
  ])
  const coverage = coverageOf(shelfFen, points.outstanding, terms.terms)
  return { residents, tasksDone, collected, openStores, ...points, minutes, shelfFen, coverage, weeks }
}
export type Figures = Awaited<ReturnType<typeof figuresOf>>

/** One number; a sum over nothing is 0. */
const one = async (rows: Promise<{ n: number | null }[]> | PromiseLike<{ n: number | null }[]>) =>
  (await rows)[0]?.n ?? 0

/** Issued is what left the budgets less what reversals brought back; outstanding is what people hold. */
async function pointsOf(db: Db) {
  const net = (credit: boolean) =>
    sql<number>`sum(${credit ? accountTotals.credited : accountTotals.debited}) - sum(${credit ? accountTotals.debited : accountTotals.credited})`.mapWith(
      Number,
    )
  const [issued, redeemed, expired, outstanding] = await Promise.all([
    one(
      db
        .select({ n: net(false) })
        .from(accountTotals)
        .where(like(accountTotals.accountId, accounts.budget('%'))),
    ),
    one(
      db
        .select({ n: net(true) })
        .from(accountTotals)
        .where(eq(accountTotals.accountId, accounts.spent)),
    ),
    one(
      db
        .select({ n: net(true) })
        .from(accountTotals)
        .where(eq(accountTotals.accountId, accounts.expired)),
    ),
    one(
      db
        .select({ n: sql<number>`sum(${purses.available} + ${purses.pending} + ${purses.held})`.mapWith(Number) })
        .from(purses),
    ),
  ])
  return { issued, redeemed, expired, outstanding }
}

async function weeksOf(db: Db, now: Date) {
  const today = cityDay(now)
  const isBudget = like(accountDays.accountId, accounts.budget('%'))
  const rows = await db
    .select({
      day: accountDays.day,
      issued: sql<number>`sum(case when ${isBudget} then ${accountDays.debited} else 0 end)`.mapWith(Number),
      redeemed: sql<number>`sum(case when ${isBudget} then 0 else ${accountDays.credited} end)`.mapWith(Number),
    })
    .from(accountDays)
    .where(
      and(
        gte(accountDays.day, addDays(mondayOf(today), -7 * (weeksShown - 1))),
        or(isBudget, eq(accountDays.accountId, accounts.spent)),
      ),
    )
    .groupBy(accountDays.day)
    .orderBy(accountDays.day)
  return byWeek(rows, today, weeksShown)
}
