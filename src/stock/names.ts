import type { ItemCategory, MoveKind } from '../../db/schema/stock.ts'
import type { Sentence } from '../web/words.ts'
import type { Freshness } from './shelf/queries.ts'

export const categoryNames: Record<ItemCategory, Sentence> = {
  food: { zh: '食品', en: 'Food' },
  household: { zh: '日用', en: 'Household' },
  care: { zh: '洗护', en: 'Care' },
  school: { zh: '文具', en: 'School' },
  service: { zh: '服务', en: 'Services' },
  other: { zh: '其他', en: 'Other' },
}

export const moveNames: Record<MoveKind, Sentence> = {
  intake: { zh: '入库', en: 'Taken in' },
  reserve: { zh: '预留', en: 'Reserved' },
  release: { zh: '解除预留', en: 'Released' },
  issue: { zh: '出库', en: 'Handed out' },
  return: { zh: '退回', en: 'Brought back' },
  write_off: { zh: '报损', en: 'Written off' },
  transfer_out: { zh: '调出', en: 'Sent' },
  transfer_in: { zh: '调入', en: 'Arrived' },
  transfer_back: { zh: '调出撤回', en: 'Called back' },
  recall: { zh: '召回（暂停发放）', en: 'Recalled' },
  readmit: { zh: '恢复发放', en: 'Given free' },
  count: { zh: '盘点差异', en: 'Count difference' },
}

export const freshnessNames: Record<Freshness, Sentence & { tone: 'good' | 'warn' | 'bad' }> = {
  good: { zh: '正常', en: 'Good', tone: 'good' },
  near: { zh: '临期', en: 'Near expiry', tone: 'warn' },
  expired: { zh: '已过期', en: 'Expired', tone: 'bad' },
  recalled: { zh: '暂停发放', en: 'Recalled', tone: 'bad' },
}

/** Fen as yuan: `30.00 元`. */
export const yuan = (fen: number): Sentence => ({
  zh: `${(fen / 100).toFixed(2)} 元`,
  en: `¥${(fen / 100).toFixed(2)}`,
})
