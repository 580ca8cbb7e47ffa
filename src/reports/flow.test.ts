import { eq } from 'drizzle-orm'
import { describe, expect, it, vi } from 'vitest'
import type { Tx } from '../../db/database.ts'
import {
  type ReportStatus,
  reportStatuses,
  reports,
  type WhistleStatus,
  whistleStatuses,
  whistles,
} from '../../db/schema/reports.ts'
import { accept, callOf, file, freshPhoto, whistle } from '../../test/reports.ts'
import { type CastName, openTown, type Town, waterBureau } from '../../test/town.ts'
import { calendarInForce } from '../calendar/queries.ts'
import { type Actor, nobody } from '../kit/actor.ts'
import type { WorkCalendar } from '../kit/calendar.ts'
import { type Report, reportById, type Whistle, whistleById } from './queries.ts'
import { acceptReport, falsifyReport, refuseReport, thankReport } from './triage/actions.ts'
import { mergeReport, unmergeReport } from './triage/merging.ts'
import { objectToRefusal, reconsiderReport, withdrawReport } from './triage/objections.ts'
import { askResident, resumeReport } from './triage/questions.ts'
import { confirmFixed, reopen } from './verdicts/actions.ts'
import { blowWhistle, decideHandBack, handBack, reportIn, resolve, withdrawWhistle } from './whistles/actions.ts'

// Every step as everybody in every state, on machines that may be busy.
vi.setConfig({ testTimeout: 240_000 })

/** Who tries. `self` is the reporter; the second clerk stands over another community. */
const everybody = {
  ...{ self: 'wangFang', resident: 'zhangWei', clerk: 'clerkLi', clerkElsewhere: 'clerkZhao', keeper: 'keeperMa' },
  ...{ street: 'dispatcherGao', city: 'dispatcherTang', admin: 'adminZheng', reviewer: 'reviewerSun' },
  ...{ auditor: 'auditorWu', officer: 'officerKong', officerElsewhere: 'officerShui', nobody: undefined },
} as const satisfies Record<string, CastName | undefined>
type Who = keyof typeof everybody

const centre: Who[] = ['clerk', 'street', 'city', 'admin']
const upper: Who[] = ['street', 'city', 'admin']
const judges: Who[] = ['reviewer', 'admin']

/** What is allowed, written down from the design and not from the code: state → step → whose, and where it leads. */
type Allowed<State extends string> = Record<State, Record<string, readonly [who: readonly Who[], to: State]>>

const triage = {
  refuse: [centre, 'refused'],
  merge: [centre, 'merged'],
  ask: [centre, 'waiting_for_resident'],
} as const
const falsify = [judges, 'refused'] as const
const called = [centre, 'whistled'] as const

const ofReports: Allowed<ReportStatus> = {
  filed: { accept: [centre, 'accepted'], thank: [centre, 'closed'], ...triage, withdraw: [['self'], 'refused'] },
  accepted: { whistle: called, ...triage, falsify },
  whistled: { whistle: called, ...triage, falsify },
  reported_in: { whistle: called, merge: triage.merge, ask: triage.ask, falsify },
  handed_back: { whistle: called, ...triage, falsify },
  resolved: {
    ...{ confirm: [['self'], 'confirmed'], half: [['self'], 'half_fixed'], falsify },
    ...{ reopen: [['self', ...upper], 'reopened'], inspect: [[...upper, 'auditor'], 'confirmed'] },
  },
  // Both stay in sight until somebody has reported in again.
  half_fixed: { whistle: [centre, 'half_fixed'], ask: triage.ask, falsify },
  reopened: { whistle: [centre, 'reopened'], ask: triage.ask, falsify },
  confirmed: { reopen: [upper, 'reopened'], falsify },
  closed: { reopen: [['self', ...upper], 'reopened'], falsify },
  merged: { unmerge: [centre, 'filed'] },
  refused: { object: [['self'], 'filed'], reconsider: [upper, 'filed'] },
  waiting_for_resident: { answer: [['self'], 'accepted'], goOn: [centre, 'accepted'], refuse: triage.refuse },
}

type Act = { reportId: string; version: number; actor: Actor; calendar: WorkCalendar; now: Date }
const words = '看过了'

const stepsOfReports = (intoId: string): Record<string, (tx: Tx, act: Act) => Promise<Report>> => ({
  accept: (tx, act) => acceptReport(tx, { ...act, matter: 'government', categoryId: 'manhole', urgency: 'normal' }),
  thank: thankReport,
  refuse: (tx, act) => refuseReport(tx, { ...act, reason: 'unclear', words }),
  merge: (tx, act) => mergeReport(tx, { ...act, intoId }),
  unmerge: (tx, act) => unmergeReport(tx, { ...act, words }),
  ask: (tx, act) => askResident(tx, { ...act, question: words }),
  answer: (tx, act) => resumeReport(tx, { ...act, step: 'answer', answer: words }),
  goOn: (tx, act) => resumeReport(tx, { ...act, step: 'goOn', words }),
  giveUp: (tx, act) => resumeReport(tx, { ...act, step: 'giveUp' }),
  withdraw: withdrawReport,
  object: (tx, act) => objectToRefusal(tx, { ...act, words }),
  reconsider: (tx, act) => reconsiderReport(tx, { ...act, words }),
  falsify: (tx, act) => falsifyReport(tx, { ...act, words }),
  whistle: (tx, act) => blowWhistle(tx, { ...act, organizationIds: [waterBureau], task: words }),
  confirm: confirmFixed,
  inspect: (tx, act) => confirmFixed(tx, { ...act, inspects: true, words }),
  half: (tx, act) => reopen(tx, { ...act, verdict: 'half', words }),
  reopen: (tx, act) => reopen(tx, { ...act, verdict: 'not', words }),
})

/** What each state has beside its name. */
const furnished = (status: ReportStatus, intoId: string, now: Date): Partial<Report> => ({
  status,
  ...(['confirmed', 'closed', 'merged', 'refused'].includes(status) && { closedAt: now }),
  ...(status === 'merged' && { mergedInto: intoId }),
  ...(status === 'refused' && { refusalReason: 'unclear' }),
  ...(status === 'waiting_for_resident' && { waitingFrom: 'accepted' as const }),
})

class Undone extends Error {
  readonly to: string
  constructor(to: string) {
    super('undone')
    this.to = to
  }
}

/** Where the step leads, or the code of the refusal; nothing of it stays. */
async function tried(town: Town, work: (tx: Tx) => Promise<string>): Promise<string> {
  try {
    await town.atomically(async (tx) => {
      throw new Undone(await work(tx))
    })
    return 'kept'
  } catch (error) {
    if (error instanceof Undone) return error.to
    const { code, message } = error as { code?: string; message: string }
    return code ?? `broken: ${message}`
  }
}

/** A refusal says that the step does not exist here, or that it is not theirs; never that something broke. */
const refusals = [
  'step_unknown',
  'step_not_yours',
  'report_missing',
  'own_work',
  'problem_is_accepted',
  'praise_is_thanked',
]

type Row = { state: string; step: string; who: string; got: string; wanted: string }
const isWrong = ({ got, wanted }: Row) => (wanted === 'no' ? !refusals.includes(got) : got !== wanted)

async function actorsOf(town: Town): Promise<[Who, Actor][]> {
  const all: [Who, Actor][] = []
  for (const [who, id] of Object.entries(everybody)) all.push([who as Who, id ? await town.actor(id) : nobody])
  return all
}

describe('every step of a report, as everybody, in every state', () => {
  it.each(reportStatuses)('%s', async (state) => {
    const town = await openTown()
    const [report, into] = [await file(town), await file(town, { by: 'liNa', latitude: 23.38 })]
    const praise = await file(town, { categoryId: 'praise', answers: {}, words: '好人好事' })
    await accept(town, into)
    await accept(town, report)
    await whistle(town, report)
    const [now, calendar] = [town.now(), await calendarInForce(town.db)]
    const set = furnished(state, into.id, now)
    await town.atomically(async (tx) => {
      await tx.update(reports).set(set).where(eq(reports.id, report.id))
      await tx.update(reports).set(set).where(eq(reports.id, praise.id))
    })
    const wrong: Row[] = []
    for (const [who, actor] of await actorsOf(town))
      for (const [step, take] of Object.entries(stepsOfReports(into.id))) {
        const { id: reportId, version } = await reportById(town.db, step === 'thank' ? praise.id : report.id)
        const act = { reportId, version, actor, calendar, now }
        const got = await tried(town, async (tx) => (await take(tx, act)).status)
        const [whose, to] = ofReports[state][step] ?? [[], undefined]
        const row = { state, step, who, got, wanted: to && whose.includes(who) ? to : 'no' }
        if (isWrong(row)) wrong.push(row)
      }
    expect(wrong).toEqual([])
  })
})

const duty: Who[] = ['officer']
const ofCalls: Allowed<WhistleStatus> = {
  whistled: { reportIn: [duty, 'reported_in'], handBack: [duty, 'handed_back'], withdraw: [upper, 'withdrawn'] },
  reported_in: { resolve: [duty, 'resolved'], handBack: [duty, 'handed_back'], withdraw: [upper, 'withdrawn'] },
  // The street whistled: one above it decides.
  handed_back: { insist: [['city', 'admin'], 'whistled'], release: [['city', 'admin'], 'released'] },
  resolved: {},
  released: {},
  withdrawn: {},
}

type CallAct = { whistleId: string; version: number; actor: Actor; calendar: WorkCalendar; now: Date }

const stepsOfCalls = (
  photos: Parameters<typeof resolve>[1]['photos'],
): Record<string, (tx: Tx, act: CallAct) => Promise<Report>> => ({
  reportIn,
  handBack: (tx, act) => handBack(tx, { ...act, why: words }),
  withdraw: (tx, act) => withdrawWhistle(tx, { ...act, why: words }),
  resolve: (tx, act) => resolve(tx, { ...act, words, photos }),
  insist: (tx, act) => decideHandBack(tx, { ...act, decision: 'insist', why: words }),
  release: (tx, act) => decideHandBack(tx, { ...act, decision: 'release', why: words }),
})

describe('every step of a call, as everybody, in every state', () => {
  it.each(whistleStatuses)('a department’s, %s', async (state) => {
    const town = await openTown()
    const report = await file(town)
    await accept(town, report)
    await whistle(town, report)
    expect(await wrongOfCall(town, await callOf(town, report), state, (whose) => whose)).toEqual([])
  })

  it.each(whistleStatuses)('the community’s own, %s', async (state) => {
    const town = await openTown()
    const report = await file(town, { categoryId: 'rubbish', answers: {} })
    const tang = await town.actor('dispatcherGao')
    const sorted = { matter: 'community', categoryId: 'rubbish', urgency: 'normal' } as const
    await town.atomically((tx) =>
      acceptReport(tx, { reportId: report.id, version: 1, ...sorted, actor: tang, now: town.now() }),
    )
    await whistle(town, report, [])
    const ofClerks = (whose: readonly Who[]) => (whose === duty ? (['clerk'] as const) : whose)
    expect(await wrongOfCall(town, await callOf(town, report, null), state, ofClerks)).toEqual([])
  })
})

type Whose = (whose: readonly Who[]) => readonly Who[]

async function wrongOfCall(town: Town, call: Whistle, state: WhistleStatus, whoseOf: Whose): Promise<Row[]> {
  await town.atomically((tx) => tx.update(whistles).set({ status: state }).where(eq(whistles.id, call.id)))
  const [now, calendar] = [town.now(), await calendarInForce(town.db)]
  const wrong: Row[] = []
  const steps = stepsOfCalls([await freshPhoto(town, 'after')])
  for (const [who, actor] of await actorsOf(town))
    for (const [step, take] of Object.entries(steps)) {
      const act = { whistleId: call.id, version: call.version, actor, calendar, now }
      const got = await tried(town, async (tx) => {
        await take(tx, act)
        return (await whistleById(tx, call.id)).status
      })
      const [whose, to] = ofCalls[state][step] ?? [[], undefined]
      const row = { state, step, who, got, wanted: to && whoseOf(whose).includes(who) ? to : 'no' }
      if (isWrong(row)) wrong.push(row)
    }
  return wrong
}
