import type { Matter, ReportStatus, WhistleStatus } from '../../db/schema/reports.ts'
import type { Sentence } from '../web/words.ts'
import type { Report } from './queries.ts'

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'accent'

export const reportStatusLabels: Record<ReportStatus, Sentence> = {
  filed: { zh: '已收到', en: 'Received' },
  accepted: { zh: '已受理', en: 'Accepted' },
  whistled: { zh: '已吹哨', en: 'Whistled' },
  reported_in: { zh: '处理中', en: 'Being handled' },
  handed_back: { zh: '退回待裁定', en: 'Handed back' },
  resolved: { zh: '已处理，待评价', en: 'Done: your word?' },
  half_fixed: { zh: '修好一半', en: 'Half fixed' },
  reopened: { zh: '没有修好，重新办理', en: 'Reopened' },
  confirmed: { zh: '已解决', en: 'Fixed' },
  closed: { zh: '已结案', en: 'Closed' },
  merged: { zh: '已合并', en: 'Merged' },
  refused: { zh: '未受理', en: 'Not taken on' },
  waiting_for_resident: { zh: '等您补充', en: 'Waiting for your answer' },
}

export const reportTones: Record<ReportStatus, Tone> = {
  filed: 'plain',
  accepted: 'accent',
  whistled: 'accent',
  reported_in: 'accent',
  handed_back: 'warn',
  resolved: 'warn',
  half_fixed: 'bad',
  reopened: 'bad',
  confirmed: 'good',
  closed: 'good',
  merged: 'plain',
  refused: 'plain',
  waiting_for_resident: 'warn',
}

export const whistleStatusLabels: Record<WhistleStatus, Sentence> = {
  whistled: { zh: '待报到', en: 'To report in' },
  reported_in: { zh: '已报到', en: 'On duty' },
  handed_back: { zh: '已退回', en: 'Handed back' },
  resolved: { zh: '已办结', en: 'Solved' },
  released: { zh: '已免办', en: 'Released' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
}

export const whistleTones: Record<WhistleStatus, Tone> = {
  whistled: 'warn',
  reported_in: 'accent',
  handed_back: 'bad',
  resolved: 'good',
  released: 'plain',
  withdrawn: 'plain',
}

/** 三事分流. */
export const matterLabels: Record<Matter, Sentence> = {
  government: { zh: '政府的事（吹哨给部门）', en: 'For the government: whistle for departments' },
  community: { zh: '社区的事（社区自己办）', en: 'For the community itself' },
  neighbours: { zh: '邻里的事（调解协商）', en: 'Between neighbours: mediate' },
}

export const urgencyLabels: Record<Report['urgency'], Sentence> = {
  normal: { zh: '一般', en: 'Normal' },
  urgent: { zh: '紧急', en: 'Urgent' },
}

export const verdictLabels: Record<NonNullable<Report['verdict']>, Sentence> = {
  fixed: { zh: '居民确认修好', en: 'Fixed, says the resident' },
  half: { zh: '居民说修好一半', en: 'Half fixed, says the resident' },
  not: { zh: '居民说没修好', en: 'Not fixed, says the resident' },
  silent: { zh: '居民未评价', en: 'No answer from the resident' },
  inspected: { zh: '现场核查修好', en: 'Fixed, says an inspection' },
}

export const escalationLabels: Record<Report['escalation'], Sentence> = {
  community: { zh: '社区', en: 'Community' },
  street: { zh: '已升级到街道', en: 'Escalated to the street' },
  city: { zh: '已升级到市', en: 'Escalated to the city' },
}

/** What happened, as staff read it in the history. */
export const stepLabels: Record<string, Sentence> = {
  file: { zh: '上报', en: 'Filed' },
  accept: { zh: '受理', en: 'Accepted' },
  thank: { zh: '公开并致谢', en: 'Published with thanks' },
  refuse: { zh: '未予受理', en: 'Refused' },
  withdraw: { zh: '撤回', en: 'Withdrawn' },
  object: { zh: '居民提出异议', en: 'The resident objected' },
  reconsider: { zh: '重新审看', en: 'Reconsidered' },
  falsify: { zh: '核实为不实', en: 'Found to be false' },
  merge: { zh: '合并', en: 'Merged' },
  unmerge: { zh: '取消合并', en: 'Taken apart again' },
  ask: { zh: '请居民补充', en: 'Asked the resident' },
  answer: { zh: '居民补充', en: 'The resident answered' },
  goOn: { zh: '不再等待补充', en: 'Went on without an answer' },
  giveUp: { zh: '逾期未补充，继续办理', en: 'No answer in time: goes on' },
  split: { zh: '拆分', en: 'Split' },
  splitOff: { zh: '由另一条拆出', en: 'Split off another one' },
  whistle: { zh: '吹哨', en: 'Whistled' },
  call: { zh: '派单', en: 'Called' },
  callAgain: { zh: '再次派单', en: 'Called again' },
  reportIn: { zh: '报到', en: 'Reported in' },
  handBack: { zh: '退回：不归我们', en: 'Handed back: not ours' },
  insist: { zh: '裁定：仍由该单位办理', en: 'Decided: it is theirs' },
  release: { zh: '裁定：免办', en: 'Decided: released' },
  resolve: { zh: '办结', en: 'Solved' },
  proofPlace: { zh: '办结照片的位置', en: 'Where the proof was taken' },
  remind: { zh: '到期提醒', en: 'Reminded' },
  escalate: { zh: '超期升级', en: 'Escalated' },
  stopClocks: { zh: '暂停计时', en: 'Clocks stopped' },
  startClocks: { zh: '恢复计时', en: 'Clocks started' },
  confirm: { zh: '居民确认修好', en: 'Fixed, says the resident' },
  inspect: { zh: '现场核查修好', en: 'Inspected and found fixed' },
  half: { zh: '居民说修好一半', en: 'Half fixed, says the resident' },
  reopen: { zh: '没修好，重新办理', en: 'Reopened' },
  lapse: { zh: '未评价，自动结案', en: 'Closed in silence' },
  whistling: { zh: '等待报到', en: 'Waiting for duty' },
  onDuty: { zh: '全部报到', en: 'All on duty' },
  solve: { zh: '全部办结', en: 'All solved' },
  foreignUpdate: { zh: '外部系统更新', en: 'Another system says' },
  passOn: { zh: '转给别的系统', en: 'Passed on to another system' },
  passAgain: { zh: '再转一次', en: 'Passed on once more' },
  passFound: { zh: '核对：对方已经收到', en: 'Found to have arrived there' },
  passDropped: { zh: '不再转出', en: 'Not passed on after all' },
  pass_sending: { zh: '正在转出', en: 'Being passed on' },
  pass_token: { zh: '对方已收到，等编号', en: 'Arrived there, without a number yet' },
  pass_received: { zh: '对方已收到', en: 'Arrived there' },
  pass_uncertain: { zh: '不知道对方收到没有', en: 'It is not known whether it arrived' },
  pass_failed: { zh: '没能转出', en: 'Could not be passed on' },
  closedThere: { zh: '在原系统办结', en: 'Closed in the other system' },
  import: { zh: '从别的系统导入', en: 'Imported from another system' },
  redact: { zh: '编辑公开内容', en: 'Public text edited' },
}
