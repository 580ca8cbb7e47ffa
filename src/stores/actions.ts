import { and, eq, max } from 'drizzle-orm'
import type { Tx } from '../../db/database.ts'
import { nextInSeries } from '../../db/once.ts'
import { type OpeningSpan, stores } from '../../db/schema/stock.ts'
import { storeEvents } from '../../db/schema/stores.ts'
import { areaById } from '../areas/queries.ts'
import { type Actor, standingOf } from '../kit/actor.ts'
import { newId } from '../kit/ids.ts'
import { Refusal, sameVersion } from '../kit/refusal.ts'
import { type Store, storeById } from '../stock/queries.ts'
import { writeSpans } from './rules.ts'

export type StoreFields = {
  name: string
  areaId: string
  address: string
  phone: string
  openingHours: OpeningSpan[][]
  status: 'open' | 'closed'
}

type By = { actor: Actor; now: Date }

/**
 * Opens a store in an area of the actor's. The same id again gets the first store.
 *
 * @throws Refusal `area_missing`, `area_not_yours`, `same_id_other_content`
 */
export async function addStore(
  tx: Tx,
  { id, fields, actor, now }: By & { id: string; fields: StoreFields },
): Promise<Store> {
  await assertOverArea(tx, fields.areaId, actor)
  const [known] = await tx.select().from(stores).where(eq(stores.id, id))
  if (known) return sameStore(await storeById(tx, id), fields)

  const number = await nextNumber(tx)
  await tx.insert(stores).values({ id, number, ...fields, createdAt: now })
  await writeStoreEvent(tx, { storeId: id, step: 'add', before: null, after: told(fields), actor, now })
  return storeById(tx, id)
}

/** One after the highest. The series' row is held until the commit, so that two stores never get the same. */
async function nextNumber(tx: Tx): Promise<number> {
  await nextInSeries(tx, 'stores')
  const [last] = await tx.select({ number: max(stores.number) }).from(stores)
  return (last?.number ?? 0) + 1
}

function sameStore(store: Store, fields: StoreFields): Store {
  if (JSON.stringify(told(store)) !== JSON.stringify(told(fields)))
    throw new Refusal('conflict', 'same_id_other_content')
  return store
}

/**
 * Changes a store. A form drawn from an older version is refused with both.
 *
 * @throws Refusal `store_missing`, `area_not_yours`, `stale_version`
 */
export async function editStore(
  tx: Tx,
  { id, version, fields, actor, now }: By & { id: string; version: number; fields: StoreFields },
): Promise<Store> {
  const store = await storeById(tx, id)
  await assertOverArea(tx, store.areaId, actor)
  await assertOverArea(tx, fields.areaId, actor)
  sameVersion(store.version, version, { yours: told(fields), theirs: told(store) })

  const [changed] = await tx
    .update(stores)
    .set({ ...fields, version: version + 1 })
    .where(and(eq(stores.id, id), eq(stores.version, version)))
    .returning({ id: stores.id })
  if (!changed) sameVersion(version + 1, version, { yours: told(fields), theirs: told(await storeById(tx, id)) })
  await writeStoreEvent(tx, { storeId: id, step: 'edit', before: told(store), after: told(fields), actor, now })
  return storeById(tx, id)
}

async function assertOverArea(tx: Tx, areaId: string, actor: Actor) {
  const { path } = await areaById(tx, areaId)
  const standing = standingOf(actor, { areaPath: path })
  if (!standing.has('clerk') && !standing.has('admin') && !standing.has('system'))
    throw new Refusal('forbidden', 'area_not_yours')
}

/** A store's fields as text, the way both versions are shown side by side and events are kept. */
const told = ({ name, areaId, address, phone, openingHours, status }: StoreFields) => ({
  name,
  areaId,
  address,
  phone,
  openingHours: openingHours.map(writeSpans).join(' | '),
  status,
})

type StoreEvent = By & Pick<typeof storeEvents.$inferInsert, 'storeId' | 'step' | 'before' | 'after'>

const writeStoreEvent = async (tx: Tx, { actor, now, ...event }: StoreEvent) => {
  await tx.insert(storeEvents).values({ id: newId(now), ...event, actorId: actor.id, at: now })
}
