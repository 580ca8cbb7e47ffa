import type { DiscrepancyState } from '../../../db/schema/stores.ts'
import { day, later, minute } from '../../kit/clock.ts'
import type { Flow } from '../../kit/flow.ts'

/**
 * Goods left a shelf without an order. Either the resident took them and pays for them now (charged), or nobody does
 * and the stock is set right (written_off), or they never left or came back (brought_back). The keeper whose hand-over
 * it was does not decide.
 */
export const discrepancyFlow = {
  open: {
    charge: { to: 'charged', by: ['clerk', 'admin'], needs: ['reason'] },
    writeOff: { to: 'written_off', by: ['clerk', 'admin'], needs: ['reason'] },
    bringBack: { to: 'brought_back', by: ['clerk', 'admin'], needs: ['reason'] },
  },
  charged: {},
  written_off: {},
  brought_back: {},
} as const satisfies Flow<DiscrepancyState>

export type SettleStep = keyof (typeof discrepancyFlow)['open']

/** What a counter without network says no with. It cannot look anything up, so it says what it can. */
export const deviceRefusals = [
  'order_forged',
  'code_unreadable',
  'offline_needs_network',
  'offline_elsewhere',
  'offline_expired',
  'offline_nothing_waits',
  'offline_on_its_way',
  'offline_again',
  'offline_proof_wrong',
  'offline_proof_locked',
] as const

type Pieces = Readonly<Record<string, number>>

/**
 * Of the pieces that left the shelf, those that still wait in the order, and those that no order covers.
 *
 * @param left item id → pieces handed over; items that the order never had are not covered
 * @param waiting item id → pieces
 */
export function cover(
  left: Pieces,
  waiting: Pieces,
): { covered: Record<string, number>; uncovered: Record<string, number> } {
  const covered: Record<string, number> = {}
  const uncovered: Record<string, number> = {}
  for (const [itemId, pieces] of Object.entries(left)) {
    const there = Math.min(pieces, Object.hasOwn(waiting, itemId) ? (waiting[itemId] ?? 0) : 0)
    if (there > 0) covered[itemId] = there
    if (pieces > there) uncovered[itemId] = pieces - there
  }
  return { covered, uncovered }
}

/**
 * How long a keeper whose role has ended may still send what was handed over before. It is kept, never obeyed: what
 * comes from them is a discrepancy.
 */
export const formerKeeperDays = 30

export const formerKeepersSince = (now: Date) => later(now, -formerKeeperDays * day)

const clockSlackMinutes = 5
const longOfflineDays = 3

/** What to say about the time a device claims; undefined when it is as one would expect. */
export function clockOddity(claimedAt: Date, receivedAt: Date): 'ahead' | 'long_ago' | undefined {
  if (claimedAt > later(receivedAt, clockSlackMinutes * minute)) return 'ahead'
  if (claimedAt < later(receivedAt, -longOfflineDays * day)) return 'long_ago'
  return undefined
}
