import { asc, eq, isNotNull, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { accountDays, accountTotals, entries, purses, transfers } from '../../../db/schema/points.ts'
import { cityDay } from '../../kit/clock.ts'
import { transfersInOrder } from './queries.ts'
import { accountOf, accounts, purseSides } from './rules.ts'

/** Every transfer has its two entries, equal and opposite. */
export async function verifyEntries(db: Db): Promise<string[]> {
  const wrong = await db
    .select({ id: transfers.id })
    .from(transfers)
    .leftJoin(entries, eq(entries.transferId, transfers.id))
    .groupBy(transfers.id, transfers.points)
    .having(
      sql`count(${entries.accountId}) <> 2 or sum(${entries.points}) <> 0 or max(${entries.points}) <> ${transfers.points}`,
    )
    .orderBy(asc(transfers.id))
  return wrong.map(({ id }) => `transfer ${id} does not have two equal and opposite entries`)
}

/** The balances kept beside the entries are the sums of the entries, all along. */
export async function verifyBalances(db: Db): Promise<string[]> {
  const sums = await db
    .select({ accountId: entries.accountId, points: sql<number>`sum(${entries.points})`.mapWith(Number) })
    .from(entries)
    .where(isNotNull(entries.balance))
    .groupBy(entries.accountId)
    .orderBy(asc(entries.accountId))
  const byAccount = new Map(sums.map(({ accountId, points }) => [accountId, points]))
  const rows = await db.select().from(purses).orderBy(asc(purses.ownerId))
  const kept = rows.flatMap((purse) =>
    purseSides.map((side) => ({ id: accounts[side](purse.ownerId), points: purse[side] })),
  )
  const differences = kept
    .filter(({ id, points }) => points !== (byAccount.get(id) ?? 0))
    .map(({ id, points }) => `account ${id} keeps ${points} points, its entries add up to ${byAccount.get(id) ?? 0}`)
  const known = new Set(kept.map(({ id }) => id))
  const lost = sums
    .filter(({ accountId }) => !known.has(accountId))
    .map(({ accountId }) => `account ${accountId} has entries and no purse`)
  return [...differences, ...lost, ...(await verifyRunning(db))]
}

async function verifyRunning(db: Db): Promise<string[]> {
  const running = db
    .select({
      transferId: entries.transferId,
      accountId: entries.accountId,
      balance: entries.balance,
      sum: sql<number>`sum(${entries.points}) over (partition by ${entries.accountId} order by ${entries.seq}, ${entries.transferId})`.as(
        'running_sum',
      ),
    })
    .from(entries)
    .where(isNotNull(entries.balance))
    .as('running')
  const wrong = await db
    .select({ transferId: running.transferId, accountId: running.accountId })
    .from(running)
    .where(sql`${running.balance} <> ${running.sum}`)
    .orderBy(asc(running.accountId), asc(running.transferId))
    .limit(100)
  return wrong.map(
    ({ transferId, accountId }) => `after ${transferId} the balance of ${accountId} is not the sum of its entries`,
  )
}

type Counter = { credited: number; debited: number; transfers: number }

/** The totals and day counters of accounts that keep no balance, rebuilt from the transfers. */
export async function verifyTotals(db: Db): Promise<string[]> {
  const totals = new Map<string, Counter>()
  const days = new Map<string, Counter>()
  for await (const { debitId, creditId, points, at } of transfersInOrder(db)) {
    for (const [id, counted] of [
      [debitId, { credited: 0, debited: points, transfers: 1 }],
      [creditId, { credited: points, debited: 0, transfers: 1 }],
    ] as const) {
      if (accountOf(id).side) continue
      add(totals, id, counted)
      add(days, `${id} on ${cityDay(at)}`, counted)
    }
  }
  const sums = {
    credited: sql<number>`sum(credited)`.mapWith(Number),
    debited: sql<number>`sum(debited)`.mapWith(Number),
  }
  const keptTotals = await db
    .select({ id: accountTotals.accountId, ...sums })
    .from(accountTotals)
    .groupBy(accountTotals.accountId)
    .orderBy(asc(accountTotals.accountId))
  const keptDays = await db
    .select({
      id: accountDays.accountId,
      day: accountDays.day,
      ...sums,
      transfers: sql<number>`sum(transfers)`.mapWith(Number),
    })
    .from(accountDays)
    .groupBy(accountDays.accountId, accountDays.day)
    .orderBy(asc(accountDays.accountId), asc(accountDays.day))
  return [
    ...compare('the total of', totals, new Map(keptTotals.map(({ id, ...kept }) => [id, kept]))),
    ...compare('the day of', days, new Map(keptDays.map(({ id, day, ...kept }) => [`${id} on ${day}`, kept]))),
  ]
}

function add(to: Map<string, Counter>, key: string, counted: Counter) {
  const known = to.get(key) ?? { credited: 0, debited: 0, transfers: 0 }
  known.credited += counted.credited
  known.debited += counted.debited
  known.transfers += counted.transfers
  to.set(key, known)
}

function compare(what: string, rebuilt: Map<string, Counter>, kept: Map<string, Partial<Counter>>): string[] {
  const differences: string[] = []
  for (const key of new Set([...rebuilt.keys(), ...kept.keys()])) {
    const right = rebuilt.get(key)
    const found = kept.get(key)
    const same =
      right &&
      found &&
      right.credited === found.credited &&
      right.debited === found.debited &&
      (found.transfers === undefined || found.transfers === right.transfers)
    if (!same)
      differences.push(
        `${what} ${key} is kept as ${JSON.stringify(found)}, its transfers give ${JSON.stringify(right)}`,
      )
  }
  return differences
}
