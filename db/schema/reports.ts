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
import { areas, organizations } from './areas.ts'
import { people } from './people.ts'

/** A question that a category asks beside the words, in the shape of an Open311 attribute. */
export type CategoryQuestion = {
  /** Letters, digits, `_` and `-`; the key of the answer. */
  code: string
  datatype: 'string' | 'number' | 'datetime' | 'text' | 'singlevaluelist' | 'multivaluelist'
  required: boolean
  label: { zh: string; en: string }
  help?: { zh: string; en: string } | undefined
  /** False for text that is only shown and takes no answer. */
  variable: boolean
  values?: { key: string; zh: string; en: string }[] | undefined
}

export const matters = ['government', 'community', 'neighbours'] as const
/** 三事分流: who a matter belongs to. */
export type Matter = (typeof matters)[number]

/** A kind of problem or praise: what people choose from, how it is found in their words, and how soon it must move. */
export const reportCategories = table(
  'report_categories',
  {
    /** The service code of Open311: letters, digits, `_` and `-`. */
    id: text('id').primaryKey(),
    kind: text('kind', { enum: ['problem', 'praise'] }).notNull(),
    /** The heading it stands under: `市容环境`. */
    groupName: json('group_name').$type<{ zh: string; en: string }>().notNull(),
    name: json('name').$type<{ zh: string; en: string }>().notNull(),
    description: json('description').$type<{ zh: string; en: string }>().notNull(),
    /** Words by which it is guessed from a text. */
    keywords: json('keywords').$type<string[]>().notNull(),
    /** Whose matter it usually is; triage decides. */
    matter: text('matter', { enum: matters }).notNull(),
    urgency: text('urgency', { enum: ['normal', 'urgent'] })
      .notNull()
      .default('normal'),
    questions: json('questions').$type<CategoryQuestion[]>().notNull(),
    /** Office minutes until somebody reports for duty, and until it is solved. */
    reportInMinutes: integer('report_in_minutes').notNull(),
    resolveMinutes: integer('resolve_minutes').notNull(),
    /** Never shown in public: quarrels, homes, anything about a person. */
    isPrivate: boolean('is_private').notNull().default(false),
    /** Its things stand in the street and have to be found: shown where they are. All else is shown roughly. */
    isPlaceExact: boolean('is_place_exact').notNull().default(false),
    /** Nobody may choose it any more; what was filed under it stays. */
    endedAt: instant('ended_at'),
    position: integer('position').notNull(),
    version: integer('version').notNull().default(1),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    index('report_categories_position').on(t.position, t.id),
    check('report_categories_clocks', sql`${t.reportInMinutes} > 0 and ${t.resolveMinutes} >= ${t.reportInMinutes}`),
  ],
)

/** What was changed about a category, by whom, from what to what. */
export const categoryEvents = table(
  'category_events',
  {
    id: text('id').primaryKey(),
    categoryId: text('category_id')
      .notNull()
      .references(() => reportCategories.id),
    from: json('from_state'),
    to: json('to_state'),
    actorId: text('actor_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('category_events_category').on(t.categoryId, t.id)],
)

export const reportStatuses = [
  'filed',
  'accepted',
  'whistled',
  'reported_in',
  'handed_back',
  'resolved',
  'half_fixed',
  'reopened',
  'confirmed',
  'closed',
  'merged',
  'refused',
  'waiting_for_resident',
] as const
export type ReportStatus = (typeof reportStatuses)[number]

/** A problem somebody saw, or something they praise: where, what, and how far it has come. */
export const reports = table(
  'reports',
  {
    id: text('id').primaryKey(),
    /** What people call it by, and the id of Open311: `R-2026-000123`. */
    number: text('number').notNull().unique(),
    kind: text('kind', { enum: ['problem', 'praise'] }).notNull(),
    categoryId: text('category_id')
      .notNull()
      .references(() => reportCategories.id),
    words: text('words').notNull(),
    /** What the public reads instead, where the words name or describe a person. Staff write it. */
    publicWords: text('public_words'),
    /** Answers to the category's questions by their code. */
    answers: json('answers').$type<Record<string, string | string[]>>().notNull(),
    areaId: text('area_id')
      .notNull()
      .references(() => areas.id),
    areaPath: text('area_path').notNull(),
    /** WGS-84; both or none. */
    latitude: real('latitude'),
    longitude: real('longitude'),
    address: text('address').notNull(),
    placeFrom: text('place_from', { enum: ['device', 'photo', 'pin', 'address'] }).notNull(),
    /** Empty for anonymous reports: a signed address follows them, nobody can trace them, and they earn nothing. */
    reporterId: text('reporter_id').references(() => people.id),
    channel: text('channel', { enum: ['web', 'api', 'open311', 'device', 'import', 'desk'] }).notNull(),
    urgency: text('urgency', { enum: ['normal', 'urgent'] }).notNull(),
    /** Decided at triage. */
    matter: text('matter', { enum: matters }),
    status: text('status', { enum: reportStatuses }).notNull(),
    /** Where it goes on once the resident has answered. */
    waitingFrom: text('waiting_from', { enum: reportStatuses }),
    /** Which of the listed reasons it was refused for. */
    refusalReason: text('refusal_reason'),
    /** The report it is one with. */
    mergedInto: text('merged_into'),
    /** The report it was split from: another job at the same place. */
    splitFrom: text('split_from'),
    /** The solved report whose problem has come back. */
    againOf: text('again_of'),
    /** Among those of one spot, the first valid one; empty while that is open. */
    isFirst: boolean('is_first'),
    /** How many say "me too" or follow it. */
    followers: integer('followers').notNull().default(0),
    /** How often it was whistled anew because it was not fixed. */
    round: integer('round').notNull().default(1),
    /** How often a department said "not ours". */
    handBacks: integer('hand_backs').notNull().default(0),
    /** The highest centre that has had to look at it. */
    escalation: text('escalation', { enum: ['community', 'street', 'city'] })
      .notNull()
      .default('community'),
    /** Shown to everybody: accepted, and of a public category. */
    isPublic: boolean('is_public').notNull().default(false),
    /** It was public until its category was made private, and is again when the category is. */
    isHiddenByCategory: boolean('is_hidden_by_category').notNull().default(false),
    /** Pairs of characters of number, public words and rough address: see `db/search`. */
    searchGrams: text('search_grams').notNull().default(''),
    /** The same of what only staff read: the words as they were written, and the address with house and flat. */
    staffGrams: text('staff_grams').notNull().default(''),
    filedAt: instant('filed_at').notNull(),
    acceptedAt: instant('accepted_at'),
    /** When the first department of the present round reported for duty. */
    reportedInAt: instant('reported_in_at'),
    resolvedAt: instant('resolved_at'),
    /** When the last open question about it was answered: confirmed, silent, merged or refused. */
    closedAt: instant('closed_at'),
    /** What the resident said of the result, or that they said nothing. */
    verdict: text('verdict', { enum: ['fixed', 'half', 'not', 'silent', 'inspected'] }),
    /** Rules whose points wait until the area's budget has some again: `'R1,R2'`. */
    unpaid: text('unpaid').notNull().default(''),
    /** What is promised: the latest of its whistles' dues. */
    promisedAt: instant('promised_at'),
    /** When silence closes it, or the next thing happens by itself. */
    nextAt: instant('next_at'),
    version: integer('version').notNull().default(1),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    index('reports_queue').on(t.status, t.filedAt, t.id),
    index('reports_area').on(t.areaPath, t.filedAt, t.id),
    index('reports_filed').on(t.filedAt, t.id),
    // What the desk counts is read off this index alone.
    index('reports_counts').on(t.status, t.areaPath, t.promisedAt),
    index('reports_done').on(t.status, t.updatedAt, t.id),
    index('reports_public').on(t.isPublic, t.filedAt, t.id),
    index('reports_public_accepted').on(t.isPublic, t.acceptedAt, t.id),
    index('reports_public_updated').on(t.isPublic, t.updatedAt, t.id),
    index('reports_reporter').on(t.reporterId, t.filedAt, t.id),
    index('reports_category').on(t.categoryId, t.filedAt, t.id),
    index('reports_place').on(t.latitude, t.longitude),
    index('reports_public_place').on(t.isPublic, t.latitude, t.longitude),
    index('reports_next').on(t.nextAt),
    index('reports_merged').on(t.mergedInto),
    index('reports_unpaid').on(t.id).where(sql`unpaid <> ''`),
    index('reports_unread').on(t.id).where(sql`staff_grams = ''`),
    check('reports_position', sql`(${t.latitude} is null) = (${t.longitude} is null)`),
    check('reports_merged_elsewhere', sql`${t.mergedInto} is null or ${t.mergedInto} <> ${t.id}`),
  ],
)

/** What happened to a report or to one of its whistles: who, when, from, to and why. */
export const reportEvents = table(
  'report_events',
  {
    id: text('id').primaryKey(),
    reportId: text('report_id')
      .notNull()
      .references(() => reports.id),
    /** Set for a step of one department's whistle. */
    whistleId: text('whistle_id'),
    step: text('step').notNull(),
    from: text('from_status'),
    to: text('to_status').notNull(),
    actorId: text('actor_id').notNull(),
    /** Told to the reporter and to whoever reads the public page. */
    words: text('words').notNull().default(''),
    /** Between staff. */
    why: text('why').notNull().default(''),
    details: json('details').$type<Record<string, unknown>>(),
    /** The report's version after it: puts in order what happened in the same moment. */
    version: integer('version').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('report_events_report').on(t.reportId, t.version, t.id), index('report_events_at').on(t.at, t.id)],
)

/** A photo of a report and what it shows: the place, how it was left, or why somebody is not content. */
export const reportPhotos = table(
  'report_photos',
  {
    reportId: text('report_id')
      .notNull()
      .references(() => reports.id),
    photoId: text('photo_id').notNull(),
    role: text('role', { enum: ['near', 'far', 'more', 'after', 'verdict', 'answer'] }).notNull(),
    whistleId: text('whistle_id'),
    position: integer('position').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.reportId, t.photoId, t.role] }), index('report_photos_photo').on(t.photoId)],
)

/** A question of staff to the reporter, and the answer. While it is open, the clocks stand still. */
export const reportQuestions = table(
  'report_questions',
  {
    id: text('id').primaryKey(),
    reportId: text('report_id')
      .notNull()
      .references(() => reports.id),
    question: text('question').notNull(),
    askedBy: text('asked_by').notNull(),
    askedAt: instant('asked_at').notNull(),
    answer: text('answer'),
    answeredAt: instant('answered_at'),
  },
  (t) => [index('report_questions_report').on(t.reportId, t.askedAt, t.id)],
)

/** Somebody who wants to know how a report goes on. `confirmed`: they saw it on the spot themselves. */
export const reportFollows = table(
  'report_follows',
  {
    reportId: text('report_id')
      .notNull()
      .references(() => reports.id),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    kind: text('kind', { enum: ['follows', 'me_too', 'confirmed'] }).notNull(),
    /** The report that was merged into this one and brought them along, or made more of what they were. */
    broughtBy: text('brought_by'),
    /** What they had chosen themselves before that; empty where they had chosen nothing. */
    ownKind: text('own_kind', { enum: ['follows', 'me_too', 'confirmed'] }),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.reportId, t.personId] }), index('report_follows_person').on(t.personId, t.at)],
)

export const whistleStatuses = ['whistled', 'reported_in', 'handed_back', 'resolved', 'released', 'withdrawn'] as const
export type WhistleStatus = (typeof whistleStatuses)[number]

/**
 * A call for duty: a report given to one department (or, for matters of the community, to the community itself), with
 * its two clocks. A new round makes new rows.
 */
export const whistles = table(
  'whistles',
  {
    id: text('id').primaryKey(),
    reportId: text('report_id')
      .notNull()
      .references(() => reports.id),
    round: integer('round').notNull(),
    /** Empty for the community itself. */
    organizationId: text('organization_id').references(() => organizations.id),
    /** The department's area, or the community. */
    areaPath: text('area_path').notNull(),
    /** The centre that whistled, as an area path; one above it decides when it is handed back. */
    centrePath: text('centre_path').notNull(),
    /** What is to be done, for this department. */
    task: text('task').notNull(),
    status: text('status', { enum: whistleStatuses }).notNull(),
    /** Whoever reported in: the name residents read is the department's. */
    officerId: text('officer_id'),
    whistledBy: text('whistled_by').notNull(),
    whistledAt: instant('whistled_at').notNull(),
    reportInDueAt: instant('report_in_due_at').notNull(),
    resolveDueAt: instant('resolve_due_at').notNull(),
    reportedInAt: instant('reported_in_at'),
    resolvedAt: instant('resolved_at'),
    /** While the clocks stand still: since when, and the office minutes left on each. */
    stoppedAt: instant('stopped_at'),
    reportInLeft: integer('report_in_left'),
    resolveLeft: integer('resolve_left'),
    /** How far up the delay has been told, and what the clockwork does next. */
    escalation: text('escalation', { enum: ['none', 'reminded', 'street', 'city'] })
      .notNull()
      .default('none'),
    nextAt: instant('next_at'),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    index('whistles_report').on(t.reportId, t.round, t.id),
    index('whistles_organization').on(t.organizationId, t.status, t.resolveDueAt, t.id),
    index('whistles_area').on(t.areaPath, t.status, t.resolveDueAt, t.id),
    index('whistles_next').on(t.nextAt),
    index('whistles_due').on(t.status, t.resolveDueAt, t.id),
    // A department is whistled for once a round, however often somebody presses, unless it was let go meanwhile.
    uniqueIndex('whistles_once')
      .on(t.reportId, t.round, t.organizationId)
      .where(sql`status not in ('withdrawn', 'released')`),
    check('whistles_clocks', sql`${t.resolveDueAt} >= ${t.reportInDueAt}`),
  ],
)
