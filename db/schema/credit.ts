import { sql } from 'drizzle-orm'
import { check, index, instant, integer, json, table, text, uniqueIndex } from '../columns.ts'
import { organizations } from './areas.ts'
import { credentials } from './credentials.ts'
import { merchants } from './merchants.ts'
import { people } from './people.ts'

export const creditLinkStates = ['requested', 'previewed', 'consented', 'presented', 'withdrawn', 'expired'] as const
export type CreditLinkState = (typeof creditLinkStates)[number]

/** What a statement can show about a merchant, each thing apart. `merchant` is always shown. */
export const creditFields = [
  'merchant',
  'code',
  'area',
  'recordYear',
  'recordMonths',
  'recordSince',
  'noUpheld',
  'upheld',
  'levelB',
  'level',
  'score',
  'licenceValid',
  'licenceUntil',
] as const
export type CreditField = (typeof creditFields)[number]

/**
 * A merchant shows one bank what it chose, for one purpose, until a day. The address opens with a secret that only its hash
 * finds; both are gone when the link has ended.
 */
export const creditLinks = table(
  'credit_links',
  {
    id: text('id').primaryKey(),
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchants.id),
    /** Who runs the merchant and chose. */
    ownerId: text('owner_id')
      .notNull()
      .references(() => people.id),
    bankId: text('bank_id')
      .notNull()
      .references(() => organizations.id),
    purpose: text('purpose').notNull(),
    /** What is shown at the moment; narrowed ones are gone from it. */
    fields: json('fields').$type<CreditField[]>().notNull(),
    days: integer('days').notNull(),
    state: text('state', { enum: creditLinkStates }).notNull(),
    secretHash: text('secret_hash').unique(),
    secretSealed: text('secret_sealed'),
    credentialId: text('credential_id').references(() => credentials.id),
    views: integer('views').notNull().default(0),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at'),
    endedAt: instant('ended_at'),
  },
  (t) => [
    // One use per lender: the next statement for the same bank comes after this one.
    uniqueIndex('credit_links_live')
      .on(t.merchantId, t.bankId)
      .where(sql`state in ('requested', 'previewed', 'consented', 'presented')`),
    index('credit_links_owner').on(t.ownerId, t.createdAt),
    index('credit_links_bank').on(t.bankId, t.createdAt),
    index('credit_links_state').on(t.state, t.expiresAt),
    index('credit_links_ended').on(t.endedAt, t.id),
    check('credit_links_open', sql`(${t.state} = 'presented') = (${t.secretHash} is not null)`),
  ],
)

/** A step of a link's life: who took it, when, and what it changed. */
export const creditLinkEvents = table(
  'credit_link_events',
  {
    id: text('id').primaryKey(),
    linkId: text('link_id')
      .notNull()
      .references(() => creditLinks.id),
    step: text('step').notNull(),
    fromState: text('from_state', { enum: creditLinkStates }),
    toState: text('to_state', { enum: creditLinkStates }).notNull(),
    byId: text('by_id').notNull(),
    details: json('details').$type<Record<string, unknown>>(),
    at: instant('at').notNull(),
  },
  (t) => [index('credit_link_events_link').on(t.linkId, t.at)],
)

export type ConsentedTo = { merchant: string; bank: string; purpose: string; fields: CreditField[]; until: string }

/**
 * A consent given for one link, apart from every other: to show the bank something, or to let the bank write down how the
 * loan went. Withdrawing only dates it.
 */
export const creditConsents = table(
  'credit_consents',
  {
    id: text('id').primaryKey(),
    /** `CC-2026-000123`: what stands on the receipt. Those of before begin with `R`. */
    number: text('number').notNull().unique(),
    linkId: text('link_id')
      .notNull()
      .references(() => creditLinks.id),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    kind: text('kind', { enum: ['present', 'record'] }).notNull(),
    /** Which words they read: `creditConsentTexts` keeps every version. */
    textVersion: text('text_version').notNull(),
    content: json('content').$type<ConsentedTo>().notNull(),
    at: instant('at').notNull(),
    withdrawnAt: instant('withdrawn_at'),
  },
  (t) => [
    uniqueIndex('credit_consents_open').on(t.linkId, t.kind).where(sql`withdrawn_at is null`),
    index('credit_consents_person').on(t.personId, t.at),
  ],
)

/** Somebody at the bank opened a link or took its statement home. The merchant reads this list; who it was stands apart. */
export const creditViews = table(
  'credit_views',
  {
    id: text('id').primaryKey(),
    linkId: text('link_id')
      .notNull()
      .references(() => creditLinks.id),
    what: text('what', { enum: ['page', 'file'] }).notNull(),
    fields: json('fields').$type<CreditField[]>().notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('credit_views_link').on(t.linkId, t.at)],
)

/** Who it was that opened a link: it goes when the time is over for which the city keeps it. */
export const creditViewers = table(
  'credit_viewers',
  {
    viewId: text('view_id')
      .primaryKey()
      .references(() => creditViews.id),
    linkId: text('link_id')
      .notNull()
      .references(() => creditLinks.id),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
  },
  (t) => [index('credit_viewers_link').on(t.linkId), index('credit_viewers_person').on(t.personId)],
)

export const creditLoanStates = ['submitted', 'declined', 'granted', 'disbursed', 'overdue', 'repaid', 'void'] as const
export type CreditLoanState = (typeof creditLoanStates)[number]

/** How the bank's decision went, as its clerk writes it down with the merchant's consent. One for a link. */
export const creditLoans = table(
  'credit_loans',
  {
    id: text('id').primaryKey(),
    linkId: text('link_id')
      .notNull()
      .unique()
      .references(() => creditLinks.id),
    state: text('state', { enum: creditLoanStates }).notNull(),
    amountYuan: integer('amount_yuan'),
    termMonths: integer('term_months'),
    /** When it was granted. */
    grantedAt: instant('granted_at'),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    check('credit_loans_amount', sql`${t.amountYuan} is null or ${t.amountYuan} > 0`),
    check('credit_loans_term', sql`${t.termMonths} is null or ${t.termMonths} > 0`),
  ],
)

/** A step of a loan record: the bank's, or the merchant saying that it is wrong. What was said stands apart. */
export const creditLoanEvents = table(
  'credit_loan_events',
  {
    id: text('id').primaryKey(),
    loanId: text('loan_id')
      .notNull()
      .references(() => creditLoans.id),
    step: text('step').notNull(),
    toState: text('to_state', { enum: creditLoanStates }).notNull(),
    byId: text('by_id').notNull(),
    amountYuan: integer('amount_yuan'),
    termMonths: integer('term_months'),
    at: instant('at').notNull(),
  },
  (t) => [index('credit_loan_events_loan').on(t.loanId, t.at)],
)

/** What was said with a step of a loan record, in free words: it goes when the merchant's owner deletes their account. */
export const creditLoanWords = table(
  'credit_loan_words',
  {
    eventId: text('event_id')
      .primaryKey()
      .references(() => creditLoanEvents.id),
    loanId: text('loan_id')
      .notNull()
      .references(() => creditLoans.id),
    words: text('words').notNull(),
  },
  (t) => [index('credit_loan_words_loan').on(t.loanId)],
)

/** The merchant says that a loan record is wrong; the bank answers. */
export const creditDisputes = table(
  'credit_disputes',
  {
    id: text('id').primaryKey(),
    loanId: text('loan_id')
      .notNull()
      .references(() => creditLoans.id),
    why: text('why').notNull(),
    byId: text('by_id').notNull(),
    at: instant('at').notNull(),
    answer: text('answer').notNull().default(''),
    answeredBy: text('answered_by'),
    answeredAt: instant('answered_at'),
  },
  (t) => [uniqueIndex('credit_disputes_open').on(t.loanId).where(sql`answered_at is null`)],
)
