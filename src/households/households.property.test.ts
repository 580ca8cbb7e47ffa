import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dialect } from '../../db/columns.ts'
import { charityGifts, poolDecisions } from '../../db/schema/households.ts'
import { orders } from '../../db/schema/stores.ts'
import { aHousehold, aPairing, by, form, ordering } from '../../test/households.ts'
import { givePoints as earn, openShops } from '../../test/shop.ts'
import { openTown, qingyunStore, type Town } from '../../test/town.ts'
import { day } from '../kit/clock.ts'
import { Refusal } from '../kit/refusal.ts'
import { verifyPoints } from '../points/verify.ts'
import { verifyStock } from '../stock/verify.ts'
import { placeOrder } from '../stores/orders/actions.ts'
import { cancelOrder } from '../stores/orders/endings.ts'
import { answerGift, giveToPool, offerGift } from './gifts/actions.ts'
import { offerGoods } from './goods/actions.ts'
import { decidePoolGrant, proposePoolGrant } from './pool/actions.ts'
import { verifyHouseholds } from './verify.ts'

const giver = fc.constantFrom('zhangWei', 'chenJie')
const points = fc.integer({ min: 1, max: 120 })
const which = fc.nat({ max: 9 })
const act = fc.oneof(
  fc.record({ do: fc.constant('pool' as const), giver, points }),
  fc.record({ do: fc.constant('offer' as const), giver, points }),
  fc.record({ do: fc.constant('offerGoods' as const), giver, pieces: fc.integer({ min: 1, max: 4 }) }),
  fc.record({
    do: fc.constant('answer' as const),
    which,
    step: fc.constantFrom('accept' as const, 'decline' as const),
  }),
  fc.record({ do: fc.constant('withdraw' as const), which }),
  fc.record({ do: fc.constant('propose' as const), points }),
  fc.record({
    do: fc.constant('decide' as const),
    which,
    step: fc.constantFrom('approve' as const, 'refuse' as const),
  }),
  fc.record({ do: fc.constant('order' as const), pieces: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('cancel' as const), which }),
  fc.record({ do: fc.constant('handOver' as const), which }),
  fc.record({ do: fc.constant('giveBack' as const), which }),
  fc.record({ do: fc.constant('wait' as const), days: fc.constantFrom(1, 4, 8, 31) }),
)
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never
type Village = { town: Town; householdId: string; pairings: Record<string, string> }

const one = <Row>(rows: readonly Row[], at: number): Row | undefined => rows[at % Math.max(rows.length, 1)]

async function perform({ town, householdId, pairings }: Village, given: Act): Promise<unknown> {
  const store = { storeId: qingyunStore }
  const gifts = await town.db.select().from(charityGifts).orderBy(charityGifts.id)
  const placed = await town.db.select().from(orders).orderBy(orders.id)
  if (given.do === 'wait') return town.advance(given.days * day)
  if (given.do === 'pool')
    return by(town, given.giver, (tx, now) => giveToPool(tx, { id: form(), points: given.points, ...now }))
  const pairingId = ('giver' in given && pairings[given.giver]) || ''
  if (given.do === 'offer')
    return by(town, given.giver, (tx, now) => offerGift(tx, { id: form(), pairingId, points: given.points, ...now }))
  if (given.do === 'offerGoods') {
    const lines = [{ itemId: 'soap', quantity: given.pieces }]
    return by(town, given.giver, (tx, now) => offerGoods(tx, { id: form(), pairingId, ...store, lines, ...now }))
  }
  if (given.do === 'answer' || given.do === 'withdraw') {
    const gift = one(gifts, given.which)
    const [step, who] =
      given.do === 'answer' ? [given.step, 'wangFang'] : (['withdraw', gift?.giverId ?? 'zhangWei'] as const)
    return gift && by(town, who, (tx, now) => answerGift(tx, ordering(town), { id: gift.id, step, ...now }))
  }
  if (given.do === 'propose')
    return by(town, 'clerkLi', (tx, now) =>
      proposePoolGrant(tx, { id: form(), householdId, points: given.points, reason: '过冬', ...now }),
    )
  if (given.do === 'decide') {
    const decision = one(await town.db.select().from(poolDecisions).orderBy(poolDecisions.id), given.which)
    const about = decision && { id: decision.id, version: decision.version, step: given.step, answer: '看过了' }
    return about && by(town, 'reviewerSun', (tx, now) => decidePoolGrant(tx, { ...about, ...now }))
  }
  if (given.do === 'order') {
    const asked = {
      id: form(),
      personId: 'wangFang',
      purseId: householdId,
      ...store,
      elder: false,
      channel: 'online' as const,
    }
    const lines = [{ itemId: 'soap', quantity: given.pieces }]
    return by(town, 'wangFang', (tx, now) => placeOrder(tx, town.secrets, { ...asked, lines, ...now }))
  }
  const order = one(placed, given.which)
  if (!order) return
  if (given.do === 'cancel') return by(town, 'wangFang', (tx, now) => cancelOrder(tx, { id: order.id, ...now }))
  const keeper = town.as('keeperMa')
  return given.do === 'handOver'
    ? keeper.api('POST', '/counter/hand-overs', { ...store, read: order.number }, form())
    : keeper.api('POST', `/orders/${order.id}/refunds`, { reason: '坏了' }, form())
}

it('keeps every point in one account, gives nothing on and holds every month’s limits, over any sequence of acts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 12, maxLength: 40 }), async (acts) => {
      const town = await openTown()
      await openShops(town)
      for (const who of ['zhangWei', 'chenJie']) await earn(town, who, 300)
      const householdId = await aHousehold(town)
      const pairings = {
        zhangWei: await aPairing(town, householdId),
        chenJie: await aPairing(town, householdId, 'chenJie'),
      }
      for (const given of acts)
        await perform({ town, householdId, pairings }, given).catch((error) => {
          if (!(error instanceof Refusal)) throw error
        })
      expect(await verifyPoints(town.db)).toEqual([])
      expect(await verifyStock(town.db)).toEqual([])
      expect(await verifyHouseholds(town.db)).toEqual([])
      expect(await overLimits(town)).toEqual([])
    }),
    { numRuns: dialect === 'sqlite' ? 20 : 5 },
  )
}, 180_000)

/** Months in which somebody gave more than a hundred, or the household received more than three hundred. */
async function overLimits({ db }: Town) {
  const sums = new Map<string, number>()
  const add = (key: string, more: number) => sums.set(key, (sums.get(key) ?? 0) + more)
  for (const gift of await db.select().from(charityGifts).orderBy(charityGifts.id)) {
    if (gift.state === 'offered' || gift.state === 'accepted') add(`given ${gift.giverId} ${gift.givenIn}`, gift.points)
    if (gift.receivedIn) add(`received ${gift.receivedIn}`, gift.points)
  }
  for (const { receivedIn, points: paid } of await db.select().from(poolDecisions).orderBy(poolDecisions.id))
    if (receivedIn) add(`received ${receivedIn}`, paid)
  return [...sums].filter(([key, sum]) => sum > (key.startsWith('given') ? 100 : 300))
}
