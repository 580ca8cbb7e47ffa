import { and, asc, eq } from 'drizzle-orm'
import { locked } from '../../../db/columns.ts'
import type { Tx } from '../../../db/database.ts'
import { yearlyNumber } from '../../../db/once.ts'
import { shipmentLines, shipments } from '../../../db/schema/shipments.ts'
import { stockLots } from '../../../db/schema/stock.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { cityDay } from '../../kit/clock.ts'
import { follow } from '../../kit/flow.ts'
import { newId } from '../../kit/ids.ts'
import { found, Refusal } from '../../kit/refusal.ts'
import { writeDown } from '../events.ts'
import { moveLot, mustMoveLot, writeMove } from '../lots.ts'
import { itemById, type Lot, lotById, storeById } from '../queries.ts'
import { assertShips } from '../standing.ts'
import { type Shipment, type ShipmentLine, shipmentById } from './queries.ts'
import { type Arrival, countsOwn, shipmentFlow, sideOf, wrongArrival } from './rules.ts'

type By = { actor: Actor; now: Date }

export type NewShipment = By & {
  /** The sender's id; it becomes the shipment's. */
  id: string
  fromStoreId: string
  toStoreId: string
  /** Lot → pieces of it. */
  pieces: ReadonlyMap<string, number>
  note?: string | undefined
}

/**
 * Sends pieces of one or several lots to another store. From now on they are on no shelf, until they are counted there.
 *
 * @throws Refusal `shipment_empty`, `transfer_same_store`, `store_not_yours`, `lot_missing`, `transfer_bad` with
 *   `{ name }`, `lot_not_enough`, `same_id_other_content`
 */
export async function sendShipment(tx: Tx, asked: NewShipment): Promise<Shipment> {
  const { id, fromStoreId, toStoreId, pieces, note = '', actor, now } = asked
  const from = await storeById(tx, fromStoreId)
  const to = await storeById(tx, toStoreId)
  assertShips(actor, from)
  if (from.id === to.id) throw new Refusal('conflict', 'transfer_same_store', { field: 'toStoreId' })
  if (pieces.size === 0) throw new Refusal('invalid', 'shipment_empty')

  const [first] = await tx.select().from(shipments).where(eq(shipments.id, id))
  if (first) return firstShipment(tx, asked)
  const number = await yearlyNumber(tx, 'S', now)
  const [fresh] = await tx
    .insert(shipments)
    .values({ id, number, fromStoreId, toStoreId, note, state: 'sent', sentBy: actor.id, sentAt: now })
    .onConflictDoNothing()
    .returning()
  if (!fresh) return firstShipment(tx, asked)
  // In the order of their ids, as everybody who touches several lots does.
  for (const lotId of [...pieces.keys()].sort())
    await sendLot(tx, { shipment: fresh, lotId, quantity: pieces.get(lotId) as number, actor, now })
  await writeDown(tx, { subjectId: id, step: 'send', to: 'sent', actorId: actor.id, now })
  return fresh
}

async function firstShipment(tx: Tx, { id, fromStoreId, toStoreId, pieces }: NewShipment): Promise<Shipment> {
  const first = await shipmentById(tx, id)
  const lines = await tx.select().from(shipmentLines).where(eq(shipmentLines.shipmentId, id)).orderBy(shipmentLines.id)
  const isSame = lines.length === pieces.size && lines.every(({ lotId, quantity }) => pieces.get(lotId) === quantity)
  if (!isSame || first.fromStoreId !== fromStoreId || first.toStoreId !== toStoreId)
    throw new Refusal('conflict', 'same_id_other_content')
  return first
}

async function sendLot(
  tx: Tx,
  { shipment, lotId, quantity, actor, now }: By & { shipment: Shipment; lotId: string; quantity: number },
) {
  const lot = await lotById(tx, lotId)
  if (lot.storeId !== shipment.fromStoreId) throw new Refusal('missing', 'lot_missing', { id: lotId })
  const line = { id: newId(now), shipmentId: shipment.id, lotId, quantity }
  const move = { lotId, kind: 'transfer_out', quantity: -quantity, causeId: line.id, reason: shipment.number } as const
  const left = await moveLot(tx, { ...move, actorId: actor.id, now })
  const { name } = await itemById(tx, lot.itemId)
  if (!left) throw await notEnough(tx, lotId, name)
  if (left.quarantined || (left.expiresOn && left.expiresOn < cityDay(now)))
    throw new Refusal('conflict', 'transfer_bad', { name, field: `send-${lotId}` })
  await tx.insert(shipmentLines).values(line)
}

async function notEnough(tx: Tx, lotId: string, name: string): Promise<Refusal> {
  const { onHand, reserved } = await lotById(tx, lotId)
  return new Refusal('conflict', 'lot_not_enough', { field: `send-${lotId}`, name, free: onHand - reserved })
}

type Receiving = By & { id: string; arrivals: ReadonlyMap<string, Arrival> }

/**
 * Takes in what somebody of the receiving store counted, line by line. What arrived is a lot of its own there, with the
 * same expiry, source, restriction and value, and recalled if the lot it comes from is. What did not is written off.
 *
 * @throws Refusal `shipment_missing`, `step_not_yours`, `step_unknown` when it was called back or counted otherwise,
 *   `shipment_counts_own`, `shipment_not_counted`, `shipment_too_many`, `shipment_missing_why`
 */
export async function receiveShipment(tx: Tx, { id, arrivals, actor, now }: Receiving): Promise<Shipment> {
  const shipment = await lockedShipment(tx, id)
  const lines = await linesByLot(tx, id)
  const isRepeated = lines.every(({ id: lineId, arrived }) => arrivals.get(lineId)?.arrived === arrived)
  if (shipment.state === 'received' && shipment.endedBy === actor.id && isRepeated) return shipment
  const state = await stepOf(tx, shipment, 'receive', actor)
  if (countsOwn(shipment, actor)) throw new Refusal('forbidden', 'shipment_counts_own')
  for (const line of lines) {
    const code = wrongArrival(line.quantity, arrivals.get(line.id))
    const field = `${code === 'shipment_missing_why' ? 'why' : 'arrived'}-${line.id}`
    if (code) throw new Refusal('invalid', code, { field, quantity: line.quantity })
  }

  for (const line of lines) await arrive(tx, { shipment, line, arrival: arrivals.get(line.id) as Arrival, actor, now })
  return end(tx, { shipment, state, step: 'receive', reason: '', actor, now })
}

type Arriving = By & { shipment: Shipment; line: ShipmentLine; arrival: Arrival }

async function arrive(tx: Tx, { shipment, line, arrival, actor, now }: Arriving) {
  const { itemId, sourceKind, sourceNote, sourceId, expiresOn, unitValueFen, forAreaPath, forNeed, quarantined } =
    await heldLot(tx, line.lotId)
  const [lotId, quantity, by] = [line.id, line.quantity, { actorId: actor.id, now }]
  const same = { itemId, sourceKind, sourceNote, sourceId, expiresOn, unitValueFen, forAreaPath, forNeed, quarantined }
  const here = { id: lotId, storeId: shipment.toStoreId, fromLotId: line.lotId }
  await tx
    .insert(stockLots)
    .values({ ...here, ...same, received: quantity, onHand: quantity, receivedBy: actor.id, receivedAt: now })
  await writeMove(tx, { lotId, kind: 'transfer_in', quantity, causeId: line.id, reason: shipment.number, ...by })
  const missing = quantity - arrival.arrived
  const missingWhy = missing > 0 ? (arrival.why ?? '') : ''
  if (missing > 0) {
    const reason = `${shipment.number} ${missingWhy}`
    await mustMoveLot(tx, { lotId, kind: 'write_off', quantity: -missing, causeId: line.id, reason, ...by })
  }
  await tx.update(shipmentLines).set({ arrived: arrival.arrived, missingWhy }).where(eq(shipmentLines.id, line.id))
}

/**
 * Takes back what has not been counted at the other store: the van never left, or came home. All of it lies where it lay.
 *
 * @throws Refusal `shipment_missing`, `step_not_yours`, `step_unknown`
 */
export async function callBackShipment(
  tx: Tx,
  { id, reason, actor, now }: By & { id: string; reason: string },
): Promise<Shipment> {
  const shipment = await lockedShipment(tx, id)
  if (shipment.state === 'called_back' && shipment.endedBy === actor.id) return shipment
  const state = await stepOf(tx, shipment, 'callBack', actor)
  for (const { id: lineId, lotId, quantity } of await linesByLot(tx, id)) {
    const why = { causeId: lineId, reason: `${shipment.number} ${reason}`, actorId: actor.id, now }
    await mustMoveLot(tx, { lotId, kind: 'transfer_back', quantity, ...why })
  }
  return end(tx, { shipment, state, step: 'callBack', reason, actor, now })
}

type Ending = By & { shipment: Shipment; state: Shipment['state']; step: string; reason: string }

async function end(tx: Tx, { shipment, state, step, reason, actor, now }: Ending): Promise<Shipment> {
  const [ended] = await tx
    .update(shipments)
    .set({ state, endedBy: actor.id, endedAt: now })
    .where(and(eq(shipments.id, shipment.id), eq(shipments.state, shipment.state)))
    .returning()
  await writeDown(tx, { subjectId: shipment.id, step, from: shipment.state, to: state, reason, actorId: actor.id, now })
  return found(ended, 'shipment_missing')
}

async function stepOf(tx: Tx, shipment: Shipment, step: keyof typeof sideOf, actor: Actor) {
  const { id: storeId, areaPath } = await storeById(tx, shipment[`${sideOf[step]}StoreId`])
  return follow(shipmentFlow, shipment.state, step, standingOf(actor, { storeId, areaPath }))
}

/** The shipment as it is now, held until the commit: of two who count it, or call it back, one is first. */
async function lockedShipment(tx: Tx, id: string): Promise<Shipment> {
  const [held] = await locked(tx.select().from(shipments).where(eq(shipments.id, id)))
  return found(held, 'shipment_missing')
}

/** The lot as it is now, held until the commit: a recall either saw it before, or waits and finds what it became. */
async function heldLot(tx: Tx, id: string): Promise<Lot> {
  const [held] = await locked(tx.select().from(stockLots).where(eq(stockLots.id, id)))
  return found(held, 'lot_missing', { id })
}

const linesByLot = (tx: Tx, shipmentId: string): Promise<ShipmentLine[]> =>
  tx.select().from(shipmentLines).where(eq(shipmentLines.shipmentId, shipmentId)).orderBy(asc(shipmentLines.lotId))
