import { addDays, cityDay, later, minute, startOfCityDay } from '../../kit/clock.ts'
import { sha256 } from '../../kit/secrets.ts'

/** Published with the campaign, before anybody enters: the secret can no longer be exchanged. */
export const commitmentOf = (secret: string) => sha256(secret)

/**
 * An entry as it stands in the public list: its number, and a hash that only the holder of the receipt can explain.
 * So nobody's number can be given to somebody else afterwards.
 */
export const sealOf = ({ number, receipt }: { number: number; receipt: string }) => sha256(`${number} ${receipt}`)

/** The list as it is published at closing, one line an entry, in the order of the numbers: `12 <seal>`. */
export const entriesHashOf = (entries: readonly { number: number; seal: string }[]) =>
  sha256(entries.map(({ number, seal }) => `${number} ${seal}\n`).join(''))

/**
 * Three lines that are hashed: the secret (committed to before entries open), the list's hash (published when they
 * close) and the chained digest of the points ledger of the closing day (known to nobody before that day is over).
 */
export const seedOf = ({ secret, entriesHash, digest }: { secret: string; entriesHash: string; digest: string }) =>
  sha256(`${secret}\n${entriesHash}\n${digest}\n`)

/** Numbers in the drawn order: by SHA-256 of seed, a space and the number. The first of them win, the rest are the line. */
export const drawnOrder = (seed: string, numbers: readonly number[]): number[] =>
  numbers
    .map((number) => ({ number, lot: sha256(`${seed} ${number}`) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .map(({ number }) => number)

/** The day whose digest enters the seed, and when that is published: ten minutes after midnight. */
export const digestDayOf = ({ closesAt }: { closesAt: Date }) => cityDay(closesAt)
export const drawDueAt = (campaign: { closesAt: Date }) =>
  later(startOfCityDay(addDays(digestDayOf(campaign), 1)), 10 * minute)

/** Those so close behind the winners are told that they are next; the others that it did not come to them. */
export const isNextInLine = (place: number, shares: number) => place <= shares * 2
