import { sql } from 'drizzle-orm'
import { check, index, instant, integer, primaryKey, table, text } from '../columns.ts'
import { people } from './people.ts'
import { stores } from './stock.ts'
import { orders } from './stores.ts'

/** Somebody whom staff named to carry a store's goods to the door. Its keepers may anyway. */
export const deliverers = table(
  'deliverers',
  {
    id: text('id').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    namedBy: text('named_by').notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at'),
    endedBy: text('ended_by'),
  },
  (t) => [index('deliverers_store').on(t.storeId, t.startsAt), index('deliverers_person').on(t.personId)],
)

export const deliveryStates = ['asked', 'taken', 'delivered', 'failed', 'ended'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/**
 * An order that is to be brought to the door. The address is sealed, and gone as soon as nobody has to find it; the door
 * code is what the resident shows there.
 */
export const deliveries = table(
  'deliveries',
  {
    orderId: text('order_id')
      .primaryKey()
      .references(() => orders.id),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    state: text('state', { enum: deliveryStates }).notNull(),
    addressSealed: text('address_sealed'),
    doorCodeSealed: text('door_code_sealed'),
    /** Wrong door codes of this attempt. */
    wrongCodes: integer('wrong_codes').notNull().default(0),
    /** How often somebody stood at the door in vain. */
    failures: integer('failures').notNull().default(0),
    carrierId: text('carrier_id'),
    /** Until when whoever took it has it; after that others may. */
    takenUntil: instant('taken_until'),
    askedAt: instant('asked_at').notNull(),
    acts: integer('acts').notNull().default(0),
  },
  (t) => [
    index('deliveries_store').on(t.storeId, t.state, t.askedAt),
    index('deliveries_carrier').on(t.carrierId, t.state),
    check('deliveries_erased', sql`${t.state} in ('asked', 'taken') or ${t.addressSealed} is null`),
  ],
)

/** One step of a delivery: who, when, from, to, why. Append-only. */
export const deliveryEvents = table(
  'delivery_events',
  {
    orderId: text('order_id')
      .notNull()
      .references(() => deliveries.orderId),
    act: integer('act').notNull(),
    step: text('step').notNull(),
    from: text('from_state', { enum: deliveryStates }),
    to: text('to_state', { enum: deliveryStates }).notNull(),
    actorId: text('actor_id').notNull(),
    reason: text('reason'),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orderId, t.act] })],
)
