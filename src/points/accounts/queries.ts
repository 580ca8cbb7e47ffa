import { and, asc, desc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { entries, lots, pointAppeals, purses, reversals } from '../../../db/schema/points.ts'
import type { Role } from '../../kit/actor.ts'
import { cityDay } from '../../kit/clock.ts'
import { type Earned, earnedNow } from '../grants/rules.ts'
import { accountOf, type PurseSide, purseSides } from '../ledger/rules.ts'
import { lotIdsOfOwner } from '../lots/queries.ts'
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
    .where(
      and(
        inArray(lots.id, lotIdsOfOwner(db, ownerId)),
        eq(lots.ownerId, ownerId),
        gt(sql`${lots.pending} + ${lots.available} + ${lots.held}`, 0),
      ),
    )
    .orderBy(asc(lots.expiresAt), asc(lots.id))
    .limit(lotsShown)

type Counter = { rule: string; period: string; points: number; times: number; caps: Cap[] }

const periods = { day: 10, month: 7, year: 4 } as const

/** What counts against the caps today, this month and this year, beside the caps in force. */
export async function capsNow(db: Db, ownerId: string, now: Date): Promise<Counter[]> {
  const [purse] = await db.select({ earned: purses.earned }).from(purses).where(eq(purses.ownerId, ownerId))
  const tallies = earnedNow((purse?.earned ?? {}) as Earned, cityDay(now))
  const inForce = new Map<string, RuleVersion | undefined>()
  for (const { code, versions } of await rulesWithVersions(db))
    inForce.set(
      code,
      versions.find(({ state, startsOn }) => state === 'scheduled' && (startsOn ?? '') <= cityDay(now)),
    )
  return tallies.flatMap(([rule, tally]) => {
    const { caps = [] } = (inForce.get(rule)?.terms ?? {}) as { caps?: Cap[] }
    return (['day', 'month', 'year'] as const).flatMap((per) => {
      const [points, times] = tally[per]
      const held = caps.filter((cap) => cap.per === per)
      return times > 0 || held.length
        ? { rule, period: tally.on.slice(0, periods[per]), points, times, caps: held }
        : []
    })
  })
}

/** Everything that was taken back from somebody, newest first. */
export const reversalsOf = (db: Db, ownerId: string) =>
  db.select().from(reversals).where(eq(reversals.ownerId, ownerId)).orderBy(desc(reversals.at), desc(reversals.id))

export const appealsOf = (db: Db, ownerId: string) =>
  db.select().from(pointAppeals).where(eq(pointAppeals.ownerId, ownerId)).orderBy(desc(pointAppeals.id))
