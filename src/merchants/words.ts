import type { Words } from '../web/words.ts'

export const merchantsWords = {
  merchant_missing: { zh: '没有找到这家商户。', en: 'There is no such merchant.' },
  merchant_own: {
    zh: '这是您自己或家人的店，或者您在那里站柜台，要由别人来办。',
    en: 'You own this shop, live with its owner or work there, so somebody else has to do it.',
  },
  merchant_moved: {
    zh: '刚刚有人处理过这家商户，请刷新再看。',
    en: 'Somebody has just dealt with this. Please reload.',
  },
  merchant_why: { zh: '请写明理由。', en: 'Please give the reason.' },
  merchant_reason: { zh: '请选择不通过的原因。', en: 'Choose why it is refused.' },
  merchant_code_invalid: {
    zh: '统一社会信用代码不对：18 位，数字和大写字母（没有 I、O、Z、S、V），最后一位是校验码。',
    en: 'This is no unified social credit code: 18 digits and capitals (no I, O, Z, S, V), the last one a check.',
  },
  merchant_code_taken: {
    zh: '这个统一社会信用代码已经有商户在用，或者正在申请。',
    en: 'A merchant with this code takes part already, or has applied.',
  },
  merchant_licence_photo: { zh: '请拍营业执照的照片。', en: 'Please add a photo of the licence.' },
  merchant_licence_over: { zh: '营业执照已过有效期。', en: 'The licence has run out.' },
  merchant_licence_none: { zh: '没有等待审核的营业执照。', en: 'There is no licence to decide about.' },
  merchant_review_early: {
    zh: '还没到年审时间，{opensOn} 起可以办。',
    en: 'It is too early for the review, which opens on {opensOn}.',
  },
  merchant_review_checks: {
    zh: '这一年还缺检查记录：{kinds}。',
    en: 'Checks of this year are missing: {kinds}.',
  },
  merchant_not_active: { zh: '这家商户还不是诚信商户，或者已经退出。', en: 'This merchant does not take part now.' },
  merchant_same_person: {
    zh: '这件事您已经经手过，要由另一个人决定。',
    en: 'You had a part in this already, so somebody else has to decide.',
  },
  merchant_points_off: {
    zh: '本市暂未开放在商户使用积分。',
    en: 'The city does not let points be spent at merchants at present.',
  },
  merchant_points_paused: {
    zh: '物资保障率红灯，暂停在商户使用积分。',
    en: 'Coverage is red: points cannot be spent at merchants now.',
  },
  merchant_month_full: {
    zh: '这家店本月最多收 {cap} 分，还能收 {left} 分。',
    en: 'This shop accepts {cap} points a month; {left} are left.',
  },
  spender_month_full: {
    zh: '每人每月最多在商户用 {cap} 分，还能用 {left} 分。',
    en: 'At most {cap} points a month are spent at merchants; {left} are left.',
  },
  merchant_clerks_many: { zh: '最多 {max} 名店员。', en: 'At most {max} clerks.' },
  merchant_owner_stays: { zh: '经营者不能移除。', en: 'The owner stays.' },
  payment_missing: { zh: '没有找到这笔积分。', en: 'There is no such payment.' },
  payment_size: { zh: '一次最多 {max} 分。', en: 'At most {max} points at once.' },
  payment_own_shop: {
    zh: '经营者、店员和经营者家人的积分不能在自己的店用。',
    en: 'Owners, their households and clerks cannot spend points in their own shop.',
  },
  payment_pin_needed: { zh: '荣誉卡要输密码。', en: 'A card needs its PIN.' },
  payment_code_used: {
    zh: '这个码已经用过，请顾客等 30 秒换新的码。',
    en: 'This code was used. The customer’s next one comes within 30 seconds.',
  },
  payment_over: { zh: '这笔已经取消或过期，没有扣分。', en: 'This was canceled or ran out. No points were taken.' },
  payment_not_paid: { zh: '这笔没有付过，或者已经退还。', en: 'This was not paid, or was given back already.' },
  payment_refund_late: { zh: '只能当天退还。', en: 'It can be given back on the same day only.' },
  check_missing: { zh: '没有找到这条检查记录。', en: 'There is no such check.' },
  check_photo: { zh: '请附上现场照片。', en: 'Please add a photo of what you saw.' },
  check_today: {
    zh: '这家店今天这一项已经记过合格，明天再记。发现问题随时可以记。',
    en: 'This shop was found good in this today already. What is wrong can be recorded at any time.',
  },
  check_disputed: { zh: '这条记录已经提过异议。', en: 'This check was disputed already.' },
  dispute_missing: { zh: '没有找到这条异议。', en: 'There is no such dispute.' },
  dispute_decided: { zh: '这条异议已经有结果了。', en: 'This dispute was decided already.' },
  complaint_missing: { zh: '没有找到这条投诉。', en: 'There is no such complaint.' },
  complaint_moved: {
    zh: '刚刚有人处理过这条投诉，请刷新再看。',
    en: 'Somebody has just dealt with this. Please reload.',
  },
  complaint_about_own: { zh: '不能投诉自己的店。', en: 'You cannot complain about your own shop.' },
  complaint_day: { zh: '日期还没有到。', en: 'This day has not come yet.' },
  complaint_own: {
    zh: '这是您自己提的投诉，要由别人来办。',
    en: 'You made this complaint, so somebody else deals with it.',
  },
  complaint_unheard: {
    zh: '商户还没有答复，要等到 {until} 答复期限过后。',
    en: 'The merchant has not answered yet and may do so until {until}.',
  },
  complaint_inspected: { zh: '这条投诉不需要再核查。', en: 'This complaint needs no inspection any more.' },
  complaint_merge_into: {
    zh: '请选择同一家商户的另一条投诉。',
    en: 'Choose another complaint about the same merchant.',
  },
  complaint_appeal_late: { zh: '已过申诉期限。', en: 'It is too late to appeal.' },
} satisfies Words
