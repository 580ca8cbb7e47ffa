import type { OrderState } from '../../../db/schema/stores.ts'
import type { Standing } from '../../kit/actor.ts'
import { day, hour, later } from '../../kit/clock.ts'
import type { Flow } from '../../kit/flow.ts'
import { Refusal } from '../../kit/refusal.ts'

/**
 * placed → ready → partly_collected → collected, or expired | canceled; what was collected can come back (refunded).
 * Goods are reserved on the chosen store's own shelf, so an order becomes ready in the moment it is placed. When part
 * of it was collected and the rest lapses or is given up, it ends as collected: the residents came, and took what they took.
 * `deliver` hands all that waits over at the door, by whoever took it there.
 * What is recalled is taken out of an order (`withdraw`).
 * `settle` is for goods that a counter without network handed over and that no order covered: staff order them afterwards.
 */
export const orderFlow = {
  placed: {
    prepare: { to: 'ready', by: ['system'] },
  },
  ready: {
    collect: { to: 'collected', by: ['keeper'] },
    collectPart: { to: 'partly_collected', by: ['keeper'] },
    deliver: { to: 'collected', by: ['carrier'] },
    extend: { to: 'ready', by: ['self'] },
    cancel: { to: 'canceled', by: ['self', 'keeper', 'system'], needs: ['reason'] },
    lapse: { to: 'expired', by: ['system'] },
    withdraw: { to: 'ready', by: ['system'] },
    withdrawAll: { to: 'canceled', by: ['system'] },
    settle: { to: 'collected', by: ['clerk', 'admin'], needs: ['reason'] },
  },
  partly_collected: {
    collect: { to: 'collected', by: ['keeper'] },
    collectPart: { to: 'partly_collected', by: ['keeper'] },
    deliver: { to: 'collected', by: ['carrier'] },
    extend: { to: 'partly_collected', by: ['self'] },
    cancel: { to: 'collected', by: ['self', 'keeper', 'system'], needs: ['reason'] },
    lapse: { to: 'collected', by: ['system'] },
    withdraw: { to: 'partly_collected', by: ['system'] },
    withdrawAll: { to: 'collected', by: ['system'] },
  },
  collected: {
    refund: { to: 'refunded', by: ['keeper'], needs: ['reason'] },
    refundPart: { to: 'collected', by: ['keeper'], needs: ['reason'] },
  },
  expired: {},
  canceled: {},
  refunded: {},
} as const satisfies Flow<OrderState, Standing | 'carrier'>

/** What the rules of orders need of the city's redemption terms, which are dated and in the database. */
type Keeping = { pickupHours: number; pickupDaysLong: number }

/** Until when the goods are kept. The elder view gives more time. */
export const pickupUntil = ({ pickupHours, pickupDaysLong }: Keeping, placedAt: Date, elder: boolean) =>
  later(placedAt, elder ? pickupDaysLong * day : pickupHours * hour)

type Uncollected = { uncollectedMax: number; uncollectedDays: number; counterOnlyDays: number }

/**
 * So many orders left uncollected within so many days: for some days after the last of them, orders are placed at the
 * counter only.
 *
 * @param lapsed when orders expired, in any order
 */
export function counterOnlyUntil(terms: Uncollected, lapsed: readonly Date[]): Date | undefined {
  const { uncollectedMax, uncollectedDays, counterOnlyDays } = terms
  const times = [...lapsed].sort((a, b) => b.getTime() - a.getTime())
  const last = times.findIndex((at, place) => {
    const first = times[place + uncollectedMax - 1]
    return first !== undefined && at.getTime() - first.getTime() <= uncollectedDays * day
  })
  const at = times[last]
  return at && later(at, counterOnlyDays * day)
}

/** How far back uncollected orders can still matter. */
export const lapsesMatterSince = ({ uncollectedDays, counterOnlyDays }: Uncollected, now: Date) =>
  later(now, -(uncollectedDays + counterOnlyDays) * day)

/** Above so many points the pickup code alone does not do. */
export const needsProof = ({ proofAbovePoints }: { proofAbovePoints: number }, { points }: { points: number }) =>
  points > proofAbovePoints

export type Parts = { quantity: number; collected: number; released: number; returned: number }
/** Pieces of a line that still lie on the shelf for its owner. */
export const waitingOf = ({ quantity, collected, released }: Parts) => quantity - collected - released
/** Pieces that were taken home and not brought back. */
export const keptOf = ({ collected, returned }: Parts) => collected - returned
/** Pieces that count against the limits. */
export const countedOf = ({ quantity, released, returned }: Parts) => quantity - released - returned

/**
 * The pieces somebody asks for out of what there is; all of it when they name none.
 *
 * @param asked item id → pieces
 * @returns item id → pieces, in item order, without zeros
 * @throws Refusal `pieces_not_there` when more is asked than there is, `nothing_chosen` when it comes to none
 */
export function pick<Line extends { itemId: string; name: string }>(
  lines: readonly Line[],
  available: (line: Line) => number,
  asked: Readonly<Record<string, number>> | undefined,
): Record<string, number> {
  const known = new Set(lines.map(({ itemId }) => itemId))
  if (asked && Object.entries(asked).some(([itemId, pieces]) => pieces > 0 && !known.has(itemId)))
    throw new Refusal('invalid', 'line_missing')
  const picked: Record<string, number> = {}
  for (const line of [...lines].sort((a, b) => (a.itemId < b.itemId ? -1 : 1))) {
    const left = available(line)
    const pieces = asked ? (asked[line.itemId] ?? 0) : left
    if (pieces > left) throw new Refusal('conflict', 'pieces_not_there', { name: line.name, left })
    if (pieces > 0) picked[line.itemId] = pieces
  }
  if (Object.keys(picked).length === 0) throw new Refusal('conflict', 'nothing_chosen')
  return picked
}

export const sum = <Row>(rows: readonly Row[], value: (row: Row) => number) =>
  rows.reduce((total, row) => total + value(row), 0)
