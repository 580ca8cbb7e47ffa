import { asc, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { deliveries } from '../../../db/schema/deliveries.ts'
import { people } from '../../../db/schema/people.ts'
import { purses } from '../../../db/schema/points.ts'
import { stockMoves } from '../../../db/schema/stock.ts'
import { orders } from '../../../db/schema/stores.ts'
import { givePoints, openShops } from '../../../test/shop.ts'
import { openTown, qingyunStore, type Town } from '../../../test/town.ts'
import { day, hour } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { deletePerson } from '../../people/privacy/actions.ts'
import { verifyStock } from '../../stock/verify.ts'
import { placeOrder } from '../orders/actions.ts'
import { storesPersonal } from '../personal.ts'
import { deliveryIfAny } from './queries.ts'

const form = (fields: Record<string, string> = {}) => ({ id: newId(), ...fields })
const home = { address: '青云花园 3 栋 502', phone: '13800000000', note: '腿脚慢' }

/** liNa was named to carry for 青云's store; wangFang has ordered a bag of rice there. */
async function ordered() {
  const town = await openTown()
  await openShops(town)
  await givePoints(town, 'wangFang', 100)
  const [liNa] = await town.db.select().from(people).where(eq(people.id, 'liNa'))
  const name = form({ number: liNa?.number ?? '' })
  expect((await town.as('clerkLi').post(`/desk/stores/${qingyunStore}/deliverers`, name)).status).toBe(303)
  const lines = [{ itemId: 'rice', quantity: 1 }]
  const actor = await town.actor('wangFang')
  const asked = {
    id: newId(),
    personId: 'wangFang',
    storeId: qingyunStore,
    lines,
    elder: false,
    actor,
    now: town.now(),
  }
  const order = await town.atomically((tx) => placeOrder(tx, town.secrets, { ...asked, channel: 'online' }))
  return { town, id: order.id, number: order.number }
}

const ask = (town: Town, id: string, who = 'wangFang') => town.as(who).post(`/orders/${id}/delivery`, form(home))
const press = async (town: Town, who: string, id: string, step: string, fields = {}) =>
  (await town.as(who).post(`/deliveries/${id}/${step}`, form(fields))).status
const pageOf = async (town: Town, who: string, path: string) => (await town.as(who).get(path)).text()
const doorCode = async (town: Town, id: string) =>
  (await pageOf(town, 'wangFang', `/orders/${id}`)).match(/qr-text">(\d{3}) (\d{3})</)
async function codeAt(town: Town, id: string) {
  const sealed = (await deliveryIfAny(town.db, id))?.doorCodeSealed ?? ''
  return town.secrets.unseal(sealed)
}
const purseOf = async (town: Town) =>
  (await town.db.select().from(purses).where(eq(purses.ownerId, 'wangFang')).orderBy(asc(purses.ownerId)))[0]
const stateOf = async (town: Town, id: string) => (await town.db.select().from(orders).where(eq(orders.id, id)))[0]

it('is brought to the door, handed over against the code that only the resident sees, and paid once', async () => {
  const { town, id } = await ordered()
  expect((await ask(town, id)).status).toBe(303)
  expect(await pageOf(town, 'liNa', '/deliveries')).toContain('大米')
  expect(await press(town, 'liNa', id, 'take')).toBe(303)
  expect(await pageOf(town, 'liNa', `/deliveries/${id}`)).toContain(home.address)
  const code = await codeAt(town, id)
  expect((await doorCode(town, id))?.slice(1).join('')).toBe(code)
  expect(await pageOf(town, 'liNa', `/deliveries/${id}`)).not.toContain(code)

  const both = await Promise.all([1, 2, 3].map(() => press(town, 'liNa', id, 'hand-over', { code: `RYD${code}` })))
  expect(both.filter((status) => status === 303)).toHaveLength(1)
  expect((await stateOf(town, id))?.state).toBe('collected')
  expect(await purseOf(town)).toMatchObject({ available: 70, held: 0 })
  expect(await verifyStock(town.db)).toEqual([])
})

it('shows the address to nobody but who took it, lists every look, and forgets it afterwards', async () => {
  const { town, id } = await ordered()
  await ask(town, id)
  const [row] = await town.db.select().from(deliveries).where(eq(deliveries.orderId, id))
  expect(JSON.stringify(row)).not.toContain('青云花园')
  for (const who of ['liNa', 'keeperMa', 'clerkLi', 'adminZheng', 'zhangWei'])
    expect([who, (await town.as(who).get(`/deliveries/${id}`)).status]).toEqual([who, 404])
  await press(town, 'keeperMa', id, 'take')
  expect(await pageOf(town, 'keeperMa', `/deliveries/${id}`)).toContain(home.address)
  expect((await town.as('liNa').get(`/deliveries/${id}`)).status).toBe(404)
  expect(await pageOf(town, 'clerkLi', `/desk/stores/${qingyunStore}/deliveries`)).not.toContain(home.address)
  expect(await pageOf(town, 'wangFang', '/me/looks')).toContain('看了您的地址')

  await press(town, 'keeperMa', id, 'hand-over', { code: await codeAt(town, id) })
  expect(await deliveryIfAny(town.db, id)).toMatchObject({
    state: 'delivered',
    addressSealed: null,
    doorCodeSealed: null,
  })
  expect((await town.as('keeperMa').get(`/deliveries/${id}`)).status).toBe(404)
})

it('counts wrong codes and locks the door after five', async () => {
  const { town, id } = await ordered()
  await ask(town, id)
  await press(town, 'liNa', id, 'take')
  const code = await codeAt(town, id)
  const wrong = code === '000000' ? '111111' : '000000'
  const answer = await town.as('liNa').post(`/deliveries/${id}/hand-over`, form({ code: wrong }))
  expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('还可以试 4 次')])
  for (let turn = 0; turn < 4; turn++) expect(await press(town, 'liNa', id, 'hand-over', { code: wrong })).toBe(409)
  expect(await press(town, 'liNa', id, 'hand-over', { code })).toBe(409)
  expect((await stateOf(town, id))?.state).toBe('ready')
})

it('leaves the books once when the door, the counter and whoever puts it back meet', async () => {
  const { town, id, number } = await ordered()
  await ask(town, id)
  await press(town, 'liNa', id, 'take')
  const code = await codeAt(town, id)
  const counter = (who: string) =>
    town.as(who).api('POST', '/counter/hand-overs', { storeId: qingyunStore, read: number }, newId())
  await Promise.all([
    press(town, 'liNa', id, 'hand-over', { code }),
    counter('keeperMa'),
    press(town, 'liNa', id, 'put-back'),
    counter('keeperYang'),
  ])
  await counter('keeperMa')
  expect((await stateOf(town, id))?.state).toBe('collected')
  expect(await purseOf(town)).toMatchObject({ available: 70, held: 0 })
  const issued = await town.db.select().from(stockMoves).where(eq(stockMoves.kind, 'issue')).orderBy(stockMoves.id)
  expect(issued.map(({ quantity }) => quantity)).toEqual([-1])
  expect(await verifyStock(town.db)).toEqual([])
})

it('goes to one of those who want to carry it', async () => {
  const { town, id } = await ordered()
  await ask(town, id)
  const tries = await Promise.all(['liNa', 'keeperMa', 'keeperYang'].map((who) => press(town, who, id, 'take')))
  expect(tries.filter((status) => status === 303)).toHaveLength(1)
  expect(await press(town, 'zhangWei', id, 'take')).toBe(404)
  expect(await press(town, 'wangFang', id, 'take')).toBe(404)
})

it('comes back to the store when nobody is at home, waits seven days there, and may be asked for once more', async () => {
  const { town, id } = await ordered()
  await ask(town, id)
  await press(town, 'liNa', id, 'take')
  await town.advance(hour)
  expect(await press(town, 'liNa', id, 'fail', { reason: '敲门没人应' })).toBe(303)
  const order = await stateOf(town, id)
  expect(order?.pickupUntil.getTime()).toBe(town.now().getTime() + 7 * day)
  expect(await deliveryIfAny(town.db, id)).toMatchObject({ state: 'failed', addressSealed: null })
  expect(await pageOf(town, 'wangFang', '/notices')).toContain('敲门没人应')
  expect((await ask(town, id)).status).toBe(303)
  await press(town, 'keeperMa', id, 'take')
  await press(town, 'keeperMa', id, 'fail', { reason: '又没人' })
  expect((await ask(town, id)).status).toBe(409)
  expect(await purseOf(town)).toMatchObject({ available: 70, held: 30 })
})

it('is not handed out at the counter while it is on its way, and not at the door once it was collected', async () => {
  const { town, id, number } = await ordered()
  await ask(town, id)
  await press(town, 'liNa', id, 'take')
  const atCounter = async () => {
    const body = { storeId: qingyunStore, read: number }
    const answer = await town.as('keeperMa').api('POST', '/counter/hand-overs', body, newId())
    return (await answer.json()) as { code?: string; outcome?: string }
  }
  expect(JSON.stringify(await atCounter())).toContain('order_on_its_way')
  await press(town, 'liNa', id, 'put-back')
  expect(JSON.stringify(await atCounter())).toContain('handed_over')
  expect(await deliveryIfAny(town.db, id)).toMatchObject({ state: 'ended', addressSealed: null })
  expect(await press(town, 'liNa', id, 'take')).toBe(409)
})

it('forgets the address when the order is canceled, and frees what a carrier forgot', async () => {
  const { town, id } = await ordered()
  await ask(town, id)
  await press(town, 'liNa', id, 'take')
  await town.advance(2 * day)
  expect(await deliveryIfAny(town.db, id)).toMatchObject({ state: 'asked', carrierId: null })
  await town.as('wangFang').post(`/orders/${id}/cancel`, form())
  expect(await deliveryIfAny(town.db, id)).toMatchObject({ state: 'ended', addressSealed: null, doorCodeSealed: null })
  expect(await purseOf(town)).toMatchObject({ available: 100, held: 0 })
})

it('keeps the goods at the store for another week when nobody brought them in time', async () => {
  const { town, id } = await ordered()
  await ask(town, id)
  await town.advance(7 * day + hour)
  expect((await stateOf(town, id))?.state).toBe('ready')
  expect(await deliveryIfAny(town.db, id)).toMatchObject({ state: 'ended', addressSealed: null })
  expect(await pageOf(town, 'wangFang', '/notices')).toContain('没人能送')
  await town.advance(7 * day + hour)
  expect((await stateOf(town, id))?.state).toBe('expired')
})

it('is offered where somebody was named to carry, and asked for by the owner alone', async () => {
  const { town, id } = await ordered()
  expect(await pageOf(town, 'wangFang', `/orders/${id}`)).toContain('送到家')
  for (const who of ['zhangWei', 'keeperMa', 'adminZheng']) expect((await ask(town, id, who)).status).toBe(404)
  await town.as('clerkLi').post(`/desk/stores/${qingyunStore}/deliverers/liNa/dismiss`, form())
  expect((await ask(town, id)).status).toBe(409)
  expect(await pageOf(town, 'wangFang', `/orders/${id}`)).not.toContain('送到家')
  const name = form({ number: '00000000' })
  expect((await town.as('clerkZhao').post(`/desk/stores/${qingyunStore}/deliverers`, name)).status).toBe(404)
  expect((await town.as('clerkLi').post(`/desk/stores/${qingyunStore}/deliverers`, name)).status).toBe(404)
})

it('does not lapse under whoever is on the way with it', async () => {
  const { town, id } = await ordered()
  await ask(town, id)
  await town.advance(7 * day - hour)
  expect(await press(town, 'liNa', id, 'take')).toBe(303)
  await town.advance(3 * hour)
  expect(await press(town, 'liNa', id, 'hand-over', { code: await codeAt(town, id) })).toBe(303)
  expect((await stateOf(town, id))?.state).toBe('collected')
})

it('prints the door code for its owner alone, and no code for the counter while it is on the way', async () => {
  const { town, id, number } = await ordered()
  expect(await pageOf(town, 'wangFang', `/orders/${id}/paper`)).toContain('荣誉超市取货单')
  await ask(town, id)
  await press(town, 'liNa', id, 'take')
  const code = (await codeAt(town, id)).replace(/^(...)/, '$1 ')
  const slip = await pageOf(town, 'wangFang', `/orders/${id}/paper`)
  expect([slip.includes('送货单'), slip.includes(code), slip.includes('荣誉超市取货单')]).toEqual([true, true, false])
  for (const who of ['keeperMa', 'liNa', 'clerkLi'])
    expect(await pageOf(town, who, `/orders/${id}/paper`)).not.toContain(code)
  const order = await pageOf(town, 'wangFang', `/orders/${id}`)
  expect([order.includes(code), order.includes('凭码领取')]).toEqual([true, false])
  expect(number).toMatch(/^\d{9}$/)
})

it('shows carriers no place closer than a community, and is not canceled while one of them stands at the door', async () => {
  const { town, id } = await ordered()
  await ask(town, id)
  const list = await pageOf(town, 'liNa', '/deliveries')
  expect([list.includes('青云社区'), list.includes('青云第一网格')]).toEqual([true, false])
  await press(town, 'liNa', id, 'take')
  const cancel = () => town.as('wangFang').api('POST', `/orders/${id}/cancel`, {})
  expect(await (await cancel()).json()).toMatchObject({ code: 'order_on_its_way' })
  expect(await pageOf(town, 'wangFang', `/orders/${id}`)).not.toContain('取消兑换')
  await press(town, 'liNa', id, 'put-back')
  expect((await cancel()).status).toBe(200)
})

it('lets whoever leaves the city’s books leave while it is on its way', async () => {
  const { town, id } = await ordered()
  await ask(town, id)
  await press(town, 'liNa', id, 'take')
  await town.atomically((tx) => deletePerson(tx, [storesPersonal], { personId: 'wangFang', now: town.now() }))
  expect((await stateOf(town, id))?.state).toBe('canceled')
  expect(await deliveryIfAny(town.db, id)).toMatchObject({ state: 'ended', addressSealed: null })
  expect(await verifyStock(town.db)).toEqual([])
})
