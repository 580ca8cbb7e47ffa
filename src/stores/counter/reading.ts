import { placeholders, prepared, type Tx } from '../../../db/database.ts'
import { once } from '../../../db/once.ts'
import { scans } from '../../../db/schema/stores.ts'
import type { Actor } from '../../kit/actor.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { personOfCode } from '../../people/cards/queries.ts'
import { type Store, storeById } from '../../stock/queries.ts'
import { deliveryIfAny } from '../deliveries/queries.ts'
import { readPickupCode } from '../orders/pickup-code.ts'
import { type Order, orderByNumber } from '../orders/queries.ts'
import { type Outcome, objection } from './rules.ts'

export type Scan = {
  /** The scanner's id: the same one again gets the first answer. */
  id: string
  /** One of the keeper's own, from `storeKeptBy`. */
  store: Store
  keeper: Actor
  /** What was scanned or typed. */
  read: string
  now: Date
}

const insertScan = prepared('scan_insert', (tx) => tx.insert(scans).values(placeholders(scans)))

export type Kept = Scan & {
  act: 'look' | 'hand_over'
  /** What besides the code was sent: the same id with something else is refused. */
  content: unknown
  /** When it was by the word of a device that had no network. */
  claimedAt?: Date | null
}

/** Decides about a scan and keeps what came of it, once for the scanner's id. */
export async function kept(tx: Tx, secrets: Secrets, scan: Kept, decide: () => Promise<Outcome>): Promise<Outcome> {
  const { id, store, keeper, act, claimedAt = null, now } = scan
  const readHash = secrets.fingerprint(scan.read.trim())
  const content = [act, store.id, readHash, scan.content]
  return once(tx, { key: id, actorId: keeper.id, content, now }, async () => {
    const outcome = await decide()
    const row = { orderId: null, personId: null, ...outcome, id, act, readHash, at: now, claimedAt }
    await insertScan(tx, { ...row, keeperId: keeper.id, storeId: store.id })
    return outcome
  })
}

/** The order that was read, or what else came of reading. */
export async function orderRead(tx: Tx, secrets: Secrets, { read, now }: Scan): Promise<Order | Outcome> {
  const reading = readPickupCode(secrets, read)
  if (reading.kind === 'forged') return { outcome: 'order_forged', details: {} }
  const order = reading.kind === 'order' ? await orderByNumber(tx, reading.number) : undefined
  if (order) return order
  if (reading.kind === 'order' && reading.signed) return { outcome: 'order_unknown', details: {} }
  return personRead(tx, secrets, { read, now, otherwise: reading.kind === 'order' ? 'order_unknown' : undefined })
}

type PersonRead = { read: string; now: Date; otherwise: string | undefined }

async function personRead(tx: Tx, secrets: Secrets, { read, now, otherwise }: PersonRead): Promise<Outcome> {
  try {
    const { personId } = await personOfCode(tx, secrets, { text: read, now })
    return { outcome: 'person_shown', details: {}, personId }
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    return { outcome: otherwise ?? refusal.code, details: {} }
  }
}

export async function objectionTo(
  tx: Tx,
  order: Order,
  { store, keeper, now }: Pick<Scan, 'store' | 'keeper' | 'now'>,
): Promise<Outcome | undefined> {
  const isOut = order.byDelivery && (await deliveryIfAny(tx, order.id))?.state === 'taken'
  if (isOut && order.storeId === store.id) return { outcome: 'order_on_its_way', details: {}, orderId: order.id }
  const { name: storeName } = order.storeId === store.id ? store : await storeById(tx, order.storeId)
  return objection(order, { storeId: store.id, storeName, keeperId: keeper.id, now })
}
