import { randomFillSync, randomInt } from 'node:crypto'

/** Random bytes fetched for many ids at once: asking for sixteen costs nearly as much as asking for thousands. */
const pool = Buffer.alloc(16 * 512)
let used = pool.length

/** The millisecond of the last id, and how many came in it: a counter in the 12 bits after the time (RFC 9562, 6.2). */
let lastAt = 0
let counter = 0
const counterMax = 0xfff

/**
 * A new UUIDv7 (RFC 9562): sorts by the time it was made, which keeps index writes close together. Ids of one process
 * made in the same millisecond sort in the order in which they were made.
 */
export function newId(at: Date = new Date()): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = pool.subarray(used, used + 16)
  used += 16
  const milliseconds = at.getTime()
  bytes.writeUIntBE(milliseconds, 0, 6)
  if (milliseconds !== lastAt) {
    lastAt = milliseconds
    counter = bytes.readUInt16BE(6) & 0x7ff
  } else if (counter < counterMax) counter++
  bytes.writeUInt16BE(0x7000 | counter, 6)
  bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/**
 * A short number a person can read out over a counter: `digits` digits, the last one a Luhn check digit, never
 * starting with 0. Random, so that it tells nothing and needs no shared counter.
 */
export function newShortNumber(digits = 8): string {
  const body = String(randomInt(10 ** (digits - 2), 10 ** (digits - 1)))
  return body + luhnDigit(body)
}

/** Whether the digits end in their Luhn check digit: catches every single typing slip before a query is asked. */
export const isShortNumber = (text: string) =>
  /^\d{4,}$/.test(text) && luhnDigit(text.slice(0, -1)) === Number(text.at(-1))

/** `'302 418 776'`: the way people read a number of nine digits out. */
export const spoken = (number: string) => number.replace(/^(\d{3})(\d{3})(\d{3})$/, '$1 $2 $3')

function luhnDigit(body: string): number {
  const sum = [...body].reverse().reduce((total, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 0 ? 2 : 1)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return (10 - (sum % 10)) % 10
}
