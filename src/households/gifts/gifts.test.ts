import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { charityGifts } from '../../../db/schema/households.ts'
import { lots } from '../../../db/schema/points.ts'
import { aHousehold, aPairing, form, ordering } from '../../../test/households.ts'
import { givePoints as earn } from '../../../test/shop.ts'
import { openTown, qingyun, type Town } from '../../../test/town.ts'
import { day } from '../../kit/clock.ts'
import { balancesOf } from '../../points/ledger/queries.ts'
import { poolIdOf } from '../../points/ledger/rules.ts'
import { verifyPoints } from '../../points/verify.ts'
import { verifyHouseholds } from '../verify.ts'
import { acceptGift, giveToPool, offerGift } from './actions.ts'

/** 王芳家, supported by zhangWei, who has 150 points. */
async function supported() {
  const town = await openTown()
  await earn(town, 'zhangWei', 150)
  const householdId = await aHousehold(town)
  const pairingId = await aPairing(town, householdId)
  return { town, householdId, pairingId }
}

const offered = async (town: Town, pairingId: string, points: number, who = 'zhangWei') => {
  const actor = await town.actor(who)
  return town.atomically((tx) => offerGift(tx, { id: form(), pairingId, points, actor, now: town.now() }))
}

const available = async (town: Town, ownerId: string) => (await balancesOf(town.db, ownerId)).available
const books = async ({ db }: Town) => [...(await verifyPoints(db)), ...(await verifyHouseholds(db))]
const codeOf = (error: unknown) => (error as { code?: string }).code

it('gives points to the pool of the giver’s community, once however often the form is sent', async () => {
  const town = await openTown()
  await earn(town, 'wangFang', 60)
  const fields = { id: form(), points: '40' }
  for (let time = 0; time < 2; time++) expect((await town.as('wangFang').post('/charity', fields)).status).toBe(303)
  expect([await available(town, 'wangFang'), await available(town, poolIdOf(qingyun))]).toEqual([20, 40])
  const again = await town.as('wangFang').post('/charity', { ...fields, points: '5' })
  expect(again.status).toBe(409)
  expect(await books(town)).toEqual([])
})

it('lets a person give a hundred points a month, and again in the next', async () => {
  const { town, pairingId } = await supported()
  expect((await town.as('zhangWei').post('/charity', { id: form(), points: '60' })).status).toBe(303)
  const tooMuch = await town.as('zhangWei').post(`/pairings/${pairingId}/gifts`, { id: form(), points: '41' })
  expect(tooMuch.status).toBe(409)
  expect(await tooMuch.text()).toContain('这个月还可以献 40 分')
  expect((await town.as('zhangWei').post(`/pairings/${pairingId}/gifts`, { id: form(), points: '40' })).status).toBe(
    303,
  )
  expect((await town.as('zhangWei').post('/charity', { id: form(), points: '1' })).status).toBe(409)
  await town.advance(31 * day)
  expect((await town.as('zhangWei').post('/charity', { id: form(), points: '1' })).status).toBe(303)
  expect(await books(town)).toEqual([])
})

it('holds what is offered, and hands it to the household when its head accepts, with the expiry it had', async () => {
  const { town, householdId, pairingId } = await supported()
  const { id } = await offered(town, pairingId, 30)
  expect(await balancesOf(town.db, 'zhangWei')).toMatchObject({ available: 120, held: 30 })
  expect(await available(town, householdId)).toBe(0)
  expect((await town.as('wangFang').post(`/gifts/${id}`, { id: form(), step: 'accept' })).status).toBe(303)
  expect(await balancesOf(town.db, 'zhangWei')).toMatchObject({ available: 120, held: 0 })
  expect(await available(town, householdId)).toBe(30)
  const [lot] = await town.db.select().from(lots).where(eq(lots.ownerId, householdId))
  expect(lot?.expiresAt).toEqual(new Date('2028-03-31T16:00:00Z'))
  expect(await books(town)).toEqual([])
})

it.each([
  ['the head declines', 'wangFang', 'decline', 'declined'],
  ['the giver takes it back', 'zhangWei', 'withdraw', 'withdrawn'],
] as const)('gives the points back when %s', async (_, who, step, state) => {
  const { town, householdId, pairingId } = await supported()
  const { id } = await offered(town, pairingId, 30)
  expect((await town.as(who).post(`/gifts/${id}`, { id: form(), step })).status).toBe(303)
  const [gift] = await town.db.select().from(charityGifts).where(eq(charityGifts.id, id))
  expect(gift?.state).toBe(state)
  expect([await available(town, 'zhangWei'), await available(town, householdId)]).toEqual([150, 0])
  const late = await town.as('wangFang').post(`/gifts/${id}`, { id: form(), step: 'accept' })
  expect(late.status).toBe(409)
  expect(await books(town)).toEqual([])
})

it('gives the points back when nobody answers for a week', async () => {
  const { town, householdId, pairingId } = await supported()
  await offered(town, pairingId, 30)
  await town.advance(7 * day + 1)
  expect([await available(town, 'zhangWei'), await available(town, householdId)]).toEqual([150, 0])
  expect(await books(town)).toEqual([])
})

it.each([
  ['a member who is not the head', 'liNa'],
  ['the giver', 'zhangWei'],
  ['a neighbour', 'chenJie'],
  ['the clerk, when the head has a phone', 'clerkLi'],
  ['a clerk of elsewhere', 'clerkZhao'],
])('lets nobody accept for the household: %s', async (_, who) => {
  const town = await openTown()
  await earn(town, 'zhangWei', 150)
  const householdId = await aHousehold(town, 'wangFang', 'liNa')
  const { id } = await offered(town, await aPairing(town, householdId), 30)
  const answer = await town.as(who).post(`/gifts/${id}`, { id: form(), step: 'accept', reason: '电话里说的' })
  expect([403, 404]).toContain(answer.status)
  expect(await available(town, householdId)).toBe(0)
})

it('gives nothing to a household that the giver does not support', async () => {
  const { town, pairingId } = await supported()
  await earn(town, 'chenJie', 50)
  const answer = await town.as('chenJie').post(`/pairings/${pairingId}/gifts`, { id: form(), points: '10' })
  expect(answer.status).toBe(404)
})

it('accepts once when the head presses eight times at the same moment', async () => {
  const { town, householdId, pairingId } = await supported()
  const { id } = await offered(town, pairingId, 30)
  const actor = await town.actor('wangFang')
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, () =>
      town.atomically((tx) => acceptGift(tx, ordering(town), { id, actor, now: town.now() })),
    ),
  )
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await available(town, householdId)).toBe(30)
  expect(await books(town)).toEqual([])
})

it('keeps the giver’s month at a hundred when ten gifts are made at the same moment', async () => {
  const { town, pairingId } = await supported()
  const actor = await town.actor('zhangWei')
  const tries = await Promise.allSettled(
    Array.from({ length: 10 }, (_, at) =>
      town.atomically((tx) =>
        at % 2
          ? giveToPool(tx, { id: form(), points: 15, actor, now: town.now() })
          : offerGift(tx, { id: form(), pairingId, points: 15, actor, now: town.now() }),
      ),
    ),
  )
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(6)
  expect(new Set(tries.flatMap((one) => (one.status === 'rejected' ? [codeOf(one.reason)] : [])))).toEqual(
    new Set(['gift_limit_giver']),
  )
  expect(await available(town, 'zhangWei')).toBe(60)
})
