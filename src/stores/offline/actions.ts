import type { Tx } from '../../../db/database.ts'
import { discrepancies, discrepancyEvents } from '../../../db/schema/stores.ts'
import { standingOf } from '../../kit/actor.ts'
import { newId } from '../../kit/ids.ts'
import type { Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { documentOfVersion } from '../../points/rulebook/queries.ts'
import { collect } from '../counter/collect.ts'
import { kept, objectionTo, orderRead, type Scan } from '../counter/reading.ts'
import { isGood, type Outcome } from '../counter/rules.ts'
import { handleOf, readPickupCode } from '../orders/pickup-code.ts'
import { type Line, linesOf, type Order, orderByNumber } from '../orders/queries.ts'
import { needsProof, waitingOf } from '../orders/rules.ts'
import { lockedOrder } from '../orders/steps.ts'
import { cover } from './rules.ts'

type Queued = Scan & {
  /** When it was, by the device's clock. Kept and shown; nothing is decided by it. */
  claimedAt: Date
}

export type QueuedHandOver = Queued & {
  /** What left the shelf: item id, or the handle that the code had for it → pieces. */
  pieces: Readonly<Record<string, number>>
  /** Whether the device checked the end of the phone number against the code. */
  isProofChecked: boolean
}

/**
 * Takes in a hand-over that a counter made without network. It has happened, so it is never simply refused: what the
 * order still covers is collected, and what it does not is a discrepancy that somebody settles.
 *
 * @throws Refusal whatever undid the collecting (goods recalled meanwhile): hand it to `keepUncovered`
 */
export async function receiveHandOver(tx: Tx, secrets: Secrets, queued: QueuedHandOver): Promise<Outcome> {
  const scan = { ...queued, act: 'hand_over' as const, content: queued.pieces }
  const outcome = await kept(tx, secrets, scan, () => follow(tx, secrets, queued))
  await noteDiscrepancy(tx, queued, outcome)
  return outcome
}

/** Writes down a queued hand-over whose collecting a rule undid, in a transaction of its own. */
export async function keepUncovered(tx: Tx, secrets: Secrets, queued: QueuedHandOver, no: Refusal): Promise<Outcome> {
  const scan = { ...queued, act: 'hand_over' as const, content: queued.pieces }
  const outcome = await kept(tx, secrets, scan, async () => {
    const order = await orderMeant(tx, secrets, queued)
    const pieces = byItem(order ? await linesOf(tx, order.id) : [], queued.pieces)
    return { outcome: no.code, details: { ...no.details, uncovered: pieces }, orderId: order?.id }
  })
  await noteDiscrepancy(tx, queued, outcome)
  return outcome
}

/** Keeps a scan that a counter without network said no to. */
export const receiveRefused = (
  tx: Tx,
  secrets: Secrets,
  { refused, ...queued }: Queued & { refused: string },
): Promise<Outcome> =>
  kept(tx, secrets, { ...queued, act: 'look', content: [refused] }, async () => {
    const order = await orderMeant(tx, secrets, queued)
    return { outcome: refused, details: {}, orderId: order?.id, personId: order?.personId }
  })

async function follow(tx: Tx, secrets: Secrets, queued: QueuedHandOver): Promise<Outcome> {
  const { store, keeper, now } = queued
  const read = await orderRead(tx, secrets, queued)
  if (!('number' in read))
    return { outcome: isGood(read) ? 'order_unknown' : read.outcome, details: { uncovered: queued.pieces } }

  const order = (await lockedOrder(tx, read.id)) as Order
  const lines = await linesOf(tx, order.id)
  const left = byItem(lines, queued.pieces)
  const no =
    (await objectionToQueued(tx, order, queued)) ??
    standingObjection(queued) ??
    (await proofObjection(tx, secrets, order, queued))
  if (no) return { ...no, details: { ...no.details, uncovered: left }, orderId: order.id }

  const waiting = Object.fromEntries(lines.map((line) => [line.itemId, waitingOf(line)]))
  const { covered, uncovered } = cover(left, waiting)
  if (Object.keys(covered).length === 0)
    return { outcome: 'offline_not_waiting', details: { uncovered }, orderId: order.id }
  const details = await collect(tx, { order, pieces: covered, store, keeper, now })
  return { outcome: 'handed_over', details: { ...details, uncovered }, orderId: order.id, personId: order.personId }
}

/**
 * A deadline that passed on the way does not matter while the goods still lie there for the order: whoever came in time
 * cannot help it that the network was late.
 */
function objectionToQueued(tx: Tx, order: Order, { store, keeper, now }: QueuedHandOver) {
  const inTime = new Date(Math.min(now.getTime(), order.pickupUntil.getTime() - 1))
  return objectionTo(tx, order, { store, keeper, now: inTime })
}

/** Whoever no longer keeps the store may tell what happened before, and no more. */
function standingObjection({ keeper, store }: QueuedHandOver): Outcome | undefined {
  const standing = standingOf(keeper, { storeId: store.id, areaPath: store.areaPath })
  return standing.has('keeper') ? undefined : { outcome: 'not_your_store', details: {} }
}

async function proofObjection(
  tx: Tx,
  secrets: Secrets,
  order: Order,
  { read, isProofChecked }: QueuedHandOver,
): Promise<Outcome | undefined> {
  const { terms } = await documentOfVersion(tx, 'REDEEM', order.termsVersionId)
  if (!needsProof(terms, order)) return undefined
  const code = readPickupCode(secrets, read)
  if (isProofChecked && code.kind === 'order' && code.provable) return undefined
  return { outcome: 'offline_unproven', details: {} }
}

async function orderMeant(tx: Tx, secrets: Secrets, { read }: Queued): Promise<Order | undefined> {
  const code = readPickupCode(secrets, read)
  return code.kind === 'order' ? orderByNumber(tx, code.number) : undefined
}

/** Handles told apart by the order's own lines. What the order never had stays as it came. */
function byItem(lines: readonly Line[], pieces: Readonly<Record<string, number>>): Record<string, number> {
  const items = new Map(lines.map(({ itemId }) => [handleOf(itemId), itemId]))
  const told: Record<string, number> = {}
  for (const [name, count] of Object.entries(pieces)) {
    const itemId = items.get(name) ?? name
    if (count > 0) told[itemId] = (told[itemId] ?? 0) + count
  }
  return told
}

/** Once for a scan, also when its first answer was lost on the way. */
async function noteDiscrepancy(
  tx: Tx,
  { id: scanId, store, keeper, claimedAt, now, ...queued }: QueuedHandOver,
  came: Outcome,
) {
  const { uncovered, ...details } = came.details as { uncovered?: Record<string, number> }
  // The first answer can be that of a hand-over sent with network, which says nothing of pieces that are not covered.
  const pieces = uncovered ?? (isGood(came) ? {} : queued.pieces)
  if (Object.values(pieces).every((count) => count === 0)) return
  const about = { scanId, keeperId: keeper.id, storeId: store.id, orderId: came.orderId ?? null }
  const row = { ...about, outcome: came.outcome, details, pieces, claimedAt, receivedAt: now, state: 'open' as const }
  const [fresh] = await tx
    .insert(discrepancies)
    .values({ id: newId(now), ...row })
    .onConflictDoNothing()
    .returning()
  if (!fresh) return
  const event = { discrepancyId: fresh.id, act: 0, step: 'open', from: null, to: fresh.state }
  await tx.insert(discrepancyEvents).values({ ...event, actorId: keeper.id, at: now })
}
