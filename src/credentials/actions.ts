import { randomBytes } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/database.ts'
import { nextInSeries } from '../../db/once.ts'
import { type CredentialKind, credentialEvents, credentials } from '../../db/schema/credentials.ts'
import { newId } from '../kit/ids.ts'
import { found } from '../kit/refusal.ts'
import type { Secrets } from '../kit/secrets.ts'
import { signerInUse } from './keys/actions.ts'
import { type Credential, statusAddress } from './queries.ts'
import { placeIn } from './rules.ts'
import { type NewStatement, signStatement } from './sd-jwt.ts'
import { type Signer, signToken } from './sign.ts'

export type NewCredential = {
  kind: CredentialKind
  /** What it certifies, as its own room calls it. */
  subjectId: string
  /** Whose it is: forgotten when they delete their account. */
  personId?: string | undefined
  /** The level that a star certificate says. */
  stars?: number | undefined
  /** The city's address, under which its keys are published. */
  issuer: string
  /** What it says, kept short: it has to fit a QR code on paper. */
  subject: Record<string, unknown>
  /** The second `type` of the credential, such as `HonorCredential`. */
  type: string
  expiresAt?: Date | undefined
  actorId: string
  now: Date
}

/** Signs a VC-JWT (W3C VC Data Model 1.1, JWT encoding) and gives it a place in the status list. */
export function issueCredential(tx: Tx, secrets: Secrets, given: NewCredential): Promise<Credential> {
  const vc = {
    '@context': ['https://www.w3.org/2018/credentials/v1'],
    type: ['VerifiableCredential', given.type],
    credentialSubject: given.subject,
  }
  return recordSigned(tx, secrets, given, (signer, claims) => signToken(signer, 'JWT', { ...claims, vc }))
}

/** What every token of the city says about itself. `nbf` is the moment of issue, in seconds since 1970. */
export type RegisteredClaims = {
  iss: string
  jti: string
  nbf: number
  exp?: number
  status: { status_list: { idx: number; uri: string } }
}

export type NewIssuedStatement = Omit<Recording, 'kind'> & { statement: NewStatement }

/** Signs a statement whose holder chooses what it shows (SD-JWT), and gives it a place in the status list. */
export const issueStatement = (tx: Tx, secrets: Secrets, { statement, ...given }: NewIssuedStatement) =>
  recordSigned(tx, secrets, { ...given, kind: 'statement' }, (signer, claims) =>
    signStatement(signer, claims, statement),
  )

type Recording = Omit<NewCredential, 'subject' | 'type'>

/**
 * Gives a token of any form its id and its place in the status list, lets `write` sign it, and keeps it sealed. For
 * tokens that are no VC-JWT, such as a merchant's SD-JWT.
 */
async function recordSigned(
  tx: Tx,
  secrets: Secrets,
  { kind, subjectId, personId, stars, issuer, expiresAt, actorId, now }: Recording,
  write: (signer: Signer, claims: RegisteredClaims) => string,
): Promise<Credential> {
  const signer = await signerInUse(tx, secrets, { actorId, now })
  const { list, place } = placeIn(await nextInSeries(tx, 'credentials'))
  const id = randomBytes(9).toString('base64url')
  const token = write(signer, {
    iss: issuer,
    jti: id,
    nbf: seconds(now),
    ...(expiresAt ? { exp: seconds(expiresAt) } : {}),
    status: { status_list: { idx: place, uri: statusAddress(issuer, list) } },
  })
  const row = {
    id,
    kind,
    subjectId,
    personId: personId ?? null,
    stars: stars ?? null,
    keyId: signer.keyId,
    list,
    place,
  }
  const [issued] = await tx
    .insert(credentials)
    .values({ ...row, tokenSealed: secrets.seal(token), issuedAt: now, expiresAt: expiresAt ?? null })
    .returning()
  await note(tx, { subjectId: id, what: 'issued', byId: actorId, now })
  return issued as Credential
}

const seconds = (at: Date) => Math.floor(at.getTime() / 1000)

export type Revocation = { credentialId: string; why: string; actorId: string; now: Date }

/** Sets its bit in the status list, for good. Revoking again changes nothing. */
export async function revokeCredential(tx: Tx, { credentialId, why, actorId, now }: Revocation): Promise<void> {
  const [row] = await tx.select().from(credentials).where(eq(credentials.id, credentialId))
  found(row, 'credential_missing')
  const [revoked] = await tx
    .update(credentials)
    .set({ revokedAt: now })
    .where(and(eq(credentials.id, credentialId), isNull(credentials.revokedAt)))
    .returning({ id: credentials.id })
  if (revoked) await note(tx, { subjectId: credentialId, what: 'revoked', why, byId: actorId, now })
}

/** Forgets the token of somebody who has deleted their account. Its place in the status list stays. */
export async function forgetToken(tx: Tx, { credentialId, actorId, now }: Omit<Revocation, 'why'>): Promise<void> {
  const [gone] = await tx
    .update(credentials)
    .set({ tokenSealed: null })
    .where(eq(credentials.id, credentialId))
    .returning({ id: credentials.id })
  if (gone) await note(tx, { subjectId: credentialId, what: 'forgotten', byId: actorId, now })
}

type Note = Omit<typeof credentialEvents.$inferInsert, 'id' | 'at'> & { now: Date }

const note = (tx: Tx, { now, ...event }: Note) =>
  tx.insert(credentialEvents).values({ id: newId(now), at: now, ...event })
