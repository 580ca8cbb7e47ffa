import { boolean, index, instant, integer, json, primaryKey, table, text, uniqueIndex } from '../columns.ts'
import { reports } from './reports.ts'

/** A kind of request that another system takes, as its list of services says. */
export type PeerService = { code: string; name: string; group: string }

/** Another city's or body's system that speaks GeoReport v2, to which reports are passed on. */
export const peers = table(
  'peers',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    /** Its endpoint without a slash at the end: `https://311.example.com/open311/v2`. */
    url: text('url').notNull(),
    jurisdictionId: text('jurisdiction_id').notNull().default(''),
    /** Sealed; we have to hand it over as it is. */
    apiKeySealed: text('api_key_sealed').notNull().default(''),
    format: text('format', { enum: ['json', 'xml'] }).notNull(),
    /** It has the exchange of updates beside GeoReport's states. */
    hasUpdates: boolean('has_updates').notNull(),
    /** It knows a request that is sent twice by its `Idempotency-Key`, as this software does. */
    knowsRepeats: boolean('knows_repeats').notNull(),
    services: json('services').$type<PeerService[]>().notNull(),
    /** Its code for each of our categories. */
    mapping: json('mapping').$type<Record<string, string>>().notNull(),
    /** Updates up to then have been taken. */
    polledUpTo: instant('polled_up_to'),
    pollNextAt: instant('poll_next_at'),
    pollFailures: integer('poll_failures').notNull().default(0),
    pollError: text('poll_error').notNull().default(''),
    registeredBy: text('registered_by').notNull(),
    createdAt: instant('created_at').notNull(),
    /** Nothing is passed on any more; what was is still followed. */
    endedAt: instant('ended_at'),
    version: integer('version').notNull().default(1),
  },
  (t) => [index('peers_created').on(t.createdAt, t.id), index('peers_poll').on(t.pollNextAt)],
)

export const passingStates = ['waiting', 'sending', 'token', 'received', 'uncertain', 'failed', 'ended'] as const

/**
 * A report that is passed on to another system. The row is there before the first byte leaves: a process that dies while
 * it sends leaves a `sending` behind, which is never simply sent again.
 */
export const passings = table(
  'passings',
  {
    id: text('id').primaryKey(),
    reportId: text('report_id')
      .notNull()
      .references(() => reports.id),
    peerId: text('peer_id')
      .notNull()
      .references(() => peers.id),
    serviceCode: text('service_code').notNull(),
    /** What leaves: words, address and position as staff let them go. */
    words: text('words').notNull(),
    address: text('address').notNull(),
    position: text('position').notNull(),
    /** To the questions that the other side asks of such a request, by their codes. */
    answers: json('answers').$type<Record<string, string | string[]>>().notNull().default({}),
    state: text('state', { enum: passingStates }).notNull(),
    token: text('token'),
    theirId: text('their_id'),
    theirStatus: text('their_status'),
    attempts: integer('attempts').notNull().default(0),
    nextAt: instant('next_at'),
    /** Why the last try came to nothing, for staff. */
    error: text('error').notNull().default(''),
    passedBy: text('passed_by').notNull(),
    createdAt: instant('created_at').notNull(),
    sentAt: instant('sent_at'),
    endedAt: instant('ended_at'),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    // A report is with another system once, however often somebody presses.
    uniqueIndex('passings_once').on(t.reportId, t.peerId),
    uniqueIndex('passings_theirs').on(t.peerId, t.theirId),
    index('passings_next').on(t.nextAt),
    index('passings_state').on(t.state, t.createdAt, t.id),
  ],
)

/** What another system says about a report that was passed on to it. The same update again changes nothing. */
export const passingUpdates = table(
  'passing_updates',
  {
    passingId: text('passing_id')
      .notNull()
      .references(() => passings.id),
    /** Theirs; without one, a hash of what it says. */
    updateId: text('update_id').notNull(),
    status: text('status').notNull(),
    description: text('description').notNull(),
    /** When it happened there, as far as they say. */
    at: instant('at').notNull(),
    seenAt: instant('seen_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.passingId, t.updateId] })],
)
