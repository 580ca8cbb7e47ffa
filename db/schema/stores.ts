import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
  index,
  instant,
  integer,
  json,
  primaryKey,
  table,
  text,
  uniqueIndex,
} from '../columns.ts'
import { campaigns } from './campaigns.ts'
import { people } from './people.ts'
import { items, stores } from './stock.ts'

export const orderStates = [
  'placed',
  'ready',
  'partly_collected',
  'collected',
  'expired',
  'canceled',
  'refunded',
] as const
export type OrderState = (typeof orderStates)[number]

/**
 * Somebody who has ordered before. Its row is locked first by every order, so that one person's orders happen one
 * after another and the monthly limits hold in a race.
 */
export const shoppers = table('shoppers', {
  personId: text('person_id')
    .primaryKey()
    .references(() => people.id),
  /** Counts what was done behind the row; raising it takes the row's lock. */
  acts: integer('acts').notNull().default(0),
  /** Set when three orders were left uncollected: until then they order at the counter only. */
  counterOnlyUntil: instant('counter_only_until'),
})

/** A redemption: goods held for somebody at one store, and the points held for them. `id` is its sender's. */
export const orders = table(
  'orders',
  {
    id: text('id').primaryKey(),
    /** What is read out over the counter; the QR carries it with a signature. */
    number: text('number').notNull().unique(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    state: text('state', { enum: orderStates }).notNull(),
    points: integer('points').notNull(),
    /** `draw`: placed by the city for somebody who was drawn. */
    channel: text('channel', { enum: ['online', 'counter', 'desk', 'draw'] }).notNull(),
    /** The campaign out of whose goods it was filled. */
    campaignId: text('campaign_id').references(() => campaigns.id),
    placedBy: text('placed_by').notNull(),
    /** Whose account pays, when it is not the resident's own: their household's. Told to nobody at a counter. */
    purseId: text('purse_id'),
    /** Somebody was asked to bring it to the door; see `deliveries`. */
    byDelivery: boolean('by_delivery').notNull().default(false),
    /** Who will come instead, when it is not the resident: a real name, sealed. */
    proxyNameSealed: text('proxy_name_sealed'),
    /** The redemption terms it was placed under; they hold for it to its end. */
    termsVersionId: text('terms_version_id').notNull().default('REDEEM-1'),
    /** What was asked for: the same id again with something else is refused. */
    contentHash: text('content_hash').notNull(),
    placedAt: instant('placed_at').notNull(),
    /** Until when the goods are kept. */
    pickupUntil: instant('pickup_until').notNull(),
    extendedAt: instant('extended_at'),
    /** When its owner was told that it lapses soon; an extension makes room for telling again. */
    remindedAt: instant('reminded_at'),
    /** When it reached its last state. */
    closedAt: instant('closed_at'),
    /** Counts every act on the order. Raising it takes the row's lock, so that eight counters act one after another. */
    acts: integer('acts').notNull().default(0),
  },
  (t) => [
    index('orders_person').on(t.personId, t.placedAt),
    index('orders_purse').on(t.purseId, t.placedAt).where(sql`purse_id is not null`),
    index('orders_store').on(t.storeId, t.state, t.placedAt),
    index('orders_due').on(t.state, t.pickupUntil),
    index('orders_campaign').on(t.campaignId, t.personId),
    check('orders_points', sql`${t.points} > 0`),
  ],
)

/**
 * One kind of goods in an order, as it was named and priced then. Of `quantity`, some were `collected` and some
 * `released` (canceled or lapsed); of the collected, some were `returned`.
 */
export const orderLines = table(
  'order_lines',
  {
    orderId: text('order_id')
      .notNull()
      .references(() => orders.id),
    itemId: text('item_id')
      .notNull()
      .references(() => items.id),
    /** Kept with the line, so that one person's window is one short index walk. */
    personId: text('person_id').notNull(),
    placedAt: instant('placed_at').notNull(),
    name: text('name').notNull(),
    unit: text('unit').notNull(),
    pricePoints: integer('price_points').notNull(),
    quantity: integer('quantity').notNull(),
    collected: integer('collected').notNull().default(0),
    released: integer('released').notNull().default(0),
    returned: integer('returned').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.orderId, t.itemId] }),
    index('order_lines_window').on(t.personId, t.placedAt),
    check('order_lines_quantity', sql`${t.quantity} > 0 and ${t.pricePoints} > 0`),
    check(
      'order_lines_parts',
      sql`${t.collected} >= 0 and ${t.released} >= 0 and ${t.collected} + ${t.released} <= ${t.quantity}`,
    ),
    check('order_lines_returned', sql`${t.returned} >= 0 and ${t.returned} <= ${t.collected}`),
  ],
)

/** One step of an order's life: who, when, from, to, why, and the quantities it moved. Append-only. */
export const orderEvents = table(
  'order_events',
  {
    orderId: text('order_id')
      .notNull()
      .references(() => orders.id),
    /** The order's count of acts then: the order in which things happened. */
    act: integer('act').notNull(),
    step: text('step').notNull(),
    from: text('from_state', { enum: orderStates }),
    to: text('to_state', { enum: orderStates }).notNull(),
    actorId: text('actor_id').notNull(),
    reason: text('reason'),
    /** Item id → pieces, for the steps that move goods. */
    pieces: json('pieces').$type<Record<string, number>>(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orderId, t.act] })],
)

/**
 * Something read at a counter and what came of it, refusals too. Append-only. The id is its sender's, and belongs to
 * the keeper. A code is kept only as a keyed hash.
 */
export const scans = table(
  'scans',
  {
    keeperId: text('keeper_id')
      .notNull()
      .references(() => people.id),
    id: text('id').notNull(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    act: text('act', { enum: ['look', 'hand_over'] }).notNull(),
    readHash: text('read_hash').notNull(),
    /** `shown`, `person_shown`, `handed_over`, or the code of the refusal. */
    outcome: text('outcome').notNull(),
    details: json('details').$type<Record<string, unknown>>().notNull(),
    orderId: text('order_id').references(() => orders.id),
    personId: text('person_id'),
    /** When it was received. */
    at: instant('at').notNull(),
    /** When it was, by the word of a device that had no network; such a clock decides nothing. */
    claimedAt: instant('claimed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.keeperId, t.id] }),
    index('scans_store').on(t.storeId, t.at),
    index('scans_order').on(t.orderId, t.at),
  ],
)

export const discrepancyStates = ['open', 'charged', 'written_off', 'brought_back'] as const
export type DiscrepancyState = (typeof discrepancyStates)[number]

/**
 * Goods that a counter without network handed over and that no order covers: it was collected at another counter,
 * canceled or lapsed meanwhile. The goods are gone and the books do not know; somebody else than the keeper settles it.
 */
export const discrepancies = table(
  'discrepancies',
  {
    id: text('id').primaryKey(),
    keeperId: text('keeper_id').notNull(),
    scanId: text('scan_id').notNull(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    /** None when the code belonged to no order of ours. */
    orderId: text('order_id').references(() => orders.id),
    /** The refusal that the queued hand-over met. */
    outcome: text('outcome').notNull(),
    details: json('details').$type<Record<string, unknown>>().notNull(),
    /** Item id → pieces that left the shelf without an order. */
    pieces: json('pieces').$type<Record<string, number>>().notNull(),
    claimedAt: instant('claimed_at').notNull(),
    receivedAt: instant('received_at').notNull(),
    state: text('state', { enum: discrepancyStates }).notNull(),
    /** Counts what was done to it; raising it takes the row's lock. */
    acts: integer('acts').notNull().default(0),
    settledAt: instant('settled_at'),
  },
  (t) => [
    uniqueIndex('discrepancies_scan').on(t.keeperId, t.scanId),
    index('discrepancies_store').on(t.storeId, t.state, t.receivedAt),
    index('discrepancies_order').on(t.orderId),
    foreignKey({ columns: [t.keeperId, t.scanId], foreignColumns: [scans.keeperId, scans.id] }),
  ],
)

/** One step of a discrepancy: who settled it, how and why. Append-only. */
export const discrepancyEvents = table(
  'discrepancy_events',
  {
    discrepancyId: text('discrepancy_id')
      .notNull()
      .references(() => discrepancies.id),
    act: integer('act').notNull(),
    step: text('step').notNull(),
    from: text('from_state', { enum: discrepancyStates }),
    to: text('to_state', { enum: discrepancyStates }).notNull(),
    actorId: text('actor_id').notNull(),
    reason: text('reason'),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.discrepancyId, t.act] })],
)

/** A change of a store by staff: who, when, what it said before and after. Append-only. */
export const storeEvents = table(
  'store_events',
  {
    id: text('id').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    step: text('step', { enum: ['add', 'edit'] }).notNull(),
    before: json('before').$type<Record<string, unknown>>(),
    after: json('after').$type<Record<string, unknown>>().notNull(),
    actorId: text('actor_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('store_events_store').on(t.storeId, t.id)],
)
