import type { CategoryQuestion, ReportStatus } from '../../../db/schema/reports.ts'
import { day, later } from '../../kit/clock.ts'
import { solvedStatuses } from '../rules.ts'

/** What GeoReport answers when something is wrong: the HTTP status, and a sentence that names the parameter. */
export type Fault = { code: number; description: string }

/** Everything that is wrong with a request, told at once. */
export class Faults extends Error {
  readonly faults: readonly Fault[]
  constructor(...faults: Fault[]) {
    super(faults.map(({ description }) => description).join('; '))
    this.faults = faults
  }
}

export const bad = (description: string): Fault => ({ code: 400, description })
export const unknown = (description: string): Fault => ({ code: 404, description })

export const windowDaysMax = 90
export const resultsMax = 1000

/** A W3C date-time with seconds and zone; undefined for anything else. */
export function instantOf(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? undefined : at
}

type Window = { from: Date; to: Date }

/**
 * The days asked for, both ends included: the last 90 without dates, 90 from or up to a single one, and never more.
 *
 * @throws Faults for a date without zone, one that is none, or more than 90 days
 */
export function windowOf(start: string | undefined, end: string | undefined, now: Date): Window {
  const [from, to] = [dateOf('start_date', start), dateOf('end_date', end)]
  if (from && to && to.getTime() - from.getTime() > windowDaysMax * day)
    throw new Faults(bad(`start_date 到 end_date 最多 ${windowDaysMax} 天`))
  if (from && to && to < from) throw new Faults(bad('end_date 早于 start_date'))
  if (from) return { from: storable(from), to: storable(to ?? later(from, windowDaysMax * day)) }
  return { from: storable(later(to ?? now, -windowDaysMax * day)), to: storable(to ?? now) }
}

const [firstInstant, lastInstant] = [new Date('0001-01-01T00:00:00Z'), new Date('9999-12-31T23:59:59Z')]

/** Ninety days beyond the last year that four digits write, no database reads any more. */
const storable = (at: Date) => (at < firstInstant ? firstInstant : at > lastInstant ? lastInstant : at)

export function dateOf(name: string, text: string | undefined): Date | undefined {
  if (!text) return undefined
  const at = instantOf(text)
  if (!at) throw new Faults(bad(`${name} 要写成 2026-03-01T08:00:00Z 这样带时区的时间`))
  return at
}

/** @throws Faults for anything but `open` and `closed` */
export function statusesOf(text: string | undefined): ('open' | 'closed')[] {
  const given = listOf(text)
  for (const status of given)
    if (status !== 'open' && status !== 'closed') throw new Faults(bad('status 只能是 open 或 closed'))
  return (given.length ? given : ['open', 'closed']) as ('open' | 'closed')[]
}

export const listOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

/** @throws Faults for a number that is none or lies outside */
export function numberOf(name: string, text: string | undefined, min: number, max: number): number | undefined {
  if (text === undefined || text === '') return undefined
  const value = Number(text)
  if (!/^-?\d+(\.\d+)?$/.test(text.trim()) || value < min || value > max)
    throw new Faults(bad(`${name} 应为 ${min} 到 ${max} 之间的数`))
  return value
}

/** What has been taken care of is closed, whether or not the resident has spoken. */
export const openOrClosed = (status: ReportStatus): 'open' | 'closed' =>
  (solvedStatuses as readonly ReportStatus[]).includes(status) ? 'closed' : 'open'

/** mySociety's words for states, in the update exchange. */
export const updateStatuses: Record<ReportStatus, string> = {
  filed: 'for_triage',
  accepted: 'open',
  whistled: 'action_scheduled',
  reported_in: 'in_progress',
  handed_back: 'internal_referral',
  resolved: 'fixed',
  half_fixed: 'reopen',
  reopened: 'reopen',
  confirmed: 'fixed',
  closed: 'closed',
  merged: 'duplicate',
  refused: 'no_further_action',
  waiting_for_resident: 'investigating',
}

export const foreignStatuses = [
  ...['open', 'closed', 'fixed', 'in_progress', 'planned', 'action_scheduled', 'investigating', 'duplicate'],
  ...['not_councils_responsibility', 'no_further_action', 'internal_referral', 'cancelled', 'reopen', 'for_triage'],
  'unchanged',
]

/** A category's question as an attribute of a service definition. */
export const attributeOf = (question: CategoryQuestion, order: number) => ({
  variable: question.variable,
  code: question.code,
  datatype: question.datatype,
  required: question.required && question.variable,
  datatype_description: question.help?.zh ?? '',
  order: order + 1,
  description: question.label.zh,
  ...(question.values && { values: question.values.map(({ key, zh }) => ({ key, name: zh })) }),
})

/** What stands in `attribute[code]`, `attribute[code][]` and repeated fields of a form. */
export function attributesIn(fields: ReadonlyMap<string, readonly string[]>): Record<string, string | string[]> {
  const answers = new Map<string, string[]>()
  for (const [name, values] of fields) {
    const code = /^attribute\[([A-Za-z0-9_-]{1,60})\](\[\])?$/.exec(name)?.[1]
    if (code) answers.set(code, [...(answers.get(code) ?? []), ...values.filter(Boolean)])
  }
  return Object.fromEntries([...answers].map(([code, all]) => [code, all.length > 1 ? all : (all[0] ?? '')]))
}

/** A link we may keep: a web address without a password in it. It is shown as text and never followed by us. */
export function isLink(text: string): boolean {
  if (text.length > 2000 || !URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  return /^https?:$/.test(protocol) && !username && !password
}
