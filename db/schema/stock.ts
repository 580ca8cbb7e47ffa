import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  instant,
  integer,
  json,
  primaryKey,
  real,
  table,
  text,
  uniqueIndex,
} from '../columns.ts'
import { areas } from './areas.ts'
import { photos } from './photos.ts'

/** From and to on one weekday, city time: `{ opens: '09:00', closes: '17:00' }`. A lunch break makes two of them. */
export type OpeningSpan = { opens: string; closes: string }

/** An honor store: a place with shelves where points become goods. */
export const stores = table(
  'stores',
  {
    id: text('id').primaryKey(),
    /** The number people say: "store 3". */
    number: integer('number').notNull().unique(),
    name: text('name').notNull(),
    areaId: text('area_id')
      .notNull()
      .references(() => areas.id),
    address: text('address').notNull().default(''),
    /** Seven lists, Monday first; an empty list is a day closed. */
    openingHours: json('opening_hours').$type<OpeningSpan[][]>().notNull(),
    phone: text('phone').notNull().default(''),
    /** WGS-84 */
    lat: real('lat'),
    lng: real('lng'),
    status: text('status', { enum: ['open', 'closed'] })
      .notNull()
      .default('open'),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('stores_area').on(t.areaId)],
)

export const itemCategories = ['food', 'household', 'care', 'school', 'service', 'other'] as const
export type ItemCategory = (typeof itemCategories)[number]

/** Something of the city's catalogue that points are exchanged for. Its price is the last started row of `item_prices`. */
export const items = table(
  'items',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    /** What one piece is: 袋, 瓶, 盒. */
    unit: text('unit').notNull(),
    category: text('category', { enum: itemCategories }).notNull(),
    pricePoints: integer('price_points').notNull(),
    /** EAN-13, digits only; none for loose goods. */
    barcode: text('barcode').unique(),
    photoId: text('photo_id').references(() => photos.id),
    /** Pieces one person may take in 30 days. */
    limitPer30Days: integer('limit_per_30_days').notNull().default(2),
    /** What a piece is worth, in fen, where its lot does not say. */
    unitValueFen: integer('unit_value_fen').notNull(),
    active: boolean('active').notNull().default(true),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    check('items_price', sql`${t.pricePoints} > 0`),
    check('items_limit', sql`${t.limitPer30Days} > 0`),
    check('items_value', sql`${t.unitValueFen} >= 0`),
  ],
)

/** A price from a day on. Rows are never changed: the price history is these rows. */
export const itemPrices = table(
  'item_prices',
  {
    id: text('id').primaryKey(),
    itemId: text('item_id')
      .notNull()
      .references(() => items.id),
    pricePoints: integer('price_points').notNull(),
    startsAt: instant('starts_at').notNull(),
    setBy: text('set_by').notNull(),
    setAt: instant('set_at').notNull(),
    reason: text('reason').notNull(),
  },
  (t) => [
    index('item_prices_item').on(t.itemId, t.startsAt),
    index('item_prices_start').on(t.startsAt),
    check('item_prices_price', sql`${t.pricePoints} > 0`),
  ],
)

/**
 * Goods of one kind that came in together, on one store's shelf. Every unit belongs to a lot, and every lot to a
 * donation or a purchase. `onHand` and `reserved` are counters beside the moves and can be rebuilt from them.
 */
export const stockLots = table(
  'stock_lots',
  {
    id: text('id').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    itemId: text('item_id')
      .notNull()
      .references(() => items.id),
    sourceKind: text('source_kind', { enum: ['donation', 'purchase'] }).notNull(),
    sourceNote: text('source_note').notNull(),
    /** The donation lot it was put on the shelf from; none for purchases and for what was entered without a donor. */
    sourceId: text('source_id'),
    /** The lot it was split from when it was sent here by another store. */
    fromLotId: text('from_lot_id'),
    /** Last day it may be handed out: `'2026-12-31'`; null keeps. */
    expiresOn: text('expires_on'),
    received: integer('received').notNull(),
    onHand: integer('on_hand').notNull(),
    reserved: integer('reserved').notNull().default(0),
    unitValueFen: integer('unit_value_fen').notNull(),
    /** The donor gave it for the people of this area only; null is for everybody. */
    forAreaPath: text('for_area_path'),
    /** The donor gave it for households in need only. */
    forNeed: boolean('for_need').notNull().default(false),
    /** Recalled: stays where it is, and nothing of it is handed out. */
    quarantined: boolean('quarantined').notNull().default(false),
    receivedBy: text('received_by').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (t) => [
    index('stock_lots_shelf').on(t.storeId, t.itemId, t.expiresOn, t.id),
    index('stock_lots_item').on(t.itemId),
    index('stock_lots_source').on(t.sourceId),
    check('stock_lots_received', sql`${t.received} > 0`),
    check('stock_lots_on_hand', sql`${t.onHand} >= 0`),
    check('stock_lots_reserved', sql`${t.reserved} >= 0 and ${t.reserved} <= ${t.onHand}`),
    check('stock_lots_value', sql`${t.unitValueFen} >= 0`),
  ],
)

export const moveKinds = [
  'intake',
  'reserve',
  'release',
  'issue',
  'return',
  'write_off',
  'transfer_out',
  'transfer_in',
  'transfer_back',
  'recall',
  'readmit',
  'count',
] as const
export type MoveKind = (typeof moveKinds)[number]

/** One thing that happened to a lot. Append-only; the lot's counters are the sums of its moves. */
export const stockMoves = table(
  'stock_moves',
  {
    id: text('id').primaryKey(),
    lotId: text('lot_id')
      .notNull()
      .references(() => stockLots.id),
    kind: text('kind', { enum: moveKinds }).notNull(),
    /** Change of what lies on the shelf. */
    quantity: integer('quantity').notNull(),
    /** Change of what is promised to somebody. */
    reserved: integer('reserved').notNull(),
    /** What it was done for: a reservation, a count, another lot, a donation. */
    causeId: text('cause_id').notNull(),
    reason: text('reason').notNull().default(''),
    actorId: text('actor_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('stock_moves_lot').on(t.lotId, t.id), index('stock_moves_cause').on(t.causeId)],
)

/** Pieces promised to an order line. What is neither issued nor released is still kept for it. */
export const reservations = table(
  'reservations',
  {
    id: text('id').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    itemId: text('item_id')
      .notNull()
      .references(() => items.id),
    quantity: integer('quantity').notNull(),
    issued: integer('issued').notNull().default(0),
    released: integer('released').notNull().default(0),
    /** Of the issued ones, brought back. */
    returned: integer('returned').notNull().default(0),
    /** For whom, and in which community they lived then: donors are told how many communities their goods reached. */
    recipientId: text('recipient_id'),
    recipientAreaId: text('recipient_area_id'),
    at: instant('at').notNull(),
  },
  (t) => [
    check('reservations_quantity', sql`${t.quantity} > 0`),
    check(
      'reservations_sum',
      sql`${t.issued} >= 0 and ${t.released} >= 0 and ${t.issued} + ${t.released} <= ${t.quantity}`,
    ),
    check('reservations_returned', sql`${t.returned} >= 0 and ${t.returned} <= ${t.issued}`),
  ],
)

/** Which lot a reservation's pieces lie in: `reserved` still on the shelf, `issued` handed out and not brought back. */
export const allocations = table(
  'allocations',
  {
    reservationId: text('reservation_id')
      .notNull()
      .references(() => reservations.id),
    lotId: text('lot_id')
      .notNull()
      .references(() => stockLots.id),
    reserved: integer('reserved').notNull(),
    issued: integer('issued').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.reservationId, t.lotId] }),
    index('allocations_lot').on(t.lotId),
    check('allocations_counts', sql`${t.reserved} >= 0 and ${t.issued} >= 0`),
  ],
)

/** One stock-take of a store: its lines are counted blind, each by itself, while the store stays open. */
export const stockCounts = table(
  'stock_counts',
  {
    id: text('id').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    status: text('status', { enum: ['open', 'closed', 'canceled'] })
      .notNull()
      .default('open'),
    openedBy: text('opened_by').notNull(),
    openedAt: instant('opened_at').notNull(),
  },
  (t) => [index('stock_counts_store').on(t.storeId, t.id)],
)

/** What a counter sees on the shelf as one pile: an item with one expiry date, whatever donations it came from. */
export const stockCountLines = table(
  'stock_count_lines',
  {
    id: text('id').primaryKey(),
    countId: text('count_id')
      .notNull()
      .references(() => stockCounts.id),
    itemId: text('item_id')
      .notNull()
      .references(() => items.id),
    /** `''` for goods that keep: null would not be equal to itself. */
    expiresOn: text('expires_on').notNull().default(''),
    status: text('status', { enum: ['open', 'recount', 'agreed', 'booked'] })
      .notNull()
      .default('open'),
    first: integer('first'),
    firstBy: text('first_by'),
    firstAt: instant('first_at'),
    /** What the books said at the moment of the first count. */
    firstExpected: integer('first_expected'),
    second: integer('second'),
    secondBy: text('second_by'),
    secondAt: instant('second_at'),
    secondExpected: integer('second_expected'),
  },
  (t) => [
    uniqueIndex('stock_count_lines_pile').on(t.countId, t.itemId, t.expiresOn),
    check('stock_count_lines_counts', sql`coalesce(${t.first}, 0) >= 0 and coalesce(${t.second}, 0) >= 0`),
  ],
)

/** Every change of an item, a lot's quarantine or a count that is not a move: who, when, from, to, why. */
export const stockEvents = table(
  'stock_events',
  {
    id: text('id').primaryKey(),
    /** The item, the lot or the count. */
    subjectId: text('subject_id').notNull(),
    step: text('step').notNull(),
    from: json('from_state'),
    to: json('to_state'),
    reason: text('reason').notNull().default(''),
    actorId: text('actor_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('stock_events_subject').on(t.subjectId, t.id)],
)

/**
 * How far the goods on the shelves covered the points people held: once a day, and whenever the light changed. Append-
 * only: this is the notice the city owes when goods run short.
 */
export const coverageMarks = table(
  'coverage_marks',
  {
    id: text('id').primaryKey(),
    day: text('day').notNull(),
    tone: text('tone', { enum: ['green', 'amber', 'red'] }).notNull(),
    /** The tone before, where this mark is a change. */
    from: text('from_tone', { enum: ['green', 'amber', 'red'] }),
    /** In hundredths; absent while nobody held a point. */
    ratioPercent: integer('ratio_percent'),
    outstanding: integer('outstanding').notNull(),
    shelfFen: integer('shelf_fen').notNull(),
    /** The city's terms by which the light was read. */
    termsVersionId: text('terms_version_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('coverage_marks_at').on(t.at, t.id)],
)
