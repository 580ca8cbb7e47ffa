import { z } from 'zod'
import { calendarDay, formId, line, optional, whole } from '../../web/form.ts'
import type { AnyTerms } from './actions.ts'
import { type DocumentCode, fieldsOf, isDocument } from './documents/rules.ts'
import { type Cap, cityWords, overall } from './rules.ts'

const amount = z.coerce.number().finite().min(0).max(100_000)

/** `S=2` a line. */
const prices = z.string().transform((text, context) => {
  const found: Record<string, number> = {}
  for (const row of rowsOf(text)) {
    const [, name, points] = /^(\w+)\s*[=＝]\s*(\d+(?:\.\d+)?)$/.exec(row) ?? []
    if (!name || !points) context.addIssue({ code: 'custom', message: `“${row}”：每行写“名称=分数” · name=points` })
    else found[name] = Number(points)
  }
  return found
})

/** `20 points day` a line. */
const caps = z.string().transform((text, context) =>
  rowsOf(text).flatMap((row): Cap[] => {
    const [, max, of, per] = /^(\d+)\s+(points|times)\s+(day|month|year)$/.exec(row) ?? []
    if (max && of && per) return [{ max: Number(max), of: of as Cap['of'], per: per as Cap['per'] }]
    context.addIssue({
      code: 'custom',
      message: `“${row}”：每行写“20 points day” · number, points or times, day, month or year`,
    })
    return []
  }),
)

const rowsOf = (text: string) =>
  text
    .split(/\r?\n/)
    .map((row) => row.trim())
    .filter(Boolean)

const common = { id: formId, reason: line(300), caps }

const ruleForm = z.object({
  ...common,
  prices,
  step: amount.pipe(z.number().min(0.01)),
  least: whole(0, 10_000),
  most: whole(0, 10_000),
  placeDays: optional(whole(1, 3650)),
  noticeDays: optional(whole(1, 365)),
  sharePercentMax: optional(whole(1, 100)),
  objectionHours: whole(0, 2000),
  insideOverall: z.literal('1').optional().transform(Boolean),
  endsOn: optional(calendarDay),
})

/** The city's numbers, in the order of the form. */
export const cityNumbers = Object.keys(cityWords) as (keyof typeof cityWords)[]
const cityForm = z.object({
  ...common,
  ...(Object.fromEntries(cityNumbers.map((name) => [name, amount])) as Record<
    (typeof cityNumbers)[number],
    typeof amount
  >),
  // The ledger itself keeps debts within 50.
  debtMax: whole(0, 50),
})

const documentForm = (code: DocumentCode) =>
  z.object({
    id: formId,
    reason: line(300),
    ...Object.fromEntries(Object.entries(fieldsOf(code)).map(([name, { min, max }]) => [name, whole(min, max)])),
  })

type Drafted = { id: string; reason: string; terms: AnyTerms }

const formOf = (rule: string) => (isDocument(rule) ? documentForm(rule) : rule === overall ? cityForm : ruleForm)

/** The form a rule's next version is drafted with. */
export const draftForm = (rule: string): z.ZodType<Drafted> =>
  (formOf(rule) as typeof ruleForm).transform(({ id, reason, ...terms }) => ({ id, reason, terms })) as never

export const trialForm = z.object({ version: whole(0, 1_000_000) })
export const proposeForm = z.object({ version: whole(0, 1_000_000), startsOn: calendarDay, reason: line(300) })
export const confirmForm = z.object({ version: whole(0, 1_000_000), reason: optional(line(300)) })
export const reasonForm = z.object({ version: whole(0, 1_000_000), reason: line(300) })

export const capsText = (caps: readonly Cap[]) => caps.map(({ max, of, per }) => `${max} ${of} ${per}`).join('\n')
export const pricesText = (prices: Record<string, number>) =>
  Object.entries(prices)
    .map(([name, points]) => `${name}=${points}`)
    .join('\n')
