import { placeholders, prepared, type Tx } from '../../../db/database.ts'
import { once } from '../../../db/once.ts'
import { scans } from '../../../db/schema/stores.ts'
import type { Actor } from '../../kit/actor.ts'
import { later, minute } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { checkCardPin } from '../../people/cards/actions.ts'
import { cardsOf, personOfCode } from '../../people/cards/queries.ts'
import { personById, phoneOf } from '../../people/queries.ts'
import { documentOfVersion } from '../../points/rulebook/queries.ts'
import { type Store, storeById } from '../../stock/queries.ts'
import { phoneEndDigits, readPickupCode } from '../orders/pickup-code.ts'
import { type Order, orderByNumber } from '../orders/queries.ts'
import { needsProof } from '../orders/rules.ts'
import { lockedOrder } from '../orders/steps.ts'
import { collect } from './collect.ts'
import { wrongProofsOf } from './queries.ts'
import { type Outcome, objection, type Proof, proofObjection } from './rules.ts'

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

/**
 * What a keeper sees before handing over: the order, or the person whose code it was. A refusal is returned, because
 * the scan is kept whatever came of it.
 */
export const look = (tx: Tx, secrets: Secrets, scan: Scan): Promise<Outcome> =>
  kept(tx, secrets, { ...scan, act: 'look', content: [] }, async () => {
    const read = await orderRead(tx, secrets, scan)
    if (!('number' in read)) return read
    return (await objectionTo(tx, read, scan)) ?? { outcome: 'shown', details: {}, orderId: read.id }
  })

export type HandOver = Scan & {
  /** Item id → pieces; everything that waits when absent. */
  pieces?: Record<string, number> | undefined
  /** The last four digits of the resident's phone, or the card's PIN. */
  proof?: string | undefined
}

/**
 * Hands over what waits of an order, or the chosen pieces of it. Of eight counters that try at once, one does; the
 * others are told when it was done.
 *
 * @throws Refusal only for input that no counter should send: `pieces_not_there`, `line_missing`, `nothing_chosen`
 */
export const handOver = (tx: Tx, secrets: Secrets, { pieces, proof, ...scan }: HandOver): Promise<Outcome> =>
  kept(tx, secrets, { ...scan, act: 'hand_over', content: pieces }, async () => {
    const read = await orderRead(tx, secrets, scan)
    if (!('number' in read)) return read
    const order = (await lockedOrder(tx, read.id)) as Order
    const no =
      (await objectionTo(tx, order, scan)) ?? (await proofObjectionTo(tx, secrets, order, { proof, now: scan.now }))
    if (no) return no

    const details = await collect(tx, { order, pieces, store: scan.store, keeper: scan.keeper, now: scan.now })
    return { outcome: 'handed_over', details, orderId: order.id, personId: order.personId }
  })

/** Writes down a refusal that undid its hand-over, in a transaction of its own. */
export const keepRefused = (tx: Tx, secrets: Secrets, scan: Scan, { code, details }: Refusal): Promise<Outcome> =>
  kept(tx, secrets, { ...scan, act: 'hand_over', content: undefined }, async () => ({ outcome: code, details }))

const insertScan = prepared('scan_insert', (tx) => tx.insert(scans).values(placeholders(scans)))

type Kept = Scan & { act: 'look' | 'hand_over'; content: unknown }

async function kept(tx: Tx, secrets: Secrets, scan: Kept, decide: () => Promise<Outcome>): Promise<Outcome> {
  const { id, store, keeper, act, now } = scan
  const readHash = secrets.fingerprint(scan.read.trim())
  const content = [act, store.id, readHash, scan.content]
  return once(tx, { key: id, actorId: keeper.id, content, now }, async () => {
    const outcome = await decide()
    const row = { orderId: null, personId: null, ...outcome, id, act, readHash, at: now }
    await insertScan(tx, { ...row, keeperId: keeper.id, storeId: store.id })
    return outcome
  })
}

/** The order that was read, or what else came of reading. */
async function orderRead(tx: Tx, secrets: Secrets, { read, now }: Scan): Promise<Order | Outcome> {
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

async function objectionTo(tx: Tx, order: Order, { store, keeper, now }: Scan): Promise<Outcome | undefined> {
  const { name: storeName } = order.storeId === store.id ? store : await storeById(tx, order.storeId)
  return objection(order, { storeId: store.id, storeName, keeperId: keeper.id, now })
}

type Given = { proof: string | undefined; now: Date }

async function proofObjectionTo(tx: Tx, secrets: Secrets, order: Order, given: Given): Promise<Outcome | undefined> {
  const { terms } = await documentOfVersion(tx, 'REDEEM', order.termsVersionId)
  if (!needsProof(terms, order)) return undefined
  const wrongBefore = await wrongProofsOf(tx, order.id, later(given.now, -terms.wrongProofsMinutes * minute))
  const proof = wrongBefore < terms.wrongProofsMax ? await proofOf(tx, secrets, order.personId, given) : 'none'
  return proofObjection(terms, order, { proof, wrongBefore })
}

/** Four digits are the end of a phone number, anything longer is the PIN of a card, which counts its own tries. */
async function proofOf(tx: Tx, secrets: Secrets, personId: string, { proof, now }: Given): Promise<Proof> {
  if (!proof) return 'none'
  if (proof.length > phoneEndDigits) {
    const card = (await cardsOf(tx, personId)).find(({ status }) => status === 'active')
    return card ? ((await checkCardPin(tx, secrets, { cardId: card.id, pin: proof, now })) ?? 'right') : 'wrong'
  }
  const phone = phoneOf(secrets, await personById(tx, personId))
  return phone?.slice(-phoneEndDigits) === proof ? 'right' : 'wrong'
}
