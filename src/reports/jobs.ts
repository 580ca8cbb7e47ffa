import { and, asc, eq, gt, inArray, lte, ne } from 'drizzle-orm'
import type { Tx } from '../../db/database.ts'
import { reports, whistles } from '../../db/schema/reports.ts'
import { calendarInForce } from '../calendar/queries.ts'
import type { Job } from '../jobs.ts'
import { system } from '../kit/actor.ts'
import type { WorkCalendar } from '../kit/calendar.ts'
import { hour, minute } from '../kit/clock.ts'
import { sweepDrafts } from './filing/drafts.ts'
import { readForSearch } from './filing/search-jobs.ts'
import { forgetImports, takeInImports } from './imports/jobs.ts'
import { holdReport } from './move.ts'
import { askPeers, passReportsOn } from './passing/jobs.ts'
import { payWaiting } from './pay.ts'
import { type Report, type Whistle, whistleById } from './queries.ts'
import { alarmBrokenRules } from './routing/jobs.ts'
import { tellSubscribers } from './subscriptions/jobs.ts'
import { tellStaff } from './tell.ts'
import { resumeReport } from './triage/questions.ts'
import { closeInSilence } from './verdicts/actions.ts'
import { writeWhistle } from './whistles/clocks.ts'
import { nextAlarm } from './whistles/rules.ts'

const batch = 100

/** Reminders before a clock runs out, and word to the street and then the city after it has. */
const ring: Job = {
  name: 'reports_ring',
  // With the clockwork's own step: at most three quarters of a minute late.
  everyMilliseconds: minute / 2,
  async run({ db, atomically, now }) {
    const due = await db
      .select({ id: whistles.id })
      .from(whistles)
      .where(lte(whistles.nextAt, now))
      .orderBy(asc(whistles.nextAt), asc(whistles.id))
      .limit(batch)
    const calendar = due.length ? await calendarInForce(db) : undefined
    for (const { id } of due) await atomically((tx) => alarm(tx, id, calendar as WorkCalendar, now))
    return due.length
  },
}

async function alarm(tx: Tx, whistleId: string, calendar: WorkCalendar, now: Date): Promise<void> {
  const report = await holdReport(tx, (await whistleById(tx, whistleId)).reportId)
  const whistle = await whistleById(tx, whistleId)
  if (!whistle.nextAt || whistle.nextAt > now) return
  const dueAt = whistle.status === 'whistled' ? whistle.reportInDueAt : whistle.resolveDueAt
  const { tell, nextAt } = nextAlarm(calendar, { escalation: whistle.escalation, dueAt, now })
  if (!tell) {
    await tx.update(whistles).set({ nextAt }).where(eq(whistles.id, whistleId))
    return
  }
  const step = tell === 'reminded' ? 'remind' : 'escalate'
  const details = { to: tell, clock: whistle.status === 'whistled' ? 'reportIn' : 'resolve' }
  await writeWhistle(tx, { report, whistle, step, actorId: system.id, details, now }, { escalation: tell, nextAt })
  if (tell !== 'reminded') await raise(tx, report, tell)
  await tellDelay(tx, report, whistle, tell, now)
}

/** The report remembers the highest centre that had to look. */
const raise = (tx: Tx, report: Report, to: 'street' | 'city') =>
  tx
    .update(reports)
    .set({ escalation: to })
    .where(and(eq(reports.id, report.id), ne(reports.escalation, 'city')))

async function tellDelay(tx: Tx, report: Report, whistle: Whistle, tell: 'reminded' | 'street' | 'city', now: Date) {
  const { organizationId, areaPath, status } = whistle
  const [zh, en] = status === 'whistled' ? ['报到', 'report in'] : ['办结', 'be solved']
  const told = { report, key: `${tell}-${whistle.id}-${status}-${whistle.version}`, now }
  const onDuty = organizationId
    ? ({ role: 'officer', organizationId } as const)
    : ({ role: 'clerk', exactly: areaPath } as const)
  if (tell === 'reminded')
    return tellStaff(
      tx,
      {
        ...told,
        title: { zh: `${report.number} 快到${zh}期限了`, en: `${report.number} is due soon` },
        body: { zh: `请在期限前${zh}。`, en: `It has to ${en} before its time is over.` },
      },
      onDuty,
    )
  const late = {
    ...told,
    title: { zh: `${report.number} 超过${zh}期限`, en: `${report.number} is overdue` },
    body: { zh: `到期仍未${zh}，请督办。`, en: `It did not ${en} in time. Please see to it.` },
  }
  await tellStaff(tx, late, onDuty)
  const [city = '', street = city] = report.areaPath.split('/').filter(Boolean)
  const centre = tell === 'city' ? `${city}/` : street === city ? `${city}/` : `${city}/${street}/`
  await tellStaff(tx, late, { role: 'dispatcher', exactly: centre })
}

/** Silence after "solved" closes a report; a question nobody answered holds nothing up any more. */
const passTime: Job = {
  name: 'reports_pass_time',
  everyMilliseconds: 10 * minute,
  async run({ db, atomically, now }) {
    const due = await db
      .select({ id: reports.id })
      .from(reports)
      .where(and(lte(reports.nextAt, now), inArray(reports.status, ['resolved', 'waiting_for_resident'])))
      .orderBy(asc(reports.nextAt), asc(reports.id))
      .limit(batch)
    const calendar = due.length ? await calendarInForce(db) : undefined
    for (const { id } of due)
      await atomically(async (tx) => {
        const report = await holdReport(tx, id)
        if (!report.nextAt || report.nextAt > now) return
        if (report.status === 'resolved') await closeInSilence(tx, { report, now })
        else if (report.status === 'waiting_for_resident')
          await resumeReport(tx, {
            reportId: id,
            step: 'giveUp',
            calendar: calendar as WorkCalendar,
            actor: system,
            now,
          })
      })
    return due.length
  },
}

/** Points that waited for an empty budget are paid once it has some again. */
const payLate: Job = {
  name: 'reports_pay_late',
  everyMilliseconds: hour,
  async run({ db, atomically, now }) {
    // All of them, page by page: those that go on waiting must not stand in the way of the rest.
    for (let last = ''; ; ) {
      const waiting = await db
        .select({ id: reports.id })
        .from(reports)
        .where(and(ne(reports.unpaid, ''), gt(reports.id, last)))
        .orderBy(asc(reports.id))
        .limit(batch)
      for (const { id } of waiting)
        await atomically(async (tx) => payWaiting(tx, { report: await holdReport(tx, id), actorId: system.id, now }))
      last = waiting.at(-1)?.id ?? ''
      // Those that still wait are looked at in an hour, not again at once.
      if (waiting.length < batch) return 0
    }
  },
}

/** Photos of forms that were never sent. */
const sweep: Job = {
  name: 'reports_drafts',
  everyMilliseconds: 10 * minute,
  async run({ atomically, now }) {
    await atomically((tx) => sweepDrafts(tx, now))
    return 0
  },
}

export const reportsJobs: readonly Job[] = [
  ring,
  passTime,
  payLate,
  sweep,
  tellSubscribers,
  alarmBrokenRules,
  takeInImports,
  forgetImports,
  readForSearch,
  passReportsOn,
  askPeers,
]
