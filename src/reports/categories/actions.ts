import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { categoryEvents, reportCategories } from '../../../db/schema/reports.ts'
import { theCity } from '../../areas/queries.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal, sameVersion } from '../../kit/refusal.ts'
import type { Category } from '../queries.ts'
import { defaultCategories } from './defaults.ts'
import { categoryById } from './queries.ts'

/** What every city starts with. Those it has already, changed or not, are left alone. */
export async function installDefaultCategories(tx: Tx, now: Date): Promise<void> {
  const rows = defaultCategories.map(({ hours: [reportIn, resolve], ...category }, position) => ({
    ...{ urgency: 'normal' as const, isPrivate: false, questions: [] },
    ...category,
    ...{ reportInMinutes: reportIn * 60, resolveMinutes: resolve * 60, position, updatedAt: now },
  }))
  await tx.insert(reportCategories).values(rows).onConflictDoNothing()
}

export type CategoryFields = Pick<
  Category,
  | 'kind'
  | 'groupName'
  | 'name'
  | 'description'
  | 'keywords'
  | 'matter'
  | 'urgency'
  | 'questions'
  | 'reportInMinutes'
  | 'resolveMinutes'
  | 'isPrivate'
  | 'position'
>

type Act = { id: string; actor: Actor; now: Date }

/**
 * Adds a kind of problem or praise. The code is for good: other systems file under it.
 *
 * @throws Refusal `categories_not_yours`, `category_code_wrong`, `category_known`, `clocks_crossed`
 */
export async function addCategory(tx: Tx, { id, fields, actor, now }: Act & { fields: CategoryFields }): Promise<void> {
  await assertAdmin(tx, actor)
  if (!/^[A-Za-z0-9_-]{1,40}$/.test(id)) throw new Refusal('invalid', 'category_code_wrong', { field: 'id' })
  assertClocks(fields)
  const [fresh] = await tx
    .insert(reportCategories)
    .values({ id, ...fields, updatedAt: now })
    .onConflictDoNothing()
    .returning()
  if (!fresh) throw new Refusal('conflict', 'category_known', { field: 'id', id })
  await tx.insert(categoryEvents).values({ id: newId(now), categoryId: id, to: fields, actorId: actor.id, at: now })
}

type Change = Act & { fields: CategoryFields; ends: boolean; version: number }

/**
 * Changes a category; what was filed before keeps the clocks it got. `ends` takes it out of the list.
 *
 * @throws Refusal `categories_not_yours`, `category_missing`, `stale_version`, `clocks_crossed`
 */
export async function changeCategory(tx: Tx, { id, fields, ends, version, actor, now }: Change): Promise<void> {
  await assertAdmin(tx, actor)
  const category = await categoryById(tx, id)
  assertClocks(fields)
  const from = Object.fromEntries(Object.keys(fields).map((name) => [name, category[name as keyof Category]]))
  sameVersion(category.version, version, { yours: fields, theirs: from })
  const [written] = await tx
    .update(reportCategories)
    .set({
      ...fields,
      endedAt: ends ? (category.endedAt ?? now) : null,
      version: sql`${reportCategories.version} + 1`,
      updatedAt: now,
    })
    .where(and(eq(reportCategories.id, id), eq(reportCategories.version, version)))
    .returning({ id: reportCategories.id })
  if (!written) throw new Refusal('conflict', 'stale_version', { given: version })
  const to = { ...fields, ends }
  await tx.insert(categoryEvents).values({ id: newId(now), categoryId: id, from, to, actorId: actor.id, at: now })
}

/** Categories hold for the whole city. */
async function assertAdmin(tx: Tx, actor: Actor): Promise<void> {
  const { path } = await theCity(tx)
  if (!standingOf(actor, { areaPath: path }).has('admin')) throw new Refusal('forbidden', 'categories_not_yours')
}

function assertClocks({ reportInMinutes, resolveMinutes }: CategoryFields): void {
  if (reportInMinutes <= 0 || resolveMinutes < reportInMinutes)
    throw new Refusal('invalid', 'clocks_crossed', { field: 'resolveMinutes' })
}
