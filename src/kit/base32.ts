const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/**
 * Base 32 without padding (RFC 4648). Capitals and digits only: a QR packs them tighter, and a scanner that types them
 * on a keyboard with caps lock changes nothing that cannot be put right.
 */
export function toBase32(bytes: Uint8Array): string {
  let [text, bits, value] = ['', 0, 0]
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff
    bits += 8
    for (; bits >= 5; bits -= 5) text += alphabet[(value >> (bits - 5)) & 31]
  }
  return bits > 0 ? text + alphabet[(value << (5 - bits)) & 31] : text
}

/** @returns undefined for anything that `toBase32` would not have written, so that one meaning has one spelling */
export function fromBase32(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8))
  let [place, bits, value] = [0, 0, 0]
  for (const letter of text) {
    const five = alphabet.indexOf(letter)
    if (five < 0) return undefined
    value = ((value << 5) | five) & 0xffff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes[place++] = (value >> bits) & 255
  }
  return toBase32(bytes) === text ? bytes : undefined
}
