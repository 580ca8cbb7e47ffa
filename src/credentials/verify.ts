import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK, type JWTPayload } from 'jose'
import type { Db } from '../../db/database.ts'
import { type PublishedKey, publishedKeys } from './keys/queries.ts'
import { credentialIfAny } from './queries.ts'
import { isSigned, tokenIn, type Verdict, verdictOf } from './rules.ts'
import { algorithm } from './sign.ts'

export type Check = { verdict: Verdict; said?: Said | undefined }

/** What a credential says, once its signature is known to be right. */
export type Said = {
  id: string
  type: string
  subject: Record<string, unknown>
  issuedAt: Date
  expiresAt: Date | undefined
  revokedAt: Date | undefined
}

export type Asking = { issuer: string; now: Date }

/**
 * Checks a credential against the city's keys and its register. Keys are found by the token's key id under the city's own
 * name only: a key, a certificate or an address inside the token is never looked at.
 */
export async function checkCredential(db: Db, text: string, { issuer, now }: Asking): Promise<Check> {
  const token = tokenIn(text)
  const read = token && readToken(token)
  if (!read) return { verdict: 'unreadable' }
  const { header, claims } = read
  if (header.alg !== algorithm) return { verdict: 'algorithm' }
  if (claims.iss !== issuer) return { verdict: 'unknown_issuer' }
  const key = (await publishedKeys(db)).find(({ kid }) => kid === header.kid)
  if (!key) return { verdict: 'unknown_key' }
  if (!(await isSignedBy(token, key))) return { verdict: 'changed' }
  return registered(db, claims, key, now)
}

/** What one of our own tokens says about its subject, to draw it on paper. */
export const subjectOf = (token: string): Record<string, unknown> =>
  decodeJwt<{ vc: { credentialSubject: Record<string, unknown> } }>(token).vc.credentialSubject

function readToken(token: string) {
  try {
    return { header: decodeProtectedHeader(token), claims: decodeJwt<{ vc?: unknown }>(token) }
  } catch {
    return undefined
  }
}

async function isSignedBy(token: string, key: PublishedKey): Promise<boolean> {
  try {
    await compactVerify(token, await importJWK(key, algorithm), { algorithms: [algorithm] })
    return true
  } catch {
    return false
  }
}

async function registered(db: Db, claims: JWTPayload & { vc?: unknown }, key: PublishedKey, now: Date): Promise<Check> {
  const row = claims.jti ? await credentialIfAny(db, claims.jti) : undefined
  const vc = claims.vc as { type: string[]; credentialSubject: Record<string, unknown> } | undefined
  if (!row || !vc || row.keyId !== key.kid) return { verdict: 'unregistered' }
  const times = { nbf: claims.nbf ?? 0, exp: claims.exp, retiredAt: key.retired_at, revoked: row.revokedAt !== null }
  const verdict = verdictOf({ ...times, now })
  if (!isSigned(verdict)) return { verdict }
  const { issuedAt, expiresAt, revokedAt } = row
  const said = { id: row.id, type: vc.type[1] ?? '', subject: vc.credentialSubject, issuedAt }
  return { verdict, said: { ...said, expiresAt: expiresAt ?? undefined, revokedAt: revokedAt ?? undefined } }
}
