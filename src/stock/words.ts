import type { Words } from '../web/words.ts'

export const stockWords = {
  store_missing: { zh: '没有找到这家荣誉超市。', en: 'This store does not exist.' },
  item_missing: { zh: '没有找到这件物品。', en: 'This item does not exist.' },
  item_inactive: { zh: '“{name}”已经停止兑换。', en: '“{name}” is no longer offered.' },
  lot_missing: { zh: '没有找到这批货。', en: 'This lot does not exist.' },
  reservation_missing: { zh: '没有找到这笔预留。', en: 'This reservation does not exist.' },
  stock_out: { zh: '“{name}”不够了，只剩 {left} 件。', en: 'Not enough “{name}”: {left} left.' },
  stock_for_others: {
    zh: '“{name}”还有，但捐赠人指定给别的居民；您可以兑换的只剩 {left} 件。',
    en: 'There is more “{name}”, but its donor gave it for others. {left} are left for you.',
  },
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
  store_not_yours: { zh: '“{name}”的库存不归您管理。', en: 'The stock of “{name}” is not yours to keep.' },
  catalogue_not_yours: {
    zh: '兑换物品和价格由市里统一管理，请联系管理员。',
    en: 'The catalogue and its prices are kept by the city’s administrators.',
  },
  barcode_taken: { zh: '这个条形码已经用于“{name}”。', en: '“{name}” already has this barcode.' },
  goods_barred: {
    zh: '烟酒不能用积分兑换。判断错了的，请换一个名称。',
    en: 'Alcohol and tobacco are not exchanged for points. If this is neither, give it another name.',
  },
  item_columns_missing: {
    zh: '第一行缺少这些列：{missing}。至少要有条形码、名称、价格。',
    en: 'The first line lacks: {missing}. It needs code, name, price.',
  },
  item_name_wrong: { zh: '名称没有填、太长，或只是一个编号', en: 'The name is empty, too long, or only a number' },
  item_name_twice: { zh: '名称和另一种物品一样，请加上规格', en: 'Another item has this name: add the size' },
  item_code_wrong: {
    zh: '条形码不对：位数、字母或校验码有误',
    en: 'No barcode: its length, a letter, or its check digit',
  },
  item_code_case: { zh: '这是整箱的条码，要用单件的', en: 'This is the code of a case, not of a piece' },
  item_code_rounded: {
    zh: '条形码被表格软件改成了科学计数，请把这一列设成“文本”',
    en: 'A spreadsheet has rounded the barcode: make the column text',
  },
  item_code_twice: { zh: '条形码在文件里重复', en: 'The barcode occurs twice' },
  item_price_wrong: { zh: '价格看不懂', en: 'The price is no sum of money' },
  item_price_zero: { zh: '价格是 0', en: 'The price is 0' },
  item_too_dear: { zh: '太贵，超过每人每月可兑换的积分', en: 'Dearer than what one person may spend in a month' },
  item_unit_wrong: { zh: '单位太长', en: 'The unit is too long' },
  prices_frozen: {
    zh: '物资保障率只有 {ratio}（红灯），价目表已冻结：不涨价，也不降价，等物资补上再调。',
    en: 'Coverage is only {ratio} (red), so the price list is frozen, up and down, until goods come in.',
  },
  price_same: { zh: '和现在的价格一样。', en: 'This is the present price.' },
  price_planned: {
    zh: '已经公布了从 {startsOn} 起的新价格，生效后才能再调。',
    en: 'A new price from {startsOn} on has been announced. Change it after that.',
  },
  price_in_past: { zh: '生效日期不能早于今天。', en: 'It cannot begin before today.' },
  price_notice_short: {
    zh: '涨价要提前 {days} 天公布，最早从 {earliest} 起。',
    en: 'A dearer price is announced {days} days before: {earliest} at the earliest.',
  },
  price_rise_steep: {
    zh: '{span} 天内涨价不能超过 {percent}%：这段时间的最低价 {lowest} 分，最高可调到 {max} 分。',
    en: 'No more than {percent}% above the lowest price of {span} days, {lowest}: {max} at most.',
  },
  lot_not_enough: {
    zh: '这批货没有这么多可动用的，最多 {free} 件（已预留的不能动）。',
    en: 'At most {free} of this lot are free; reserved pieces stay.',
  },
  transfer_same_store: { zh: '调出和调入是同一家超市。', en: 'It is in this store already.' },
  transfer_bad: {
    zh: '“{name}”已过期或已召回，不能调拨。',
    en: '“{name}” has expired or was recalled and is not sent on.',
  },
  item_photo: { zh: '请选一张照片。', en: 'Please choose a photo.' },
  write_off_many: {
    zh: '还没过期的，一个人最多报损 {max} 件。再多请和另一位店员一起盘点，或请管理员报损。',
    en: 'Of goods that still keep, one person writes off {max} at most. Count the rest with a second keeper, or ask an administrator.',
  },
  shipment_missing: { zh: '没有找到这张调拨单。', en: 'This shipment does not exist.' },
  shipment_empty: { zh: '请至少填一种物品的件数。', en: 'Say how many pieces of at least one lot.' },
  shipment_not_counted: { zh: '每一种都要数：没到的填 0。', en: 'Count every line: 0 for what did not arrive.' },
  shipment_too_many: {
    zh: '只发出了 {quantity} 件。多出来的请另查来源。',
    en: 'Only {quantity} were sent. Look into where the others come from.',
  },
  shipment_counts_own: {
    zh: '这批货是您发出的，要由另一个人点收。',
    en: 'You sent this shipment: somebody else counts it in.',
  },
  shipment_missing_why: { zh: '比发出的少，请写明原因。', en: 'Fewer than were sent: say why.' },
  recall_already: {
    zh: '这批货已经是这个状态了，请刷新页面。',
    en: 'This lot already is in that state. Reload the page.',
  },
  count_missing: { zh: '没有找到这次盘点。', en: 'This stock-take does not exist.' },
  count_open_already: { zh: '这家超市有一次盘点还没结束。', en: 'A stock-take of this store is still open.' },
  count_line_done: { zh: '这一行已经盘完了。', en: 'This line is already done.' },
  count_other_person: {
    zh: '第一次和账面差得多，要换另一个人来复盘。',
    en: 'The first count was far off: somebody else has to count again.',
  },
  count_disturbed: {
    zh: '您数的时候有货进出，请把“{name}”再数一遍。',
    en: 'Goods moved while you were counting. Please count “{name}” again.',
  },
  count_below_reserved: {
    zh: '实数比已预留的 {reserved} 件还少。请先处理相关兑换单，再记入盘点。',
    en: 'That is less than the {reserved} pieces reserved. Deal with those orders first.',
  },
  count_unfinished: { zh: '还有 {open} 行没有盘完。', en: '{open} lines are not done yet.' },
} satisfies Words
