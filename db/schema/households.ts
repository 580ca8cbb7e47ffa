import { sql } from 'drizzle-orm'
import { boolean, check, index, instant, integer, json, table, text, uniqueIndex } from '../columns.ts'
import { areas, organizations } from './areas.ts'
import { people } from './people.ts'
import { photos } from './photos.ts'
import { stores } from './stock.ts'

export const householdStates = ['invited', 'active', 'closed'] as const
export type HouseholdState = (typeof householdStates)[number]

/**
 * A household: people who live together and share an account of points. `id` begins with `household-`, which is how the
 * ledger knows it. Why a household is helped is kept nowhere.
 */
export const households = table(
  'households',
  {
    id: text('id').primaryKey(),
    /** What is read out on the phone. */
    number: text('number').notNull().unique(),
    name: text('name').notNull(),
    areaId: text('area_id')
      .notNull()
      .references(() => areas.id),
    /** Speaks for the household: invites, decides who may spend, accepts gifts. */
    headId: text('head_id')
      .notNull()
      .references(() => people.id),
    state: text('state', { enum: householdStates }).notNull(),
    /** Where the head's consent on paper lies, when staff set it up for somebody without a phone. */
    paper: text('paper'),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    closedAt: instant('closed_at'),
    /** Counts every change of the household or its members; raising it takes the row's lock. */
    version: integer('version').notNull().default(1),
  },
  (t) => [index('households_area').on(t.areaId, t.state, t.id)],
)

export const memberStates = ['invited', 'joined', 'declined', 'left', 'removed'] as const
export type MemberState = (typeof memberStates)[number]

/** Somebody invited into a household, and what came of it. Nobody is in two households at a time. */
export const householdMembers = table(
  'household_members',
  {
    id: text('id').primaryKey(),
    householdId: text('household_id')
      .notNull()
      .references(() => households.id),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    state: text('state', { enum: memberStates }).notNull(),
    /** Whether the head lets them spend from the household's account. */
    maySpend: boolean('may_spend').notNull(),
    invitedBy: text('invited_by').notNull(),
    at: instant('at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [
    uniqueIndex('household_members_one').on(t.personId).where(sql`state = 'joined'`),
    uniqueIndex('household_members_once').on(t.householdId, t.personId).where(sql`state in ('invited', 'joined')`),
    index('household_members_person').on(t.personId, t.at),
  ],
)

/** Somebody says that they are a relative of a household: they neither support it nor decide about it. */
export const householdRelatives = table(
  'household_relatives',
  {
    id: text('id').primaryKey(),
    householdId: text('household_id')
      .notNull()
      .references(() => households.id),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    declaredBy: text('declared_by').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [uniqueIndex('household_relatives_once').on(t.householdId, t.personId)],
)

export const pairingStates = ['proposed', 'active', 'refused', 'ended'] as const
export type PairingState = (typeof pairingStates)[number]

/**
 * An official, resident or organization that supports a household from one day to another (挂包帮). Staff propose it,
 * the supporter and the household agree, and another member of staff approves.
 */
export const supportPairings = table(
  'support_pairings',
  {
    id: text('id').primaryKey(),
    householdId: text('household_id')
      .notNull()
      .references(() => households.id),
    /** Who visits and gives; for an organization, its contact. */
    supporterId: text('supporter_id')
      .notNull()
      .references(() => people.id),
    organizationId: text('organization_id').references(() => organizations.id),
    /** What the supporter takes on, in a sentence. */
    duty: text('duty').notNull(),
    startsOn: text('starts_on').notNull(),
    endsOn: text('ends_on').notNull(),
    state: text('state', { enum: pairingStates }).notNull(),
    supporterAgreedAt: instant('supporter_agreed_at'),
    householdAgreedAt: instant('household_agreed_at'),
    /** Where the household's consent on paper lies, when nobody of it has a phone. */
    paper: text('paper'),
    proposedBy: text('proposed_by').notNull(),
    approvedBy: text('approved_by'),
    createdAt: instant('created_at').notNull(),
    endedAt: instant('ended_at'),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    index('support_pairings_household').on(t.householdId, t.state, t.id),
    index('support_pairings_supporter').on(t.supporterId, t.state, t.id),
    index('support_pairings_ending').on(t.state, t.endsOn),
    uniqueIndex('support_pairings_once').on(t.householdId, t.supporterId).where(sql`state in ('proposed', 'active')`),
    check('support_pairings_days', sql`${t.startsOn} <= ${t.endsOn}`),
  ],
)

/** A visit of a supporter: when it was and what was done. */
export const pairingVisits = table(
  'pairing_visits',
  {
    id: text('id').primaryKey(),
    pairingId: text('pairing_id')
      .notNull()
      .references(() => supportPairings.id),
    visitedOn: text('visited_on').notNull(),
    words: text('words').notNull(),
    photoId: text('photo_id').references(() => photos.id),
    byId: text('by_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('pairing_visits_pairing').on(t.pairingId, t.visitedOn, t.id)],
)

export const giftStates = ['offered', 'accepted', 'declined', 'withdrawn', 'lapsed'] as const
export type GiftState = (typeof giftStates)[number]

/**
 * Points that somebody gives away: to the pool of an area (accepted at once), or to a household they support, as points
 * or as goods that become an order of the household. `givenIn` and `receivedIn` are the months whose limits it counts in.
 */
export const charityGifts = table(
  'charity_gifts',
  {
    id: text('id').primaryKey(),
    kind: text('kind', { enum: ['pool', 'points', 'goods'] }).notNull(),
    giverId: text('giver_id')
      .notNull()
      .references(() => people.id),
    /** The area whose pool it went to, or in which the household lives. */
    areaId: text('area_id')
      .notNull()
      .references(() => areas.id),
    householdId: text('household_id').references(() => households.id),
    pairingId: text('pairing_id').references(() => supportPairings.id),
    points: integer('points').notNull(),
    words: text('words').notNull(),
    /** Goods: where they wait, and item id → pieces with their names and prices then. */
    storeId: text('store_id').references(() => stores.id),
    goods:
      json('goods').$type<{ itemId: string; name: string; unit: string; quantity: number; pricePoints: number }[]>(),
    orderId: text('order_id'),
    state: text('state', { enum: giftStates }).notNull(),
    givenIn: text('given_in').notNull(),
    receivedIn: text('received_in'),
    offeredAt: instant('offered_at').notNull(),
    lapsesAt: instant('lapses_at').notNull(),
    closedAt: instant('closed_at'),
    /** Counts what was done to it; raising it takes the row's lock. */
    acts: integer('acts').notNull().default(0),
  },
  (t) => [
    check('charity_gifts_points', sql`${t.points} > 0`),
    check('charity_gifts_to', sql`(${t.kind} = 'pool') = (${t.householdId} is null)`),
    index('charity_gifts_giver').on(t.giverId, t.givenIn, t.id),
    index('charity_gifts_household').on(t.householdId, t.receivedIn, t.id),
    index('charity_gifts_area').on(t.areaId, t.kind, t.id),
    index('charity_gifts_due').on(t.state, t.lapsesAt),
  ],
)

export const poolDecisionStates = ['proposed', 'approved', 'refused'] as const
export type PoolDecisionState = (typeof poolDecisionStates)[number]

/** Points of an area's pool for a household: one member of staff proposes with a reason, another decides. */
export const poolDecisions = table(
  'pool_decisions',
  {
    id: text('id').primaryKey(),
    areaId: text('area_id')
      .notNull()
      .references(() => areas.id),
    householdId: text('household_id')
      .notNull()
      .references(() => households.id),
    points: integer('points').notNull(),
    reason: text('reason').notNull(),
    state: text('state', { enum: poolDecisionStates }).notNull(),
    proposedBy: text('proposed_by').notNull(),
    decidedBy: text('decided_by'),
    answer: text('answer'),
    receivedIn: text('received_in'),
    at: instant('at').notNull(),
    decidedAt: instant('decided_at'),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    check('pool_decisions_points', sql`${t.points} > 0`),
    check('pool_decisions_two', sql`${t.decidedBy} is null or ${t.decidedBy} <> ${t.proposedBy}`),
    index('pool_decisions_area').on(t.areaId, t.state, t.id),
    index('pool_decisions_household').on(t.householdId, t.receivedIn, t.id),
  ],
)

export const householdSubjects = ['household', 'member', 'pairing', 'gift', 'pool'] as const
export type HouseholdSubject = (typeof householdSubjects)[number]

/** A step in the life of a household, a membership, a pairing, a gift or a decision of a pool. Append-only. */
export const householdEvents = table(
  'household_events',
  {
    id: text('id').primaryKey(),
    subject: text('subject', { enum: householdSubjects }).notNull(),
    subjectId: text('subject_id').notNull(),
    /** The household it concerns; none for a gift to a pool. */
    householdId: text('household_id'),
    step: text('step').notNull(),
    from: text('from_state'),
    to: text('to_state').notNull(),
    actorId: text('actor_id').notNull(),
    reason: text('reason'),
    at: instant('at').notNull(),
  },
  (t) => [
    index('household_events_subject').on(t.subject, t.subjectId, t.id),
    index('household_events_household').on(t.householdId, t.id),
  ],
)
