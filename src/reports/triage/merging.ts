import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { reportFollows, reports } from '../../../db/schema/reports.ts'
import { standingOf } from '../../kit/actor.ts'
import { Refusal } from '../../kit/refusal.ts'
import { holdReport, moveReport } from '../move.ts'
import { type Report, reportById } from '../queries.ts'
import { tellReporter } from '../tell.ts'
import { withdrawAll } from '../whistles/clocks.ts'
import type { Act } from './actions.ts'

type Merge = Act & { intoId: string }

/**
 * Makes a report one with another of the same problem: its reporter follows that one from now on, and earns what a
 * confirmation earns when it is solved.
 *
 * @throws Refusal `merge_into_itself`, `merge_into_ended`, `report_missing` for one outside the actor's areas
 */
export async function mergeReport(tx: Tx, { reportId, version, intoId, actor, now }: Merge): Promise<Report> {
  if (intoId === reportId) throw new Refusal('invalid', 'merge_into_itself', { field: 'into' })
  // Both are held, in the order of their ids: two that are merged into each other would be lost in a circle.
  const held = new Map<string, Report>()
  for (const id of [reportId, intoId].sort()) held.set(id, await holdReport(tx, id))
  const [report, into] = [held.get(reportId) as Report, held.get(intoId) as Report]
  const standing = standingOf(actor, { areaPath: into.areaPath })
  const isTheirs = (['clerk', 'dispatcher', 'admin'] as const).some((role) => standing.has(role))
  if (!isTheirs) throw new Refusal('missing', 'report_missing', { field: 'into' })
  if (['merged', 'refused'].includes(into.status)) throw new Refusal('conflict', 'merge_into_ended', { field: 'into' })
  const merged = await moveReport(
    tx,
    { report, step: 'merge', version, details: { into: into.number }, actor, now },
    { mergedInto: into.id, isPublic: false, closedAt: now, nextAt: null, unpaid: '' },
  )
  await withdrawAll(tx, { report: merged, why: into.number, actor, now })
  if (report.reporterId && report.reporterId !== into.reporterId)
    await followOnce(tx, { reportId: into.id, personId: report.reporterId, kind: 'confirmed', now })
  await tellReporter(tx, {
    ...{ report: merged, key: `merged-${merged.version}`, now },
    title: { zh: `${merged.number} 已并入 ${into.number}`, en: `${merged.number} is one with ${into.number}` },
    body: {
      zh: '同一个问题已经有人上报，您会继续收到处理进展。',
      en: 'The same problem was reported before. You will hear how it goes on.',
    },
  })
  return merged
}

/** They were two problems after all: it is sorted anew. */
export const unmergeReport = async (tx: Tx, { reportId, version, words, actor, now }: Act & { words: string }) => {
  const report = await reportById(tx, reportId)
  const { mergedInto: intoId, closedAt: mergedAt, reporterId: personId } = report
  const move = { report, step: 'unmerge', version, words, actor, now }
  const apart = await moveReport(tx, move, { mergedInto: null, closedAt: null })
  if (intoId && mergedAt && personId) await unfollowMerged(tx, { intoId, mergedAt, personId })
  return apart
}

type Merged = { intoId: string; mergedAt: Date; personId: string }

/** The confirmation that the merge made is gone with it; one that the person gave themselves stays. */
async function unfollowMerged(tx: Tx, { intoId, mergedAt, personId }: Merged): Promise<void> {
  const { reportId, personId: follower, at } = reportFollows
  const gone = await tx
    .delete(reportFollows)
    .where(and(eq(reportId, intoId), eq(follower, personId), eq(at, mergedAt)))
    .returning()
  if (gone.length === 0) return
  await tx
    .update(reports)
    .set({ followers: sql`${reports.followers} - 1` })
    .where(eq(reports.id, intoId))
}

type Follow = Omit<typeof reportFollows.$inferInsert, 'at'> & { now: Date }

/** Counts a follower once. Who confirms on the spot later than following is counted as confirming. */
export async function followOnce(tx: Tx, { now, ...follow }: Follow): Promise<void> {
  const [fresh] = await tx
    .insert(reportFollows)
    .values({ ...follow, at: now })
    .onConflictDoNothing()
    .returning()
  if (fresh)
    await tx
      .update(reports)
      .set({ followers: sql`${reports.followers} + 1` })
      .where(eq(reports.id, follow.reportId))
  else if (follow.kind === 'confirmed')
    await tx
      .update(reportFollows)
      .set({ kind: 'confirmed' })
      .where(and(eq(reportFollows.reportId, follow.reportId), eq(reportFollows.personId, follow.personId)))
}
