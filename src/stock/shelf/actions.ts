import { and, asc, desc, eq, gt, type SQL, sql } from 'drizzle-orm'
import { locked } from '../../../db/columns.ts'
import type { Tx } from '../../../db/database.ts'
import { allocations, stockLots, stockMoves } from '../../../db/schema/stock.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { cityDay } from '../../kit/clock.ts'
import { found, Refusal } from '../../kit/refusal.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { writeDown } from '../events.ts'
import { replaceBad } from '../keep.ts'
import { moveLot, writeMove } from '../lots.ts'
import { type Lot, lotById, storeById } from '../queries.ts'
import { lockedReservation } from '../reservations.ts'
import { assertKeeps, assertKeepsCatalogue } from '../standing.ts'
import { tellHolders } from '../withdrawal.ts'

type Act = { lotId: string; actor: Actor; now: Date }

/**
 * Takes broken, spoiled or expired pieces off the shelf for good. Of goods that could still be handed out one keeper takes
 * off no more than one may be wrong by at a stock-take: the rest is counted by two, or is an administrator's word.
 *
 * @throws Refusal `lot_missing`, `store_not_yours`, `write_off_many` with `{ max }`, `lot_not_enough`
 */
export async function writeOff(
  tx: Tx,
  { lotId, quantity, reason, actor, now }: Act & { quantity: number; reason: string },
): Promise<void> {
  const { storeId } = await keptLot(tx, lotId, actor)
  const { areaPath } = await storeById(tx, storeId)
  const isAlone = !standingOf(actor, { areaPath }).has('admin')
  if (isAlone && !(await isBadByAll(tx, { lotId, actor, now })))
    await assertFewAlone(tx, { lotId, quantity, actor, now })
  const move = { lotId, kind: 'write_off', quantity: -quantity, causeId: lotId, reason } as const
  const moved = await moveLot(tx, { ...move, actorId: actor.id, now })
  if (!moved) throw await notEnough(tx, lotId)
}

/** Whether not the actor alone says that the goods are bad: they have expired, or somebody else recalled them. */
async function isBadByAll(tx: Tx, { lotId, actor, now }: Act): Promise<boolean> {
  const [lot] = await locked(tx.select().from(stockLots).where(eq(stockLots.id, lotId)))
  const { quarantined, expiresOn } = found(lot, 'lot_missing', { id: lotId })
  if (expiresOn && expiresOn < cityDay(now)) return true
  if (!quarantined) return false
  const [recall] = await tx
    .select({ actorId: stockMoves.actorId })
    .from(stockMoves)
    .where(and(eq(stockMoves.lotId, lotId), eq(stockMoves.kind, 'recall')))
    .orderBy(desc(stockMoves.at), desc(stockMoves.id))
    .limit(1)
  return recall?.actorId !== actor.id
}

/** The lot is held, so of two that are sent at once each sees the other. */
async function assertFewAlone(tx: Tx, { lotId, quantity, actor, now }: Act & { quantity: number }) {
  const { terms } = await documentInForce(tx, 'SHELF', now)
  const [before] = await tx
    .select({ pieces: sql`coalesce(-sum(${stockMoves.quantity}), 0)`.mapWith(Number) })
    .from(stockMoves)
    .where(and(eq(stockMoves.lotId, lotId), eq(stockMoves.kind, 'write_off'), eq(stockMoves.actorId, actor.id)))
  if ((before?.pieces ?? 0) + quantity > terms.countPieces)
    throw new Refusal('conflict', 'write_off_many', { field: 'quantity', max: terms.countPieces })
}

/**
 * Stops handing out a lot. What was reserved of it is replaced by good pieces where the shelf has them; the rest is
 * refused at the counter, and taken out of its orders within a minute. Who took some home is told.
 *
 * @throws Refusal `store_not_yours`, `recall_already`
 */
export async function recallLot(tx: Tx, { lotId, reason, actor, now }: Act & { reason: string }): Promise<void> {
  await keptLot(tx, lotId, actor)
  if ((await recallLots(tx, eq(stockLots.id, lotId), { reason, actor, now })) === 0)
    throw new Refusal('conflict', 'recall_already')
}

/** Recalls every lot of an item in the whole city. @throws Refusal `catalogue_not_yours` */
export async function recallItem(
  tx: Tx,
  { itemId, reason, actor, now }: { itemId: string; reason: string; actor: Actor; now: Date },
): Promise<number> {
  await assertKeepsCatalogue(tx, actor)
  return recallLots(tx, eq(stockLots.itemId, itemId), { reason, actor, now })
}

/** Gives a recalled lot free again, when the worry proved empty. @throws Refusal `store_not_yours`, `recall_already` */
export async function readmitLot(tx: Tx, { lotId, reason, actor, now }: Act & { reason: string }): Promise<void> {
  await keptLot(tx, lotId, actor)
  await setQuarantine(tx, { lotId, quarantined: false, reason, actor, now })
}

/**
 * Recalls every lot that came from a donation lot, in whatever store it lies. Whether the actor may is asked by whoever
 * keeps the donations.
 *
 * @returns how many lots it were
 */
export async function recallSource(
  tx: Tx,
  { sourceId, reason, actor, now }: { sourceId: string; reason: string; actor: Actor; now: Date },
): Promise<number> {
  return recallLots(tx, eq(stockLots.sourceId, sourceId), { reason, actor, now })
}

async function recallLots(tx: Tx, which: SQL, { reason, actor, now }: Omit<Act, 'lotId'> & { reason: string }) {
  const recalled = await quarantineAll(tx, which, { reason, actor, now })
  for (const lotId of recalled) await replaceReserved(tx, { lotId, actor, now })
  for (const lotId of recalled) await tellHolders(tx, { lotId, reason, now })
  return recalled.length
}

/** Looks again until there is none left: a shipment may have been counted in while we waited for the lot it came from. */
async function quarantineAll(tx: Tx, which: SQL, how: Omit<Act, 'lotId'> & { reason: string }): Promise<string[]> {
  const isOut = and(which, eq(stockLots.quarantined, false))
  const lots = await tx.select({ id: stockLots.id }).from(stockLots).where(isOut).orderBy(asc(stockLots.id))
  if (lots.length === 0) return []
  for (const { id } of lots) await setQuarantine(tx, { lotId: id, quarantined: true, ...how })
  return [...lots.map(({ id }) => id), ...(await quarantineAll(tx, which, how))]
}

async function setQuarantine(tx: Tx, input: Act & { quarantined: boolean; reason: string }) {
  const { lotId, quarantined, reason, actor, now } = input
  const [changed] = await tx
    .update(stockLots)
    .set({ quarantined })
    .where(and(eq(stockLots.id, lotId), eq(stockLots.quarantined, !quarantined)))
    .returning({ id: stockLots.id })
  if (!changed) throw new Refusal('conflict', 'recall_already')
  const kind = quarantined ? 'recall' : 'readmit'
  await writeMove(tx, { lotId, kind, causeId: lotId, reason, actorId: actor.id, now })
  await writeDown(tx, {
    subjectId: lotId,
    step: kind,
    from: !quarantined,
    to: quarantined,
    reason,
    actorId: actor.id,
    now,
  })
}

async function replaceReserved(tx: Tx, { lotId, actor, now }: Act) {
  const promised = await tx
    .select({ reservationId: allocations.reservationId })
    .from(allocations)
    .where(and(eq(allocations.lotId, lotId), gt(allocations.reserved, 0)))
    .orderBy(asc(allocations.reservationId))
  for (const { reservationId } of promised) {
    const reservation = await lockedReservation(tx, reservationId)
    await replaceBad(tx, { reservation, actorId: actor.id, now })
  }
}

async function keptLot(tx: Tx, lotId: string, actor: Actor): Promise<Lot> {
  const lot = await lotById(tx, lotId)
  assertKeeps(actor, await storeById(tx, lot.storeId))
  return lot
}

async function notEnough(tx: Tx, lotId: string): Promise<Refusal> {
  const { onHand, reserved } = await lotById(tx, lotId)
  return new Refusal('conflict', 'lot_not_enough', { field: 'quantity', free: onHand - reserved })
}
