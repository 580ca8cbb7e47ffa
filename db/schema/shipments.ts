import { sql } from 'drizzle-orm'
import { check, index, instant, integer, table, text, uniqueIndex } from '../columns.ts'
import { stockLots, stores } from './stock.ts'

export const shipmentStates = ['sent', 'received', 'called_back'] as const
export type ShipmentState = (typeof shipmentStates)[number]

/** Goods on their way from one store to another. While they are, they lie on no shelf and nobody can order them. */
export const shipments = table(
  'shipments',
  {
    id: text('id').primaryKey(),
    /** `S-2026-000123`: what stands on the slip that goes with the goods. */
    number: text('number').notNull().unique(),
    fromStoreId: text('from_store_id')
      .notNull()
      .references(() => stores.id),
    toStoreId: text('to_store_id')
      .notNull()
      .references(() => stores.id),
    state: text('state', { enum: shipmentStates }).notNull(),
    note: text('note').notNull().default(''),
    sentBy: text('sent_by').notNull(),
    sentAt: instant('sent_at').notNull(),
    /** Who counted what arrived, or called it back. */
    endedBy: text('ended_by'),
    endedAt: instant('ended_at'),
  },
  (t) => [
    index('shipments_from').on(t.fromStoreId, t.state),
    index('shipments_to').on(t.toStoreId, t.state),
    check('shipments_stores', sql`${t.fromStoreId} <> ${t.toStoreId}`),
  ],
)

/** What of one lot was sent, and how much of it arrived. Where some did, the row's id is that of the lot it became. */
export const shipmentLines = table(
  'shipment_lines',
  {
    id: text('id').primaryKey(),
    shipmentId: text('shipment_id')
      .notNull()
      .references(() => shipments.id),
    lotId: text('lot_id')
      .notNull()
      .references(() => stockLots.id),
    quantity: integer('quantity').notNull(),
    /** Counted on arrival; null while it is on its way, and when it was called back. */
    arrived: integer('arrived'),
    /** Why fewer arrived than were sent. */
    missingWhy: text('missing_why').notNull().default(''),
  },
  (t) => [
    uniqueIndex('shipment_lines_lot').on(t.shipmentId, t.lotId),
    index('shipment_lines_of_lot').on(t.lotId),
    check('shipment_lines_quantity', sql`${t.quantity} > 0`),
    check('shipment_lines_arrived', sql`${t.arrived} is null or (${t.arrived} >= 0 and ${t.arrived} <= ${t.quantity})`),
  ],
)
