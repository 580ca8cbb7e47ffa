import { asc, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { purses } from '../../../db/schema/points.ts'
import { stockLots } from '../../../db/schema/stock.ts'
import { orders } from '../../../db/schema/stores.ts'
import { callOff, drafted, publish, running, take } from '../../../test/campaigns.ts'
import { givePoints, openShops, residents, zhenxingStore } from '../../../test/shop.ts'
import { openTown, qingyun, qingyunStore, type Town, zhenxing } from '../../../test/town.ts'
import { areaById } from '../../areas/queries.ts'
import { cityDay, day, hour, later } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { receiveStock } from '../../stock/actions.ts'
import { itemsOnShelf } from '../../stock/queries.ts'
import { verifyStock } from '../../stock/verify.ts'
import { campaignById, partsOf } from './queries.ts'

const shops = async (each = 100) => {
  const town = await openTown()
  await openShops(town, each)
  return town
}
const leftIn = async (town: Town, id: string) => (await partsOf(town.db, id)).map(({ left }) => left)
const soapOnShelf = async (town: Town) =>
  (await itemsOnShelf(town.db, qingyunStore, town.now())).find(({ id }) => id === 'soap')?.available ?? 0

it('sets its goods aside, so that ordinary orders cannot take them', async () => {
  const town = await shops(10)
  await givePoints(town, 'wangFang', 100)
  const { id } = await running(town, { queueReason: '先试一次' })
  expect([await leftIn(town, id), await soapOnShelf(town)]).toEqual([[10], 0])
  const order = { storeId: qingyunStore, lines: [{ itemId: 'soap', quantity: 1 }] }
  expect(await (await town.as('wangFang').api('POST', '/orders', order)).json()).toMatchObject({ code: 'stock_out' })
  await take(town, id, 'wangFang')
  expect([await leftIn(town, id), await soapOnShelf(town)]).toEqual([[9], 0])
  expect(await verifyStock(town.db)).toEqual([])
})

it('gives 100 of 100 to 400 who come at once, one each, and no more', async () => {
  const town = await shops()
  const people = await residents(town, 200, 20)
  const wish = { queueReason: '先到先得', stores: [{ storeId: qingyunStore, quantity: 100 }] }
  const { id } = await running(town, wish)
  const tries = await Promise.allSettled([...people, ...people].map((person) => take(town, id, person)))
  const codes = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
  expect(tries.length - codes.length).toBe(100)
  expect([...new Set(codes)].sort()).toEqual(expect.arrayContaining(['campaign_out']))
  expect(codes.every((code) => code === 'campaign_out' || code === 'campaign_limit')).toBe(true)
  const placed = await town.db.select().from(orders).where(eq(orders.campaignId, id)).orderBy(asc(orders.id))
  expect(new Set(placed.map(({ personId }) => personId)).size).toBe(100)
  expect(await leftIn(town, id)).toEqual([0])
  expect(await verifyStock(town.db)).toEqual([])
}, 60_000)

it('takes back what is canceled or lapses for the next, and lets the shelf have it when it is over', async () => {
  const town = await shops()
  await givePoints(town, 'wangFang', 100)
  await givePoints(town, 'zhangWei', 100)
  const wish = { queueReason: '先试一次', stores: [{ storeId: qingyunStore, quantity: 1 }] }
  const { id } = await running(town, { ...wish, closesAt: new Date(town.now().getTime() + 5 * day) })
  const first = await take(town, id, 'wangFang')
  await expect(take(town, id, 'zhangWei')).rejects.toMatchObject({ code: 'campaign_out' })
  await town.as('wangFang').api('POST', `/orders/${first.id}/cancel`, {})
  await take(town, id, 'zhangWei')
  await town.advance(3 * day + hour)
  expect([await leftIn(town, id), await soapOnShelf(town)]).toEqual([[1], 99])
  await town.advance(2 * day)
  await town.advance(hour)
  expect([await leftIn(town, id), await soapOnShelf(town)]).toEqual([[0], 100])
  expect((await campaignById(town.db, id)).state).toBe('ended')
  expect(await verifyStock(town.db)).toEqual([])
})

it('replaces the item’s limit by its own, and keeps the month’s', async () => {
  const town = await shops()
  await givePoints(town, 'wangFang', 400)
  const stores = [{ storeId: qingyunStore, quantity: 60 }]
  const { id } = await running(town, { itemId: 'rice', perPerson: 5, stores, queueReason: '试' })
  await take(town, id, 'wangFang', { itemId: 'rice', quantity: 4 })
  await expect(take(town, id, 'wangFang', { itemId: 'rice', quantity: 2 })).rejects.toMatchObject({
    code: 'campaign_limit',
    details: { limit: 5, left: 1 },
  })
  await expect(take(town, id, 'wangFang', { itemId: 'soap' })).rejects.toMatchObject({ code: 'campaign_other_item' })
  const oil = await running(town, { itemId: 'oil', perPerson: 2, stores, queueReason: '试' })
  await expect(take(town, oil.id, 'wangFang', { itemId: 'oil', quantity: 2 })).rejects.toMatchObject({
    code: 'limit_month_points',
  })
})

it('is for the residents of its area, at its stores and in its time', async () => {
  const town = await shops()
  for (const name of ['wangFang', 'chenJie']) await givePoints(town, name, 100)
  const opensAt = new Date(town.now().getTime() + hour)
  const { id, closesAt } = await running(town, { areaId: qingyun, opensAt, queueReason: '试' })
  await expect(take(town, id, 'wangFang')).rejects.toMatchObject({ code: 'campaign_not_yet' })
  await town.advance(hour)
  await expect(take(town, id, 'chenJie')).rejects.toMatchObject({ code: 'not_eligible_here' })
  const elsewhere = take(town, id, 'wangFang', { storeId: zhenxingStore })
  await expect(elsewhere).rejects.toMatchObject({ code: 'campaign_not_at_store' })
  await take(town, id, 'wangFang')
  town.setTime(closesAt)
  await expect(take(town, id, 'zhangWei')).rejects.toMatchObject({ code: 'campaign_closed' })
})

it('can be called off: points and goods come back, and everybody who ordered is told why', async () => {
  const town = await shops()
  await givePoints(town, 'wangFang', 100)
  const campaign = await running(town, { queueReason: '试' })
  const order = await take(town, campaign.id, 'wangFang')
  await callOff(town, campaign, '这批货召回')
  const [purse] = await town.db.select().from(purses).where(eq(purses.ownerId, 'wangFang'))
  expect(purse).toMatchObject({ available: 100, held: 0 })
  expect([await leftIn(town, campaign.id), await soapOnShelf(town)]).toEqual([[0], 100])
  const [given] = await town.db.select().from(orders).where(eq(orders.id, order.id))
  expect(given?.state).toBe('canceled')
  const page = await (await town.as('wangFang').get('/notices')).text()
  expect(page).toContain('这批货召回')
  await expect(take(town, campaign.id, 'wangFang')).rejects.toMatchObject({ code: 'campaign_closed' })
  expect(await verifyStock(town.db)).toEqual([])
})

it('leaves nothing reserved when people order in the moment it is called off', async () => {
  const town = await shops()
  const people = await residents(town, 12, 20)
  const campaign = await running(town, { queueReason: '试', stores: [{ storeId: qingyunStore, quantity: 12 }] })
  const tries = people.map((person) => take(town, campaign.id, person))
  const called = callOff(town, campaign)
  await Promise.allSettled(tries)
  await called
  expect([await leftIn(town, campaign.id), await soapOnShelf(town)]).toEqual([[0], 100])
  expect(await verifyStock(town.db)).toEqual([])
})

it('does not start while coverage is red, and says why; what has begun goes on', async () => {
  const town = await shops(20)
  await givePoints(town, 'wangFang', 100)
  const begun = await running(town, { queueReason: '试', stores: [{ storeId: qingyunStore, quantity: 5 }] })
  const waiting = await drafted(town, { queueReason: '试', stores: [{ storeId: qingyunStore, quantity: 5 }] })
  await givePoints(town, 'liNa', 100_000)
  await expect(publish(town, waiting)).rejects.toMatchObject({ code: 'campaign_coverage_red' })
  const press = { id: newId(), version: String(waiting.version) }
  const page = await town.as('adminZheng').post(`/desk/campaigns/${waiting.id}/publish`, press)
  expect([page.status, await page.text()]).toEqual([409, expect.stringContaining('亮红灯')])
  expect((await take(town, begun.id, 'wangFang')).state).toBe('ready')
})

it('proposes a draw for what is scarce; who wants a queue has to say why', async () => {
  const town = await shops()
  const scarce = { areaId: zhenxing, stores: [{ storeId: zhenxingStore, quantity: 50 }] }
  await expect(drafted(town, scarce)).rejects.toMatchObject({
    code: 'campaign_scarce',
    details: { pieces: 50, residents: 3000 },
  })
  expect((await drafted(town, { ...scarce, mode: 'draw' })).mode).toBe('draw')
  expect((await drafted(town, { ...scarce, queueReason: '当天要发完' })).queueReason).toBe('当天要发完')
})

const onForm = {
  title: '三万只口罩',
  words: '先到先得',
  itemId: 'soap',
  mode: 'draw',
  areaId: qingyun,
  perPerson: '1',
  opensAt: '2026-03-02T10:00',
  closesAt: '2026-03-05T18:00',
  queueReason: '',
}

it('is planned on the desk by whoever runs the area and its stores, shown to residents when published', async () => {
  const town = await shops()
  const wish = { ...onForm, id: newId(), [`pieces.${qingyunStore}`]: '30' }
  const answer = await town.as('clerkLi').post('/desk/campaigns', wish)
  expect(answer.status).toBe(303)
  const address = answer.headers.get('location') ?? ''
  const id = address.split('/').at(-1) as string
  expect((await town.as('clerkLi').post('/desk/campaigns', wish)).headers.get('location')).toBe(address)
  expect((await town.as('wangFang').get(`/campaigns/${id}`)).status).toBe(404)
  expect((await town.as('clerkZhao').get(address)).status).toBe(404)
  expect((await town.as('clerkZhao').post(`${address}/publish`, { id: newId(), version: '1' })).status).toBe(404)

  expect((await town.as('clerkLi').post(`${address}/publish`, { id: newId(), version: '1' })).status).toBe(303)
  await town.advance(2 * hour)
  await givePoints(town, 'wangFang', 20)
  expect(await (await town.as('wangFang').get(`/campaigns/${id}`)).text()).toContain('报名摇号')
  const entry = { id: newId(), storeId: qingyunStore }
  expect((await town.as('wangFang').post(`/campaigns/${id}/entry`, entry)).status).toBe(303)
  expect((await town.as('wangFang').post(`/campaigns/${id}/entry`, entry)).status).toBe(303)
  expect(await (await town.as('wangFang').get(`/campaigns/${id}`)).text()).toContain('1 号')
  expect((await town.as('wangFang').post(`/campaigns/${id}/entry/withdraw`, { id: newId() })).status).toBe(303)
})

it('refuses what does not fit, at the field, and foreign areas and stores', async () => {
  const town = await shops()
  const send = async (change: Record<string, string>, who = 'clerkLi') => {
    const fields = { ...onForm, [`pieces.${qingyunStore}`]: '30', ...change, id: newId() }
    const answer = await town.as(who).post('/desk/campaigns', fields)
    return [answer.status, (await answer.text()).match(/role="alert"[^>]*>([^<]*)/)?.[1]]
  }
  expect(await send({ closesAt: '2026-03-02T09:00' })).toEqual([422, '结束时间要晚于开始时间。'])
  expect(await send({ closesAt: '2026-03-05T20:01' })).toEqual([422, expect.stringContaining('晚上 8 点前')])
  expect((await send({ perPerson: '31' }))[0]).toBe(422)
  expect((await send({ [`pieces.${qingyunStore}`]: '0' }))[0]).toBe(422)
  expect((await send({ title: '<script>alert(1)</script>' }))[0]).toBe(303)
  expect((await send({ areaId: zhenxing }))[0]).toBe(403)
  expect((await send({ [`pieces.${zhenxingStore}`]: '5' }))[0]).toBe(403)
  expect((await send({ itemId: 'none' }))[0]).toBe(404)
})

it('shows both versions to whoever saves an older one', async () => {
  const town = await shops()
  const { id } = await drafted(town, { mode: 'draw', areaId: qingyun })
  const save = (title: string) =>
    town.as('clerkLi').post(`/desk/campaigns/${id}`, {
      ...onForm,
      ...{ title, version: '1', [`pieces.${qingyunStore}`]: '5' },
    })
  expect((await save('第一个')).status).toBe(303)
  const second = await save('第二个')
  expect([second.status, await second.text()]).toEqual([
    409,
    expect.stringMatching(/第一个[\s\S]*第二个|第二个[\s\S]*第一个/),
  ])
})

it('is read, ordered from, entered and left over the API as well', async () => {
  const town = await shops()
  await givePoints(town, 'wangFang', 100)
  const [queue, draw] = [await running(town, { queueReason: '试' }), await running(town, { mode: 'draw' })]
  const { campaigns } = (await (await town.as(undefined).api('GET', '/campaigns')).json()) as { campaigns: unknown[] }
  expect(campaigns).toHaveLength(2)
  const key = newId()
  const want = { storeId: qingyunStore, quantity: 1 }
  const order = await town.as('wangFang').api('POST', `/campaigns/${queue.id}/orders`, want, key)
  const again = await town.as('wangFang').api('POST', `/campaigns/${queue.id}/orders`, want, key)
  expect([order.status, await again.json()]).toEqual([201, await order.json()])
  expect(await leftIn(town, queue.id)).toEqual([9])

  const entry = await town.as('wangFang').api('POST', `/campaigns/${draw.id}/entry`, { storeId: qingyunStore }, newId())
  expect(await entry.json()).toMatchObject({ number: 1, state: 'entered', place: null })
  expect((await town.as('liNa').api('GET', `/campaigns/${draw.id}/entry`)).status).toBe(404)
  const left = await town.as('wangFang').api('POST', `/campaigns/${draw.id}/entry/withdraw`, undefined, newId())
  expect(await left.json()).toMatchObject({ number: 1, state: 'withdrawn' })
})

it('is not for whoever says that they moved there once it was public', async () => {
  const town = await shops()
  await givePoints(town, 'chenJie', 100)
  const { id } = await running(town, { areaId: qingyun, queueReason: '先试一次' })
  await expect(take(town, id, 'chenJie')).rejects.toMatchObject({ code: 'not_eligible_here' })
  await town.advance(hour)
  expect((await town.as('chenJie').api('PATCH', '/me', { areaId: qingyun })).status).toBe(200)
  await expect(take(town, id, 'chenJie')).rejects.toMatchObject({ code: 'moved_since' })
  expect(await (await town.as('chenJie').get(`/campaigns/${id}`)).text()).toContain('下次活动起可以参加')
  await town.advance(hour)
  const next = await running(town, { areaId: qingyun, queueReason: '再试一次' })
  await take(town, next.id, 'chenJie')
})

it('lets somebody take part who only moved to another grid of their community', async () => {
  const town = await shops()
  await givePoints(town, 'wangFang', 100)
  const { id } = await running(town, { areaId: qingyun, queueReason: '先试一次' })
  await town.advance(hour)
  expect((await town.as('wangFang').api('PATCH', '/me', { areaId: qingyun })).status).toBe(200)
  await take(town, id, 'wangFang')
})

it('fills its orders from its own goods, not from those that a donor gave for some', async () => {
  const town = await shops(10)
  await givePoints(town, 'wangFang', 100)
  const { id } = await running(town, { queueReason: '先试一次' })
  const { path } = await areaById(town.db, qingyun)
  const lot = { id: 'lot-for-qingyun', storeId: qingyunStore, itemId: 'soap', quantity: 3, expiresOn: '2026-06-01' }
  const source = { kind: 'donation' as const, note: '给青云', id: 'a-gift' }
  await town.atomically((tx) =>
    receiveStock(tx, {
      ...lot,
      source,
      only: { areaPath: path, inNeed: false },
      actorId: 'adminZheng',
      now: town.now(),
    }),
  )
  const order = await take(town, id, 'wangFang')
  const free = async () => {
    const [given] = await town.db.select().from(stockLots).where(eq(stockLots.id, lot.id))
    return (given?.onHand ?? 0) - (given?.reserved ?? 0)
  }
  expect([await leftIn(town, id), await free()]).toEqual([[9], 3])
  await town.as('wangFang').api('POST', `/orders/${order.id}/cancel`, {})
  expect([await leftIn(town, id), await free()]).toEqual([[10], 3])
  expect(await verifyStock(town.db)).toEqual([])
})

it('sets nothing aside that would be bad before the last who orders has collected it', async () => {
  const town = await shops(10)
  const expiresOn = cityDay(later(town.now(), 3 * day))
  await town.atomically((tx) => tx.update(stockLots).set({ expiresOn }).where(eq(stockLots.itemId, 'soap')))
  await expect(running(town, { queueReason: '先试一次' })).rejects.toMatchObject({ code: 'stock_out' })
})
