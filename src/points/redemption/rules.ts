import { addDays, cityDay, cityMonth, day, later, startOfCityDay } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { DocumentTerms } from '../rulebook/documents/rules.ts'

/** What the city's redemption terms say; see `redemptionTermsInForce`. */
export type RedemptionTerms = DocumentTerms<'REDEEM'>

/** How far back a person's lines matter: this month's, and those of the days over which an item is limited. */
export function windowStart({ itemDays }: RedemptionTerms, now: Date): Date {
  const month = startOfCityDay(`${cityMonth(now)}-01`)
  const itemWindow = later(now, -itemDays * day)
  return month < itemWindow ? month : itemWindow
}

/** Something ordered before, still held or taken home: what was released or brought back no longer counts. */
export type PastLine = { itemId: string; pieces: number; pricePoints: number; placedAt: Date }
export type Wanted = { itemId: string; name: string; quantity: number; pricePoints: number; limitPer30Days: number }

/** What of the month's points and pieces is left. */
export function leftThisMonth(terms: RedemptionTerms, past: readonly PastLine[], now: Date) {
  const thisMonth = past.filter(({ placedAt }) => cityMonth(placedAt) === cityMonth(now))
  return {
    pieces: terms.piecesPerMonth - piecesOf(thisMonth),
    points: terms.pointsPerMonth - sum(thisMonth, ({ pieces, pricePoints }) => pieces * pricePoints),
  }
}

/**
 * @throws Refusal `limit_month_pieces`, `limit_month_points`, `limit_item`: what is left, and `freesOn`, the day on
 *   which there is room again; `limit_item_size` when no waiting helps
 */
export function assertWithinLimits(
  terms: RedemptionTerms,
  wanted: readonly Wanted[],
  past: readonly PastLine[],
  now: Date,
): void {
  const left = leftThisMonth(terms, past, now)
  const freesOn = firstOfNextMonth(now)
  if (sum(wanted, ({ quantity }) => quantity) > left.pieces) {
    const details = { limit: terms.piecesPerMonth, left: Math.max(left.pieces, 0), freesOn }
    throw new Refusal('conflict', 'limit_month_pieces', details)
  }
  if (sum(wanted, ({ quantity, pricePoints }) => quantity * pricePoints) > left.points) {
    const details = { limit: terms.pointsPerMonth, left: Math.max(left.points, 0), freesOn }
    throw new Refusal('conflict', 'limit_month_points', details)
  }
  for (const item of wanted) assertItemWithinLimit(terms, item, past, now)
}

function assertItemWithinLimit(
  { itemDays: days }: RedemptionTerms,
  { itemId, name, quantity, limitPer30Days: limit }: Wanted,
  past: readonly PastLine[],
  now: Date,
) {
  const since = later(now, -days * day)
  const recent = past.filter((line) => line.itemId === itemId && line.placedAt > since)
  const left = Math.max(limit - piecesOf(recent), 0)
  if (quantity <= left) return
  const about = { itemId, name, limit, left, days }
  if (quantity > limit) throw new Refusal('conflict', 'limit_item_size', about)
  const freesOn = cityDay(later(freeingLine(recent, quantity - left)?.placedAt ?? now, days * day))
  throw new Refusal('conflict', 'limit_item', { ...about, freesOn })
}

/** The line with whose leaving the window `missing` pieces will have become free. */
function freeingLine(recent: readonly PastLine[], missing: number): PastLine | undefined {
  let freed = 0
  return [...recent]
    .sort((a, b) => a.placedAt.getTime() - b.placedAt.getTime())
    .find(({ pieces }) => {
      freed += pieces
      return freed >= missing
    })
}

export const firstOfNextMonth = (now: Date) => `${addDays(`${cityMonth(now)}-01`, 31).slice(0, 7)}-01`

const piecesOf = (lines: readonly PastLine[]) => sum(lines, ({ pieces }) => pieces)

const sum = <Row>(rows: readonly Row[], value: (row: Row) => number) =>
  rows.reduce((total, row) => total + value(row), 0)
