import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { charityGifts } from '../../../db/schema/households.ts'
import { system } from '../../kit/actor.ts'
import { follow } from '../../kit/flow.ts'
import { notify } from '../../notices/actions.ts'
import { releasePoints } from '../../points/holds/actions.ts'
import { releaseReserved } from '../../stock/actions.ts'
import { writeEvent } from '../events.ts'
import { giftReturned } from './messages.ts'
import { type Gift, lockedGift } from './queries.ts'
import { giftFlow } from './rules.ts'

/** What a gift holds is named after it, so that nothing is held twice. */
export const giftHoldId = (giftId: string) => `charity:${giftId}`
export const giftReservationId = (giftId: string, itemId: string) => `charity:${giftId}:${itemId}`

type Move = { step: string; to: Gift['state']; actorId: string; reason?: string | undefined; now: Date }

/** Takes a locked gift into its next state and writes down who did it. */
export async function moveGift(
  tx: Tx,
  gift: Gift,
  { step, to, now, ...why }: Move,
  set: Partial<Pick<Gift, 'receivedIn' | 'orderId'>> = {},
): Promise<Gift> {
  const [moved] = await tx
    .update(charityGifts)
    .set({ ...set, state: to, closedAt: now })
    .where(and(eq(charityGifts.id, gift.id), eq(charityGifts.state, gift.state)))
    .returning()
  if (!moved) throw new Error(`gift ${gift.id} was moved while it was locked`)
  const about = { subject: 'gift' as const, subjectId: gift.id, householdId: gift.householdId }
  await writeEvent(tx, { ...about, step, from: gift.state, to, now, ...why })
  return moved
}

type Ending = {
  step: 'decline' | 'withdraw' | 'lapse'
  to: Gift['state']
  actorId: string
  reason?: string | undefined
  now: Date
}

/** The offer is over: points and goods go back to where they came from. The gift's row is locked. */
export async function endOffer(tx: Tx, gift: Gift, ending: Ending): Promise<Gift> {
  const ended = await moveGift(tx, gift, ending)
  await releaseGoods(tx, gift, ending.now)
  await releasePoints(tx, { holdId: giftHoldId(gift.id), now: ending.now })
  if (ending.actorId !== gift.giverId)
    await notify(tx, { personId: gift.giverId, ...giftReturned(ended), now: ending.now })
  return ended
}

/** Gives the goods of an offer back to their shelf, in item order; of recalled ones there may be none left to give. */
export async function releaseGoods(tx: Tx, { id, goods }: Gift, now: Date): Promise<void> {
  for (const { itemId } of goods ?? []) await releaseReserved(tx, { reservationId: giftReservationId(id, itemId), now })
}

/**
 * The clockwork ends an offer: nobody answered, or one side is gone.
 *
 * @returns whether it did: somebody may have answered meanwhile
 */
export async function releaseGift(
  tx: Tx,
  { id, step, now }: { id: string; step: 'decline' | 'withdraw' | 'lapse'; now: Date },
): Promise<boolean> {
  const gift = await lockedGift(tx, id)
  if (gift.state !== 'offered' || (step === 'lapse' && gift.lapsesAt > now)) return false
  const to = follow(giftFlow, gift.state, step, new Set(['system']))
  await endOffer(tx, gift, { step, to, actorId: system.id, now })
  return true
}
