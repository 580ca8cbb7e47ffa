import { and, eq, gt } from 'drizzle-orm'
import type { Db, Tx } from '../../../db/database.ts'
import { merchantPayments } from '../../../db/schema/merchants.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { later } from '../../kit/clock.ts'
import { newShortNumber } from '../../kit/ids.ts'
import { found, Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { notify } from '../../notices/actions.ts'
import { checkCardPin } from '../../people/cards/actions.ts'
import { personById } from '../../people/queries.ts'
import { assertVerified } from '../../people/rules.ts'
import { capturePoints, holdPoints, refundPoints } from '../../points/actions.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { coverageState } from '../../stock/coverage/queries.ts'
import { runsShop } from '../clerks/queries.ts'
import { type Merchant, merchantById } from '../queries.ts'
import { countPayment, uncountPayment } from './caps.ts'
import { ownPayment, type Payment, paymentAt, paymentIfAny } from './queries.ts'
import { readShown, type Shown } from './reading.ts'
import { assertAccepted, assertSameDay, confirmMilliseconds, holdIdOf } from './rules.ts'

const numberDigits = 9

export type Asking = {
  /** The sender's id, and the payment's. */
  id: string
  merchantId: string
  /** What was scanned or typed. */
  code: string
  points: number
  /** For a paper card. */
  pin?: string | undefined
  actor: Actor
  now: Date
}

/**
 * The merchant asks for points with the code that somebody shows. With their own code they confirm the amount on their
 * phone; with a paper card they type its PIN here, and it is paid. A wrong PIN is returned, not thrown: it has to count.
 *
 * @throws Refusal `merchant_missing`, `merchant_not_active`, `merchant_points_off`, `merchant_points_paused`, `payment_size`,
 *   `payment_own_shop`, `payment_pin_needed`, `payment_code_used`, `same_id_other_content`, and those of reading and paying
 */
export async function askPayment(tx: Tx, secrets: Secrets, asking: Asking): Promise<Payment | Refusal> {
  const { id, merchantId, code, points, pin, actor, now } = asking
  const merchant = await atCounter(tx, merchantId, actor)
  const first = await paymentIfAny(tx, id)
  if (first) return sameAsFirst(first, asking)
  const shown = await readShown(tx, secrets, code, now)
  const termsVersionId = await assertMayPay(tx, { merchant, personId: shown.personId, points, now })
  if (shown.via === 'card') {
    const wrong = await wrongPin(tx, secrets, shown, pin, now)
    if (wrong) return wrong
  }
  const payment = await write(tx, secrets, { ...asking, shown, termsVersionId })
  if (shown.via === 'card') return pay(tx, payment, actor.id, now)
  await notify(tx, {
    ...{ personId: shown.personId, key: `merchant-payment-${id}`, href: `/merchants/payments/${id}`, now },
    title: { zh: `${merchant.name} 请您确认 ${points} 分`, en: `${merchant.name} asks for ${points} points` },
    body: { zh: '金额对了再确认，5 分钟内有效。', en: 'Confirm only if the amount is right; good for five minutes.' },
  })
  return payment
}

function sameAsFirst(first: Payment, { merchantId, points }: Asking): Payment {
  if (first.merchantId !== merchantId || first.points !== points) throw new Refusal('conflict', 'same_id_other_content')
  return first
}

/** A merchant for whoever stands at its counter. @throws Refusal `merchant_missing` */
export async function atCounter(db: Db, merchantId: string, actor: Actor): Promise<Merchant> {
  const merchant = await merchantById(db, merchantId)
  const isThere = standingOf(actor, { organizationId: merchantId }).has('merchant')
  return found(isThere ? merchant : undefined, 'merchant_missing')
}

type Paying = { merchant: Merchant; personId: string; points: number; now: Date }

async function assertMayPay(tx: Tx, { merchant, personId, points, now }: Paying): Promise<string> {
  if (merchant.state !== 'active') throw new Refusal('conflict', 'merchant_not_active')
  const { id, terms } = await documentInForce(tx, 'MERCHANTS', now)
  assertAccepted(terms, points)
  if ((await coverageState(tx, now)).tone === 'red') throw new Refusal('conflict', 'merchant_points_paused')
  assertVerified(await personById(tx, personId))
  if (await runsShop(tx, merchant, personId, now)) throw new Refusal('forbidden', 'payment_own_shop')
  return id
}

async function wrongPin(tx: Tx, secrets: Secrets, { cardId }: Shown, pin: string | undefined, now: Date) {
  if (!pin) throw new Refusal('invalid', 'payment_pin_needed', { field: 'pin' })
  return checkCardPin(tx, secrets, { cardId: cardId as string, pin, now })
}

type Writing = Asking & { shown: Shown; termsVersionId: string }

async function write(tx: Tx, secrets: Secrets, { id, merchantId, points, shown, actor, now, termsVersionId }: Writing) {
  // A photographed code is of no use: each window asks once, whatever becomes of it. A card is proven by its PIN.
  const codeHash = secrets.fingerprint(`payment:${shown.window}${shown.via === 'card' ? `:${id}` : ''}`)
  const [payment] = await tx
    .insert(merchantPayments)
    .values({
      ...{ id, number: newShortNumber(numberDigits), merchantId, personId: shown.personId, points, state: 'asked' },
      ...{ via: shown.via, codeHash, askedBy: actor.id, askedAt: now, expiresAt: later(now, confirmMilliseconds) },
      termsVersionId,
    })
    .onConflictDoNothing()
    .returning()
  if (!payment) throw new Refusal('conflict', 'payment_code_used', { field: 'code' })
  return payment
}

type Answering = { paymentId: string; actor: Actor; now: Date }

/**
 * Whose points they are confirms the amount. Confirming again finds it paid.
 *
 * @throws Refusal `payment_missing`, `payment_over`, and those of paying
 */
export async function confirmPayment(tx: Tx, { paymentId, actor, now }: Answering): Promise<Payment> {
  const { payment } = await ownPayment(tx, paymentId, actor.id)
  return pay(tx, payment, actor.id, now)
}

async function pay(tx: Tx, { id }: Payment, actorId: string, now: Date): Promise<Payment> {
  const [paid] = await tx
    .update(merchantPayments)
    .set({ state: 'paid', paidAt: now })
    .where(and(eq(merchantPayments.id, id), eq(merchantPayments.state, 'asked'), gt(merchantPayments.expiresAt, now)))
    .returning()
  if (!paid) return alreadyPaid(tx, id)
  const { merchantId, personId, points } = paid
  const merchant = await merchantById(tx, merchantId)
  await assertMayPay(tx, { merchant, personId, points, now })
  const { terms } = await documentInForce(tx, 'MERCHANTS', now)
  await countPayment(tx, { merchantId, personId, points, at: now }, terms)
  const holdId = holdIdOf(id)
  const cause = { kind: 'merchant', id: merchantId, zh: `在${merchant.name}使用`, en: `Spent at ${merchant.name}` }
  await holdPoints(tx, { id: holdId, personId, points, cause, actorId, now })
  await capturePoints(tx, { holdId, points, actorId, now })
  return paid
}

async function alreadyPaid(tx: Tx, id: string): Promise<Payment> {
  const payment = await paymentIfAny(tx, id)
  if (payment?.state === 'paid') return payment
  throw new Refusal('conflict', 'payment_over')
}

/** Either side lets it be. @throws Refusal `payment_missing`, `payment_over` */
export async function declinePayment(tx: Tx, { paymentId, actor }: Answering): Promise<void> {
  const payment = found(await paymentIfAny(tx, paymentId), 'payment_missing')
  const standing = standingOf(actor, { ownerId: payment.personId, organizationId: payment.merchantId })
  if (!standing.has('self') && !standing.has('merchant')) throw new Refusal('missing', 'payment_missing')
  const [declined] = await tx
    .update(merchantPayments)
    .set({ state: 'declined' })
    .where(and(eq(merchantPayments.id, paymentId), eq(merchantPayments.state, 'asked')))
    .returning()
  if (!declined) throw new Refusal('conflict', 'payment_over')
}

export type Refunding = Answering & { merchantId: string }

/**
 * The merchant gives all of it back, on the same day, once; also while it is suspended.
 *
 * @throws Refusal `merchant_missing`, `payment_missing`, `payment_refund_late`, `payment_not_paid`
 */
export async function refundPayment(tx: Tx, { merchantId, paymentId, actor, now }: Refunding): Promise<void> {
  const merchant = await atCounter(tx, merchantId, actor)
  const { paidAt } = await paymentAt(tx, merchantId, paymentId)
  if (paidAt) assertSameDay(paidAt, now)
  const [refunded] = await tx
    .update(merchantPayments)
    .set({ state: 'refunded', refundedAt: now, refundedBy: actor.id })
    .where(and(eq(merchantPayments.id, paymentId), eq(merchantPayments.state, 'paid')))
    .returning()
  if (!refunded) throw new Refusal('conflict', 'payment_not_paid')
  const { personId, points } = refunded
  await uncountPayment(tx, { merchantId, personId, points, at: paidAt as Date })
  await refundPoints(tx, { holdId: holdIdOf(paymentId), points, reason: merchant.name, actorId: actor.id, now })
  await notify(tx, {
    ...{ personId, key: `merchant-payment-${paymentId}-refund`, href: `/merchants/payments/${paymentId}`, now },
    title: { zh: `${merchant.name} 退还了 ${points} 分`, en: `${merchant.name} gave ${points} points back` },
    body: { zh: '积分已经回到您的账户。', en: 'The points are back in your account.' },
  })
}

/** Nobody confirmed in time. */
export const expirePayment = (tx: Tx, id: string) =>
  tx
    .update(merchantPayments)
    .set({ state: 'expired' })
    .where(and(eq(merchantPayments.id, id), eq(merchantPayments.state, 'asked')))
