import type { TransferKind } from '../../../db/schema/points.ts'
import { cityMonth } from '../../kit/clock.ts'
import { accountOf, type PurseSide, purseSides } from '../ledger/rules.ts'

type Words = { zh: string; en: string }

/** What each kind of transfer is called on a statement, and what it means in one sentence. */
export const kindWords: Record<TransferKind, Words & { meaning: Words }> = {
  grant: {
    zh: '记分',
    en: 'Earned',
    meaning: { zh: '按规则记分，公示期满后可用。', en: 'Earned by a rule; usable after the objection window.' },
  },
  mature: {
    zh: '生效',
    en: 'Usable',
    meaning: { zh: '公示期满，积分可以用了。', en: 'The objection window is over; the points can be used.' },
  },
  repay: {
    zh: '抵扣',
    en: 'Repaid',
    meaning: { zh: '新积分的一部分抵扣了以前的欠分。', en: 'A part of new points repaid an earlier debt.' },
  },
  hold: {
    zh: '冻结',
    en: 'Held',
    meaning: {
      zh: '为兑换单或赠送留出的积分，领取或对方接受时扣减，否则退回。',
      en: 'Set aside for an order or a gift: taken when it is collected or accepted, else given back.',
    },
  },
  release: {
    zh: '解冻',
    en: 'Released',
    meaning: {
      zh: '兑换单取消、过期，或赠送没有被接受，积分退回原批次。',
      en: 'The order or gift did not come about; the points went back where they came from.',
    },
  },
  capture: {
    zh: '兑换',
    en: 'Spent',
    meaning: { zh: '物品已领取，冻结的积分扣减。', en: 'The goods were collected; the held points were taken.' },
  },
  refund: {
    zh: '退分',
    en: 'Refunded',
    meaning: {
      zh: '兑换退回，积分回到原批次，至少还能用 30 天。',
      en: 'Refunded to the same points, usable for at least 30 more days.',
    },
  },
  expire: {
    zh: '过期',
    en: 'Expired',
    meaning: { zh: '这批积分到期没有使用。', en: 'These points were not used in time.' },
  },
  reverse: {
    zh: '冲正',
    en: 'Reversed',
    meaning: { zh: '记错的积分被更正，您可以申诉。', en: 'Points granted by mistake were taken back. You may appeal.' },
  },
  restore: {
    zh: '恢复',
    en: 'Restored',
    meaning: { zh: '申诉成立，积分恢复。', en: 'Your appeal was upheld and the points restored.' },
  },
  forgive: {
    zh: '免除',
    en: 'Forgiven',
    meaning: { zh: '欠分满十二个月，免除。', en: 'A debt was forgiven after twelve months.' },
  },
  gift: {
    zh: '转赠',
    en: 'Gift',
    meaning: {
      zh: '献给爱心池或家庭的积分，只能用来兑换物品，不再转赠。',
      en: 'Given to a charity pool or a household: for goods only, never given on.',
    },
  },
}

export const sideWords: Record<PurseSide, Words> = {
  available: { zh: '可用', en: 'available' },
  pending: { zh: '待生效', en: 'pending' },
  held: { zh: '冻结', en: 'held' },
  debt: { zh: '待抵扣', en: 'owed' },
}

export type Change = { side: PurseSide; points: number; balance: number | null }

/** How a transfer changed its owner's accounts, the most important side first. */
export const changesOf = (
  entries: readonly { accountId: string; points: number; balance: number | null }[],
): Change[] =>
  entries
    .flatMap(({ accountId, points, balance }) => {
      const { side } = accountOf(accountId)
      return side ? [{ side, points, balance }] : []
    })
    .sort((a, b) => purseSides.indexOf(a.side) - purseSides.indexOf(b.side))

export type MonthPoints = { month: string; earned: number; spent: number; gone: number }
type Moved = { kind: TransferKind; month: string; points: number }

/**
 * An owner's entries added up month by month: what was earned, what was spent (less refunds), and what went otherwise:
 * expired, taken back or given away. Points that only change their place add up to nothing.
 */
export function monthsFrom(moved: readonly Moved[], months: readonly string[]): MonthPoints[] {
  const sums = new Map(months.map((month) => [month, { month, earned: 0, spent: 0, gone: 0 }]))
  for (const { kind, month, points } of moved) {
    const sum = sums.get(month)
    if (!sum) continue
    if (kind === 'capture' || kind === 'refund') sum.spent -= points
    else if (kind === 'expire' || kind === 'reverse' || (kind === 'gift' && points < 0)) sum.gone -= points
    else if (kind === 'grant' || kind === 'restore' || kind === 'gift') sum.earned += points
  }
  return [...sums.values()]
}

/** `2028-02` for points that can be used to the end of February: they expire at the midnight after. */
export const monthOfExpiry = (expiresAt: Date) => cityMonth(new Date(expiresAt.getTime() - 1))
