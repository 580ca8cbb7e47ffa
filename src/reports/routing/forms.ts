import { z } from 'zod'
import { matters } from '../../../db/schema/reports.ts'
import { calendarDay, formId, line, lines, optional, whole } from '../../web/form.ts'
import type { Wording } from './actions.ts'
import type { Clause } from './rules.ts'

const several = (each: z.ZodType<string>, max: number) =>
  z.preprocess(
    (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
    z.array(each).max(max),
  )
const ids = several(z.string().min(1).max(100), 100)
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const isOrNot = optional(z.enum(['is', 'not']))

const wording = {
  name: line(60),
  position: whole(1, 9999),
  categories: ids,
  categoriesAre: isOrNot,
  areas: ids,
  areasNot: ids,
  weekdays: several(z.string().regex(/^[1-7]$/), 7),
  from: optional(time),
  to: optional(time),
  hoursAre: isOrNot,
  dayFrom: optional(calendarDay),
  dayTo: optional(calendarDay),
  daysAre: isOrNot,
  words: optional(lines(1000)),
  wordsNot: optional(lines(1000)),
  matter: z.enum(matters),
  organizations: ids,
  task: optional(lines(500)),
  automatic: optional(z.literal('1')),
  reason: line(300),
}
const version = whole(1, 1_000_000_000)

/** From and to come together, and days in their order. */
const paired = <Schema extends z.ZodObject>(schema: Schema) =>
  schema.superRefine((input, context) => {
    const { from, to, dayFrom, dayTo } = input as Record<string, string | undefined>
    const missing = { code: 'invalid_type', expected: 'string', input: undefined } as const
    if (Boolean(from) !== Boolean(to)) context.addIssue({ ...missing, path: [from ? 'to' : 'from'] })
    if (Boolean(dayFrom) !== Boolean(dayTo)) context.addIssue({ ...missing, path: [dayFrom ? 'dayTo' : 'dayFrom'] })
    if (dayFrom && dayTo && dayFrom > dayTo) context.addIssue({ code: 'custom', path: ['dayTo'], input: dayTo })
  })

export const newRuleForm = paired(z.object({ id: formId, areaId: line(60), ...wording }))
export const nextVersionForm = paired(z.object({ id: formId, ...wording }))
export const changeForm = paired(z.object({ version, ...wording }))
export const seenForm = z.object({ version })
export const scheduleForm = z.object({ version, startsOn: calendarDay, reason: line(300) })
export const reasonForm = z.object({ version, reason: line(300) })

type Input = z.output<z.ZodObject<typeof wording>>

/** What the form says, as conditions. */
export function wordingOf(input: Input): Wording {
  const clauses: Clause[] = []
  const { categories, areas, areasNot, weekdays, from, to, dayFrom, dayTo } = input
  if (categories.length) clauses.push({ kind: 'category', not: input.categoriesAre === 'not', categoryIds: categories })
  if (areas.length) clauses.push({ kind: 'area', not: false, areaIds: areas })
  if (areasNot.length) clauses.push({ kind: 'area', not: true, areaIds: areasNot })
  if (weekdays.length || (from && to && from !== to))
    clauses.push({
      ...{ kind: 'hours', not: input.hoursAre === 'not', from: from ?? '00:00', to: to ?? '00:00' },
      weekdays: (weekdays.length ? weekdays.map(Number) : [1, 2, 3, 4, 5, 6, 7]).sort(),
    })
  if (dayFrom && dayTo) clauses.push({ kind: 'days', not: input.daysAre === 'not', from: dayFrom, to: dayTo })
  for (const [text, not] of [[input.words, false] as const, [input.wordsNot, true] as const]) {
    const words = wordsIn(text)
    if (words.length) clauses.push({ kind: 'words', not, words })
  }
  const { name, position, matter, organizations, task, automatic, reason } = input
  const organizationIds = matter === 'government' ? [...new Set(organizations)].sort() : []
  return {
    ...{ name, position, reason },
    terms: { clauses, matter, organizationIds, task: task ?? '', automatic: automatic === '1' },
  }
}

/** Words divided by commas, stops or line breaks, in either script. */
export const wordsIn = (text: string | undefined): string[] => [
  ...new Set(
    (text ?? '')
      .split(/[\n,，、;；]+/)
      .map((word) => word.trim())
      .filter(Boolean),
  ),
]
