import { and, asc, desc, eq, gt, inArray, isNull, lt, or } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { grants, people } from '../../../db/schema/people.ts'
import { items, stockLots } from '../../../db/schema/stock.ts'
import { discrepancies, discrepancyEvents } from '../../../db/schema/stores.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { found } from '../../kit/refusal.ts'
import { type Store, storeById } from '../../stock/queries.ts'
import { formerKeepersSince } from './rules.ts'

export type Discrepancy = typeof discrepancies.$inferSelect
export type DiscrepancyEvent = typeof discrepancyEvents.$inferSelect

/** Whether somebody keeps the store, or did not long ago: such a person may still tell what they handed over. */
export async function keptLately(db: Db, store: Store, personId: string, now: Date): Promise<boolean> {
  const rows = await db
    .select({ storeId: grants.storeId, areaPath: areas.path })
    .from(grants)
    .leftJoin(areas, eq(areas.id, grants.areaId))
    .where(
      and(
        eq(grants.personId, personId),
        eq(grants.role, 'keeper'),
        or(isNull(grants.endsAt), gt(grants.endsAt, formerKeepersSince(now))),
      ),
    )
    .orderBy(asc(grants.id))
  return rows.some((row) => row.storeId === store.id || (row.areaPath && store.areaPath.startsWith(row.areaPath)))
}

/** What lies on a store's shelf, kept for somebody or not: the names a counter shows without network. */
export const goodsAt = (db: Db, storeId: string) =>
  db
    .selectDistinct({ id: items.id, name: items.name, unit: items.unit })
    .from(items)
    .innerJoin(stockLots, eq(stockLots.itemId, items.id))
    .where(and(eq(stockLots.storeId, storeId), gt(stockLots.onHand, 0)))
    .orderBy(asc(items.name), asc(items.id))

const pageSize = 50

/** Discrepancies of these stores, those still open first to come, newest first. */
export async function discrepanciesAt(
  db: Db,
  storeIds: readonly string[],
  { isOpen, before }: { isOpen: boolean; before?: string | undefined },
) {
  const rows = await db
    .select()
    .from(discrepancies)
    .where(
      and(
        inArray(discrepancies.storeId, [...storeIds]),
        isOpen ? eq(discrepancies.state, 'open') : undefined,
        before ? lt(discrepancies.id, before) : undefined,
      ),
    )
    .orderBy(desc(discrepancies.id))
    .limit(pageSize + 1)
  const shown = rows.slice(0, pageSize)
  return { shown, next: rows.length > pageSize ? shown.at(-1)?.id : undefined }
}

/** How many wait to be settled at these stores. */
export const openDiscrepancies = (db: Db, storeIds: readonly string[]): Promise<number> =>
  db.$count(discrepancies, and(inArray(discrepancies.storeId, [...storeIds]), eq(discrepancies.state, 'open')))

/** The discrepancy that came of a scan, if one did. */
export async function discrepancyOf(db: Db, keeperId: string, scanId: string): Promise<Discrepancy | undefined> {
  const [row] = await db
    .select()
    .from(discrepancies)
    .where(and(eq(discrepancies.keeperId, keeperId), eq(discrepancies.scanId, scanId)))
  return row
}

/**
 * One discrepancy with its store and history, for the store's keepers and the staff over its area.
 *
 * @throws Refusal `discrepancy_missing`
 */
export async function discrepancySeenBy(db: Db, id: string, actor: Actor) {
  const [row] = await db.select().from(discrepancies).where(eq(discrepancies.id, id))
  const discrepancy = found(row, 'discrepancy_missing')
  const store = await storeById(db, discrepancy.storeId)
  const seen = found(seesDiscrepancies(actor, store) ? discrepancy : undefined, 'discrepancy_missing')
  const events = await db
    .select()
    .from(discrepancyEvents)
    .where(eq(discrepancyEvents.discrepancyId, id))
    .orderBy(asc(discrepancyEvents.act))
  return { discrepancy: seen, store, events }
}

export function seesDiscrepancies(actor: Actor, store: Pick<Store, 'id' | 'areaPath'>): boolean {
  const standing = standingOf(actor, { storeId: store.id, areaPath: store.areaPath })
  return (['keeper', 'clerk', 'admin', 'auditor'] as const).some((role) => standing.has(role))
}

/** Item id → name and unit, for what discrepancies are about. */
export async function namesOf(
  db: Db,
  itemIds: readonly string[],
): Promise<Map<string, { name: string; unit: string }>> {
  const rows = await db
    .select({ id: items.id, name: items.name, unit: items.unit })
    .from(items)
    .where(inArray(items.id, [...itemIds]))
    .orderBy(asc(items.id))
  return new Map(rows.map(({ id, ...item }) => [id, item]))
}

/** Person id → name, of those who handed over and settled. They work for the city. */
export async function staffNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .select({ id: people.id, name: people.displayName })
    .from(people)
    .where(inArray(people.id, [...new Set(ids)]))
    .orderBy(asc(people.id))
  return new Map(rows.map(({ id, name }) => [id, name]))
}
