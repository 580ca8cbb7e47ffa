import { and, asc, desc, eq, getTableColumns, gt, lte, or, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { people } from '../../../db/schema/people.ts'
import { itemPrices, items, stockEvents, stockLots, stores } from '../../../db/schema/stock.ts'

/** The catalogue, or what of it fits a name or a scanned barcode; items still offered come first. */
export function itemsNamed(db: Db, search = '') {
  const text = search.replace(/[\\%_]/g, '\\$&')
  const fits = or(
    eq(items.barcode, search),
    eq(items.barcode, `0${search}`),
    sql`${items.name} like ${`%${text}%`} escape '\\'`,
  )
  return db
    .select()
    .from(items)
    .where(search ? fits : undefined)
    .orderBy(desc(items.active), asc(items.name), asc(items.id))
}

/** Every price of an item, the oldest first, planned ones included, with who set it. */
export const pricesOf = (db: Db, itemId: string) =>
  db
    .select({ ...getTableColumns(itemPrices), who: people.displayName })
    .from(itemPrices)
    .leftJoin(people, eq(people.id, itemPrices.setBy))
    .where(eq(itemPrices.itemId, itemId))
    .orderBy(asc(itemPrices.startsAt), asc(itemPrices.id))

/** Items whose price has begun and is not yet the one people pay. */
export const duePrices = (db: Db, now: Date) => {
  const latest = db
    .select({ itemId: itemPrices.itemId, startsAt: sql<Date>`max(${itemPrices.startsAt})`.as('latest_start') })
    .from(itemPrices)
    .where(lte(itemPrices.startsAt, now))
    .groupBy(itemPrices.itemId)
    .as('latest')
  return db
    .select({ itemId: items.id, pricePoints: itemPrices.pricePoints })
    .from(items)
    .innerJoin(latest, eq(latest.itemId, items.id))
    .innerJoin(itemPrices, and(eq(itemPrices.itemId, items.id), eq(itemPrices.startsAt, latest.startsAt)))
    .where(sql`${itemPrices.pricePoints} <> ${items.pricePoints}`)
    .orderBy(asc(items.id))
}

/** Where an item lies: store by store, what is on hand and what of it is promised. */
export const placesOf = (db: Db, itemId: string) =>
  db
    .select({
      storeId: stores.id,
      name: stores.name,
      onHand: sql`sum(${stockLots.onHand})`.mapWith(Number),
      reserved: sql`sum(${stockLots.reserved})`.mapWith(Number),
    })
    .from(stockLots)
    .innerJoin(stores, eq(stores.id, stockLots.storeId))
    .where(and(eq(stockLots.itemId, itemId), gt(stockLots.onHand, 0)))
    .groupBy(stores.id)
    .orderBy(asc(stores.number))

/** What was changed about an item, a lot or a count, and by whom, newest first. */
export const eventsOf = (db: Db, subjectId: string) =>
  db
    .select({ ...getTableColumns(stockEvents), who: people.displayName })
    .from(stockEvents)
    .leftJoin(people, eq(people.id, stockEvents.actorId))
    .where(eq(stockEvents.subjectId, subjectId))
    .orderBy(desc(stockEvents.id))
    .limit(50)
