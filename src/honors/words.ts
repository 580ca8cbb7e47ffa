import type { Words } from '../web/words.ts'

export const honorsWords = {
  award_class_missing: { zh: '没有找到这种荣誉。', en: 'There is no such honour.' },
  award_class_not_yours: { zh: '荣誉类别由市级管理员维护。', en: 'Only an administrator of the city writes these.' },
  award_class_closed: { zh: '这种荣誉现在不接受推荐。', en: 'This honour takes no nominations now.' },
  merit_for_persons: { zh: '记功只记给个人。', en: 'Merit is given to persons only.' },
  panel_missing: { zh: '没有找到这个评审组。', en: 'There is no such panel.' },
  panel_not_yours: { zh: '这个区域的评审组不由您组建。', en: 'This area’s panels are not yours to name.' },
  panel_few: { zh: '评审组至少要有 {min} 个人。', en: 'A panel has at least {min} members.' },
  panel_needed: { zh: '请选择评审组。', en: 'Choose a panel.' },
  panel_closed: {
    zh: '这个评审组已停用，或者管不到这个区域。',
    en: 'This panel has ended, or does not judge for this area.',
  },
  panel_too_small: {
    zh: '除去推荐人和被推荐人，这个评审组只剩 {free} 人，不到规定的 {quorum} 人。',
    en: 'Without those concerned only {free} members are left; {quorum} are needed.',
  },
  honor_why: { zh: '请写明理由。', en: 'Please give the reason.' },
  honor_own_nomination: {
    zh: '这是您推荐的，后面的手续要由别人办。',
    en: 'You made this nomination, so somebody else has to deal with it.',
  },
  honor_about_you: { zh: '这件事和您本人有关，不能由您来办。', en: 'This is about you, so it cannot be yours to do.' },
  honor_panel_decides: {
    zh: '评审组成员只评议，不能再作决定或答复异议。',
    en: 'Members of the panel judge; somebody else decides and answers objections.',
  },
  nomination_missing: { zh: '没有找到这份推荐。', en: 'This nomination does not exist.' },
  nomination_moved: {
    zh: '这份推荐刚刚有人处理过，请刷新再看。',
    en: 'Somebody has just dealt with this. Please reload.',
  },
  nomination_over: {
    zh: '现在已经不能再同意或谢绝了。',
    en: 'It is too late to agree or to decline.',
  },
  nomination_waits: {
    zh: '还有 {count} 位没有答复，要等本人同意或谢绝。',
    en: '{count} have not answered yet. Each of them has to agree or decline first.',
  },
  nominee_answered: { zh: '这位已经答复过了。', en: 'They have answered already.' },
  nominee_count: { zh: '请写 1 到 {max} 个人。', en: 'Name between 1 and {max} people.' },
  group_name_needed: { zh: '请写队伍的名称。', en: 'Give the name of the team.' },
  honor_household_none: {
    zh: '没有找到对方登记的家庭。请先在“我的家庭”里建立家庭、邀请成员。',
    en: 'No household of theirs is registered. It is made under “My household” first.',
  },
  honor_merchant_none: {
    zh: '没有这个编号的诚信商户，或者它现在不参加。编号在门牌上，例如 M-2026-000001。',
    en: 'No honest merchant of this number takes part now. The number is on its plate, such as M-2026-000001.',
  },
  honor_subject_gone: {
    zh: '这个家庭已解散，或者商户已不参加，不能再授予。',
    en: 'This household has closed, or the merchant takes part no longer.',
  },
  already_nominated: { zh: '已经有人推荐过，正在评选中。', en: 'They are nominated for this already.' },
  already_holds: { zh: '已经获得过这项荣誉了。', en: 'They hold this honour already.' },
  not_eligible: {
    zh: '还不符合条件：差积分 {points} 分、时长 {hours} 小时、功 {merit}。',
    en: 'Not eligible yet: {points} points, {hours} hours and {merit} merit are missing.',
  },
  not_voting_now: { zh: '这份推荐现在不在评议中。', en: 'This is not open to a vote.' },
  ballot_conflict: {
    zh: '您是推荐人或被推荐人，请选择“回避”。',
    en: 'You nominated this, or it is about you: please step aside.',
  },
  unrelated_needed: {
    zh: '请先声明与被推荐人没有亲属等利害关系；有的，请选择“回避”。',
    en: 'Declare that you are not related to whom it is about, or step aside.',
  },
  grade_needed: { zh: '请选择您支持的记功等次。', en: 'Choose the class of merit you support.' },
  voted_before: { zh: '您已经投过票了，不能再改。', en: 'You have voted already; a vote is for good.' },
  quorum_missing: {
    zh: '至少要 {quorum} 位成员投票，现在只有 {present} 位。',
    en: 'At least {quorum} members have to vote; {present} have.',
  },
  merit_points_range: {
    zh: '记功的积分是 {min} 到 {max} 分，或者 0 分。',
    en: 'Merit grants {min} to {max} points, or none.',
  },
  merit_points_unfit: { zh: '荣誉不发积分，只有记功可以。', en: 'Honours grant no points; only merit does.' },
  notice_text_needed: { zh: '请写公示内容。', en: 'Write what the public will read.' },
  notice_running: { zh: '公示到 {until} 才满，还不能决定。', en: 'The notice runs until {until}.' },
  notice_over: { zh: '公示已经结束，不能再提异议。', en: 'The notice is over; it is too late to object.' },
  objections_open: { zh: '还有 {count} 条异议没有答复。', en: '{count} objections are not answered yet.' },
  objection_missing: { zh: '没有找到这条异议。', en: 'This objection does not exist.' },
  objection_yours: { zh: '不能答复自己提的异议。', en: 'You cannot answer your own objection.' },
  objection_answered: { zh: '这条异议已经答复过了。', en: 'This objection was answered already.' },
  honor_objected_before: { zh: '您已经提过异议了。', en: 'You have objected already.' },
  quota_used: { zh: '{year} 年的名额（{quota} 个）已经用完。', en: 'All {quota} places of {year} are taken.' },
  appeal_other_person: {
    zh: '撤销的人不能处理对撤销的申诉。',
    en: 'Whoever revoked it cannot deal with the appeal.',
  },
  appeal_late: { zh: '已超过 {days} 天，不能再申诉。', en: 'More than {days} days have passed.' },
  star_held: { zh: '您已经认定为 {stars} 星志愿者。', en: 'Your {stars} stars were granted already.' },
  star_noticed: { zh: '{stars} 星正在公示。', en: 'Your {stars} stars are on public notice.' },
  star_stopped: {
    zh: '上次公示时异议成立，{stars} 星没有认定。时长更正或新增以后，才能再申请。',
    en: 'An objection to your {stars} stars was right. You may ask again once your hours have been corrected or more were added.',
  },
  star_not_granted: {
    zh: '星级要先申请认定、公示期满，才能签发证书。',
    en: 'Stars are certified once they were asked for and their public notice is over.',
  },
  star_notice_missing: { zh: '没有找到这条星级公示。', en: 'There is no such notice of stars.' },
  no_star_yet: { zh: '再服务 {hours} 小时就是一星志愿者了。', en: '{hours} more hours make the first star.' },
} satisfies Words
