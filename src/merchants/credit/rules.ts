import type { CreditField, CreditLinkState, CreditLoanState } from '../../../db/schema/credit.ts'
import type { HonestyLevel } from '../../../db/schema/merchants.ts'
import type { Flow } from '../../kit/flow.ts'
import { wholeMonths } from '../score/rules.ts'

/** Who has to do with a link: the merchant's owner, and the city's clockwork. */
type LinkPart = 'self' | 'system'

/** Asked for, looked at, agreed to, shown; until the merchant takes it back or its time is over. */
export const creditLinkFlow: Flow<CreditLinkState, LinkPart> = {
  requested: {
    preview: { to: 'previewed', by: ['self'] },
    withdraw: { to: 'withdrawn', by: ['self', 'system'] },
    expire: { to: 'expired', by: ['system'] },
  },
  previewed: {
    consent: { to: 'consented', by: ['self'] },
    withdraw: { to: 'withdrawn', by: ['self', 'system'] },
    expire: { to: 'expired', by: ['system'] },
  },
  consented: {
    present: { to: 'presented', by: ['self'] },
    withdraw: { to: 'withdrawn', by: ['self', 'system'] },
    expire: { to: 'expired', by: ['system'] },
  },
  presented: {
    narrow: { to: 'presented', by: ['self'] },
    withdraw: { to: 'withdrawn', by: ['self', 'system'] },
    expire: { to: 'expired', by: ['system'] },
  },
  withdrawn: {},
  expired: {},
}

/** What a bank's clerk writes down. `void` takes back a record that was made by mistake. */
export const creditLoanFlow: Flow<CreditLoanState, 'banker'> = {
  submitted: {
    grant: { to: 'granted', by: ['banker'], needs: ['amountYuan', 'termMonths'] },
    decline: { to: 'declined', by: ['banker'] },
    void: { to: 'void', by: ['banker'], needs: ['why'] },
  },
  granted: {
    disburse: { to: 'disbursed', by: ['banker'] },
    correct: { to: 'granted', by: ['banker'], needs: ['amountYuan', 'termMonths', 'why'] },
    void: { to: 'void', by: ['banker'], needs: ['why'] },
  },
  disbursed: {
    repay: { to: 'repaid', by: ['banker'] },
    overdue: { to: 'overdue', by: ['banker'] },
    correct: { to: 'disbursed', by: ['banker'], needs: ['amountYuan', 'termMonths', 'why'] },
    void: { to: 'void', by: ['banker'], needs: ['why'] },
  },
  overdue: {
    repay: { to: 'repaid', by: ['banker'] },
    // An overdue that was none: the merchant had paid.
    restore: { to: 'disbursed', by: ['banker'], needs: ['why'] },
    void: { to: 'void', by: ['banker'], needs: ['why'] },
  },
  repaid: { void: { to: 'void', by: ['banker'], needs: ['why'] } },
  declined: { void: { to: 'void', by: ['banker'], needs: ['why'] } },
  void: {},
}

export const isOver = (state: CreditLinkState) => state === 'withdrawn' || state === 'expired'

/** What the city knows about a merchant, as far as a statement can show it. */
export type Known = {
  name: string
  unifiedCode: string
  areaName: string
  months: number
  sinceDay: string
  /** The days on which complaints were upheld that stand. */
  upheldDays: readonly string[]
  level: HonestyLevel
  score: number
  licenceUntil: string | null
  today: string
}

type Value = string | number | boolean

/** What the names of the predicates promise, whatever terms a city sets for the score and the threshold. */
const [recordMonths, complaintMonths] = [12, 24]

/**
 * What each field would say now. A predicate that does not hold is not offered: it would say less than nothing for its
 * merchant.
 */
export function claimsOf(known: Known): Partial<Record<CreditField, Value>> {
  const { level, licenceUntil, today } = known
  const upheld = known.upheldDays.filter((day) => wholeMonths(day, today) < complaintMonths).length
  const holds = licenceUntil === null || licenceUntil >= today
  return {
    merchant: known.name,
    code: known.unifiedCode,
    area: known.areaName,
    ...(known.months >= recordMonths ? { recordYear: true } : {}),
    recordMonths: known.months,
    recordSince: known.sinceDay,
    ...(upheld === 0 ? { noUpheld: true } : {}),
    upheld,
    ...(level === 'A' || level === 'B' ? { levelB: true } : {}),
    ...(level === 'none' ? {} : { level }),
    score: known.score,
    ...(holds ? { licenceValid: true } : {}),
    ...(licenceUntil ? { licenceUntil } : {}),
  }
}

export type Ceilings = { ceilingA: number; ceilingB: number; ceilingC: number }

/** The reference ceiling that what is shown allows to name, in yuan; none where no level is shown. */
export function ceilingFor(shown: Record<string, unknown>, { ceilingA, ceilingB, ceilingC }: Ceilings) {
  const byLevel: Record<string, number> = { A: ceilingA, B: ceilingB, C: ceilingC }
  if (typeof shown.level === 'string') return byLevel[shown.level]
  return shown.levelB === true ? ceilingB : undefined
}

export type Sum = { number: number; totalYuan: number }
export type Granted = { merchantId: string; streetId: string; amountYuan: number }

/**
 * Number and total of the loans of each street and of all, in the order in which they were granted, by whole groups of
 * `groupMin` merchants: two readings one after the other never differ by a single loan. A group that is not full counts
 * nowhere yet.
 */
export function sumsOf(loans: readonly Granted[], groupMin: number): { all: Sum; streets: Map<string, Sum> } {
  const streets = new Map<string, Granted[]>()
  for (const loan of loans) streets.set(loan.streetId, [...(streets.get(loan.streetId) ?? []), loan])
  const sums = [...streets].map(([id, own]) => [id, sumOf(own, groupMin)] as const)
  return { all: sumOf(loans, groupMin), streets: new Map(sums.filter(([, { number }]) => number > 0)) }
}

function sumOf(loans: readonly Granted[], groupMin: number): Sum {
  let [number, totalYuan] = [0, 0]
  let group: Granted[] = []
  for (const loan of loans) {
    group.push(loan)
    if (new Set(group.map(({ merchantId }) => merchantId)).size < groupMin) continue
    number += group.length
    totalYuan += group.reduce((sum, { amountYuan }) => sum + amountYuan, 0)
    group = []
  }
  return { number, totalYuan }
}
