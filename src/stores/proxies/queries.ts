import { aliasedTable, and, asc, desc, eq, gt, inArray, isNull, or } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { people } from '../../../db/schema/people.ts'
import { proxies } from '../../../db/schema/proxies.ts'
import { orders, scans } from '../../../db/schema/stores.ts'
import { reached } from '../../areas/reach.ts'
import type { Actor } from '../../kit/actor.ts'
import { later, minute } from '../../kit/clock.ts'
import { found } from '../../kit/refusal.ts'
import type { Order } from '../orders/queries.ts'

export type StandIn = typeof proxies.$inferSelect

/** @throws Refusal `proxy_missing` */
export async function proxyById(db: Db, id: string): Promise<StandIn> {
  const [row] = await db.select().from(proxies).where(eq(proxies.id, id))
  return found(row, 'proxy_missing')
}

const owner = aliasedTable(people, 'proxy_owner')
const person = aliasedTable(people, 'proxy_person')

const proxyRows = (db: Db) =>
  db
    .select({ proxy: proxies, ownerName: owner.displayName, name: person.displayName, number: orders.number })
    .from(proxies)
    .innerJoin(owner, eq(owner.id, proxies.ownerId))
    .innerJoin(person, eq(person.id, proxies.personId))
    .innerJoin(areas, eq(areas.id, owner.areaId))
    .leftJoin(orders, eq(orders.id, proxies.orderId))

export type ProxyView = Awaited<ReturnType<typeof proxiesOf>>[number]

const standing = (now: Date) => and(eq(proxies.state, 'active'), gt(proxies.goodUntil, now))

/** Whom somebody named, and for whom they were named, that still holds. */
export const proxiesOf = (db: Db, personId: string, now: Date) =>
  proxyRows(db)
    .where(and(or(eq(proxies.ownerId, personId), eq(proxies.personId, personId)), standing(now)))
    .orderBy(desc(proxies.at), desc(proxies.id))

/** For whom somebody may collect, or will when a second member of staff has approved it. */
export async function ownersOf(db: Db, personId: string, now: Date): Promise<string[]> {
  const rows = await db
    .selectDistinct({ ownerId: proxies.ownerId })
    .from(proxies)
    .where(
      and(eq(proxies.personId, personId), inArray(proxies.state, ['proposed', 'active']), gt(proxies.goodUntil, now)),
    )
    .orderBy(asc(proxies.ownerId))
  return rows.map(({ ownerId }) => ownerId)
}

/** Those that staff wrote down from paper in the actor's areas: waiting ones, and those that hold. */
export async function paperProxiesFor(db: Db, actor: Actor, now: Date): Promise<ProxyView[]> {
  return proxyRows(db)
    .where(
      and(
        reached(areas.path, actor, ['clerk', 'admin']),
        inArray(proxies.state, ['proposed', 'active']),
        gt(proxies.goodUntil, now),
      ),
    )
    .orderBy(desc(proxies.state), desc(proxies.at), desc(proxies.id))
    .limit(200)
}

/** Who may collect an order instead of its owner now. */
export const proxiesFor = (db: Db, { id, personId }: Pick<Order, 'id' | 'personId'>, now: Date) =>
  proxyRows(db)
    .where(and(eq(proxies.ownerId, personId), or(isNull(proxies.orderId), eq(proxies.orderId, id)), standing(now)))
    .orderBy(asc(proxies.at), asc(proxies.id))

/** What waits at a store that somebody may collect for others. */
export async function ordersToCollectFor(db: Db, personId: string, storeId: string, now: Date) {
  const rows = await db
    .select({ order: orders, ownerName: owner.displayName })
    .from(proxies)
    .innerJoin(
      orders,
      and(eq(orders.personId, proxies.ownerId), or(isNull(proxies.orderId), eq(proxies.orderId, orders.id))),
    )
    .innerJoin(owner, eq(owner.id, proxies.ownerId))
    .where(
      and(
        ...[eq(proxies.personId, personId), standing(now), eq(orders.storeId, storeId), gt(orders.pickupUntil, now)],
        inArray(orders.state, ['ready', 'partly_collected']),
      ),
    )
    .orderBy(asc(orders.pickupUntil), asc(orders.id), asc(proxies.id))
  return [...new Map(rows.map((row) => [row.order.id, row])).values()]
}

const codeMinutes = 15

/** Whose own code or card this keeper has read in the last quarter of an hour. */
export async function codesRead(db: Db, keeperId: string, now: Date): Promise<ReadonlySet<string>> {
  const rows = await db
    .select({ personId: scans.personId })
    .from(scans)
    .where(
      and(
        ...[
          eq(scans.keeperId, keeperId),
          eq(scans.outcome, 'person_shown'),
          gt(scans.at, later(now, -codeMinutes * minute)),
        ],
      ),
    )
    .orderBy(asc(scans.id))
  return new Set(rows.flatMap(({ personId }) => personId ?? []))
}
