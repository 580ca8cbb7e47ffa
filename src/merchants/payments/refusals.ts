import { lt } from 'drizzle-orm'
import type { Atomically, Tx } from '../../../db/database.ts'
import { refusedPayers, refusedPayments } from '../../../db/schema/merchants.ts'
import type { Actor } from '../../kit/actor.ts'
import { cityMonth, startOfCityDay, toCityTime } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { addMonths } from '../../points/lots/rules.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { type Asking, askPayment, confirmPayment } from './actions.ts'
import { type Payment, paymentIfAny } from './queries.ts'
import { readShown } from './reading.ts'

/**
 * `askPayment` for a counter. What is refused is written down after everything else was undone, and then told.
 *
 * @throws Refusal those of `askPayment`
 */
export async function askAtCounter(atomically: Atomically, secrets: Secrets, asking: Asking): Promise<Payment> {
  const { id: triedId, merchantId, code, points, actor, now } = asking
  const answer = await atomically((tx) => askPayment(tx, secrets, asking)).catch(refusalOf)
  if (!(answer instanceof Refusal)) return answer
  // Whoever does not stand at this counter has scanned nothing there.
  if (answer.code !== 'merchant_missing')
    await atomically(async (tx) => {
      const personId = await personShown(tx, secrets, code, now)
      await keep(tx, secrets, { triedId, merchantId, personId, code, points, reason: answer.code, actor, now })
    })
  throw answer
}

/** `confirmPayment` on the payer's phone, in the same way. @throws Refusal those of `confirmPayment` */
export async function confirmOnPhone(
  atomically: Atomically,
  secrets: Secrets,
  confirming: { paymentId: string; actor: Actor; now: Date },
): Promise<Payment> {
  const { paymentId: triedId, actor, now } = confirming
  const answer = await atomically((tx) => confirmPayment(tx, confirming)).catch(refusalOf)
  if (!(answer instanceof Refusal)) return answer
  await atomically(async (tx) => {
    const payment = await paymentIfAny(tx, triedId)
    if (payment?.personId !== actor.id) return
    const { merchantId, personId, points } = payment
    await keep(tx, secrets, { triedId, merchantId, personId, points, reason: answer.code, actor, now })
  })
  throw answer
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  throw error
}

async function personShown(tx: Tx, secrets: Secrets, code: string, now: Date): Promise<string | undefined> {
  try {
    return (await readShown(tx, secrets, code, now)).personId
  } catch (error) {
    refusalOf(error)
    return undefined
  }
}

type Kept = {
  triedId: string
  merchantId: string
  personId: string | undefined
  /** What was shown; nothing on the payer's own phone. */
  code?: string
  points: number
  reason: string
  actor: Actor
  now: Date
}

async function keep(
  tx: Tx,
  secrets: Secrets,
  { triedId, merchantId, personId, code, points, reason, actor, now }: Kept,
) {
  const sent = [merchantId, actor.id, triedId, code, points, reason, toCityTime(now)]
  const id = secrets.fingerprint(`refused-payment:${JSON.stringify(sent)}`)
  const [fresh] = await tx
    .insert(refusedPayments)
    .values({ id, triedId, merchantId, points, reason, byId: actor.id, at: now })
    .onConflictDoNothing()
    .returning({ id: refusedPayments.id })
  if (fresh && personId) await tx.insert(refusedPayers).values({ refusedId: id, personId, at: now })
}

/** Those whose codes were refused so long ago that nobody needs to know any more who it was; the tries go on counting. */
export async function forgetPayers(tx: Tx, now: Date): Promise<number> {
  const { terms } = await documentInForce(tx, 'MERCHANTS', now)
  const before = startOfCityDay(`${addMonths(cityMonth(now), -terms.refusedMonths)}-01`)
  const gone = await tx
    .delete(refusedPayers)
    .where(lt(refusedPayers.at, before))
    .returning({ id: refusedPayers.refusedId })
  return gone.length
}
