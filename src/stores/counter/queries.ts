import { and, desc, eq, gt, inArray } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { people } from '../../../db/schema/people.ts'
import { orders, scans } from '../../../db/schema/stores.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { found, Refusal } from '../../kit/refusal.ts'
import { type Store, storeById, storesIn } from '../../stock/queries.ts'

export type ScanRow = typeof scans.$inferSelect

/** The stores somebody keeps: those granted by name, and all of an area where the grant is for the area. */
export async function storesKeptBy(db: Db, { grants }: Actor): Promise<Store[]> {
  const kept = new Map<string, Store>()
  for (const { role, storeId, areaPath } of grants) {
    if (role !== 'keeper') continue
    const stores = storeId ? [await storeById(db, storeId)] : areaPath ? await storesIn(db, areaPath) : []
    for (const store of stores) if (store.status === 'open') kept.set(store.id, store)
  }
  return [...kept.values()].sort((a, b) => a.number - b.number)
}

/** @throws Refusal `not_your_store`, `store_missing` */
export async function storeKeptBy(db: Db, storeId: string, keeper: Actor): Promise<Store> {
  const store = await storeById(db, storeId)
  if (!standingOf(keeper, { storeId, areaPath: store.areaPath }).has('keeper'))
    throw new Refusal('forbidden', 'not_your_store')
  return store
}

/** A keeper's own scan. @throws Refusal `scan_missing` */
export async function scanOf(db: Db, keeperId: string, id: string): Promise<ScanRow> {
  const [scan] = await db
    .select()
    .from(scans)
    .where(and(eq(scans.keeperId, keeperId), eq(scans.id, id)))
  return found(scan, 'scan_missing')
}

/** How often a wrong second proof was given for an order since then, at whatever counter. */
export async function wrongProofsOf(db: Db, orderId: string, since: Date): Promise<number> {
  const rows = await db
    .select({ id: scans.id })
    .from(scans)
    .where(
      and(
        eq(scans.orderId, orderId),
        inArray(scans.outcome, ['proof_wrong', 'offline_proof_wrong']),
        gt(scans.at, since),
      ),
    )
  return rows.length
}

/** What was read at a store lately, newest first, with who read it and the order's number. */
export const scansAt = (db: Db, storeId: string, max: number) =>
  db
    .select({ scan: scans, keeper: people.displayName, number: orders.number })
    .from(scans)
    .innerJoin(people, eq(people.id, scans.keeperId))
    .leftJoin(orders, eq(orders.id, scans.orderId))
    .where(eq(scans.storeId, storeId))
    .orderBy(desc(scans.at), desc(scans.id), desc(scans.keeperId))
    .limit(max)

export type ScanAt = Awaited<ReturnType<typeof scansAt>>[number]
