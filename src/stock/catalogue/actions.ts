import { and, eq, ne, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { type ItemCategory, itemPrices, items } from '../../../db/schema/stock.ts'
import type { Actor } from '../../kit/actor.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal, sameVersion } from '../../kit/refusal.ts'
import { keepPhoto } from '../../photos/actions.ts'
import type { PreparedPhoto } from '../../photos/prepare.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { assertPricesMove } from '../coverage/actions.ts'
import { coverageState } from '../coverage/queries.ts'
import { writeDown } from '../events.ts'
import { type Item, itemById } from '../queries.ts'
import { isBarred, readBarcode } from '../rules.ts'
import { assertKeepsCatalogue } from '../standing.ts'
import { duePrices, pricesOf } from './queries.ts'
import { startOfPrice } from './rules.ts'

export type ItemFields = {
  name: string
  unit: string
  category: ItemCategory
  /** As scanned or typed; empty for loose goods. */
  barcode: string
  limitPer30Days: number
  unitValueFen: number
}

type By = { photo?: PreparedPhoto | undefined; actor: Actor; now: Date }

/**
 * Adds an item to the city's catalogue with its first price.
 *
 * @throws Refusal `catalogue_not_yours`, `barcode_invalid`, `barcode_taken`, `goods_barred`, `same_id_other_content`
 */
export async function addItem(
  tx: Tx,
  { id, pricePoints, fields, photo, actor, now }: { id: string; pricePoints: number; fields: ItemFields } & By,
): Promise<Item> {
  await assertKeepsCatalogue(tx, actor)
  const barcode = await freeBarcode(tx, fields.barcode, id)
  assertAllowed(fields)

  const photoId = await pictured(tx, { id, photo, actor, now })
  const row = { ...fields, id, barcode, pricePoints, createdAt: now, photoId: photoId ?? null }
  const [fresh] = await tx.insert(items).values(row).onConflictDoNothing().returning()
  if (!fresh) return firstItem(tx, row)
  await tx
    .insert(itemPrices)
    .values({ id: newId(now), itemId: id, pricePoints, startsAt: now, setBy: actor.id, setAt: now, reason: '首次定价' })
  await writeDown(tx, { subjectId: id, step: 'added', to: { ...fields, pricePoints }, actorId: actor.id, now })
  return fresh
}

async function firstItem(
  tx: Tx,
  { id, name, unit, pricePoints }: { id: string; name: string; unit: string; pricePoints: number },
) {
  const first = await itemById(tx, id)
  if (first.name !== name || first.unit !== unit || first.pricePoints !== pricePoints)
    throw new Refusal('conflict', 'same_id_other_content')
  return first
}

/**
 * Changes an item as the form says; its price changes by `setPrice` alone.
 *
 * @throws Refusal `catalogue_not_yours`, `stale_version`, `barcode_invalid`, `barcode_taken`, `goods_barred`
 */
export async function changeItem(
  tx: Tx,
  input: { itemId: string; fields: ItemFields; active: boolean; version: number } & By,
): Promise<void> {
  const { itemId, fields, active, version, photo, actor, now } = input
  await assertKeepsCatalogue(tx, actor)
  const item = await itemById(tx, itemId)
  const [from, to] = [
    { ...fieldsOf(item), active: item.active },
    { ...fields, active },
  ]
  sameVersion(item.version, version, { yours: to, theirs: from })
  const barcode = await freeBarcode(tx, fields.barcode, itemId)
  assertAllowed(fields)

  const photoId = (await pictured(tx, { id: itemId, photo, actor, now })) ?? item.photoId
  await tx
    .update(items)
    .set({ ...to, barcode, photoId, version: sql`${items.version} + 1` })
    .where(and(eq(items.id, itemId), eq(items.version, version)))
  await writeDown(tx, { subjectId: itemId, step: 'changed', from, to, actorId: actor.id, now })
}

/** The fields of an item as they are now, the way a form or a program changes them. */
export const fieldsOf = ({ name, unit, category, barcode, limitPer30Days, unitValueFen }: Item): ItemFields => ({
  name,
  unit,
  category,
  barcode: barcode ?? '',
  limitPer30Days,
  unitValueFen,
})

function assertAllowed({ barcode, name }: ItemFields): void {
  if (isBarred({ barcode, name })) throw new Refusal('conflict', 'goods_barred', { field: 'name' })
}

async function freeBarcode(tx: Tx, typed: string, itemId: string): Promise<string | null> {
  const barcode = readBarcode(typed)
  if (!barcode) return null
  const [other] = await tx
    .select()
    .from(items)
    .where(and(eq(items.barcode, barcode), ne(items.id, itemId)))
  if (other) throw new Refusal('conflict', 'barcode_taken', { field: 'barcode', name: other.name })
  return barcode
}

async function pictured(tx: Tx, { id, photo, actor, now }: { id: string } & By): Promise<string | undefined> {
  if (!photo) return undefined
  return keepPhoto(tx, { prepared: photo, purpose: 'catalogue', subjectId: id, ownerId: actor.id, now })
}

type SetPrice = {
  id: string
  itemId: string
  pricePoints: number
  /** City day from which it holds. */
  startsOn: string
  reason: string
  actor: Actor
  now: Date
}

/**
 * Announces a new price. See `startOfPrice` for what is allowed.
 *
 * @throws Refusal `catalogue_not_yours`, `prices_frozen` and those of `startOfPrice`
 */
export async function setPrice(
  tx: Tx,
  { id, itemId, pricePoints, startsOn, reason, actor, now }: SetPrice,
): Promise<void> {
  await assertKeepsCatalogue(tx, actor)
  // Writing the item first makes two price changes wait for each other: the second one sees the first.
  await tx
    .update(items)
    .set({ version: sql`${items.version}` })
    .where(eq(items.id, itemId))
  await itemById(tx, itemId)
  const history = await pricesOf(tx, itemId)
  if (history.some((price) => price.id === id)) return
  await assertPricesMove(tx, now)
  const { terms } = await documentInForce(tx, 'SHELF', now)
  const startsAt = startOfPrice(terms, { pricePoints, startsOn }, history, now)
  await tx.insert(itemPrices).values({ id, itemId, pricePoints, startsAt, setBy: actor.id, setAt: now, reason })
  if (startsAt <= now) await tx.update(items).set({ pricePoints }).where(eq(items.id, itemId))
}

/** Announced prices whose day has come are what people pay from now on. While prices are frozen, they wait. */
export async function beginPrices(tx: Tx, now: Date): Promise<number> {
  const due = await duePrices(tx, now)
  if (due.length === 0 || (await coverageState(tx, now)).pricesFrozen) return 0
  for (const { itemId, pricePoints } of due) await tx.update(items).set({ pricePoints }).where(eq(items.id, itemId))
  return due.length
}
