import { z } from 'zod'
import { Refusal } from '../../kit/refusal.ts'
import type { AnyTerms } from './actions.ts'
import { fieldsOf, isDocument } from './documents/rules.ts'
import { cityWords, overall } from './rules.ts'

const amount = z.number().min(0).max(100_000)
const cap = z.strictObject({
  of: z.enum(['points', 'times']),
  per: z.enum(['day', 'month', 'year']),
  max: z.int().min(0).max(1_000_000),
})
const caps = z.array(cap).max(20)

const ruleTerms = z.strictObject({
  prices: z.record(z.string().regex(/^\w{1,30}$/), amount),
  step: amount.min(0.01),
  least: z.int().min(0).max(10_000),
  most: z.int().min(0).max(10_000),
  caps,
  placeDays: z.int().min(1).max(3650).optional(),
  noticeDays: z.int().min(1).max(365).optional(),
  sharePercentMax: z.int().min(1).max(100).optional(),
  objectionHours: z.int().min(0).max(2000),
  insideOverall: z.boolean(),
  endsOn: z.iso.date().optional(),
})

const cityTerms = z.strictObject({
  caps,
  ...Object.fromEntries(Object.keys(cityWords).map((name) => [name, amount])),
  // The ledger itself keeps debts within 50.
  debtMax: z.int().min(0).max(50),
})

const documentTerms = (code: string) =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(isDocument(code) ? fieldsOf(code) : {}).map(([name, { min, max }]) => [
        name,
        z.int().min(min).max(max),
      ]),
    ),
  )

/**
 * The terms a program sends for a rule's next version: whole, with nothing it does not know.
 *
 * @throws Refusal `input_invalid`, details `{ fields }`
 */
export function readTerms(rule: string, given: unknown): AnyTerms {
  const schema = isDocument(rule) ? documentTerms(rule) : rule === overall ? cityTerms : ruleTerms
  const read = schema.safeParse(given)
  if (read.success) return read.data as AnyTerms
  const fields = Object.fromEntries(
    read.error.issues.map(({ path, message }) => [`terms.${path.join('.')}`, [message]]),
  )
  throw new Refusal('invalid', 'input_invalid', { fields })
}
