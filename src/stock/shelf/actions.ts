import { and, asc, eq, gt, type SQL } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { allocations, stockLots } from '../../../db/schema/stock.ts'
import type { Actor } from '../../kit/actor.ts'
import { cityDay } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import { firstLot } from '../actions.ts'
import { writeDown } from '../events.ts'
import { replaceBad } from '../keep.ts'
import { moveLot, writeMove } from '../lots.ts'
import { type Lot, lotById, storeById } from '../queries.ts'
import { lockedReservation } from '../reservations.ts'
import { assertKeeps, assertKeepsCatalogue } from '../standing.ts'
import { tellHolders } from '../withdrawal.ts'

type Act = { lotId: string; actor: Actor; now: Date }

/**
 * Takes broken, spoiled or expired pieces off the shelf for good.
 *
 * @throws Refusal `lot_missing`, `store_not_yours`, `lot_not_enough`
 */
export async function writeOff(
  tx: Tx,
  { lotId, quantity, reason, actor, now }: Act & { quantity: number; reason: string },
): Promise<void> {
  await keptLot(tx, lotId, actor)
  const move = { lotId, kind: 'write_off', quantity: -quantity, causeId: lotId, reason } as const
  const moved = await moveLot(tx, { ...move, actorId: actor.id, now })
  if (!moved) throw await notEnough(tx, lotId)
}

export type Transfer = Act & {
  /** The sender's id; it becomes the new lot's id. */
  id: string
  toStoreId: string
  quantity: number
}

/**
 * Sends pieces to another store, where they are a lot of their own with the same expiry, source and value. They arrive
 * in the same moment: two stores of one city lie minutes apart, and goods on the way would belong to no shelf.
 *
 * @throws Refusal `store_not_yours`, `transfer_same_store`, `transfer_bad`, `lot_not_enough`, `same_id_other_content`
 */
export async function transferStock(tx: Tx, { id, lotId, toStoreId, quantity, actor, now }: Transfer): Promise<Lot> {
  const lot = await keptLot(tx, lotId, actor)
  const to = await storeById(tx, toStoreId)
  if (to.id === lot.storeId) throw new Refusal('conflict', 'transfer_same_store', { field: 'toStoreId' })
  if (lot.quarantined || (lot.expiresOn && lot.expiresOn < cityDay(now))) throw new Refusal('conflict', 'transfer_bad')

  const { itemId, sourceKind, sourceNote, sourceId, expiresOn, unitValueFen, forAreaPath, forNeed } = lot
  const sent = { storeId: to.id, itemId, fromLotId: lotId, received: quantity }
  const [fresh] = await tx
    .insert(stockLots)
    .values({
      id,
      ...sent,
      sourceKind,
      sourceNote,
      sourceId,
      expiresOn,
      unitValueFen,
      forAreaPath,
      forNeed,
      onHand: quantity,
      receivedBy: actor.id,
      receivedAt: now,
    })
    .onConflictDoNothing()
    .returning()
  if (!fresh) return firstLot(tx, id, sent)
  const by = { actorId: actor.id, now }
  const out = await moveLot(tx, { lotId, kind: 'transfer_out', quantity: -quantity, causeId: id, ...by })
  if (!out) throw await notEnough(tx, lotId)
  await writeMove(tx, { lotId: id, kind: 'transfer_in', quantity, causeId: lotId, ...by })
  return fresh
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
  const isOut = and(which, eq(stockLots.quarantined, false))
  const lots = await tx.select({ id: stockLots.id }).from(stockLots).where(isOut).orderBy(asc(stockLots.id))
  for (const { id } of lots) await setQuarantine(tx, { lotId: id, quarantined: true, reason, actor, now })
  for (const { id } of lots) await replaceReserved(tx, { lotId: id, actor, now })
  for (const { id } of lots) await tellHolders(tx, { lotId: id, reason, now })
  return lots.length
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
