import { cityDay } from '../../../kit/clock.ts'
import { Refusal } from '../../../kit/refusal.ts'
import { type Asked, type Earned, earnedAfter, pointsFor, withinCaps } from '../../grants/rules.ts'
import { assertWithinLimits, type PastLine, type RedemptionTerms, type Wanted } from '../../redemption/rules.ts'
import type { CityTerms, Terms } from '../rules.ts'

/** A grant of the past, as the ledger keeps it. */
export type PastGrant = { personId: string; rule: string; paid: number; asked: Asked; at: Date }

/** What a stretch of the ledger would have cost. Trials of the first release have no `kind`. */
export type GrantsTrial = {
  kind?: 'grants'
  from: string
  to: string
  grants: number
  paidBefore: number
  paidAfter: number
  peopleMore: number
  peopleLess: number
}

/** Which orders of a stretch the limits would have refused. */
export type OrdersTrial = {
  kind: 'orders'
  from: string
  to: string
  orders: number
  refused: number
  pointsRefused: number
  people: number
}

/** Numbers of which nothing in the past can be worked out again: what changes is all there is to see. */
export type ComparedTrial = { kind: 'compared' }

export type Trial = GrantsTrial | OrdersTrial | ComparedTrial

type Terms2 = {
  termsOf: (rule: string, at: Date) => Terms
  city: (at: Date) => CityTerms
  changed: (rule: string) => boolean
}

/**
 * What a stretch of the past would have cost under other terms: every grant is priced and capped again, in order, a
 * piece at a time. Grants of rules that did not change count into the caps over all rules as they were paid.
 */
export function grantsReplay({ termsOf, city, changed }: Terms2) {
  const earned = new Map<string, Earned>()
  const differences = new Map<string, number>()
  const sums = { grants: 0, paidBefore: 0, paidAfter: 0 }

  const add = (grant: PastGrant) => {
    const { personId, rule, at } = grant
    const terms = termsOf(rule, at)
    const before = earned.get(personId) ?? {}
    const paid = changed(rule)
      ? withinCaps(priceOf(terms, grant), rule, terms, city(at), before, cityDay(at)).points
      : grant.paid
    if (paid > 0) earned.set(personId, earnedAfter(before, rule, terms, paid, cityDay(at)))
    if (!changed(rule)) return
    sums.grants++
    sums.paidBefore += grant.paid
    sums.paidAfter += paid
    differences.set(personId, (differences.get(personId) ?? 0) + paid - grant.paid)
  }

  const result = () => {
    const people = [...differences.values()]
    return {
      ...sums,
      peopleMore: people.filter((one) => one > 0).length,
      peopleLess: people.filter((one) => one < 0).length,
    }
  }
  return { add, result }
}

/** A grant that the new terms would have refused would have cost nothing. */
function priceOf(terms: Terms, { asked, at }: PastGrant): number {
  try {
    return pointsFor(terms, asked, at).asked
  } catch (refusal) {
    if (refusal instanceof Refusal) return 0
    throw refusal
  }
}

/** By how many percent the costs would have changed, rounded; undefined where nothing was paid before. */
export const changePercent = ({ paidBefore, paidAfter }: Pick<GrantsTrial, 'paidBefore' | 'paidAfter'>) =>
  paidBefore === 0 ? undefined : Math.round(((paidAfter - paidBefore) / paidBefore) * 100)

/** An order of the past with what of it was not given back. */
export type PastOrder = { placedAt: Date; wanted: Wanted[] }

/** How many of one person's orders the limits would have refused. What is refused does not count against the next. */
export function refusedOrders(terms: RedemptionTerms, orders: readonly PastOrder[]) {
  const past: PastLine[] = []
  const sums = { refused: 0, pointsRefused: 0 }
  for (const { placedAt, wanted } of orders) {
    if (isWithin(terms, wanted, past, placedAt)) {
      past.push(
        ...wanted.map(({ itemId, quantity: pieces, pricePoints }) => ({ itemId, pieces, pricePoints, placedAt })),
      )
    } else {
      sums.refused++
      sums.pointsRefused += wanted.reduce((sum, { quantity, pricePoints }) => sum + quantity * pricePoints, 0)
    }
  }
  return sums
}

function isWithin(...asked: Parameters<typeof assertWithinLimits>): boolean {
  try {
    assertWithinLimits(...asked)
    return true
  } catch (refusal) {
    if (refusal instanceof Refusal) return false
    throw refusal
  }
}
