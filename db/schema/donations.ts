import { sql } from 'drizzle-orm'
import { boolean, check, index, instant, integer, json, table, text, uniqueIndex } from '../columns.ts'
import { areas, organizations } from './areas.ts'
import { people } from './people.ts'
import { photos } from './photos.ts'
import { items, stores } from './stock.ts'

export const legalKinds = ['charity', 'foundation', 'association', 'institution', 'self_help', 'government'] as const
export type LegalKind = (typeof legalKinds)[number]

/**
 * An organization that may take donations, and as what: the law names who may (Public Welfare Donations Law 10, 11). A
 * government does only in a disaster, which `emergency` names.
 */
export const receivingBodies = table('receiving_bodies', {
  organizationId: text('organization_id')
    .primaryKey()
    .references(() => organizations.id),
  legalKind: text('legal_kind', { enum: legalKinds }).notNull(),
  /** Unified social credit code, 18 characters. */
  creditCode: text('credit_code').notNull(),
  emergency: text('emergency').notNull().default(''),
  version: integer('version').notNull().default(1),
  enteredBy: text('entered_by').notNull(),
  enteredAt: instant('entered_at').notNull(),
})

export const donorKinds = ['person', 'firm', 'team', 'anonymous'] as const
export type DonorKind = (typeof donorKinds)[number]

/** Somebody who gave. Name and phone are sealed: only who agreed stands on the wall, under the name they chose. */
export const donors = table(
  'donors',
  {
    id: text('id').primaryKey(),
    kind: text('kind', { enum: donorKinds }).notNull(),
    nameSealed: text('name_sealed'),
    phoneSealed: text('phone_sealed'),
    /** Unified social credit code of a firm. */
    creditCode: text('credit_code').notNull().default(''),
    /** The resident who sees this donor's donations when signed in. */
    personId: text('person_id').references(() => people.id),
    /** The name on the wall, by consent; null without it. */
    wallName: text('wall_name'),
    wallConsentAt: instant('wall_consent_at'),
    /** Whose staff entered the donor: a store's area. */
    areaPath: text('area_path').notNull(),
    /** Raised to make every link that was given out before worthless. */
    linkVersion: integer('link_version').notNull().default(1),
    version: integer('version').notNull().default(1),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('donors_person').on(t.personId), index('donors_area').on(t.areaPath, t.id)],
)

export const donationStates = ['draft', 'received', 'inspected', 'voided'] as const
export type DonationState = (typeof donationStates)[number]

/** What one donor gave at one time, through one store, to one receiving body, whose name and legal kind of then stay. */
export const donations = table(
  'donations',
  {
    id: text('id').primaryKey(),
    /** `D-2026-000123`: what the receipt carries; none while the donation is being entered. */
    number: text('number').unique(),
    donorId: text('donor_id')
      .notNull()
      .references(() => donors.id),
    bodyId: text('body_id')
      .notNull()
      .references(() => receivingBodies.organizationId),
    bodyName: text('body_name').notNull(),
    bodyLegalKind: text('body_legal_kind', { enum: legalKinds }).notNull(),
    bodyCreditCode: text('body_credit_code').notNull(),
    /** Where the goods came in: its staff deal with the donation. */
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    state: text('state', { enum: donationStates }).notNull(),
    /** The city day on which it was given. */
    givenOn: text('given_on').notNull(),
    /** The donor wants no receipt: recorded, as the Charity Law (38) asks. */
    receiptWaived: boolean('receipt_waived').notNull().default(false),
    note: text('note').notNull().default(''),
    version: integer('version').notNull().default(1),
    receivedBy: text('received_by').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (t) => [index('donations_donor').on(t.donorId, t.id), index('donations_store').on(t.storeId, t.id)],
)

export const lineKinds = ['goods', 'money', 'premises'] as const
export type LineKind = (typeof lineKinds)[number]

/**
 * One kind of thing in a donation; of goods, the donation lot that is followed to the shelf and home. Money is one
 * piece worth the sum; premises are one piece worth what their rent would have been.
 */
export const donationLines = table(
  'donation_lines',
  {
    id: text('id').primaryKey(),
    donationId: text('donation_id')
      .notNull()
      .references(() => donations.id),
    place: integer('place').notNull(),
    kind: text('kind', { enum: lineKinds }).notNull(),
    /** What of the catalogue the goods are; the name and unit of then stay on the receipt. */
    itemId: text('item_id').references(() => items.id),
    name: text('name').notNull(),
    unit: text('unit').notNull(),
    quantity: integer('quantity').notNull(),
    /** What all of it weighed, where it was weighed. */
    grams: integer('grams'),
    unitValueFen: integer('unit_value_fen').notNull(),
    /** Last day it may be handed out; null keeps. */
    expiresOn: text('expires_on'),
    /** Of premises: from and until which day they are free. */
    freeFrom: text('free_from'),
    freeUntil: text('free_until'),
    /** Only for people of this area; null for everybody. */
    forAreaId: text('for_area_id').references(() => areas.id),
    /** Only for people in need. */
    forNeed: boolean('for_need').notNull().default(false),
    /** What the donor wants it used for, in the donor's words. */
    purpose: text('purpose').notNull().default(''),
    /** Pieces that were not fit for use when they were looked at, and why. */
    rejected: integer('rejected').notNull().default(0),
    rejectedWhy: text('rejected_why').notNull().default(''),
  },
  (t) => [
    uniqueIndex('donation_lines_place').on(t.donationId, t.place),
    check('donation_lines_quantity', sql`${t.quantity} > 0`),
    check('donation_lines_value', sql`${t.unitValueFen} >= 0`),
    check('donation_lines_rejected', sql`${t.rejected} >= 0 and ${t.rejected} <= ${t.quantity}`),
    check('donation_lines_item', sql`(${t.kind} = 'goods') = (${t.itemId} is not null)`),
  ],
)

export const useChangeStates = ['asked', 'on_paper', 'agreed', 'refused', 'withdrawn'] as const
export type UseChangeState = (typeof useChangeStates)[number]

/**
 * The donor is asked whether something may be used otherwise than it was given for (Public Welfare Donations Law 18).
 * Until they agree, the old use stands. Which use holds now is that of the last row they agreed to.
 */
export const useChanges = table(
  'use_changes',
  {
    id: text('id').primaryKey(),
    lineId: text('line_id')
      .notNull()
      .references(() => donationLines.id),
    state: text('state', { enum: useChangeStates }).notNull(),
    /** Why the donor is asked, in words for them. */
    reason: text('reason').notNull(),
    forAreaId: text('for_area_id').references(() => areas.id),
    forNeed: boolean('for_need').notNull(),
    purpose: text('purpose').notNull(),
    askedBy: text('asked_by').notNull(),
    askedAt: instant('asked_at').notNull(),
    /** A scan of what the donor signed, and who took it down; another person confirms it. */
    paperPhotoId: text('paper_photo_id').references(() => photos.id),
    paperBy: text('paper_by'),
    /** How it was known to be the donor: a code to their phone, signed in with that phone, or paper. */
    way: text('way', { enum: ['code', 'signed_in', 'paper'] }),
    /** The donor's account, or who confirmed the paper; none when a code was the proof. */
    endedBy: text('ended_by'),
    endedAt: instant('ended_at'),
  },
  (t) => [
    index('use_changes_line').on(t.lineId, t.id),
    check('use_changes_paper', sql`(${t.paperPhotoId} is null) = (${t.paperBy} is null)`),
    check('use_changes_agreed', sql`${t.state} <> 'agreed' or ${t.way} is not null`),
  ],
)

/** What was done to a donation, its donor or one of its lines: who, when, from, to, why. Append-only. */
export const donationEvents = table(
  'donation_events',
  {
    id: text('id').primaryKey(),
    /** The donation, the line, or the donor. */
    subjectId: text('subject_id').notNull(),
    step: text('step').notNull(),
    from: json('from_state'),
    to: json('to_state'),
    reason: text('reason').notNull().default(''),
    actorId: text('actor_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('donation_events_subject').on(t.subjectId, t.id)],
)

/**
 * Money of a donation that was spent, and on what. Append-only; a wrong entry is taken back by a negative one. It counts
 * once another person has confirmed it.
 */
export const moneyUses = table(
  'money_uses',
  {
    id: text('id').primaryKey(),
    lineId: text('line_id')
      .notNull()
      .references(() => donationLines.id),
    amountFen: integer('amount_fen').notNull(),
    what: text('what').notNull(),
    /** Of the invoice or receipt it was paid by. */
    receiptNumber: text('receipt_number').notNull().default(''),
    usedOn: text('used_on').notNull(),
    enteredBy: text('entered_by').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('money_uses_line').on(t.lineId, t.id), check('money_uses_amount', sql`${t.amountFen} <> 0`)],
)

/** What the second person said to a use of money, with its receipt in their hands. Append-only, one for each use. */
export const moneyUseAnswers = table('money_use_answers', {
  useId: text('use_id')
    .primaryKey()
    .references(() => moneyUses.id),
  isConfirmed: boolean('is_confirmed').notNull(),
  byId: text('by_id').notNull(),
  reason: text('reason').notNull().default(''),
  at: instant('at').notNull(),
})
