import type { Db } from '../../../db/database.ts'
import type { Matter } from '../../../db/schema/reports.ts'
import type { Actor } from '../../kit/actor.ts'
import { follow } from '../../kit/flow.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Env } from '../../web/env.ts'
import { sentenceOf } from '../../web/words.ts'
import { categoryById } from '../categories/queries.ts'
import { reportStanding } from '../move.ts'
import type { Category, Report } from '../queries.ts'
import { type RefusalReason, reportFlow } from '../rules.ts'
import { acceptReport, refuseReport, thankReport } from '../triage/actions.ts'
import { reportForStaff } from './queries.ts'

/** What was chosen (`id:version`) and what is to be done with each. */
export type Bulk = {
  id: string
  reports: string[]
  act: 'accept' | 'refuse'
  matter?: Matter | undefined
  reason?: RefusalReason | undefined
  words?: string | undefined
}

export type Previewed = { report: Report; category: Category; chosen: string; problem: string | undefined }

const split = (chosen: string) => {
  const at = chosen.lastIndexOf(':')
  return { id: chosen.slice(0, at), version: Number(chosen.slice(at + 1)) }
}

/** Each of the chosen with what would stand in its way: a code of a refusal, or nothing. */
export async function previewOf(db: Db, bulk: Bulk, actor: Actor): Promise<Previewed[]> {
  const rows: Previewed[] = []
  for (const chosen of bulk.reports) {
    const { id, version } = split(chosen)
    const report = await reportForStaff(db, id, actor)
    const category = await categoryById(db, report.categoryId)
    rows.push({ report, category, chosen, problem: problemOf(report, version, bulk, actor) })
  }
  return rows
}

function problemOf(report: Report, version: number, { act, words }: Bulk, actor: Actor): string | undefined {
  if (report.version !== version) return 'stale_version'
  if (act === 'refuse' && !words) return 'residents_words_needed'
  try {
    follow(reportFlow, report.status, stepFor(report, act), reportStanding(actor, report))
    return undefined
  } catch (refusal) {
    return (refusal as Refusal).code
  }
}

/** Praise that is taken on is published with thanks. */
const stepFor = ({ kind }: Report, act: Bulk['act']) => (act === 'accept' && kind === 'praise' ? 'thank' : act)

export type Outcome = { report: Report; sentence: string | undefined }

/** Each is its own transaction, and a refusal stays with its own row. */
export async function applyToEach(
  { db, atomically, actor, now, words, lang }: Env['Variables'],
  bulk: Bulk,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const { report, category, chosen } of await previewOf(db, bulk, actor)) {
    const act = { reportId: report.id, version: split(chosen).version, actor, now: now() }
    try {
      await atomically((tx) => {
        if (bulk.act === 'refuse')
          return refuseReport(tx, { ...act, reason: bulk.reason ?? 'other', words: bulk.words ?? '' })
        if (report.kind === 'praise') return thankReport(tx, act)
        const { matter, urgency } = category
        return acceptReport(tx, { ...act, categoryId: category.id, matter: bulk.matter ?? matter, urgency })
      })
      outcomes.push({ report, sentence: undefined })
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal
      outcomes.push({ report, sentence: sentenceOf(words, refusal.code, refusal.details, lang) })
    }
  }
  return outcomes
}
