import { boolean, foreignKey, index, instant, integer, primaryKey, table, text } from '../columns.ts'
import { people } from './people.ts'
import { orderEvents, orders } from './stores.ts'

export const proxyStates = ['proposed', 'active', 'ended'] as const
export type ProxyState = (typeof proxyStates)[number]

/**
 * `personId` may collect for `ownerId`: one order, or whatever waits until a day. The owner named them, or staff wrote it
 * down from paper and a second member of staff approved.
 */
export const proxies = table(
  'proxies',
  {
    id: text('id').primaryKey(),
    ownerId: text('owner_id')
      .notNull()
      .references(() => people.id),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    /** The one order it is for; none for a standing one. */
    orderId: text('order_id').references(() => orders.id),
    goodUntil: instant('good_until').notNull(),
    state: text('state', { enum: proxyStates }).notNull(),
    /** Where the owner's word on paper lies. */
    paper: text('paper'),
    namedBy: text('named_by').notNull(),
    approvedBy: text('approved_by'),
    at: instant('at').notNull(),
    endedAt: instant('ended_at'),
    endedBy: text('ended_by'),
  },
  (t) => [
    index('proxies_owner').on(t.ownerId, t.state, t.id),
    index('proxies_person').on(t.personId, t.state, t.id),
    index('proxies_order').on(t.orderId),
  ],
)

/** A hand-over to a proxy: who took it, and whether their own code or card had been read at that counter. Append-only. */
export const proxyCollections = table(
  'proxy_collections',
  {
    orderId: text('order_id').notNull(),
    /** The order's act that handed it over. */
    act: integer('act').notNull(),
    proxyId: text('proxy_id')
      .notNull()
      .references(() => proxies.id),
    personId: text('person_id').notNull(),
    ownCode: boolean('own_code').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orderId, t.act] }),
    foreignKey({ columns: [t.orderId, t.act], foreignColumns: [orderEvents.orderId, orderEvents.act] }),
    index('proxy_collections_person').on(t.personId, t.at),
  ],
)
