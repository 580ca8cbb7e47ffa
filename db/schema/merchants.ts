import { sql } from 'drizzle-orm'
import { boolean, check, index, instant, integer, json, primaryKey, table, text, uniqueIndex } from '../columns.ts'
import { areas } from './areas.ts'
import { people } from './people.ts'

export const merchantKinds = ['food', 'grocery', 'service', 'repair', 'health', 'other'] as const
export type MerchantKind = (typeof merchantKinds)[number]

export const merchantStates = [
  'applied',
  'returned',
  'active',
  'suspended',
  'lapsed',
  'refused',
  'withdrawn',
  'closed',
] as const
export type MerchantState = (typeof merchantStates)[number]

/** Why an application is refused: from a list, so that two who are refused for the same read the same. */
export const merchantRefusals = ['licence', 'identity', 'place', 'kind', 'other'] as const
export type MerchantRefusal = (typeof merchantRefusals)[number]

/** A shop that takes part as an honest merchant, from the application to the end. Its owner is a resident. */
export const merchants = table(
  'merchants',
  {
    id: text('id').primaryKey(),
    /** `M-2026-000123`: what stands on the plate at the door. */
    number: text('number').notNull().unique(),
    name: text('name').notNull(),
    /** Unified social credit code, 18 characters. */
    unifiedCode: text('unified_code').notNull(),
    kind: text('kind', { enum: merchantKinds }).notNull(),
    address: text('address').notNull(),
    areaId: text('area_id')
      .notNull()
      .references(() => areas.id),
    areaPath: text('area_path').notNull(),
    ownerId: text('owner_id')
      .notNull()
      .references(() => people.id),
    state: text('state', { enum: merchantStates }).notNull(),
    /** The last day of the licence that was accepted, `2027-05-01`; none is for as long as the shop exists. */
    licenceUntil: text('licence_until'),
    /** Of the last reminder, how many days before the end it was meant to come. */
    licenceReminder: integer('licence_reminder'),
    /** The day on which the review of the year is due. */
    reviewDueOn: text('review_due_on'),
    reviewReminder: integer('review_reminder'),
    approvedAt: instant('approved_at'),
    /** The owner agreed to stand in the public list with the level. */
    isListed: boolean('is_listed').notNull().default(false),
    /** Counted up by whatever enters the score: those who recompute it queue here. */
    factsSeen: integer('facts_seen').notNull().default(0),
    /** When the score was last made; none before the application is approved. */
    scoredAt: instant('scored_at'),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('merchants_live_code')
      .on(t.unifiedCode)
      .where(sql`state in ('applied', 'returned', 'active', 'suspended', 'lapsed')`),
    index('merchants_area').on(t.areaPath, t.state),
    index('merchants_owner').on(t.ownerId),
    index('merchants_state').on(t.state, t.id),
    index('merchants_scored').on(t.scoredAt, t.id),
    index('merchants_licence').on(t.licenceUntil, t.id),
    index('merchants_review').on(t.reviewDueOn, t.id),
  ],
)

/** A step of a merchant's life: who took it and when. What was said stands apart. */
export const merchantEvents = table(
  'merchant_events',
  {
    id: text('id').primaryKey(),
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchants.id),
    step: text('step').notNull(),
    fromState: text('from_state', { enum: merchantStates }),
    toState: text('to_state', { enum: merchantStates }).notNull(),
    byId: text('by_id').notNull(),
    details: json('details'),
    at: instant('at').notNull(),
  },
  (t) => [index('merchant_events_merchant').on(t.merchantId, t.at)],
)

/**
 * What was said with a step of a merchant's life, or seen at a check, in free words: it goes when the merchant's owner deletes
 * their account.
 */
export const merchantWords = table(
  'merchant_words',
  {
    /** Of the event, or of the check. */
    ofId: text('of_id').primaryKey(),
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchants.id),
    words: text('words').notNull(),
  },
  (t) => [index('merchant_words_merchant').on(t.merchantId)],
)

/** A business licence as its owner sent it, with a photo. Accepted, its last day becomes the merchant's. */
export const merchantLicences = table(
  'merchant_licences',
  {
    id: text('id').primaryKey(),
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchants.id),
    validUntil: text('valid_until'),
    state: text('state', { enum: ['sent', 'accepted', 'refused'] }).notNull(),
    sentAt: instant('sent_at').notNull(),
    decidedBy: text('decided_by'),
    decidedAt: instant('decided_at'),
    why: text('why').notNull().default(''),
  },
  (t) => [
    index('merchant_licences_merchant').on(t.merchantId, t.sentAt),
    uniqueIndex('merchant_licences_open').on(t.merchantId).where(sql`state = 'sent'`),
  ],
)

export const checkKinds = ['tax', 'price', 'hygiene', 'front'] as const
export type CheckKind = (typeof checkKinds)[number]
export const checkResults = ['good', 'flaw', 'bad'] as const
export type CheckResult = (typeof checkResults)[number]

/** What staff found when they looked, with a photo: tax standing, prices, hygiene, or 门前三包 before the door. What they wrote stands apart. */
export const merchantChecks = table(
  'merchant_checks',
  {
    id: text('id').primaryKey(),
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchants.id),
    kind: text('kind', { enum: checkKinds }).notNull(),
    result: text('result', { enum: checkResults }).notNull(),
    byId: text('by_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('merchant_checks_merchant').on(t.merchantId, t.at)],
)

/** The merchant says that a check is wrong; somebody else than whoever recorded it decides, within working days. */
export const merchantDisputes = table(
  'merchant_disputes',
  {
    id: text('id').primaryKey(),
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchants.id),
    checkId: text('check_id')
      .notNull()
      .unique()
      .references(() => merchantChecks.id),
    why: text('why').notNull(),
    byId: text('by_id').notNull(),
    at: instant('at').notNull(),
    dueAt: instant('due_at').notNull(),
    /** Upheld: the check counts no longer, and stays to be seen. */
    outcome: text('outcome', { enum: ['upheld', 'dismissed'] }),
    answer: text('answer').notNull().default(''),
    decidedBy: text('decided_by'),
    decidedAt: instant('decided_at'),
  },
  (t) => [index('merchant_disputes_merchant').on(t.merchantId, t.at)],
)

export const complaintKinds = ['price', 'quality', 'service', 'hygiene', 'fraud', 'other'] as const
export type ComplaintKind = (typeof complaintKinds)[number]

export const complaintStates = [
  'filed',
  'answered',
  'upheld',
  'unfounded',
  'appealed',
  'confirmed',
  'overturned',
  'merged',
] as const
export type ComplaintState = (typeof complaintStates)[number]

/**
 * A resident's complaint about a merchant. Who complained is shown to staff who decide, never to the merchant; an anonymous one
 * has nobody, and counts to no score before staff have looked for themselves.
 */
export const merchantComplaints = table(
  'merchant_complaints',
  {
    id: text('id').primaryKey(),
    /** `C-2026-000123`. */
    number: text('number').notNull().unique(),
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchants.id),
    personId: text('person_id').references(() => people.id),
    kind: text('kind', { enum: complaintKinds }).notNull(),
    what: text('what').notNull(),
    /** The day on which it happened. */
    happenedOn: text('happened_on').notNull(),
    state: text('state', { enum: complaintStates }).notNull(),
    at: instant('at').notNull(),
    answerDueAt: instant('answer_due_at').notNull(),
    answer: text('answer').notNull().default(''),
    answeredAt: instant('answered_at'),
    decideDueAt: instant('decide_due_at').notNull(),
    /** Staff went and looked: an anonymous complaint counts from then on. */
    inspectedBy: text('inspected_by'),
    inspectedAt: instant('inspected_at'),
    inspection: text('inspection').notNull().default(''),
    decidedBy: text('decided_by'),
    decidedAt: instant('decided_at'),
    decision: text('decision').notNull().default(''),
    appealUntil: instant('appeal_until'),
    appealWhy: text('appeal_why').notNull().default(''),
    appealedAt: instant('appealed_at'),
    appealDueAt: instant('appeal_due_at'),
    appealDecidedBy: text('appeal_decided_by'),
    appealDecidedAt: instant('appeal_decided_at'),
    appealAnswer: text('appeal_answer').notNull().default(''),
    /** The complaint that this one repeats. */
    mergedInto: text('merged_into'),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    index('merchant_complaints_merchant').on(t.merchantId, t.state),
    index('merchant_complaints_person').on(t.personId, t.at),
    // The same person about the same thing is one complaint, however often it is sent.
    uniqueIndex('merchant_complaints_same').on(t.merchantId, t.personId, t.kind, t.happenedOn),
    check('merchant_complaints_merged', sql`(${t.state} = 'merged') = (${t.mergedInto} is not null)`),
  ],
)

/** A step of a complaint: who took it and when. What was said stands in the complaint. */
export const merchantComplaintEvents = table(
  'merchant_complaint_events',
  {
    id: text('id').primaryKey(),
    complaintId: text('complaint_id')
      .notNull()
      .references(() => merchantComplaints.id),
    step: text('step').notNull(),
    fromState: text('from_state', { enum: complaintStates }),
    toState: text('to_state', { enum: complaintStates }).notNull(),
    byId: text('by_id').notNull(),
    details: json('details'),
    at: instant('at').notNull(),
  },
  (t) => [index('merchant_complaint_events_complaint').on(t.complaintId, t.at)],
)

export const scoreParts = ['licence', 'complaints', 'checks', 'front', 'service'] as const
export type ScorePart = (typeof scoreParts)[number]
export const honestyLevels = ['A', 'B', 'C', 'none'] as const
export type HonestyLevel = (typeof honestyLevels)[number]

/** One part of a score, and the facts it rests on. */
export type Part = {
  part: ScorePart
  points: number
  max: number
  facts: readonly PartFact[]
}
/** `points`: what this fact alone gives or takes; none where several are averaged. */
export type PartFact = { kind: string; id: string; result: string; day: string; points?: number }

/** A merchant's honesty score as it stood at a moment, under the terms of then. Written when it changed. */
export const merchantScores = table(
  'merchant_scores',
  {
    id: text('id').primaryKey(),
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchants.id),
    score: integer('score').notNull(),
    level: text('level', { enum: honestyLevels }).notNull(),
    parts: json('parts').$type<Part[]>().notNull(),
    termsVersionId: text('terms_version_id').notNull(),
    /** How many facts had been seen: of two at the same moment the later one has more. */
    seq: integer('seq').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    uniqueIndex('merchant_scores_merchant').on(t.merchantId, t.seq),
    check('merchant_scores_range', sql`${t.score} between 0 and 100`),
  ],
)

export const paymentStates = ['asked', 'paid', 'declined', 'expired', 'refunded'] as const
export type PaymentState = (typeof paymentStates)[number]

/**
 * Points at a merchant's counter: asked for with the code that somebody showed, paid once they have confirmed the amount,
 * and given back in full on the same day at most once. `id` is its sender's.
 */
export const merchantPayments = table(
  'merchant_payments',
  {
    id: text('id').primaryKey(),
    /** What both read out: `302 418 776`. */
    number: text('number').notNull().unique(),
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchants.id),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    points: integer('points').notNull(),
    state: text('state', { enum: paymentStates }).notNull(),
    /** A rotating code confirmed on the phone, or a paper card with its PIN. */
    via: text('via', { enum: ['code', 'card'] }).notNull(),
    /** Keyed hash of the code as it was shown, whose window asks once; a card's has the payment in it. */
    codeHash: text('code_hash').notNull().unique(),
    askedBy: text('asked_by').notNull(),
    askedAt: instant('asked_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    paidAt: instant('paid_at'),
    refundedBy: text('refunded_by'),
    refundedAt: instant('refunded_at'),
    /** The numbers of the rule book under which it was paid. */
    termsVersionId: text('terms_version_id').notNull(),
  },
  (t) => [
    index('merchant_payments_merchant').on(t.merchantId, t.askedAt),
    index('merchant_payments_person').on(t.personId, t.askedAt),
    index('merchant_payments_due').on(t.state, t.expiresAt),
    check('merchant_payments_points', sql`${t.points} > 0`),
  ],
)

/**
 * A scan at a merchant's counter, or a confirmation on a phone, that was refused, and why. The same try sent again within the
 * minute is one; whose code it was stands apart.
 */
export const refusedPayments = table(
  'refused_payments',
  {
    /** Keyed hash of who sent what: the sender chooses their ids, so these alone would let many tries pass as one. */
    id: text('id').primaryKey(),
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchants.id),
    /** The sender's id of what was tried. */
    triedId: text('tried_id').notNull(),
    points: integer('points').notNull(),
    /** The refusal's code. */
    reason: text('reason').notNull(),
    byId: text('by_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('refused_payments_merchant').on(t.merchantId, t.at)],
)

/** Whose code was refused, where that could be read: it goes with their account, and when its time is over. */
export const refusedPayers = table(
  'refused_payers',
  {
    refusedId: text('refused_id')
      .primaryKey()
      .references(() => refusedPayments.id),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    at: instant('at').notNull(),
  },
  (t) => [index('refused_payers_person').on(t.personId, t.at), index('refused_payers_at').on(t.at)],
)

/** What a merchant has accepted in a calendar month, refunds taken off: two payments at once queue here for the cap. */
export const merchantMonths = table(
  'merchant_months',
  {
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchants.id),
    month: text('month').notNull(),
    points: integer('points').notNull(),
  },
  (t) => [primaryKey({ columns: [t.merchantId, t.month] })],
)

/** The same for what somebody has spent at merchants in a month. */
export const merchantSpenders = table(
  'merchant_spenders',
  {
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    month: text('month').notNull(),
    points: integer('points').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.month] })],
)
