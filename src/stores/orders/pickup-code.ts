import { createHash, createHmac, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { fromBase32, toBase32 } from '../../kit/base32.ts'
import { isShortNumber } from '../../kit/ids.ts'
import type { Secrets } from '../../kit/secrets.ts'

/**
 * What the pickup QR says: `RYO2.<number>.<store>.<until>.<act>.<lines>.<proof>.<signature>`, in capitals. Ed25519,
 * because a counter must be able to check it in a dead spot: it needs only the public key, and could forge nothing
 * with it. The code says what a counter has to know there, and nothing about a person.
 */
export type Pickup = {
  number: string
  storeId: string
  /** Until when the goods are kept. */
  until: Date
  /** How many acts the order had seen: of two codes the one with more is the newer. */
  act: number
  /** What waits: item id → pieces. */
  waiting: Readonly<Record<string, number>>
  /** What the second proof is checked with where one is asked for. */
  proof: { isNeeded: boolean; phone: string | null }
}

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

const handleLength = 7

/** A short name for a store or an item: 35 bits of its id's hash. Within one store's shelf it is as good as the id. */
export const handleOf = (id: string) => toBase32(createHash('sha256').update(id).digest()).slice(0, handleLength)

/**
 * With this key a store's counter checks a second proof in a dead spot. It tells the end of a phone number only to
 * somebody who holds a code that was shown at the counter, where the resident says those digits anyway.
 */
export const proofKeyOf = (secrets: Secrets, storeId: string) => secrets.derive(`pickup proof:${storeId}`)

export const phoneEndDigits = 4
const tagLength = 10

/** Neither can be a tag: base 32 has no 0 and no 1. */
const [noProof, proofOnlineOnly] = ['0', '1']

export function pickupCode(secrets: Secrets, { number, storeId, until, act, waiting, proof }: Pickup): string {
  const lines = Object.entries(waiting).map(([itemId, pieces]) => `${handleOf(itemId)}${pieces}`)
  const minutes = Math.floor(until.getTime() / 60_000)
  const parts = ['RYO2', number, handleOf(storeId), base36(minutes), base36(act), lines.join('-')]
  const said = [...parts, proofTag(secrets, { number, storeId, proof })].join('.')
  return `${said}.${toBase32(sign(null, Buffer.from(said), keysOf(secrets).privateKey))}`
}

const base36 = (value: number) => value.toString(36).toUpperCase()

function proofTag(secrets: Secrets, { number, storeId, proof }: Pick<Pickup, 'number' | 'storeId' | 'proof'>): string {
  if (!proof.isNeeded) return noProof
  if (!proof.phone) return proofOnlineOnly
  const mac = createHmac('sha256', proofKeyOf(secrets, storeId))
  return toBase32(mac.update(`${number}:${proof.phone.slice(-phoneEndDigits)}`).digest()).slice(0, tagLength)
}

/** The key with which anybody can check a pickup code, as a JWK. */
export function pickupKey(secrets: Secrets) {
  const { x = '' } = keysOf(secrets).publicKey.export({ format: 'jwk' })
  return { kty: 'OKP', crv: 'Ed25519', x, use: 'sig', alg: 'EdDSA' }
}

/** What was read: an order's number (typed, or from a QR that proves itself), a forged code, or something else. */
export type PickupReading =
  | { kind: 'order'; number: string; signed: boolean; provable: boolean }
  | { kind: 'forged' }
  | { kind: 'other' }

/** `provable` is whether a counter without network could check the second proof that the order asks for. */
export function readPickupCode(secrets: Secrets, text: string): PickupReading {
  const said = tidy(text)
  if (/^RYO2?\./i.test(said)) return readSigned(secrets, said) ?? { kind: 'forged' }
  const typed = said.replace(/[\s-]/g, '')
  const isNumber = typed.length === orderNumberDigits && isShortNumber(typed)
  return isNumber ? { kind: 'order', number: typed, signed: false, provable: false } : { kind: 'other' }
}

/** A scanner that types through a Chinese keyboard makes full-width letters, and `。` of every dot. */
const tidy = (text: string) => text.normalize('NFKC').replaceAll('。', '.').trim()

const current =
  /^(RYO2\.(\d{9})\.[A-Z2-7]{7}\.[0-9A-Z]{1,9}\.[0-9A-Z]{1,7}\.[A-Z0-9-]*\.([A-Z2-7]{10}|[01]))\.([A-Z2-7]{103})$/
/** Codes shown before 2026-11-25 carried the number alone. Slips of paper with them may still come. */
const older = /^(RYO\.(\d{4,20}))\.([\w-]{86})$/

function readSigned(secrets: Secrets, said: string): PickupReading | undefined {
  const [, told = '', number = '', proof = '', signature = ''] = current.exec(said.toUpperCase()) ?? []
  if (told) {
    const isGenuine = isSigned(secrets, told, fromBase32(signature))
    return isGenuine ? { kind: 'order', number, signed: true, provable: proof.length === tagLength } : undefined
  }
  const [, toldBefore = '', numberBefore = '', signatureBefore = ''] = older.exec(said) ?? []
  const isGenuine = toldBefore !== '' && isSigned(secrets, toldBefore, Buffer.from(signatureBefore, 'base64url'))
  return isGenuine ? { kind: 'order', number: numberBefore, signed: true, provable: false } : undefined
}

const isSigned = (secrets: Secrets, told: string, signature: Uint8Array | undefined) =>
  signature !== undefined && verify(null, Buffer.from(told), keysOf(secrets).publicKey, signature)
