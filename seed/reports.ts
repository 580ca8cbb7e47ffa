import type { Matter } from '../db/schema/reports.ts'
import type { RefusalReason } from '../src/reports/rules.ts'
import { communities } from './places.ts'
import type { Scene } from './scenes.ts'

/** What happens to a report next. Each step takes a few hours. */
export type Act =
  | { step: 'accept'; matter?: Matter }
  | { step: 'thank' }
  | { step: 'refuse'; reason: RefusalReason; words: string }
  | { step: 'ask'; question: string }
  | { step: 'merge'; into: string }
  | { step: 'whistle'; to: readonly string[]; task: string }
  | { step: 'reportIn'; by: string }
  | { step: 'handBack'; by: string; why: string }
  | { step: 'resolve'; by: string; words: string; photo: Scene }
  | { step: 'confirm' }
  | { step: 'half'; words: string }
  | { step: 'join'; by: string; atPlace: boolean }

export type ReportStory = {
  /** How other stories name it. */
  name: string
  /** Nobody for an anonymous one. */
  by?: string
  clerk: string
  hoursAgo: number
  categoryId: string
  answers?: Record<string, string>
  words: string
  areaId: string
  address: string
  at: [latitude: number, longitude: number]
  photo: Scene
  acts: readonly Act[]
}

const { qingyun, zhenxing, nanhu } = communities
const [li, qian, zhou] = ['demo-clerk-li', 'demo-clerk-qian', 'demo-clerk-zhou']
const [kong, he] = ['demo-officer-kong', 'demo-officer-he']
const [cityManagement, water] = ['demo-org-city-management', 'demo-org-water']
const accept = { step: 'accept' } as const

/** What residents reported in the past week, in all states that a report can be in. */
export const reportStories: readonly ReportStory[] = [
  {
    ...{ name: 'manhole', by: 'demo-wang-fang', clerk: li, hoursAgo: 158, categoryId: 'manhole', photo: 'manhole' },
    answers: { danger: 'yes', owner: 'sewage' },
    words: '青云路口的井盖碎了一半，晚上电动车过去很危险，旁边只放了一个桶。',
    ...{ areaId: `${qingyun}G01`, address: '青云路与文化巷路口', at: [23.3652, 103.4021] },
    acts: [
      accept,
      { step: 'join', by: 'demo-zhang-wei', atPlace: true },
      { step: 'whistle', to: [cityManagement], task: '更换井盖，先围挡' },
      { step: 'reportIn', by: kong },
      { step: 'resolve', by: kong, words: '已换上新井盖，周边路面一并修补。', photo: 'manholeFixed' },
      { step: 'confirm' },
    ],
  },
  {
    ...{
      name: 'lamp',
      by: 'demo-yang-guoqiang',
      clerk: qian,
      hoursAgo: 150,
      categoryId: 'street-light',
      photo: 'lamp',
    },
    words: '振兴巷进去第三根路灯不亮，老人晚上走路看不见。',
    ...{ areaId: `${zhenxing}G01`, address: '振兴巷 6 号旁', at: [23.3701, 103.4088] },
    acts: [
      accept,
      { step: 'whistle', to: [cityManagement], task: '检修路灯' },
      { step: 'reportIn', by: kong },
      { step: 'resolve', by: kong, words: '已更换灯泡，恢复照明。', photo: 'lampFixed' },
      { step: 'half', words: '第三根亮了，第四根还是不亮。' },
      { step: 'reportIn', by: kong },
    ],
  },
  {
    ...{ name: 'rubbish', by: 'demo-ma-jun', clerk: zhou, hoursAgo: 121, categoryId: 'rubbish', photo: 'rubbish' },
    words: '公园北门围墙边堆了装修垃圾，已经三天没人收。',
    ...{ areaId: `${nanhu}G01`, address: '南湖公园北门西侧围墙', at: [23.3605, 103.385] },
    acts: [
      { step: 'accept', matter: 'community' },
      { step: 'join', by: 'demo-aygul', atPlace: false },
      { step: 'whistle', to: [], task: '组织清运，提醒施工户' },
      { step: 'reportIn', by: zhou },
      { step: 'resolve', by: zhou, words: '已清运干净，并与施工户约好今后当天清走。', photo: 'cleanCorner' },
    ],
  },
  {
    ...{ name: 'leak', by: 'demo-zhang-wei', clerk: li, hoursAgo: 74, categoryId: 'water', photo: 'leak' },
    words: '小区东门外自来水管漏水，水流到路中间了。',
    ...{ areaId: `${qingyun}C01`, address: '青云花园小区东门外', at: [23.3668, 103.4035] },
    acts: [accept, { step: 'whistle', to: [water], task: '抢修供水管' }, { step: 'reportIn', by: he }],
  },
  {
    ...{ name: 'leak-again', by: 'demo-pu-xuemei', clerk: li, hoursAgo: 70, categoryId: 'water', photo: 'leakAgain' },
    words: '青云花园东门口漏水，路面都湿了。',
    ...{ areaId: `${qingyun}C01`, address: '青云花园东门', at: [23.3669, 103.4036] },
    acts: [{ step: 'merge', into: 'leak' }],
  },
  {
    ...{ name: 'road', by: 'demo-chen-jie', clerk: qian, hoursAgo: 52, categoryId: 'road', photo: 'road' },
    words: '路中间一个大坑，下雨积水看不出深浅。',
    ...{ areaId: zhenxing, address: '振兴路公交站前', at: [23.3722, 103.4102] },
    acts: [
      accept,
      { step: 'whistle', to: [cityManagement], task: '修补路面' },
      { step: 'handBack', by: kong, why: '该路段仍在质保期，应由建设单位修补' },
    ],
  },
  {
    ...{ name: 'parking', by: 'demo-pu-xuemei', clerk: li, hoursAgo: 47, categoryId: 'parking', photo: 'cars' },
    answers: { 'fire-lane': 'yes' },
    words: '两辆车长期停在消防通道上，救护车进不来。',
    ...{ areaId: `${qingyun}G02`, address: '红河州公路管理总段住宅小区西门', at: [23.3641, 103.3998] },
    acts: [accept, { step: 'whistle', to: ['demo-org-traffic-police'], task: '联系车主驶离，施划禁停线' }],
  },
  {
    ...{ name: 'posters', by: 'demo-chen-jie', clerk: qian, hoursAgo: 30, categoryId: 'posters', photo: 'posters' },
    words: '楼下墙上又贴满了小广告，撕了又贴。',
    ...{ areaId: `${zhenxing}C01`, address: '振兴家园 3 栋外墙', at: [23.3711, 103.4079] },
    acts: [accept],
  },
  {
    ...{ name: 'wires', clerk: li, hoursAgo: 26, categoryId: 'danger', photo: 'wires' },
    words: '电线掉下来垂到人行道上，孩子上学要从这里过。',
    ...{ areaId: `${qingyun}G02`, address: '青云小学南侧人行道', at: [23.3633, 103.4012] },
    acts: [accept, { step: 'whistle', to: ['demo-org-housing', cityManagement], task: '现场警戒，通知产权单位' }],
  },
  {
    ...{ name: 'noise', by: 'demo-aygul', clerk: zhou, hoursAgo: 25, categoryId: 'noise', photo: 'speaker' },
    words: '楼下店铺的喇叭从早放到晚。',
    ...{ areaId: `${nanhu}C01`, address: '南湖荷苑小区临街商铺', at: [23.3596, 103.3842] },
    acts: [accept, { step: 'ask', question: '是哪一家店？大概几点到几点最吵？' }],
  },
  {
    ...{ name: 'stall', by: 'demo-ma-jun', clerk: zhou, hoursAgo: 22, categoryId: 'stalls', photo: 'stall' },
    words: '路边有人卖水果。',
    ...{ areaId: nanhu, address: '南湖路', at: [23.3612, 103.3861] },
    acts: [{ step: 'refuse', reason: 'trivial', words: '这里是划定的便民摊点，没有占用盲道，可以摆。' }],
  },
  {
    ...{ name: 'praise', by: 'demo-li-guiying', clerk: li, hoursAgo: 20, categoryId: 'praise', photo: 'flowers' },
    words: '对门的小伙子天天帮我提水上楼，还给楼前的花浇水，要表扬。',
    ...{ areaId: qingyun, address: '公路管理总段住宅小区', at: [23.364, 103.4001] },
    acts: [{ step: 'thank' }],
  },
  {
    ...{ name: 'stairs', by: 'demo-wang-fang', clerk: li, hoursAgo: 3, categoryId: 'property', photo: 'stairs' },
    words: '二单元楼道里堆了家具，过不去人。',
    ...{ areaId: `${qingyun}G01`, address: '青云花园小区 5 栋二单元', at: [23.3671, 103.4029] },
    acts: [],
  },
]
