import type { MeritGrade, NominationState, SubjectKind } from '../../db/schema/honors.ts'
import type { Sentence } from '../web/words.ts'
import type { Part } from './rules.ts'

export const subjectNames: Record<SubjectKind, Sentence> = {
  person: { zh: '个人', en: 'Person' },
  household: { zh: '家庭', en: 'Household' },
  team: { zh: '服务队', en: 'Team' },
  merchant: { zh: '商户', en: 'Merchant' },
}

export const gradeNames: Record<MeritGrade, Sentence> = {
  third: { zh: '三等功', en: 'Merit third class' },
  second: { zh: '二等功', en: 'Merit second class' },
  first: { zh: '一等功', en: 'Merit first class' },
}

export const voteNames = {
  for: { zh: '赞成', en: 'For' },
  against: { zh: '反对', en: 'Against' },
  abstain: { zh: '弃权', en: 'Abstain' },
  recused: { zh: '回避', en: 'Stepped aside' },
} as const satisfies Record<string, Sentence>

export const stateNames: Record<NominationState, Sentence> = {
  nominated: { zh: '等待核验', en: 'To be checked' },
  eligible: { zh: '资格已核验', en: 'Eligible' },
  voting: { zh: '评审中', en: 'Before the panel' },
  reviewed: { zh: '评审通过', en: 'Supported' },
  noticed: { zh: '公示中', en: 'On public notice' },
  decided: { zh: '已决定', en: 'Decided' },
  issued: { zh: '已授予', en: 'Issued' },
  revoked: { zh: '已撤销', en: 'Revoked' },
  appealed: { zh: '申诉处理中', en: 'Under appeal' },
  upheld: { zh: '维持撤销', en: 'Revocation upheld' },
  declined: { zh: '本人谢绝', en: 'Declined' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  ineligible: { zh: '不符合条件', en: 'Not eligible' },
  not_supported: { zh: '评审未通过', en: 'Not supported' },
  rejected: { zh: '异议成立，终止', en: 'Stopped on objection' },
}

type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'accent'

export const stateTones: Record<NominationState, Tone> = {
  nominated: 'accent',
  eligible: 'accent',
  voting: 'plain',
  reviewed: 'accent',
  noticed: 'plain',
  decided: 'accent',
  issued: 'good',
  revoked: 'bad',
  appealed: 'warn',
  upheld: 'bad',
  declined: 'plain',
  withdrawn: 'plain',
  ineligible: 'bad',
  not_supported: 'bad',
  rejected: 'bad',
}

/** Steps as buttons and in the timeline. */
export const stepNames: Record<string, Sentence> = {
  nominate: { zh: '推荐', en: 'Nominated' },
  agree: { zh: '本人同意', en: 'Agreed' },
  record: { zh: '代录书面答复', en: 'Answer on paper written down' },
  confirm: { zh: '资格核验通过', en: 'Eligible' },
  fail: { zh: '不符合条件', en: 'Not eligible' },
  decline: { zh: '谢绝', en: 'Decline' },
  withdraw: { zh: '撤回推荐', en: 'Withdraw' },
  convene: { zh: '交评审组', en: 'Send to a panel' },
  support: { zh: '评审通过', en: 'Supported by the panel' },
  dismiss: { zh: '评审未通过', en: 'Not supported by the panel' },
  publish: { zh: '开始公示', en: 'Put on public notice' },
  decide: { zh: '决定授予', en: 'Decide to give it' },
  stop: { zh: '异议成立，终止', en: 'Stop: the objection is right' },
  issue: { zh: '颁发', en: 'Issue' },
  revoke: { zh: '撤销', en: 'Revoke' },
  appeal: { zh: '申诉', en: 'Appeal' },
  uphold: { zh: '维持撤销', en: 'Uphold the revocation' },
  restore: { zh: '申诉成立，恢复', en: 'Restore' },
  object: { zh: '收到异议', en: 'Objection' },
  answer: { zh: '答复异议', en: 'Objection answered' },
}

/** The same in the timeline, where English tells what was done and Chinese needs no other word. */
const done: Record<string, string> = {
  decline: 'Declined',
  withdraw: 'Withdrawn',
  convene: 'Sent to a panel',
  decide: 'Decided',
  stop: 'Stopped: the objection was right',
  issue: 'Issued',
  revoke: 'Revoked',
  appeal: 'Appealed',
  uphold: 'Revocation upheld',
  restore: 'Restored',
}
export const doneName = (step: string, lang: 'zh' | 'en') =>
  (lang === 'en' ? done[step] : undefined) ?? stepNames[step]?.[lang] ?? step

/** Who does the next step, told to those who wait. */
export const partNames: Partial<Record<Part, Sentence>> = {
  clerk: { zh: '社区工作人员', en: 'a clerk' },
  admin: { zh: '管理员', en: 'an administrator' },
  reviewer: { zh: '审核员', en: 'a reviewer' },
  chair: { zh: '评审组组长', en: 'the chair of the panel' },
}

/** `14.5`, as the records count it. */
export const hoursOfMinutes = (minutes: number) => minutes / 60
