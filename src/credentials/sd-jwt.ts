import { createHash, randomBytes } from 'node:crypto'
import { decodeJwt } from 'jose'
import type { RegisteredClaims } from './actions.ts'
import { disclosuresIn } from './rules.ts'
import { type Signer, signToken } from './sign.ts'

/** The `typ` of an SD-JWT VC. */
export const sdJwtType = 'dc+sd-jwt'

type Value = string | number | boolean

export type NewStatement = {
  /** What kind of statement (`vct`). */
  type: string
  /** What everybody who holds it reads. */
  open: Record<string, Value>
  /** What it shows, each in a disclosure of its own. */
  shown: Record<string, Value>
  /** Digests it always has: those of nothing fill up, so that nobody can count what was left out. */
  digests: number
}

/**
 * An SD-JWT (RFC 9901) in its compact form: the signed part, then a disclosure for each thing it shows. Written here and
 * not by `@sd-jwt`, whose functions are asynchronous: a token has to be signed in the transaction that records it.
 */
export function signStatement(signer: Signer, claims: RegisteredClaims, given: NewStatement): string {
  const disclosures = Object.entries(given.shown).map(([name, value]) => disclosureOf(name, value))
  const decoys = Array.from({ length: given.digests - disclosures.length }, () => randomBytes(32).toString('base64url'))
  const jwt = signToken(signer, sdJwtType, {
    ...claims,
    vct: given.type,
    ...given.open,
    // In the order of the digests, which says nothing about what they are of.
    _sd: [...disclosures.map(digestOf), ...decoys].sort(),
    _sd_alg: 'sha-256',
  })
  return [jwt, ...disclosures, ''].join('~')
}

const disclosureOf = (name: string, value: Value) =>
  Buffer.from(JSON.stringify([randomBytes(16).toString('base64url'), name, value])).toString('base64url')

const digestOf = (disclosure: string) => createHash('sha256').update(disclosure).digest('base64url')

/** Its two halves; no disclosures for a token that is no SD-JWT. */
export function halvesOf(token: string): { jwt: string; disclosures: string[] } {
  const [jwt = '', ...rest] = token.split('~')
  return { jwt, disclosures: rest.slice(0, -1) }
}

/** What one of our own statements shows, to draw it and to sign a narrower one. */
export function shownBy(token: string): Record<string, Value> {
  const { jwt, disclosures } = halvesOf(token)
  const { _sd } = decodeJwt<{ _sd: string[] }>(jwt)
  return (disclosuresIn(_sd, disclosures.map(readDisclosure)) ?? {}) as Record<string, Value>
}

/** A disclosure with its digest; `content` is whatever it holds, and nothing where it holds no JSON. */
export function readDisclosure(disclosure: string) {
  const digest = digestOf(disclosure)
  try {
    return { digest, content: JSON.parse(Buffer.from(disclosure, 'base64url').toString()) as unknown }
  } catch {
    return { digest, content: undefined }
  }
}
