import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../db/database.ts'
import { allocations, reservations, stockLots } from '../../db/schema/stock.ts'
import { system } from '../kit/actor.ts'
import { cityDay } from '../kit/clock.ts'
import { Refusal } from '../kit/refusal.ts'
import { addAllocation, moveLot, mustMoveLot, writeMove } from './lots.ts'
import {
  freeLots,
  isGood,
  itemById,
  type Lot,
  lotById,
  type Reservation,
  reservationById,
  shelfOrder,
  storeById,
} from './queries.ts'
import { type Portion, portionsOf } from './rules.ts'

export type Receipt = {
  /** The sender's id of this intake; it becomes the lot's id. */
  id: string
  storeId: string
  itemId: string
  quantity: number
  /** Last day the goods may be handed out; none keeps. */
  expiresOn?: string | undefined
  source: { kind: 'donation' | 'purchase'; note: string }
  /** What a piece is worth; else what the catalogue says. */
  unitValueFen?: number | undefined
  actorId: string
  now: Date
}

/**
 * Puts goods on a store's shelf as a lot of their own.
 *
 * @throws Refusal `store_missing`, `item_missing`, `lot_expired`, `same_id_other_content`
 */
export async function receiveStock(tx: Tx, receipt: Receipt): Promise<Lot> {
  const { id, storeId, itemId, quantity, expiresOn, source, actorId, now } = receipt
  await storeById(tx, storeId)
  const item = await itemById(tx, itemId)
  if (expiresOn && expiresOn < cityDay(now))
    throw new Refusal('conflict', 'lot_expired', { field: 'expiresOn', expiresOn })

  const unitValueFen = receipt.unitValueFen ?? item.unitValueFen
  const counters = { received: quantity, onHand: quantity, unitValueFen }
  const about = { storeId, itemId, sourceKind: source.kind, sourceNote: source.note, expiresOn: expiresOn ?? null }
  const [fresh] = await tx
    .insert(stockLots)
    .values({ id, ...about, ...counters, receivedBy: actorId, receivedAt: now })
    .onConflictDoNothing()
    .returning()
  if (!fresh) return firstLot(tx, id, { ...about, received: quantity })
  await writeMove(tx, { lotId: id, kind: 'intake', quantity, causeId: id, reason: source.note, actorId, now })
  return fresh
}

/** The lot that the same id made before, if it was the same intake. */
export async function firstLot(tx: Tx, id: string, same: Partial<Lot>): Promise<Lot> {
  const first = await lotById(tx, id)
  for (const [name, value] of Object.entries(same))
    if (first[name as keyof Lot] !== value) throw new Refusal('conflict', 'same_id_other_content')
  return first
}

export type Reserve = {
  /** The sender's id; it becomes the reservation's id. */
  id: string
  storeId: string
  itemId: string
  quantity: number
  /** Only goods that can still be handed out then; otherwise now. */
  goodUntil?: Date
  actorId?: string
  now: Date
}

/**
 * Keeps pieces of one item for somebody, nearest expiry first. Whoever reserves several items in one transaction
 * does so in the order of their ids, so that two baskets wait for each other instead of deadlocking.
 *
 * @throws Refusal `stock_out` with `{ name, left }`, `item_inactive`, `item_missing`, `same_id_other_content`
 */
export async function reserveStock(tx: Tx, input: Reserve): Promise<Reservation> {
  const { id, storeId, itemId, quantity, goodUntil, actorId = system.id, now } = input
  const item = await itemById(tx, itemId)
  const [fresh] = await tx
    .insert(reservations)
    .values({ id, storeId, itemId, quantity, at: now })
    .onConflictDoNothing()
    .returning()
  if (!fresh) return firstReservation(tx, input)
  if (!item.active) throw new Refusal('conflict', 'item_inactive', { name: item.name })

  const lots = await freeLots(tx, { storeId, itemId, on: goodUntil ?? now })
  const taken = await keep(tx, { reservationId: id, lots, quantity, actorId, now })
  if (taken < quantity) throw new Refusal('conflict', 'stock_out', { itemId, name: item.name, left: taken })
  return fresh
}

async function firstReservation(tx: Tx, { id, storeId, itemId, quantity }: Reserve): Promise<Reservation> {
  const first = await reservationById(tx, id)
  if (first.storeId !== storeId || first.itemId !== itemId || first.quantity !== quantity)
    throw new Refusal('conflict', 'same_id_other_content')
  return first
}

type Keep = { reservationId: string; lots: Portion[]; quantity: number; actorId: string; now: Date }

/** Keeps up to `quantity` pieces of these lots, in their order. Never goes back to an earlier lot. */
async function keep(tx: Tx, { reservationId, lots, quantity, actorId, now }: Keep): Promise<number> {
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
 * Gives pieces back to the shelf, those that keep longest first; all that are still open unless `quantity` says fewer.
 *
 * @throws Refusal `reservation_missing`, `reservation_used` with `{ open }`
 */
export async function releaseReserved(
  tx: Tx,
  {
    reservationId,
    actorId = system.id,
    now,
    ...asked
  }: { reservationId: string; quantity?: number; actorId?: string; now: Date },
): Promise<void> {
  const before = await lockedReservation(tx, reservationId)
  const quantity = asked.quantity ?? openOf(before)
  if (quantity === 0) return
  await settle(tx, before, { released: quantity })
  const kept = await allocationsOf(tx, reservationId)
  const portions = portionsOf(kept.map(({ lotId, reserved }) => ({ lotId, quantity: reserved })).reverse(), quantity)
  for (const portion of portions.reverse()) {
    await settleAllocation(tx, { reservationId, lotId: portion.lotId, reserved: -portion.quantity })
    const move = { lotId: portion.lotId, kind: 'release', reserved: -portion.quantity } as const
    await mustMoveLot(tx, { ...move, causeId: reservationId, actorId, now })
  }
}

/**
 * Hands out reserved pieces, nearest expiry first. Pieces that expired or were recalled meanwhile are replaced by good
 * ones where the shelf has them.
 *
 * @throws Refusal `reservation_missing`, `reservation_used` with `{ open }`, `goods_withdrawn` with `{ name, left }`
 */
export async function issueReserved(
  tx: Tx,
  { reservationId, quantity, actorId, now }: { reservationId: string; quantity: number; actorId: string; now: Date },
): Promise<void> {
  const reservation = await lockedReservation(tx, reservationId)
  await settle(tx, reservation, { issued: quantity })
  await replaceBad(tx, { reservation, actorId, now })
  const good = (await allocationsOf(tx, reservationId, now)).filter((kept) => kept.good)
  const portions = portionsOf(
    good.map(({ lotId, reserved }) => ({ lotId, quantity: reserved })),
    quantity,
  )
  const left = portions.reduce((sum, portion) => sum + portion.quantity, 0)
  if (left < quantity) {
    const { name } = await itemById(tx, reservation.itemId)
    throw new Refusal('conflict', 'goods_withdrawn', { itemId: reservation.itemId, name, left })
  }

  for (const { lotId, quantity: pieces } of portions) {
    await settleAllocation(tx, { reservationId, lotId, reserved: -pieces, issued: pieces })
    const move = { lotId, kind: 'issue', quantity: -pieces, reserved: -pieces } as const
    await mustMoveLot(tx, { ...move, causeId: reservationId, actorId, now })
  }
}

/**
 * Takes back what was handed out, into the lots it came from. Damaged goods are written off at once.
 *
 * @throws Refusal `reservation_missing`, `return_too_many` with `{ issued }`
 */
export async function returnIssued(
  tx: Tx,
  input: { reservationId: string; quantity: number; damaged?: boolean; reason?: string; actorId: string; now: Date },
): Promise<void> {
  const { reservationId, quantity, damaged = false, reason = '', actorId, now } = input
  const before = await lockedReservation(tx, reservationId)
  const issued = before.issued - before.returned
  if (quantity > issued) throw new Refusal('conflict', 'return_too_many', { issued })

  await tx
    .update(reservations)
    .set({ returned: sql`${reservations.returned} + ${quantity}` })
    .where(eq(reservations.id, reservationId))
  const out = await allocationsOf(tx, reservationId)
  for (const { lotId, quantity: pieces } of portionsOf(
    out.map((kept) => ({ lotId: kept.lotId, quantity: kept.issued })),
    quantity,
  )) {
    await settleAllocation(tx, { reservationId, lotId, issued: -pieces })
    const cause = { lotId, causeId: reservationId, reason, actorId, now }
    await mustMoveLot(tx, { kind: 'return', quantity: pieces, ...cause })
    if (damaged) await mustMoveLot(tx, { kind: 'write_off', quantity: -pieces, ...cause })
  }
}

const openOf = ({ quantity, issued, released }: Reservation) => quantity - issued - released

/** The reservation as it is now, held until the commit: a row that is written cannot be written by another. */
async function lockedReservation(tx: Tx, id: string): Promise<Reservation> {
  const [locked] = await tx
    .update(reservations)
    .set({ issued: sql`${reservations.issued}` })
    .where(eq(reservations.id, id))
    .returning()
  return locked ?? reservationById(tx, id)
}

async function settle(tx: Tx, reservation: Reservation, { issued = 0, released = 0 }) {
  const open = openOf(reservation)
  if (issued + released > open) throw new Refusal('conflict', 'reservation_used', { open })
  await tx
    .update(reservations)
    .set({ issued: reservation.issued + issued, released: reservation.released + released })
    .where(eq(reservations.id, reservation.id))
}

/** What is kept and what was handed out, by lot, nearest expiry first. `good` is whether it may be handed out now. */
const allocationsOf = (tx: Tx, reservationId: string, on: Date = new Date(0)) =>
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

async function settleAllocation(
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

/** Moves what is kept in expired or recalled lots over to good ones, as far as the shelf has them. */
export async function replaceBad(
  tx: Tx,
  { reservation, actorId, now }: { reservation: Reservation; actorId: string; now: Date },
): Promise<void> {
  const { id: reservationId, storeId, itemId } = reservation
  const bad = (await allocationsOf(tx, reservationId, now)).filter((kept) => !kept.good && kept.reserved > 0)
  for (const { lotId, reserved } of bad) {
    const lots = await freeLots(tx, { storeId, itemId, on: now })
    const replaced = await keep(tx, { reservationId, lots, quantity: reserved, actorId, now })
    if (replaced === 0) return
    await settleAllocation(tx, { reservationId, lotId, reserved: -replaced })
    await mustMoveLot(tx, { lotId, kind: 'release', reserved: -replaced, causeId: reservationId, actorId, now })
  }
}
