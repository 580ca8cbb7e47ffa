import { and, asc, eq, getTableColumns, gt, gte, isNull, like, or, sql } from 'drizzle-orm'
import { type Db, prepared } from '../../db/database.ts'
import { areas } from '../../db/schema/areas.ts'
import { items, reservations, stockLots, stores } from '../../db/schema/stock.ts'
import { cityDay } from '../kit/clock.ts'
import { found } from '../kit/refusal.ts'

export type Item = typeof items.$inferSelect
export type Lot = typeof stockLots.$inferSelect
export type Reservation = typeof reservations.$inferSelect
/** A store with the path of its area, which says whose staff may deal with it. */
export type Store = typeof stores.$inferSelect & { areaPath: string }

const storeColumns = { ...getTableColumns(stores), areaPath: areas.path }

const storeOfId = prepared('store_by_id', (tx) =>
  tx
    .select(storeColumns)
    .from(stores)
    .innerJoin(areas, eq(areas.id, stores.areaId))
    .where(eq(stores.id, sql.placeholder('id'))),
)

/** @throws Refusal `store_missing` */
export async function storeById(db: Db, id: string): Promise<Store> {
  const [store] = await storeOfId(db, { id })
  return found(store, 'store_missing', { id })
}

/** The stores in an area and everything below it, by number. */
export const storesIn = (db: Db, path: string): Promise<Store[]> =>
  db
    .select(storeColumns)
    .from(stores)
    .innerJoin(areas, eq(areas.id, stores.areaId))
    .where(like(areas.path, `${path}%`))
    .orderBy(asc(stores.number))

const itemOfId = prepared('item_by_id', (tx) =>
  tx
    .select()
    .from(items)
    .where(eq(items.id, sql.placeholder('id'))),
)

/** @throws Refusal `item_missing` */
export async function itemById(db: Db, id: string): Promise<Item> {
  const [item] = await itemOfId(db, { id })
  return found(item, 'item_missing', { id })
}

/** @throws Refusal `lot_missing` */
export async function lotById(db: Db, id: string): Promise<Lot> {
  const [lot] = await db.select().from(stockLots).where(eq(stockLots.id, id))
  return found(lot, 'lot_missing', { id })
}

const reservationOfId = prepared('reservation_by_id', (tx) =>
  tx
    .select()
    .from(reservations)
    .where(eq(reservations.id, sql.placeholder('id'))),
)

/** @throws Refusal `reservation_missing` */
export async function reservationById(db: Db, id: string): Promise<Reservation> {
  const [reservation] = await reservationOfId(db, { id })
  return found(reservation, 'reservation_missing', { id })
}

/** Nearest expiry first, goods that keep last. Everybody who touches several lots of an item does so in this order. */
export const shelfOrder = [asc(sql`${stockLots.expiresOn} is null`), asc(stockLots.expiresOn), asc(stockLots.id)]

const today = sql.placeholder('today')

/** Not recalled, and may still be handed out on that city day. */
export const isGood = (day: unknown) =>
  and(eq(stockLots.quarantined, false), or(isNull(stockLots.expiresOn), gte(stockLots.expiresOn, sql`${day}`)))

/** Whom goods are for: lots that a donor gave for some only go to those. */
export type Recipient = { id: string; areaPath: string; inNeed: boolean }

/** For looking at everything there is, whoever it is for. */
export const whoever: Recipient = { id: '', areaPath: '*', inNeed: true }

const [reach, need] = [sql.placeholder('reach'), sql.placeholder('need')]

/** What the recipient may have of what lies there. */
const isForThem = and(
  sql`(${stockLots.forAreaPath} is null or ${reach} = '*' or ${reach} like ${stockLots.forAreaPath} || '%')`,
  sql`(${eq(stockLots.forNeed, false)} or ${need} = 'yes')`,
)
const reachOf = (recipient: Recipient | undefined) => ({
  reach: recipient?.areaPath ?? '',
  need: recipient?.inNeed ? 'yes' : 'no',
})

const lotsToReserve = prepared('lots_to_reserve', (tx) =>
  tx
    .select({ lotId: stockLots.id, quantity: sql<number>`${stockLots.onHand} - ${stockLots.reserved}`.mapWith(Number) })
    .from(stockLots)
    .where(
      and(
        eq(stockLots.storeId, sql.placeholder('storeId')),
        eq(stockLots.itemId, sql.placeholder('itemId')),
        gt(stockLots.onHand, stockLots.reserved),
        isGood(today),
        isForThem,
      ),
    )
    .orderBy(...shelfOrder),
)

type Wanted = { storeId: string; itemId: string; on: Date; recipient?: Recipient | undefined }

/** Lots of an item with free pieces that are good on that day, nearest expiry first; without a recipient, those for everybody. */
export const freeLots = (db: Db, { storeId, itemId, on, recipient }: Wanted) =>
  lotsToReserve(db, { storeId, itemId, today: cityDay(on), ...reachOf(recipient) })

const shelf = prepared('items_on_shelf', (tx) =>
  tx
    .select({
      ...getTableColumns(items),
      available: sql<number>`sum(${stockLots.onHand} - ${stockLots.reserved})`.mapWith(Number),
      nearestExpiry: sql<string | null>`min(${stockLots.expiresOn})`,
    })
    .from(items)
    .innerJoin(stockLots, eq(stockLots.itemId, items.id))
    .where(
      and(
        eq(stockLots.storeId, sql.placeholder('storeId')),
        eq(items.active, true),
        gt(stockLots.onHand, stockLots.reserved),
        isGood(today),
        isForThem,
      ),
    )
    .groupBy(items.id)
    .orderBy(asc(items.pricePoints), asc(items.id)),
)

/** What a store offers somebody: active items with at least one free, good piece, cheapest first. */
export const itemsOnShelf = (db: Db, storeId: string, now: Date, recipient?: Recipient) =>
  shelf(db, { storeId, today: cityDay(now), ...reachOf(recipient) })

/** What all goods that may be handed out are worth, in fen: the upper half of the coverage figure. */
export async function shelfValueFen(db: Db, now: Date): Promise<number> {
  const [row] = await db
    .select({ fen: sql`coalesce(sum(${stockLots.onHand} * ${stockLots.unitValueFen}), 0)`.mapWith(Number) })
    .from(stockLots)
    .where(isGood(cityDay(now)))
  return row?.fen ?? 0
}
