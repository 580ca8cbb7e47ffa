import { and, asc, eq, gte, inArray, isNull, lt, or, sql, sum } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { householdMembers } from '../../../db/schema/households.ts'
import { merchantPayments, merchants, refusedPayments } from '../../../db/schema/merchants.ts'
import { grants } from '../../../db/schema/people.ts'
import type { Actor } from '../../kit/actor.ts'
import { startOfCityDay } from '../../kit/clock.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { nextMonth } from '../payments/rules.ts'
import { coveredBy } from '../queries.ts'
import { type Takings, takingsOf } from './rules.ts'

export const watchRoles = ['auditor', 'admin'] as const

type Span = { from: Date; to: Date }
type Shop = { id: string; name: string; number: string; ownerId: string }
export type WatchedShop = Takings & Pick<Shop, 'name' | 'number'>

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
  const own = await ownPeopleOf(db, shops, span)
  const { terms } = await documentInForce(db, 'WATCH', now)
  const marked = paid.map((one) => ({ ...one, isOwn: own.has(`${one.merchantId} ${one.personId}`) }))
  const byId = new Map(shops.map(({ id, name, number }) => [id, { name, number }]))
  return takingsOf(marked, refused, terms).map((one) => ({
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

const refusedIn = (db: Db, actor: Actor, { from, to }: Span) => {
  const isOwn = sql`case when ${refusedPayments.reason} = 'payment_own_shop' then 1 else 0 end`
  return db
    .select({
      merchantId: refusedPayments.merchantId,
      all: sql<number>`count(*)`.mapWith(Number),
      own: sum(isOwn).mapWith(Number),
    })
    .from(refusedPayments)
    .innerJoin(merchants, eq(merchants.id, refusedPayments.merchantId))
    .where(and(coveredBy(actor, watchRoles), gte(refusedPayments.at, from), lt(refusedPayments.at, to)))
    .groupBy(refusedPayments.merchantId)
    .orderBy(asc(refusedPayments.merchantId))
}

/**
 * Who belonged to a shop at any time of the month, as `shop person`: its owner, whoever stood at its counter, also when that
 * ended an hour before they paid, and whoever lived with the owner.
 */
async function ownPeopleOf(db: Db, shops: readonly Shop[], { from, to }: Span): Promise<Set<string>> {
  const ids = shops.map(({ id }) => id)
  const clerks = await db
    .select({ shopId: grants.organizationId, personId: grants.personId })
    .from(grants)
    .where(
      and(
        inArray(grants.organizationId, ids),
        eq(grants.role, 'merchant'),
        lt(grants.startsAt, to),
        or(isNull(grants.endsAt), gte(grants.endsAt, from)),
      ),
    )
    .orderBy(asc(grants.id))
  const homes = await db
    .select({ householdId: householdMembers.householdId, personId: householdMembers.personId })
    .from(householdMembers)
    .where(
      and(
        lt(householdMembers.at, to),
        inArray(householdMembers.state, ['joined', 'left', 'removed']),
        or(isNull(householdMembers.endedAt), gte(householdMembers.endedAt, from)),
        inArray(householdMembers.householdId, homesOf(db, shops)),
      ),
    )
    .orderBy(asc(householdMembers.id))
  return new Set(
    shops.flatMap(({ id, ownerId }) => {
      const theirs = new Set(homes.filter(({ personId }) => personId === ownerId).map(({ householdId }) => householdId))
      const family = homes.filter(({ householdId }) => theirs.has(householdId)).map(({ personId }) => personId)
      const behind = clerks.filter(({ shopId }) => shopId === id).map(({ personId }) => personId)
      return [ownerId, ...behind, ...family].map((personId) => `${id} ${personId}`)
    }),
  )
}

const homesOf = (db: Db, shops: readonly Shop[]) => {
  const owners = shops.map(({ ownerId }) => ownerId)
  return db
    .select({ id: householdMembers.householdId })
    .from(householdMembers)
    .where(inArray(householdMembers.personId, owners))
}
