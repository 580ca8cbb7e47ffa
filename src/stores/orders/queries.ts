import { and, asc, desc, eq, gt, gte, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm'
import { type Db, prepared } from '../../../db/database.ts'
import { type OrderState, orderEvents, orderLines, orders, shoppers } from '../../../db/schema/stores.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { addDays, startOfCityDay } from '../../kit/clock.ts'
import { found } from '../../kit/refusal.ts'
import type { PastLine } from '../../points/redemption/rules.ts'
import { type Store, storeById } from '../../stock/queries.ts'
import { countedOf } from './rules.ts'

export type Order = typeof orders.$inferSelect
export type Line = typeof orderLines.$inferSelect
export type OrderEvent = typeof orderEvents.$inferSelect

const byId = prepared('order_by_id', (tx) =>
  tx
    .select()
    .from(orders)
    .where(eq(orders.id, sql.placeholder('id'))),
)

/** @throws Refusal `order_missing` */
export async function orderById(db: Db, id: string): Promise<Order> {
  return found(await orderIfAny(db, id), 'order_missing')
}

export async function orderIfAny(db: Db, id: string): Promise<Order | undefined> {
  const [order] = await byId(db, { id })
  return order
}

const byNumber = prepared('order_by_number', (tx) =>
  tx
    .select()
    .from(orders)
    .where(eq(orders.number, sql.placeholder('number'))),
)

export async function orderByNumber(db: Db, number: string): Promise<Order | undefined> {
  const [order] = await byNumber(db, { number })
  return order
}

const lines = prepared('order_lines_of', (tx) =>
  tx
    .select()
    .from(orderLines)
    .where(eq(orderLines.orderId, sql.placeholder('orderId')))
    .orderBy(asc(orderLines.itemId)),
)

/** In item order, which is the order in which stock is touched. */
export const linesOf = (db: Db, orderId: string): Promise<Line[]> => lines(db, { orderId })

export const linesOfAll = (db: Db, orderIds: readonly string[]): Promise<Line[]> =>
  db
    .select()
    .from(orderLines)
    .where(inArray(orderLines.orderId, [...orderIds]))
    .orderBy(asc(orderLines.orderId), asc(orderLines.itemId))

export const eventsOf = (db: Db, orderId: string): Promise<OrderEvent[]> =>
  db.select().from(orderEvents).where(eq(orderEvents.orderId, orderId)).orderBy(asc(orderEvents.act))

const since = sql.param(sql.placeholder('since'), orderLines.placedAt)

const windowLines = prepared('order_window', (tx) =>
  tx
    .select()
    .from(orderLines)
    .where(and(eq(orderLines.personId, sql.placeholder('personId')), gte(orderLines.placedAt, since)))
    .orderBy(asc(orderLines.placedAt), asc(orderLines.orderId), asc(orderLines.itemId)),
)

/** What somebody ordered since then and still counts against the limits. */
export async function pastLinesOf(db: Db, personId: string, since: Date): Promise<PastLine[]> {
  const rows = await windowLines(db, { personId, since })
  return rows.map((line) => ({ ...line, pieces: countedOf(line) })).filter(({ pieces }) => pieces > 0)
}

type FromPurse = { purseId: string; personId?: string; since: Date }

/** Points of a household's account that were redeemed since then and did not come back; by one member where one is named. */
export async function spentFromPurse(db: Db, { purseId, personId, since: from }: FromPurse): Promise<number> {
  const counted = sql`(${orderLines.quantity} - ${orderLines.released} - ${orderLines.returned})`
  const [sum] = await db
    .select({ points: sql<number>`coalesce(sum(${counted} * ${orderLines.pricePoints}), 0)`.mapWith(Number) })
    .from(orders)
    .innerJoin(orderLines, eq(orderLines.orderId, orders.id))
    .where(
      and(
        eq(orders.purseId, purseId),
        gte(orders.placedAt, from),
        personId ? eq(orders.personId, personId) : undefined,
      ),
    )
  return sum?.points ?? 0
}

const pageSize = 30

/** Somebody's own orders, newest first, from the one after `before` on. */
export async function ordersOf(db: Db, personId: string, before?: string) {
  const last = before ? await orderIfAny(db, before) : undefined
  return pageOf(
    await db
      .select()
      .from(orders)
      .where(and(eq(orders.personId, personId), after(last)))
      .orderBy(desc(orders.placedAt), desc(orders.id))
      .limit(pageSize + 1),
  )
}

export type StoreOrders = { states?: readonly OrderState[]; day?: string | undefined; before?: string | undefined }

/** A store's orders, newest first; `day` is the city day on which they were placed. */
export async function ordersAt(db: Db, storeId: string, { states, day, before }: StoreOrders) {
  const last = before ? await orderIfAny(db, before) : undefined
  const onDay = day
    ? and(gte(orders.placedAt, startOfCityDay(day)), lt(orders.placedAt, startOfCityDay(addDays(day, 1))))
    : undefined
  const wanted = states ? inArray(orders.state, [...states]) : undefined
  return pageOf(
    await db
      .select()
      .from(orders)
      .where(and(eq(orders.storeId, storeId), wanted, onDay, after(last)))
      .orderBy(desc(orders.placedAt), desc(orders.id))
      .limit(pageSize + 1),
  )
}

const after = (last: Order | undefined) =>
  last && or(lt(orders.placedAt, last.placedAt), and(eq(orders.placedAt, last.placedAt), lt(orders.id, last.id)))

const pageOf = (rows: Order[]) => {
  const shown = rows.slice(0, pageSize)
  return { orders: shown, next: rows.length > pageSize ? shown.at(-1)?.id : undefined }
}

const waiting = ['ready', 'partly_collected'] as const

/** Somebody's orders that wait on a shelf, the one that lapses first on top. */
export const waitingOrdersOf = (db: Db, personId: string, now: Date): Promise<Order[]> =>
  db
    .select()
    .from(orders)
    .where(and(eq(orders.personId, personId), inArray(orders.state, [...waiting]), gt(orders.pickupUntil, now)))
    .orderBy(asc(orders.pickupUntil), asc(orders.id))

/** Orders whose pickup time has passed, oldest first. */
export const lapsedOrders = (db: Db, now: Date, max: number) =>
  db
    .select({ id: orders.id, personId: orders.personId })
    .from(orders)
    .where(and(inArray(orders.state, [...waiting]), lte(orders.pickupUntil, now)))
    .orderBy(asc(orders.pickupUntil), asc(orders.id))
    .limit(max)

/** Orders that lapse before then and whose owners have not been told. */
export const ordersToRemind = (db: Db, { now, until, max }: { now: Date; until: Date; max: number }) =>
  db
    .select()
    .from(orders)
    .where(
      and(
        inArray(orders.state, [...waiting]),
        gt(orders.pickupUntil, now),
        lte(orders.pickupUntil, until),
        isNull(orders.remindedAt),
      ),
    )
    .orderBy(asc(orders.pickupUntil), asc(orders.id))
    .limit(max)

/** When somebody's orders lapsed uncollected, since then. */
export async function lapsesOf(db: Db, personId: string, since: Date): Promise<Date[]> {
  const rows = await db
    .select({ closedAt: orders.closedAt })
    .from(orders)
    .where(and(eq(orders.personId, personId), eq(orders.state, 'expired'), gte(orders.closedAt, since)))
    .orderBy(desc(orders.closedAt), desc(orders.id))
  return rows.flatMap(({ closedAt }) => closedAt ?? [])
}

/** Until when somebody orders at the counter only; undefined for almost everybody. */
export async function counterOnlyOf(db: Db, personId: string, now: Date): Promise<Date | undefined> {
  const [shopper] = await db.select().from(shoppers).where(eq(shoppers.personId, personId))
  const until = shopper?.counterOnlyUntil
  return until && until > now ? until : undefined
}

export type OrderView = { order: Order; lines: Line[]; store: Store }

/**
 * An order with its lines and store, for its owner or the staff around its store. For anybody else it does not exist.
 *
 * @throws Refusal `order_missing`
 */
export async function orderSeenBy(db: Db, id: string, actor: Actor): Promise<OrderView> {
  const order = await orderById(db, id)
  const store = await storeById(db, order.storeId)
  const standing = standingOf(actor, { ownerId: order.personId, storeId: store.id, areaPath: store.areaPath })
  const maySee = standing.has('self') || standing.has('keeper') || standing.has('clerk') || standing.has('admin')
  const seen = found(maySee ? order : undefined, 'order_missing')
  return { order: seen, store, lines: await linesOf(db, id) }
}
