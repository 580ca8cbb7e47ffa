import type { Tx } from '../../../db/database.ts'
import { Refusal } from '../../kit/refusal.ts'
import { personById } from '../../people/queries.ts'
import { reportGrams } from '../filing/search.ts'
import { assertSeen, reportStanding, writeReport } from '../move.ts'
import { publicWordsOf } from '../public/words/rules.ts'
import { type Report, reportById } from '../queries.ts'
import type { Act } from './actions.ts'

/**
 * What the public reads instead of the reporter's words, where these name or describe a person. Empty shows what is
 * left of the original without numbers and doors; the reporter and the staff always read the original.
 *
 * @throws Refusal `stale_version`, `step_not_yours`
 */
export async function editPublicWords(
  tx: Tx,
  { reportId, version, publicWords, actor, now }: Act & { publicWords?: string | undefined },
): Promise<Report> {
  const report = await reportById(tx, reportId)
  assertSeen(report, version)
  const standing = reportStanding(actor, report)
  if (!(['clerk', 'dispatcher', 'admin'] as const).some((role) => standing.has(role)))
    throw new Refusal('forbidden', 'step_not_yours', { step: 'redact' })
  const name = report.reporterId ? (await personById(tx, report.reporterId)).displayName : undefined
  const shown = { ...report, publicWords: publicWords ?? publicWordsOf({ ...report, name }) }
  const edited = { publicWords: shown.publicWords, ...reportGrams(shown) }
  return writeReport(tx, { report, step: 'redact', actor, now }, edited)
}
