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
/** What one entry of a loan record changes in the sums: granted, an amount corrected, taken back. */
export type Change = { merchantId: string; streetId: string; number: number; amountYuan: number }

/**
 * Number and total of the loans of each street and of all, from their changes in the order in which they were written down,
 * by whole groups of `groupMin` merchants: two readings one after the other never differ by what happened to a single loan,
 * be it granted, corrected or taken back. A group that is not full changes nothing yet.
 */
export function sumsOf(changes: readonly Change[], groupMin: number): { all: Sum; streets: Map<string, Sum> } {
  const streets = new Map<string, Change[]>()
  for (const change of changes) streets.set(change.streetId, [...(streets.get(change.streetId) ?? []), change])
  const sums = [...streets].map(([id, own]) => [id, sumOf(own, groupMin)] as const)
  return { all: sumOf(changes, groupMin), streets: new Map(sums.filter(([, { number }]) => number > 0)) }
}

function sumOf(changes: readonly Change[], groupMin: number): Sum {
  let [number, totalYuan] = [0, 0]
  let group: Change[] = []
  for (const change of changes) {
    group.push(change)
    if (new Set(group.map(({ merchantId }) => merchantId)).size < groupMin) continue
    number += group.reduce((sum, one) => sum + one.number, 0)
    totalYuan += group.reduce((sum, one) => sum + one.amountYuan, 0)
    group = []
  }
  return { number, totalYuan }
}

/** An entry of a loan record: the amount is what it says from then on. */
export type Entry = { loanId: string; merchantId: string; streetId: string; step: string; amountYuan: number | null }

/** What each entry changes in the sums, entries in the order in which they were written. Most change nothing. */
export function changesOf(entries: readonly Entry[]): Change[] {
  const counted = new Map<string, number>()
  return entries.flatMap(({ loanId, merchantId, streetId, step, amountYuan }) => {
    const was = counted.get(loanId)
    const whose = { merchantId, streetId }
    if (step === 'void' && was !== undefined) {
      counted.delete(loanId)
      return [{ ...whose, number: -1, amountYuan: -was }]
    }
    if ((step !== 'grant' && step !== 'correct') || amountYuan === null) return []
    counted.set(loanId, amountYuan)
    return [{ ...whose, number: was === undefined ? 1 : 0, amountYuan: amountYuan - (was ?? 0) }]
  })
}
