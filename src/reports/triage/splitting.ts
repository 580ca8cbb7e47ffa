import { eq } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { once } from '../../../db/once.ts'
import { reportPhotos, reports } from '../../../db/schema/reports.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { categoryInUse } from '../categories/queries.ts'
import { nextNumber } from '../filing/actions.ts'
import { reportGrams } from '../filing/search.ts'
import { assertSeen, noteReport, reportStanding, writeReport } from '../move.ts'
import { publicWordsOf } from '../public/words/rules.ts'
import { type Report, reportById } from '../queries.ts'
import type { Act } from './actions.ts'

type Split = Act & { key: string; parts: { categoryId: string; words: string }[] }

/**
 * One report that is several jobs: each further one becomes a report of its own at the same place, accepted already,
 * which earns nothing more.
 *
 * @returns the new reports' ids
 * @throws Refusal `split_needs_parts`
 */
export function splitReport(tx: Tx, { key, reportId, version, parts, actor, now }: Split): Promise<string[]> {
  return once(tx, { key, actorId: actor.id, content: ['splitReport', reportId, parts], now }, async () => {
    if (parts.length === 0) throw new Refusal('invalid', 'split_needs_parts', { field: 'words' })
    const report = await reportById(tx, reportId)
    assertSeen(report, version)
    const standing = reportStanding(actor, report)
    if (!(['clerk', 'dispatcher', 'admin'] as const).some((role) => standing.has(role)))
      throw new Refusal('forbidden', 'step_not_yours', { step: 'split' })
    if (!['accepted', 'whistled', 'reported_in', 'handed_back'].includes(report.status))
      throw new Refusal('conflict', 'step_unknown', { state: report.status, step: 'split' })
    const ids: string[] = []
    for (const part of parts) ids.push(await splitOff(tx, report, part, { actor, now }))
    const into = ids.length
    await writeReport(tx, { report, step: 'split', details: { into }, actor, now }, {})
    return ids
  })
}

async function splitOff(
  tx: Tx,
  report: Report,
  { categoryId, words }: { categoryId: string; words: string },
  { actor, now }: Pick<Act, 'actor' | 'now'>,
): Promise<string> {
  const category = await categoryInUse(tx, categoryId)
  const number = await nextNumber(tx, now)
  const publicWords = publicWordsOf({ words, address: report.address })
  const part = {
    ...report,
    ...{ id: newId(now), number, againOf: null },
    ...reportGrams({ number, words, address: report.address, publicWords }),
    ...{ categoryId, words, publicWords, answers: {}, splitFrom: report.id, status: 'accepted' as const },
    ...{
      isFirst: false,
      isPublic: !category.isPrivate,
      isHiddenByCategory: false,
      acceptedAt: now,
      filedAt: report.filedAt,
      unpaid: '',
    },
    ...{ round: 1, handBacks: 0, followers: 0, escalation: 'community' as const, mergedInto: null, waitingFrom: null },
    ...{ reportedInAt: null, resolvedAt: null, closedAt: null, verdict: null, promisedAt: null, nextAt: null },
    ...{ urgency: category.urgency, matter: category.matter, version: 1, updatedAt: now },
  }
  await tx.insert(reports).values(part)
  const photos = await tx.select().from(reportPhotos).where(eq(reportPhotos.reportId, report.id))
  const shown = photos.filter(({ role }) => ['near', 'far', 'more'].includes(role))
  if (shown.length) await tx.insert(reportPhotos).values(shown.map((photo) => ({ ...photo, reportId: part.id })))
  await noteReport(tx, {
    ...{ report: part, from: null, step: 'splitOff', actorId: actor.id, details: { from: report.number }, now },
  })
  return part.id
}
