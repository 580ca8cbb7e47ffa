import { and, asc, eq, getTableColumns, gt, inArray, isNull, or } from 'drizzle-orm'
import type { Db } from '../../db/database.ts'
import { areas } from '../../db/schema/areas.ts'
import { grants, people } from '../../db/schema/people.ts'
import { items, stores } from '../../db/schema/stock.ts'
import type { Actor } from '../kit/actor.ts'
import { standingOf } from '../kit/actor.ts'
import { found } from '../kit/refusal.ts'
import { type Store, storeById } from '../stock/queries.ts'

export type ListedStore = Store & { areaName: string }

/** Every store, area by area in the order of the tree. */
export const listedStores = (db: Db): Promise<ListedStore[]> =>
  db
    .select({ ...getTableColumns(stores), areaPath: areas.path, areaName: areas.name })
    .from(stores)
    .innerJoin(areas, eq(areas.id, stores.areaId))
    .orderBy(asc(areas.path), asc(stores.number))

/** Whether somebody works with this store: keeps it, or is staff over its area. */
export function worksWith(actor: Actor, store: Pick<Store, 'id' | 'areaPath'>): boolean {
  const standing = standingOf(actor, { storeId: store.id, areaPath: store.areaPath })
  return standing.has('keeper') || standing.has('clerk') || standing.has('admin')
}

/** @throws Refusal `store_missing`, also for a store that is not theirs to work with */
export async function storeForStaff(db: Db, id: string, actor: Actor): Promise<Store> {
  const store = await storeById(db, id)
  return found(worksWith(actor, store) ? store : undefined, 'store_missing', { id })
}

/** Who keeps a store at this moment. */
export const keepersOf = (db: Db, storeId: string, now: Date) =>
  db
    .select({ id: people.id, name: people.displayName, since: grants.startsAt })
    .from(grants)
    .innerJoin(people, eq(people.id, grants.personId))
    .where(
      and(eq(grants.storeId, storeId), eq(grants.role, 'keeper'), or(isNull(grants.endsAt), gt(grants.endsAt, now))),
    )
    .orderBy(asc(grants.startsAt), asc(people.id))

/** Item id → its picture, or null where it has none. */
export async function picturesOf(db: Db, itemIds: readonly string[]): Promise<Map<string, string | null>> {
  const rows = await db
    .select({ id: items.id, photoId: items.photoId })
    .from(items)
    .where(inArray(items.id, [...itemIds]))
    .orderBy(asc(items.id))
  return new Map(rows.map(({ id, photoId }) => [id, photoId]))
}
