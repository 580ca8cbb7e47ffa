import type { Tx } from '../../../db/database.ts'
import { Refusal } from '../../kit/refusal.ts'
import { assertSeen } from '../move.ts'
import { type Report, reportById } from '../queries.ts'
import { type Act, acceptReport } from '../triage/actions.ts'
import { callByRule, proposalSeen } from './calling.ts'

/**
 * Takes what the book proposes in one step: accepts the report as the rule sorts it, where that has not happened, and
 * whistles for those whom it names.
 *
 * @param routingVersionId the version of the rule that was shown
 * @throws Refusal `proposal_changed`, and what accepting and whistling throw
 */
export async function takeProposal(
  tx: Tx,
  { reportId, version, routingVersionId, actor, now }: Act & { routingVersionId: string },
): Promise<Report> {
  const report = await reportById(tx, reportId)
  assertSeen(report, version)
  const entry = await proposalSeen(tx, report, routingVersionId, now)
  // Somebody has sorted it otherwise: the rule is not what they decided.
  if (report.matter && report.status !== 'filed' && report.matter !== entry.terms.matter)
    throw new Refusal('conflict', 'proposal_changed')
  const { categoryId, urgency } = report
  const sorted = { categoryId, urgency, matter: entry.terms.matter, waits: true }
  const accepted =
    report.status === 'filed' ? await acceptReport(tx, { reportId, version, ...sorted, actor, now }) : report
  return callByRule(tx, { report: accepted, entry, automatic: false, actor, now })
}
