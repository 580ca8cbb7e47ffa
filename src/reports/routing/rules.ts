import type { Matter } from '../../../db/schema/reports.ts'
import type { RoutingState } from '../../../db/schema/routing.ts'
import { cityDay, toCityTime } from '../../kit/clock.ts'
import type { Flow } from '../../kit/flow.ts'

/**
 * One condition of a rule. Whatever it lists counts as "or"; the conditions of a rule count as "and"; `not` turns one
 * around.
 */
export type Clause = { not: boolean } & (
  | { kind: 'category'; categoryIds: string[] }
  /** The area or anything below it. */
  | { kind: 'area'; areaIds: string[] }
  /** City time of filing. Monday is 1. `from` equal to `to` is the whole day; a later `from` runs past midnight. */
  | { kind: 'hours'; weekdays: number[]; from: string; to: string }
  /** City days, both included. */
  | { kind: 'days'; from: string; to: string }
  /** Any of these in the reporter's text. */
  | { kind: 'words'; words: string[] }
)

/** What a version of a rule says. */
export type Terms = {
  clauses: Clause[]
  /** Where a report goes: 三事分流, and the departments to whistle for; none means the community itself. */
  matter: Matter
  organizationIds: string[]
  /** What those who are called read. */
  task: string
  /** The call goes out by itself once somebody has accepted the report. Only the city decides so. */
  automatic: boolean
}

/** What a rule looks at. */
export type Facts = { categoryId: string; areaPath: string; filedAt: Date; words: string }

export const isWithin = (areaPath: string, areaId: string) => `/${areaPath}`.includes(`/${areaId}/`)

const plain = (text: string) => text.normalize('NFKC').toLowerCase()

export function holdsFor(clause: Clause, facts: Facts): boolean {
  return isMet(clause, facts) !== clause.not
}

function isMet(clause: Clause, { categoryId, areaPath, filedAt, words }: Facts): boolean {
  if (clause.kind === 'category') return clause.categoryIds.includes(categoryId)
  if (clause.kind === 'area') return clause.areaIds.some((id) => isWithin(areaPath, id))
  if (clause.kind === 'words') return clause.words.some((word) => plain(words).includes(plain(word)))
  const day = cityDay(filedAt)
  if (clause.kind === 'days') return clause.from <= day && day <= clause.to
  return isInHours(clause, weekdayOf(day), toCityTime(filedAt).slice(11))
}

/** 1 for Monday to 7 for Sunday. */
export const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

type Hours = { weekdays: number[]; from: string; to: string }

/** What runs past midnight belongs to the weekday on which it began. */
function isInHours({ weekdays, from, to }: Hours, weekday: number, time: string): boolean {
  const yesterday = weekday === 1 ? 7 : weekday - 1
  if (from === to) return weekdays.includes(weekday)
  if (from < to) return weekdays.includes(weekday) && from <= time && time < to
  return (weekdays.includes(weekday) && time >= from) || (weekdays.includes(yesterday) && time < to)
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.length > 0 && value.every(isText)
const isTime = (value: unknown) => isText(value) && /^([01]\d|2[0-3]):[0-5]\d$/.test(value)
const isDay = (value: unknown): value is string =>
  isText(value) && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
const isWeekday = (value: unknown) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 7

/** A condition as it was stored, or undefined where nobody can say what it means. */
export function readClause(stored: unknown): Clause | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined
  const clause = stored as Record<string, unknown>
  const isReadable =
    typeof clause.not === 'boolean' &&
    ((clause.kind === 'category' && isTexts(clause.categoryIds)) ||
      (clause.kind === 'area' && isTexts(clause.areaIds)) ||
      (clause.kind === 'words' && isTexts(clause.words)) ||
      (clause.kind === 'days' && isDay(clause.from) && isDay(clause.to) && clause.from <= clause.to) ||
      (clause.kind === 'hours' &&
        Array.isArray(clause.weekdays) &&
        clause.weekdays.length > 0 &&
        clause.weekdays.every(isWeekday) &&
        isTime(clause.from) &&
        isTime(clause.to)))
  return isReadable ? (clause as Clause) : undefined
}

export type ReadTerms = Omit<Terms, 'clauses'> & { clauses: Clause[]; isReadable: boolean }

/** What was stored, as far as it can be read. */
export function readTerms(stored: unknown): ReadTerms {
  const given = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<string, unknown>
  const listed = Array.isArray(given.clauses) ? given.clauses.map(readClause) : [undefined]
  const clauses = listed.filter((clause) => clause !== undefined)
  const organizationIds = Array.isArray(given.organizationIds) ? given.organizationIds.filter(isText) : []
  const matter = (['government', 'community', 'neighbours'] as const).find((each) => each === given.matter)
  return {
    ...{ clauses, organizationIds, matter: matter ?? 'government' },
    ...{ task: isText(given.task) ? given.task : '', automatic: given.automatic === true },
    isReadable: matter !== undefined && clauses.length === listed.length,
  }
}

/** Why a rule cannot be trusted any more; `name` is what is gone. */
export type Problem = {
  kind: 'organization_gone' | 'category_gone' | 'area_gone' | 'condition_unreadable' | 'nobody_named'
  name: string
}

/** A rule as it holds on a day. */
export type Entry = {
  ruleId: string
  versionId: string
  number: number
  name: string
  position: number
  /** The area for which it holds. */
  areaPath: string
  terms: ReadTerms
  problems: Problem[]
}

/** The lowest position first, then the narrower area: a street may be more exact than its city. */
export const inOrder = (one: Entry, other: Entry) =>
  one.position - other.position ||
  other.areaPath.length - one.areaPath.length ||
  (one.ruleId < other.ruleId ? -1 : one.ruleId > other.ruleId ? 1 : 0)

/**
 * The first rule that catches a report. A broken one that would catch it as far as it can be read is the answer too:
 * passing it over would silently hand the report to a rule that was never meant to have it.
 */
export const firstCatching = (book: readonly Entry[], facts: Facts): Entry | undefined =>
  book.find(({ areaPath, terms }) => facts.areaPath.startsWith(areaPath) && catches(terms, facts))

export const catches = ({ clauses }: Pick<Terms, 'clauses'>, facts: Facts) =>
  clauses.every((clause) => holdsFor(clause, facts))

/** A version's days, as they stand in its row. */
export type Dated = {
  ruleId: string
  number: number
  state: RoutingState
  startsOn: string | null
  endsOn: string | null
}

/** Of each rule the version that began last; a rule whose last one has ended has none, and does not go back to an older. */
export function inForce<Version extends Dated>(versions: readonly Version[], day: string): Version[] {
  const last = new Map<string, Version>()
  for (const version of versions) {
    if (!hasBegun(version, day)) continue
    const known = last.get(version.ruleId)
    if (!known || isLater(version, known)) last.set(version.ruleId, version)
  }
  return [...last.values()].filter(({ endsOn }) => endsOn === null || day < endsOn)
}

export const hasBegun = ({ state, startsOn }: Dated, day: string) =>
  (state === 'scheduled' || state === 'retired') && startsOn !== null && startsOn <= day

const isLater = (one: Dated, other: Dated) =>
  (one.startsOn ?? '') > (other.startsOn ?? '') || (one.startsOn === other.startsOn && one.number > other.number)

/** draft → tried on the past month → scheduled by a second person → in force on its day → retired. */
export const routingFlow: Flow<RoutingState> = {
  draft: {
    change: { to: 'draft', by: ['dispatcher', 'admin'] },
    try: { to: 'tried', by: ['dispatcher', 'admin'] },
    withdraw: { to: 'withdrawn', by: ['dispatcher', 'admin'], needs: ['reason'] },
  },
  tried: {
    change: { to: 'draft', by: ['dispatcher', 'admin'] },
    try: { to: 'tried', by: ['dispatcher', 'admin'] },
    schedule: { to: 'scheduled', by: ['dispatcher', 'admin'], needs: ['startsOn'] },
    withdraw: { to: 'withdrawn', by: ['dispatcher', 'admin'], needs: ['reason'] },
  },
  scheduled: {
    /** Before its day. */
    withdraw: { to: 'withdrawn', by: ['dispatcher', 'admin'], needs: ['reason'] },
    /** From its day on. */
    retire: { to: 'retired', by: ['dispatcher', 'admin'], needs: ['reason'] },
  },
  retired: {},
  withdrawn: {},
}
