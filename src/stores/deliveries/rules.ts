import type { DeliveryState } from '../../../db/schema/deliveries.ts'
import type { Standing } from '../../kit/actor.ts'
import { addDays, cityDay, startOfCityDay } from '../../kit/clock.ts'
import type { Flow } from '../../kit/flow.ts'

/** A keeper or somebody named for the store is a `deliverer`; whoever took this very delivery is its `carrier`. */
export type DeliveryStanding = Standing | 'deliverer' | 'carrier'

/**
 * asked → taken → delivered. Nobody at home: failed, the goods go back to the store and wait there; the resident may ask
 * once more. It ends without a hand-over when the order does, or when the resident comes to the store after all.
 */
export const deliveryFlow = {
  asked: {
    take: { to: 'taken', by: ['deliverer'] },
    withdraw: { to: 'ended', by: ['self'] },
    end: { to: 'ended', by: ['system'] },
  },
  taken: {
    handOver: { to: 'delivered', by: ['carrier'] },
    fail: { to: 'failed', by: ['carrier'], needs: ['reason'] },
    putBack: { to: 'asked', by: ['carrier', 'system'] },
    end: { to: 'ended', by: ['system'] },
  },
  failed: { ask: { to: 'asked', by: ['self'] } },
  ended: { ask: { to: 'asked', by: ['self'] } },
  delivered: {},
} as const satisfies Flow<DeliveryState, DeliveryStanding>

export const isOnItsWay = (state: DeliveryState) => state === 'asked' || state === 'taken'

/** So often somebody stands at a closed door for one order. */
export const failuresMax = 2
export const wrongCodesMax = 5
export const doorCodeDigits = 6

/** Whoever takes a delivery today has it until the end of tomorrow. */
export const takenUntil = (now: Date) => startOfCityDay(addDays(cityDay(now), 2))

/** Whether this is the door code, typed or scanned; spaces and full-width digits aside. */
export const isDoorCode = (typed: string, code: string) =>
  typed.normalize('NFKC').replace(/[\s-]/g, '').replace(/^RYD/i, '') === code

/** What the QR at the door says: the letters keep it from being read as a pickup code. */
export const doorCodeText = (code: string) => `RYD${code}`
