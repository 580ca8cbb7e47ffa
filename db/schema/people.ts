import { boolean, index, instant, integer, table, text, uniqueIndex } from '../columns.ts'
import { areas } from './areas.ts'

/** Somebody the city knows: residents and staff alike. What they may do stands in `grants`. */
export const people = table(
  'people',
  {
    id: text('id').primaryKey(),
    /** The name they chose to be shown by. The real name is sealed. */
    displayName: text('display_name').notNull(),
    realNameSealed: text('real_name_sealed'),
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
  (t) => [index('people_area').on(t.areaId, t.id)],
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

/** A role somebody holds for an area (and all below it) or for one store, from a start to an end. Never deleted: ended. */
export const grants = table(
  'grants',
  {
    id: text('id').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    role: text('role', { enum: ['clerk', 'reviewer', 'keeper', 'auditor', 'admin'] }).notNull(),
    areaId: text('area_id').references(() => areas.id),
    storeId: text('store_id'),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at'),
    grantedBy: text('granted_by').notNull(),
    grantedAt: instant('granted_at').notNull(),
    endedBy: text('ended_by'),
    reason: text('reason'),
  },
  (t) => [
    index('grants_person').on(t.personId),
    uniqueIndex('grants_once').on(t.personId, t.role, t.areaId, t.storeId, t.startsAt),
  ],
)
