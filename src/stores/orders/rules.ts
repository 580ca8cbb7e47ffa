import type { OrderState } from '../../../db/schema/stores.ts'
import { addDays, cityDay, cityMonth, day, hour, later, startOfCityDay } from '../../kit/clock.ts'
import type { Flow } from '../../kit/flow.ts'
import { Refusal } from '../../kit/refusal.ts'

/**
 * placed → ready → partly_collected → collected, or expired | canceled; what was collected can come back (refunded).
 * Goods are reserved on the chosen store's own shelf, so an order becomes ready in the moment it is placed. When part
 * of it was collected and the rest lapses or is given up, it ends as collected: the residents came, and took what they took.
 */
export const orderFlow = {
  placed: {
    prepare: { to: 'ready', by: ['system'] },
  },
  ready: {
    collect: { to: 'collected', by: ['keeper'] },
    collectPart: { to: 'partly_collected', by: ['keeper'] },
    extend: { to: 'ready', by: ['self'] },
    cancel: { to: 'canceled', by: ['self', 'keeper'], needs: ['reason'] },
    lapse: { to: 'expired', by: ['system'] },
  },
  partly_collected: {
    collect: { to: 'collected', by: ['keeper'] },
    collectPart: { to: 'partly_collected', by: ['keeper'] },
    extend: { to: 'partly_collected', by: ['self'] },
    cancel: { to: 'collected', by: ['self', 'keeper'], needs: ['reason'] },
    lapse: { to: 'collected', by: ['system'] },
  },
  collected: {
    refund: { to: 'refunded', by: ['keeper'], needs: ['reason'] },
    refundPart: { to: 'collected', by: ['keeper'], needs: ['reason'] },
  },
  expired: {},
  canceled: {},
  refunded: {},
} as const satisfies Flow<OrderState>

/** What one person may redeem. @see README, "Points rule book", redemption */
export const limits = { pointsPerMonth: 200, piecesPerMonth: 10, itemDays: 30 }

export const pickupHours = 72
export const pickupDaysElder = 7
export const extensionHours = 48

/** Until when the goods are kept. The elder view gives a week. */
export const pickupUntil = (placedAt: Date, elder: boolean) =>
  later(placedAt, elder ? pickupDaysElder * day : pickupHours * hour)

/** How far back a person's lines matter: this month's, and those of the last 30 days. */
export function windowStart(now: Date): Date {
  const month = startOfCityDay(`${cityMonth(now)}-01`)
  const thirtyDays = later(now, -limits.itemDays * day)
  return month < thirtyDays ? month : thirtyDays
}

/** Something ordered before, still held or taken home: what was released or brought back no longer counts. */
export type PastLine = { itemId: string; pieces: number; pricePoints: number; placedAt: Date }
export type Wanted = { itemId: string; name: string; quantity: number; pricePoints: number; limitPer30Days: number }

/**
 * @throws Refusal `limit_month_pieces`, `limit_month_points`, `limit_item`: what is left, and `freesOn`, the day on
 *   which there is room again; `limit_item_size` when no waiting helps
 */
export function assertWithinLimits(wanted: readonly Wanted[], past: readonly PastLine[], now: Date): void {
  const thisMonth = past.filter(({ placedAt }) => cityMonth(placedAt) === cityMonth(now))
  const freesOn = firstOfNextMonth(now)
  const piecesLeft = limits.piecesPerMonth - piecesOf(thisMonth)
  if (sum(wanted, ({ quantity }) => quantity) > piecesLeft) {
    const left = Math.max(piecesLeft, 0)
    throw new Refusal('conflict', 'limit_month_pieces', { limit: limits.piecesPerMonth, left, freesOn })
  }
  const pointsLeft = limits.pointsPerMonth - sum(thisMonth, ({ pieces, pricePoints }) => pieces * pricePoints)
  if (sum(wanted, ({ quantity, pricePoints }) => quantity * pricePoints) > pointsLeft) {
    const left = Math.max(pointsLeft, 0)
    throw new Refusal('conflict', 'limit_month_points', { limit: limits.pointsPerMonth, left, freesOn })
  }
  for (const item of wanted) assertItemWithinLimit(item, past, now)
}

function assertItemWithinLimit(
  { itemId, name, quantity, limitPer30Days: limit }: Wanted,
  past: readonly PastLine[],
  now: Date,
) {
  const since = later(now, -limits.itemDays * day)
  const recent = past.filter((line) => line.itemId === itemId && line.placedAt > since)
  const left = Math.max(limit - piecesOf(recent), 0)
  if (quantity <= left) return
  if (quantity > limit) throw new Refusal('conflict', 'limit_item_size', { itemId, name, limit, left })
  throw new Refusal('conflict', 'limit_item', {
    itemId,
    name,
    limit,
    left,
    freesOn: freeOn(recent, quantity - left, now),
  })
}

/** The day on which `missing` pieces will have left the window. */
function freeOn(recent: readonly PastLine[], missing: number, now: Date): string {
  let freed = 0
  for (const line of [...recent].sort((a, b) => a.placedAt.getTime() - b.placedAt.getTime())) {
    freed += line.pieces
    if (freed >= missing) return cityDay(later(line.placedAt, limits.itemDays * day))
  }
  return cityDay(now)
}

export const firstOfNextMonth = (now: Date) => `${addDays(`${cityMonth(now)}-01`, 31).slice(0, 7)}-01`

const uncollectedMax = 3
const uncollectedDays = 90
const counterOnlyDays = 30

/**
 * Three orders left uncollected within 90 days: for 30 days after the third, orders are placed at the counter only.
 *
 * @param lapsed when orders expired, in any order
 */
export function counterOnlyUntil(lapsed: readonly Date[]): Date | undefined {
  const times = [...lapsed].sort((a, b) => b.getTime() - a.getTime())
  const third = times.findIndex((at, place) => {
    const first = times[place + uncollectedMax - 1]
    return first !== undefined && at.getTime() - first.getTime() <= uncollectedDays * day
  })
  const at = times[third]
  return at && later(at, counterOnlyDays * day)
}

/** How far back uncollected orders can still matter. */
export const lapsesMatterSince = (now: Date) => later(now, -(uncollectedDays + counterOnlyDays) * day)

/** Handing over an order above this many points asks for a second proof besides the pickup code. */
export const secondFactorAbovePoints = 50

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

const piecesOf = (lines: readonly PastLine[]) => sum(lines, ({ pieces }) => pieces)

export const sum = <Row>(rows: readonly Row[], value: (row: Row) => number) =>
  rows.reduce((total, row) => total + value(row), 0)
