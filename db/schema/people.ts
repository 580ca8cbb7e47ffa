import { sql } from 'drizzle-orm'
import { newShortNumber } from '../../src/kit/ids.ts'
import { boolean, check, index, instant, integer, table, text, uniqueIndex } from '../columns.ts'
import { areas, organizations } from './areas.ts'

/** Somebody the city knows: residents and staff alike. What they may do stands in `grants`. */
export const people = table(
  'people',
  {
    id: text('id').primaryKey(),
    /** Ten digits in their own rotating code, which somebody can type when the camera fails. Tells nothing else. */
    number: text('number')
      .notNull()
      .unique()
      .$defaultFn(() => newShortNumber(10)),
    /** The name they chose to be shown by. The real name is sealed. */
    displayName: text('display_name').notNull(),
    realNameSealed: text('real_name_sealed'),
    /** Keyed hash of the normalised real name: the desk finds it when typed in full. */
    realNameFingerprint: text('real_name_fingerprint'),
    phoneSealed: text('phone_sealed'),
    /** Keyed hash of the phone: finds it without keeping it readable. */
    phoneFingerprint: text('phone_fingerprint').unique(),
    passwordHash: text('password_hash'),
    totpSealed: text('totp_sealed'),
    /** The time step of the last accepted TOTP code: no code opens twice. */
    totpLastStep: integer('totp_last_step'),
    areaId: text('area_id')
      .notNull()
      .references(() => areas.id),
    /** Identity seen by staff; spending needs it. */
    verifiedAt: instant('verified_at'),
    /** When they last said that they live in another community than before. */
    movedAt: instant('moved_at'),
    verifiedBy: text('verified_by'),
    lang: text('lang', { enum: ['zh', 'en'] })
      .notNull()
      .default('zh'),
    elder: boolean('elder').notNull().default(false),
    status: text('status', { enum: ['active', 'suspended', 'deleted'] })
      .notNull()
      .default('active'),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('people_area').on(t.areaId, t.id), index('people_real_name').on(t.realNameFingerprint)],
)

/** Something that happened to an account: who did it, when and why. `subjectId` names the card or grant it is about. */
export const personEvents = table(
  'person_events',
  {
    id: text('id').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    what: text('what').notNull(),
    subjectId: text('subject_id'),
    reason: text('reason'),
    byId: text('by_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('person_events_person').on(t.personId, t.at)],
)

/** A signed-in device. `id` is the SHA-256 of the session id, so that a leaked table opens nothing. */
export const sessions = table(
  'sessions',
  {
    id: text('id').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    agent: text('agent').notNull().default(''),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [index('sessions_person').on(t.personId)],
)

/**
 * Something still to be proven on the way in: a code sent to a phone (`phone`), or the second factor of somebody whose
 * first one was right (`second`). Tries are counted on the challenge, so a stranger's guesses never use up yours.
 */
export const challenges = table(
  'challenges',
  {
    id: text('id').primaryKey(),
    kind: text('kind', { enum: ['phone', 'second'] }).notNull(),
    /** Whose phone was written to. Unknown phones get a challenge as well: the answer tells nothing. */
    phoneFingerprint: text('phone_fingerprint'),
    personId: text('person_id').references(() => people.id),
    codeHash: text('code_hash'),
    tries: integer('tries').notNull().default(0),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('challenges_expiry').on(t.expiresAt), check('challenges_tries', sql`${t.tries} between 0 and 5`)],
)

/** A code on paper that stands in for the second factor, once. Only a keyed hash is kept. */
export const recoveryCodes = table(
  'recovery_codes',
  {
    id: text('id').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    codeHash: text('code_hash').notNull(),
    usedAt: instant('used_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('recovery_codes_person').on(t.personId)],
)

/**
 * A role somebody holds for an area (and all below it), one store or one organization, from a start to an end. Never
 * deleted: ended.
 */
export const grants = table(
  'grants',
  {
    id: text('id').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    role: text('role', {
      enum: ['clerk', 'reviewer', 'dispatcher', 'officer', 'keeper', 'merchant', 'banker', 'auditor', 'admin'],
    }).notNull(),
    areaId: text('area_id').references(() => areas.id),
    storeId: text('store_id'),
    organizationId: text('organization_id').references(() => organizations.id),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at'),
    grantedBy: text('granted_by').notNull(),
    grantedAt: instant('granted_at').notNull(),
    endedBy: text('ended_by'),
    reason: text('reason'),
  },
  (t) => [
    index('grants_person').on(t.personId),
    index('grants_area').on(t.areaId),
    index('grants_organization').on(t.organizationId),
    check(
      'grants_place',
      sql`case when ${t.areaId} is null then 0 else 1 end + case when ${t.storeId} is null then 0 else 1 end + case when ${t.organizationId} is null then 0 else 1 end = 1`,
    ),
    check('grants_term', sql`${t.endsAt} is null or ${t.endsAt} >= ${t.startsAt}`),
  ],
)

/** What somebody agreed to, in which words, and until when. One row each time; withdrawing only dates it. */
export const consents = table(
  'consents',
  {
    id: text('id').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    kind: text('kind', { enum: ['service', 'location', 'public_name'] }).notNull(),
    /** Which text they read: `privacyTexts` keeps every version. */
    textVersion: text('text_version').notNull(),
    at: instant('at').notNull(),
    withdrawnAt: instant('withdrawn_at'),
  },
  (t) => [index('consents_person').on(t.personId, t.kind)],
)

/** Somebody of the staff looked at somebody's personal data. The person reads this list too. */
export const looks = table(
  'looks',
  {
    id: text('id').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    byId: text('by_id').notNull(),
    /**
     * `record`: the page with masked data. `contact`: phone and real name in full. `account`: every entry of points.
     * `photo`: one of theirs as it was before something on it was covered. `address`: where a delivery goes.
     */
    what: text('what', { enum: ['record', 'contact', 'account', 'photo', 'address'] }).notNull(),
    reason: text('reason').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('looks_person').on(t.personId, t.at)],
)

/** A paper honour card: QR, number and PIN for somebody without a phone at hand. One active card a person. */
export const cards = table(
  'cards',
  {
    id: text('id').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    number: text('number').notNull().unique(),
    /** Keyed hash of card and PIN: a leaked table cannot be tried out without the city's key. */
    pinHash: text('pin_hash').notNull(),
    /** Wrong PINs in a row. The fifth blocks the PIN until `blockedUntil`. */
    tries: integer('tries').notNull().default(0),
    blockedUntil: instant('blocked_until'),
    status: text('status', { enum: ['active', 'lost', 'ended'] })
      .notNull()
      .default('active'),
    issuedBy: text('issued_by').notNull(),
    issuedAt: instant('issued_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [
    index('cards_person').on(t.personId),
    index('cards_issued').on(t.issuedAt),
    uniqueIndex('cards_in_use').on(t.personId).where(sql`${t.status} = 'active'`),
  ],
)
