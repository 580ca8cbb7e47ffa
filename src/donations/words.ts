import type { Words } from '../web/words.ts'

export const donationsWords = {
  donation_not_yours: { zh: '这家超市的捐赠不由您办理。', en: 'Donations to this store are not yours to take in.' },
  donation_missing: { zh: '没有找到这笔捐赠。', en: 'This donation does not exist.' },
  donation_line_missing: { zh: '没有找到这一项捐赠。', en: 'This line of a donation does not exist.' },
  donor_missing: { zh: '没有找到这位捐赠人。', en: 'This donor does not exist.' },
  donor_link_dead: {
    zh: '这个链接打不开捐赠记录了。请向接收单位要一个新的。',
    en: 'This link no longer opens anything. Ask the receiving body for a new one.',
  },
  donor_name_missing: {
    zh: '请填写捐赠人的名称；不愿留名的选“匿名”。',
    en: 'Give the donor’s name, or choose anonymous.',
  },
  donor_anonymous: {
    zh: '匿名捐赠不记姓名、电话，也不上爱心榜。',
    en: 'An anonymous donor has no name, phone or place on the wall.',
  },
  donor_taken: { zh: '这些捐赠已经归到另一位居民名下。', en: 'These donations belong to another resident already.' },
  credit_code_wrong: {
    zh: '统一社会信用代码不对：应为 18 位，最后一位是校验码。',
    en: 'This is no unified social credit code: 18 characters, the last one a check.',
  },
  body_missing: { zh: '这个单位不能接收捐赠。', en: 'This organization does not take donations.' },
  body_not_yours: {
    zh: '接收单位由所在区域的管理员登记。',
    en: 'Receiving bodies are named by the administrators of their area.',
  },
  body_government: {
    zh: '政府部门只有在救灾时才能接收捐赠，请写明是哪次灾害。',
    en: 'A government takes donations only in a disaster: say which.',
  },
  given_in_future: { zh: '捐赠日期不能晚于今天。', en: 'It cannot have been given after today.' },
  donation_closed: { zh: '这笔捐赠已经接收，内容不能再改。', en: 'This donation was received and no longer changes.' },
  donation_empty: { zh: '还没有登记捐了什么。', en: 'Nothing has been entered yet.' },
  donation_on_shelf: { zh: '已经有物资上架，不能作废。', en: 'Some of it is on a shelf, so it cannot be voided.' },
  line_needs_item: { zh: '请选择是目录里的哪一种物品。', en: 'Choose what of the catalogue it is.' },
  line_needs_name: { zh: '请写明捐的是什么。', en: 'Say what it is.' },
  rejected_too_many: { zh: '“{name}”一共只有 {quantity} 件。', en: 'There are only {quantity} of “{name}”.' },
  rejected_why: { zh: '请写明为什么不合格。', en: 'Say why they are not fit for use.' },
  not_inspected: { zh: '验收以后才能上架。', en: 'It goes to a shelf after its inspection.' },
  not_so_many_waiting: { zh: '只有 {waiting} 件还没上架。', en: 'Only {waiting} are waiting.' },
} satisfies Words
