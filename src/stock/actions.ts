import { eq, sql } from 'drizzle-orm'
import { placeholders, prepared, type Tx } from '../../db/database.ts'
import { reservations, stockLots } from '../../db/schema/stock.ts'
import { system } from '../kit/actor.ts'
import { cityDay } from '../kit/clock.ts'
import { Refusal } from '../kit/refusal.ts'
import { keep, replaceBad } from './keep.ts'
import { moveLot, mustMoveLot, writeMove } from './lots.ts'
import {
  freeLots,
  itemById,
  type Lot,
  lotById,
  type Recipient,
  type Reservation,
  reservationById,
  storeById,
  whoever,
} from './queries.ts'
import { allocationsOf, lockedReservation, openOf, settle, settleAllocation } from './reservations.ts'
import { communityIn, portionsOf } from './rules.ts'

export type Receipt = {
  /** The sender's id of this intake; it becomes the lot's id. */
  id: string
  storeId: string
  itemId: string
  quantity: number
  /** Last day the goods may be handed out; none keeps. */
  expiresOn?: string | undefined
  /** Donated goods come from a donation lot, `id`: through its receipt, inspection and shelving. */
  source: { kind: 'purchase'; note: string } | { kind: 'donation'; note: string; id: string }
  /** For whom the donor gave it; everybody where absent. */
  only?: { areaPath: string | null; inNeed: boolean }
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
  const { areaPath: forAreaPath = null, inNeed: forNeed = false } = receipt.only ?? {}
  const counters = { received: quantity, onHand: quantity, unitValueFen, forAreaPath, forNeed }
  const about = {
    storeId,
    itemId,
    sourceKind: source.kind,
    sourceNote: source.note,
    sourceId: source.kind === 'donation' ? source.id : null,
    expiresOn: expiresOn ?? null,
  }
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
  /** Whom it is for; without one, only goods for everybody are kept. */
  recipient?: Recipient | undefined
  /** Only goods for everybody, whatever the recipient may have besides. */
  forEverybody?: boolean | undefined
  actorId?: string
  now: Date
}

const writeReservation = prepared('reservation_write', (tx) =>
  tx.insert(reservations).values(placeholders(reservations)).onConflictDoNothing().returning(),
)

/**
 * Keeps pieces of one item for somebody, nearest expiry first. Whoever reserves several items in one transaction
 * does so in the order of their ids, so that two baskets wait for each other instead of deadlocking.
 *
 * @throws Refusal `stock_out` and `stock_for_others` with `{ name, left }`, `item_inactive`, `item_missing`,
 *   `same_id_other_content`
 */
export async function reserveStock(tx: Tx, input: Reserve): Promise<Reservation> {
  const { id, storeId, itemId, quantity, goodUntil, recipient, forEverybody = false, actorId = system.id, now } = input
  const item = await itemById(tx, itemId)
  const nothingDone = { issued: 0, released: 0, returned: 0 }
  const whom = {
    recipientId: recipient?.id ?? null,
    recipientAreaId: recipient ? communityIn(recipient.areaPath) : null,
  }
  const [fresh] = await writeReservation(tx, { id, storeId, itemId, quantity, ...nothingDone, ...whom, at: now })
  if (!fresh) return firstReservation(tx, input)
  if (!item.active) throw new Refusal('conflict', 'item_inactive', { name: item.name })

  const on = goodUntil ?? now
  const lots = await freeLots(tx, { storeId, itemId, on, recipient: forEverybody ? undefined : recipient })
  const taken = await keep(tx, { reservationId: id, lots, quantity, actorId, now })
  if (taken === quantity) return fresh
  const isForOthers = (await freeLots(tx, { storeId, itemId, on, recipient: whoever })).length > 0
  const why = isForOthers ? 'stock_for_others' : 'stock_out'
  throw new Refusal('conflict', why, { itemId, name: item.name, left: taken })
}

async function firstReservation(tx: Tx, { id, storeId, itemId, quantity }: Reserve): Promise<Reservation> {
  const first = await reservationById(tx, id)
  if (first.storeId !== storeId || first.itemId !== itemId || first.quantity !== quantity)
    throw new Refusal('conflict', 'same_id_other_content')
  return first
}

type KeepMore = { reservationId: string; quantity: number; goodUntil: Date; actorId: string; now: Date }

/**
 * Adds free pieces of the item to what is kept already, as many as the shelf has.
 *
 * @returns how many it were
 */
export async function keepMore(
  tx: Tx,
  { reservationId, quantity, goodUntil, actorId, now }: KeepMore,
): Promise<number> {
  const { storeId, itemId } = await lockedReservation(tx, reservationId)
  const lots = await freeLots(tx, { storeId, itemId, on: goodUntil })
  const taken = await keep(tx, { reservationId, lots, quantity, actorId, now })
  await tx
    .update(reservations)
    .set({ quantity: sql`${reservations.quantity} + ${taken}` })
    .where(eq(reservations.id, reservationId))
  return taken
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
  const kept = good.map(({ lotId, reserved }) => ({ lotId, quantity: reserved }))
  const portions = portionsOf(kept, quantity)
  const left = portions.reduce((sum, portion) => sum + portion.quantity, 0)
  if (left < quantity) throw await withdrawn(tx, reservation, left)

  for (const { lotId, quantity: pieces } of portions) {
    await settleAllocation(tx, { reservationId, lotId, reserved: -pieces, issued: pieces })
    const move = { lotId, kind: 'issue', quantity: -pieces, reserved: -pieces } as const
    const lot = await mustMoveLot(tx, { ...move, causeId: reservationId, actorId, now })
    // Recalled in the moment between looking and taking.
    if (lot.quarantined) throw await withdrawn(tx, reservation, 0)
  }
}

async function withdrawn(tx: Tx, { itemId }: Reservation, left: number): Promise<Refusal> {
  const { name } = await itemById(tx, itemId)
  return new Refusal('conflict', 'goods_withdrawn', { itemId, name, left })
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

export type TakenOff = {
  storeId: string
  itemId: string
  quantity: number
  causeId: string
  reason: string
  actorId: string
  now: Date
}

/**
 * Writes off pieces that are no longer on a store's shelf, nearest expiry first. Only free ones: what is reserved is
 * somebody's, and has to be looked for first.
 *
 * @throws Refusal `stock_out` with `{ name, left }`, `item_missing`
 */
export async function takeOffShelf(tx: Tx, { storeId, itemId, quantity, now, ...why }: TakenOff): Promise<void> {
  const { name } = await itemById(tx, itemId)
  const portions = portionsOf(await freeLots(tx, { storeId, itemId, on: now, recipient: whoever }), quantity)
  let left = quantity
  for (const portion of portions) {
    const move = { lotId: portion.lotId, kind: 'write_off', quantity: -portion.quantity, now, ...why } as const
    if (await moveLot(tx, move)) left -= portion.quantity
  }
  if (left > 0) throw new Refusal('conflict', 'stock_out', { itemId, name, left: quantity - left })
}
