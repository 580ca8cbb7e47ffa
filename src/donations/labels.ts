import type { DonationState, DonorKind, LegalKind, LineKind } from '../../db/schema/donations.ts'
import type { Sentence } from '../web/words.ts'

export const legalKindNames: Record<LegalKind, Sentence> = {
  charity: { zh: '慈善组织', en: 'Charity' },
  foundation: { zh: '基金会', en: 'Foundation' },
  association: { zh: '公益性社会团体', en: 'Public-benefit association' },
  institution: { zh: '公益性非营利事业单位', en: 'Public-benefit institution' },
  self_help: { zh: '社区互助（居民委员会）', en: 'Mutual help of a community' },
  government: { zh: '县级以上人民政府（救灾）', en: 'Government, in a disaster' },
}

export const donorKindNames: Record<DonorKind, Sentence> = {
  person: { zh: '个人', en: 'Person' },
  firm: { zh: '企业', en: 'Firm' },
  team: { zh: '团队', en: 'Team' },
  anonymous: { zh: '匿名', en: 'Anonymous' },
}

export const lineKindNames: Record<LineKind, Sentence> = {
  goods: { zh: '物资', en: 'Goods' },
  money: { zh: '捐款', en: 'Money' },
  premises: { zh: '无偿场地', en: 'Free premises' },
}

export const donationStateNames: Record<
  DonationState,
  Sentence & { tone: 'plain' | 'good' | 'warn' | 'bad' | 'accent' }
> = {
  draft: { zh: '登记中', en: 'Being entered', tone: 'warn' },
  received: { zh: '已接收，待验收', en: 'Received, to be inspected', tone: 'accent' },
  inspected: { zh: '已验收', en: 'Inspected', tone: 'good' },
  voided: { zh: '已作废', en: 'Voided', tone: 'bad' },
}

/** `1,234.50 元`. */
export const money = (fen: number): Sentence => {
  const yuan = (fen / 100).toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return { zh: `${yuan} 元`, en: `¥${yuan}` }
}

export const weight = (grams: number) => `${(grams / 1000).toFixed(grams % 1000 ? 2 : 0)} kg`

export const stepNames: Record<string, Sentence> = {
  open: { zh: '开始登记', en: 'Opened' },
  receive: { zh: '接收', en: 'Received' },
  inspect: { zh: '验收', en: 'Inspected' },
  void: { zh: '作废', en: 'Voided' },
  recall: { zh: '召回', en: 'Recalled' },
  shelve: { zh: '上架', en: 'Put on a shelf' },
  use_money: { zh: '登记捐款使用', en: 'Entered a use of money' },
  confirm_money: { zh: '核对捐款使用', en: 'Confirmed a use of money' },
  refuse_money: { zh: '退回捐款使用', en: 'Refused a use of money' },
  ask_use: { zh: '询问能否变更用途', en: 'Asked for a change of use' },
  agree_use: { zh: '捐赠人同意变更用途', en: 'The donor agreed to a change of use' },
  refuse_use: { zh: '捐赠人不同意变更用途', en: 'The donor refused a change of use' },
  paper_use: { zh: '登记捐赠人签字的同意书', en: 'Took down what the donor signed' },
  confirm_use: { zh: '核对同意书，变更用途', en: 'Confirmed the paper: its use changed' },
  sendBack_use: { zh: '同意书退回重办', en: 'Sent the paper back' },
  withdraw_use: { zh: '不再变更用途', en: 'No longer asked for a change of use' },
}
