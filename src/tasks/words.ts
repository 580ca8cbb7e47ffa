import type { Words } from '../web/words.ts'

export const tasksWords = {
  activity_missing: {
    zh: '没有找到这个任务，可能已经撤下了。',
    en: 'This task does not exist, or is no longer shown.',
  },
  activity_moved: {
    zh: '就在刚才这个任务有了变动，请刷新后再看。',
    en: 'This task has just changed. Please reload and look again.',
  },
  publishing_not_yours: { zh: '这个区域不归您管，不能在这里发布。', en: 'This area is not yours to publish in.' },
  ends_before_start: { zh: '结束时间要晚于开始时间。', en: 'It must end after it starts.' },
  sign_up_too_long: {
    zh: '报名截止不能晚于活动开始（随时可做的任务不能晚于结束）。',
    en: 'Signing up must end before it starts (or, for tasks done any time, before the end).',
  },
  starts_in_past: {
    zh: '这个时间已经过去了，请改成将来的时间。',
    en: 'This time has passed. Choose one that lies ahead.',
  },
  sign_up_in_past: { zh: '报名截止时间已经过去了。', en: 'The sign-up deadline has passed already.' },
  radius_needs_position: {
    zh: '要限定签到范围，请先填地点的经纬度。',
    en: 'A check-in radius needs the position of the place.',
  },
  size_needed: { zh: '积分任务要选大小，它决定得多少分。', en: 'A point task needs a size: it decides the points.' },
  task_too_long: { zh: '一个任务最多开放 {days} 天。', en: 'A task may stay open for {days} days at most.' },
  volunteer_has_no_size: {
    zh: '志愿服务按时长计分，不选大小。',
    en: 'Volunteering is paid by the hour and has no size.',
  },
  volunteer_needs_check_in: { zh: '志愿服务要记时长，必须签到。', en: 'Volunteer hours need a check-in.' },
  volunteer_too_short: { zh: '志愿服务至少 {minutes} 分钟。', en: 'Volunteering lasts {minutes} minutes at least.' },
  volunteer_too_long: {
    zh: '一场志愿服务最多 {hours} 小时，更长的请分成几场。',
    en: 'Volunteering lasts {hours} hours at most. Divide longer ones.',
  },
  not_volunteering: {
    zh: '“{word}”不属于志愿服务，不能记志愿时长。',
    en: '“{word}” is not volunteering and earns no volunteer hours.',
  },
  residents_reason_needed: { zh: '请写明原因，居民会看到。', en: 'Please give the reason; residents will read it.' },
  work_has_begun: {
    zh: '已经有人签到或提交了成果，不能取消。可以把结束时间提前。',
    en: 'Somebody has checked in or handed in work, so it cannot be called off. You can end it earlier.',
  },
  field_settled: {
    zh: '任务已经发布，这一项不能再改。需要的话请取消后重新发布。',
    en: 'It has been published, so this can no longer change. Cancel it and publish again if you must.',
  },
  capacity_below_taken: {
    zh: '已经有 {taken} 人占了名额，人数不能比这更少。',
    en: '{taken} places are taken already; it cannot be fewer.',
  },
  sign_up_closed: { zh: '报名已经结束了。', en: 'Signing up is over.' },
  own_activity: { zh: '自己发布的任务，自己不能报名。', en: 'You cannot sign up for a task you published.' },
  locals_only: { zh: '这个任务只面向本区域的居民。', en: 'This task is for residents of its area only.' },
  age_not_confirmed: {
    zh: '请先确认您已满 {age} 周岁。',
    en: 'Please confirm that you are {age} or older.',
  },
  already_claimed: {
    zh: '您已经报过名了，在“我的任务”里可以看到。',
    en: 'You have signed up already: see “My tasks”.',
  },
  claims_overlap: {
    zh: '时间和您已报名的“{title}”冲突了，请先退出那一个。',
    en: 'This is at the same time as “{title}”, which you signed up for. Leave that one first.',
  },
  activity_full: { zh: '名额已满。', en: 'All places are taken.' },
  claim_missing: { zh: '没有找到这条报名。', en: 'This sign-up does not exist.' },
  claim_moved: {
    zh: '就在刚才这条报名有了变动，请刷新后再看。',
    en: 'This sign-up has just changed. Please reload and look again.',
  },
  offer_lapsed: {
    zh: '确认的期限已过，名额已经给了下一位。',
    en: 'The time to accept has passed; the place went to the next in line.',
  },
  series_missing: { zh: '没有找到这个长期活动。', en: 'This series does not exist.' },
  series_ends_early: { zh: '最后一天要晚于第一场。', en: 'The last day must be later than the first.' },
  series_too_long: { zh: '一个长期活动最多排一年。', en: 'A series runs for a year at most.' },
  weekdays_needed: { zh: '请至少选一个星期几。', en: 'Choose at least one weekday.' },
  series_day_too_long: {
    zh: '超过一天的任务不能设为长期活动。',
    en: 'What lasts longer than a day cannot come again and again.',
  },
  already_in_series: { zh: '它已经属于一个长期活动了。', en: 'It belongs to a series already.' },
  series_day_published: {
    zh: '这一天的活动已经发布，请打开那一场取消，并写明原因。',
    en: 'The one of that day is published. Open it and call it off, with a reason.',
  },
} satisfies Words
