import type { Tx } from '../../../db/database.ts'
import { Refusal } from '../../kit/refusal.ts'
import { firstOfSpot, holdStreet } from '../filing/spots.ts'
import { bringFollowers, takeFollowersBack } from '../follow/following.ts'
import { holdReport, moveReport, reportStanding, writeReport } from '../move.ts'
import { payAccepted, takeBack } from '../pay.ts'
import { type Report, reportById } from '../queries.ts'
import { tellReporter } from '../tell.ts'
import { withdrawAll } from '../whistles/clocks.ts'
import type { Act } from './actions.ts'

type Merge = Act & { intoId: string }

/**
 * Makes a report one with another of the same problem: its reporter and followers follow that one from now on, and earn
 * what a confirmation earns when it is solved. Who reported first stays first, whichever way round it was merged.
 *
 * @throws Refusal `merge_into_itself`, `merge_into_ended`, `report_missing` for one outside the actor's areas,
 *   `step_not_yours` for one of the actor's own
 */
export async function mergeReport(tx: Tx, { reportId, version, intoId, actor, now }: Merge): Promise<Report> {
  if (intoId === reportId) throw new Refusal('invalid', 'merge_into_itself', { field: 'into' })
  const [report, into] = await holdBoth(tx, reportId, intoId)
  const standing = reportStanding(actor, into)
  const isTheirs = (['clerk', 'dispatcher', 'admin'] as const).some((role) => standing.has(role))
  if (!isTheirs && into.reporterId === actor.id) throw new Refusal('forbidden', 'step_not_yours', { field: 'into' })
  if (!isTheirs) throw new Refusal('missing', 'report_missing', { field: 'into' })
  if (['merged', 'refused'].includes(into.status)) throw new Refusal('conflict', 'merge_into_ended', { field: 'into' })
  const merged = await moveReport(
    tx,
    { report, step: 'merge', version, details: { into: into.number, intoId: into.id }, actor, now },
    { mergedInto: into.id, isPublic: false, closedAt: now, nextAt: null, unpaid: '' },
  )
  await withdrawAll(tx, { report: merged, why: into.number, actor, now })
  await bringFollowers(tx, merged, into, now)
  await settleFirst(tx, into.id, { actor, now })
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

/**
 * Holds the streets and then both reports, in the order of their ids: two that are merged into each other would be lost
 * in a circle, and one that is just being accepted would not be seen.
 */
async function holdBoth(tx: Tx, reportId: string, intoId: string): Promise<[Report, Report]> {
  const paths = [(await reportById(tx, reportId)).areaPath, (await reportById(tx, intoId)).areaPath]
  for (const path of [...new Set(paths)].sort()) await holdStreet(tx, path)
  const held = new Map<string, Report>()
  for (const id of [reportId, intoId].sort()) held.set(id, await holdReport(tx, id))
  return [held.get(reportId) as Report, held.get(intoId) as Report]
}

/** Who came first may be among those merged by now: then the accepted report is the first of its spot after all. */
async function settleFirst(tx: Tx, intoId: string, { actor, now }: Pick<Act, 'actor' | 'now'>): Promise<void> {
  const into = await reportById(tx, intoId)
  if (into.isFirst !== false || into.splitFrom || (await firstOfSpot(tx, into)).id !== into.id) return
  const first = await writeReport(tx, { report: into, step: 'calls', actor, now }, { isFirst: true })
  await payAccepted(tx, { report: first, actorId: actor.id, now })
}

/** They were two problems after all: it is sorted anew, and what only the merge had granted is taken back. */
export async function unmergeReport(tx: Tx, input: Act & { words: string }): Promise<Report> {
  const { reportId, version, words, actor, now } = input
  const { mergedInto: intoId } = await reportById(tx, reportId)
  const [report, into] = intoId ? await holdBoth(tx, reportId, intoId) : [await reportById(tx, reportId)]
  const move = { report, step: 'unmerge', version, words, actor, now }
  const apart = await moveReport(tx, move, { mergedInto: null, closedAt: null })
  if (into) await partPay(tx, { apart, into, words, actor, now })
  return apart
}

type Parting = Pick<Act, 'actor' | 'now'> & { apart: Report; into: Report; words: string }

async function partPay(tx: Tx, { apart, into, words, actor, now }: Parting): Promise<void> {
  const why = { report: into, reason: `${into.number}：${words}`, actorId: actor.id, now }
  for (const personId of await takeFollowersBack(tx, apart, into, now))
    await takeBack(tx, { ...why, rule: 'R3', personId })
  const first = into.splitFrom ? undefined : await firstOfSpot(tx, into)
  if (apart.reporterId && apart.reporterId !== into.reporterId) {
    const { reporterId: personId } = apart
    await takeBack(tx, { ...why, rule: 'R2', personId })
    // Where they were the first at that very spot, what they have for that stays, and is not paid for their own again.
    if (first?.id !== apart.id) await takeBack(tx, { ...why, rule: 'R1', personId })
  }
  if (into.isFirst === null || !first) return
  const isFirst = first.id === into.id
  const sorted =
    isFirst === into.isFirst ? into : await writeReport(tx, { report: into, step: 'calls', actor, now }, { isFirst })
  await payAccepted(tx, { report: sorted, actorId: actor.id, now })
}
