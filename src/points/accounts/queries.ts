import { and, asc, desc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { capCounters, entries, lots, pointAppeals, purses, reversals } from '../../../db/schema/points.ts'
import type { Role } from '../../kit/actor.ts'
import { cityDay, cityMonth } from '../../kit/clock.ts'
import { accountOf, type PurseSide, purseSides } from '../ledger/rules.ts'
import type { RuleVersion } from '../rulebook/queries.ts'
import { rulesWithVersions } from '../rulebook/queries.ts'
import type { Cap } from '../rulebook/rules.ts'

/** Whoever watches over points may go through an account; clerks keep the register, not the books. */
export const overAccounts: readonly Role[] = ['auditor', 'admin']

/** An owner's four balances as they are kept, and as all their entries add up to. */
export async function addedUp(db: Db, ownerId: string) {
  const [purse] = await db.select().from(purses).where(eq(purses.ownerId, ownerId))
  const sums = await db
    .select({
      accountId: entries.accountId,
      points: sql<number>`sum(${entries.points})`.mapWith(Number),
      count: sql<number>`count(*)`.mapWith(Number),
    })
    .from(entries)
    .where(eq(entries.ownerId, ownerId))
    .groupBy(entries.accountId)
    .orderBy(asc(entries.accountId))
  const bySide = new Map(sums.map(({ accountId, points }) => [accountOf(accountId).side, points]))
  const sides = purseSides.map((side) => ({ side, kept: purse?.[side] ?? 0, added: bySide.get(side) ?? 0 }))
  return { sides, entries: sums.reduce((sum, { count }) => sum + count, 0), isRight: sides.every(isSame) }
}

const isSame = ({ kept, added }: { side: PurseSide; kept: number; added: number }) => kept === added

const lotsShown = 200

/** Lots that still hold points, the first to expire first. */
export const lotsHeld = (db: Db, ownerId: string) =>
  db
    .select()
    .from(lots)
    .where(and(eq(lots.ownerId, ownerId), gt(sql`${lots.pending} + ${lots.available} + ${lots.held}`, 0)))
    .orderBy(asc(lots.expiresAt), asc(lots.id))
    .limit(lotsShown)

type Counter = { rule: string; period: string; points: number; times: number; caps: Cap[] }

/** What counts against the caps today, this month and this year, beside the caps in force. */
export async function capsNow(db: Db, ownerId: string, now: Date): Promise<Counter[]> {
  const periods = [cityDay(now), cityMonth(now), cityDay(now).slice(0, 4)]
  const counters = await db
    .select()
    .from(capCounters)
    .where(and(eq(capCounters.ownerId, ownerId), inArray(capCounters.period, periods)))
    .orderBy(asc(capCounters.rule), desc(capCounters.period))
  const inForce = new Map<string, RuleVersion | undefined>()
  for (const { code, versions } of await rulesWithVersions(db))
    inForce.set(
      code,
      versions.find(({ state, startsOn }) => state === 'scheduled' && (startsOn ?? '') <= cityDay(now)),
    )
  return counters.map(({ rule, period, points, times }) => {
    const per = period.length === 10 ? 'day' : period.length === 7 ? 'month' : 'year'
    const { caps = [] } = (inForce.get(rule)?.terms ?? {}) as { caps?: Cap[] }
    return { rule, period, points, times, caps: caps.filter((cap) => cap.per === per) }
  })
}

/** Everything that was taken back from somebody, newest first. */
export const reversalsOf = (db: Db, ownerId: string) =>
  db.select().from(reversals).where(eq(reversals.ownerId, ownerId)).orderBy(desc(reversals.at), desc(reversals.id))

export const appealsOf = (db: Db, ownerId: string) =>
  db.select().from(pointAppeals).where(eq(pointAppeals.ownerId, ownerId)).orderBy(desc(pointAppeals.id))
