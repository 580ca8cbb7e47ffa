import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { isShortNumber } from '../../kit/ids.ts'
import type { Secrets } from '../../kit/secrets.ts'

/**
 * What the pickup QR says: `RYO.<number>.<signature>`. Ed25519, because a counter must be able to check it in a dead
 * spot: it needs only the public key, and could forge nothing with it.
 */
/** One less than cards and people have, so that a typed number says what it is. */
export const orderNumberDigits = 9

/** DER prefix of a PKCS #8 Ed25519 private key; the 32-byte seed follows (RFC 8410). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

const keys = new WeakMap<Secrets, { privateKey: KeyObject; publicKey: KeyObject }>()

function keysOf(secrets: Secrets) {
  const known = keys.get(secrets)
  if (known) return known
  const der = Buffer.concat([pkcs8Prefix, secrets.derive('pickup codes')])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const made = { privateKey, publicKey: createPublicKey(privateKey) }
  keys.set(secrets, made)
  return made
}

export function pickupCode(secrets: Secrets, number: string): string {
  const said = `RYO.${number}`
  return `${said}.${sign(null, Buffer.from(said), keysOf(secrets).privateKey).toString('base64url')}`
}

/** The key with which anybody can check a pickup code, as a JWK. */
export function pickupKey(secrets: Secrets) {
  const { kty, crv, x } = keysOf(secrets).publicKey.export({ format: 'jwk' })
  return { kty, crv, x, use: 'sig', alg: 'EdDSA' }
}

/** What was read: an order's number (typed, or from a QR that proves itself), a forged code, or something else. */
export type PickupReading = { kind: 'order'; number: string; signed: boolean } | { kind: 'forged' } | { kind: 'other' }

export function readPickupCode(secrets: Secrets, text: string): PickupReading {
  const said = text.trim()
  if (said.startsWith('RYO.')) {
    const [, number = '', signature = ''] = /^RYO\.(\d{4,20})\.([\w-]{86})$/.exec(said) ?? []
    const isGenuine =
      number !== '' &&
      verify(null, Buffer.from(`RYO.${number}`), keysOf(secrets).publicKey, Buffer.from(signature, 'base64url'))
    return isGenuine ? { kind: 'order', number, signed: true } : { kind: 'forged' }
  }
  const typed = said.replace(/[\s-]/g, '')
  const isNumber = typed.length === orderNumberDigits && isShortNumber(typed)
  return isNumber ? { kind: 'order', number: typed, signed: false } : { kind: 'other' }
}
