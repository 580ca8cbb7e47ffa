import type { Sentence } from '../../web/words.ts'
import type { Flag } from './rules.ts'

/** What stands out, in a word to the reviewer. */
export const flagLabels: Record<Flag, Sentence> = {
  no_check_out: { zh: '没有签退，只算到活动结束', en: 'No check-out: counted to the planned end' },
  shared_device: { zh: '10 分钟内同一部手机给两个人签到', en: 'One device for two people within ten minutes' },
  place_unknown: { zh: '没有位置', en: 'No position' },
  place_far: { zh: '位置离现场较远', en: 'Position far from the place' },
  one_sided: { zh: '单方凭据（乙级）', en: 'One-sided (grade B)' },
  over_8_hours: { zh: '一天超过 8 小时', en: 'More than 8 hours that day' },
  over_12_hours: { zh: '一天超过 12 小时，由上一级审核', en: 'More than 12 hours that day: one level up' },
  overlap: { zh: '部分时间已在别处记过', en: 'Some of the time is counted elsewhere' },
  like_photo: { zh: '有相似的照片用过', en: 'A like photo was used before' },
}

export const bandLabels: Record<string, Sentence> = {
  inside: { zh: '在范围内', en: 'inside' },
  near: { zh: '在附近', en: 'near' },
  far: { zh: '较远', en: 'far' },
  unknown: { zh: '没有位置', en: 'not given' },
  not_asked: { zh: '不要求', en: 'not asked' },
}

export const wayLabels: Record<string, Sentence> = {
  screen: { zh: '扫现场屏幕', en: 'scanned the screen' },
  roll: { zh: '组织者扫码', en: 'scanned by the organiser' },
  place: { zh: '自己用位置', en: 'by position' },
}

export const decisionLabels: Record<string, Sentence> = {
  approve: { zh: '通过', en: 'Approved' },
  return: { zh: '退回补充', en: 'Returned for a fix' },
  reject: { zh: '不通过', en: 'Not approved' },
  revoke: { zh: '撤回认定', en: 'Approval taken back' },
  uphold: { zh: '维持原决定', en: 'Decision kept' },
  overturn: { zh: '申诉成立', en: 'Appeal granted' },
}
