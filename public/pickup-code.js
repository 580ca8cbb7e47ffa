// Reads a pickup code without network: `RYO2.<number>.<store>.<until>.<act>.<lines>.<proof>.<signature>`.

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const handleLength = 7
const tagLength = 10
const libraryAddress = '/static/vendor/ed25519.js'

const shape =
  /^(RYO2\.(\d{9})\.([A-Z2-7]{7})\.([0-9A-Z]{1,9})\.([0-9A-Z]{1,7})\.([A-Z0-9-]*)\.([A-Z2-7]{10}|[01]))\.([A-Z2-7]{103})$/

/** A scanner that types through a Chinese keyboard makes full-width letters, and `。` of every dot. */
export const tidy = (text) => text.normalize('NFKC').replaceAll('。', '.').trim()

/** The order's number in whatever was read; undefined where there is none. */
export function numberIn(text) {
  const said = tidy(text)
  return /^RYO2?\.(\d{4,20})\./i.exec(said)?.[1] ?? /^\d{9}$/.exec(said.replace(/[\s-]/g, ''))?.[0]
}

/**
 * @param key the city's public key as a JWK
 * @returns the code's content, or `{ refused }` with the reason
 */
export async function readCode(text, key) {
  const said = tidy(text).toUpperCase()
  const [, told, number, store, until, act, lines, proof, signature] = shape.exec(said) ?? []
  if (!told) return { refused: said.startsWith('RYO2.') ? 'order_forged' : whyUnread(said), number: numberIn(text) }
  if (!(await isSigned(told, signature, key))) return { refused: 'order_forged', number }
  return {
    ...{ number, store, proof, read: said },
    until: Number.parseInt(until, 36) * 60_000,
    act: Number.parseInt(act, 36),
    lines: lines ? lines.split('-').map(lineOf) : [],
  }
}

/** Older codes, typed numbers, cards and people's own codes all need somebody who can look them up. */
const whyUnread = (said) => (/^(RY|\d[\d\s-]{7,})/.test(said) ? 'offline_needs_network' : 'code_unreadable')

const lineOf = (line) => ({ handle: line.slice(0, handleLength), pieces: Number(line.slice(handleLength)) })

async function isSigned(told, signature, key) {
  const [bytes, message] = [fromBase32(signature), new TextEncoder().encode(told)]
  try {
    const asked = await crypto.subtle.importKey('jwk', { kty: key.kty, crv: key.crv, x: key.x }, 'Ed25519', false, [
      'verify',
    ])
    return await crypto.subtle.verify('Ed25519', asked, bytes, message)
  } catch {
    // Older phones have no Ed25519 of their own.
    const { verifyAsync } = await import(libraryAddress)
    return verifyAsync(bytes, message, fromBase64Url(key.x), { zip215: false }).catch(() => false)
  }
}

/** Whether these are the last digits of the phone that the code was made for. */
export async function isProof({ number, proof }, digits, proofKey) {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', fromBase64Url(proofKey), algorithm, false, ['sign'])
  const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(`${number}:${digits}`))
  return toBase32(new Uint8Array(mac)).slice(0, tagLength) === proof
}

const fromBase64Url = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))

function fromBase32(text) {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8))
  let [place, bits, value] = [0, 0, 0]
  for (const letter of text) {
    value = ((value << 5) | alphabet.indexOf(letter)) & 0xffff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes[place++] = (value >> bits) & 255
  }
  return bytes
}

function toBase32(bytes) {
  let [text, bits, value] = ['', 0, 0]
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff
    bits += 8
    for (; bits >= 5; bits -= 5) text += alphabet[(value >> (bits - 5)) & 31]
  }
  return text
}
