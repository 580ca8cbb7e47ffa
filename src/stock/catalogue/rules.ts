import { addDays, cityDay, startOfCityDay } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'

/** By the city's dated terms: how long before a dearer price is announced, and how far it may rise in how long. */
export type PriceTerms = { riseNoticeDays: number; risePercentMax: number; riseDays: number }

export type Price = { pricePoints: number; startsAt: Date }

/**
 * When a new price begins, or why it may not. A cheaper one begins at once or on a later day; a dearer one after
 * some days of notice, and never far above the lowest price of the time before: small steps add up.
 *
 * @param history every price so far, the oldest first, planned ones included
 * @param startsOn the wished city day
 * @throws Refusal `price_same`, `price_planned`, `price_in_past`, `price_notice_short`, `price_rise_steep`
 */
export function startOfPrice(
  { riseNoticeDays: days, risePercentMax: percent, riseDays }: PriceTerms,
  { pricePoints, startsOn }: { pricePoints: number; startsOn: string },
  history: readonly Price[],
  now: Date,
): Date {
  const last = history.at(-1)
  if (!last) return now
  const today = cityDay(now)
  if (last.startsAt > now) throw priceRefusal('price_planned', { startsOn: cityDay(last.startsAt) })
  if (last.pricePoints === pricePoints) throw priceRefusal('price_same', {})
  if (startsOn < today) throw priceRefusal('price_in_past', {}, 'startsOn')
  const startsAt = startsOn === today ? now : startOfCityDay(startsOn)
  if (pricePoints < last.pricePoints) return startsAt

  const earliest = addDays(today, days)
  if (startsOn < earliest) throw priceRefusal('price_notice_short', { days, earliest }, 'startsOn')
  const lowest = lowestSince(history, startOfCityDay(addDays(startsOn, -riseDays)))
  const max = Math.floor((lowest * (100 + percent)) / 100)
  if (pricePoints > max) throw priceRefusal('price_rise_steep', { lowest, max, percent, span: riseDays })
  return startsAt
}

/** The lowest price that was in force at any time since. */
function lowestSince(history: readonly Price[], since: Date): number {
  const inForce = history.filter((_, index) => (history[index + 1]?.startsAt ?? Number.POSITIVE_INFINITY) > since)
  return Math.min(...inForce.map(({ pricePoints }) => pricePoints))
}

const priceRefusal = (code: string, details: Record<string, unknown>, field = 'pricePoints') =>
  new Refusal('conflict', code, { field, ...details })
