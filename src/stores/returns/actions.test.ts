import { asc, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { lots } from '../../../db/schema/points.ts'
import { stockLots } from '../../../db/schema/stock.ts'
import { givePoints, openShops } from '../../../test/shop.ts'
import { openTown, qingyunStore, type Town } from '../../../test/town.ts'
import { day } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { balancesOf } from '../../points/ledger/queries.ts'
import { storeById } from '../../stock/queries.ts'
import { verifyStock } from '../../stock/verify.ts'
import { handOver } from '../counter/actions.ts'
import { placeOrder } from '../orders/actions.ts'
import { eventsOf, type Order, orderById } from '../orders/queries.ts'
import { type Return, refundOrder } from './actions.ts'

/** wangFang has two lots, of 20 and 80 points, and took two rice home for 60: all of the first lot and half of the second. */
async function collected() {
  const town = await openTown()
  await openShops(town)
  await givePoints(town, 'wangFang', 20, '2027-01-31')
  await givePoints(town, 'wangFang', 80, '2027-12-31')
  const [actor, keeper] = [await town.actor('wangFang'), await town.actor('keeperMa')]
  const asked = { id: newId(), personId: 'wangFang', storeId: qingyunStore, elder: false, channel: 'online' as const }
  const lines = [
    { itemId: 'rice', quantity: 1 },
    { itemId: 'soap', quantity: 4 },
  ]
  const order = await town.atomically((tx) => placeOrder(tx, town.secrets, { ...asked, lines, actor, now: town.now() }))
  const store = await storeById(town.db, qingyunStore)
  const scan = { id: newId(), store, keeper, read: order.number, now: town.now() }
  await town.atomically((tx) => handOver(tx, town.secrets, scan))
  return { town, order }
}

const refund = async (town: Town, order: Order, asked: Partial<Return> = {}, who = 'keeperMa') => {
  const actor = await town.actor(who)
  const given = { orderId: order.id, damaged: false, reason: '包装破损', actor, now: town.now(), ...asked }
  return town.atomically((tx) => refundOrder(tx, given))
}
const available = async (town: Town) =>
  (
    await town.db.select().from(lots).where(eq(lots.ownerId, 'wangFang')).orderBy(asc(lots.expiresAt), asc(lots.id))
  ).map((lot) => lot.available)
const shelf = async (town: Town, itemId: string) =>
  (
    await town.db
      .select()
      .from(stockLots)
      .where(eq(stockLots.id, `lot-${qingyunStore}-${itemId}`))
  )[0]

it('gives points back to the very same lots and goods back to the shelf', async () => {
  const { town, order } = await collected()
  expect(await available(town)).toEqual([0, 50])
  expect(await refund(town, order)).toMatchObject({ state: 'refunded' })
  expect(await available(town)).toEqual([20, 80])
  expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ available: 100, held: 0 })
  expect(await shelf(town, 'rice')).toMatchObject({ onHand: 100, reserved: 0 })
  expect((await eventsOf(town.db, order.id)).at(-1)).toMatchObject({
    step: 'refund',
    actorId: 'keeperMa',
    reason: '包装破损',
    pieces: { rice: 1, soap: 4 },
  })
  expect(await verifyStock(town.db)).toEqual([])
})

it('takes back a part, then the rest, and no more than was taken home', async () => {
  const { town, order } = await collected()
  expect(await refund(town, order, { pieces: { soap: 3 } })).toMatchObject({ state: 'collected' })
  expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ available: 65 })
  await expect(refund(town, order, { pieces: { soap: 2 } })).rejects.toMatchObject({ code: 'pieces_not_there' })
  expect(await refund(town, order)).toMatchObject({ state: 'refunded' })
  await expect(refund(town, order)).rejects.toMatchObject({ code: 'step_unknown' })
})

it('writes damaged goods off instead of selling them again', async () => {
  const { town, order } = await collected()
  await refund(town, order, { pieces: { rice: 1 }, damaged: true })
  expect(await shelf(town, 'rice')).toMatchObject({ onHand: 99, reserved: 0 })
  expect(await verifyStock(town.db)).toEqual([])
})

it('gives refunded points at least 30 days more', async () => {
  const { town, order } = await collected()
  town.setTime(new Date('2027-01-20T04:00:00Z'))
  await refund(town, order)
  const [first] = await town.db.select().from(lots).where(eq(lots.ownerId, 'wangFang')).orderBy(asc(lots.expiresAt))
  expect((first?.expiresAt.getTime() ?? 0) - town.now().getTime()).toBeGreaterThanOrEqual(30 * day)
})

it.each([
  ['wangFang', 'step_not_yours'],
  ['zhangWei', 'order_missing'],
  ['keeperLuo', 'order_missing'],
  ['adminZheng', 'order_missing'],
])('lets %s give nothing back (%s)', async (who, code) => {
  const { town, order } = await collected()
  await expect(refund(town, order, {}, who)).rejects.toMatchObject({ code })
  expect(await orderById(town.db, order.id)).toMatchObject({ state: 'collected' })
})
