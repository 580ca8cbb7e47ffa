import type { Words } from '../web/words.ts'

export const stockWords = {
  store_missing: { zh: '没有找到这家荣誉超市。', en: 'This store does not exist.' },
  item_missing: { zh: '没有找到这件物品。', en: 'This item does not exist.' },
  item_inactive: { zh: '“{name}”已经停止兑换。', en: '“{name}” is no longer offered.' },
  lot_missing: { zh: '没有找到这批货。', en: 'This lot does not exist.' },
  reservation_missing: { zh: '没有找到这笔预留。', en: 'This reservation does not exist.' },
  stock_out: { zh: '“{name}”不够了，只剩 {left} 件。', en: 'Not enough “{name}”: {left} left.' },
  lot_expired: {
    zh: '保质期 {expiresOn} 已过，不能入库。',
    en: 'It expired on {expiresOn} and cannot be taken in.',
  },
  goods_withdrawn: {
    zh: '“{name}”已过期或被召回，不能发放；目前可发 {left} 件。',
    en: '“{name}” has expired or was recalled and is not handed out. {left} can be.',
  },
  reservation_used: {
    zh: '这笔预留只剩 {open} 件可以处理。',
    en: 'Only {open} pieces of this reservation are still open.',
  },
  barcode_invalid: {
    zh: '条形码不对：应为 8、12 或 13 位数字，最后一位是校验码。',
    en: 'This is not a barcode: 8, 12 or 13 digits, the last one a check digit.',
  },
  return_too_many: { zh: '最多能退回 {issued} 件。', en: 'At most {issued} can be brought back.' },
} satisfies Words
