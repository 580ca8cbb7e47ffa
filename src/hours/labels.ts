import type { BackEntryState, HourGrade } from '../../db/schema/hours.ts'
import type { Sentence } from '../web/words.ts'

export const gradeLabels: Record<HourGrade, Sentence> = {
  A: { zh: '甲级', en: 'Grade A' },
  B: { zh: '乙级', en: 'Grade B' },
  C: { zh: '丙级', en: 'Grade C' },
}

export const gradeMeanings: Record<HourGrade, Sentence> = {
  A: { zh: '双方都有签到签退凭据', en: 'proven by both sides' },
  B: { zh: '单方凭据加地点', en: 'one side and the place' },
  C: { zh: '补录，经第二人批准和公示', en: 'entered afterwards, approved elsewhere and shown in public' },
}

export const backEntryLabels: Record<BackEntryState, Sentence> = {
  proposed: { zh: '等待审批', en: 'Waits for approval' },
  noticed: { zh: '公示中', en: 'On public notice' },
  objected: { zh: '有异议，暂停', en: 'Objected, on hold' },
  effective: { zh: '已生效', en: 'In effect' },
  refused: { zh: '未批准', en: 'Refused' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
}

export const backEntryTones = {
  proposed: 'accent',
  noticed: 'plain',
  objected: 'warn',
  effective: 'good',
  refused: 'bad',
  withdrawn: 'plain',
} as const satisfies Record<BackEntryState, string>

export const backEntrySteps: Record<string, Sentence> = {
  propose: { zh: '提出补录', en: 'Proposed' },
  approve: { zh: '批准，开始公示', en: 'Approve and publish' },
  refuse: { zh: '不批准', en: 'Refuse' },
  withdraw: { zh: '撤回', en: 'Withdraw' },
  object: { zh: '提出异议', en: 'Object' },
  uphold: { zh: '异议成立，不予补录', en: 'The objection is right: refuse' },
  dismiss: { zh: '异议不成立，重新公示', en: 'The objection is not right: publish again' },
  takeEffect: { zh: '公示期满，生效', en: 'Took effect' },
}

/** `1.75 小时` */
export const hoursText = (minutes: number, lang: 'zh' | 'en') => `${minutes / 60} ${lang === 'zh' ? '小时' : 'h'}`
