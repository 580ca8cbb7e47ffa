import type { Sentence } from '../../web/words.ts'
import type { ClaimStatus } from './rules.ts'

type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'accent'

/** A claim's state in a word. */
export const claimStatusLabels: Record<ClaimStatus, Sentence> = {
  claimed: { zh: '已报名', en: 'Signed up' },
  waitlisted: { zh: '候补中', en: 'In line' },
  offered: { zh: '等您确认', en: 'A place for you' },
  checked_in: { zh: '已签到', en: 'Checked in' },
  checked_out: { zh: '已签退', en: 'Checked out' },
  submitted: { zh: '等待审核', en: 'Under review' },
  returned: { zh: '需要补充', en: 'Something is missing' },
  approved: { zh: '审核通过', en: 'Approved' },
  rejected: { zh: '未通过', en: 'Not approved' },
  appealed: { zh: '申诉处理中', en: 'Appeal under way' },
  upheld: { zh: '维持原决定', en: 'Appeal refused' },
  overturned: { zh: '申诉成立', en: 'Appeal granted' },
  credited: { zh: '积分已记', en: 'Points recorded' },
  revoked: { zh: '认定已撤回', en: 'Taken back' },
  canceled: { zh: '已退出', en: 'Left' },
  late_canceled: { zh: '临时取消', en: 'Left late' },
  no_show: { zh: '未到', en: 'Did not come' },
  excused: { zh: '已请假', en: 'Excused' },
}

export const claimTones: Record<ClaimStatus, Tone> = {
  claimed: 'good',
  waitlisted: 'plain',
  offered: 'accent',
  checked_in: 'good',
  checked_out: 'good',
  submitted: 'plain',
  returned: 'accent',
  approved: 'good',
  rejected: 'bad',
  appealed: 'plain',
  upheld: 'bad',
  overturned: 'good',
  credited: 'good',
  revoked: 'bad',
  canceled: 'plain',
  late_canceled: 'warn',
  no_show: 'bad',
  excused: 'plain',
}

/** What comes next, in a sentence to the person. */
export const nextSentences: Record<ClaimStatus, Sentence> = {
  claimed: { zh: '名额是您的了，到时候见。', en: 'The place is yours. See you there.' },
  waitlisted: { zh: '前面的人让出名额时，我们会通知您。', en: 'You will be told when a place comes free.' },
  offered: {
    zh: '轮到您了，请在期限内确认，过时会让给下一位。',
    en: 'A place is kept for you. Please accept in time.',
  },
  checked_in: {
    zh: '您已签到。离开时别忘了签退，时长算到签退为止。',
    en: 'You are checked in. Check out when you leave: your time counts until then.',
  },
  checked_out: {
    zh: '辛苦了！请提交成果，审核通过后记分。',
    en: 'Thank you! Hand in your result; points follow its approval.',
  },
  submitted: { zh: '成果已提交，审核员会尽快处理。', en: 'Handed in. A reviewer will look at it soon.' },
  returned: { zh: '审核员请您补充材料，请看下面的说明。', en: 'The reviewer asks for more: see below.' },
  approved: { zh: '审核通过，积分正在入账。', en: 'Approved; your points are on their way.' },
  rejected: {
    zh: '这次没有通过。不同意的话，可以在期限内申诉。',
    en: 'Not approved this time. If you disagree, you may appeal in time.',
  },
  appealed: { zh: '申诉已收到，由另一位审核员处理。', en: 'Your appeal is with another reviewer.' },
  upheld: { zh: '申诉后维持原决定，原因见下面。', en: 'The decision was confirmed; the reason is below.' },
  overturned: { zh: '申诉成立，积分正在入账。', en: 'Your appeal was granted; your points are on their way.' },
  credited: {
    zh: '积分已经记上，公示期满后可用。谢谢您！',
    en: 'Your points are recorded and can be spent after the objection time. Thank you!',
  },
  revoked: {
    zh: '当时的认定被撤回了，时长和积分也随之更正。不同意的话，可以在期限内申诉。',
    en: 'The approval was taken back, and with it hours and points. If you disagree, you may appeal in time.',
  },
  canceled: { zh: '这次不参加了。想来的话可以再报名。', en: 'You are not taking part. You may sign up again.' },
  late_canceled: {
    zh: '您在 24 小时内退出，记了一次临时取消。有特殊情况请联系组织者请假。',
    en: 'You left within 24 hours, which is noted as late. If there was a reason, tell the organiser.',
  },
  no_show: {
    zh: '没有您的签到记录。有特殊情况请联系组织者。',
    en: 'You were not seen there. If there was a reason, tell the organiser.',
  },
  excused: { zh: '组织者已为您请假，不影响以后报名。', en: 'You were excused; nothing is held against you.' },
}

/** After leaving, where nothing has to be handed in. */
export const doneSentence: Sentence = {
  zh: '辛苦了！活动结束后自动送去审核，不用再提交什么。结束前回来，可以再签到。',
  en: 'Thank you! A reviewer looks at it after the end; nothing has to be handed in. If you come back before, check in again.',
}

/** What a step was, in the timeline. */
export const stepLabels: Record<string, Sentence> = {
  claim: { zh: '报名', en: 'Signed up' },
  offer: { zh: '轮到候补', en: 'A place was offered' },
  accept: { zh: '确认参加', en: 'Accepted' },
  decline: { zh: '让给别人', en: 'Passed on' },
  lapse: { zh: '过时未确认', en: 'Not answered in time' },
  close: { zh: '报名关闭', en: 'Closed' },
  leave: { zh: '退出', en: 'Left' },
  leaveLate: { zh: '临时取消', en: 'Left late' },
  excuse: { zh: '请假', en: 'Excused' },
  miss: { zh: '没有到场', en: 'Not seen' },
  checkIn: { zh: '签到', en: 'Checked in' },
  checkOut: { zh: '签退', en: 'Checked out' },
  submit: { zh: '提交成果', en: 'Handed in' },
  approve: { zh: '审核通过', en: 'Approved' },
  return: { zh: '退回补充', en: 'Returned' },
  reject: { zh: '审核不通过', en: 'Not approved' },
  revoke: { zh: '撤回认定', en: 'Approval taken back' },
  appeal: { zh: '申诉', en: 'Appealed' },
  uphold: { zh: '维持原决定', en: 'Decision confirmed' },
  overturn: { zh: '申诉成立', en: 'Appeal granted' },
  credit: { zh: '积分入账', en: 'Points recorded' },
}

/** Reasons that the clockwork gives, in words. */
export const causeLabels: Record<string, Sentence> = {
  activity_canceled: { zh: '活动取消', en: 'The activity was called off' },
  started: { zh: '活动已开始，候补结束', en: 'It has begun; the line is closed' },
  offer_lapsed: { zh: '没有在期限内确认', en: 'No answer in time' },
  no_check_out: { zh: '没有签退', en: 'No check-out' },
  not_handed_in: { zh: '任务结束，没有提交', en: 'Over, with nothing handed in' },
  nothing_added: { zh: '14 天内没有补充', en: 'Nothing was added within 14 days' },
  no_evidence: { zh: '没有提交成果，按签到记录审核', en: 'Nothing was handed in; decided from the check-in' },
}
