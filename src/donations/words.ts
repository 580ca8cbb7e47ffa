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
  body_named: {
    zh: '这个单位已经登记过。要改，请在上面的表里点它的名称。',
    en: 'It is named already. To correct it, press its name in the table.',
  },
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
  donation_money_used: {
    zh: '捐款已经登记了使用，要先冲回，才能作废。',
    en: 'Uses of its money were entered: take them back before it is voided.',
  },
  donor_is_you: {
    zh: '您自己捐的，请同事登记。',
    en: 'What you give yourself is entered by a colleague.',
  },
  use_change_own: {
    zh: '登记的捐赠人是您自己，请同事来询问。',
    en: 'You are the donor: a colleague has to ask.',
  },
  line_worth: { zh: '价值太大，请核对数量和单价。', en: 'Worth too much: check the pieces and the value of one.' },
  line_needs_item: { zh: '请选择是目录里的哪一种物品。', en: 'Choose what of the catalogue it is.' },
  line_needs_name: { zh: '请写明捐的是什么。', en: 'Say what it is.' },
  rejected_too_many: { zh: '“{name}”一共只有 {quantity} 件。', en: 'There are only {quantity} of “{name}”.' },
  rejected_why: { zh: '请写明为什么不合格。', en: 'Say why they are not fit for use.' },
  not_inspected: { zh: '验收以后才能上架。', en: 'It goes to a shelf after its inspection.' },
  not_so_many_waiting: { zh: '只有 {waiting} 件还没上架。', en: 'Only {waiting} are waiting.' },
  use_change_missing: { zh: '没有找到这次用途变更。', en: 'This change of use does not exist.' },
  use_change_open: {
    zh: '已经问过捐赠人，正在等答复。',
    en: 'The donor has been asked already, and has not answered yet.',
  },
  use_change_same: { zh: '和现在的用途一样。', en: 'This is what it is for now.' },
  use_change_too_early: { zh: '接收以后才能变更用途。', en: 'Its use can be changed once it was received.' },
  use_change_anonymous: {
    zh: '匿名捐赠无法征得捐赠人同意，只能按原来的用途使用。',
    en: 'An anonymous donor cannot be asked: the use it was given for stands.',
  },
  use_change_two: {
    zh: '登记同意书的人不能自己确认，请换一个人核对。',
    en: 'Somebody else than who took the paper down has to confirm it.',
  },
  use_change_proof: {
    zh: '要用捐赠时留的手机号证明是您本人：打开凭证上的二维码收验证码，或用这个手机号登录。',
    en: 'Prove that it is you with the phone you gave: by a code from the link on your receipt, or signed in with it.',
  },
  use_change_scan: { zh: '请拍下捐赠人签字的同意书。', en: 'Add a picture of the paper the donor signed.' },
  not_money: { zh: '这一项不是捐款。', en: 'This is no money.' },
  money_use_too_early: { zh: '接收以后才能登记使用。', en: 'Its use is entered once it was received.' },
  money_use_day: {
    zh: '使用日期要在捐赠以后、今天以前。',
    en: 'It was used between the day it was given and today.',
  },
  money_use_too_much: {
    zh: '这笔捐款只剩 {left} 元可用（待核对的也算在内）。',
    en: 'Only {left} yuan of it are left, with what waits to be confirmed.',
  },
  money_use_too_little: {
    zh: '已核对的使用只有 {used} 元，冲不回这么多。',
    en: 'Only {used} yuan were used: no more can be taken back.',
  },
  money_use_missing: { zh: '没有找到这次使用。', en: 'This use does not exist.' },
  money_use_two: {
    zh: '登记的人不能自己核对，请换一个人对照票据。',
    en: 'Somebody else than who entered it has to compare it with the receipt.',
  },
  money_use_answered: { zh: '这次使用已经核对过了。', en: 'It has been answered already.' },
  donor_without_phone: {
    zh: '捐赠时没有留手机号，请到超市当面签同意书。',
    en: 'You left no phone number: please sign on paper at the store.',
  },
  donor_not_you: {
    zh: '这些捐赠是用另一个手机号登记的。请用那个手机号登录。',
    en: 'These were entered with another phone number. Sign in with that one.',
  },
} satisfies Words
