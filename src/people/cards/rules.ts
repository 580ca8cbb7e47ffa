import { minute } from '../../kit/clock.ts'
import { isShortNumber } from '../../kit/ids.ts'

export const cardDigits = 10
export const pinTriesMax = 5
export const pinBlockMilliseconds = 30 * minute

const windowMilliseconds = 30_000

/** The 30-second window of a rotating code. The one before and the one after are taken as well. */
export const windowOf = (now: Date) => Math.floor(now.getTime() / windowMilliseconds)
export const isWindowNow = (window: number, now: Date) => Math.abs(window - windowOf(now)) <= 1
/** Seconds until the code on the screen changes. */
export const secondsLeft = (now: Date) => Math.ceil((windowMilliseconds - (now.getTime() % windowMilliseconds)) / 1000)

export type ReadCode =
  | { kind: 'personSigned'; number: string; window: number; signature: string }
  | { kind: 'personTyped'; number: string; digits: string }
  | { kind: 'cardSigned'; number: string; signature: string }
  | { kind: 'cardTyped'; number: string }

/**
 * What a scanner or somebody's fingers brought: `RYP.number.window.signature`, `RYC.number.signature`, a card's number
 * (10 digits with their check digit) or the 16 digits under the rotating code. Spaces and full-width digits are fine.
 */
export function readCode(text: string): ReadCode | undefined {
  const clean = text
    .slice(0, 200)
    .normalize('NFKC')
    .replace(/[\s-]/g, (mark) => (mark === '-' ? '-' : ''))
  const person = /^RYP\.(\d{10})\.(\d{1,12})\.([\w-]{16})$/.exec(clean)
  if (person) {
    const [, number = '', window, signature = ''] = person
    return { kind: 'personSigned', number, window: Number(window), signature }
  }
  const card = /^RYC\.(\d{10})\.([\w-]{16})$/.exec(clean)
  if (card) return { kind: 'cardSigned', number: card[1] ?? '', signature: card[2] ?? '' }

  const typed = clean.replaceAll('-', '')
  if (/^\d{16}$/.test(typed) && isShortNumber(typed.slice(0, cardDigits)))
    return { kind: 'personTyped', number: typed.slice(0, cardDigits), digits: typed.slice(cardDigits) }
  if (typed.length === cardDigits && isShortNumber(typed)) return { kind: 'cardTyped', number: typed }
  return undefined
}

/** Digits in fours, as people read them out: `1234 5678 9012 3456`. */
export const inFours = (digits: string) => digits.replace(/(\d{4})(?=\d)/g, '$1 ')
