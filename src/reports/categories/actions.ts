import { and, asc, eq, inArray, isNull, ne, notInArray, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { categoryEvents, reportCategories, reports } from '../../../db/schema/reports.ts'
import { theCity } from '../../areas/queries.ts'
import { type Actor, standingOf, system } from '../../kit/actor.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal, sameVersion } from '../../kit/refusal.ts'
import { setPhotosPublic } from '../../photos/actions.ts'
import type { Category } from '../queries.ts'
import { defaultCategories } from './defaults.ts'
import { categoryById } from './queries.ts'
import { assertCategory, type CategoryFields } from './rules.ts'

/** What every city starts with. Those it has already, changed or not, are left alone but for their place. */
export async function installDefaultCategories(tx: Tx, now: Date): Promise<void> {
  const rows = defaultCategories.map(({ hours: [reportIn, resolve], ...category }, position) => ({
    ...{ urgency: 'normal' as const, isPrivate: false, isPlaceExact: false, questions: [] },
    ...category,
    ...{ reportInMinutes: reportIn * 60, resolveMinutes: resolve * 60, position, updatedAt: now },
  }))
  await tx.insert(reportCategories).values(rows).onConflictDoNothing()
  await showDefaultPlaces(tx, now)
}

/**
 * A city from before there was a choice showed every place exactly. Of the categories we gave it, manholes and lamps stay
 * where they are, until it says otherwise itself: its own saving of a category names the place, whatever it says of it.
 */
async function showDefaultPlaces(tx: Tx, now: Date): Promise<void> {
  const exact = defaultCategories.filter(({ isPlaceExact }) => isPlaceExact).map(({ id }) => id)
  const rough = await tx
    .select()
    .from(reportCategories)
    .where(
      and(
        ...[inArray(reportCategories.id, exact), eq(reportCategories.kind, 'problem')],
        ...[eq(reportCategories.isPlaceExact, false), eq(reportCategories.isPrivate, false)],
      ),
    )
    .orderBy(asc(reportCategories.id))
  for (const category of rough) {
    const said = await tx
      .select({ to: categoryEvents.to })
      .from(categoryEvents)
      .where(eq(categoryEvents.categoryId, category.id))
      .orderBy(asc(categoryEvents.id))
    if (said.some(({ to }) => 'isPlaceExact' in (to as object))) continue
    await write(tx, category, { isPlaceExact: true }, now)
    const change = { from: { isPlaceExact: false }, to: { isPlaceExact: true } }
    await record(tx, { id: category.id, ...change, actor: system, now })
  }
}

type Act = { id: string; actor: Actor; now: Date }

/**
 * Adds a kind of problem or praise. Its code and kind are for good: other systems file under the one, and the desk
 * treats reports by the other.
 *
 * @throws Refusal `categories_not_yours`, `category_known`, and what `assertCategory` throws
 */
export async function addCategory(
  tx: Tx,
  { id, kind, fields, actor, now }: Act & { kind: Category['kind']; fields: CategoryFields },
): Promise<void> {
  await assertAdmin(tx, actor)
  assertCategory(id, fields)
  const [fresh] = await tx
    .insert(reportCategories)
    .values({ id, kind, ...fields, updatedAt: now })
    .onConflictDoNothing()
    .returning()
  if (!fresh) throw new Refusal('conflict', 'category_known', { field: 'id', id })
  await record(tx, { id, to: { kind, ...fields }, actor, now })
}

/**
 * Changes a category. What was filed before keeps the clocks and answers it got, but is hidden when the category is made
 * private, and shown again when it is made public.
 *
 * @throws Refusal `categories_not_yours`, `category_missing`, `stale_version`, and what `assertCategory` throws
 */
export async function changeCategory(
  tx: Tx,
  { id, fields, version, actor, now }: Act & { fields: CategoryFields; version: number },
): Promise<void> {
  await assertAdmin(tx, actor)
  const category = await categoryById(tx, id)
  assertCategory(id, fields)
  const from = Object.fromEntries(Object.keys(fields).map((name) => [name, category[name as keyof Category]]))
  sameVersion(category.version, version, { yours: fields, theirs: from })
  await write(tx, category, fields, now)
  if (fields.isPrivate !== category.isPrivate) await (fields.isPrivate ? hideReports : showReports)(tx, id)
  await record(tx, { id, from, to: fields, actor, now })
}

const hideReports = (tx: Tx, categoryId: string) =>
  turnReports(tx, and(eq(reports.categoryId, categoryId), eq(reports.isPublic, true)), false)

/** Only those that everybody could read before. Who filed under a private category was told that nobody would. */
const showReports = (tx: Tx, categoryId: string) =>
  turnReports(
    tx,
    and(
      ...[eq(reports.categoryId, categoryId), eq(reports.isHiddenByCategory, true)],
      notInArray(reports.status, ['filed', 'refused', 'merged']),
    ),
    true,
  )

async function turnReports(tx: Tx, which: SQL | undefined, isPublic: boolean): Promise<void> {
  const turned = await tx
    .update(reports)
    .set({ isPublic, isHiddenByCategory: !isPublic })
    .where(which)
    .returning({ id: reports.id })
  await setPhotosPublic(
    tx,
    turned.map(({ id }) => id),
    isPublic,
  )
}

/**
 * Takes a category out of the list, or puts it back. What was filed under it stays; routing rules that name it raise
 * their alarm.
 *
 * @throws Refusal `category_is_the_last`, `stale_version`
 */
export async function endCategory(
  tx: Tx,
  { id, ends, version, actor, now }: Act & { ends: boolean; version: number },
): Promise<void> {
  await assertAdmin(tx, actor)
  const category = await categoryById(tx, id)
  const from = { isEnded: category.endedAt !== null }
  sameVersion(category.version, version, { yours: { isEnded: ends }, theirs: from })
  if (ends && (await othersInUse(tx, category)) === 0) throw new Refusal('conflict', 'category_is_the_last')
  await write(tx, category, { endedAt: ends ? (category.endedAt ?? now) : null }, now)
  await record(tx, { id, from, to: { isEnded: ends }, actor, now })
}

const othersInUse = (tx: Tx, { id, kind }: Category) =>
  tx.$count(
    reportCategories,
    and(eq(reportCategories.kind, kind), ne(reportCategories.id, id), isNull(reportCategories.endedAt)),
  )

async function write(tx: Tx, { id, version }: Category, set: Partial<Category>, now: Date): Promise<void> {
  const [written] = await tx
    .update(reportCategories)
    .set({ ...set, version: sql`${reportCategories.version} + 1`, updatedAt: now })
    .where(and(eq(reportCategories.id, id), eq(reportCategories.version, version)))
    .returning({ id: reportCategories.id })
  if (!written) throw new Refusal('conflict', 'stale_version', {})
}

type Recorded = Act & { from?: unknown; to: unknown }

const record = async (tx: Tx, { id, from, to, actor, now }: Recorded) =>
  void (await tx
    .insert(categoryEvents)
    .values({ id: newId(now), categoryId: id, from: from ?? null, to, actorId: actor.id, at: now }))

/** Categories hold for the whole city. */
async function assertAdmin(tx: Tx, actor: Actor): Promise<void> {
  const { path } = await theCity(tx)
  if (!standingOf(actor, { areaPath: path }).has('admin')) throw new Refusal('forbidden', 'categories_not_yours')
}
