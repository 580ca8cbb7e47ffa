/** Places in one published status list: 8 kB of bits, which compress to nearly nothing. */
export const listSize = 65_536

/** The n-th credential's bit, counted from 1: lists from 1, places from 0. */
export const placeIn = (n: number) => ({ list: Math.floor((n - 1) / listSize) + 1, place: (n - 1) % listSize })

/** The bits of a status list as IETF Token Status List packs them: eight places a byte, the lowest bit first. */
export function statusBits(revoked: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(listSize / 8)
  for (const place of revoked) bytes[place >> 3] = (bytes[place >> 3] as number) | (1 << (place & 7))
  return bytes
}

/** What a check can say, in the order in which the reasons count. `status_unknown` can only be said offline. */
export const verdicts = [
  'unreadable',
  'algorithm',
  'unknown_issuer',
  'unknown_key',
  'changed',
  'key_retired',
  'unregistered',
  'revoked',
  'expired',
  'not_yet',
  'status_unknown',
  'valid',
] as const
export type Verdict = (typeof verdicts)[number]

/** What is written on the credential may be shown, because the city has signed it. */
export const isSigned = (verdict: Verdict) => verdicts.indexOf(verdict) >= verdicts.indexOf('revoked')

const tokenLengthMax = 6000

/**
 * The token in what somebody pasted or scanned: alone, or behind the `#` of the address that the paper's QR code holds. A
 * statement has its disclosures behind it, each ended by `~`. Line breaks and spaces, which mail programs add, do not
 * matter.
 */
export function tokenIn(text: string): string | undefined {
  const bare = text.replace(/\s+/g, '')
  const token = bare.slice(bare.indexOf('#') + 1)
  return token.length <= tokenLengthMax && /^[\w-]+\.[\w-]+\.[\w-]*(~([\w-]+~)*)?$/.test(token) ? token : undefined
}

export type Disclosure = { digest: string; content: unknown }

/** Names that a disclosure may not bring along: they belong to the signed part. */
const reserved: readonly string[] = [
  'iss',
  'jti',
  'nbf',
  'exp',
  'iat',
  'sub',
  'aud',
  'cnf',
  'vct',
  'status',
  'vc',
  '_sd',
  '_sd_alg',
  '...',
]

export const isReserved = (name: string) => reserved.includes(name)

/**
 * What the disclosures of a statement say. Each must have its digest in the signed part, once; nothing when one is foreign,
 * repeated, or would stand over something signed.
 */
export function disclosuresIn(
  digests: unknown,
  disclosures: readonly Disclosure[],
): Record<string, unknown> | undefined {
  if (!Array.isArray(digests) || new Set(digests).size !== digests.length) return undefined
  const shown = new Map<string, unknown>()
  const left = new Set<unknown>(digests)
  for (const { digest, content } of disclosures) {
    if (!left.delete(digest) || !Array.isArray(content) || content.length !== 3) return undefined
    const [, name, value] = content as [unknown, unknown, unknown]
    if (typeof name !== 'string' || isReserved(name) || shown.has(name)) return undefined
    shown.set(name, value)
  }
  return Object.fromEntries(shown)
}

/** Clocks of several machines, in seconds: a token signed while its key was being retired still counts. */
const leeway = 300

type Times = { nbf: number; exp?: number | undefined; retiredAt?: number | undefined; revoked: boolean; now: Date }

/** The verdict on a token whose signature is right. Revoked comes first: it tells more than that time has passed. */
export function verdictOf({ nbf, exp, retiredAt, revoked, now }: Times): Verdict {
  const seconds = now.getTime() / 1000
  if (retiredAt !== undefined && nbf > retiredAt + leeway) return 'key_retired'
  if (revoked) return 'revoked'
  if (exp !== undefined && exp <= seconds) return 'expired'
  return nbf > seconds + leeway ? 'not_yet' : 'valid'
}
