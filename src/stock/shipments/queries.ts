import { aliasedTable, and, asc, desc, eq, getTableColumns, gt, inArray, lt, ne, or } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { people } from '../../../db/schema/people.ts'
import { shipmentLines, shipments } from '../../../db/schema/shipments.ts'
import { items, stockEvents, stockLots, stores } from '../../../db/schema/stock.ts'
import type { Actor } from '../../kit/actor.ts'
import { cityDay } from '../../kit/clock.ts'
import { found } from '../../kit/refusal.ts'
import { isGood, shelfOrder, storeById, storesIn } from '../queries.ts'
import { followsShipments } from '../standing.ts'

export type Shipment = typeof shipments.$inferSelect
export type ShipmentLine = typeof shipmentLines.$inferSelect

const toStores = aliasedTable(stores, 'to_stores')
const [senders, enders] = [aliasedTable(people, 'senders'), aliasedTable(people, 'enders')]

const rows = (db: Db) =>
  db
    .select({
      ...getTableColumns(shipments),
      fromName: stores.name,
      toName: toStores.name,
      sender: senders.displayName,
      ender: enders.displayName,
    })
    .from(shipments)
    .innerJoin(stores, eq(stores.id, shipments.fromStoreId))
    .innerJoin(toStores, eq(toStores.id, shipments.toStoreId))
    .leftJoin(senders, eq(senders.id, shipments.sentBy))
    .leftJoin(enders, eq(enders.id, shipments.endedBy))

/** A shipment with the names of its stores and of who sent and counted it. */
export type ShipmentRow = Awaited<ReturnType<typeof rows>>[number]

/** @throws Refusal `shipment_missing` */
export async function shipmentById(db: Db, id: string): Promise<Shipment> {
  const [shipment] = await db.select().from(shipments).where(eq(shipments.id, id))
  return found(shipment, 'shipment_missing')
}

/** A shipment for the people of either of its stores. @throws Refusal `shipment_missing`, also for somebody else's */
export async function shipmentForStaff(db: Db, id: string, actor: Actor): Promise<ShipmentRow> {
  const [shipment] = await rows(db).where(eq(shipments.id, id))
  const row = found(shipment, 'shipment_missing')
  const both = [await storeById(db, row.fromStoreId), await storeById(db, row.toStoreId)]
  return found(both.some((store) => followsShipments(actor, store)) ? row : undefined, 'shipment_missing')
}

const pageSize = 40
const openMax = 200

/** What is on its way from or to the stores somebody works with, the longest first. */
export async function shipmentsOnTheWay(db: Db, actor: Actor): Promise<ShipmentRow[]> {
  const theirs = await ofStoresOf(db, actor)
  if (!theirs) return []
  return rows(db)
    .where(and(theirs, eq(shipments.state, 'sent')))
    .orderBy(asc(shipments.number))
    .limit(openMax)
}

/** What arrived or was called back, the latest first, from the one after the number `before` on. */
export async function shipmentsEnded(db: Db, actor: Actor, before?: string) {
  const theirs = await ofStoresOf(db, actor)
  if (!theirs) return { rows: [], next: undefined }
  const ended = await rows(db)
    .where(and(theirs, ne(shipments.state, 'sent'), before ? lt(shipments.number, before) : undefined))
    .orderBy(desc(shipments.number))
    .limit(pageSize + 1)
  const shown = ended.slice(0, pageSize)
  return { rows: shown, next: ended.length > pageSize ? shown.at(-1)?.number : undefined }
}

async function ofStoresOf(db: Db, actor: Actor) {
  const ids = (await storesIn(db, '')).filter((store) => followsShipments(actor, store)).map(({ id }) => id)
  return ids.length ? or(inArray(shipments.fromStoreId, ids), inArray(shipments.toStoreId, ids)) : undefined
}

/** What lies in a shipment, by name. */
export const linesOfShipment = (db: Db, shipmentId: string) =>
  db
    .select({
      ...getTableColumns(shipmentLines),
      name: items.name,
      unit: items.unit,
      expiresOn: stockLots.expiresOn,
      sourceNote: stockLots.sourceNote,
      quarantined: stockLots.quarantined,
    })
    .from(shipmentLines)
    .innerJoin(stockLots, eq(stockLots.id, shipmentLines.lotId))
    .innerJoin(items, eq(items.id, stockLots.itemId))
    .where(eq(shipmentLines.shipmentId, shipmentId))
    .orderBy(asc(items.name), asc(shipmentLines.id))

export type ShipmentLineRow = Awaited<ReturnType<typeof linesOfShipment>>[number]

/** What was done to it, newest first. */
export const eventsOfShipment = (db: Db, shipmentId: string) =>
  db
    .select({ ...getTableColumns(stockEvents), who: people.displayName })
    .from(stockEvents)
    .leftJoin(people, eq(people.id, stockEvents.actorId))
    .where(eq(stockEvents.subjectId, shipmentId))
    .orderBy(desc(stockEvents.id))

/** What of a store may be sent on: good lots with free pieces, by name. */
export const lotsToSend = (db: Db, storeId: string, now: Date) =>
  db
    .select({ ...getTableColumns(stockLots), name: items.name, unit: items.unit })
    .from(stockLots)
    .innerJoin(items, eq(items.id, stockLots.itemId))
    .where(and(eq(stockLots.storeId, storeId), gt(stockLots.onHand, stockLots.reserved), isGood(cityDay(now))))
    .orderBy(asc(items.name), asc(items.id), ...shelfOrder)

export type LotToSend = Awaited<ReturnType<typeof lotsToSend>>[number]

/** How many shipments wait to be counted at a store. */
export async function arrivalsAt(db: Db, storeId: string): Promise<number> {
  return db.$count(shipments, and(eq(shipments.toStoreId, storeId), eq(shipments.state, 'sent')))
}
