import { sql } from 'drizzle-orm'
import { boolean, check, index, instant, integer, json, primaryKey, table, text, uniqueIndex } from '../columns.ts'
import { areas } from './areas.ts'
import { households } from './households.ts'
import { merchants } from './merchants.ts'
import { people } from './people.ts'

export const subjectKinds = ['person', 'household', 'team', 'merchant'] as const
export type SubjectKind = (typeof subjectKinds)[number]

/** 三等功, 二等功, 一等功. */
export const meritGrades = ['third', 'second', 'first'] as const
export type MeritGrade = (typeof meritGrades)[number]

/** A kind of honour or merit that can be given. What it asks for stands in its newest version. */
export const awardClasses = table('award_classes', {
  id: text('id').primaryKey(),
  /** The newest version's number, and what a form of the desk was drawn from. */
  version: integer('version').notNull(),
  createdAt: instant('created_at').notNull(),
})

/** What the records must show. Hours are whole hours of service; all of it over a lifetime. */
export type Criteria = { points: number; hours: number; merit: number }

/** What an award class said from a moment on. A nomination keeps to the version it was made under. */
export const awardClassVersions = table(
  'award_class_versions',
  {
    id: text('id').primaryKey(),
    classId: text('class_id')
      .notNull()
      .references(() => awardClasses.id),
    version: integer('version').notNull(),
    zh: text('zh').notNull(),
    en: text('en').notNull(),
    gives: text('gives', { enum: ['honor', 'merit'] }).notNull(),
    subjectKind: text('subject_kind', { enum: subjectKinds }).notNull(),
    criteria: json('criteria').$type<Criteria>().notNull(),
    evidenceAsked: text('evidence_asked').notNull(),
    /** At most so many in a calendar year; none is no limit. */
    quotaPerYear: integer('quota_per_year'),
    noticeDays: integer('notice_days').notNull(),
    /** So many members have to vote, and so many percent of the votes have to be for it. */
    quorum: integer('quorum').notNull(),
    percentFor: integer('percent_for').notNull(),
    /** How long it holds; none is for good. */
    validMonths: integer('valid_months'),
    /** Whether it can be nominated for now. */
    isOpen: boolean('is_open').notNull(),
    why: text('why').notNull(),
    byId: text('by_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    uniqueIndex('award_class_versions_number').on(t.classId, t.version),
    check('award_class_versions_notice', sql`${t.noticeDays} >= 5`),
    check('award_class_versions_votes', sql`${t.quorum} >= 3 and ${t.percentFor} between 51 and 100`),
  ],
)

/** How many of a class were decided for in a calendar year: the row that two decisions queue for. */
export const awardYears = table(
  'award_years',
  {
    classId: text('class_id')
      .notNull()
      .references(() => awardClasses.id),
    year: text('year').notNull(),
    taken: integer('taken').notNull(),
  },
  (t) => [primaryKey({ columns: [t.classId, t.year] })],
)

/** A set of people who judge nominations of an area, named by an administrator. */
export const panels = table('panels', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  areaId: text('area_id')
    .notNull()
    .references(() => areas.id),
  areaPath: text('area_path').notNull(),
  isOpen: boolean('is_open').notNull(),
  version: integer('version').notNull().default(1),
  createdAt: instant('created_at').notNull(),
})

/** Somebody's seat on a panel. The chair closes the vote. Never deleted: ended. */
export const panelMembers = table(
  'panel_members',
  {
    panelId: text('panel_id')
      .notNull()
      .references(() => panels.id),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    isChair: boolean('is_chair').notNull(),
    since: instant('since').notNull(),
    until: instant('until'),
  },
  (t) => [primaryKey({ columns: [t.panelId, t.personId] }), index('panel_members_person').on(t.personId)],
)

export const nominationStates = [
  'nominated',
  'eligible',
  'voting',
  'reviewed',
  'noticed',
  'decided',
  'issued',
  'revoked',
  'appealed',
  'upheld',
  'declined',
  'withdrawn',
  'ineligible',
  'not_supported',
  'rejected',
] as const
export type NominationState = (typeof nominationStates)[number]

/** What the records showed when eligibility was looked at: sums over everybody who had agreed, up to `at`. */
export type Figures = { points: number; minutes: number; merit: number; personIds: string[]; at: string }

const onTheWay = sql`state in ('nominated', 'eligible', 'voting', 'reviewed', 'noticed', 'decided')`

/** Somebody, or a named group, on the way to an honour or to merit, and afterwards the award itself. */
export const nominations = table(
  'nominations',
  {
    id: text('id').primaryKey(),
    /** `N-2026-000123`. */
    number: text('number').notNull().unique(),
    classId: text('class_id')
      .notNull()
      .references(() => awardClasses.id),
    classVersionId: text('class_version_id')
      .notNull()
      .references(() => awardClassVersions.id),
    /** The group's name; none for one person. */
    groupName: text('group_name'),
    /** The household of the register that it is about, as its members stood when it was nominated. */
    householdId: text('household_id').references(() => households.id),
    /** The merchant of the register that it is about. */
    merchantId: text('merchant_id').references(() => merchants.id),
    areaId: text('area_id')
      .notNull()
      .references(() => areas.id),
    areaPath: text('area_path').notNull(),
    facts: text('facts').notNull(),
    nominatedBy: text('nominated_by')
      .notNull()
      .references(() => people.id),
    state: text('state', { enum: nominationStates }).notNull(),
    figures: json('figures').$type<Figures>(),
    checkedBy: text('checked_by'),
    panelId: text('panel_id').references(() => panels.id),
    /** For merit: the grade the panel gave, and what it grants under rule R10. */
    grade: text('grade', { enum: meritGrades }),
    points: integer('points').notNull().default(0),
    /** What the public reads, written by staff: facts may name people who never agreed to be named. */
    noticeText: text('notice_text'),
    /** The notice holds up to this instant, the beginning of the day after its last one. */
    noticeEndsAt: instant('notice_ends_at'),
    decidedBy: text('decided_by'),
    /** The calendar year whose quota it counts in. */
    year: text('year'),
    /** `HN-2026-000007`, given when it is issued. */
    awardNumber: text('award_number').unique(),
    issuedAt: instant('issued_at'),
    validUntil: instant('valid_until'),
    revokedBy: text('revoked_by'),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    index('nominations_state').on(t.state, t.createdAt, t.id),
    index('nominations_nominator').on(t.nominatedBy, t.createdAt, t.id),
    index('nominations_class').on(t.classId, t.year, t.id),
    index('nominations_household').on(t.householdId, t.classId, t.id),
    index('nominations_merchant').on(t.merchantId, t.classId, t.id),
    // One household or merchant is on the way to a class only once.
    uniqueIndex('nominations_household_once').on(t.classId, t.householdId).where(onTheWay),
    uniqueIndex('nominations_merchant_once').on(t.classId, t.merchantId).where(onTheWay),
    check('nominations_points', sql`${t.points} = 0 or ${t.points} between 50 and 200`),
  ],
)

/** Somebody a nomination is about: the person, or a member of the group. They agree, or they are left out. */
export const nominees = table(
  'nominees',
  {
    nominationId: text('nomination_id')
      .notNull()
      .references(() => nominations.id),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    answer: text('answer', { enum: ['waiting', 'agreed', 'declined'] }).notNull(),
    /** Whether their name may be shown to the public, for this honour alone. */
    showName: boolean('show_name').notNull(),
    answeredAt: instant('answered_at'),
    /** Where their word on paper lies, and who of the staff wrote it down; none where they answered themselves. */
    paper: text('paper'),
    recordedBy: text('recorded_by'),
  },
  (t) => [primaryKey({ columns: [t.nominationId, t.personId] }), index('nominees_person').on(t.personId)],
)

/**
 * What was said in free words with a step of a nomination, a ballot, or a correction of merit: it goes when the last one whom the
 * nomination is about deletes their account.
 */
export const nominationWords = table(
  'nomination_words',
  {
    /** Of the event, of the ballot (`nomination:person`), or of the correcting row of merit. */
    ofId: text('of_id').primaryKey(),
    nominationId: text('nomination_id')
      .notNull()
      .references(() => nominations.id),
    words: text('words').notNull(),
  },
  (t) => [index('nomination_words_nomination').on(t.nominationId)],
)

/** One step of a nomination: who, when, from, to. What was said stands apart. */
export const nominationEvents = table(
  'nomination_events',
  {
    id: text('id').primaryKey(),
    nominationId: text('nomination_id')
      .notNull()
      .references(() => nominations.id),
    step: text('step').notNull(),
    fromState: text('from_state', { enum: nominationStates }),
    toState: text('to_state', { enum: nominationStates }).notNull(),
    byId: text('by_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('nomination_events_nomination').on(t.nominationId, t.at, t.id)],
)

/** A panel member's vote, or their stepping aside. One each, for good. The reason stands apart. */
export const ballots = table(
  'ballots',
  {
    nominationId: text('nomination_id')
      .notNull()
      .references(() => nominations.id),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    vote: text('vote', { enum: ['for', 'against', 'abstain', 'recused'] }).notNull(),
    /** For merit: the highest grade they support. */
    grade: text('grade', { enum: meritGrades }),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.nominationId, t.personId] }),
    check('ballots_grade', sql`${t.grade} is null or ${t.vote} = 'for'`),
  ],
)

/** What somebody says against a nomination on public notice, and the answer of somebody else. */
export const objections = table(
  'objections',
  {
    id: text('id').primaryKey(),
    nominationId: text('nomination_id')
      .notNull()
      .references(() => nominations.id),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    why: text('why').notNull(),
    at: instant('at').notNull(),
    outcome: text('outcome', { enum: ['dismissed', 'upheld'] }),
    answer: text('answer'),
    answeredBy: text('answered_by'),
    answeredAt: instant('answered_at'),
  },
  (t) => [uniqueIndex('objections_once').on(t.nominationId, t.personId)],
)

export const starStates = ['noticed', 'granted', 'stopped'] as const
export type StarState = (typeof starStates)[number]

/**
 * Somebody's hours have reached a star level, they asked for it, and the public may look before it counts. Granted, it holds as
 * long as the hours do.
 */
export const starNotices = table(
  'star_notices',
  {
    id: text('id').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    stars: integer('stars').notNull(),
    /** Of service, when it was asked for. */
    minutes: integer('minutes').notNull(),
    areaId: text('area_id')
      .notNull()
      .references(() => areas.id),
    areaPath: text('area_path').notNull(),
    /** Whether the notice shows the whole name; otherwise the surname, which they agreed to by asking. */
    showName: boolean('show_name').notNull(),
    state: text('state', { enum: starStates }).notNull(),
    at: instant('at').notNull(),
    /** The notice holds up to this instant, the beginning of the day after its last one. */
    noticeEndsAt: instant('notice_ends_at').notNull(),
    endedBy: text('ended_by'),
    endedAt: instant('ended_at'),
  },
  (t) => [
    uniqueIndex('star_notices_once').on(t.personId, t.stars).where(sql`state in ('noticed', 'granted')`),
    index('star_notices_state').on(t.state, t.noticeEndsAt, t.id),
    index('star_notices_person').on(t.personId, t.at),
    check('star_notices_stars', sql`${t.stars} between 1 and 5`),
  ],
)

/** What somebody says against a star level on public notice, and the answer of somebody else. */
export const starObjections = table(
  'star_objections',
  {
    id: text('id').primaryKey(),
    noticeId: text('notice_id')
      .notNull()
      .references(() => starNotices.id),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    why: text('why').notNull(),
    at: instant('at').notNull(),
    outcome: text('outcome', { enum: ['dismissed', 'upheld'] }),
    answer: text('answer').notNull().default(''),
    answeredBy: text('answered_by'),
    answeredAt: instant('answered_at'),
  },
  (t) => [uniqueIndex('star_objections_once').on(t.noticeId, t.personId)],
)

/**
 * Merit of one person: 1, 3 or 9 by the panel's grade, and who judged. The facts stand in the nomination. Never spent and
 * never changed; a revocation is another row below zero that names the one it corrects.
 */
export const meritRecords = table(
  'merit_records',
  {
    /** Named after its cause: `<nomination>:<person>`, so that nothing counts twice. */
    id: text('id').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    nominationId: text('nomination_id')
      .notNull()
      .references(() => nominations.id),
    grade: text('grade', { enum: meritGrades }).notNull(),
    merit: integer('merit').notNull(),
    title: text('title').notNull(),
    panelId: text('panel_id').notNull(),
    panelName: text('panel_name').notNull(),
    areaPath: text('area_path').notNull(),
    decidedBy: text('decided_by').notNull(),
    corrects: text('corrects'),
    at: instant('at').notNull(),
  },
  (t) => [
    index('merit_records_person').on(t.personId, t.at, t.id),
    index('merit_records_at').on(t.at, t.id),
    check('merit_records_merit', sql`abs(${t.merit}) in (1, 3, 9) and (${t.merit} > 0) = (${t.corrects} is null)`),
  ],
)

/** A change to a panel: who, when, what. */
export const awardEvents = table(
  'award_events',
  {
    id: text('id').primaryKey(),
    subjectId: text('subject_id').notNull(),
    what: text('what').notNull(),
    details: json('details').notNull(),
    byId: text('by_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('award_events_subject').on(t.subjectId, t.at, t.id)],
)
