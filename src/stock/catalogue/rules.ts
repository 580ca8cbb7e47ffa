import { addDays, cityDay, startOfCityDay } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'

/** A dearer price is announced this long before. */
export const noticeDays = 15
/** No price rises by more than this within half a year. */
const risePercentMax = 20
const halfYearDays = 183

export type Price = { pricePoints: number; startsAt: Date }

/**
 * When a new price begins, or why it may not. A cheaper one begins at once or on a later day; a dearer one after
 * `noticeDays`, and never more than 20 % above the lowest price of the half-year before (rulebook, "Budget and coverage").
 *
 * @param history every price so far, the oldest first, planned ones included
 * @param startsOn the wished city day
 * @throws Refusal `price_same`, `price_planned`, `price_in_past`, `price_notice_short`, `price_rise_steep`
 */
export function startOfPrice(
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

  const earliest = addDays(today, noticeDays)
  if (startsOn < earliest) throw priceRefusal('price_notice_short', { days: noticeDays, earliest }, 'startsOn')
  const lowest = lowestSince(history, startOfCityDay(addDays(startsOn, -halfYearDays)))
  const max = Math.floor((lowest * (100 + risePercentMax)) / 100)
  if (pricePoints > max) throw priceRefusal('price_rise_steep', { lowest, max, percent: risePercentMax })
  return startsAt
}

/** The lowest price that was in force at any time since. */
function lowestSince(history: readonly Price[], since: Date): number {
  const inForce = history.filter((_, index) => (history[index + 1]?.startsAt ?? Number.POSITIVE_INFINITY) > since)
  return Math.min(...inForce.map(({ pricePoints }) => pricePoints))
}

const priceRefusal = (code: string, details: Record<string, unknown>, field = 'pricePoints') =>
  new Refusal('conflict', code, { field, ...details })
