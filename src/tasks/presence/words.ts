import type { Words } from '../../web/words.ts'

export const presenceWords = {
  check_in_code_unreadable: {
    zh: '没有认出这个签到码。请对着组织者屏幕上的二维码重新扫一次，或输入下面的 6 位数字。',
    en: 'This is not a check-in code. Scan the code on the organiser’s screen again, or type its six digits.',
  },
  check_in_code_expired: {
    zh: '这个签到码已经过期（每 30 秒换一次）。请看着组织者的屏幕，再扫一次新的。',
    en: 'This code has expired: it changes every 30 seconds. Scan the one on the organiser’s screen now.',
  },
  check_in_digits_wrong: {
    zh: '数字不对，或者已经换了。请看组织者的屏幕，输入现在显示的 6 位数字。',
    en: 'These digits are wrong or have changed. Type the six digits that the screen shows now.',
  },
  check_in_other_activity: {
    zh: '这是另一个活动的签到码。请扫您参加的这个活动的屏幕。',
    en: 'This code belongs to another activity. Scan the screen of the one you joined.',
  },
  check_in_too_early: {
    zh: '还没到签到时间，活动开始前 30 分钟可以签到。',
    en: 'It is too early: check-in opens 30 minutes before the start.',
  },
  check_in_too_late: {
    zh: '活动已经结束，不能再签到了。如果您确实到场，请联系组织者补录。',
    en: 'The activity is over. If you were there, ask the organiser for a back-entry.',
  },
  check_out_too_late: {
    zh: '活动结束超过 1 小时，不能自己签退了。时长由审核员核实。',
    en: 'More than an hour has passed since the end. A reviewer will settle your hours.',
  },
  check_in_not_needed: {
    zh: '这个任务不用签到，做完直接提交就行。',
    en: 'This task needs no check-in: hand in your work when it is done.',
  },
  check_in_by_staff_only: {
    zh: '这个活动由组织者扫码签到，请出示您的荣誉码或荣誉卡。',
    en: 'The organiser checks people in here: show your own code or your card.',
  },
  check_in_by_code_only: {
    zh: '请扫组织者屏幕上的二维码签到。',
    en: 'Scan the code on the organiser’s screen to check in.',
  },
  check_in_far: {
    zh: '您的位置不在活动地点附近，或者没有允许定位。请到现场扫码，或请组织者扫您的码。',
    en: 'You are not near the place, or your position is not known. Scan the code there, or let the organiser scan yours.',
  },
  not_claimed_here: {
    zh: '您没有报名这个活动。请先报名；名额满了，可以请组织者现场登记。',
    en: 'You have not signed up for this activity. Sign up first, or ask the organiser to add you on the spot.',
  },
  not_on_roll: {
    zh: '名单上没有这个人。还有名额的话，可以现场登记。',
    en: 'This person is not on the list. If a place is free, you can add them now.',
  },
  check_in_handed_in: {
    zh: '这次的成果已经提交，不用再签到了。',
    en: 'Your work has been handed in already, so there is no checking in again.',
  },
  check_in_too_often: {
    zh: '这个活动已经签到 {max} 次，不能再签了。有特殊情况请找组织者。',
    en: 'You have checked in {max} times here; that is the most. If there is a reason, ask the organiser.',
  },
  check_in_canceled: { zh: '这个活动已经取消了。', en: 'This activity was canceled.' },
} satisfies Words
