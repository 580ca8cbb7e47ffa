import type { Words } from '../web/words.ts'

export const hoursWords = {
  hours_record_missing: { zh: '没有找到这条时长记录。', en: 'This record of hours does not exist.' },
  hours_correction_not_yours: { zh: '这条记录不能由您更正。', en: 'This record is not yours to correct.' },
  hours_correction_raises: {
    zh: '更正只能改少。要补时长，请走补录。',
    en: 'A correction can only lower hours. To add some, propose a back-entry.',
  },
  hours_none: { zh: '还没有时长记录，暂时不能开具证明。', en: 'There are no hours to certify yet.' },
  hour_certificate_missing: { zh: '没有找到这份证明。', en: 'This certificate does not exist.' },
  back_entry_missing: { zh: '没有找到这条补录。', en: 'This back-entry does not exist.' },
  back_entry_share: {
    zh: '这样补录时长会占本社区今年时长的 {percent}%，超过了 {percentMax}% 的上限。现在最多还能补 {hoursFree} 小时。',
    en: 'Back-entries would be {percent} % of the community’s hours this year; the limit is {percentMax} %. {hoursFree} h are still free.',
  },
  back_entry_area: { zh: '这个区域不归您管，不能在这里补录。', en: 'This area is not yours to enter hours in.' },
  back_entry_why: { zh: '请写明原因。', en: 'Please give the reason.' },
  back_entry_own: { zh: '不能给自己补录。', en: 'You cannot enter hours for yourself.' },
  back_entry_same_person: {
    zh: '提出补录的人不能自己批准。',
    en: 'Whoever proposes a back-entry cannot approve it.',
  },
  back_entry_same_unit: {
    zh: '补录要由其他社区的审核员，或街道一级的审核员来批准。',
    en: 'A reviewer from another community, or of the street, has to approve this.',
  },
  back_entry_beneficiary: {
    zh: '这是给您记的时长，不能由您来办。',
    en: 'These hours are yours, so the decision cannot be.',
  },
  back_entry_future: { zh: '服务日期要在今天之前。', en: 'The service must lie in the past.' },
  back_entry_too_long: { zh: '一次补录最多 {hours} 小时。', en: 'One back-entry is {hours} hours at most.' },
  back_entry_too_old: { zh: '只能补录最近 {days} 天的服务。', en: 'Only the last {days} days can be entered.' },
  back_entry_overlap: {
    zh: '这段时间已经有时长记录，不能重复补录。',
    en: 'Some of this time is counted already.',
  },
  back_entry_moved: {
    zh: '这条补录刚刚有人处理过，请刷新再看。',
    en: 'Somebody has just dealt with this. Please reload.',
  },
  back_entry_objected_before: { zh: '您已经提过异议了。', en: 'You have objected already.' },
  back_entry_person_unknown: {
    zh: '没有找到这位居民，请核对手机号或荣誉卡号。',
    en: 'No resident was found. Check the phone or card number.',
  },
} satisfies Words
