import { sql } from 'drizzle-orm'
import { boolean, check, index, instant, integer, json, primaryKey, table, text } from '../columns.ts'
import { people } from './people.ts'
import { activities, claims } from './tasks.ts'

/** How somebody was seen: by scanning the organiser's changing code, by being scanned, or by their own word and the place. */
export const presenceWays = ['screen', 'roll', 'place'] as const
export type PresenceWay = (typeof presenceWays)[number]

/** What became of a position: only the answer is kept, never the point. */
export const distanceBands = ['inside', 'near', 'far', 'unknown', 'not_asked'] as const
export type DistanceBand = (typeof distanceBands)[number]

/**
 * One claim's stay at its activity, the last one where there were several: when and how the person came and went, and
 * what a reviewer should look at.
 */
export const presences = table(
  'presences',
  {
    claimId: text('claim_id')
      .primaryKey()
      .references(() => claims.id),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    activityId: text('activity_id')
      .notNull()
      .references(() => activities.id),
    inAt: instant('in_at').notNull(),
    inWay: text('in_way', { enum: presenceWays }).notNull(),
    inBand: text('in_band', { enum: distanceBands }).notNull(),
    inBy: text('in_by').notNull(),
    outAt: instant('out_at'),
    outWay: text('out_way', { enum: presenceWays }),
    outBand: text('out_band', { enum: distanceBands }),
    outBy: text('out_by'),
    /** Closed by the clock because nobody checked out. */
    closedAt: instant('closed_at'),
    /** The same device was seen for somebody else within ten minutes. */
    sharedDevice: boolean('shared_device').notNull().default(false),
    walkIn: boolean('walk_in').notNull().default(false),
  },
  (t) => [
    index('presences_activity').on(t.activityId, t.claimId),
    index('presences_person').on(t.personId, t.inAt, t.claimId),
    index('presences_open').on(t.outAt, t.closedAt, t.activityId),
    check('presences_span', sql`${t.outAt} is null or ${t.outAt} >= ${t.inAt}`),
  ],
)

/** A stay before the last one: somebody went, and came back. Hours are the union of all stays, never their sum. */
export const earlierStays = table(
  'earlier_stays',
  {
    claimId: text('claim_id')
      .notNull()
      .references(() => claims.id),
    /** The first stay of the claim is 1. */
    number: integer('number').notNull(),
    inAt: instant('in_at').notNull(),
    inWay: text('in_way', { enum: presenceWays }).notNull(),
    inBand: text('in_band', { enum: distanceBands }).notNull(),
    inBy: text('in_by').notNull(),
    outAt: instant('out_at').notNull(),
    outWay: text('out_way', { enum: presenceWays }).notNull(),
    outBand: text('out_band', { enum: distanceBands }).notNull(),
    outBy: text('out_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.claimId, t.number] }), check('earlier_stays_span', sql`${t.outAt} >= ${t.inAt}`)],
)

/** One scan by an organiser, the refused ones too: who it was, what it did, and the reason when it was refused. */
export const presenceScans = table(
  'presence_scans',
  {
    /** The sender's id of the scan. */
    id: text('id').primaryKey(),
    activityId: text('activity_id')
      .notNull()
      .references(() => activities.id),
    claimId: text('claim_id'),
    personId: text('person_id'),
    outcome: text('outcome', { enum: ['checked_in', 'checked_out', 'already', 'refused'] }).notNull(),
    refusal: text('refusal'),
    details: json('details').$type<Record<string, unknown>>(),
    byId: text('by_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('presence_scans_activity').on(t.activityId, t.at, t.id)],
)

/** A browser that checked somebody in, as a hash that is forgotten within the hour. */
export const deviceSightings = table(
  'device_sightings',
  {
    id: text('id').primaryKey(),
    deviceHash: text('device_hash').notNull(),
    personId: text('person_id').notNull(),
    claimId: text('claim_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('device_sightings_device').on(t.deviceHash, t.at), index('device_sightings_at').on(t.at)],
)
