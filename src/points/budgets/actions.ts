import { and, asc, desc, eq, gt, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { budgetEntries, budgets } from '../../../db/schema/points.ts'
import { areaById } from '../../areas/queries.ts'
import { type Actor, standingOf, system } from '../../kit/actor.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { cityTermsInForce } from '../rulebook/queries.ts'
import type { CityTerms } from '../rulebook/rules.ts'
import { type Budget, budgetOf } from './queries.ts'
import { budgetAreaOf, movableBudget } from './rules.ts'

type Change = { areaId: string; points: number; reason?: string; actorId?: string; now: Date }

/**
 * Sets points of the area's year aside, when something that will pay them is published.
 *
 * @throws Refusal `budget_exhausted`, details `{ area, needed, left }`
 */
export async function commitBudget(tx: Tx, { areaId, points, reason, actorId, now }: Change): Promise<void> {
  if (points <= 0) return
  const budget = await openBudget(tx, areaId, now)
  const [committed] = await tx
    .update(budgets)
    .set({ committed: sql`${budgets.committed} + ${points}` })
    .where(and(rowOf(budget), sql`${budgets.committed} + ${points} <= ${budgets.points}`))
    .returning({ areaId: budgets.areaId })
  if (!committed) {
    const { name } = await areaById(tx, budget.areaId)
    throw new Refusal('conflict', 'budget_exhausted', {
      area: name,
      needed: points,
      left: await leftIn(tx, areaId, now),
    })
  }
  await record(tx, budget, { kind: 'commit', points: 0, committed: points, reason: reason ?? '', actorId, now })
}

/** Gives back what was set aside and not paid: to this year's budget first, then to the year before. */
export async function releaseBudget(tx: Tx, { areaId, points, reason, actorId, now }: Change): Promise<void> {
  let left = points
  const years = await tx
    .select()
    .from(budgets)
    .where(and(eq(budgets.areaId, budgetAreaOf(areaId)), gt(budgets.committed, 0)))
    .orderBy(desc(budgets.year))
  for (const budget of years) {
    const back = Math.min(left, budget.committed)
    if (back <= 0) break
    const [released] = await tx
      .update(budgets)
      .set({ committed: sql`${budgets.committed} - ${back}` })
      .where(and(rowOf(budget), sql`${budgets.committed} >= ${back}`))
      .returning({ areaId: budgets.areaId })
    if (!released) throw new Error(`the budget of ${areaId} changed while points were released`)
    await record(tx, budget, { kind: 'release', points: 0, committed: -back, reason: reason ?? '', actorId, now })
    left -= back
  }
  if (left > 0) throw new Error(`${left} points were released that ${areaId} never committed`)
}

const rowOf = ({ areaId, year }: { areaId: string; year: number }) =>
  and(eq(budgets.areaId, areaId), eq(budgets.year, year))

async function leftIn(tx: Tx, areaId: string, now: Date): Promise<number> {
  const { points, committed } = await budgetOf(tx, areaId, now)
  return points - committed
}

/** A year's budget begins with its first use. */
async function openBudget(tx: Tx, areaId: string, now: Date): Promise<Budget> {
  const budget = await budgetOf(tx, areaId, now)
  if (budget.version > 0) return budget
  const [fresh] = await tx
    .insert(budgets)
    .values({ ...budget, version: 1 })
    .onConflictDoNothing()
    .returning({ areaId: budgets.areaId })
  if (fresh) {
    await record(tx, budget, { kind: 'open', points: budget.points, committed: 0, reason: '年度额度', now })
  }
  return budget
}

type Entry = Pick<typeof budgetEntries.$inferInsert, 'kind' | 'points' | 'committed' | 'reason'> & {
  id?: string
  actorId?: string | undefined
  now: Date
}

async function record(tx: Tx, { areaId, year }: { areaId: string; year: number }, entry: Entry): Promise<boolean> {
  const { id = newId(entry.now), actorId = system.id, now, ...change } = entry
  const [fresh] = await tx
    .insert(budgetEntries)
    .values({ id, areaId, year, ...change, actorId, at: now })
    .onConflictDoNothing()
    .returning({ id: budgetEntries.id })
  return Boolean(fresh)
}

type BudgetMove = {
  id: string
  fromAreaId: string
  toAreaId: string
  points: number
  reason: string
  actor: Actor
  now: Date
}

/**
 * Moves a part of a year's budget between two areas that the actor administers. A community gives away a tenth of its
 * year at most; a street and the city may give all that is not committed.
 *
 * @throws Refusal `not_allowed`, `budget_move_too_large` { most }, `budget_exhausted`, `budget_same_area`
 */
export async function moveBudget(tx: Tx, { id, fromAreaId, toAreaId, points, reason, actor, now }: BudgetMove) {
  const from = await areaById(tx, budgetAreaOf(fromAreaId))
  const to = await areaById(tx, budgetAreaOf(toAreaId))
  const administers = [from, to].every(({ path }) => standingOf(actor, { areaPath: path }).has('admin'))
  if (!administers) throw new Refusal('forbidden', 'not_allowed')
  if (from.id === to.id) throw new Refusal('invalid', 'budget_same_area', { field: 'toAreaId' })

  const source = await openBudget(tx, from.id, now)
  const target = await openBudget(tx, to.id, now)
  const change = { kind: 'move', committed: 0, reason, actorId: actor.id, now } as const
  if (!(await record(tx, source, { ...change, id: `${id}:from`, points: -points }))) return
  const { terms } = await cityTermsInForce(tx, now)
  const [moved] = await tx
    .update(budgets)
    .set({ points: sql`${budgets.points} - ${points}`, version: sql`${budgets.version} + 1` })
    .where(and(rowOf(source), sql`${budgets.points} - ${budgets.committed} >= ${points}`))
    .returning({ areaId: budgets.areaId })
  if (!moved) {
    const left = await leftIn(tx, from.id, now)
    throw new Refusal('conflict', 'budget_exhausted', { area: from.name, needed: points, left })
  }
  if (from.kind === 'community' || from.kind === 'village') await assertMovable(tx, source, terms)
  await tx
    .update(budgets)
    .set({ points: sql`${budgets.points} + ${points}`, version: sql`${budgets.version} + 1` })
    .where(rowOf(target))
  await record(tx, target, { ...change, id: `${id}:to`, points })
}

/** Looked at after the move, under the lock of the row that gave: two moves at once cannot both be within the tenth. */
async function assertMovable(tx: Tx, { areaId, year }: Budget, terms: CityTerms) {
  const rows = await tx
    .select({ kind: budgetEntries.kind, points: budgetEntries.points })
    .from(budgetEntries)
    .where(and(eq(budgetEntries.areaId, areaId), eq(budgetEntries.year, year)))
    .orderBy(asc(budgetEntries.id))
  const opened = rows.find((row) => row.kind === 'open')?.points ?? 0
  const most = movableBudget(opened, terms)
  const given = rows.reduce((sum, row) => sum + (row.kind === 'move' && row.points < 0 ? -row.points : 0), 0)
  if (given > most) throw new Refusal('conflict', 'budget_move_too_large', { most })
}
