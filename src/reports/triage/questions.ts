import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { reportQuestions } from '../../../db/schema/reports.ts'
import type { Actor } from '../../kit/actor.ts'
import type { WorkCalendar } from '../../kit/calendar.ts'
import { day, later } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { moveReport } from '../move.ts'
import { type Report, reportById } from '../queries.ts'
import { questionDays } from '../rules.ts'
import { tellReporter } from '../tell.ts'
import { startClocks, stopClocks } from '../whistles/clocks.ts'
import type { Act } from './actions.ts'

/** Asks the reporter something. The clocks of every call stand still until there is an answer. */
export async function askResident(
  tx: Tx,
  { reportId, version, question, calendar, actor, now }: Act & { question: string; calendar: WorkCalendar },
): Promise<Report> {
  const report = await reportById(tx, reportId)
  const waiting = await moveReport(
    tx,
    { report, step: 'ask', version, words: question, actor, now },
    { waitingFrom: report.status, nextAt: later(now, questionDays * day) },
  )
  await tx.insert(reportQuestions).values({ id: newId(now), reportId, question, askedBy: actor.id, askedAt: now })
  await stopClocks(tx, { report: waiting, calendar, now })
  await tellReporter(tx, {
    ...{ report: waiting, key: `asked-${waiting.version}`, now },
    title: { zh: `关于 ${waiting.number}，想请您补充`, en: `A question about ${waiting.number}` },
    body: { zh: question, en: question },
  })
  return waiting
}

type Resume = {
  reportId: string
  step: 'answer' | 'goOn' | 'giveUp'
  version?: number | undefined
  answer?: string
  words?: string
  holdsSecret?: boolean
  calendar: WorkCalendar
  actor: Actor
  now: Date
}

/** The answer is there, or is waited for no longer: it goes on where the question was asked, and so do the clocks. */
export async function resumeReport(tx: Tx, input: Resume): Promise<Report> {
  const { reportId, step, version, answer, words = answer ?? '', holdsSecret, calendar, actor, now } = input
  if (step === 'answer' && !answer) throw new Refusal('invalid', 'reason_needed', { field: 'answer' })
  const report = await reportById(tx, reportId)
  const resumed = await moveReport(
    tx,
    { report, step, version, words, holdsSecret, actor, now },
    { status: report.waitingFrom ?? 'filed', waitingFrom: null, nextAt: null },
  )
  if (answer)
    await tx
      .update(reportQuestions)
      .set({ answer, answeredAt: now })
      .where(and(eq(reportQuestions.reportId, reportId), isNull(reportQuestions.answeredAt)))
  await startClocks(tx, { report: resumed, calendar, now })
  return resumed
}
