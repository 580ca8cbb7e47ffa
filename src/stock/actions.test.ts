import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { stockLots } from '../../db/schema/stock.ts'
import { openShelves, stocked } from '../../test/shelves.ts'
import { openTown, qingyunStore, type Town } from '../../test/town.ts'
import { Refusal } from '../kit/refusal.ts'
import { issueReserved, releaseReserved, reserveStock, returnIssued } from './actions.ts'
import { itemsOnShelf, lotById } from './queries.ts'
import { verifyStock } from './verify.ts'

const open = async () => {
  const town = await openTown()
  await openShelves(town)
  return town
}

const reserve = ({ atomically, now }: Town, id: string, quantity: number, itemId = 'rice') =>
  atomically((tx) => reserveStock(tx, { id, storeId: qingyunStore, itemId, quantity, now: now() }))
const issue = ({ atomically, now }: Town, reservationId: string, quantity: number) =>
  atomically((tx) => issueReserved(tx, { reservationId, quantity, actorId: 'keeper', now: now() }))

const counters = async ({ db }: Town, id = 'lot-rice') => {
  const { onHand, reserved } = await lotById(db, id)
  return { onHand, reserved }
}

const refusal = (code: string, details: Record<string, unknown> = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) })

it('keeps pieces of the lot that expires first, and moves on when it is used up', async () => {
  const town = await open()
  await stocked(town, { id: 'late', quantity: 5, expiresOn: '2026-12-31' })
  await stocked(town, { id: 'keeps', quantity: 5 })
  await stocked(town, { id: 'soon', quantity: 2, expiresOn: '2026-04-01' })
  await reserve(town, 'order-1', 3)
  expect(await counters(town, 'soon')).toEqual({ onHand: 2, reserved: 2 })
  expect(await counters(town, 'late')).toEqual({ onHand: 5, reserved: 1 })
  expect(await counters(town, 'keeps')).toEqual({ onHand: 5, reserved: 0 })
})

it('offers what is good until the end of its last day, and nothing after', async () => {
  const town = await open()
  await stocked(town, { quantity: 1, expiresOn: '2026-03-02' })
  town.setTime(new Date('2026-03-02T15:59:59Z'))
  expect(await itemsOnShelf(town.db, qingyunStore, town.now())).toMatchObject([{ id: 'rice', available: 1 }])
  town.setTime(new Date('2026-03-02T16:00:00Z'))
  expect(await itemsOnShelf(town.db, qingyunStore, town.now())).toEqual([])
  await expect(reserve(town, 'order-1', 1)).rejects.toEqual(refusal('stock_out', { name: '大米 5 公斤', left: 0 }))
})

it('says how many are left, and keeps none, when there are not enough', async () => {
  const town = await open()
  await stocked(town, { quantity: 2 })
  await expect(reserve(town, 'order-1', 3)).rejects.toEqual(refusal('stock_out', { left: 2 }))
  expect(await counters(town)).toEqual({ onHand: 2, reserved: 0 })
})

it('reserves, takes in and hands out once for one id', async () => {
  const town = await open()
  const first = await stocked(town, { quantity: 4 })
  expect(await stocked(town, { quantity: 4 })).toEqual(first)
  await expect(stocked(town, { quantity: 5 })).rejects.toEqual(refusal('same_id_other_content'))
  await reserve(town, 'order-1', 1)
  await reserve(town, 'order-1', 1)
  await expect(reserve(town, 'order-1', 2)).rejects.toEqual(refusal('same_id_other_content'))
  expect(await counters(town)).toEqual({ onHand: 4, reserved: 1 })
})

it('hands out part, gives back the rest, and refuses more than was kept', async () => {
  const town = await open()
  await stocked(town, { quantity: 5 })
  await reserve(town, 'order-1', 3)
  await issue(town, 'order-1', 2)
  await expect(issue(town, 'order-1', 2)).rejects.toEqual(refusal('reservation_used', { open: 1 }))
  await town.atomically((tx) => releaseReserved(tx, { reservationId: 'order-1', now: town.now() }))
  expect(await counters(town)).toEqual({ onHand: 3, reserved: 0 })
})

it('takes goods back into the lot they came from, damaged ones off the shelf again', async () => {
  const town = await open()
  await stocked(town, { quantity: 5 })
  await reserve(town, 'order-1', 3)
  await issue(town, 'order-1', 3)
  const back = (quantity: number, damaged: boolean) =>
    town.atomically((tx) =>
      returnIssued(tx, { reservationId: 'order-1', quantity, damaged, actorId: 'keeper', now: town.now() }),
    )
  await back(1, false)
  await back(1, true)
  await expect(back(2, false)).rejects.toEqual(refusal('return_too_many', { issued: 1 }))
  expect(await counters(town)).toEqual({ onHand: 3, reserved: 0 })
  expect(await verifyStock(town.db)).toEqual([])
})

it('hands out good pieces instead of reserved ones that expired meanwhile, where there are some', async () => {
  const town = await open()
  await stocked(town, { id: 'soon', quantity: 2, expiresOn: '2026-03-03' })
  await stocked(town, { id: 'late', quantity: 1, expiresOn: '2026-12-31' })
  await reserve(town, 'order-1', 2)
  town.setTime(new Date('2026-03-04T02:00:00Z'))
  await expect(issue(town, 'order-1', 2)).rejects.toEqual(refusal('goods_withdrawn', { left: 1 }))
  await issue(town, 'order-1', 1)
  expect(await counters(town, 'late')).toEqual({ onHand: 0, reserved: 0 })
  expect(await verifyStock(town.db)).toEqual([])
})

it('gives 100 pieces to 300 people who ask at once: exactly 100 get one', async () => {
  const town = await open()
  for (const [id, quantity] of [
    ['a', 60],
    ['b', 30],
    ['c', 10],
  ] as const)
    await stocked(town, { id, quantity })
  const asked = await Promise.allSettled(Array.from({ length: 300 }, (_, n) => reserve(town, `order-${n}`, 1)))
  const refused = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  expect(refused).toHaveLength(200)
  expect(refused.every((reason) => reason instanceof Refusal && reason.code === 'stock_out')).toBe(true)
  const lots = await town.db.select().from(stockLots).where(eq(stockLots.itemId, 'rice'))
  expect(lots.reduce((sum, lot) => sum + lot.reserved, 0)).toBe(100)
  expect(await verifyStock(town.db)).toEqual([])
})

it('shares out 100 pieces among baskets of three, from several small lots, to the last piece', async () => {
  const town = await open()
  for (let n = 0; n < 20; n++) await stocked(town, { id: `small-${n}`, quantity: 5 })
  const asked = await Promise.allSettled(Array.from({ length: 60 }, (_, n) => reserve(town, `order-${n}`, 3)))
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(33)
  expect(await itemsOnShelf(town.db, qingyunStore, town.now())).toMatchObject([{ available: 1 }])
  expect(await verifyStock(town.db)).toEqual([])
})

it('finds a counter that was tampered with', async () => {
  const town = await open()
  await stocked(town, { quantity: 5 })
  await town.atomically((tx) => tx.update(stockLots).set({ onHand: 6 }).where(eq(stockLots.id, 'lot-rice')))
  expect(await verifyStock(town.db)).toEqual(['lot lot-rice: on hand is 6, its moves add up to 5'])
})
