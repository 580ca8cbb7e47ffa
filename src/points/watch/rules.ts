import type { TransferKind } from '../../../db/schema/points.ts'
import { cityDay, toCityTime } from '../../kit/clock.ts'
import type { DocumentTerms } from '../rulebook/documents/rules.ts'

/** A point that somebody of the staff brought into being, or back: who, for whom, when. */
export type Issue = {
  actorId: string
  ownerId: string
  kind: TransferKind
  causeKind: string
  points: number
  at: Date
}

/** What one member of staff did in a week. */
export type StaffWeek = {
  actorId: string
  grants: number
  points: number
  people: number
  /** Part of the grants that went to the person who got most of them, and that were decided at night; in percent. */
  onePersonPercent: number
  nightPercent: number
  restored: number
  refunds: number
}

/** Adds the issues of a week up, by member of staff; whoever granted most comes first. */
export function staffWeeks(issues: readonly Issue[]): StaffWeek[] {
  const byActor = new Map<string, Issue[]>()
  for (const issue of issues) byActor.set(issue.actorId, [...(byActor.get(issue.actorId) ?? []), issue])
  return [...byActor]
    .map(([actorId, own]) => weekOf(actorId, own))
    .sort((a, b) => b.points - a.points || (a.actorId < b.actorId ? -1 : 1))
}

function weekOf(actorId: string, own: readonly Issue[]): StaffWeek {
  const grants = own.filter(({ kind }) => kind === 'grant')
  const times = new Map<string, number>()
  for (const { ownerId } of grants) times.set(ownerId, (times.get(ownerId) ?? 0) + 1)
  return {
    actorId,
    grants: grants.length,
    points: grants.reduce((sum, { points }) => sum + points, 0),
    people: times.size,
    onePersonPercent: percent(Math.max(0, ...times.values()), grants.length),
    nightPercent: percent(grants.filter(({ at }) => isNight(at)).length, grants.length),
    restored: own.filter(({ kind }) => kind === 'restore').length,
    refunds: own.filter(({ kind }) => kind === 'refund').length,
  }
}

const percent = (part: number, whole: number) => (whole === 0 ? 0 : Math.round((part / whole) * 100))
const isNight = (at: Date) => {
  const hour = Number(toCityTime(at).slice(11, 13))
  return hour >= 22 || hour < 6
}

export const watchFlags = ['many', 'one_person', 'night', 'restored', 'refunds'] as const
export type WatchFlag = (typeof watchFlags)[number]

type Watched = StaffWeek & { usual: number; flags: WatchFlag[] }

const colleaguesMin = 2

/**
 * What stands out in a week. Somebody's grants are held against the median of their colleagues of the same week, or,
 * where there are hardly any, against their own weeks before: a flag says "look", not "guilty".
 *
 * @param before grants of each member of staff in each of the weeks before
 */
export function flagged(
  weeks: readonly StaffWeek[],
  before: ReadonlyMap<string, readonly number[]>,
  terms: DocumentTerms<'WATCH'>,
): Watched[] {
  return weeks.map((week) => {
    const colleagues = weeks.filter((one) => one.actorId !== week.actorId && one.grants > 0).map(({ grants }) => grants)
    const usual = median(colleagues.length >= colleaguesMin ? colleagues : (before.get(week.actorId) ?? []))
    const isMuch = week.grants >= terms.grantsMin
    const all: readonly (readonly [WatchFlag, boolean])[] = [
      ['many', isMuch && usual > 0 && week.grants > usual * terms.timesMedian],
      ['one_person', isMuch && week.onePersonPercent > terms.onePersonPercent],
      ['night', isMuch && week.nightPercent > terms.nightPercent],
      ['restored', week.restored >= terms.overturnsMin],
      ['refunds', week.refunds >= terms.refundsMin],
    ]
    return { ...week, usual, flags: all.flatMap(([flag, isSo]) => (isSo ? [flag] : [])) }
  })
}

/** The middle of them; 0 of none. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const [low, high] = [sorted[half - 1], sorted[half]]
  if (high === undefined) return 0
  return sorted.length % 2 === 0 && low !== undefined ? (low + high) / 2 : high
}

/** The Monday of the city week an instant lies in. */
export function weekStart(at: Date): string {
  const day = new Date(`${cityDay(at)}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7))
  return day.toISOString().slice(0, 10)
}

type Words = { zh: string; en: string }

export const flagWords: Record<WatchFlag, Words> = {
  many: { zh: '远多于同事', en: 'far more than colleagues' },
  one_person: { zh: '集中给一个人', en: 'much to one person' },
  night: { zh: '多在夜里', en: 'much at night' },
  restored: { zh: '改判补分多', en: 'many restored' },
  refunds: { zh: '退分多', en: 'many refunds' },
}

/** Every way in which a point comes into being or back, and what stands in the way of whoever would abuse it. */
export const mintPaths = {
  claim: {
    zh: '任务、活动审核通过',
    en: 'A task or activity approved',
    guard: {
      zh: '审核员不能是发布人或本人；额度发布时锁定；上限；5% 盲审复核；72 小时公示',
      en: 'The reviewer is neither publisher nor claimant; the budget is set aside at publishing; caps; 5 % second looks; 72 h window',
    },
  },
  back_entry: {
    zh: '补录时长',
    en: 'Back-entered hours',
    guard: {
      zh: '另一单位的第二人批准；公示三天可异议；社区占比上限；丙级低价',
      en: 'A second person from another unit; three days of public notice; capped share; low price',
    },
  },
  cut: {
    zh: '申诉补发被截的积分',
    en: 'A cut paid on appeal',
    guard: {
      zh: '原决定人不能办；占用额度；已冲正的不补',
      en: 'Not by the first decider; out of the budget; never for a reversed grant',
    },
  },
  reversal: {
    zh: '撤销冲正，恢复积分',
    en: 'A reversal overturned',
    guard: {
      zh: '原决定人不能办；最多恢复到原来的分数',
      en: 'Not by the first decider; never more than the grant was',
    },
  },
  refund: {
    zh: '兑换退货退分',
    en: 'Refund of returned goods',
    guard: {
      zh: '每件退货回到库存批次，盘点会发现；居民收到通知',
      en: 'The goods return to their stock lot, which counts find; the resident is told',
    },
  },
  other: {
    zh: '其他记分（上报、培训、评议组等）',
    en: 'Other grants: reports, training, panels',
    guard: { zh: '按规则版本定价；上限；公示期', en: 'Priced by a rule version; caps; objection window' },
  },
} as const satisfies Record<string, Words & { guard: Words }>

export type MintPath = keyof typeof mintPaths

/** By which of the ways a transfer brought points. */
export function pathOf({ kind, causeKind }: Pick<Issue, 'kind' | 'causeKind'>): MintPath {
  if (kind === 'refund') return 'refund'
  if (kind === 'restore') return causeKind === 'appeal' ? 'cut' : 'reversal'
  return causeKind === 'claim' || causeKind === 'back_entry' ? causeKind : 'other'
}
