import type { VersionState } from '../../../db/schema/points.ts'
import { day, later } from '../../kit/clock.ts'
import type { Flow } from '../../kit/flow.ts'

/** The rules that pay. `R0` stands for everything that never does. */
export const ruleCodes = ['R0', 'R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9', 'R10'] as const
export type RuleCode = (typeof ruleCodes)[number]

/** At most so many points, or so many times, in a day, month or year of the city. */
export type Cap = { of: 'points' | 'times'; per: 'day' | 'month' | 'year'; max: number }

/** What a version of a rule says. */
export type Terms = {
  /** Points for each kind the rule knows: `{ one: 5 }`, `{ S: 2, M: 5, L: 10, XL: 20 }`. */
  prices: Record<string, number>
  /** Units are counted in steps of this, rounded down: 0.25 for quarter hours. */
  step: number
  /** The least and the most that one grant may pay. */
  least: number
  most: number
  caps: Cap[]
  /** The same place pays the same person once in so many days. */
  placeDays?: number | undefined
  /** Shown in public for so many days before it counts. */
  noticeDays?: number | undefined
  /** At most this part of a community's hours of a year, in percent. */
  sharePercentMax?: number | undefined
  /** Points are pending for so long, so that somebody can object. */
  objectionHours: number
  /** Whether the caps over all rules hold for this one. */
  insideOverall: boolean
  /** Pays only until this city day, inclusive: for orders that end. */
  endsOn?: string | undefined
}

/** What holds for all rules together. */
export type CityTerms = {
  caps: Cap[]
  lotMonths: number
  returnedDaysLeft: number
  debtMax: number
  /** Part of new earnings that repays a debt. */
  repayShare: number
  forgiveMonths: number
  appealDays: number
  pointsPerResident: number
  streetShare: number
  cityShare: number
  pointValueFen: number
  coverageGreen: number
  coverageAmber: number
}

const daily = (of: Cap['of'], max: number): Cap => ({ of, per: 'day', max })
const monthly = (of: Cap['of'], max: number): Cap => ({ of, per: 'month', max })
const yearly = (of: Cap['of'], max: number): Cap => ({ of, per: 'year', max })

const terms = (given: Partial<Terms> & Pick<Terms, 'prices'>): Terms => ({
  step: 1,
  least: 0,
  most: 1000,
  caps: [],
  objectionHours: 72,
  insideOverall: true,
  ...given,
})

/** The rule book's defaults. Every number is the first dated version in the database; none is read from here again. */
export const defaultRules: Record<RuleCode, { zh: string; en: string; terms: Terms }> = {
  R0: {
    zh: '永不计分：注册、登录、拉人、点赞、捐款、表扬',
    en: 'Never paid: sign-up, sign-in, referrals, likes, donations of money, praise',
    terms: terms({ prices: { one: 0 }, most: 0 }),
  },
  R1: {
    zh: '上报问题被受理（首报）',
    en: 'Report accepted as valid, first reporter',
    terms: terms({ prices: { one: 5 }, caps: [daily('times', 5), monthly('times', 20)], placeDays: 7 }),
  },
  R2: {
    zh: '上报的问题解决并确认',
    en: 'Report solved and confirmed',
    terms: terms({ prices: { one: 3 }, caps: [daily('times', 5), monthly('times', 20)], objectionHours: 0 }),
  },
  R3: {
    zh: '现场确认他人的上报',
    en: "Confirming another's report on site",
    terms: terms({ prices: { one: 1 }, caps: [daily('points', 3)], objectionHours: 0 }),
  },
  R4: {
    zh: '志愿服务时长（甲、乙级）',
    en: 'Volunteer hours, grade A or B',
    terms: terms({ prices: { hour: 5 }, step: 0.25, caps: [daily('points', 20), monthly('points', 60)] }),
  },
  R5: {
    zh: '志愿服务时长（丙级，补录）',
    en: 'Volunteer hours, grade C (back-entry)',
    // The public notice is its objection window.
    terms: terms({
      prices: { hour: 2 },
      step: 0.25,
      caps: [daily('points', 8)],
      objectionHours: 0,
      noticeDays: 3,
      sharePercentMax: 15,
    }),
  },
  R6: {
    zh: '积分任务',
    en: 'Point task',
    terms: terms({ prices: { S: 2, M: 5, L: 10, XL: 20 }, most: 20 }),
  },
  R7: {
    zh: '议事协商：参加或提议被采纳',
    en: 'Deliberation: attended, or proposal adopted',
    terms: terms({ prices: { attended: 2, adopted: 10 }, caps: [monthly('times', 4)], objectionHours: 0 }),
  },
  R8: {
    zh: '培训合格',
    en: 'Training passed',
    terms: terms({ prices: { one: 2 }, caps: [yearly('points', 10)], objectionHours: 0 }),
  },
  R9: {
    zh: '应急集结（市级命令期间）',
    en: 'Emergency mobilisation, while ordered by the city',
    terms: terms({
      prices: { hour: 7.5 },
      step: 0.25,
      caps: [daily('points', 40)],
      insideOverall: false,
      // No order is in force until the city schedules a version with an end.
      endsOn: '2000-01-01',
    }),
  },
  R10: {
    zh: '见义勇为等特殊贡献（评议组决定）',
    en: 'Brave deed or special merit, decided by a panel',
    terms: terms({ prices: {}, least: 50, most: 200, objectionHours: 7 * 24, insideOverall: false }),
  },
}

export const defaultCityTerms: CityTerms = {
  caps: [daily('points', 30), monthly('points', 150)],
  lotMonths: 24,
  returnedDaysLeft: 30,
  debtMax: 50,
  repayShare: 0.5,
  forgiveMonths: 12,
  appealDays: 15,
  pointsPerResident: 8,
  streetShare: 0.1,
  cityShare: 0.1,
  pointValueFen: 100,
  coverageGreen: 1.2,
  coverageAmber: 0.8,
}

/** Before any act that a city brings along from its years on paper, and wherever a clock may jump back to. */
export const fromTheBeginning = '2000-01-01'

/** The code under which the terms of all rules together are dated. */
export const overall = 'ALL'

/**
 * draft → tried on the real ledger → proposed for a later day → scheduled by a second person, who may also send it back.
 * What has not begun can be withdrawn. An administrator asks for a trial; a long one is finished by the clockwork.
 */
export const versionFlow: Flow<VersionState> = {
  draft: { try: { to: 'tried', by: ['admin', 'system'] }, withdraw: { to: 'withdrawn', by: ['admin'] } },
  tried: {
    try: { to: 'tried', by: ['admin', 'system'] },
    propose: { to: 'proposed', by: ['admin'] },
    withdraw: { to: 'withdrawn', by: ['admin'] },
  },
  proposed: {
    confirm: { to: 'scheduled', by: ['auditor', 'admin'] },
    sendBack: { to: 'tried', by: ['auditor', 'admin'], needs: ['reason'] },
    withdraw: { to: 'withdrawn', by: ['admin'] },
  },
  scheduled: { withdraw: { to: 'withdrawn', by: ['admin'] } },
  withdrawn: {},
}

/** Somebody named today could be the proposer by another name: the others need time to see who was named. */
export const secondAfterDays = 3

/** Whether somebody on duty over the city since then may confirm what others propose. */
export const isSettledIn = (since: Date | undefined, now: Date): boolean =>
  since !== undefined && since <= later(now, -secondAfterDays * day)

export const versionSteps = {
  try: { zh: '试算', en: 'Try on the ledger' },
  propose: { zh: '提请生效', en: 'Propose a day' },
  confirm: { zh: '确认生效', en: 'Confirm' },
  sendBack: { zh: '退回', en: 'Send back' },
  withdraw: { zh: '撤回', en: 'Withdraw' },
}

export const versionStates: Record<VersionState, { zh: string; en: string }> = {
  draft: { zh: '草稿', en: 'Draft' },
  tried: { zh: '已试算', en: 'Tried' },
  proposed: { zh: '等第二个人确认', en: 'Waits for a second person' },
  scheduled: { zh: '已排期', en: 'Scheduled' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
}

/** What each number that holds for all rules is called. */
export const cityWords: Record<Exclude<keyof CityTerms, 'caps'>, { zh: string; en: string }> = {
  lotMonths: { zh: '积分有效期（月）', en: 'Points live, months' },
  returnedDaysLeft: { zh: '退回的积分至少还能用（天）', en: 'Returned points live at least, days' },
  debtMax: { zh: '待抵扣上限', en: 'Largest debt' },
  repayShare: { zh: '新积分用于抵扣的比例', en: 'Share of new points that repays' },
  forgiveMonths: { zh: '几个月后免除', en: 'Forgiven after, months' },
  appealDays: { zh: '申诉期（天）', en: 'Days to appeal' },
  pointsPerResident: { zh: '社区额度：每位居民每年', en: 'Budget a resident and year' },
  streetShare: { zh: '街道可调配比例', en: 'Share streets may move' },
  cityShare: { zh: '市级备用比例', en: 'The city’s reserve' },
  pointValueFen: { zh: '参考价：1 分（分钱）', en: 'Value of a point, fen' },
  coverageGreen: { zh: '保障率绿线', en: 'Coverage, green from' },
  coverageAmber: { zh: '保障率黄线', en: 'Coverage, amber from' },
}
