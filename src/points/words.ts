import type { Words } from '../web/words.ts'

export const pointsWords = {
  household_purse_not_yours: {
    zh: '您现在不能使用这个家庭账户，请问户主。',
    en: 'You may not use this household’s points now; ask its head.',
  },
  household_purse_limit: {
    zh: '家庭账户每月最多兑换 {limit} 分，这个月还可以兑 {left} 分。',
    en: 'A household redeems at most {limit} points a month; {left} are left.',
  },
  household_purse_member_limit: {
    zh: '每位成员每月最多用家庭账户 {limit} 分，您这个月还可以用 {left} 分。',
    en: 'One member redeems at most {limit} points of a household a month; {left} are left for you.',
  },
  points_not_enough: {
    zh: '积分不够：需要 {needed} 分，可用 {available} 分。',
    en: 'Not enough points: {needed} needed, {available} available.',
  },
  transfer_missing: { zh: '没有找到这笔积分记录。', en: 'This record does not exist.' },
  hold_missing: { zh: '没有找到这笔冻结的积分。', en: 'These held points do not exist.' },
  rule_not_in_force: { zh: '积分规则 {rule} 目前没有生效。', en: 'Points rule {rule} is not in force.' },
  rule_never_pays: { zh: '这类事情按规则不计分。', en: 'By the rule book this never earns points.' },
  rule_ended: { zh: '这条积分规则已于 {endsOn} 结束。', en: 'This rule ended on {endsOn}.' },
  points_below_rule: { zh: '这条规则至少记 {least} 分。', en: 'This rule pays at least {least} points.' },
  budget_exhausted: {
    zh: '{area}今年的积分额度不够：需要 {needed} 分，还剩 {left} 分。',
    en: 'The budget of {area} does not suffice this year: {needed} needed, {left} left.',
  },
  budget_move_too_large: {
    zh: '社区额度一年最多调出 {most} 分（十分之一）。',
    en: 'At most {most} points (a tenth) of a community’s budget may be moved in a year.',
  },
  budget_same_area: { zh: '调出和调入的区域不能相同。', en: 'Choose two different areas.' },
  reversal_missing: { zh: '没有找到这次冲正。', en: 'This reversal does not exist.' },
  only_grants_reversed: { zh: '只能冲正记错的奖励积分。', en: 'Only wrong grants can be reversed.' },
  already_reversed: { zh: '这笔积分已经冲正过了。', en: 'This grant has already been reversed.' },
  already_overturned: { zh: '这次冲正已经撤销过了。', en: 'This reversal has already been overturned.' },
  grant_was_reversed: {
    zh: '这笔积分已经冲正，不能再补发被截去的部分；如有异议，请对冲正提出申诉。',
    en: 'This grant has been reversed, so what was cut from it is not paid. Appeal against the reversal instead.',
  },
  own_grant: { zh: '不能处理自己的积分。', en: 'You cannot decide about your own points.' },
  rule_missing: { zh: '没有这条积分规则。', en: 'This rule does not exist.' },
  rule_version_missing: { zh: '没有这个规则版本。', en: 'This version does not exist.' },
  rule_starts_too_soon: {
    zh: '最早从明天起生效：今天（{today}）的规则不能再改。',
    en: 'Tomorrow at the earliest: the rules of today ({today}) stand.',
  },
  rule_same_person: {
    zh: '生效日期是您提请的，要由另一位管理员或监督员确认。',
    en: 'You proposed this day: another administrator or an auditor has to confirm it.',
  },
  rule_second_too_new: {
    zh: '任命满 {days} 天后才能确认规则改动，请另一位管理员或监督员确认。',
    en: 'Named less than {days} days ago: another administrator or an auditor has to confirm it.',
  },
  rule_proposal_late: {
    zh: '提请的生效日（{startsOn}）已经到了，不能再确认。请退回，另定日期。',
    en: 'The proposed day ({startsOn}) has come. Send it back and choose a later one.',
  },
  rule_has_begun: { zh: '这个版本已经生效，不能撤回，请另拟新版本。', en: 'This version has begun. Draft a new one.' },
  staff_week_missing: { zh: '这个人在这一周没有发放过积分。', en: 'They granted no points in that week.' },
  appeal_missing: { zh: '没有找到这份申诉。', en: 'This appeal does not exist.' },
  nothing_to_appeal: { zh: '这笔积分没有可以申诉的决定。', en: 'There is no decision here to appeal against.' },
  appeal_too_late: { zh: '申诉期已于 {until} 结束。', en: 'Appeals closed on {until}.' },
  same_decider: {
    zh: '原来的决定是您作的，申诉要由另一个人处理。',
    en: 'You made the first decision: somebody else decides the appeal.',
  },
} satisfies Words
