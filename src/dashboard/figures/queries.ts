import { count, eq, inArray, sum } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { hourTotals } from '../../../db/schema/hours.ts'
import { people } from '../../../db/schema/people.ts'
import { stores } from '../../../db/schema/stock.ts'
import { orders } from '../../../db/schema/stores.ts'
import { claims } from '../../../db/schema/tasks.ts'
import { addDays, cityDay } from '../../kit/clock.ts'
import { pointDays, pointFigures } from '../../points/figures/queries.ts'
import { coverageState } from '../../stock/coverage/queries.ts'
import { byWeek, mondayOf } from './rules.ts'

const weeksShown = 12

/** The city's open figures, every one added up from what is stored. */
export async function figuresOf(db: Db, now: Date) {
  const [residents, tasksDone, collected, openStores, points, minutes, coverage, weeks] = await Promise.all([
    one(db.select({ n: count() }).from(people).where(eq(people.status, 'active'))),
    one(
      db
        .select({ n: count() })
        .from(claims)
        .where(inArray(claims.status, ['approved', 'credited', 'overturned'])),
    ),
    one(db.select({ n: count() }).from(orders).where(eq(orders.state, 'collected'))),
    one(db.select({ n: count() }).from(stores).where(eq(stores.status, 'open'))),
    pointFigures(db),
    one(db.select({ n: sum(hourTotals.minutes).mapWith(Number) }).from(hourTotals)),
    coverageState(db, now),
    weeksOf(db, now),
  ])
  const { issued, spent: redeemed, expired } = points
  // With the charity pools: told apart, their sum would show what a household was paid.
  const outstanding = points.outstanding + points.pool
  const city = { residents, tasksDone, collected, openStores, minutes, shelfFen: coverage.shelfFen }
  return { ...city, issued, redeemed, expired, outstanding, coverage, weeks }
}
export type Figures = Awaited<ReturnType<typeof figuresOf>>

/** One number; a sum over nothing is 0. */
const one = async (rows: Promise<{ n: number | null }[]> | PromiseLike<{ n: number | null }[]>) =>
  (await rows)[0]?.n ?? 0

async function weeksOf(db: Db, now: Date) {
  const today = cityDay(now)
  const days = await pointDays(db, { from: addDays(mondayOf(today), -7 * (weeksShown - 1)), to: today })
  return byWeek(
    days.map(({ day, issued, spent }) => ({ day, issued, redeemed: spent })),
    today,
    weeksShown,
  )
}
