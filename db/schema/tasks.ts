import { sql } from 'drizzle-orm'
import { boolean, check, index, instant, integer, json, real, table, text, uniqueIndex } from '../columns.ts'
import { areas } from './areas.ts'
import { people } from './people.ts'

/** An activity that comes again: the pattern, what every occurrence begins as, and how far they have been made. */
export const activitySeries = table(
  'activity_series',
  {
    id: text('id').primaryKey(),
    areaId: text('area_id')
      .notNull()
      .references(() => areas.id),
    areaPath: text('area_path').notNull(),
    publisherId: text('publisher_id')
      .notNull()
      .references(() => people.id),
    /** The fields of an activity without its dates; every occurrence starts as a copy. */
    template: json('template').$type<Record<string, unknown>>().notNull(),
    repeats: text('repeats', { enum: ['weekly', 'monthly'] }).notNull(),
    /** Every so many weeks or months. */
    interval: integer('interval').notNull().default(1),
    /** 1 is Monday, 7 Sunday; empty for a monthly series. */
    weekdays: json('weekdays').$type<number[]>().notNull(),
    /** 1 to 31; a shorter month takes its last day. Empty for a weekly series. */
    monthDay: integer('month_day'),
    firstDay: text('first_day').notNull(),
    lastDay: text('last_day').notNull(),
    /** City time of day, `'09:00'`. */
    startTime: text('start_time').notNull(),
    minutes: integer('minutes').notNull(),
    /** Calendar days on which it does not take place. */
    exceptions: json('exceptions').$type<string[]>().notNull(),
    /** Occurrences are published as they are made; otherwise they wait as drafts. */
    publishes: boolean('publishes').notNull(),
    /** Occurrences up to this calendar day have been made. */
    madeThrough: text('made_through').notNull(),
    endedAt: instant('ended_at'),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('activity_series_due').on(t.endedAt, t.madeThrough),
    check('activity_series_interval', sql`${t.interval} between 1 and 12`),
    check('activity_series_minutes', sql`${t.minutes} between 15 and 1440`),
  ],
)

/**
 * Something residents may claim: a point task (paid by its size) or a volunteer activity (paid by the hour, with an
 * hours record).
 */
export const activities = table(
  'activities',
  {
    id: text('id').primaryKey(),
    /** What people call it by: `T-2026-000123`. */
    number: text('number').notNull().unique(),
    kind: text('kind', { enum: ['point_task', 'volunteer'] }).notNull(),
    category: text('category', {
      enum: [
        'environment',
        'guidance',
        'care',
        'patrol',
        'outreach',
        'health',
        'learning',
        'service',
        'culture',
        'emergency',
      ],
    }).notNull(),
    title: text('title').notNull(),
    description: text('description').notNull(),
    areaId: text('area_id')
      .notNull()
      .references(() => areas.id),
    areaPath: text('area_path').notNull(),
    place: text('place').notNull(),
    /** WGS-84; together with the radius they limit where a check-in counts. */
    latitude: real('latitude'),
    longitude: real('longitude'),
    radiusMeters: integer('radius_meters'),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    signUpUntil: instant('sign_up_until').notNull(),
    capacity: integer('capacity').notNull(),
    /** Places held: by claims that are on, and by offers that wait for an answer. */
    taken: integer('taken').notNull().default(0),
    /** How many ever joined the wait list: the next number in line. */
    queued: integer('queued').notNull().default(0),
    waitlist: boolean('waitlist').notNull(),
    /** Only residents registered in its area may claim. */
    localsOnly: boolean('locals_only').notNull().default(false),
    /** Full years at the start; 0 admits everybody. */
    minAge: integer('min_age').notNull().default(0),
    requirements: text('requirements').notNull().default(''),
    riskNotice: text('risk_notice').notNull().default(''),
    /** 服务对象: whom it serves. */
    beneficiary: text('beneficiary').notNull().default(''),
    contact: text('contact').notNull(),
    /** The reward of a point task by its size; empty for volunteer activities. */
    size: text('size', { enum: ['S', 'M', 'L', 'XL'] }),
    /** The most that one claim can earn, as the rules stood when it was published. */
    pointsEach: integer('points_each').notNull().default(0),
    /** What is still set aside for it in its area's budget. */
    committedPoints: integer('committed_points').notNull().default(0),
    /** How being there is shown; `none` for point tasks that can be done at any time before the end. */
    checkIn: text('check_in', { enum: ['rotating', 'staff', 'either', 'none'] }).notNull(),
    evidencePhotosMin: integer('evidence_photos_min').notNull().default(0),
    evidenceText: boolean('evidence_text').notNull().default(false),
    /** What is counted, such as `袋` or `户`; empty when nothing is. */
    evidenceUnit: text('evidence_unit').notNull().default(''),
    publisherId: text('publisher_id')
      .notNull()
      .references(() => people.id),
    seriesId: text('series_id').references(() => activitySeries.id),
    /** The series' calendar day this one was made for; it stays when the date is moved. */
    seriesDay: text('series_day'),
    copiedFrom: text('copied_from'),
    status: text('status', { enum: ['draft', 'published', 'ongoing', 'ended', 'settled', 'canceled'] }).notNull(),
    publishedAt: instant('published_at'),
    /** When its time or place was last changed after publishing: who claimed before may leave without being counted late. */
    rescheduledAt: instant('rescheduled_at'),
    /** The reminders that have gone out: a day before, an hour before. */
    remindedDayAt: instant('reminded_day_at'),
    remindedHourAt: instant('reminded_hour_at'),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    index('activities_open').on(t.status, t.startsAt, t.id),
    index('activities_soonest').on(t.startsAt, t.id).where(sql`status in ('published', 'ongoing')`),
    index('activities_area').on(t.areaPath, t.startsAt, t.id),
    uniqueIndex('activities_series_day').on(t.seriesId, t.seriesDay),
    check('activities_capacity', sql`${t.capacity} between 1 and 10000`),
    check('activities_taken', sql`${t.taken} between 0 and ${t.capacity}`),
    check('activities_span', sql`${t.endsAt} > ${t.startsAt}`),
    check('activities_committed', sql`${t.committedPoints} >= 0`),
  ],
)

/** What happened to an activity: changes of state, and edits (state unchanged) with the fields before and after. */
export const activityEvents = table(
  'activity_events',
  {
    id: text('id').primaryKey(),
    activityId: text('activity_id')
      .notNull()
      .references(() => activities.id),
    step: text('step').notNull(),
    /** Empty for the first one. */
    from: text('from_status'),
    to: text('to_status').notNull(),
    actorId: text('actor_id').notNull(),
    why: text('why').notNull().default(''),
    changes: json('changes').$type<Record<string, { before: unknown; after: unknown }>>(),
    /** The activity's version after it: puts in order what happened in the same moment. */
    version: integer('version').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('activity_events_activity').on(t.activityId, t.version, t.id)],
)

/** One resident's place in an activity, from the claim (or the wait list) to the points. */
export const claims = table(
  'claims',
  {
    id: text('id').primaryKey(),
    activityId: text('activity_id')
      .notNull()
      .references(() => activities.id),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    status: text('status', {
      enum: [
        'claimed',
        'waitlisted',
        'offered',
        'checked_in',
        'checked_out',
        'submitted',
        'returned',
        'approved',
        'rejected',
        'appealed',
        'upheld',
        'overturned',
        'credited',
        'revoked',
        'canceled',
        'late_canceled',
        'no_show',
        'excused',
      ],
    }).notNull(),
    /** The place in line, from `activities.queued`; empty for those who got in at once. */
    queueNumber: integer('queue_number'),
    /** Until when an offered place is kept. */
    offerUntil: instant('offer_until'),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    index('claims_person').on(t.personId, t.createdAt, t.id),
    index('claims_activity').on(t.activityId, t.status, t.queueNumber, t.id),
    index('claims_status').on(t.status, t.offerUntil),
    // One claim that counts, however often somebody left and came back.
    uniqueIndex('claims_once')
      .on(t.activityId, t.personId)
      .where(sql`status not in ('canceled', 'late_canceled', 'excused')`),
  ],
)

/** A change of a claim's state: who, when, from, to and why. */
export const claimEvents = table(
  'claim_events',
  {
    id: text('id').primaryKey(),
    claimId: text('claim_id')
      .notNull()
      .references(() => claims.id),
    step: text('step').notNull(),
    /** Empty for the first one. */
    from: text('from_status'),
    to: text('to_status').notNull(),
    actorId: text('actor_id').notNull(),
    /** A reason in somebody's words, or a code such as `activity_canceled`. */
    why: text('why').notNull().default(''),
    /** The claim's version after it: puts in order what happened in the same moment. */
    version: integer('version').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('claim_events_claim').on(t.claimId, t.version, t.id)],
)

/** How often somebody asked for a new calendar address: the earlier addresses stopped working then. */
export const calendarFeeds = table('calendar_feeds', {
  personId: text('person_id')
    .primaryKey()
    .references(() => people.id),
  generation: integer('generation').notNull(),
})
