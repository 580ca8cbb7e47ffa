import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { people } from '../../../db/schema/people.ts'
import { stores } from '../../../db/schema/stock.ts'
import { givePoints, openShops, zhenxingStore } from '../../../test/shop.ts'
import { openTown, qingyunStore, type Town } from '../../../test/town.ts'
import { day, hour } from '../../kit/clock.ts'
import { isShortNumber, newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { unreadNoticesOf } from '../../notices/queries.ts'
import { balancesOf } from '../../points/ledger/queries.ts'
import { itemsOnShelf } from '../../stock/queries.ts'
import { type NewOrder, placeOrder } from './actions.ts'
import { cancelOrder, extendOrder } from './endings.ts'
import { eventsOf, linesOf, orderById } from './queries.ts'

const rice = { itemId: 'rice', quantity: 1 }
const soap = (quantity: number) => ({ itemId: 'soap', quantity })

async function shops() {
  const town = await openTown()
  await openShops(town)
  await givePoints(town, 'wangFang', 100)
  return town
}

const place = async (town: Town, asked: Partial<NewOrder> = {}) => {
  const actor = await town.actor(asked.personId ?? 'wangFang')
  const order = { id: newId(), personId: actor.id, storeId: qingyunStore, lines: [rice], elder: false, ...asked }
  return town.atomically((tx) => placeOrder(tx, town.secrets, { channel: 'online', actor, now: town.now(), ...order }))
}
const cancel = async (town: Town, id: string, who = 'wangFang', reason?: string) => {
  const actor = await town.actor(who)
  return town.atomically((tx) => cancelOrder(tx, { id, actor, reason, now: town.now() }))
}
const extend = async (town: Town, id: string) => {
  const actor = await town.actor('wangFang')
  return town.atomically((tx) => extendOrder(tx, { id, actor, now: town.now() }))
}
const points = (town: Town, id = 'wangFang') => balancesOf(town.db, id)
const onShelf = async (town: Town, itemId = 'rice') =>
  (await itemsOnShelf(town.db, qingyunStore, town.now())).find((item) => item.id === itemId)?.available
const refused = (code: string, details?: object) =>
  expect.objectContaining({ code, ...(details ? { details: expect.objectContaining(details) } : {}) })

it('holds points and goods for somebody, and is ready at once', async () => {
  const town = await shops()
  const order = await place(town, { lines: [soap(2), rice] })
  expect(order).toMatchObject({ state: 'ready', points: 40, storeId: qingyunStore })
  expect(order.pickupUntil).toEqual(new Date(town.now().getTime() + 72 * hour))
  expect(isShortNumber(order.number)).toBe(true)
  expect(await points(town)).toMatchObject({ available: 60, held: 40 })
  expect([await onShelf(town, 'rice'), await onShelf(town, 'soap')]).toEqual([99, 98])
  const events = await eventsOf(town.db, order.id)
  expect(events.map(({ step, from, to, actorId }) => [step, from, to, actorId])).toEqual([
    ['place', null, 'placed', 'wangFang'],
    ['prepare', 'placed', 'ready', 'system'],
  ])
  expect((await unreadNoticesOf(town.db, 'wangFang')).map(({ href }) => href)).toEqual([`/orders/${order.id}`])
})

it('counts one item asked for twice as one line', async () => {
  const town = await shops()
  const order = await place(town, { lines: [soap(1), rice, soap(2)] })
  expect((await linesOf(town.db, order.id)).map(({ itemId, quantity }) => [itemId, quantity])).toEqual([
    ['rice', 1],
    ['soap', 3],
  ])
})

it.each([false, true])('keeps goods a week for the elder view, however it was chosen (%s)', async (byPerson) => {
  const town = await shops()
  if (byPerson)
    await town.atomically(async (tx) => {
      await tx.update(people).set({ elder: true }).where(eq(people.id, 'wangFang'))
    })
  const order = await place(town, { elder: !byPerson })
  expect(order.pickupUntil).toEqual(new Date(town.now().getTime() + 7 * day))
})

it('gives the same id the same order, and refuses it for another one', async () => {
  const town = await shops()
  const id = newId()
  const answers = await Promise.all(Array.from({ length: 8 }, () => place(town, { id })))
  expect(new Set(answers.map(({ number }) => number)).size).toBe(1)
  expect(await points(town)).toMatchObject({ available: 70, held: 30 })
  await expect(place(town, { id, lines: [soap(1)] })).rejects.toEqual(refused('same_id_other_content'))
  await expect(place(town, { id, proxyName: '李明' })).rejects.toEqual(refused('same_id_other_content'))
  await expect(place(town, { id, personId: 'zhangWei' })).rejects.toEqual(refused('same_id_other_content'))
})

it.each<[string, Partial<NewOrder>, string, object?]>([
  ['more than there is', { lines: [soap(10), { itemId: 'oil', quantity: 1 }] }, 'limit_month_pieces', { left: 10 }],
  ['three rice', { lines: [{ itemId: 'rice', quantity: 3 }] }, 'limit_item_size', { left: 2, name: '大米 5 公斤' }],
  ['more points than there are', { lines: [{ itemId: 'oil', quantity: 2 }] }, 'points_not_enough', { available: 100 }],
  ['nothing', { lines: [] }, 'nothing_chosen'],
  ['pieces of nothing', { lines: [soap(0)] }, 'nothing_chosen'],
  ['an unknown item', { lines: [{ itemId: 'gold', quantity: 1 }] }, 'item_missing'],
  ['an unknown store', { storeId: 'nowhere' }, 'store_missing'],
])('refuses to order %s, and changes nothing', async (_, asked, code, details) => {
  const town = await shops()
  await expect(place(town, asked)).rejects.toEqual(refused(code, details))
  expect(await points(town)).toMatchObject({ available: 100, held: 0 })
  expect([await onShelf(town, 'rice'), await onShelf(town, 'soap')]).toEqual([100, 100])
})

it('says what is left when the shelf has too few', async () => {
  const town = await openTown()
  await openShops(town, 1)
  await givePoints(town, 'wangFang', 100)
  await expect(place(town, { lines: [{ itemId: 'rice', quantity: 2 }] })).rejects.toEqual(
    refused('stock_out', { left: 1 }),
  )
  expect(await points(town)).toMatchObject({ available: 100, held: 0 })
})

it('lets nobody spend whose identity staff have not seen', async () => {
  const town = await shops()
  await town.atomically(async (tx) => {
    await tx.update(people).set({ verifiedAt: null }).where(eq(people.id, 'wangFang'))
  })
  await expect(place(town)).rejects.toEqual(refused('identity_not_verified'))
})

it('takes no orders for a store that has closed', async () => {
  const town = await shops()
  await town.atomically(async (tx) => {
    await tx.update(stores).set({ status: 'closed' }).where(eq(stores.id, qingyunStore))
  })
  await expect(place(town)).rejects.toEqual(refused('store_closed'))
  expect(await place(town, { storeId: zhenxingStore })).toMatchObject({ state: 'ready' })
})

it('remembers what was ordered before: the third rice waits 30 days', async () => {
  const town = await shops()
  await place(town)
  await place(town, { storeId: zhenxingStore })
  await expect(place(town)).rejects.toEqual(refused('limit_item', { left: 0, freesOn: '2026-04-01' }))
})

it('gives everything back when a resident cancels, the limits too', async () => {
  const town = await shops()
  const order = await place(town, { lines: [rice, soap(2)] })
  expect(await cancel(town, order.id)).toMatchObject({ state: 'canceled', closedAt: town.now() })
  expect(await points(town)).toMatchObject({ available: 100, held: 0 })
  expect([await onShelf(town, 'rice'), await onShelf(town, 'soap')]).toEqual([100, 100])
  expect(await place(town, { lines: [{ itemId: 'rice', quantity: 2 }] })).toMatchObject({ state: 'ready' })
  await expect(cancel(town, order.id)).rejects.toEqual(refused('step_unknown'))
})

it('shows nobody an order of somebody else, not even to refuse it', async () => {
  const town = await shops()
  const order = await place(town)
  for (const who of ['zhangWei', 'clerkLi', 'keeperLuo', 'adminZheng'])
    await expect(cancel(town, order.id, who, '代取消')).rejects.toEqual(refused('order_missing'))
  expect((await orderById(town.db, order.id)).state).toBe('ready')
})

it('lets the keeper of the store cancel with a reason, and tells the owner', async () => {
  const town = await shops()
  const order = await place(town)
  await expect(cancel(town, order.id, 'keeperMa')).rejects.toEqual(refused('order_reason_needed'))
  expect(await cancel(town, order.id, 'keeperMa', '包装破损')).toMatchObject({ state: 'canceled' })
  expect((await eventsOf(town.db, order.id)).at(-1)).toMatchObject({ actorId: 'keeperMa', reason: '包装破损' })
  const told = (await unreadNoticesOf(town.db, 'wangFang')).find(({ body }) =>
    JSON.stringify(body).includes('包装破损'),
  )
  expect(told).toBeDefined()
})

it('extends once by 48 hours, and not when it is too late', async () => {
  const town = await shops()
  const order = await place(town)
  const until = order.pickupUntil.getTime() + 48 * hour
  expect((await extend(town, order.id)).pickupUntil).toEqual(new Date(until))
  await expect(extend(town, order.id)).rejects.toEqual(refused('already_extended'))
  const late = await place(town)
  town.setTime(late.pickupUntil)
  await expect(extend(town, late.id)).rejects.toEqual(refused('order_lapsed'))
})

it('keeps the name of whoever comes instead sealed', async () => {
  const town = await shops()
  const order = await place(town, { proxyName: '李明' })
  expect(order.proxyNameSealed).not.toContain('李明')
  expect(town.secrets.unseal(order.proxyNameSealed as string)).toBe('李明')
})

it('refuses with a Refusal, which faces turn into words', async () => {
  const town = await shops()
  await expect(place(town, { lines: [] })).rejects.toBeInstanceOf(Refusal)
})
