import type { Tx } from '../../../db/database.ts'
import { whistles } from '../../../db/schema/reports.ts'
import { type Organization, organizationById } from '../../areas/organizations/queries.ts'
import { areaAndAbove, areaById } from '../../areas/queries.ts'
import { type Actor, system } from '../../kit/actor.ts'
import type { WorkCalendar } from '../../kit/calendar.ts'
import { day, later } from '../../kit/clock.ts'
import { follow } from '../../kit/flow.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { publishPhotos, showPhotosTo } from '../../photos/actions.ts'
import { categoryById } from '../categories/queries.ts'
import { assertNew, keepReportPhotos, type SentPhoto } from '../filing/actions.ts'
import { assertSeen, holdReport, moveReport, noteReport, reportStanding, writeReport } from '../move.ts'
import { type Category, type Report, reportById, type Whistle, whistleById, whistlesOfRound } from '../queries.ts'
import { reportFlow, silenceDays, stepInto } from '../rules.ts'
import { tellFollowers, tellReporter, tellStaff } from '../tell.ts'
import { writeWhistle } from './clocks.ts'
import { above, clocksFrom, isOwnWork, letGo, reminderBefore, standOf, whistleFlow, whistleStanding } from './rules.ts'

type Act = { version: number; calendar: WorkCalendar; actor: Actor; now: Date }

type Blow = Act & {
  reportId: string
  /** Departments; none where the community itself is called, for a matter of its own or of neighbours. */
  organizationIds: readonly string[]
  task: string
  /** The routing rule that proposed it, for the history. */
  rule?: { versionId: string; name: string; number: number; automatic: boolean } | undefined
}

/**
 * Whistles: calls one or several departments (or the community itself) for duty. Each has its own two clocks, in office
 * time, by the category.
 *
 * @throws Refusal `departments_needed`, `department_ended`, `called_already`, and what `moveReport` throws
 */
export async function blowWhistle(tx: Tx, input: Blow): Promise<Report> {
  const { reportId, version, organizationIds, task, rule, calendar, actor, now } = input
  const report = await reportById(tx, reportId)
  assertSeen(report, version)
  if (report.matter === 'government' && organizationIds.length === 0)
    throw new Refusal('invalid', 'departments_needed', { field: 'organizations' })
  follow(reportFlow, report.status, 'whistle', reportStanding(actor, report))
  const called = await calledNow(tx, report)
  const departments: Organization[] = []
  for (const id of [...new Set(organizationIds)].sort()) departments.push(await departmentAtWork(tx, id, called))
  if (departments.length === 0 && called.has('')) throw new Refusal('conflict', 'called_already')

  const category = await categoryById(tx, report.categoryId)
  const centrePath = centreOf(actor, report.areaPath)
  const names = departments.map(({ name }) => name)
  const move = {
    report,
    step: 'whistle',
    actor,
    why: task,
    details: { departments: names, ...(rule && { rule }) },
    now,
  }
  const whistled = await writeReport(tx, move, {})
  const call = { report: whistled, category, task, centrePath, calendar, actor, now }
  for (const department of departments) await callFor(tx, { ...call, department })
  if (departments.length === 0) await callFor(tx, call)
  return settle(tx, { report: whistled, actor: system, now })
}

/** Which departments are called in this round; `''` is the community. */
async function calledNow(tx: Tx, report: Report): Promise<Set<string>> {
  const rows = await whistlesOfRound(tx, report)
  return new Set(rows.filter(({ status }) => !letGo(status)).map(({ organizationId }) => organizationId ?? ''))
}

async function departmentAtWork(tx: Tx, id: string, called: ReadonlySet<string>): Promise<Organization> {
  const department = await organizationById(tx, id)
  const details = { name: department.name, field: 'organizations' }
  if (department.kind !== 'department' || department.endedAt) throw new Refusal('conflict', 'department_ended', details)
  if (called.has(id)) throw new Refusal('conflict', 'called_already', details)
  return department
}

/** The centre that acts: the widest area of the actor's roles that covers the report. */
function centreOf(actor: Actor, areaPath: string): string {
  const covering = actor.grants.flatMap(({ role, areaPath: over }) =>
    over && areaPath.startsWith(over) && ['clerk', 'dispatcher', 'admin'].includes(role) ? [over] : [],
  )
  return covering.sort((one, other) => one.length - other.length)[0] ?? areaPath
}

type Call = {
  report: Report
  category: Category
  department?: Organization
  task: string
  centrePath: string
  calendar: WorkCalendar
  actor: Actor
  now: Date
}

async function callFor(tx: Tx, { report, category, department, task, centrePath, calendar, actor, now }: Call) {
  const whistle = {
    ...{ id: newId(now), reportId: report.id, round: report.round, organizationId: department?.id ?? null },
    ...{ areaPath: department?.areaPath ?? (await communityPath(tx, report)), centrePath, task },
    ...{ status: 'whistled' as const, whistledBy: actor.id, whistledAt: now, version: 1 },
    ...clocksFrom(calendar, now, category),
  }
  await tx.insert(whistles).values(whistle)
  if (whistle.organizationId) await showPhotosTo(tx, { subjectId: report.id, organizationId: whistle.organizationId })
  await noteReport(tx, {
    ...{ report, whistleId: whistle.id, from: null, to: 'whistled', step: 'call', actorId: actor.id, why: task, now },
    details: { reportInDueAt: whistle.reportInDueAt, resolveDueAt: whistle.resolveDueAt, name: department?.name ?? '' },
  })
  await tellCalled(tx, report, whistle, category, now)
}

/** The community or village the report lies in: its clerks answer for matters of its own. */
async function communityPath(tx: Tx, { areaId }: Report): Promise<string> {
  const up = (await areaAndAbove(tx, await areaById(tx, areaId))).reverse()
  const community = up.find(({ kind }) => kind === 'community' || kind === 'village') ?? up[0]
  return (community as { path: string }).path
}

const tellCalled = (
  tx: Tx,
  report: Report,
  { id, organizationId, areaPath, task }: Pick<Whistle, 'id' | 'organizationId' | 'areaPath' | 'task'>,
  category: Category,
  now: Date,
) =>
  tellStaff(
    tx,
    {
      ...{ report, key: `called-${id}`, now },
      title: { zh: `吹哨：${category.name.zh}`, en: `Whistle: ${category.name.en}` },
      body: { zh: `${report.number} ${task}`, en: `${report.number} ${task}` },
    },
    organizationId ? { role: 'officer', organizationId } : { role: 'clerk', exactly: areaPath },
  )

type Step = Act & { whistleId: string; why?: string; words?: string }

/** Steps over a department rather than of it. */
const judging: ReadonlySet<string> = new Set(['insist', 'release', 'withdraw'])

/** Takes one step of a call. The report's row is held, so that two departments settle its state one after the other. */
async function stepWhistle(
  tx: Tx,
  { whistleId, version, actor, why, words, now }: Omit<Step, 'calendar'>,
  step: string,
  set: (whistle: Whistle, report: Report) => Partial<Whistle>,
  also: (report: Report) => Partial<Report> = () => ({}),
): Promise<Report> {
  const report = await holdReport(tx, (await whistleById(tx, whistleId)).reportId)
  const whistle = await whistleById(tx, whistleId)
  if (whistle.version !== version)
    throw new Refusal('conflict', 'stale_version', { theirs: { status: whistle.status } })
  if (whistle.round !== report.round) throw new Refusal('conflict', 'step_unknown', { state: whistle.status, step })
  const standing = whistleStanding(actor, whistle, report.areaPath)
  const status = follow(whistleFlow, whistle.status, step, standing)
  if (judging.has(step) && isOwnWork(actor, whistle)) throw new Refusal('forbidden', 'own_work', { step })
  for (const need of whistleFlow[whistle.status][step]?.needs ?? [])
    if (need === 'why' && !why) throw new Refusal('invalid', 'reason_needed', { field: 'why' })
  if (report.status === 'waiting_for_resident') throw new Refusal('conflict', 'resident_is_asked')
  await writeWhistle(
    tx,
    { report, whistle, step, actorId: actor.id, why, words, now },
    { ...set(whistle, report), status },
  )
  return settle(tx, { report, actor: system, now }, also(report))
}

/** We are on it: the department reports for duty, and the second clock is the one that counts. */
export async function reportIn(tx: Tx, step: Step): Promise<Report> {
  const { calendar, actor, now } = step
  const moved = await stepWhistle(
    tx,
    step,
    'reportIn',
    ({ resolveDueAt }) => ({
      ...{ reportedInAt: now, officerId: actor.id, escalation: 'none' },
      nextAt: reminderBefore(calendar, now, resolveDueAt),
    }),
    ({ reportedInAt }) => ({ reportedInAt: reportedInAt ?? now }),
  )
  if (moved.status === 'reported_in')
    await tellReporter(tx, {
      ...{ report: moved, key: `on-duty-${moved.round}`, now },
      title: { zh: `${moved.number} 已有单位报到`, en: `${moved.number}: somebody is on it` },
      body: { zh: '负责的单位已经报到，正在处理。', en: 'Whoever is responsible has reported for duty.' },
    })
  return moved
}

/** Not ours: counted, and decided one centre further up. */
export async function handBack(tx: Tx, step: Step & { why: string }): Promise<Report> {
  const { centrePath } = await whistleById(tx, step.whistleId)
  const count = ({ handBacks }: Report) => ({ handBacks: handBacks + 1 })
  const moved = await stepWhistle(tx, step, 'handBack', () => ({ nextAt: null }), count)
  await tellStaff(
    tx,
    {
      ...{ report: moved, key: `handed-back-${moved.version}`, now: step.now },
      title: { zh: `${moved.number} 被退回，请裁定`, en: `${moved.number} was handed back: please decide` },
      body: { zh: step.why, en: step.why },
    },
    { role: 'dispatcher', exactly: above(centrePath) },
  )
  return moved
}

type Decide = Step & { decision: 'insist' | 'release'; why: string }

/** The upper centre decides: it is theirs after all, with new clocks, or they are let go. */
export async function decideHandBack(tx: Tx, { decision, ...step }: Decide): Promise<Report> {
  const { calendar, now } = step
  const whistle = await whistleById(tx, step.whistleId)
  const report = await reportById(tx, whistle.reportId)
  const category = await categoryById(tx, report.categoryId)
  const moved = await stepWhistle(tx, step, decision, () =>
    decision === 'release'
      ? { nextAt: null }
      : { ...clocksFrom(calendar, now, category), escalation: 'none', reportedInAt: null, stoppedAt: null },
  )
  if (decision === 'insist')
    await tellCalled(tx, moved, { ...whistle, id: `${whistle.id}-${moved.version}` }, category, now)
  return moved
}

export const withdrawWhistle = (tx: Tx, step: Step & { why: string }): Promise<Report> =>
  stepWhistle(tx, step, 'withdraw', () => ({ nextAt: null }))

type Resolve = Step & {
  words: string
  photos: readonly SentPhoto[]
  /** How far from the place the after-photo was taken, when the phone said so. */
  metersAway?: number | undefined
}

/**
 * Solved, with proof: words that the resident reads and a photo of how it was left. Matters between neighbours are
 * proven by words alone.
 *
 * @throws Refusal `after_photo_needed`, `residents_words_needed`, `photo_sent_before`, and what a step throws
 */
export async function resolve(tx: Tx, { photos, metersAway, ...step }: Resolve): Promise<Report> {
  const { whistleId, words, actor, now } = step
  if (!words) throw new Refusal('invalid', 'residents_words_needed', { field: 'words' })
  const { reportId } = await whistleById(tx, whistleId)
  const report = await reportById(tx, reportId)
  if (photos.length === 0 && report.matter !== 'neighbours')
    throw new Refusal('invalid', 'after_photo_needed', { field: 'photos' })
  for (const { prepared } of photos) await assertNew(tx, prepared)
  const moved = await stepWhistle(tx, step, 'resolve', () => ({ resolvedAt: now, nextAt: null }))
  await keepReportPhotos(tx, { report: moved, photos, ownerId: actor.id, whistleId, now })
  if (moved.isPublic) await publishPhotos(tx, moved.id)
  if (metersAway !== undefined)
    await noteReport(tx, {
      ...{ report: moved, whistleId, from: moved.status, step: 'proofPlace', actorId: actor.id, now },
      details: { metersAway: Math.round(metersAway) },
    })
  return moved
}

type Settle = { report: Report; actor: Actor; now: Date }

/** Brings the report to where its calls stand. Everybody who follows it hears when it is solved. */
async function settle(tx: Tx, { report, actor, now }: Settle, also: Partial<Report> = {}): Promise<Report> {
  const calls = await whistlesOfRound(tx, report)
  const to = standOf(calls.map(({ status }) => status))
  const promisedAt = calls.reduce<Date | null>(
    (last, { resolveDueAt, status }) => (letGo(status) || (last && last > resolveDueAt) ? last : resolveDueAt),
    null,
  )
  // "Half fixed" and "reopened" stay in sight until somebody has reported for duty again.
  const stays = to === report.status || (to === 'whistled' && ['half_fixed', 'reopened'].includes(report.status))
  if (stays) return writeReport(tx, { report, step: 'calls', actor, now }, { ...also, promisedAt })
  const step = stepInto(report.status, to)
  if (!step) throw new Refusal('conflict', 'step_unknown', { state: report.status, step: to })
  const solved = to === 'resolved' ? { resolvedAt: now, verdict: null, nextAt: later(now, silenceDays * day) } : {}
  const moved = await moveReport(tx, { report, step, actor, now }, { ...also, ...solved, promisedAt })
  if (to === 'resolved') await tellSolved(tx, moved, now)
  return moved
}

async function tellSolved(tx: Tx, report: Report, now: Date): Promise<void> {
  const told = {
    ...{ report, key: `resolved-${report.round}`, now },
    title: { zh: `${report.number} 已处理，请您看看`, en: `${report.number} is done: please look` },
    body: {
      zh: `修好了、修好一半还是没修好？${silenceDays} 天内没有回复，会按“未评价”结案。`,
      en: `Fixed, half or not? Without an answer in ${silenceDays} days it is closed as unanswered.`,
    },
  }
  await tellReporter(tx, told)
  await tellFollowers(tx, told)
}
