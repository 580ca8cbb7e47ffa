import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK, type JWTPayload } from 'jose'
import type { Db } from '../../db/database.ts'
import { type PublishedKey, publishedKeys } from './keys/queries.ts'
import { credentialIfAny } from './queries.ts'
import { disclosuresIn, isReserved, isSigned, tokenIn, type Verdict, verdictOf } from './rules.ts'
import { halvesOf, readDisclosure, sdJwtType } from './sd-jwt.ts'
import { algorithm } from './sign.ts'

/** `claimed`: whom an unknown issuer says to be, which proves nothing. */
export type Check = { verdict: Verdict; said?: Said | undefined; claimed?: string | undefined }

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
  const { jwt, header, claims } = read
  if (header.alg !== algorithm) return { verdict: 'algorithm' }
  if (claims.iss !== issuer) return { verdict: 'unknown_issuer', claimed: String(claims.iss ?? '').slice(0, 200) }
  const key = (await publishedKeys(db)).find(({ kid }) => kid === header.kid)
  if (!key) return { verdict: 'unknown_key' }
  if (!(await isSignedBy(jwt, key))) return { verdict: 'changed' }
  const content = contentOf(read)
  return typeof content === 'string' ? { verdict: content } : registered(db, claims, { ...content, key, now })
}

/** What one of our own tokens says about its subject, to draw it on paper. */
export const subjectOf = (token: string): Record<string, unknown> =>
  decodeJwt<{ vc: { credentialSubject: Record<string, unknown> } }>(token).vc.credentialSubject

type Claims = JWTPayload & { vc?: { type: string[]; credentialSubject: Record<string, unknown> } }

function readToken(token: string) {
  const { jwt, disclosures } = halvesOf(token)
  try {
    return { jwt, disclosures, header: decodeProtectedHeader(jwt), claims: decodeJwt<Claims>(jwt) }
  } catch {
    return undefined
  }
}

type Content = { type: string; subject: Record<string, unknown> }

/** What the signed part says with what was disclosed of it; the reason why not, where the two do not fit. */
function contentOf({ header, claims, disclosures }: NonNullable<ReturnType<typeof readToken>>): Content | Verdict {
  const { vc, vct } = claims
  if (header.typ !== sdJwtType) {
    if (disclosures.length > 0) return 'changed'
    return vc ? { type: vc.type[1] ?? '', subject: vc.credentialSubject } : 'unreadable'
  }
  const { _sd, _sd_alg: hash = 'sha-256' } = claims
  const shown = hash === 'sha-256' ? disclosuresIn(_sd, disclosures.map(readDisclosure)) : undefined
  if (!shown || Object.keys(shown).some((name) => Object.hasOwn(claims, name))) return 'changed'
  return { type: String(vct), subject: { ...openIn(claims), ...shown } }
}

/** What a statement says to everybody: its claims without those that every token has. */
const openIn = (claims: Claims) => Object.fromEntries(Object.entries(claims).filter(([name]) => !isReserved(name)))

async function isSignedBy(token: string, key: PublishedKey): Promise<boolean> {
  try {
    await compactVerify(token, await importJWK(key, algorithm), { algorithms: [algorithm] })
    return true
  } catch {
    return false
  }
}

async function registered(
  db: Db,
  claims: Claims,
  { type, subject, key, now }: Content & { key: PublishedKey; now: Date },
): Promise<Check> {
  const row = claims.jti ? await credentialIfAny(db, claims.jti) : undefined
  if (!row || row.keyId !== key.kid) return { verdict: 'unregistered' }
  const times = { nbf: claims.nbf ?? 0, exp: claims.exp, retiredAt: key.retired_at, revoked: row.revokedAt !== null }
  const verdict = verdictOf({ ...times, now })
  if (!isSigned(verdict)) return { verdict }
  const { issuedAt, expiresAt, revokedAt } = row
  const said = { id: row.id, type, subject, issuedAt }
  return { verdict, said: { ...said, expiresAt: expiresAt ?? undefined, revokedAt: revokedAt ?? undefined } }
}
