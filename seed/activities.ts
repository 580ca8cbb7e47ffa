import type { ActivityFields } from '../src/tasks/activities/input.ts'
import { communities } from './places.ts'

/** A plan without its dates. */
type Plan = Pick<ActivityFields, 'kind' | 'category' | 'title' | 'description' | 'areaId' | 'place' | 'capacity'> &
  Partial<ActivityFields> & { clerk: string; startsInDays: number; time: string; minutes: number }

const { qingyun, zhenxing, nanhu } = communities
const [clerkLi, clerkQian, clerkZhou] = ['demo-clerk-li', 'demo-clerk-qian', 'demo-clerk-zhou']

/** What was done in the past weeks: who took part earned the points that the town starts with. */
export const pastPlans: readonly (Plan & { joined: readonly string[] })[] = [
  ...[40, 33, 26, 19, 12].map((daysAgo) => ({
    kind: 'volunteer' as const,
    category: 'environment' as const,
    title: '清洁家园行动',
    description: '清扫小区道路和绿化带，捡拾白色垃圾。工具由社区提供，请穿方便活动的鞋。',
    areaId: qingyun,
    place: '青云社区党群服务中心门前集合',
    capacity: 12,
    beneficiary: '青云社区全体居民',
    clerk: clerkLi,
    startsInDays: -daysAgo,
    time: '09:00',
    minutes: 120,
    joined: [
      ...['demo-wang-fang', 'demo-zhang-wei', 'demo-li-guiying', 'demo-pu-xuemei'],
      ...['demo-lu-jianhua', 'demo-tao-li'],
    ],
  })),
  ...[36, 22, 8].map((daysAgo) => ({
    kind: 'volunteer' as const,
    category: 'care' as const,
    title: '上门陪伴独居老人',
    description: '两人一组，陪老人聊天、读报、打扫房间，帮助使用手机。',
    areaId: zhenxing,
    place: '振兴社区居家养老服务站',
    capacity: 6,
    beneficiary: '辖区独居老人 8 户',
    clerk: clerkQian,
    startsInDays: -daysAgo,
    time: '14:30',
    minutes: 90,
    joined: ['demo-yang-guoqiang', 'demo-chen-jie', 'demo-wang-fang'],
  })),
  ...[30, 16].map((daysAgo) => ({
    kind: 'volunteer' as const,
    category: 'guidance' as const,
    title: '南湖周边文明交通劝导',
    description: '在路口劝导行人和非机动车遵守信号灯，协助老人、孩子过马路。',
    areaId: nanhu,
    place: '南湖公园北门路口',
    capacity: 8,
    beneficiary: '过往行人',
    clerk: clerkZhou,
    startsInDays: -daysAgo,
    time: '16:30',
    minutes: 120,
    joined: ['demo-aygul', 'demo-ma-jun'],
  })),
]

/** What residents find when they open the town today. */
export const comingPlans: readonly Plan[] = [
  {
    kind: 'volunteer',
    category: 'environment',
    title: '清洁家园行动',
    description: '清扫小区道路和绿化带，捡拾白色垃圾。工具由社区提供，请穿方便活动的鞋。结束后有茶水。',
    areaId: qingyun,
    place: '青云社区党群服务中心门前集合',
    capacity: 20,
    beneficiary: '青云社区全体居民',
    clerk: clerkLi,
    startsInDays: 2,
    time: '09:00',
    minutes: 120,
  },
  {
    kind: 'point_task',
    category: 'patrol',
    title: '拍下楼道里的充电隐患',
    description:
      '在自己楼栋走一圈，把电动车进楼、飞线充电、杂物堵塞通道的情况拍下来，写清楼栋和楼层。发现火情请立即拨打 119。',
    areaId: qingyun,
    place: '青云社区各小区楼道',
    capacity: 30,
    size: 'M',
    checkIn: 'none',
    evidencePhotosMin: 1,
    evidenceText: true,
    clerk: clerkLi,
    startsInDays: -1,
    time: '08:00',
    minutes: 9 * 24 * 60,
  },
  {
    kind: 'volunteer',
    category: 'care',
    title: '上门陪伴独居老人',
    description: '两人一组，陪老人聊天、读报、打扫房间，帮助使用手机。',
    areaId: zhenxing,
    place: '振兴社区居家养老服务站',
    capacity: 6,
    beneficiary: '辖区独居老人 8 户',
    clerk: clerkQian,
    startsInDays: 1,
    time: '14:30',
    minutes: 90,
  },
  {
    kind: 'volunteer',
    category: 'guidance',
    title: '南湖周边文明交通劝导',
    description: '在路口劝导行人和非机动车遵守信号灯，协助老人、孩子过马路。',
    areaId: nanhu,
    place: '南湖公园北门路口',
    capacity: 2,
    beneficiary: '过往行人',
    riskNotice: '请始终站在人行道上，穿反光背心。',
    minAge: 18,
    clerk: clerkZhou,
    startsInDays: 3,
    time: '16:30',
    minutes: 120,
  },
  {
    kind: 'volunteer',
    category: 'learning',
    title: '教老人用手机：挂号、缴费、防诈骗',
    description: '一对一帮助老人学会手机挂号、缴费和识别诈骗电话。',
    areaId: zhenxing,
    place: '振兴社区二楼活动室',
    capacity: 10,
    beneficiary: '振兴社区老年居民',
    clerk: clerkQian,
    startsInDays: 5,
    time: '10:00',
    minutes: 120,
  },
  {
    kind: 'point_task',
    category: 'environment',
    title: '认养楼前花坛一周',
    description: '给花坛浇水、除草、捡垃圾，周末拍一张花坛现在的样子。',
    areaId: nanhu,
    place: '南湖荷苑小区各楼栋',
    capacity: 15,
    size: 'L',
    checkIn: 'none',
    evidencePhotosMin: 1,
    clerk: clerkZhou,
    startsInDays: -2,
    time: '08:00',
    minutes: 12 * 24 * 60,
  },
]

/** A plan with its dates, as the desk's form would have it. */
export function fieldsOn(
  plan: Plan,
  dayOf: (inDays: number) => string,
  atCityTime: (text: string) => Date,
): ActivityFields {
  const startsAt = atCityTime(`${dayOf(plan.startsInDays)}T${plan.time}`)
  const endsAt = new Date(startsAt.getTime() + plan.minutes * 60_000)
  const checkIn = plan.checkIn ?? 'either'
  return {
    latitude: null,
    longitude: null,
    radiusMeters: null,
    waitlist: true,
    localsOnly: false,
    minAge: 0,
    requirements: '',
    riskNotice: '',
    beneficiary: '',
    contact: '社区服务热线 0873-5550100',
    size: null,
    evidencePhotosMin: 0,
    evidenceText: false,
    evidenceUnit: '',
    ...plan,
    checkIn,
    startsAt,
    endsAt,
    signUpUntil: checkIn === 'none' ? endsAt : startsAt,
  }
}
