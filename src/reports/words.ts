import type { Words } from '../web/words.ts'

export const reportsWords = {
  report_missing: { zh: '没有找到这条上报。', en: 'This report does not exist.' },
  whistle_missing: { zh: '没有找到这次吹哨。', en: 'This call does not exist.' },
  category_missing: { zh: '请选择一个类别。', en: 'Please choose a category.' },
  categories_not_yours: { zh: '类别由市级管理员维护。', en: 'Categories are kept by administrators of the city.' },
  category_code_wrong: {
    zh: '代码只能用字母、数字、_ 和 -，最多 40 个。',
    en: 'A code takes up to 40 letters, digits, _ and -.',
  },
  category_known: { zh: '代码“{id}”已经用了。', en: 'The code “{id}” is taken.' },
  clocks_crossed: {
    zh: '办结期限不能短于报到期限，两个都要大于零。',
    en: 'Solving cannot be due before reporting in, and both take time.',
  },
  answer_needed: { zh: '请回答“{label}”。', en: 'Please answer “{label}”.' },
  answer_unfit: { zh: '“{label}”的回答不合要求。', en: 'The answer to “{label}” does not fit.' },
  words_needed: { zh: '请写几句话，或者拍一张照片。', en: 'Please write a few words or take a photo.' },
  words_too_long: { zh: '最多 {max} 个字。', en: 'At most {max} characters.' },
  place_needed: { zh: '请告诉我们在哪里：打开定位、在图上点一下，或写地址。', en: 'Please say where it is.' },
  position_unfit: { zh: '这个位置不对，请重新选一次。', en: 'This position cannot be right. Please choose again.' },
  photo_sent_before: {
    zh: '这张照片以前上报过。同一处问题请点“我也遇到”，不同的问题请重新拍照。',
    en: 'This photo came with a report before. Join that one, or take a new photo.',
  },
  praise_is_thanked: { zh: '这是一条点赞，请用“公开并致谢”。', en: 'This is praise: thank for it.' },
  problem_is_accepted: { zh: '这是一条问题，请用“受理”。', en: 'This is a problem: accept it.' },
  residents_words_needed: { zh: '请写给居民看的话。', en: 'Please write what the resident will read.' },
  reason_needed: { zh: '请写明原因。', en: 'Please say why.' },
  objection_too_late: { zh: '提出异议的期限已过。', en: 'The time to object is over.' },
  objected_before: { zh: '您已经提过一次异议。', en: 'You have objected once already.' },
  merge_into_itself: { zh: '不能并入自己。', en: 'It cannot be merged into itself.' },
  merge_into_ended: { zh: '要并入的那条已经并走或未受理。', en: 'The other one was merged away or refused itself.' },
  split_needs_parts: { zh: '请写出要拆出来的事项。', en: 'Please write what is to be split off.' },
  departments_needed: { zh: '请选择要吹哨的部门。', en: 'Please choose whom to whistle for.' },
  department_ended: { zh: '“{name}”不是可以派单的部门。', en: '“{name}” takes no calls.' },
  called_already: { zh: '这一轮已经吹过哨了。', en: 'They have been called in this round already.' },
  resident_is_asked: { zh: '正在等居民补充，暂停计时。', en: 'The resident has been asked; the clocks stand still.' },
  after_photo_needed: { zh: '请拍一张处理后的照片。', en: 'Please add a photo of how it looks now.' },
  reopen_too_late: {
    zh: '结案已超过 {days} 天，请重新上报。',
    en: 'It was closed more than {days} days ago. Please report it anew.',
  },
  area_needed: { zh: '请选一个社区，好知道归谁办。', en: 'Please choose a community, so that somebody can be sent.' },
  report_is_yours: { zh: '这是您自己报的，有进展会告诉您。', en: 'This is your own report: you will hear of it.' },
  join_too_late: {
    zh: '这一处已经处理过了。又坏了的话，请重新上报。',
    en: 'This was dealt with already. If it broke again, please report it.',
  },
  subscriptions_too_many: {
    zh: '最多订阅 {max} 个，请先取消一些。',
    en: 'At most {max} subscriptions. End some first.',
  },
  confirmed_stays: {
    zh: '您已经现场确认过，这个记录保留。',
    en: 'You have confirmed it on the spot; that remains.',
  },
} satisfies Words
