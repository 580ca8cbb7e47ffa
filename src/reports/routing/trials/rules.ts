import type { Matter, ReportStatus } from '../../../../db/schema/reports.ts'
import { catches, type Entry, type Facts, firstCatching, inOrder } from '../rules.ts'

export const trialDays = 30
/** A month of the largest city of the mission is about 9,400. */
export const trialReportsMax = 20_000
/** So many reports are named for each finding; the rest is counted. */
const namedMax = 20

/** A report of the past, and what people did with it. */
export type Done = Facts & {
  id: string
  number: string
  matter: Matter | null
  status: ReportStatus
  /** Whom they whistled for; `''` is the community itself. */
  organizationIds: string[]
}

/**
 * What the rule would have done. `same`: as people did. `differs`: they sent it elsewhere. `open`: nobody has been called
 * yet. `refused`: it was not taken on, or merged. `shadowed`: it fits, but an earlier rule catches it first.
 */
export const findings = ['same', 'differs', 'open', 'refused', 'shadowed'] as const
export type Finding = (typeof findings)[number]

export type Trial = {
  at: string
  days: number
  /** Reports of the area that were looked at; the newest, where there were more. */
  seen: number
  isCut: boolean
  counts: Record<Finding, number>
  /** Caught now by another rule, which would lose them to this one. */
  takenOver: Record<string, number>
  named: Record<Finding, { id: string; number: string; did: string[]; matter: Matter | null }[]>
}

/** Puts the rule on trial into the book, in the place of an older version of itself, and asks the past. */
export function compare(
  book: readonly Entry[],
  entry: Entry,
  past: readonly Done[],
): Omit<Trial, 'at' | 'days' | 'isCut'> {
  const would = [...book.filter(({ ruleId }) => ruleId !== entry.ruleId), entry].sort(inOrder)
  const counts = { same: 0, differs: 0, open: 0, refused: 0, shadowed: 0 }
  const named: Trial['named'] = { same: [], differs: [], open: [], refused: [], shadowed: [] }
  const takenOver: Record<string, number> = {}
  for (const report of past) {
    const finding = findingOf(would, entry, report)
    if (!finding) continue
    counts[finding]++
    if (named[finding].length < namedMax)
      named[finding].push({
        ...{ id: report.id, number: report.number, did: report.organizationIds, matter: report.matter },
      })
    const before = finding === 'shadowed' ? undefined : firstCatching(book, report)
    if (before && before.ruleId !== entry.ruleId) takenOver[before.name] = (takenOver[before.name] ?? 0) + 1
  }
  return { seen: past.length, counts, named, takenOver }
}

function findingOf(would: readonly Entry[], entry: Entry, report: Done): Finding | undefined {
  if (!report.areaPath.startsWith(entry.areaPath) || !catches(entry.terms, report)) return undefined
  if (firstCatching(would, report) !== entry) return 'shadowed'
  if (report.status === 'refused' || report.status === 'merged') return 'refused'
  if (report.organizationIds.length === 0 && report.matter === null) return 'open'
  if (report.matter !== entry.terms.matter) return 'differs'
  if (report.organizationIds.length === 0) return 'open'
  return sameBodies(report.organizationIds, entry.terms.organizationIds) ? 'same' : 'differs'
}

function sameBodies(did: readonly string[], says: readonly string[]): boolean {
  const wanted = says.length ? says : ['']
  return did.length === wanted.length && wanted.every((id) => did.includes(id))
}
