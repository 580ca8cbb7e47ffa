import { and, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { charityGifts, householdMembers } from '../../../db/schema/households.ts'
import { notices } from '../../../db/schema/notices.ts'
import { lots } from '../../../db/schema/points.ts'
import { items, stockLots } from '../../../db/schema/stock.ts'
import { orders, scans } from '../../../db/schema/stores.ts'
import { aHousehold, aPairing, by, form } from '../../../test/households.ts'
import { givePoints as earn, openShops } from '../../../test/shop.ts'
import { openTown, qingyun, qingyunStore, type Town, zhenxing } from '../../../test/town.ts'
import { areaById } from '../../areas/queries.ts'
import { day, hour } from '../../kit/clock.ts'
import { readAllNotices } from '../../notices/actions.ts'
import { givePoints } from '../../points/gifts/actions.ts'
import { balancesOf } from '../../points/ledger/queries.ts'
import { poolIdOf } from '../../points/ledger/rules.ts'
import { verifyPoints } from '../../points/verify.ts'
import { receiveStock } from '../../stock/actions.ts'
import { verifyStock } from '../../stock/verify.ts'
import { allowSpending } from '../homes/actions.ts'
import { passOnLeftovers } from '../homes/leftovers.ts'
import { verifyHouseholds } from '../verify.ts'

const books = async ({ db }: Town) => [
  ...(await verifyPoints(db)),
  ...(await verifyStock(db)),
  ...(await verifyHouseholds(db)),
]

/** 王芳家 (liNa belongs to it), supported by zhangWei, and a store with goods. */
async function neighbours() {
  const town = await openTown()
  await openShops(town)
  for (const one of ['zhangWei', 'wangFang', 'liNa']) await earn(town, one, 100)
  const householdId = await aHousehold(town, 'wangFang', 'liNa')
  return { town, householdId, pairingId: await aPairing(town, householdId) }
}

/** Points in the household's account, as if given. */
const fill = ({ town, householdId }: { town: Town; householdId: string }, points: number) =>
  town.atomically((tx) =>
    givePoints(tx, {
      ...{ id: `fill-${points}`, fromId: 'zhangWei', toId: householdId, points, actorId: 'zhangWei', now: town.now() },
      cause: { kind: 'test', id: 'fill', zh: '测试', en: 'test' },
    }),
  )

const rice = (purseId?: string) => ({
  storeId: qingyunStore,
  lines: [{ itemId: 'rice', quantity: 1 }],
  ...(purseId ? { purseId } : {}),
})
const offerRice = (town: Town, pairingId: string) =>
  town.as('zhangWei').post(`/pairings/${pairingId}/goods`, { id: form(), storeId: qingyunStore, 'pieces.rice': '1' })

it('holds the points and keeps the goods until the household answers, and gives both back when it declines', async () => {
  const { town, householdId, pairingId } = await neighbours()
  expect((await offerRice(town, pairingId)).status).toBe(303)
  expect(await balancesOf(town.db, 'zhangWei')).toMatchObject({ available: 70, held: 30 })
  expect(await books(town)).toEqual([])
  const [gift] = await town.db.select().from(charityGifts).where(eq(charityGifts.householdId, householdId))
  expect((await town.as('wangFang').post(`/gifts/${gift?.id}`, { id: form(), step: 'decline' })).status).toBe(303)
  expect(await balancesOf(town.db, 'zhangWei')).toMatchObject({ available: 100, held: 0 })
  expect(await books(town)).toEqual([])
})

it('becomes an order of the head, paid by the household, and what lapses stays the household’s', async () => {
  const { town, householdId, pairingId } = await neighbours()
  await offerRice(town, pairingId)
  const [gift] = await town.db.select().from(charityGifts)
  expect((await town.as('wangFang').post(`/gifts/${gift?.id}`, { id: form(), step: 'accept' })).status).toBe(303)
  const [order] = await town.db.select().from(orders)
  expect(order).toMatchObject({ personId: 'wangFang', state: 'ready', points: 30, channel: 'online' })
  expect(await balancesOf(town.db, householdId)).toMatchObject({ available: 0, held: 30 })
  await town.advance(8 * day)
  expect(await balancesOf(town.db, householdId)).toMatchObject({ available: 30, held: 0 })
  expect((await balancesOf(town.db, 'zhangWei')).available).toBe(70)
  expect(await books(town)).toEqual([])
})

/** Everything a till, a device at it and an order's papers show, with what differs between any two orders taken out. */
async function allThatATillShows(town: Town, order: typeof orders.$inferSelect) {
  const keeper = town.as('keeperMa')
  const owner = town.as('wangFang')
  const read = order.number
  // How many unread messages somebody has says nothing about the order.
  await town.atomically((tx) => readAllNotices(tx, { personId: 'wangFang', now: town.now() }))
  const key = `till-${order.number}`
  const shown = [
    await (await owner.get(`/orders/${order.id}`)).text(),
    await (await owner.get(`/orders/${order.id}/paper`)).text(),
    await (await owner.api('GET', `/orders/${order.id}`)).text(),
    await (await keeper.get(`/orders/${order.id}`)).text(),
    await (await keeper.api('POST', '/counter/scans', { storeId: qingyunStore, read }, `${key}-look`)).text(),
    await (await keeper.post('/counter/scans', { id: `${key}-page`, storeId: qingyunStore, read })).text(),
    await (await keeper.get(`/counter/scans/${key}-page`)).text(),
    await (await keeper.get(`/desk/stores/${qingyunStore}/orders`)).text(),
    await (await keeper.api('POST', '/counter/hand-overs', { storeId: qingyunStore, read }, `${key}-hand`)).text(),
    await (await keeper.get(`/counter/scans/${key}-hand`)).text(),
  ]
  const told = await town.db
    .select()
    .from(notices)
    .where(eq(notices.href, `/orders/${order.id}`))
    .orderBy(notices.key)
  const scanned = await town.db.select().from(scans).where(eq(scans.orderId, order.id)).orderBy(scans.id)
  shown.push(JSON.stringify(told.map(({ title, body, key: cause }) => [title, body, cause])))
  shown.push(JSON.stringify(scanned.map(({ outcome, details }) => [outcome, details])))
  return shown.map((text) => neutral(text, order))
}

const neutral = (text: string, { id, number }: { id: string; number: string }) =>
  text
    .replaceAll(id, 'ORDER')
    .replaceAll(number, 'NUMBER')
    .replaceAll(`${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`, 'NUMBER')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'FRESH')
    .replace(/<svg[\s\S]*?<\/svg>/g, (svg) => `<svg of ${svg.length > 1000 ? 'a code' : 'an icon'}>`)
    .replace(/"pickupCode":"[^"]*"/g, '"pickupCode":"CODE"')

it('shows at the till, byte for byte, what any other order shows: given goods, the household’s points, one’s own', async () => {
  const seen: string[][] = []
  for (const how of ['own', 'household', 'gift'] as const) {
    const { town, householdId, pairingId } = await neighbours()
    if (how === 'household') await fill({ town, householdId }, 30)
    if (how === 'gift') {
      await offerRice(town, pairingId)
      const [gift] = await town.db.select().from(charityGifts)
      await town.as('wangFang').post(`/gifts/${gift?.id}`, { id: form(), step: 'accept' })
    } else {
      const purseId = how === 'household' ? householdId : ''
      const fields = { id: '01980000-0000-7000-8000-000000000001', 'pieces.rice': '1', purseId }
      expect((await town.as('wangFang').post(`/stores/${qingyunStore}/orders`, fields)).status).toBe(303)
    }
    const [order] = await town.db.select().from(orders)
    expect(order?.purseId ?? null).toBe(how === 'own' ? null : householdId)
    seen.push(await allThatATillShows(town, order as typeof orders.$inferSelect))
  }
  expect(seen[0]?.every((text) => text.length > 20 || text === '')).toBe(true)
  expect(seen[0]?.[8]).toContain('handed_over')
  expect(seen[1]).toEqual(seen[0])
  expect(seen[2]).toEqual(seen[0])
})

it('lets a member order from the household’s account only with the head’s leave', async () => {
  const { town, householdId } = await neighbours()
  await fill({ town, householdId }, 60)
  const as = (who: 'liNa' | 'zhangWei') => town.as(who).api('POST', '/orders', rice(householdId), form())
  expect([(await as('liNa')).status, (await as('zhangWei')).status]).toEqual([403, 403])
  expect(await (await town.as('liNa').get(`/stores/${qingyunStore}`)).text()).not.toContain('家庭账户')
  const [member] = await town.db.select().from(householdMembers).where(eq(householdMembers.personId, 'liNa'))
  await by(town, 'wangFang', (tx, now) => allowSpending(tx, { memberId: member?.id ?? '', maySpend: true, ...now }))
  expect(await (await town.as('liNa').get(`/stores/${qingyunStore}`)).text()).toContain('家庭账户')
  expect((await as('liNa')).status).toBe(201)
  expect(await balancesOf(town.db, householdId)).toMatchObject({ available: 30, held: 30 })
  expect((await balancesOf(town.db, 'liNa')).available).toBe(100)
  expect((await town.as('liNa').post('/household/leave', { id: form() })).status).toBe(409)
  expect(await books(town)).toEqual([])
})

it('refuses a household’s order above what it has, and orders its last points once when two members press together', async () => {
  const { town, householdId } = await neighbours()
  await fill({ town, householdId }, 40)
  const [member] = await town.db.select().from(householdMembers).where(eq(householdMembers.personId, 'liNa'))
  await by(town, 'wangFang', (tx, now) => allowSpending(tx, { memberId: member?.id ?? '', maySpend: true, ...now }))
  const answers = await Promise.all(
    (['wangFang', 'liNa'] as const).map((who) => town.as(who).api('POST', '/orders', rice(householdId), form())),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
  expect(await books(town)).toEqual([])
})

it.each([25, 40])(
  'orders what was given at the price of the gift, also when it costs %i today',
  async (pricePoints) => {
    const { town, householdId, pairingId } = await neighbours()
    await offerRice(town, pairingId)
    await town.atomically((tx) => tx.update(items).set({ pricePoints }).where(eq(items.id, 'rice')))
    const [gift] = await town.db.select().from(charityGifts)
    expect((await town.as('wangFang').post(`/gifts/${gift?.id}`, { id: form(), step: 'accept' })).status).toBe(303)
    expect(await town.db.select().from(orders)).toMatchObject([{ points: 30 }])
    expect(await balancesOf(town.db, householdId)).toMatchObject({ available: 0, held: 30 })
    expect(await books(town)).toEqual([])
  },
)

it('gives what donors put on the shelf for households in need first, and nothing that is for others', async () => {
  const { town, pairingId } = await neighbours()
  const rest = and(eq(stockLots.storeId, qingyunStore), eq(stockLots.itemId, 'rice'))
  await town.atomically((tx) => tx.update(stockLots).set({ onHand: 0 }).where(rest))
  const lot = {
    storeId: qingyunStore,
    itemId: 'rice',
    source: { kind: 'donation' as const, note: '定向捐赠', id: 'a-gift' },
  }
  const shelve = (id: string, quantity: number, only: { areaPath: string | null; inNeed: boolean }) =>
    town.atomically((tx) => receiveStock(tx, { id, quantity, ...lot, only, actorId: 'adminZheng', now: town.now() }))
  const { path } = await areaById(town.db, zhenxing)
  await shelve('lot-need', 1, { areaPath: null, inNeed: true })
  await shelve('lot-elsewhere', 5, { areaPath: path, inNeed: false })
  expect(await (await town.as('zhangWei').get(`/pairings/${pairingId}/goods`)).text()).toContain('1 袋')
  expect((await offerRice(town, pairingId)).status).toBe(303)
  const reserved = async () => (await town.db.select().from(stockLots).where(eq(stockLots.id, 'lot-need')))[0]?.reserved
  expect(await reserved()).toBe(1)
  expect((await offerRice(town, pairingId)).status).toBe(409)
  const [gift] = await town.db.select().from(charityGifts)
  expect((await town.as('wangFang').post(`/gifts/${gift?.id}`, { id: form(), step: 'accept' })).status).toBe(303)
  expect(await reserved()).toBe(1)
})

it('passes on to the pool what an order gives back after the household closed, once, with the expiry it had', async () => {
  const { town, householdId } = await neighbours()
  await fill({ town, householdId }, 40)
  const placed = await town.as('wangFang').api('POST', '/orders', rice(householdId), form())
  const order = (await placed.json()) as { id: string; number: string }
  await town.as('keeperMa').api('POST', '/counter/hand-overs', { storeId: qingyunStore, read: order.number }, form())
  for (const who of ['wangFang', 'liNa'] as const) await town.as(who).post('/household/leave', { id: form() })
  expect((await balancesOf(town.db, poolIdOf(qingyun))).available).toBe(10)

  const back = await town.as('keeperMa').api('POST', `/orders/${order.id}/refunds`, { reason: '包装破损' }, form())
  expect(back.status).toBe(200)
  expect((await balancesOf(town.db, householdId)).available).toBe(30)
  const passOn = () => town.atomically((tx) => passOnLeftovers(tx, { id: householdId, now: town.now() }))
  expect((await Promise.all([passOn(), passOn()])).sort()).toEqual([false, true])
  await town.advance(hour)
  expect((await balancesOf(town.db, householdId)).available).toBe(0)
  expect((await balancesOf(town.db, 'wangFang')).available).toBe(100)
  const pool = await town.db
    .select()
    .from(lots)
    .where(eq(lots.ownerId, poolIdOf(qingyun)))
    .orderBy(lots.id)
  expect(pool.map(({ available }) => available).sort()).toEqual([10, 30])
  expect(new Set(pool.map(({ expiresAt }) => expiresAt.toISOString()))).toEqual(new Set(['2028-03-31T16:00:00.000Z']))
  expect(await books(town)).toEqual([])
})
