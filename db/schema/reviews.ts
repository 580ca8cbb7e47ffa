import { sql } from 'drizzle-orm'
import { check, index, instant, integer, table, text, uniqueIndex } from '../columns.ts'
import { people } from './people.ts'
import { claims } from './tasks.ts'

/** What somebody hands in for a claim; after a return, another one. Its photos lie with the photos, under its id. */
export const submissions = table(
  'submissions',
  {
    id: text('id').primaryKey(),
    claimId: text('claim_id')
      .notNull()
      .references(() => claims.id),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    text: text('text').notNull().default(''),
    /** How many of the activity's evidence unit; empty when nothing was counted. */
    count: integer('count'),
    photoCount: integer('photo_count').notNull().default(0),
    at: instant('at').notNull(),
    /** When its words and photos were removed, because nobody needs them any more. */
    forgottenAt: instant('forgotten_at'),
  },
  (t) => [
    index('submissions_claim').on(t.claimId, t.at, t.id),
    index('submissions_kept').on(t.at, t.id).where(sql`forgotten_at is null`),
  ],
)

/** One decision about a claim. A claim that was returned has several; the last one stands. */
export const reviews = table(
  'reviews',
  {
    id: text('id').primaryKey(),
    claimId: text('claim_id')
      .notNull()
      .references(() => claims.id),
    reviewerId: text('reviewer_id')
      .notNull()
      .references(() => people.id),
    decision: text('decision', { enum: ['approve', 'return', 'reject', 'revoke', 'uphold', 'overturn'] }).notNull(),
    reason: text('reason').notNull().default(''),
    /** What an approval credited, a revocation took back and an appeal gave back. */
    minutes: integer('minutes'),
    points: integer('points'),
    /** An approval of less than the evidence bears: minutes of volunteering, points of a task. Empty when nothing was cut. */
    loweredFrom: integer('lowered_from'),
    loweredTo: integer('lowered_to'),
    at: instant('at').notNull(),
  },
  (t) => [
    index('reviews_claim').on(t.claimId, t.at, t.id),
    index('reviews_reviewer').on(t.reviewerId, t.at, t.id),
    index('reviews_latest').on(t.at, t.id),
    check('reviews_reason', sql`${t.decision} = 'approve' or ${t.reason} <> ''`),
  ],
)

/** A claim that is looked at twice: a second reviewer decides without seeing the first decision. */
export const spotChecks = table(
  'spot_checks',
  {
    claimId: text('claim_id')
      .primaryKey()
      .references(() => claims.id),
    reviewId: text('review_id')
      .notNull()
      .references(() => reviews.id),
    firstReviewerId: text('first_reviewer_id').notNull(),
    firstDecision: text('first_decision', { enum: ['approve', 'reject'] }).notNull(),
    areaPath: text('area_path').notNull(),
    secondReviewerId: text('second_reviewer_id'),
    secondDecision: text('second_decision', { enum: ['approve', 'reject'] }),
    reason: text('reason').notNull().default(''),
    decidedAt: instant('decided_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('spot_checks_open').on(t.decidedAt, t.createdAt, t.claimId)],
)

/** A claimant's objection to a rejection, a cut or a revocation; decided by somebody who had no part in it. */
export const appeals = table(
  'appeals',
  {
    id: text('id').primaryKey(),
    claimId: text('claim_id')
      .notNull()
      .references(() => claims.id),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    text: text('text').notNull(),
    at: instant('at').notNull(),
    decidedBy: text('decided_by'),
    decision: text('decision', { enum: ['uphold', 'overturn'] }),
    reason: text('reason').notNull().default(''),
    decidedAt: instant('decided_at'),
  },
  (t) => [
    index('appeals_of_claim').on(t.claimId, t.at, t.id),
    uniqueIndex('appeals_open').on(t.claimId).where(sql`decided_at is null`),
  ],
)
