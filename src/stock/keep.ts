import type { Tx } from '../../db/database.ts'
import { addAllocation, moveLot, mustMoveLot } from './lots.ts'
import { freeLots, lotById, type Reservation } from './queries.ts'
import { allocationsOf, settleAllocation } from './reservations.ts'
import type { Portion } from './rules.ts'

type Keep = { reservationId: string; lots: Portion[]; quantity: number; actorId: string; now: Date }

/** Keeps up to `quantity` pieces of these lots, in their order. Never goes back to an earlier lot. */
export async function keep(tx: Tx, { reservationId, lots, quantity, actorId, now }: Keep): Promise<number> {
  let taken = 0
  for (const lot of lots) {
    if (taken === quantity) break
    const cause = { causeId: reservationId, actorId, now }
    const portion = await keepOf(tx, { lot, wanted: quantity - taken, ...cause })
    if (portion > 0) await addAllocation(tx, { reservationId, lotId: lot.lotId, quantity: portion })
    taken += portion
  }
  return taken
}

type KeepOf = { lot: Portion; wanted: number; causeId: string; actorId: string; now: Date }

async function keepOf(tx: Tx, { lot, wanted, ...cause }: KeepOf): Promise<number> {
  let free = lot.quantity
  while (free > 0) {
    const reserved = Math.min(wanted, free)
    if (await moveLot(tx, { lotId: lot.lotId, kind: 'reserve', reserved, ...cause })) return reserved
    // Somebody was quicker. What they left may still do.
    const left = await lotById(tx, lot.lotId)
    free = left.onHand - left.reserved
  }
  return 0
}

/**
 * Moves what is kept in expired or recalled lots over to good ones, as far as the shelf has them. Whoever could have the
 * bad ones may have others that were given for the same people, or for everybody.
 */
export async function replaceBad(
  tx: Tx,
  { reservation, actorId, now }: { reservation: Reservation; actorId: string; now: Date },
): Promise<void> {
  const { id: reservationId, storeId, itemId } = reservation
  const bad = (await allocationsOf(tx, reservationId, now)).filter((kept) => !kept.good && kept.reserved > 0)
  for (const { lotId, reserved } of bad) {
    const { forAreaPath, forNeed } = await lotById(tx, lotId)
    const recipient = { id: '', areaPath: forAreaPath ?? '', inNeed: forNeed }
    const lots = await freeLots(tx, { storeId, itemId, on: now, recipient })
    const replaced = await keep(tx, { reservationId, lots, quantity: reserved, actorId, now })
    if (replaced === 0) continue
    await settleAllocation(tx, { reservationId, lotId, reserved: -replaced })
    await mustMoveLot(tx, { lotId, kind: 'release', reserved: -replaced, causeId: reservationId, actorId, now })
  }
}
