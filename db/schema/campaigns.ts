import { sql } from 'drizzle-orm'
import { check, index, instant, integer, primaryKey, table, text, uniqueIndex } from '../columns.ts'
import { areas } from './areas.ts'
import { people } from './people.ts'
import { items, stores } from './stock.ts'

export const campaignModes = ['queue', 'draw'] as const
export type CampaignMode = (typeof campaignModes)[number]

export const campaignStates = ['draft', 'published', 'frozen', 'drawn', 'ended', 'canceled'] as const
export type CampaignState = (typeof campaignStates)[number]

/**
 * Scarce goods for a while: one item, set aside at several stores, for the residents of an area; first come, first
 * served (`queue`) or by lot (`draw`). A draw's commitment is published with it, its seed after the draw.
 */
export const campaigns = table(
  'campaigns',
  {
    id: text('id').primaryKey(),
    /** The number people say: "campaign 3". */
    number: integer('number').notNull().unique(),
    title: text('title').notNull(),
    words: text('words').notNull(),
    itemId: text('item_id')
      .notNull()
      .references(() => items.id),
    mode: text('mode', { enum: campaignModes }).notNull(),
    /** Whose residents may take part. */
    areaId: text('area_id')
      .notNull()
      .references(() => areas.id),
    /** Pieces for one person; in a draw, what every winner gets. */
    perPerson: integer('per_person').notNull(),
    opensAt: instant('opens_at').notNull(),
    /** Until when one may order, or enter. */
    closesAt: instant('closes_at').notNull(),
    /** Until when a draw's goods go on to the next in line; a queue ends when it closes. */
    endsAt: instant('ends_at').notNull(),
    state: text('state', { enum: campaignStates }).notNull(),
    /** Why scarce goods are not drawn by lot, where somebody decided so. */
    queueReason: text('queue_reason'),
    version: integer('version').notNull().default(1),
    /** Counts what was done behind the row; raising it takes the row's lock. */
    acts: integer('acts').notNull().default(0),
    /** The number of the last entry. */
    lastEntry: integer('last_entry').notNull().default(0),
    /** The draw's secret, sealed, until it is published. */
    secretSealed: text('secret_sealed'),
    /** SHA-256 of the secret, published before anybody enters. */
    commitment: text('commitment'),
    /** The list of entries as it stood at closing: how many, and its SHA-256. */
    entryCount: integer('entry_count'),
    entriesHash: text('entries_hash'),
    /** The secret itself, and the chained digest of the closing day: together they are the seed. */
    secret: text('secret'),
    digest: text('digest'),
    seed: text('seed'),
    drawnAt: instant('drawn_at'),
    /** Places of the drawn order that have been called. */
    called: integer('called').notNull().default(0),
    /** Places of the drawn order whose owners were told how it went. */
    told: integer('told').notNull().default(0),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('campaigns_state').on(t.state, t.closesAt),
    check('campaigns_per_person', sql`${t.perPerson} > 0`),
    check('campaigns_times', sql`${t.opensAt} < ${t.closesAt} and ${t.closesAt} <= ${t.endsAt}`),
  ],
)

/** So many pieces of a campaign at one store. From publication on they lie in a reservation of their own. */
export const campaignStores = table(
  'campaign_stores',
  {
    campaignId: text('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    quantity: integer('quantity').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.campaignId, t.storeId] }),
    check('campaign_stores_quantity', sql`${t.quantity} > 0`),
  ],
)

/** One step of a campaign's life: who, when, from, to, why. Append-only. */
export const campaignEvents = table(
  'campaign_events',
  {
    campaignId: text('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    act: integer('act').notNull(),
    step: text('step').notNull(),
    from: text('from_state', { enum: campaignStates }),
    to: text('to_state', { enum: campaignStates }).notNull(),
    actorId: text('actor_id').notNull(),
    reason: text('reason'),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.campaignId, t.act] })],
)

export const entryStates = ['entered', 'withdrawn', 'won', 'in_line', 'missed', 'passed'] as const
export type EntryState = (typeof entryStates)[number]

/** Somebody's entry in a draw. `receipt` is known to them alone: with it they can prove that the number is theirs. */
export const campaignEntries = table(
  'campaign_entries',
  {
    id: text('id').primaryKey(),
    campaignId: text('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    number: integer('number').notNull(),
    receipt: text('receipt').notNull(),
    /** Where they would like to collect. */
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    state: text('state', { enum: entryStates }).notNull(),
    /** The code of the refusal, when they were called and could not have it. */
    passedFor: text('passed_for'),
    orderId: text('order_id'),
    at: instant('at').notNull(),
  },
  (t) => [
    uniqueIndex('campaign_entries_person').on(t.campaignId, t.personId),
    uniqueIndex('campaign_entries_number').on(t.campaignId, t.number),
    index('campaign_entries_own').on(t.personId, t.at),
  ],
)

/** The drawn order: which entry came to which place. Append-only. */
export const drawPlaces = table(
  'draw_places',
  {
    campaignId: text('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    place: integer('place').notNull(),
    number: integer('number').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.campaignId, t.place] }),
    uniqueIndex('draw_places_number').on(t.campaignId, t.number),
  ],
)
