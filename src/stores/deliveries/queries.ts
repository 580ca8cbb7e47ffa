import { and, asc, eq, gt, inArray, isNull, lte, or } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { deliverers, deliveries } from '../../../db/schema/deliveries.ts'
import { people } from '../../../db/schema/people.ts'
import { stores } from '../../../db/schema/stock.ts'
import { orders } from '../../../db/schema/stores.ts'
import type { Actor } from '../../kit/actor.ts'
import { communityIn } from '../../stock/rules.ts'
import { storesKeptBy } from '../counter/queries.ts'

export type Delivery = typeof deliveries.$inferSelect

export async function deliveryIfAny(db: Db, orderId: string): Promise<Delivery | undefined> {
  const [delivery] = await db.select().from(deliveries).where(eq(deliveries.orderId, orderId))
  return delivery
}

const active = (now: Date) =>
  and(lte(deliverers.startsAt, now), or(isNull(deliverers.endsAt), gt(deliverers.endsAt, now)))

/** Those whom staff named for a store, the longest first. */
export const deliverersOf = (db: Db, storeId: string, now: Date) =>
  db
    .select({ id: deliverers.id, personId: deliverers.personId, name: people.displayName, since: deliverers.startsAt })
    .from(deliverers)
    .innerJoin(people, eq(people.id, deliverers.personId))
    .where(and(eq(deliverers.storeId, storeId), active(now)))
    .orderBy(asc(deliverers.startsAt), asc(deliverers.id))

/** A store brings things to the door once somebody was named for it. */
export const doesDeliver = async (db: Db, storeId: string, now: Date) =>
  (await deliverersOf(db, storeId, now)).length > 0

/** The stores somebody may carry for: those they keep, and those they were named for. */
export async function storesCarriedFor(db: Db, actor: Actor, now: Date): Promise<string[]> {
  const kept = (await storesKeptBy(db, actor)).map(({ id }) => id)
  const named = await db
    .select({ storeId: deliverers.storeId })
    .from(deliverers)
    .where(and(eq(deliverers.personId, actor.id), active(now)))
    .orderBy(asc(deliverers.storeId))
  return [...new Set([...kept, ...named.map(({ storeId }) => storeId)])]
}

const listMax = 200

/** Deliveries that wait or are on their way, the oldest first: what community they go to, and nothing closer. */
export async function openDeliveriesAt(db: Db, storeIds: readonly string[]) {
  const rows = await openRows(db, storeIds)
  const ids = [...new Set(rows.map(({ homePath }) => communityIn(homePath) ?? ''))]
  const named = await db
    .select({ id: areas.id, name: areas.name })
    .from(areas)
    .where(inArray(areas.id, ids))
    .orderBy(asc(areas.id))
  const names = new Map(named.map(({ id, name }) => [id, name]))
  return rows.map(({ homePath, ...row }) => ({ ...row, area: names.get(communityIn(homePath) ?? '') ?? '' }))
}

const openRows = (db: Db, storeIds: readonly string[]) =>
  db
    .select({
      orderId: deliveries.orderId,
      state: deliveries.state,
      carrierId: deliveries.carrierId,
      askedAt: deliveries.askedAt,
      takenUntil: deliveries.takenUntil,
      failures: deliveries.failures,
      storeName: stores.name,
      homePath: areas.path,
      personId: orders.personId,
    })
    .from(deliveries)
    .innerJoin(orders, eq(orders.id, deliveries.orderId))
    .innerJoin(stores, eq(stores.id, deliveries.storeId))
    .innerJoin(people, eq(people.id, orders.personId))
    .innerJoin(areas, eq(areas.id, people.areaId))
    .where(and(inArray(deliveries.storeId, [...storeIds]), inArray(deliveries.state, ['asked', 'taken'])))
    .orderBy(asc(deliveries.askedAt), asc(deliveries.orderId))
    .limit(listMax)

/** Numbers of a store's orders that somebody brings, or may take along at any moment. */
export async function numbersOnTheirWay(db: Db, storeId: string): Promise<string[]> {
  const rows = await db
    .select({ number: orders.number })
    .from(deliveries)
    .innerJoin(orders, eq(orders.id, deliveries.orderId))
    .where(and(eq(deliveries.storeId, storeId), inArray(deliveries.state, ['asked', 'taken'])))
    .orderBy(asc(orders.number))
  return rows.map(({ number }) => number)
}

export type ListedDelivery = Awaited<ReturnType<typeof openDeliveriesAt>>[number]

/** Taken by somebody who did nothing with it in time. */
export const forgottenDeliveries = (db: Db, now: Date) =>
  db
    .select({ orderId: deliveries.orderId })
    .from(deliveries)
    .where(and(eq(deliveries.state, 'taken'), lte(deliveries.takenUntil, now)))
    .orderBy(asc(deliveries.takenUntil), asc(deliveries.orderId))

/** Somebody's own deliveries. */
export const deliveriesFor = (db: Db, personId: string) =>
  db
    .select({ delivery: deliveries, number: orders.number })
    .from(deliveries)
    .innerJoin(orders, eq(orders.id, deliveries.orderId))
    .where(eq(orders.personId, personId))
    .orderBy(asc(deliveries.askedAt), asc(deliveries.orderId))
