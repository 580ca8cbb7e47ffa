import { addDays, cityDay, fromCityTime } from '../../kit/clock.ts'
import type { Sentence } from '../../web/words.ts'
import type { ActivityFields } from './input.ts'

/** What a new activity begins as: next Saturday morning, two hours, twenty places. */
export function freshFields(now: Date): Partial<ActivityFields> {
  const today = cityDay(now)
  const saturday = addDays(today, (6 - new Date(`${today}T00:00:00Z`).getUTCDay() + 7) % 7 || 7)
  return {
    kind: 'volunteer',
    category: 'environment',
    startsAt: fromCityTime(`${saturday}T09:00`) as Date,
    endsAt: fromCityTime(`${saturday}T11:00`) as Date,
    capacity: 20,
    waitlist: true,
    checkIn: 'either',
  }
}

type Template = { name: string; label: Sentence; fields: Partial<ActivityFields> }

/** What communities publish week after week, ready to be dated. */
export const templates: readonly Template[] = [
  {
    name: 'clean-up',
    label: { zh: '楼道和院落清洁', en: 'Cleaning stairs and yards' },
    fields: {
      title: '楼道和院落清洁志愿服务',
      category: 'environment',
      description: '一起清理楼道杂物、小广告和院落垃圾。工具由社区准备，请带帽子和水。',
      beneficiary: '小区居民',
      evidencePhotosMin: 1,
    },
  },
  {
    name: 'guidance',
    label: { zh: '路口文明劝导', en: 'Guidance at a crossing' },
    fields: {
      title: '路口文明劝导志愿服务',
      category: 'guidance',
      description: '在路口劝导行人和电动车按信号灯通行、戴好头盔。上岗前有简短说明，统一穿马甲。',
      beneficiary: '过往行人',
      riskNotice: '请站在人行道上，不要走到车道里，听从带队人员安排。',
      minAge: 16,
    },
  },
  {
    name: 'care',
    label: { zh: '看望独居老人', en: 'Visiting elders' },
    fields: {
      title: '看望独居老人志愿服务',
      category: 'care',
      description: '两人一组到老人家里陪聊天、打扫、检查用电用气。不收老人的任何东西，不拍老人正脸。',
      beneficiary: '独居老人',
      capacity: 6,
      requirements: '有耐心，会说本地话更好。',
    },
  },
  {
    name: 'haircut',
    label: { zh: '爱心义剪', en: 'Free haircuts' },
    fields: {
      title: '爱心义剪便民服务',
      category: 'service',
      description: '为老人和行动不便的居民免费理发。理发师之外，也需要帮忙排队登记、打扫的人。',
      beneficiary: '老人和行动不便的居民',
      capacity: 8,
    },
  },
  {
    name: 'sorting',
    label: { zh: '垃圾分类引导', en: 'Help with sorting waste' },
    fields: {
      title: '垃圾分类引导志愿服务',
      category: 'outreach',
      description: '早晚高峰在投放点帮助邻居把垃圾分对。开始前有十分钟讲解。',
      beneficiary: '小区居民',
      capacity: 4,
    },
  },
  {
    name: 'photo-task',
    label: { zh: '积分任务：整理门前', en: 'Point task: your own doorstep' },
    fields: {
      kind: 'point_task',
      size: 'S',
      checkIn: 'none',
      title: '整理门前三包',
      category: 'environment',
      description: '把自家门前打扫干净，车辆摆放整齐，整理前后各拍一张照片提交。',
      place: '自家门前',
      capacity: 50,
      evidencePhotosMin: 2,
    },
  },
]
