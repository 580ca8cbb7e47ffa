import { and, asc, eq, gte, inArray, lt, sql, sum } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { merchantPayments, merchants, refusedPayers, refusedPayments } from '../../../db/schema/merchants.ts'
import type { Actor } from '../../kit/actor.ts'
import { startOfCityDay } from '../../kit/clock.ts'
import { peopleOfShops } from '../../people/ties.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { nextMonth } from '../payments/rules.ts'
import { coveredBy } from '../queries.ts'
import { type Takings, takingsOf } from './rules.ts'

export const watchRoles = ['auditor', 'admin'] as const

type Span = { from: Date; to: Date }
export type WatchedShop = Takings & { name: string; number: string }

/** What the shops of the actor's areas took in a month and were refused, whatever stands out first. No customer is named. */
export async function shopsWatched(db: Db, actor: Actor, month: string, now: Date): Promise<WatchedShop[]> {
  const span = { from: startOfCityDay(`${month}-01`), to: startOfCityDay(`${nextMonth(month)}-01`) }
  const paid = await paidIn(db, actor, span)
  const refused = await refusedIn(db, actor, span)
  const ids = [...new Set([...paid, ...refused].map(({ merchantId }) => merchantId))]
  if (ids.length === 0) return []
  const shops = await db
    .select({ id: merchants.id, name: merchants.name, number: merchants.number, ownerId: merchants.ownerId })
    .from(merchants)
    .where(inArray(merchants.id, ids))
    .orderBy(asc(merchants.id))
  const own = await peopleOfShops(db, shops, span)
  const { terms } = await documentInForce(db, 'WATCH', now)
  const isOwn = ({ merchantId, personId }: { merchantId: string; personId: string | null }) =>
    personId !== null && own.get(merchantId)?.has(personId) === true
  const marked = paid.map((one) => ({ ...one, isOwn: isOwn(one) }))
  const tries = refused.map((one) => ({ ...one, isOwn: isOwn(one) }))
  const byId = new Map(shops.map(({ id, name, number }) => [id, { name, number }]))
  return takingsOf(marked, tries, terms).map((one) => ({
    ...one,
    ...(byId.get(one.merchantId) as { name: string; number: string }),
  }))
}

const paidIn = (db: Db, actor: Actor, { from, to }: Span) =>
  db
    .select({
      merchantId: merchantPayments.merchantId,
      personId: merchantPayments.personId,
      points: sum(merchantPayments.points).mapWith(Number),
      payments: sql<number>`count(*)`.mapWith(Number),
    })
    .from(merchantPayments)
    .innerJoin(merchants, eq(merchants.id, merchantPayments.merchantId))
    .where(
      and(
        coveredBy(actor, watchRoles),
        eq(merchantPayments.state, 'paid'),
        gte(merchantPayments.paidAt, from),
        lt(merchantPayments.paidAt, to),
      ),
    )
    .groupBy(merchantPayments.merchantId, merchantPayments.personId)
    .orderBy(asc(merchantPayments.merchantId), asc(merchantPayments.personId))

/** How often whose codes were refused; nobody's where it could not be read or is forgotten. */
const refusedIn = (db: Db, actor: Actor, { from, to }: Span) =>
  db
    .select({
      merchantId: refusedPayments.merchantId,
      personId: refusedPayers.personId,
      tries: sql<number>`count(*)`.mapWith(Number),
    })
    .from(refusedPayments)
    .innerJoin(merchants, eq(merchants.id, refusedPayments.merchantId))
    .leftJoin(refusedPayers, eq(refusedPayers.refusedId, refusedPayments.id))
    .where(and(coveredBy(actor, watchRoles), gte(refusedPayments.at, from), lt(refusedPayments.at, to)))
    .groupBy(refusedPayments.merchantId, refusedPayers.personId)
    .orderBy(asc(refusedPayments.merchantId), asc(refusedPayers.personId))
