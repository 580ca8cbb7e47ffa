import type { Words } from '../web/words.ts'

export const householdsWords = {
  household_missing: { zh: '没有找到这个家庭。', en: 'There is no such household.' },
  household_one: {
    zh: '已经在另一个家庭里了，一个人只能在一个家庭。',
    en: 'A person belongs to one household at a time.',
  },
  household_full: { zh: '一个家庭最多 {max} 人。', en: 'A household has at most {max} people.' },
  household_closed: { zh: '这个家庭还没有开通，或者已经注销。', en: 'This household is not open.' },
  household_orders_open: {
    zh: '用家庭账户兑换的东西还没领，请先领取或取消。',
    en: 'Goods ordered from the household’s account are waiting: collect or cancel them first.',
  },
  household_reason: {
    zh: '请写明原因；代为答复的，写明书面答复在哪里。',
    en: 'Please give the reason, or say where the answer on paper lies.',
  },
  household_yours: {
    zh: '这是您自己的家庭，请由别人来办。',
    en: 'This is your own household; somebody else has to deal with it.',
  },
  household_relative: {
    zh: '亲属需要回避，不能结对，也不能经办。',
    en: 'Relatives keep out of it: they neither support nor decide.',
  },
  household_supported: {
    zh: '结对人不能经办这个家庭的事。',
    en: 'Whoever supports a household decides nothing about it.',
  },
  member_missing: { zh: '没有找到这位成员或这个邀请。', en: 'There is no such member or invitation.' },
  member_known: { zh: '已经邀请过，或已经是成员。', en: 'They are a member or invited already.' },
  member_is_head: { zh: '户主不能移出自己，可以选择退出家庭。', en: 'The head cannot be taken out, but may leave.' },
  pairing_missing: { zh: '没有找到这次结对。', en: 'There is no such support pairing.' },
  pairing_known: { zh: '这个家庭和这位结对人已经有一次结对。', en: 'These two are paired, or asked, already.' },
  pairing_days: { zh: '结束日期不能早于开始日期。', en: 'It cannot end before it begins.' },
  pairing_too_long: {
    zh: '一次结对最长 {months} 个月，到期可以再续。',
    en: 'A pairing lasts at most {months} months; it can be made again.',
  },
  pairing_not_agreed: {
    zh: '结对人和家庭都同意后才能批准。',
    en: 'It is approved once the supporter and the household have agreed.',
  },
  pairing_not_active: {
    zh: '结对还没开始或已经结束，不能赠送。',
    en: 'The pairing is not running, so nothing can be given.',
  },
  pairing_two: {
    zh: '提出结对的人不能自己批准，请另一位工作人员审批。',
    en: 'Whoever proposed a pairing does not approve it.',
  },
  supporter_is_you: { zh: '不能提名自己为结对人，请由别人提出。', en: 'You cannot propose yourself as the supporter.' },
  supporter_mutual: {
    zh: '这家人正在帮扶这位自己的家庭，不能互相结对。',
    en: 'This household supports theirs: two do not support each other.',
  },
  supporter_decides: {
    zh: '这位在本辖区审批或发放物资，不能同时结对，请另选一位。',
    en: 'They decide or hand out goods in this area, so they cannot support a household here.',
  },
  visit_day: {
    zh: '走访日期要在结对期内，不能晚于今天。',
    en: 'The day lies within the pairing and not in the future.',
  },
  gift_missing: { zh: '没有找到这份赠送。', en: 'There is no such gift.' },
  gift_lapsed: {
    zh: '答复时间过了，积分已经退给赠送人。',
    en: 'The time to answer has passed; the points go back to the giver.',
  },
  gift_head_answers: { zh: '请户主本人答复。', en: 'The head of the household answers.' },
  gift_limit_giver: {
    zh: '每人每月最多献出 {limit} 分，这个月还可以献 {left} 分。',
    en: 'A person gives at most {limit} points a month; {left} are left.',
  },
  gift_limit_household: {
    zh: '每个家庭每月最多收到 {limit} 分，这个月还可以收 {left} 分。',
    en: 'A household receives at most {limit} points a month; {left} are left.',
  },
  pool_decision_missing: { zh: '没有找到这笔爱心池拨付。', en: 'There is no such decision of the charity pool.' },
  pool_two: { zh: '提出的人不能自己决定，请另一位工作人员决定。', en: 'Whoever proposed it does not decide it.' },
  pool_short: { zh: '爱心池里只有 {left} 分。', en: 'The charity pool has only {left} points.' },
} satisfies Words
