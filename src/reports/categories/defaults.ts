import type { CategoryQuestion, Matter } from '../../../db/schema/reports.ts'

type Both = { zh: string; en: string }

export type DefaultCategory = {
  id: string
  kind: 'problem' | 'praise'
  groupName: Both
  name: Both
  description: Both
  keywords: string[]
  matter: Matter
  urgency?: 'normal' | 'urgent'
  /** Office hours until report-in, and until solved. */
  hours: [reportIn: number, resolve: number]
  questions?: CategoryQuestion[]
  isPrivate?: boolean
  /** Left out for whatever may be at somebody's home. */
  isPlaceExact?: boolean
}

const both = (zh: string, en: string): Both => ({ zh, en })
const street = both('道路与设施', 'Streets and fixtures')
const clean = both('市容环境', 'Cleanliness')
const order = both('秩序与安全', 'Order and safety')
const home = both('小区与邻里', 'Compounds and neighbours')

const choice = (
  code: string,
  label: Both,
  required: boolean,
  values: [string, string, string][],
): CategoryQuestion => ({
  ...{ code, datatype: 'singlevaluelist', required, label, variable: true },
  values: values.map(([key, zh, en]) => ({ key, zh, en })),
})
const yesNo: [string, string, string][] = [
  ['yes', '是', 'Yes'],
  ['no', '否', 'No'],
]

/** What a city starts with; it edits them at the desk. 6.5 office hours are a working day. */
export const defaultCategories: readonly DefaultCategory[] = [
  {
    ...{
      id: 'manhole',
      kind: 'problem',
      groupName: street,
      matter: 'government',
      urgency: 'urgent',
      hours: [1, 13],
      isPlaceExact: true,
    },
    name: both('井盖破损、丢失', 'Manhole cover'),
    description: both('井盖缺失、破损、松动、异响', 'Missing, broken, loose or rattling covers'),
    keywords: ['井盖', '窨井', '下水井', '雨水箅', 'manhole'],
    questions: [
      choice('danger', both('有人车掉进去的危险吗？', 'Could somebody fall in?'), true, yesNo),
      choice('owner', both('井盖上写的是', 'What is written on it?'), false, [
        ['rain', '雨', 'Rain'],
        ['sewage', '污', 'Sewage'],
        ['power', '电力', 'Power'],
        ['telecom', '通信', 'Telecom'],
        ['unknown', '看不清', 'Cannot be read'],
      ]),
    ],
  },
  {
    ...{ id: 'road', kind: 'problem', groupName: street, matter: 'government', hours: [3.25, 65], isPlaceExact: true },
    name: both('道路破损', 'Road damage'),
    description: both('坑洼、塌陷、人行道砖松动', 'Potholes, subsidence, loose paving'),
    keywords: ['坑洼', '路面', '塌陷', '人行道', '地砖', '道路破', 'pothole'],
  },
  {
    ...{
      id: 'street-light',
      kind: 'problem',
      groupName: street,
      matter: 'government',
      hours: [3.25, 19.5],
      isPlaceExact: true,
    },
    name: both('路灯不亮', 'Street light'),
    description: both('路灯不亮、常亮、灯杆倾斜', 'Dark, always on, or leaning'),
    keywords: ['路灯', '灯杆', '不亮', '黑灯', 'street light'],
    questions: [
      {
        code: 'pole',
        datatype: 'string',
        required: false,
        variable: true,
        label: both('灯杆编号（如果有）', 'Number on the pole'),
      },
    ],
  },
  {
    ...{
      id: 'water',
      kind: 'problem',
      groupName: street,
      matter: 'government',
      urgency: 'urgent',
      hours: [1, 13],
      isPlaceExact: true,
    },
    name: both('漏水、污水外溢', 'Leaks and sewage'),
    description: both('水管漏水、污水外溢、排水不畅、积水', 'Leaking pipes, sewage, flooding'),
    keywords: ['漏水', '污水', '积水', '排水', '水管', '下水道', '内涝', 'sewage', 'leak'],
  },
  {
    ...{ id: 'rubbish', kind: 'problem', groupName: clean, matter: 'community', hours: [3.25, 13], isPlaceExact: true },
    name: both('垃圾堆放', 'Rubbish'),
    description: both('暴露垃圾、建筑垃圾、卫生死角', 'Dumped rubbish and rubble'),
    keywords: ['垃圾', '卫生死角', '建筑垃圾', '渣土', '乱倒', '脏乱', 'rubbish', 'trash'],
  },
  {
    ...{
      id: 'posters',
      kind: 'problem',
      groupName: clean,
      matter: 'government',
      hours: [6.5, 32.5],
      isPlaceExact: true,
    },
    name: both('小广告、乱涂写', 'Bills and graffiti'),
    description: both('乱贴小广告、乱涂乱画、破损招牌', 'Fly-posting, graffiti, broken signs'),
    keywords: ['小广告', '乱贴', '涂写', '涂鸦', '招牌', '广告牌', 'graffiti'],
  },
  {
    ...{ id: 'stalls', kind: 'problem', groupName: order, matter: 'government', hours: [1, 6.5], isPlaceExact: true },
    name: both('占道经营', 'Street stalls'),
    description: both('流动摊贩、店外经营、占用盲道', 'Stalls in the way'),
    keywords: ['占道', '摊贩', '摆摊', '店外', '盲道', '流动摊'],
  },
  {
    ...{ id: 'parking', kind: 'problem', groupName: order, matter: 'government', hours: [1, 6.5], isPlaceExact: true },
    name: both('乱停车', 'Parking'),
    description: both('占用人行道、消防通道、路口停车', 'On pavements, fire lanes, crossings'),
    keywords: ['乱停', '停车', '违停', '消防通道', '僵尸车', '堵塞', 'parking'],
    questions: [choice('fire-lane', both('是否占用消防通道？', 'Is it a fire lane?'), true, yesNo)],
  },
  {
    ...{ id: 'illegal-building', kind: 'problem', groupName: order, matter: 'government', hours: [6.5, 130] },
    name: both('违法建设', 'Illegal building'),
    description: both('私搭乱建、违规施工、扬尘噪音', 'Building without permit, dust, noise of works'),
    keywords: ['违建', '私搭', '乱建', '违法建设', '施工', '扬尘', '违规搭'],
  },
  {
    ...{ id: 'danger', kind: 'problem', groupName: order, matter: 'government', urgency: 'urgent', hours: [1, 6.5] },
    name: both('安全隐患', 'Danger'),
    description: both('裸露电线、高空坠物、树木倒伏、危墙', 'Bare wires, falling objects, trees, walls'),
    keywords: ['电线', '触电', '高空', '坠落', '倒伏', '危墙', '隐患', '电动车充电', 'danger'],
  },
  {
    ...{ id: 'property', kind: 'problem', groupName: home, matter: 'community', hours: [6.5, 32.5] },
    name: both('小区物业', 'Compound management'),
    description: both('电梯、门禁、公共照明、楼道杂物', 'Lifts, gates, lights, clutter on stairs'),
    keywords: ['物业', '电梯', '门禁', '楼道', '楼道灯', '小区'],
  },
  {
    ...{ id: 'noise', kind: 'problem', groupName: home, matter: 'community', hours: [6.5, 32.5] },
    name: both('噪音扰民', 'Noise'),
    description: both('广场舞、商铺喇叭、深夜施工', 'Music, loudspeakers, works at night'),
    keywords: ['噪音', '噪声', '扰民', '广场舞', '喇叭', '太吵', 'noise'],
  },
  {
    ...{ id: 'neighbours', kind: 'problem', groupName: home, matter: 'neighbours', hours: [6.5, 65], isPrivate: true },
    name: both('邻里纠纷', 'Between neighbours'),
    description: both('不公开，由社区调解', 'Not public: the community mediates'),
    keywords: ['邻居', '邻里', '纠纷', '吵架', '漏到楼下', '养狗'],
  },
  {
    ...{ id: 'other', kind: 'problem', groupName: home, matter: 'community', hours: [6.5, 65] },
    name: both('其他问题', 'Something else'),
    description: both('选不准就选这个，工作人员会分类', 'Not sure? Choose this; staff will sort it'),
    keywords: [],
  },
  {
    ...{ id: 'praise', kind: 'praise', groupName: both('点赞文明', 'Praise'), matter: 'community', hours: [6.5, 65] },
    name: both('点赞好人好事', 'Praise'),
    description: both('身边的好人好事、文明行为', 'Good deeds you saw'),
    keywords: ['点赞', '表扬', '感谢', '好人', '好事', '拾金不昧', 'thank'],
  },
]
