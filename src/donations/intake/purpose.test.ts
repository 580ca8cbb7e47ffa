import { eq } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { notices } from '../../../db/schema/notices.ts'
import { given, openCharity } from '../../../test/donations.ts'
import { aHousehold, aPairing } from '../../../test/households.ts'
import { givePoints, openShops, residents } from '../../../test/shop.ts'
import { openTown, qingyunStore, type Town, zhenxing } from '../../../test/town.ts'
import { minute } from '../../kit/clock.ts'
import { balancesOf } from '../../points/queries.ts'
import { verifyPoints } from '../../points/verify.ts'
import { reserveStock } from '../../stock/actions.ts'
import { itemsOnShelf, lotById, storeById } from '../../stock/queries.ts'
import { recipientOf } from '../../stock/recipients.ts'
import { verifyStock } from '../../stock/verify.ts'
import { collect } from '../../stores/counter/collect.ts'
import { placeOrder } from '../../stores/orders/actions.ts'
import { orderById } from '../../stores/orders/queries.ts'
import { lockedOrder } from '../../stores/orders/steps.ts'
import { donorById, linkTokenOf } from '../donors/queries.ts'
import { verifyDonations } from '../verify.ts'
import { shelve } from './shelving.ts'

let town: Town
beforeEach(async () => {
  town = await openTown()
  await openShops(town, 1)
  await openCharity(town)
})

const put = async (quantity: number) => {
  const actor = await town.actor('adminZheng')
  const lot = { id: 'lot-gift', lineId: 'gift-0', storeId: qingyunStore, quantity, actor, now: town.now() }
  return town.atomically((tx) => shelve(tx, lot))
}
const order = async (personId: string, quantity = 1, id = `order-of-${personId}`) => {
  const about = { id, personId, storeId: qingyunStore, lines: [{ itemId: 'rice', quantity }], elder: false }
  const actor = await town.actor(personId)
  return town.atomically((tx) => placeOrder(tx, town.secrets, { ...about, channel: 'online', actor, now: town.now() }))
}
const takeHome = async (personId: string) => {
  const keeper = await town.actor('keeperMa')
  const store = await storeById(town.db, qingyunStore)
  await town.atomically(async (tx) => {
    const order = await lockedOrder(tx, `order-of-${personId}`)
    if (order) await collect(tx, { order, store, keeper, now: town.now() })
  })
}
const refusal = (code: string) => expect.objectContaining({ code })

it('keeps what was given for one community for its people', async () => {
  await given(town, { lines: [{ forAreaId: zhenxing }] })
  await put(40)
  await givePoints(town, 'wangFang', 200)
  await givePoints(town, 'chenJie', 200)
  const rice = async (personId: string) =>
    (await itemsOnShelf(town.db, qingyunStore, town.now(), await recipientOf(town.db, personId, town.now()))).find(
      ({ id }) => id === 'rice',
    )
  expect((await rice('wangFang'))?.available).toBe(1)
  expect((await rice('chenJie'))?.available).toBe(41)
  await expect(order('wangFang', 2)).rejects.toEqual(refusal('stock_for_others'))
  expect((await order('chenJie', 2)).state).toBe('ready')
  expect((await order('wangFang', 1)).state).toBe('ready')
})

it('gives nothing that is for households in need to anybody else', async () => {
  await given(town, { lines: [{ forNeed: true }] })
  await put(40)
  await givePoints(town, 'wangFang', 200)
  await expect(order('wangFang', 2)).rejects.toEqual(refusal('stock_for_others'))
  expect((await itemsOnShelf(town.db, qingyunStore, town.now())).find(({ id }) => id === 'rice')?.available).toBe(1)
  await aPairing(town, await aHousehold(town, 'wangFang'))
  expect((await order('wangFang', 2)).state).toBe('ready')
})

it('takes recalled goods out of orders within a minute, gives the points back and tells their owners', async () => {
  await given(town)
  await put(40)
  await givePoints(town, 'wangFang', 200)
  await givePoints(town, 'zhangWei', 200)
  // Both hold pieces of the gift; the shop’s own one piece can stand in for one of them.
  await order('wangFang', 2)
  await order('zhangWei', 1)
  const recalled = await town
    .as('adminZheng')
    .post('/desk/donations/gift/lines/gift-0/recall', { id: 'recall-01', reason: '发现虫蛀' })
  expect(recalled.status).toBe(303)
  await expect(order('zhangWei', 1, 'order-second')).rejects.toEqual(refusal('stock_out'))
  await town.advance(2 * minute)
  const [wang, zhang] = [await orderById(town.db, 'order-of-wangFang'), await orderById(town.db, 'order-of-zhangWei')]
  expect([wang.state, zhang.state].sort()).toEqual(['canceled', 'ready'])
  const points = await Promise.all(['wangFang', 'zhangWei'].map((id) => balancesOf(town.db, id)))
  expect(points.map(({ available }) => available)).toEqual([170, 200])
  const told = await town.db.select().from(notices).where(eq(notices.personId, 'zhangWei')).orderBy(notices.id)
  expect(told.map(({ title }) => title.zh)).toContain('“大米 5 公斤”被召回')
  for (const verify of [verifyStock, verifyPoints, verifyDonations]) expect(await verify(town.db)).toEqual([])
})

it('takes recalled goods out of a campaign and of offers, and lets no order wait behind a hundred of them', async () => {
  await given(town, { lines: [{ quantity: 200 }] })
  await put(200)
  await givePoints(town, 'wangFang', 200)
  const offers = Array.from({ length: 120 }, (_, place) => `charity:gift-${place}:rice`)
  await town.atomically(async (tx) => {
    const rice = { storeId: qingyunStore, itemId: 'rice', now: town.now() }
    for (const id of offers) await reserveStock(tx, { id, quantity: 1, ...rice })
    await reserveStock(tx, { id: `campaign:masks:${qingyunStore}`, quantity: 30, ...rice })
  })
  await order('wangFang', 2)
  await town.as('adminZheng').post('/desk/donations/gift/lines/gift-0/recall', { id: 'recall-01', reason: '发现虫蛀' })
  await town.advance(4 * minute)
  expect((await orderById(town.db, 'order-of-wangFang')).state).toBe('canceled')
  expect((await balancesOf(town.db, 'wangFang')).available).toBe(200)
  expect(await lotById(town.db, 'lot-gift')).toMatchObject({ onHand: 200, reserved: 0 })
  for (const verify of [verifyStock, verifyPoints, verifyDonations]) expect(await verify(town.db)).toEqual([])
})

it('tells in how many communities it was collected, few people merged', async () => {
  await given(town)
  await put(40)
  const neighbours = await residents(town, 6, 100)
  await givePoints(town, 'chenJie', 200)
  for (const personId of [...neighbours, 'chenJie']) {
    await order(personId, 2)
    await takeHome(personId)
  }
  const link = `/given/${linkTokenOf(town.secrets, await donorById(town.db, 'donor-gift'))}`
  const page = await (await town.as(undefined).get(link)).text()
  expect(page).toContain('14 袋')
  // One person of 振兴: too few to be told apart, and the six of 青云 join them.
  expect(page).not.toContain('振兴社区')
  expect(await verifyDonations(town.db)).toEqual([])
})
