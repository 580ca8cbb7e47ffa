import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { reportEvents } from '../../../db/schema/reports.ts'
import { day, later } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import { moveReport } from '../move.ts'
import { type Report, reportById } from '../queries.ts'
import { objectionDays } from '../rules.ts'
import type { Act } from './actions.ts'

/**
 * The reporter does not agree with a refusal, once: the centre looks again.
 *
 * @throws Refusal `reason_needed`, `objection_too_late`, `objected_before`, `step_unknown` for one they took back
 */
export async function objectToRefusal(
  tx: Tx,
  { holdsSecret, words, ...act }: Act & { words: string; holdsSecret?: boolean },
): Promise<Report> {
  const { reportId, version, actor, now } = act
  if (!words) throw new Refusal('invalid', 'reason_needed', { field: 'words' })
  const report = await reportById(tx, reportId)
  if (report.refusalReason === 'withdrawn' || report.closedAt === null)
    throw new Refusal('conflict', 'step_unknown', { state: report.status, step: 'object' })
  if (later(report.closedAt, objectionDays * day) < now) throw new Refusal('conflict', 'objection_too_late')
  const [before] = await tx
    .select({ id: reportEvents.id })
    .from(reportEvents)
    .where(and(eq(reportEvents.reportId, reportId), eq(reportEvents.step, 'object')))
  if (before) throw new Refusal('conflict', 'objected_before')
  return moveReport(
    tx,
    { report, step: 'object', version, words, holdsSecret, actor, now },
    { refusalReason: null, closedAt: null },
  )
}

/** The reporter takes back what nobody has sorted yet. */
export const withdrawReport = async (tx: Tx, { holdsSecret, ...act }: Act & { holdsSecret?: boolean }) => {
  const { reportId, version, actor, now } = act
  const report = await reportById(tx, reportId)
  return moveReport(
    tx,
    { report, step: 'withdraw', version, holdsSecret, actor, now },
    { refusalReason: 'withdrawn', closedAt: now },
  )
}

/** A higher centre looks at a refusal again. */
export const reconsiderReport = async (tx: Tx, { reportId, version, words, actor, now }: Act & { words: string }) => {
  const report = await reportById(tx, reportId)
  return moveReport(
    tx,
    { report, step: 'reconsider', version, words, actor, now },
    { refusalReason: null, closedAt: null },
  )
}
