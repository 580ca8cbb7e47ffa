import { Refusal } from '../../../kit/refusal.ts'
import { type Asked, type Counted, capKeys, pointsFor, withinCaps } from '../../grants/rules.ts'
import type { CityTerms, Terms } from '../rules.ts'

/** A grant of the past, as the ledger keeps it. */
export type PastGrant = { personId: string; rule: string; paid: number; asked: Asked; at: Date }

export type Trial = {
  from: string
  to: string
  grants: number
  paidBefore: number
  paidAfter: number
  peopleMore: number
  peopleLess: number
}

type Terms2 = {
  termsOf: (rule: string, at: Date) => Terms
  city: (at: Date) => CityTerms
  changed: (rule: string) => boolean
}

/**
 * What a stretch of the past would have cost under other terms: every grant is priced and capped again, in order.
 * Grants of rules that did not change count into the caps over all rules as they were paid.
 */
export function replay(grants: readonly PastGrant[], { termsOf, city, changed }: Terms2): Omit<Trial, 'from' | 'to'> {
  const counters = new Map<string, Counted>()
  const differences = new Map<string, number>()
  const sums = { grants: 0, paidBefore: 0, paidAfter: 0 }
  for (const grant of grants) {
    const terms = termsOf(grant.rule, grant.at)
    const keys = capKeys(grant.rule, terms, city(grant.at), grant.at)
    const before = keys.flatMap(({ rule, period }) => counters.get(`${grant.personId} ${rule} ${period}`) ?? [])
    const paid = changed(grant.rule) ? withinCaps(priceOf(terms, grant), keys, before).points : grant.paid
    for (const key of new Map(
      keys.map(({ rule, period }) => [`${grant.personId} ${rule} ${period}`, { rule, period }]),
    ).entries()) {
      const [name, { rule, period }] = key
      const known = counters.get(name) ?? { rule, period, points: 0, times: 0 }
      counters.set(name, { ...known, points: known.points + paid, times: known.times + (paid > 0 ? 1 : 0) })
    }
    if (!changed(grant.rule)) continue
    sums.grants++
    sums.paidBefore += grant.paid
    sums.paidAfter += paid
    differences.set(grant.personId, (differences.get(grant.personId) ?? 0) + paid - grant.paid)
  }
  const people = [...differences.values()]
  return {
    ...sums,
    peopleMore: people.filter((one) => one > 0).length,
    peopleLess: people.filter((one) => one < 0).length,
  }
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
export const changePercent = ({ paidBefore, paidAfter }: Pick<Trial, 'paidBefore' | 'paidAfter'>) =>
  paidBefore === 0 ? undefined : Math.round(((paidAfter - paidBefore) / paidBefore) * 100)
