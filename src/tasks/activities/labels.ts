import type { Sentence } from '../../web/words.ts'
import type { ActivityStatus, Category, CheckIn, Kind, Size } from './rules.ts'

/** The words for what an activity is made of. */
export const kindLabels: Record<Kind, Sentence> = {
  volunteer: { zh: '志愿服务', en: 'Volunteering' },
  point_task: { zh: '积分任务', en: 'Point task' },
}

export const categoryLabels: Record<Category, Sentence> = {
  environment: { zh: '环境整治', en: 'Clean-up' },
  guidance: { zh: '文明劝导', en: 'Guidance on the street' },
  care: { zh: '关爱帮扶', en: 'Care for neighbours' },
  patrol: { zh: '平安巡防', en: 'Safety patrol' },
  outreach: { zh: '政策宣传', en: 'Outreach' },
  health: { zh: '健康服务', en: 'Health' },
  learning: { zh: '助学辅导', en: 'Learning' },
  service: { zh: '便民服务', en: 'Everyday help' },
  culture: { zh: '文化体育', en: 'Culture and sport' },
  emergency: { zh: '应急服务', en: 'Emergency' },
}

export const sizeLabels: Record<Size, Sentence> = {
  S: { zh: '小（随手就能做）', en: 'S (in passing)' },
  M: { zh: '中（半小时左右）', en: 'M (about half an hour)' },
  L: { zh: '大（一两个小时）', en: 'L (an hour or two)' },
  XL: { zh: '特大（半天以上）', en: 'XL (half a day and more)' },
}

export const checkInLabels: Record<CheckIn, Sentence> = {
  either: { zh: '扫现场二维码，或由工作人员扫码', en: 'Scan the code on site, or be scanned by staff' },
  rotating: { zh: '扫现场二维码（每 30 秒更换）', en: 'Scan the changing code on site' },
  staff: { zh: '由工作人员扫居民码或荣誉卡', en: 'Staff scan your code or honour card' },
  none: { zh: '不用签到，截止前随时可做', en: 'No check-in: do it any time before the end' },
}

export const activityStatusLabels: Record<ActivityStatus, Sentence> = {
  draft: { zh: '草稿', en: 'Draft' },
  published: { zh: '报名中', en: 'Open' },
  ongoing: { zh: '进行中', en: 'Under way' },
  ended: { zh: '已结束', en: 'Ended' },
  settled: { zh: '已结清', en: 'Settled' },
  canceled: { zh: '已取消', en: 'Called off' },
}

export const statusTones: Record<ActivityStatus, 'plain' | 'good' | 'warn' | 'bad' | 'accent'> = {
  draft: 'plain',
  published: 'good',
  ongoing: 'accent',
  ended: 'warn',
  settled: 'plain',
  canceled: 'bad',
}

export const fieldLabels: Record<string, Sentence> = {
  kind: { zh: '类型', en: 'Kind' },
  category: { zh: '类别', en: 'Category' },
  title: { zh: '标题', en: 'Title' },
  description: { zh: '内容', en: 'Description' },
  areaId: { zh: '区域', en: 'Area' },
  place: { zh: '地点', en: 'Place' },
  latitude: { zh: '纬度', en: 'Latitude' },
  longitude: { zh: '经度', en: 'Longitude' },
  radiusMeters: { zh: '签到范围（米）', en: 'Check-in radius (m)' },
  startsAt: { zh: '开始', en: 'Starts' },
  endsAt: { zh: '结束', en: 'Ends' },
  signUpUntil: { zh: '报名截止', en: 'Sign up until' },
  capacity: { zh: '名额', en: 'Places' },
  waitlist: { zh: '允许候补', en: 'Wait list' },
  localsOnly: { zh: '只限本区域居民', en: 'Residents of the area only' },
  minAge: { zh: '最低年龄', en: 'Least age' },
  requirements: { zh: '要求', en: 'Requirements' },
  riskNotice: { zh: '安全提示', en: 'Safety notice' },
  beneficiary: { zh: '服务对象', en: 'Whom it serves' },
  contact: { zh: '联系人', en: 'Contact' },
  size: { zh: '大小', en: 'Size' },
  checkIn: { zh: '签到方式', en: 'Check-in' },
  evidencePhotosMin: { zh: '照片张数', en: 'Photos' },
  evidenceText: { zh: '文字说明', en: 'Text' },
  evidenceUnit: { zh: '计数单位', en: 'Counted in' },
}
