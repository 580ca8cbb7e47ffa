import type { ReportStatus } from '../../../db/schema/reports.ts'
import type { Sentence } from '../../web/words.ts'
import type { Report } from '../queries.ts'

type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'accent'

/** A report's state as residents read it: a word, its tone, and what happens next. */
export type Standing = { word: Sentence; tone: Tone; next: Sentence }

const both = (zh: string, en: string): Sentence => ({ zh, en })

const standings: Record<ReportStatus, Standing> = {
  filed: {
    word: both('已收到', 'Received'),
    tone: 'plain',
    next: both('社区会先看一遍，确认受理后再公开。', 'Your community looks at it first; once accepted it is public.'),
  },
  accepted: {
    word: both('已受理', 'Accepted'),
    tone: 'accent',
    next: both('已经受理，正在安排由谁来办。', 'It is accepted; who is to come is being arranged.'),
  },
  whistled: {
    word: both('已吹哨', 'Whistled'),
    tone: 'accent',
    next: both('已经通知负责的单位，等他们报到。', 'Whoever is responsible was called and has to report for duty.'),
  },
  reported_in: {
    word: both('处理中', 'In hand'),
    tone: 'accent',
    next: both('负责的单位已经报到，正在处理。', 'Whoever is responsible has reported for duty and is at it.'),
  },
  handed_back: {
    word: both('正在协调', 'Being settled'),
    tone: 'warn',
    next: both(
      '接到通知的单位说不归它管，上级正在裁定由谁来办。',
      'A department says it is not theirs: a higher centre decides.',
    ),
  },
  resolved: {
    word: both('已处理', 'Done'),
    tone: 'good',
    next: both('单位说已经处理好了，等上报人看一看。', 'It is said to be done; the reporter has the last word.'),
  },
  half_fixed: {
    word: both('修好一半', 'Half fixed'),
    tone: 'warn',
    next: both('上报人说只修好一半，已请单位再去。', 'The reporter says half: they were called again.'),
  },
  reopened: {
    word: both('重新处理', 'Reopened'),
    tone: 'warn',
    next: both('没有修好，已请单位再去。', 'It is not fixed: they were called again.'),
  },
  confirmed: {
    word: both('已解决', 'Fixed'),
    tone: 'good',
    next: both('上报人或核查人员确认修好了。', 'The reporter or an inspection says it is fixed.'),
  },
  closed: {
    word: both('已结案', 'Closed'),
    tone: 'good',
    next: both('处理完毕，上报人没有评价。', 'It was dealt with; the reporter has said nothing.'),
  },
  merged: {
    word: both('已合并', 'Merged'),
    tone: 'plain',
    next: both('同一个问题有人先上报了，进展看那一条。', 'Somebody reported it before: see that one.'),
  },
  refused: {
    word: both('未受理', 'Not taken on'),
    tone: 'plain',
    next: both('没有受理，原因写在下面。', 'It was not taken on; the reason is below.'),
  },
  waiting_for_resident: {
    word: both('等待补充', 'Waiting'),
    tone: 'warn',
    next: both('工作人员问了一个问题，等上报人补充。', 'Staff asked the reporter something.'),
  },
}

const praised: Standing = {
  word: both('点赞', 'Praise'),
  tone: 'good',
  next: both('谢谢您看见身边的好。', 'Thank you for seeing the good around you.'),
}
const withdrawn: Standing = {
  word: both('已撤回', 'Taken back'),
  tone: 'plain',
  next: both('上报人自己撤回了。', 'The reporter took it back.'),
}

const historical: Standing = {
  word: both('历史记录', 'Record'),
  tone: 'plain',
  next: both('这是从别的系统导入的历史记录。', 'A record that was imported from another system.'),
}

export function standingShown({
  status,
  kind,
  refusalReason,
  channel,
}: Pick<Report, 'status' | 'kind' | 'refusalReason' | 'channel'>): Standing {
  if (channel === 'import' && status === 'closed') return historical
  if (kind === 'praise' && status === 'closed') return praised
  if (refusalReason === 'withdrawn') return withdrawn
  return standings[status]
}

/** The groups by which people filter, each with the states in it. */
export const stateGroups = {
  open: {
    label: both('还没办好', 'Open'),
    states: ['accepted', 'whistled', 'reported_in', 'handed_back', 'half_fixed', 'reopened', 'waiting_for_resident'],
  },
  done: { label: both('已经办好', 'Done'), states: ['resolved', 'confirmed', 'closed'] },
} as const satisfies Record<string, { label: Sentence; states: readonly ReportStatus[] }>
