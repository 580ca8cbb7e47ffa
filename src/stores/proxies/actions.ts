import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { proxies, proxyCollections } from '../../../db/schema/proxies.ts'
import { areaById } from '../../areas/queries.ts'
import { type Actor, type Standing, standingOf } from '../../kit/actor.ts'
import { day, later } from '../../kit/clock.ts'
import { follow } from '../../kit/flow.ts'
import { found, Refusal } from '../../kit/refusal.ts'
import { notify } from '../../notices/actions.ts'
import { personById, personForStaff } from '../../people/queries.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { lockedShopper } from '../orders/actions.ts'
import { type Order, orderById } from '../orders/queries.ts'
import { proxyOver, theyMayCollect, youMayCollect } from './messages.ts'
import { codesRead, ownersOf, proxiesFor, proxyById, type StandIn } from './queries.ts'
import { assertProxyDays, proxyFlow } from './rules.ts'

type Naming = {
  id: string
  personId: string
  until?: Date | undefined
  orderId?: string | undefined
  actor: Actor
  now: Date
}

/** An order is collected, lapses or is extended well within this. */
const orderDays = 60

/**
 * Somebody names who collects for them: one order of theirs, or whatever waits until a day.
 *
 * @throws Refusal `proxy_self`, `proxy_days`, `proxy_many`, `order_missing`
 */
export async function nameProxy(tx: Tx, { id, personId, orderId, until, actor, now }: Naming): Promise<StandIn> {
  if (orderId) found((await orderById(tx, orderId)).personId === actor.id || undefined, 'order_missing')
  const goodUntil = orderId ? later(now, orderDays * day) : await dayWithin(tx, until, now)
  const row = { id, ownerId: actor.id, personId, orderId: orderId ?? null, goodUntil, namedBy: actor.id, at: now }
  const proxy = await write(tx, { ...row, state: 'active' })
  await tellBoth(tx, proxy, now)
  return proxy
}

type OnPaper = Omit<Naming, 'orderId'> & { ownerId: string; paper: string }

/**
 * Staff write down what an owner without a phone said on paper. It holds once a second member of staff has approved.
 *
 * @throws Refusal `person_missing`, `proxy_self`, `proxy_days`, `proxy_many`, `proxy_yours` for whoever would be a part of it
 */
export async function recordProxy(
  tx: Tx,
  { id, ownerId, personId, until, paper, actor, now }: OnPaper,
): Promise<StandIn> {
  await personForStaff(tx, ownerId, actor)
  if (actor.id === personId || actor.id === ownerId) throw new Refusal('forbidden', 'proxy_yours')
  const goodUntil = await dayWithin(tx, until, now)
  return write(tx, { id, ownerId, personId, goodUntil, paper, namedBy: actor.id, at: now, state: 'proposed' })
}

async function dayWithin(tx: Tx, until: Date | undefined, now: Date): Promise<Date> {
  const { terms } = await documentInForce(tx, 'CHARITY', now)
  const goodUntil = until ?? now
  assertProxyDays({ until: goodUntil, now, months: terms.proxyMonths })
  return goodUntil
}

async function write(tx: Tx, row: typeof proxies.$inferInsert): Promise<StandIn> {
  if (row.ownerId === row.personId) throw new Refusal('invalid', 'proxy_self', { field: 'who' })
  await assertNotForMany(tx, row)
  const [proxy] = await tx.insert(proxies).values(row).returning()
  return proxy as StandIn
}

/** Their row is held meanwhile, so that of two who name them at once one is too late. */
async function assertNotForMany(tx: Tx, { ownerId, personId, at: now }: Pick<StandIn, 'ownerId' | 'personId' | 'at'>) {
  await lockedShopper(tx, personId)
  const { terms } = await documentInForce(tx, 'CHARITY', now)
  const others = (await ownersOf(tx, personId, now)).filter((id) => id !== ownerId)
  if (others.length >= terms.proxyOwnersMax)
    throw new Refusal('conflict', 'proxy_many', { max: terms.proxyOwnersMax, field: 'who' })
}

async function tellBoth(tx: Tx, proxy: StandIn, now: Date): Promise<void> {
  const [owner, person] = [await personById(tx, proxy.ownerId), await personById(tx, proxy.personId)]
  await notify(tx, { personId: person.id, ...youMayCollect(proxy, owner.displayName), now })
  await notify(tx, { personId: owner.id, ...theyMayCollect(proxy, person.displayName), now })
}

type Stepping = { id: string; step: 'approve' | 'refuse' | 'revoke'; actor: Actor; now: Date }

/**
 * Approved or refused by another member of staff than wrote it down; revoked by the owner, the proxy or staff.
 *
 * @throws Refusal `proxy_missing`, `proxy_two`, `proxy_yours`, `step_unknown`
 */
export async function stepProxy(tx: Tx, { id, step, actor, now }: Stepping): Promise<StandIn> {
  const before = await proxyById(tx, id)
  const { areaId } = await personById(tx, before.ownerId)
  const place = { ownerId: before.ownerId, areaPath: (await areaById(tx, areaId)).path }
  const parts = new Set<Standing | 'proxy'>(standingOf(actor, place))
  if (before.personId === actor.id) parts.add('proxy')
  if (!['self', 'proxy', 'clerk', 'admin'].some((part) => parts.has(part as 'self')))
    throw new Refusal('missing', 'proxy_missing')
  const to = follow(proxyFlow, before.state, step, parts)
  if (step !== 'revoke' && before.namedBy === actor.id) throw new Refusal('forbidden', 'proxy_two')
  if (step === 'approve' && before.personId === actor.id) throw new Refusal('forbidden', 'proxy_yours')
  const set = to === 'active' ? { approvedBy: actor.id } : { endedAt: now, endedBy: actor.id }
  const [moved] = await tx
    .update(proxies)
    .set({ ...set, state: to })
    .where(and(eq(proxies.id, id), eq(proxies.state, before.state)))
    .returning()
  if (!moved) throw new Refusal('conflict', 'step_unknown', { state: before.state, step })
  if (to === 'active') await tellBoth(tx, moved, now)
  else
    for (const personId of [moved.ownerId, moved.personId])
      if (before.state === 'active') await notify(tx, { personId, ...proxyOver(moved), now })
  return moved
}

/** Everything somebody named or was named for ends with their account. */
export async function endProxiesOf(tx: Tx, personId: string, now: Date): Promise<void> {
  await tx
    .update(proxies)
    .set({ state: 'ended', endedAt: now, endedBy: personId })
    .where(
      and(
        sql`(${proxies.ownerId} = ${personId} or ${proxies.personId} = ${personId})`,
        inArray(proxies.state, ['proposed', 'active']),
      ),
    )
}

export type Collector = { proxyId: string; personId: string; name: string; ownCode: boolean }

/** Whoever collects instead of the owner; undefined when they may not, or no longer. */
export async function collectorOf(
  tx: Tx,
  order: Order,
  { proxyId, keeperId, now }: { proxyId: string; keeperId: string; now: Date },
): Promise<Collector | undefined> {
  const row = (await proxiesFor(tx, order, now)).find(({ proxy }) => proxy.id === proxyId)
  if (!row) return undefined
  const { personId } = row.proxy
  return { proxyId, personId, name: row.name, ownCode: (await codesRead(tx, keeperId, now)).has(personId) }
}

/** Writes down who took an order away, beside the event of the hand-over. */
export const noteCollector = async (
  tx: Tx,
  { id, acts }: Order,
  { name: _, ...by }: Collector,
  now: Date,
): Promise<void> => void (await tx.insert(proxyCollections).values({ orderId: id, act: acts, ...by, at: now }))
