import { cityMonth, day, later, startOfCityDay } from '../../kit/clock.ts'

/** A calendar month some months on: `'2026-11'` and 3 give `'2027-02'`. */
export function addMonths(month: string, months: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`
}

/** Points live for whole months after they take effect, and expire when the last of them ends in the city. */
export const expiryOf = (effectiveAt: Date, months: number) =>
  startOfCityDay(`${addMonths(cityMonth(effectiveAt), months + 1)}-01`)

/** What comes back from an order is usable for some days at least, however old it is. */
export const keptUntil = (now: Date, daysLeftMin: number) => later(now, daysLeftMin * day)

export type Part = { lotId: string; points: number }

/** Takes points out of lots in the order given; what the lots do not hold is missing from the parts. */
export function drawFrom(lots: readonly Part[], points: number): Part[] {
  const parts: Part[] = []
  let left = points
  for (const lot of lots) {
    const taken = Math.min(lot.points, left)
    if (taken > 0) parts.push({ lotId: lot.lotId, points: taken })
    left -= taken
    if (left <= 0) break
  }
  return parts
}

/** The lot into which a gift puts the part that it took from a lot of the giver. */
export const lotIdOfPart = (transferId: string, at: number) => `${transferId}:${at}`

/** The ids a transfer can have given to lots: its own, or one for each part that a gift took. */
export const lotIdsOf = (transferId: string, parts: number) => [
  transferId,
  ...Array.from({ length: parts }, (_, at) => lotIdOfPart(transferId, at)),
]
