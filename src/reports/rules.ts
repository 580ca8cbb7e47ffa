import type { ReportStatus } from '../../db/schema/reports.ts'
import type { Standing } from '../kit/actor.ts'
import type { Flow, Step } from '../kit/flow.ts'

/** Whoever sorts what comes in: the community's clerk, the dispatchers of street and city, the administrator. */
const centre: readonly Standing[] = ['clerk', 'dispatcher', 'admin']
/** The dispatch centres above the community. */
const upper: readonly Standing[] = ['dispatcher', 'admin']
const triage = {
  refuse: { to: 'refused', by: centre, needs: ['reason', 'words'] },
  merge: { to: 'merged', by: centre, needs: ['into'] },
  ask: { to: 'waiting_for_resident', by: centre, needs: ['question'] },
} as const satisfies Record<string, Step<ReportStatus>>

/** Where the whistles of the present round have brought the report: taken by the system, see `standOf`. */
const carried = {
  whistling: { to: 'whistled', by: ['system'] },
  onDuty: { to: 'reported_in', by: ['system'] },
  handBack: { to: 'handed_back', by: ['system'] },
  solve: { to: 'resolved', by: ['system'] },
  release: { to: 'accepted', by: ['system'] },
} as const satisfies Record<string, Step<ReportStatus>>

const whistle: Step<ReportStatus> = { to: 'whistled', by: centre, needs: ['organizations', 'task'] }
/** What was paid for turns out to be false: refused afterwards, and the points are taken back. */
const falsify: Step<ReportStatus> = { to: 'refused', by: ['reviewer', 'admin'], needs: ['words'] }

/**
 * filed → accepted → whistled → reported_in → resolved → confirmed | half_fixed | reopened → closed, with the ways out:
 * refused, merged, handed_back, waiting_for_resident. What departments do with their own call is `whistleFlow`.
 */
export const reportFlow: Flow<ReportStatus> = {
  filed: {
    accept: { to: 'accepted', by: centre, needs: ['matter', 'category'] },
    /** Praise needs nobody to come: it is shown, and passed on to those it is for. */
    thank: { to: 'closed', by: centre },
    ...triage,
    withdraw: { to: 'refused', by: ['self'] },
  },
  accepted: { whistle, ...triage, falsify, ...carried },
  whistled: { whistle, ...triage, falsify, ...carried },
  reported_in: { whistle, merge: triage.merge, ask: triage.ask, falsify, ...carried },
  handed_back: { whistle, ...triage, falsify, ...carried },
  resolved: {
    confirm: { to: 'confirmed', by: ['self'] },
    half: { to: 'half_fixed', by: ['self'], needs: ['words'] },
    reopen: { to: 'reopened', by: ['self', ...upper], needs: ['words'] },
    /** Somebody of a centre, not of the department, went there and looked. */
    inspect: { to: 'confirmed', by: [...upper, 'auditor'], needs: ['words'] },
    lapse: { to: 'closed', by: ['system'] },
    falsify,
  },
  half_fixed: { whistle, ask: triage.ask, falsify, ...carried },
  reopened: { whistle, ask: triage.ask, falsify, ...carried },
  confirmed: { reopen: { to: 'reopened', by: upper, needs: ['words'] }, falsify },
  closed: { reopen: { to: 'reopened', by: ['self', ...upper], needs: ['words'] }, falsify },
  merged: { unmerge: { to: 'filed', by: centre, needs: ['words'] } },
  refused: {
    /** Once, within the days of objection: the centre looks again. */
    object: { to: 'filed', by: ['self'], needs: ['words'] },
    reconsider: { to: 'filed', by: upper, needs: ['words'] },
  },
  waiting_for_resident: {
    /** The three lead back to where the question was asked, which the row remembers. */
    answer: { to: 'filed', by: ['self'], needs: ['answer'] },
    goOn: { to: 'filed', by: centre, needs: ['words'] },
    giveUp: { to: 'filed', by: ['system'] },
    refuse: triage.refuse,
  },
}

/** Praise is thanked for, and a problem is taken on: of the steps that a state has, those that suit the kind. */
export const suitsKind = (kind: 'problem' | 'praise', step: string) =>
  kind === 'praise' ? step !== 'accept' && step !== 'reopen' : step !== 'thank'

/** The steps that are forms of their own on a page, not of the system. */
export const isCarried = (step: string) => Object.hasOwn(carried, step)

/** The system's step from one state into another, where the whistles lead. */
export function stepInto(from: ReportStatus, to: ReportStatus): string | undefined {
  return Object.entries(carried).find(([name, step]) => step.to === to && Object.hasOwn(reportFlow[from], name))?.[0]
}

/** Words of these steps are between the reporter and staff: the public does not read them. */
export const confidentialSteps: ReadonlySet<string> = new Set([
  'refuse',
  'falsify',
  'object',
  'ask',
  'answer',
  'goOn',
  'reconsider',
  'unmerge',
])

/** Why a report can be refused. People read the sentence; the code is counted. */
export const refusalReasons = {
  out_of_scope: { zh: '不属于受理范围', en: 'Outside what this service handles' },
  unclear: { zh: '照片或描述不清，无法核实', en: 'Photo or words too unclear to check' },
  trivial: { zh: '情况轻微或已经不存在', en: 'Trivial, or gone already' },
  being_handled: { zh: '已有人上报，正在处理', en: 'Reported already and being handled' },
  untrue: { zh: '现场核实与描述不符', en: 'Found untrue on the spot' },
  staged: { zh: '照片摆拍、翻拍或伪造', en: 'Staged, re-photographed or forged' },
  in_procedure: { zh: '已进入司法、信访等程序', en: 'Before a court or in a petition already' },
  split_up: { zh: '同一处问题拆成多次上报', en: 'One problem split into several reports' },
  private_quarrel: { zh: '个人纠纷，请走调解途径', en: 'A private quarrel: mediation is the way' },
  other: { zh: '其他', en: 'Other' },
} as const
export type RefusalReason = keyof typeof refusalReasons
export const refusalReasonCodes = Object.keys(refusalReasons) as [RefusalReason, ...RefusalReason[]]

/** Open for the public: somebody still has to do something. */
export const openStatuses = [
  'accepted',
  'whistled',
  'reported_in',
  'handed_back',
  'half_fixed',
  'reopened',
  'waiting_for_resident',
] as const satisfies readonly ReportStatus[]

/** Taken care of, whether the resident has spoken or not. */
export const solvedStatuses = ['resolved', 'confirmed', 'closed'] as const satisfies readonly ReportStatus[]

export const photosMax = 6
export const wordsMax = 4000
/** Silence for so many days after "solved" closes a report, and is called silence. */
export const silenceDays = 7
/** A question that stays unanswered for so many days no longer holds anything up. */
export const questionDays = 7
/** Who was refused may object once within so many days; who was closed by silence may reopen within as many. */
export const objectionDays = 15
