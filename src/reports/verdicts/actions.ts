import type { Tx } from '../../../db/database.ts'
import { whistles } from '../../../db/schema/reports.ts'
import { type Actor, system } from '../../kit/actor.ts'
import type { WorkCalendar } from '../../kit/calendar.ts'
import { day, later } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { categoryById } from '../categories/queries.ts'
import { keepReportPhotos, type SentPhoto } from '../filing/actions.ts'
import { moveReport, noteReport } from '../move.ts'
import { paySolved, waitingFor } from '../pay.ts'
import { type Report, reportById, whistlesOf, whistlesOfRound } from '../queries.ts'
import { objectionDays } from '../rules.ts'
import { tellFollowers, tellStaff } from '../tell.ts'
import { clocksFrom, isOwnWork } from '../whistles/rules.ts'

type Act = {
  reportId: string
  version?: number | undefined
  holdsSecret?: boolean
  actor: Actor
  now: Date
}

/** Fixed: the reporter says so (or, for a centre, somebody who went there and looked), and is paid. */
export async function confirmFixed(tx: Tx, act: Act & { inspects?: boolean; words?: string }): Promise<Report> {
  const { reportId, version, holdsSecret, inspects, words, actor, now } = act
  if (inspects && !words) throw new Refusal('invalid', 'reason_needed', { field: 'words' })
  const report = await reportById(tx, reportId)
  if (inspects && (await whistlesOf(tx, reportId)).some((call) => isOwnWork(actor, call)))
    throw new Refusal('forbidden', 'own_work', { step: 'inspect' })
  const step = inspects ? 'inspect' : 'confirm'
  const confirmed = await moveReport(
    tx,
    { report, step, version, holdsSecret, words, actor, now },
    { verdict: inspects ? 'inspected' : 'fixed', closedAt: now, nextAt: null },
  )
  await paySolved(tx, { report: confirmed, actorId: actor.id, now })
  await tellFollowers(tx, {
    ...{ report: confirmed, key: `confirmed-${confirmed.round}`, now },
    title: { zh: `${confirmed.number} 已确认解决`, en: `${confirmed.number} is fixed` },
    body: { zh: '您关注的问题已经解决。', en: 'What you follow has been fixed.' },
  })
  return confirmed
}

type Reopen = Act & {
  verdict: 'half' | 'not'
  words: string
  photos?: readonly SentPhoto[]
  calendar: WorkCalendar
}

/**
 * Half or not fixed: the same departments are called again, in a new round with new clocks, and are told why.
 *
 * @throws Refusal `reason_needed`, `reopen_too_late` for one closed by silence long ago, and what `moveReport` throws
 */
export async function reopen(tx: Tx, input: Reopen): Promise<Report> {
  const { reportId, version, holdsSecret, verdict, words, photos = [], calendar, actor, now } = input
  if (!words) throw new Refusal('invalid', 'reason_needed', { field: 'words' })
  const report = await reportById(tx, reportId)
  if (report.kind === 'praise') throw new Refusal('conflict', 'praise_is_thanked')
  const isOld = report.closedAt !== null && later(report.closedAt, objectionDays * day) < now
  if (isOld && (holdsSecret || report.reporterId === actor.id))
    throw new Refusal('conflict', 'reopen_too_late', { days: objectionDays })
  const before = await whistlesOfRound(tx, report)
  const move = { report, step: verdict === 'half' ? 'half' : 'reopen', version, holdsSecret, words, actor, now }
  // What waits to be paid for the solution waits for the next one.
  const unpaid = waitingFor(report, ['R1'])
  const cleared = { resolvedAt: null, reportedInAt: null, closedAt: null, nextAt: null, unpaid }
  const reopened = await moveReport(tx, move, { ...cleared, verdict, round: report.round + 1 })
  await keepReportPhotos(tx, { report: reopened, photos, ownerId: report.reporterId ?? 'nobody', now })

  const category = await categoryById(tx, report.categoryId)
  for (const call of before.filter(({ status }) => status === 'resolved')) {
    const again = {
      ...{ id: newId(now), reportId, round: reopened.round, organizationId: call.organizationId },
      ...{ areaPath: call.areaPath, centrePath: call.centrePath, task: words, status: 'whistled' as const },
      ...{ whistledBy: actor.id, whistledAt: now, version: 1, ...clocksFrom(calendar, now, category) },
    }
    await tx.insert(whistles).values(again)
    await noteReport(tx, {
      ...{
        report: reopened,
        whistleId: again.id,
        from: null,
        to: 'whistled',
        step: 'callAgain',
        actorId: system.id,
        now,
      },
    })
    await tellStaff(
      tx,
      {
        ...{ report: reopened, key: `again-${again.id}`, now },
        title: { zh: `${report.number} 没有修好，请再去一次`, en: `${report.number} is not fixed: please go again` },
        body: { zh: words, en: words },
      },
      call.organizationId
        ? { role: 'officer', organizationId: call.organizationId }
        : { role: 'clerk', exactly: call.areaPath },
    )
  }
  return reopened
}

/** Nobody said anything: closed, and labelled as silence. A report that nobody can be asked about ends this way too. */
export async function closeInSilence(tx: Tx, { report, now }: { report: Report; now: Date }): Promise<Report> {
  return moveReport(
    tx,
    { report, step: 'lapse', actor: system, now },
    { verdict: 'silent', closedAt: now, nextAt: null },
  )
}
