import type { ClassFields } from './actions.ts'

const ordinary = {
  gives: 'honor',
  subjectKind: 'person',
  criteria: { points: 0, hours: 0, merit: 0 },
  quotaPerYear: null,
  noticeDays: 5,
  quorum: 3,
  percentFor: 67,
  validMonths: null,
  isOpen: true,
} as const

/** What a city begins with; every number is the first version of a class that the city edits. */
export const defaultClasses: Record<string, ClassFields> = {
  'civilized-citizen': {
    ...ordinary,
    zh: '文明市民',
    en: 'Civilised citizen',
    criteria: { points: 100, hours: 20, merit: 0 },
    evidenceAsked: '事迹经过、时间、地点，能证明的照片或单位意见。',
    quotaPerYear: 10,
  },
  'civilized-household': {
    ...ordinary,
    zh: '文明家庭',
    en: 'Civilised household',
    subjectKind: 'household',
    criteria: { points: 100, hours: 20, merit: 0 },
    evidenceAsked: '家庭成员共同的事迹，邻里或社区的评价。',
  },
  'honest-merchant': {
    ...ordinary,
    zh: '诚信商户',
    en: 'Honest merchant',
    subjectKind: 'merchant',
    evidenceAsked: '证照齐全、门前三包、无有效投诉的说明，顾客或市场管理方的评价。',
    validMonths: 12,
  },
  'volunteer-team': {
    ...ordinary,
    zh: '优秀志愿服务队',
    en: 'Outstanding volunteer team',
    subjectKind: 'team',
    criteria: { points: 0, hours: 200, merit: 0 },
    evidenceAsked: '服务项目、受益人群和持续时间。',
  },
  merit: {
    ...ordinary,
    zh: '记功',
    en: 'Merit',
    gives: 'merit',
    evidenceAsked: '见义勇为、抢险救灾等突出事迹的经过、见证人和照片。',
  },
}
