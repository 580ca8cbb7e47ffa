import { and, asc, desc, eq, gt, gte, inArray, like, lte, or, sql } from 'drizzle-orm'
import type { Db } from '../../../../db/database.ts'
import { accountDays, emptyGrants, ruleVersions, transfers, trialRuns } from '../../../../db/schema/points.ts'
import { items } from '../../../../db/schema/stock.ts'
import { orderLines } from '../../../../db/schema/stores.ts'
import { cityDay } from '../../../kit/clock.ts'
import type { GrantDetails } from '../../grants/queries.ts'
import { isDeclined } from '../../grants/rules.ts'
import { accountOf, accounts } from '../../ledger/rules.ts'
import { overall } from '../rules.ts'
import type { PastGrant, PastOrder } from './rules.ts'

export type TrialRun = typeof trialRuns.$inferSelect

/** The latest run of each version of a rule, newest first. */
export const runsOfVersions = (db: Db, versionIds: readonly string[]): Promise<TrialRun[]> =>
  db
    .select()
    .from(trialRuns)
    .where(inArray(trialRuns.ruleVersionId, [...versionIds]))
    .orderBy(desc(trialRuns.at), desc(trialRuns.id))

/** Runs that wait, or whose runner has gone, oldest first. */
export const openRuns = (db: Db): Promise<TrialRun[]> =>
  db
    .select()
    .from(trialRuns)
    .where(inArray(trialRuns.state, ['queued', 'running']))
    .orderBy(asc(trialRuns.at), asc(trialRuns.id))

/** About how many grants the stretch has, from the day's totals: what progress is measured against. */
export async function grantsCount(db: Db, from: string): Promise<number> {
  const [row] = await db
    .select({ n: sql<number>`coalesce(sum(${accountDays.transfers}), 0)`.mapWith(Number) })
    .from(accountDays)
    .where(and(gte(accountDays.day, from), like(accountDays.accountId, `${accounts.budget('')}%`)))
  return row?.n ?? 0
}

export const linesCount = (db: Db, since: Date) => db.$count(orderLines, gte(orderLines.placedAt, since))

/** Every version that was ever scheduled, as it is looked up for a day. */
export async function scheduledTerms(db: Db) {
  const scheduled = await db
    .select()
    .from(ruleVersions)
    .where(eq(ruleVersions.state, 'scheduled'))
    .orderBy(asc(ruleVersions.startsOn), asc(ruleVersions.number), asc(ruleVersions.id))
  const known = new Map<string, unknown>()
  return (rule: string, at: Date) => {
    const day = cityDay(at)
    const key = `${rule} ${day}`
    if (!known.has(key))
      known.set(key, scheduled.filter((one) => one.rule === rule && (one.startsOn ?? '') <= day).at(-1)?.terms)
    return known.get(key)
  }
}

export type Mark = { at: Date; id: string }

/** The next grants in order of time, those the caps left nothing of included. */
export async function grantsAfter(db: Db, after: Mark, limit: number) {
  const paid = await db
    .select({
      ...{ id: transfers.id, account: transfers.creditId, paid: transfers.points, details: transfers.details },
      at: transfers.at,
    })
    .from(transfers)
    .where(and(eq(transfers.kind, 'grant'), beyond(after)))
    .orderBy(asc(transfers.at), asc(transfers.id))
    .limit(limit)
  const last = paid.at(-1)
  const isEnd = paid.length < limit || !last
  const nothing = await db
    .select({ account: emptyGrants.ownerId, details: emptyGrants.details, at: emptyGrants.at })
    .from(emptyGrants)
    .where(and(gt(emptyGrants.at, after.at), isEnd ? undefined : lte(emptyGrants.at, last.at)))
    .orderBy(asc(emptyGrants.at), asc(emptyGrants.id))
  const unpaid = nothing.filter(({ details }) => !isDeclined(JSON.parse(details) as GrantDetails))
  const grants = [...paid, ...unpaid.map((row) => ({ ...row, paid: 0 }))].map(pastGrant)
  grants.sort((a, b) => a.at.getTime() - b.at.getTime())
  return { grants, next: isEnd ? undefined : { at: last.at, id: last.id } }
}

/** Bounded by the instant first, so that the index on time is walked and nothing else. */
const beyond = ({ at, id }: Mark) =>
  and(gte(transfers.at, at), or(gt(transfers.at, at), and(eq(transfers.at, at), gt(transfers.id, id))))

type GrantRow = { account: string; paid: number; details: string; at: Date }

function pastGrant({ account, paid, details, at }: GrantRow): PastGrant {
  const { rule, units, priceOf, asked } = JSON.parse(details) as GrantDetails
  // Points that a task or a panel named stay what they were; a price is worked out again.
  const given = units !== undefined || priceOf ? { units, kind: priceOf } : { points: asked }
  return { personId: accountOf(account).ownerId, rule, paid, asked: given, at }
}

/** The next people who ordered since then, each with their orders in order of time, as far as they kept them. */
export async function ordersAfter(db: Db, { since, personId }: { since: Date; personId: string }, people: number) {
  const next = await db
    .selectDistinct({ personId: orderLines.personId })
    .from(orderLines)
    .where(and(gt(orderLines.personId, personId), gte(orderLines.placedAt, since)))
    .orderBy(asc(orderLines.personId))
    .limit(people)
  const ids = next.map((row) => row.personId)
  if (ids.length === 0) return { shoppers: [], lines: 0, last: undefined }
  const rows = await db
    .select({ line: orderLines, limit: items.limitPer30Days })
    .from(orderLines)
    .innerJoin(items, eq(items.id, orderLines.itemId))
    .where(and(inArray(orderLines.personId, ids), gte(orderLines.placedAt, since)))
    .orderBy(asc(orderLines.personId), asc(orderLines.placedAt), asc(orderLines.orderId), asc(orderLines.itemId))
  return { shoppers: [...shoppersOf(rows).values()], lines: rows.length, last: ids.at(-1) }
}

type LineRow = { line: typeof orderLines.$inferSelect; limit: number }

/** Person → their orders, in order of time. */
function shoppersOf(rows: readonly LineRow[]): Map<string, PastOrder[]> {
  const byPerson = new Map<string, Map<string, PastOrder>>()
  for (const { line, limit: limitPer30Days } of rows) {
    const { personId, orderId, itemId, name, pricePoints, placedAt } = line
    const quantity = line.quantity - line.released - line.returned
    if (quantity <= 0) continue
    const mine = byPerson.get(personId) ?? new Map<string, PastOrder>()
    const order = mine.get(orderId) ?? { placedAt, wanted: [] }
    order.wanted.push({ itemId, name, quantity, pricePoints, limitPer30Days })
    byPerson.set(personId, mine.set(orderId, order))
  }
  return new Map([...byPerson].map(([personId, mine]) => [personId, [...mine.values()]]))
}

/** Whether a trial of this rule reads the grants, the orders, or nothing. */
export const readsOf = (rule: string) =>
  rule === 'REDEEM' ? 'orders' : /^R\d+$/.test(rule) || rule === overall ? 'grants' : 'nothing'
