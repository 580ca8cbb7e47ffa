import { sql } from 'drizzle-orm'
import { check, index, instant, integer, json, table, text, uniqueIndex } from '../columns.ts'
import { people } from './people.ts'

/** The public half of a signing key, as a JWK of an ECDSA key on P-256. */
export type PublicJwk = { kty: 'EC'; crv: 'P-256'; x: string; y: string }

/**
 * A key the city signs with. The public half is published for good, so that old papers can still be checked; the
 * private half is sealed, and destroyed when the key retires. One key is in use at a time.
 */
export const signingKeys = table(
  'signing_keys',
  {
    /** The key id in every token: the beginning of the key's thumbprint (RFC 7638). */
    id: text('id').primaryKey(),
    /** `current` for the one in use, nothing once it has retired. */
    slot: text('slot', { enum: ['current'] }).unique(),
    publicJwk: json('public_jwk').$type<PublicJwk>().notNull(),
    privateSealed: text('private_sealed'),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    retiredBy: text('retired_by'),
    retiredAt: instant('retired_at'),
    retiredWhy: text('retired_why'),
  },
  (t) => [
    check(
      'signing_keys_retired',
      sql`(${t.slot} is null) = (${t.retiredAt} is not null) and (${t.privateSealed} is null) = (${t.retiredAt} is not null)`,
    ),
  ],
)

export const credentialKinds = ['hours', 'honor', 'stars', 'statement'] as const
export type CredentialKind = (typeof credentialKinds)[number]

/**
 * Something the city has signed for somebody: a certificate, a statement. `list` and `place` are its bit in a published
 * status list. The token itself is sealed, because it names its holder, and forgotten with the holder.
 */
export const credentials = table(
  'credentials',
  {
    id: text('id').primaryKey(),
    kind: text('kind', { enum: credentialKinds }).notNull(),
    /** What it certifies: an honour, a certificate of hours, a merchant's statement. */
    subjectId: text('subject_id').notNull(),
    personId: text('person_id').references(() => people.id),
    /** The level that a star certificate says; none on other papers, and on those from before this was kept. */
    stars: integer('stars'),
    keyId: text('key_id')
      .notNull()
      .references(() => signingKeys.id),
    list: integer('list').notNull(),
    place: integer('place').notNull(),
    tokenSealed: text('token_sealed'),
    issuedAt: instant('issued_at').notNull(),
    expiresAt: instant('expires_at'),
    revokedAt: instant('revoked_at'),
  },
  (t) => [
    uniqueIndex('credentials_place').on(t.list, t.place),
    index('credentials_subject').on(t.subjectId, t.issuedAt, t.id),
    index('credentials_person').on(t.personId, t.issuedAt, t.id),
  ],
)

/** Something that happened to a signing key or a credential: who did it, when and why. */
export const credentialEvents = table(
  'credential_events',
  {
    id: text('id').primaryKey(),
    subjectId: text('subject_id').notNull(),
    what: text('what', { enum: ['key_made', 'key_retired', 'issued', 'revoked', 'forgotten'] }).notNull(),
    why: text('why').notNull().default(''),
    byId: text('by_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('credential_events_subject').on(t.subjectId, t.at, t.id)],
)
