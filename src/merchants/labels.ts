import type {
  CheckKind,
  CheckResult,
  ComplaintKind,
  ComplaintState,
  HonestyLevel,
  MerchantKind,
  MerchantRefusal,
  MerchantState,
  PaymentState,
  ScorePart,
} from '../../db/schema/merchants.ts'
import type { Sentence } from '../web/words.ts'
import type { VersionWords } from './stale.tsx'

type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'accent'

export const kindNames: Record<MerchantKind, Sentence> = {
  food: { zh: '餐饮', en: 'Food' },
  grocery: { zh: '粮油副食、百货', en: 'Groceries and goods' },
  service: { zh: '理发、洗衣等服务', en: 'Services' },
  repair: { zh: '维修、五金', en: 'Repairs and hardware' },
  health: { zh: '药店、诊所', en: 'Pharmacy and health' },
  other: { zh: '其他', en: 'Other' },
}

export const stateNames: Record<MerchantState, Sentence> = {
  applied: { zh: '待审核', en: 'To be reviewed' },
  returned: { zh: '待补充', en: 'More is asked for' },
  active: { zh: '诚信商户', en: 'Honest merchant' },
  suspended: { zh: '已暂停', en: 'Suspended' },
  lapsed: { zh: '年审过期', en: 'Review lapsed' },
  refused: { zh: '未通过', en: 'Refused' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  closed: { zh: '已退出', en: 'Closed' },
}

export const stateTones: Record<MerchantState, Tone> = {
  applied: 'accent',
  returned: 'warn',
  active: 'good',
  suspended: 'bad',
  lapsed: 'warn',
  refused: 'bad',
  withdrawn: 'plain',
  closed: 'plain',
}

export const refusalNames: Record<MerchantRefusal, Sentence> = {
  licence: { zh: '营业执照看不清、不一致或已过期', en: 'The licence is unreadable, differs or has run out' },
  identity: { zh: '申请人不是经营者', en: 'The applicant does not run the shop' },
  place: { zh: '地址不在本辖区或找不到', en: 'The address is not here, or was not found' },
  kind: { zh: '经营项目不适合', en: 'The trade does not qualify' },
  other: { zh: '其他（写明理由）', en: 'Other (see the reason)' },
}

export const levelNames: Record<HonestyLevel, Sentence> = {
  A: { zh: 'A 级', en: 'Level A' },
  B: { zh: 'B 级', en: 'Level B' },
  C: { zh: 'C 级', en: 'Level C' },
  none: { zh: '暂无等级', en: 'No level yet' },
}

export const levelTones: Record<HonestyLevel, Tone> = { A: 'good', B: 'good', C: 'plain', none: 'plain' }

export const partNames: Record<ScorePart, Sentence> = {
  licence: { zh: '营业执照和纳税', en: 'Licence and tax standing' },
  complaints: { zh: '投诉查实', en: 'Upheld complaints' },
  checks: { zh: '价格和卫生检查', en: 'Price and hygiene checks' },
  front: { zh: '门前三包', en: 'Before the door' },
  service: { zh: '社区服务', en: 'Community service' },
}

export const checkNames: Record<CheckKind, Sentence> = {
  tax: { zh: '纳税', en: 'Tax standing' },
  price: { zh: '明码标价', en: 'Prices' },
  hygiene: { zh: '卫生', en: 'Hygiene' },
  front: { zh: '门前三包', en: 'Before the door' },
}

export const resultNames: Record<CheckResult, Sentence> = {
  good: { zh: '合格', en: 'Good' },
  flaw: { zh: '有瑕疵', en: 'Flawed' },
  bad: { zh: '不合格', en: 'Bad' },
}
export const resultTones: Record<CheckResult, Tone> = { good: 'good', flaw: 'warn', bad: 'bad' }

export const complaintNames: Record<ComplaintKind, Sentence> = {
  price: { zh: '价格、缺斤短两', en: 'Prices and measures' },
  quality: { zh: '商品质量', en: 'Quality' },
  service: { zh: '服务态度', en: 'Service' },
  hygiene: { zh: '卫生', en: 'Hygiene' },
  fraud: { zh: '欺诈、假货', en: 'Fraud' },
  other: { zh: '其他', en: 'Other' },
}

export const complaintStateNames: Record<ComplaintState, Sentence> = {
  filed: { zh: '等待商户答复', en: 'Waiting for the merchant' },
  answered: { zh: '等待决定', en: 'To be decided' },
  upheld: { zh: '查实', en: 'Upheld' },
  unfounded: { zh: '不成立', en: 'Unfounded' },
  appealed: { zh: '商户申诉中', en: 'Under appeal' },
  confirmed: { zh: '申诉后维持', en: 'Upheld on appeal' },
  overturned: { zh: '申诉成立，撤销', en: 'Overturned on appeal' },
  merged: { zh: '与另一条合并', en: 'Merged' },
}
export const complaintTones: Record<ComplaintState, Tone> = {
  filed: 'plain',
  answered: 'accent',
  upheld: 'bad',
  unfounded: 'good',
  appealed: 'warn',
  confirmed: 'bad',
  overturned: 'good',
  merged: 'plain',
}

export const paymentNames: Record<PaymentState, Sentence> = {
  asked: { zh: '等待确认', en: 'To be confirmed' },
  paid: { zh: '已付', en: 'Paid' },
  declined: { zh: '已取消', en: 'Canceled' },
  expired: { zh: '已过期', en: 'Ran out' },
  refunded: { zh: '已退还', en: 'Given back' },
}
export const paymentTones: Record<PaymentState, Tone> = {
  asked: 'accent',
  paid: 'good',
  declined: 'plain',
  expired: 'plain',
  refunded: 'warn',
}

/** Steps as buttons and in the timeline; a step of the clockwork too. */
export const stepNames: Record<string, Sentence> = {
  apply: { zh: '申请', en: 'Applied' },
  resubmit: { zh: '补充后重新提交', en: 'Sent again' },
  approve: { zh: '通过', en: 'Approve' },
  ask: { zh: '要求补充', en: 'Ask for more' },
  refuse: { zh: '不通过', en: 'Refuse' },
  withdraw: { zh: '撤回申请', en: 'Withdraw' },
  suspend: { zh: '暂停', en: 'Suspend' },
  restore: { zh: '恢复', en: 'Restore' },
  lapse: { zh: '年审过期', en: 'Review lapsed' },
  renew: { zh: '年审通过', en: 'Pass the yearly review' },
  close: { zh: '退出', en: 'Close' },
  licence: { zh: '更换营业执照', en: 'New licence' },
  takeLicence: { zh: '认可新执照', en: 'New licence accepted' },
  list: { zh: '公开名单', en: 'Public list' },
  file: { zh: '投诉', en: 'Filed' },
  answer: { zh: '商户答复', en: 'Answered' },
  inspect: { zh: '现场核查', en: 'Inspect' },
  uphold: { zh: '查实', en: 'Uphold' },
  reject: { zh: '不成立', en: 'Unfounded' },
  merge: { zh: '合并', en: 'Merge' },
  appeal: { zh: '申诉', en: 'Appeal' },
  confirm: { zh: '维持', en: 'Confirm' },
  overturn: { zh: '撤销原决定', en: 'Overturn' },
}

const outcomeNames: Record<string, Sentence> = {
  accept: { zh: '认可', en: 'Accept' },
  refuse: { zh: '不认可', en: 'Refuse' },
}

/** Both versions of a merchant, of its application and of its licence. */
export const merchantVersions: VersionWords = {
  labels: {
    state: { zh: '状态', en: 'State' },
    step: { zh: '怎么办', en: 'What to do' },
    outcome: { zh: '新执照', en: 'New licence' },
    why: { zh: '理由', en: 'Reason' },
    name: { zh: '店名', en: 'Name of the shop' },
    unifiedCode: { zh: '统一社会信用代码', en: 'Unified code' },
    kind: { zh: '经营类别', en: 'Kind of trade' },
    address: { zh: '地址', en: 'Address' },
    area: { zh: '所在社区', en: 'Community' },
    licenceUntil: { zh: '执照有效期到', en: 'Licence until' },
  },
  values: { state: stateNames, step: stepNames, outcome: outcomeNames, kind: kindNames },
}

/** Both versions of a complaint. */
export const complaintVersions: VersionWords = {
  labels: {
    state: { zh: '状态', en: 'State' },
    step: { zh: '决定', en: 'Decision' },
    text: { zh: '理由', en: 'Reason' },
    answer: { zh: '商户答复', en: 'The merchant’s answer' },
    inspection: { zh: '现场核查', en: 'Inspection' },
    appealWhy: { zh: '商户申诉', en: 'The merchant’s appeal' },
  },
  values: { state: complaintStateNames, step: stepNames },
}
