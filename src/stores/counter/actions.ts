import type { Tx } from '../../../db/database.ts'
import { later, minute } from '../../kit/clock.ts'
import type { Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { checkCardPin } from '../../people/cards/actions.ts'
import { cardsOf } from '../../people/cards/queries.ts'
import { personById, phoneOf } from '../../people/queries.ts'
import { documentOfVersion } from '../../points/rulebook/queries.ts'
import { phoneEndDigits } from '../orders/pickup-code.ts'
import type { Order } from '../orders/queries.ts'
import { needsProof } from '../orders/rules.ts'
import { lockedOrder } from '../orders/steps.ts'
import { type Collector, collectorOf } from '../proxies/actions.ts'
import { collect } from './collect.ts'
import { wrongProofsOf } from './queries.ts'
import { kept, objectionTo, orderRead, type Scan } from './reading.ts'
import { type Outcome, type Proof, proofObjection } from './rules.ts'

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
  /** The last four digits of the phone of whoever comes, or their card's PIN. */
  proof?: string | undefined
  /** The proxy who collects instead of its owner, by its id. */
  proxyId?: string | undefined
}

/**
 * Hands over what waits of an order, or the chosen pieces of it. Of eight counters that try at once, one does; the
 * others are told when it was done.
 *
 * @throws Refusal only for input that no counter should send: `pieces_not_there`, `line_missing`, `nothing_chosen`
 */
export const handOver = (tx: Tx, secrets: Secrets, { pieces, proof, proxyId, ...scan }: HandOver): Promise<Outcome> =>
  kept(tx, secrets, { ...scan, act: 'hand_over', content: pieces }, async () => {
    const read = await orderRead(tx, secrets, scan)
    if (!('number' in read)) return read
    const order = (await lockedOrder(tx, read.id)) as Order
    const named = proxyId ? { proxyId, keeperId: scan.keeper.id, now: scan.now } : undefined
    const by = named && (await collectorOf(tx, order, named))
    const no =
      (await objectionTo(tx, order, scan)) ??
      (named && collectorObjection(order, by, scan)) ??
      (await proofObjectionTo(tx, secrets, order, { proof, now: scan.now, comes: by?.personId ?? order.personId }))
    if (no) return no

    const details = await collect(tx, { order, pieces, store: scan.store, keeper: scan.keeper, by, now: scan.now })
    return { outcome: 'handed_over', details, orderId: order.id, personId: order.personId }
  })

/**
 * Writes down a refusal that undid its hand-over, in a transaction of its own. The content is that of the hand-over, so
 * that the same one sent again gets this answer.
 */
export const keepRefused = (
  tx: Tx,
  secrets: Secrets,
  { pieces, ...scan }: Scan & { pieces?: Record<string, number> | undefined; claimedAt?: Date },
  { code, details }: Refusal,
): Promise<Outcome> =>
  kept(tx, secrets, { ...scan, act: 'hand_over', content: pieces }, async () => ({ outcome: code, details }))

/** Whoever may not, or no longer, and the keeper themselves, take nothing for others. */
function collectorObjection({ id: orderId }: Order, by: Collector | undefined, { keeper }: Scan): Outcome | undefined {
  if (!by) return { outcome: 'proxy_ended', details: {}, orderId }
  return by.personId === keeper.id ? { outcome: 'own_order', details: {}, orderId } : undefined
}

/** `comes` is who stands there: the owner, or who collects for them. */
type Given = { proof: string | undefined; comes: string; now: Date }

async function proofObjectionTo(tx: Tx, secrets: Secrets, order: Order, given: Given): Promise<Outcome | undefined> {
  const { terms } = await documentOfVersion(tx, 'REDEEM', order.termsVersionId)
  if (!needsProof(terms, order)) return undefined
  const wrongBefore = await wrongProofsOf(tx, order.id, later(given.now, -terms.wrongProofsMinutes * minute))
  const proof = wrongBefore < terms.wrongProofsMax ? await proofOf(tx, secrets, given) : 'none'
  return proofObjection(terms, order, { proof, wrongBefore })
}

/** Four digits are the end of a phone number, anything longer is the PIN of a card, which counts its own tries. */
async function proofOf(tx: Tx, secrets: Secrets, { proof, comes: personId, now }: Given): Promise<Proof> {
  if (!proof) return 'none'
  if (proof.length > phoneEndDigits) {
    const card = (await cardsOf(tx, personId)).find(({ status }) => status === 'active')
    return card ? ((await checkCardPin(tx, secrets, { cardId: card.id, pin: proof, now })) ?? 'right') : 'wrong'
  }
  const phone = phoneOf(secrets, await personById(tx, personId))
  return phone?.slice(-phoneEndDigits) === proof ? 'right' : 'wrong'
}
