import type { CreditField, CreditLinkState, CreditLoanState } from '../../../db/schema/credit.ts'
import { claimLabels } from '../../credentials/labels.ts'
import type { Sentence } from '../../web/words.ts'
import type { VersionWords } from '../stale.tsx'

type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'accent'

export const fieldNames = claimLabels as Record<CreditField, Sentence>

export const linkStates: Record<CreditLinkState, Sentence & { tone: Tone }> = {
  requested: { zh: '待确认', en: 'To be confirmed', tone: 'accent' },
  previewed: { zh: '已预览', en: 'Previewed', tone: 'accent' },
  consented: { zh: '已同意', en: 'Agreed', tone: 'accent' },
  presented: { zh: '出示中', en: 'Shown', tone: 'good' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn', tone: 'plain' },
  expired: { zh: '已到期', en: 'Expired', tone: 'plain' },
}

export const linkSteps: Record<string, Sentence> = {
  request: { zh: '提出', en: 'Asked for' },
  preview: { zh: '预览了银行将看到的内容', en: 'Looked at what the bank will see' },
  consent: { zh: '同意出示', en: 'Agreed' },
  present: { zh: '生成链接', en: 'Link made' },
  narrow: { zh: '减少内容', en: 'Showed less' },
  allowRecord: { zh: '同意记录贷款', en: 'Agreed to recording' },
  stopRecord: { zh: '撤回记录贷款的同意', en: 'Stopped recording' },
  withdraw: { zh: '撤回', en: 'Withdrawn' },
  expire: { zh: '到期', en: 'Expired' },
}

export const loanStates: Record<CreditLoanState, Sentence & { tone: Tone }> = {
  submitted: { zh: '已申请', en: 'Applied for', tone: 'accent' },
  granted: { zh: '已批准', en: 'Granted', tone: 'good' },
  declined: { zh: '未批准', en: 'Declined', tone: 'plain' },
  disbursed: { zh: '已放款', en: 'Paid out', tone: 'good' },
  repaid: { zh: '已还清', en: 'Repaid', tone: 'good' },
  overdue: { zh: '逾期', en: 'Overdue', tone: 'warn' },
  void: { zh: '作废', en: 'Void', tone: 'plain' },
}

export const loanSteps: Record<string, Sentence> = {
  submit: { zh: '记录申请', en: 'Record the application' },
  grant: { zh: '批准', en: 'Grant' },
  decline: { zh: '不批', en: 'Decline' },
  disburse: { zh: '放款', en: 'Pay out' },
  repay: { zh: '还清', en: 'Repaid' },
  overdue: { zh: '逾期', en: 'Overdue' },
  restore: { zh: '取消逾期', en: 'Not overdue after all' },
  correct: { zh: '更正金额和期限', en: 'Correct amount and term' },
  void: { zh: '作废这条记录', en: 'Void this record' },
  dispute: { zh: '商户提出异议', en: 'Disputed by the merchant' },
  answer: { zh: '银行答复', en: 'Answered by the bank' },
  dropDispute: { zh: '撤回记录的同意，异议不再等待答复', en: 'Recording stopped: the dispute waits no longer' },
}

/** Both versions of a loan record. */
export const loanVersions: VersionWords = {
  labels: {
    state: { zh: '状态', en: 'State' },
    step: { zh: '这一步', en: 'Step' },
    amountYuan: { zh: '金额（元）', en: 'Amount, yuan' },
    termMonths: { zh: '期限（月）', en: 'Term, months' },
    why: { zh: '理由', en: 'Reason' },
  },
  values: { state: loanStates, step: loanSteps },
}

/** Both versions of what a link shows. */
export const linkVersions: VersionWords = {
  labels: { fields: { zh: '银行看到的', en: 'What the bank sees' } },
  values: { fields: fieldNames },
}
