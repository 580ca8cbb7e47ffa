import { and, asc, desc, eq, gte, inArray, lt, lte } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { merchantMonths, merchantPayments, merchantSpenders, merchants } from '../../../db/schema/merchants.ts'
import { holds } from '../../../db/schema/points.ts'
import { addDays, cityMonth, startOfCityDay } from '../../kit/clock.ts'
import { found } from '../../kit/refusal.ts'
import { holdIdOf, nextMonth } from './rules.ts'

export type Payment = typeof merchantPayments.$inferSelect

/** The payment, if it was ever asked for. */
export async function paymentIfAny(db: Db, id: string): Promise<Payment | undefined> {
  const [payment] = await db.select().from(merchantPayments).where(eq(merchantPayments.id, id))
  return payment
}

/** Of one's own points. @throws Refusal `payment_missing` */
export async function ownPayment(db: Db, id: string, personId: string) {
  const [row] = await db
    .select({ payment: merchantPayments, merchantName: merchants.name })
    .from(merchantPayments)
    .innerJoin(merchants, eq(merchants.id, merchantPayments.merchantId))
    .where(and(eq(merchantPayments.id, id), eq(merchantPayments.personId, personId)))
  return found(row, 'payment_missing')
}

/** At this merchant's counter. @throws Refusal `payment_missing` */
export async function paymentAt(db: Db, merchantId: string, id: string): Promise<Payment> {
  const payment = await paymentIfAny(db, id)
  return found(payment?.merchantId === merchantId ? payment : undefined, 'payment_missing')
}

/** What somebody paid or was asked for at merchants, the newest first. */
export const paymentsOf = (db: Db, personId: string) =>
  db
    .select({ payment: merchantPayments, merchantName: merchants.name })
    .from(merchantPayments)
    .innerJoin(merchants, eq(merchants.id, merchantPayments.merchantId))
    .where(eq(merchantPayments.personId, personId))
    .orderBy(desc(merchantPayments.askedAt), desc(merchantPayments.id))
    .limit(100)

/** What came over a merchant's counter on a day, the newest first. */
export const paymentsOn = (db: Db, merchantId: string, day: string): Promise<Payment[]> =>
  db
    .select()
    .from(merchantPayments)
    .where(and(eq(merchantPayments.merchantId, merchantId), askedBetween(day, addDays(day, 1))))
    .orderBy(desc(merchantPayments.askedAt), desc(merchantPayments.id))

const askedBetween = (from: string, to: string) =>
  and(gte(merchantPayments.askedAt, startOfCityDay(from)), lt(merchantPayments.askedAt, startOfCityDay(to)))

/** What a merchant accepted in a month, refunds included, the oldest first: what the city settles, in writing. */
export const statementOf = (db: Db, merchantId: string, month: string): Promise<Payment[]> =>
  db
    .select()
    .from(merchantPayments)
    .where(
      and(
        eq(merchantPayments.merchantId, merchantId),
        inArray(merchantPayments.state, ['paid', 'refunded']),
        gte(merchantPayments.paidAt, startOfCityDay(`${month}-01`)),
        lt(merchantPayments.paidAt, startOfCityDay(`${nextMonth(month)}-01`)),
      ),
    )
    .orderBy(asc(merchantPayments.paidAt), asc(merchantPayments.id))

export async function acceptedIn(db: Db, merchantId: string, now: Date): Promise<number> {
  const [row] = await db
    .select()
    .from(merchantMonths)
    .where(and(eq(merchantMonths.merchantId, merchantId), eq(merchantMonths.month, cityMonth(now))))
  return row?.points ?? 0
}

/** Asked for and never confirmed. */
export const duePayments = (db: Db, now: Date, limit: number) =>
  db
    .select({ id: merchantPayments.id })
    .from(merchantPayments)
    .where(and(eq(merchantPayments.state, 'asked'), lte(merchantPayments.expiresAt, now)))
    .orderBy(asc(merchantPayments.expiresAt), asc(merchantPayments.id))
    .limit(limit)

/** Holds the months and the ledger against the payments. One sentence a difference; none is well. */
export async function verifyPayments(db: Db): Promise<string[]> {
  return [...(await verifyMonths(db)), ...(await verifyLedger(db))]
}

/** What the city settles was really taken from somebody: each payment has its hold in the ledger, and each hold its payment. */
async function verifyLedger(db: Db): Promise<string[]> {
  const payments = await db.select().from(merchantPayments).orderBy(asc(merchantPayments.id))
  const kept = await db.select().from(holds).where(eq(holds.causeKind, 'merchant')).orderBy(asc(holds.id))
  const due = payments.flatMap(({ id, merchantId, personId, points, state }) =>
    state === 'paid' || state === 'refunded'
      ? [[holdIdOf(id), told(merchantId, personId, points, state === 'refunded' ? points : 0)] as const]
      : [],
  )
  const found = kept.map(
    ({ id, causeId, ownerId, captured, refunded }) => [id, told(causeId, ownerId, captured, refunded)] as const,
  )
  const [byPayment, byLedger] = [new Map(due), new Map(found)]
  return [...new Set([...byPayment.keys(), ...byLedger.keys()])].flatMap((id) =>
    byPayment.get(id) === byLedger.get(id)
      ? []
      : [`${id}: the payment says ${byPayment.get(id) ?? 'nothing'}, the ledger ${byLedger.get(id) ?? 'nothing'}`],
  )
}

const told = (merchantId: string, personId: string, taken: number, back: number) =>
  `${taken} taken and ${back} given back between ${merchantId} and ${personId}`

/** Adds the months up again from the payments. */
async function verifyMonths(db: Db): Promise<string[]> {
  const paid = await db
    .select()
    .from(merchantPayments)
    .where(eq(merchantPayments.state, 'paid'))
    .orderBy(asc(merchantPayments.id))
  const sums = new Map<string, number>()
  const add = (key: string, points: number) => sums.set(key, (sums.get(key) ?? 0) + points)
  for (const { merchantId, personId, points, paidAt } of paid) {
    add(`merchant ${merchantId} in ${cityMonth(paidAt as Date)}`, points)
    add(`person ${personId} in ${cityMonth(paidAt as Date)}`, points)
  }
  const months = await db
    .select()
    .from(merchantMonths)
    .orderBy(asc(merchantMonths.merchantId), asc(merchantMonths.month))
  const spenders = await db
    .select()
    .from(merchantSpenders)
    .orderBy(asc(merchantSpenders.personId), asc(merchantSpenders.month))
  const kept = new Map<string, number>([
    ...months.map(({ merchantId, month, points }) => [`merchant ${merchantId} in ${month}`, points] as const),
    ...spenders.map(({ personId, month, points }) => [`person ${personId} in ${month}`, points] as const),
  ])
  return [...new Set([...sums.keys(), ...kept.keys()])].flatMap((key) =>
    (sums.get(key) ?? 0) === (kept.get(key) ?? 0)
      ? []
      : [`${key}: ${kept.get(key) ?? 0} points are kept, the payments add up to ${sums.get(key) ?? 0}`],
  )
}
