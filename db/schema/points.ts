import { sql } from 'drizzle-orm'
import { check, index, instant, integer, json, primaryKey, table, text, uniqueIndex } from '../columns.ts'

/**
 * What one person, household or charity pool has, in four accounts kept in one row: `person:<id>` (available; or
 * `household:<id>`, `charity_pool:<id>`), `pending:<id>`, `held:<id>` and `debt:<id>` (never above 0). One row, because almost every transfer moves points between two
 * accounts of the same owner: one update, one lock, and one order of entries. Everything in it can be rebuilt from
 * the entries.
 */
export const purses = table(
  'purses',
  {
    ownerId: text('owner_id').primaryKey(),
    kind: text('kind', { enum: ['person', 'household', 'pool'] }).notNull(),
    available: integer('available').notNull().default(0),
    pending: integer('pending').notNull().default(0),
    held: integer('held').notNull().default(0),
    debt: integer('debt').notNull().default(0),
    /** What was earned today, this month and this year under each rule: what the caps are held against. */
    earned: json('earned').notNull().default({}),
    /** The order of the last entry: milliseconds, or one more than the entry before, whichever is later. */
    lastSeq: integer('last_seq').notNull(),
    openedAt: instant('opened_at').notNull(),
  },
  (t) => [
    check('purses_available', sql`${t.available} >= 0`),
    check('purses_pending', sql`${t.pending} >= 0`),
    check('purses_held', sql`${t.held} >= 0`),
    check('purses_debt', sql`${t.debt} <= 0 and ${t.debt} >= -50`),
    index('purses_pools').on(t.ownerId).where(sql`kind = 'pool'`),
  ],
)

export const transferKinds = [
  'grant',
  'mature',
  'repay',
  'hold',
  'release',
  'capture',
  'refund',
  'expire',
  'reverse',
  'restore',
  'forgive',
  'gift',
] as const
export type TransferKind = (typeof transferKinds)[number]

/**
 * Points that went from one account to another, for good: never changed, never deleted. `id` is named after its
 * cause (`grant:claim-7`), so that nothing pays twice. `details` is the JSON text that the day's digest covers, kept
 * as text because jsonb would reorder it.
 */
export const transfers = table(
  'transfers',
  {
    id: text('id').primaryKey(),
    debitId: text('debit_id').notNull(),
    creditId: text('credit_id').notNull(),
    points: integer('points').notNull(),
    kind: text('kind', { enum: transferKinds }).notNull(),
    causeKind: text('cause_kind').notNull(),
    causeId: text('cause_id').notNull(),
    /** Why, in a sentence for the person it concerns. */
    zh: text('zh').notNull(),
    en: text('en').notNull(),
    details: text('details').notNull().default('{}'),
    ruleVersionId: text('rule_version_id'),
    actorId: text('actor_id').notNull(),
    /** The transfer this one corrects or continues. */
    reverses: text('reverses'),
    appealUntil: instant('appeal_until'),
    at: instant('at').notNull(),
  },
  (t) => [check('transfers_points', sql`${t.points} > 0`), index('transfers_at').on(t.at, t.id)],
)

/**
 * One side of a transfer. `ownerId` is the person or household; an account that nobody owns (a budget, spent, expired)
 * is its own owner and has no balance here, because every transfer would queue for it.
 */
export const entries = table(
  'entries',
  {
    transferId: text('transfer_id')
      .notNull()
      .references(() => transfers.id),
    accountId: text('account_id').notNull(),
    ownerId: text('owner_id').notNull(),
    points: integer('points').notNull(),
    balance: integer('balance'),
    seq: integer('seq').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.transferId, t.accountId] }),
    index('entries_owner').on(t.ownerId, t.seq, t.transferId),
  ],
)

/** How much has gone into and out of an account that keeps no balance. Its slots are summed: writers spread over them. */
export const accountTotals = table(
  'account_totals',
  {
    accountId: text('account_id').notNull(),
    slot: integer('slot').notNull(),
    credited: integer('credited').notNull(),
    debited: integer('debited').notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.slot] })],
)

/** The same for each day of the city, for the dashboard. */
export const accountDays = table(
  'account_days',
  {
    accountId: text('account_id').notNull(),
    day: text('day').notNull(),
    slot: integer('slot').notNull(),
    credited: integer('credited').notNull(),
    debited: integer('debited').notNull(),
    transfers: integer('transfers').notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.day, t.slot] }), index('account_days_day').on(t.day, t.accountId)],
)

/**
 * Points that came in together and expire together. `points` is what the transfer `transferId` brought; the counters
 * say where they are now, and `lot_moves` how they got there.
 */
export const lots = table(
  'lots',
  {
    id: text('id').primaryKey(),
    ownerId: text('owner_id').notNull(),
    transferId: text('transfer_id')
      .notNull()
      .references(() => transfers.id),
    points: integer('points').notNull(),
    pending: integer('pending').notNull(),
    available: integer('available').notNull(),
    held: integer('held').notNull(),
    ruleVersionId: text('rule_version_id'),
    effectiveAt: instant('effective_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** The reversal of a wrong grant: what of this lot comes back from an order repays the debt first. */
    reversalId: text('reversal_id'),
  },
  (t) => [
    check('lots_pending', sql`${t.pending} >= 0`),
    check('lots_available', sql`${t.available} >= 0`),
    check('lots_held', sql`${t.held} >= 0`),
    check('lots_points', sql`${t.points} > 0 and ${t.pending} + ${t.available} + ${t.held} <= ${t.points}`),
    index('lots_spendable').on(t.ownerId, t.expiresAt, t.id).where(sql`available > 0`),
    index('lots_pending_until').on(t.effectiveAt, t.id).where(sql`pending > 0`),
    index('lots_expiring').on(t.expiresAt, t.id).where(sql`available > 0`),
  ],
)

export const lotPlaces = ['pending', 'available', 'held', 'spent', 'expired', 'reversed', 'repaid', 'given'] as const
export type LotPlace = (typeof lotPlaces)[number]

/** A part of a lot that a transfer moved from one place to another. */
export const lotMoves = table(
  'lot_moves',
  {
    transferId: text('transfer_id')
      .notNull()
      .references(() => transfers.id),
    lotId: text('lot_id')
      .notNull()
      .references(() => lots.id),
    from: text('from_place', { enum: lotPlaces }).notNull(),
    to: text('to_place', { enum: lotPlaces }).notNull(),
    points: integer('points').notNull(),
    holdId: text('hold_id'),
  },
  (t) => [
    primaryKey({ columns: [t.transferId, t.lotId] }),
    check('lot_moves_points', sql`${t.points} > 0`),
    index('lot_moves_lot').on(t.lotId),
    index('lot_moves_hold').on(t.holdId),
  ],
)

/** Points set aside for an order. Collecting captures them, cancelling releases them; a refund gives captured ones back. */
export const holds = table(
  'holds',
  {
    id: text('id').primaryKey(),
    ownerId: text('owner_id').notNull(),
    points: integer('points').notNull(),
    captured: integer('captured').notNull().default(0),
    released: integer('released').notNull().default(0),
    refunded: integer('refunded').notNull().default(0),
    causeKind: text('cause_kind').notNull(),
    causeId: text('cause_id').notNull(),
    zh: text('zh').notNull(),
    en: text('en').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    index('holds_owner').on(t.ownerId, t.id),
    check('holds_points', sql`${t.points} > 0 and ${t.captured} + ${t.released} <= ${t.points}`),
    check('holds_refunded', sql`${t.refunded} <= ${t.captured}`),
  ],
)

/** When a rule last paid a person for a place: the same spot does not pay again for some days. */
export const capPlaces = table(
  'cap_places',
  {
    ownerId: text('owner_id').notNull(),
    rule: text('rule').notNull(),
    place: text('place').notNull(),
    lastAt: instant('last_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.ownerId, t.rule, t.place] })],
)

/** A grant of which the caps left nothing: no points moved, but the person sees it, and may appeal. */
export const emptyGrants = table(
  'empty_grants',
  {
    id: text('id').primaryKey(),
    ownerId: text('owner_id').notNull(),
    ruleVersionId: text('rule_version_id').notNull(),
    budgetAreaId: text('budget_area_id').notNull(),
    asked: integer('asked').notNull(),
    causeKind: text('cause_kind').notNull(),
    causeId: text('cause_id').notNull(),
    zh: text('zh').notNull(),
    en: text('en').notNull(),
    details: text('details').notNull(),
    actorId: text('actor_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('empty_grants_owner').on(t.ownerId, t.at, t.id)],
)

/**
 * Somebody who wants their hours recorded and no points: thanks that are not paid. While the row is there, grants pay
 * nothing. When it came and went stands among the person's events.
 */
export const pointsDeclined = table('points_declined', {
  ownerId: text('owner_id').primaryKey(),
  at: instant('at').notNull(),
})

/** What an area may issue in a year, and how much of it is promised or paid. Publishing commits, settling releases. */
export const budgets = table(
  'budgets',
  {
    areaId: text('area_id').notNull(),
    year: integer('year').notNull(),
    points: integer('points').notNull(),
    committed: integer('committed').notNull().default(0),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.areaId, t.year] }),
    check('budgets_committed', sql`${t.committed} >= 0 and ${t.committed} <= ${t.points}`),
  ],
)

/** Every change of a budget, from which it can be rebuilt. */
export const budgetEntries = table(
  'budget_entries',
  {
    id: text('id').primaryKey(),
    areaId: text('area_id').notNull(),
    year: integer('year').notNull(),
    kind: text('kind', { enum: ['open', 'commit', 'release', 'move'] }).notNull(),
    points: integer('points').notNull(),
    committed: integer('committed').notNull(),
    reason: text('reason').notNull(),
    actorId: text('actor_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('budget_entries_area').on(t.areaId, t.year, t.id)],
)

/** A rule of the points rule book. What it pays stands in its versions. */
export const rules = table('rules', {
  code: text('code').primaryKey(),
  zh: text('zh').notNull(),
  en: text('en').notNull(),
  position: integer('position').notNull(),
})

export const versionStates = ['draft', 'tried', 'proposed', 'scheduled', 'withdrawn'] as const
export type VersionState = (typeof versionStates)[number]

/**
 * What a rule says from a day on. A version that has begun is never changed; the next one follows it. Begins on a
 * later day than it was scheduled, so the rules of a day that has begun stand still.
 */
export const ruleVersions = table(
  'rule_versions',
  {
    id: text('id').primaryKey(),
    rule: text('rule')
      .notNull()
      .references(() => rules.code),
    number: integer('number').notNull(),
    terms: json('terms').notNull(),
    state: text('state', { enum: versionStates }).notNull(),
    startsOn: text('starts_on'),
    /** Who proposed that day. Somebody else has to confirm it. */
    proposedBy: text('proposed_by'),
    /** What trying it on the real ledger gave. */
    trial: json('trial'),
    reason: text('reason').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    uniqueIndex('rule_versions_number').on(t.rule, t.number),
    index('rule_versions_start').on(t.rule, t.startsOn),
  ],
)

/** Who did what to a rule version, when and why. */
export const ruleEvents = table(
  'rule_events',
  {
    id: text('id').primaryKey(),
    ruleVersionId: text('rule_version_id')
      .notNull()
      .references(() => ruleVersions.id),
    from: text('from_state'),
    to: text('to_state').notNull(),
    actorId: text('actor_id').notNull(),
    reason: text('reason').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('rule_events_version').on(t.ruleVersionId, t.id)],
)

/**
 * A rule version being tried on the ledger. `id` is the version with the count of its changes, so that pressing twice
 * reads the ledger once. A long ledger is read piece by piece beside the requests; `done` of `total` says how far.
 */
export const trialRuns = table(
  'trial_runs',
  {
    id: text('id').primaryKey(),
    ruleVersionId: text('rule_version_id')
      .notNull()
      .references(() => ruleVersions.id),
    /** The version's count of changes when it was asked for. */
    version: integer('version').notNull(),
    state: text('state', { enum: ['queued', 'running', 'done', 'failed'] }).notNull(),
    done: integer('done').notNull(),
    total: integer('total').notNull(),
    actorId: text('actor_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('trial_runs_state').on(t.state, t.at, t.id), index('trial_runs_version').on(t.ruleVersionId, t.at)],
)

/** A wrong grant taken back: what was still there, what became debt, and what was written off. One for each grant. */
export const reversals = table(
  'reversals',
  {
    id: text('id').primaryKey(),
    transferId: text('transfer_id')
      .notNull()
      .unique()
      .references(() => transfers.id),
    ownerId: text('owner_id').notNull(),
    areaId: text('area_id').notNull(),
    reason: text('reason').notNull(),
    taken: integer('taken').notNull(),
    debt: integer('debt').notNull(),
    /** What is left of the debt: repaid from half of new earnings, forgiven after twelve months. */
    debtLeft: integer('debt_left').notNull(),
    writtenOff: integer('written_off').notNull(),
    actorId: text('actor_id').notNull(),
    at: instant('at').notNull(),
    overturnedAt: instant('overturned_at'),
  },
  (t) => [
    check('reversals_debt', sql`${t.debtLeft} >= 0 and ${t.debtLeft} <= ${t.debt}`),
    index('reversals_owner').on(t.ownerId, t.at, t.id),
    index('reversals_debt_at').on(t.at, t.id).where(sql`debt_left > 0`),
  ],
)

export const appealStates = ['filed', 'upheld', 'overturned', 'withdrawn'] as const
export type AppealState = (typeof appealStates)[number]

/** Somebody objects to a reversal, or to what the caps cut from a grant. Decided by another person than the first time. */
export const pointAppeals = table(
  'point_appeals',
  {
    id: text('id').primaryKey(),
    subject: text('subject', { enum: ['reversal', 'cut'] }).notNull(),
    /** The reversal's id, or the grant's (`grant:…`). */
    subjectId: text('subject_id').notNull(),
    ownerId: text('owner_id').notNull(),
    areaId: text('area_id').notNull(),
    /** Who decided the first time, and so may not decide again. */
    firstActorId: text('first_actor_id').notNull(),
    points: integer('points').notNull(),
    words: text('words').notNull(),
    state: text('state', { enum: appealStates }).notNull(),
    version: integer('version').notNull().default(1),
    at: instant('at').notNull(),
  },
  (t) => [
    uniqueIndex('point_appeals_once').on(t.subject, t.subjectId),
    index('point_appeals_owner').on(t.ownerId, t.id),
    index('point_appeals_state').on(t.state, t.at, t.id),
  ],
)

/** Every step of an appeal. */
export const pointAppealEvents = table(
  'point_appeal_events',
  {
    id: text('id').primaryKey(),
    appealId: text('appeal_id')
      .notNull()
      .references(() => pointAppeals.id),
    from: text('from_state'),
    to: text('to_state').notNull(),
    actorId: text('actor_id').notNull(),
    reason: text('reason').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('point_appeal_events_appeal').on(t.appealId, t.id)],
)

/** The fingerprint of a day's transfers. `chained` also covers the day before, so that no day can be changed alone. */
export const digests = table('digests', {
  day: text('day').primaryKey(),
  root: text('root').notNull(),
  previous: text('previous').notNull(),
  chained: text('chained').notNull(),
  transfers: integer('transfers').notNull(),
  closedAt: instant('closed_at').notNull(),
})

/** Where a transfer stands in the tree of its digest. */
export const digestLeaves = table(
  'digest_leaves',
  {
    transferId: text('transfer_id')
      .primaryKey()
      .references(() => transfers.id),
    day: text('day')
      .notNull()
      .references(() => digests.day),
    position: integer('position').notNull(),
    hash: text('hash').notNull(),
  },
  (t) => [uniqueIndex('digest_leaves_position').on(t.day, t.position)],
)
