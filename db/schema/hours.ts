import { sql } from 'drizzle-orm'
import { check, index, instant, integer, json, primaryKey, table, text } from '../columns.ts'
import { areas } from './areas.ts'
import { people } from './people.ts'

/** How well an hour is proven: A (甲) by both sides, B (乙) by one side and the place, C (丙) entered afterwards. */
export const hourGrades = ['A', 'B', 'C'] as const
export type HourGrade = (typeof hourGrades)[number]

/** A stretch of time as two ISO instants, so that it reads the same in both databases. */
export type StoredInterval = { from: string; to: string }

/**
 * One service of one person, as the volunteer record must have it: what, when, where, for whom, how long, how proven,
 * who was in charge, who wrote it down. Never changed: a correction is another row that names the one it corrects.
 */
export const serviceHours = table(
  'service_hours',
  {
    /** Named after its cause, `claim-<id>` or `back-entry-<id>`, so that no service is recorded twice. */
    id: text('id').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    activityId: text('activity_id'),
    title: text('title').notNull(),
    /** The city day on which it began. */
    day: text('day').notNull(),
    /** Whole quarter hours; below zero only in a correction. */
    minutes: integer('minutes').notNull(),
    grade: text('grade', { enum: hourGrades }).notNull(),
    /** The time counted here and nowhere else: hours of one person are a union, never a sum. */
    intervals: json('intervals').$type<StoredInterval[]>().notNull(),
    /** The community or village that answers for the record. */
    unitId: text('unit_id')
      .notNull()
      .references(() => areas.id),
    place: text('place').notNull(),
    beneficiary: text('beneficiary').notNull(),
    content: text('content').notNull(),
    responsible: text('responsible').notNull(),
    recorder: text('recorder').notNull(),
    recordedBy: text('recorded_by').notNull(),
    evidence: json('evidence').$type<string[]>().notNull(),
    corrects: text('corrects'),
    reason: text('reason'),
    at: instant('at').notNull(),
  },
  (t) => [
    index('service_hours_person').on(t.personId, t.day, t.id),
    index('service_hours_corrects').on(t.corrects),
    check('service_hours_quarters', sql`${t.minutes} <> 0 and ${t.minutes} % 15 = 0`),
    check('service_hours_corrections', sql`${t.minutes} > 0 or ${t.corrects} is not null`),
  ],
)

/** A person's minutes of one grade, kept beside the records. `npm run verify` adds them up again. */
export const hourTotals = table(
  'hour_totals',
  {
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    grade: text('grade', { enum: hourGrades }).notNull(),
    minutes: integer('minutes').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.grade] }), check('hour_totals_minutes', sql`${t.minutes} >= 0`)],
)

/** A community's minutes of one year. `minutesPending` are back-entries on their way; they count towards the share of C. */
export const unitHours = table(
  'unit_hours',
  {
    unitId: text('unit_id')
      .notNull()
      .references(() => areas.id),
    year: text('year').notNull(),
    minutesProven: integer('minutes_proven').notNull().default(0),
    minutesBackEntered: integer('minutes_back_entered').notNull().default(0),
    minutesPending: integer('minutes_pending').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.unitId, t.year] }),
    check(
      'unit_hours_minutes',
      sql`${t.minutesProven} >= 0 and ${t.minutesBackEntered} >= 0 and ${t.minutesPending} >= 0`,
    ),
  ],
)

export const backEntryStates = ['proposed', 'noticed', 'objected', 'effective', 'refused', 'withdrawn'] as const
export type BackEntryState = (typeof backEntryStates)[number]

/** A service that no check-in proves, on its way into the record: proposed, approved elsewhere, shown in public, then counted as C. */
export const backEntries = table(
  'back_entries',
  {
    id: text('id').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    title: text('title').notNull(),
    day: text('day').notNull(),
    /** When it began and how long it took: the stretch that no other record may count as well. */
    startsAt: instant('starts_at').notNull(),
    minutes: integer('minutes').notNull(),
    place: text('place').notNull(),
    beneficiary: text('beneficiary').notNull(),
    content: text('content').notNull(),
    reason: text('reason').notNull(),
    areaId: text('area_id')
      .notNull()
      .references(() => areas.id),
    areaPath: text('area_path').notNull(),
    unitId: text('unit_id')
      .notNull()
      .references(() => areas.id),
    state: text('state', { enum: backEntryStates }).notNull(),
    proposedBy: text('proposed_by')
      .notNull()
      .references(() => people.id),
    approvedBy: text('approved_by'),
    noticeEndsAt: instant('notice_ends_at'),
    /** Set aside in the community's budget while the notice runs. */
    committedPoints: integer('committed_points').notNull().default(0),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('back_entries_state').on(t.state, t.createdAt, t.id),
    index('back_entries_proposer').on(t.proposedBy, t.id),
    index('back_entries_person').on(t.personId, t.id),
    check('back_entries_quarters', sql`${t.minutes} > 0 and ${t.minutes} % 15 = 0`),
  ],
)

/** One change of state of a back-entry: who, when, from, to, why. Objections are among them. */
export const backEntryEvents = table(
  'back_entry_events',
  {
    id: text('id').primaryKey(),
    backEntryId: text('back_entry_id')
      .notNull()
      .references(() => backEntries.id),
    step: text('step').notNull(),
    fromState: text('from_state', { enum: backEntryStates }),
    toState: text('to_state', { enum: backEntryStates }).notNull(),
    byId: text('by_id').notNull(),
    why: text('why').notNull().default(''),
    at: instant('at').notNull(),
  },
  (t) => [index('back_entry_events_entry').on(t.backEntryId, t.at, t.id)],
)

/** A record of service as it was handed out: what it said then, kept so that a paper can be compared with it. */
export const hourCertificates = table(
  'hour_certificates',
  {
    id: text('id').primaryKey(),
    /** `H-2026-000123`. */
    number: text('number').notNull().unique(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    unitId: text('unit_id')
      .notNull()
      .references(() => areas.id),
    minutesA: integer('minutes_a').notNull(),
    minutesB: integer('minutes_b').notNull(),
    minutesC: integer('minutes_c').notNull(),
    recordCount: integer('record_count').notNull(),
    issuedAt: instant('issued_at').notNull(),
  },
  (t) => [index('hour_certificates_person').on(t.personId, t.issuedAt, t.id)],
)
