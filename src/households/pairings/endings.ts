import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { charityGifts, supportPairings } from '../../../db/schema/households.ts'
import { system } from '../../kit/actor.ts'
import { follow } from '../../kit/flow.ts'
import { notify } from '../../notices/actions.ts'
import { releaseGift } from '../gifts/endings.ts'
import { type Household, lockedHousehold } from '../homes/queries.ts'
import { pairingEnded } from './messages.ts'
import { movePairing } from './move.ts'
import { lockedPairing, type Pairing, pairingById } from './queries.ts'
import { pairingFlow } from './rules.ts'

/** The clockwork ends a pairing whose last day has passed, or whose household or supporter is gone; what was only offered comes back. */
export async function endPairing(
  tx: Tx,
  { id, reason, now }: { id: string; reason: string; now: Date },
): Promise<boolean> {
  // The household first, as when something is offered or answered: the two would deadlock the other way round.
  await lockedHousehold(tx, (await pairingById(tx, id)).householdId)
  const pairing = await lockedPairing(tx, id)
  if (pairing.state !== 'proposed' && pairing.state !== 'active') return false
  await withdrawOffers(tx, pairing, now)
  const to = pairing.state === 'active' ? follow(pairingFlow, pairing.state, 'end', new Set(['system'])) : 'refused'
  const ended = await movePairing(tx, pairing, {
    step: 'end',
    to,
    actorId: system.id,
    reason,
    set: { endedAt: now },
    now,
  })
  if (pairing.state === 'active') await notify(tx, { personId: pairing.supporterId, ...pairingEnded(ended), now })
  return true
}

/** What a supporter offered and the household has not answered goes back when their pairing ends. */
export async function withdrawOffers(tx: Tx, { id }: Pairing, now: Date): Promise<void> {
  const offered = await tx
    .select({ id: charityGifts.id })
    .from(charityGifts)
    .where(and(eq(charityGifts.pairingId, id), eq(charityGifts.state, 'offered')))
    .orderBy(asc(charityGifts.id))
  for (const gift of offered) await releaseGift(tx, { id: gift.id, step: 'withdraw', now })
}

/** A household that closes has no supporters any more, and takes no gifts. */
export async function endOfHousehold(tx: Tx, { id: householdId }: Household, now: Date): Promise<void> {
  const open = await tx
    .select({ id: charityGifts.id })
    .from(charityGifts)
    .where(and(eq(charityGifts.householdId, householdId), eq(charityGifts.state, 'offered')))
    .orderBy(asc(charityGifts.id))
  for (const { id } of open) await releaseGift(tx, { id, step: 'decline', now })
  const pairings = await tx
    .select({ id: supportPairings.id })
    .from(supportPairings)
    .where(and(eq(supportPairings.householdId, householdId), inArray(supportPairings.state, ['proposed', 'active'])))
    .orderBy(asc(supportPairings.id))
  for (const { id } of pairings) await endPairing(tx, { id, reason: '家庭已注销', now })
}
