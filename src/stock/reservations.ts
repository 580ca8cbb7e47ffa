import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../db/database.ts'
import { allocations, reservations, stockLots } from '../../db/schema/stock.ts'
import { cityDay } from '../kit/clock.ts'
import { Refusal } from '../kit/refusal.ts'
import { isGood, type Reservation, reservationById, shelfOrder } from './queries.ts'

/** Neither handed out nor given back. */
export const openOf = ({ quantity, issued, released }: Reservation) => quantity - issued - released

/** The reservation as it is now, held until the commit: a row that is written cannot be written by another. */
export async function lockedReservation(tx: Tx, id: string): Promise<Reservation> {
  const [locked] = await tx
    .update(reservations)
    .set({ issued: sql`${reservations.issued}` })
    .where(eq(reservations.id, id))
    .returning()
  return locked ?? reservationById(tx, id)
}

/** @throws Refusal `reservation_used` with `{ open }` */
export async function settle(tx: Tx, reservation: Reservation, { issued = 0, released = 0 }) {
  const open = openOf(reservation)
  if (issued + released > open) throw new Refusal('conflict', 'reservation_used', { open })
  await tx
    .update(reservations)
    .set({ issued: reservation.issued + issued, released: reservation.released + released })
    .where(eq(reservations.id, reservation.id))
}

/** What is kept and what was handed out, by lot, nearest expiry first. `good` is whether it may be handed out now. */
export const allocationsOf = (tx: Tx, reservationId: string, on: Date = new Date(0)) =>
  tx
    .select({
      lotId: allocations.lotId,
      reserved: allocations.reserved,
      issued: allocations.issued,
      good: sql<boolean>`${isGood(cityDay(on))}`.mapWith(Boolean),
    })
    .from(allocations)
    .innerJoin(stockLots, eq(stockLots.id, allocations.lotId))
    .where(eq(allocations.reservationId, reservationId))
    .orderBy(...shelfOrder)

export async function settleAllocation(
  tx: Tx,
  {
    reservationId,
    lotId,
    reserved = 0,
    issued = 0,
  }: { reservationId: string; lotId: string; reserved?: number; issued?: number },
) {
  await tx
    .update(allocations)
    .set({ reserved: sql`${allocations.reserved} + ${reserved}`, issued: sql`${allocations.issued} + ${issued}` })
    .where(and(eq(allocations.reservationId, reservationId), eq(allocations.lotId, lotId)))
}
