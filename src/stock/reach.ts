import { inArray, or, type SQL, sql } from 'drizzle-orm'
import { areas } from '../../db/schema/areas.ts'
import { stores } from '../../db/schema/stock.ts'
import { reached } from '../areas/reach.ts'
import type { Actor } from '../kit/actor.ts'

/** The stores whose counter or shelf is the actor's, by name or by area; for queries that join stores with their areas. */
export function atStores(actor: Actor): SQL {
  const ids = actor.grants.flatMap(({ storeId }) => (storeId ? [storeId] : []))
  const named = ids.length ? inArray(stores.id, ids) : sql`1 = 0`
  return or(named, reached(areas.path, actor, ['keeper', 'admin'])) as SQL
}
