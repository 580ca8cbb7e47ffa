import { and, asc, eq, lt, ne } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { purses } from '../../../db/schema/points.ts'
import { reservations, stockLots } from '../../../db/schema/stock.ts'
import { orderLines, orders } from '../../../db/schema/stores.ts'
import { givePoints, openShops, residents } from '../../../test/shop.ts'
import { openTown, qingyunStore, type Town } from '../../../test/town.ts'
import { groupBy } from '../../kit/group.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { verifyStock } from '../../stock/verify.ts'
import { placeOrder } from './actions.ts'

const place = async (town: Town, personId: string, lines: { itemId: string; quantity: number }[]) => {
  const actor = { id: personId, name: '', grants: [] }
  const order = { id: newId(), personId, storeId: qingyunStore, lines, elder: false, channel: 'online' as const }
  return town.atomically((tx) => placeOrder(tx, town.secrets, { ...order, actor, now: town.now() }))
}

/** How often each answer came: `'placed'`, or the code of a refusal. Anything else is a mistake of ours. */
async function tally(tries: Promise<unknown>[]) {
  const counts: Record<string, number> = {}
  for (const result of await Promise.allSettled(tries)) {
    if (result.status === 'rejected' && !(result.reason instanceof Refusal)) throw result.reason
    const answer = result.status === 'fulfilled' ? 'placed' : (result.reason as Refusal).code
    counts[answer] = (counts[answer] ?? 0) + 1
  }
  return counts
}

it('reserves exactly 100 of 100 units for 2,000 simultaneous orders, and nobody gets more than two', async () => {
  const town = await openTown()
  await openShops(town, 100)
  const people = await residents(town, 60, 100)
  const tries = Array.from({ length: 2000 }, (_, turn) =>
    place(town, people[turn % people.length] as string, [{ itemId: 'rice', quantity: 1 }]),
  )
  const counts = await tally(tries)
  expect(counts.placed).toBe(100)
  expect((counts.limit_item ?? 0) + (counts.stock_out ?? 0)).toBe(1900)

  const [lot] = await town.db
    .select()
    .from(stockLots)
    .where(and(eq(stockLots.itemId, 'rice'), eq(stockLots.storeId, qingyunStore)))
  expect(lot).toMatchObject({ onHand: 100, reserved: 100 })
  expect(await town.db.select().from(reservations).orderBy(asc(reservations.id))).toHaveLength(100)
  expect(await town.db.select().from(purses).where(lt(purses.available, 0))).toEqual([])
  const held = await town.db.select().from(purses).where(ne(purses.held, 0)).orderBy(asc(purses.ownerId))
  expect(held.reduce((total, purse) => total + purse.held, 0)).toBe(3000)
  const lines = await town.db.select().from(orderLines).orderBy(asc(orderLines.orderId))
  const pieces = groupBy(lines, ({ personId }) => personId)
  expect(Math.max(...[...pieces.values()].map((own) => own.length))).toBeLessThanOrEqual(2)
  expect(await verifyStock(town.db)).toEqual([])
}, 120_000)

it('keeps one person within the month, however many orders arrive together', async () => {
  const town = await openTown()
  await openShops(town, 100)
  await givePoints(town, 'wangFang', 500)
  const counts = await tally(
    Array.from({ length: 30 }, () => place(town, 'wangFang', [{ itemId: 'soap', quantity: 1 }])),
  )
  expect(counts).toEqual({ placed: 10, limit_month_pieces: 20 })
})

it('never holds more points than there are, across stores and items', async () => {
  const town = await openTown()
  await openShops(town, 100)
  await givePoints(town, 'wangFang', 62)
  const counts = await tally([
    ...Array.from({ length: 4 }, () => place(town, 'wangFang', [{ itemId: 'oil', quantity: 1 }])),
    ...Array.from({ length: 4 }, () => place(town, 'wangFang', [{ itemId: 'rice', quantity: 1 }])),
  ])
  expect(['points_not_enough'].map((code) => counts[code])).not.toEqual([undefined])
  const held = await town.db.select().from(orders).where(eq(orders.personId, 'wangFang')).orderBy(asc(orders.id))
  expect(held.reduce((total, order) => total + order.points, 0)).toBeLessThanOrEqual(62)
})

it('lets baskets of the same goods in opposite order wait for each other instead of failing', async () => {
  const town = await openTown()
  await openShops(town, 1000)
  const people = await residents(town, 40, 100)
  const [rice, soap] = [
    { itemId: 'rice', quantity: 1 },
    { itemId: 'soap', quantity: 1 },
  ]
  const tries = people.map((id, turn) => place(town, id, turn % 2 ? [rice, soap] : [soap, rice]))
  expect(await tally(tries)).toEqual({ placed: 40 })
})
