import type { Words } from '../../web/words.ts'

export const reviewsWords = {
  evidence_photos_missing: { zh: '这个任务至少要 {min} 张照片。', en: 'This task needs at least {min} photos.' },
  evidence_text_missing: { zh: '请写几句做了什么。', en: 'Please write what you did.' },
  evidence_count_missing: { zh: '请填写数量（{unit}）。', en: 'Please say how many ({unit}).' },
  check_in_first: { zh: '请先签到，活动结束后再提交。', en: 'Check in first, then hand in your work.' },
  submission_too_early: { zh: '任务还没开始，开始后才能提交。', en: 'The task has not begun yet.' },
  submission_too_late: {
    zh: '任务已经结束，不能再提交了。有特殊情况请联系发布人。',
    en: 'The task is over. If there was a reason, ask whoever published it.',
  },
  review_own_work: { zh: '自己做的，不能自己审核。', en: 'You cannot review your own work.' },
  review_own_activity: {
    zh: '这是您发布的任务，要由别的审核员来审核。',
    en: 'You published this task: another reviewer has to decide.',
  },
  review_reason_needed: { zh: '请写明原因，居民会看到。', en: 'Please give the reason; the resident will read it.' },
  review_one_level_up: {
    zh: '一天超过 12 小时，要由上一级审核员来审核。',
    en: 'More than 12 hours in one day: a reviewer of the area above has to decide.',
  },
  revoke_nothing: {
    zh: '这一条没有记过时长和积分，没有可以撤回的。',
    en: 'Nothing was credited here, so nothing can be taken back.',
  },
  revoked_before: {
    zh: '这一条已经撤回过一次，申诉后恢复了，不能再撤回。有新的事实，请交给审计员。',
    en: 'This was taken back before and given back on appeal. With new facts, turn to the auditors.',
  },
  review_open_first: {
    zh: '这一条有需要注意的地方，请打开看过再决定。',
    en: 'Something stands out here: open it and look before you decide.',
  },
  review_above_time: {
    zh: '凭据只够记 {most} 小时，不能记得更多。',
    en: 'The evidence bears {most} h; it cannot be more.',
  },
  review_above_price: {
    zh: '这个任务最多 {most} 分，不能给得更多。',
    en: 'This task pays {most} points; it cannot be more.',
  },
  review_quarters: { zh: '时长按刻钟（0.25 小时）记。', en: 'Time is counted in quarter hours.' },
  review_figure_unfit: {
    zh: '志愿服务填时长，积分任务填分数。',
    en: 'Volunteering takes minutes, a point task takes points.',
  },
  claim_appeal_nothing: {
    zh: '这次是按您的凭据全额记的，没有可以申诉的。',
    en: 'Everything your evidence bears was credited: there is nothing to appeal against.',
  },
  claim_appeal_too_late: {
    zh: '申诉要在 {days} 天内提出，现在已经过了。',
    en: 'An appeal has to come within {days} days; that time is over.',
  },
  appeal_own_decision: {
    zh: '第一次是您审核的，申诉要由另一位审核员来定。',
    en: 'You made the first decision: another reviewer has to settle the appeal.',
  },
  spot_check_missing: { zh: '这一条不在抽查之列。', en: 'This claim was not drawn for a second look.' },
  spot_check_own: {
    zh: '第一次是您审核的，抽查要由另一位审核员来做。',
    en: 'You made the first decision: the second look is somebody else’s.',
  },
  spot_check_done: { zh: '别人刚刚已经复核过了。', en: 'Somebody else has just taken this second look.' },
} satisfies Words
