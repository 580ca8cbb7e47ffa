import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { stores } from '../../db/schema/stock.ts'
import { givePoints, openShops, zhenxingStore } from '../../test/shop.ts'
import { openTown, qingyun, qingyunStore } from '../../test/town.ts'
import { newId } from '../kit/ids.ts'

async function shops() {
  const town = await openTown()
  await openShops(town)
  await givePoints(town, 'wangFang', 200)
  return town
}

const orderIdOf = (answer: Response) => answer.headers.get('location')?.split('/').at(-1) ?? ''

it('lets a resident order several things on a plain form and shows the pickup code', async () => {
  const town = await shops()
  const wangFang = town.as('wangFang')
  const shelf = await (await wangFang.get(`/stores/${qingyunStore}`)).text()
  expect(shelf).toContain('大米 5 公斤')
  expect(shelf).toContain('正在营业，到 20:00')

  const fields = { id: newId(), 'pieces.rice': '1', 'pieces.soap': '2', 'pieces.oil': '0', proxyName: '李明' }
  const placed = await wangFang.post(`/stores/${qingyunStore}/orders`, fields)
  expect(placed.status).toBe(303)
  expect((await wangFang.post(`/stores/${qingyunStore}/orders`, fields)).headers.get('location')).toBe(
    placed.headers.get('location'),
  )
  const page = await (await wangFang.get(`/orders/${orderIdOf(placed)}`)).text()
  for (const words of ['取货码', '<svg', '大米 5 公斤', '青云荣誉超市', '李明', '取消兑换', '延长 48 小时'])
    expect(page).toContain(words)
  expect(await (await wangFang.get('/orders')).text()).toContain('待领取')
  expect(await (await wangFang.get(`/orders/${orderIdOf(placed)}/paper`)).text()).toContain('荣誉超市取货单')
})

it('shows the same shelf again with what was chosen, and a sentence, when it cannot be', async () => {
  const town = await shops()
  const chosen = { id: newId(), 'pieces.rice': '2', 'pieces.oil': '2', 'pieces.soap': '7' }
  const refused = await town.as('wangFang').post(`/stores/${qingyunStore}/orders`, chosen)
  expect(refused.status).toBe(409)
  const page = await refused.text()
  expect(page).toContain('每人每月最多兑换 10 件')
  expect(page).toMatch(/<option value="7" selected/)
  const odd = await town.as('wangFang').post(`/stores/${qingyunStore}/orders`, { id: newId(), 'pieces.rice': '一' })
  expect(odd.status).toBe(422)
})

it('cancels and extends with a button, once however often it is pressed', async () => {
  const town = await shops()
  const wangFang = town.as('wangFang')
  const id = orderIdOf(await wangFang.post(`/stores/${qingyunStore}/orders`, { id: newId(), 'pieces.rice': '1' }))
  const press = { id: newId() }
  for (const _ of [1, 2]) expect((await wangFang.post(`/orders/${id}/extend`, press)).status).toBe(303)
  expect((await wangFang.post(`/orders/${id}/extend`, { id: newId() })).status).toBe(409)
  expect((await town.as('zhangWei').post(`/orders/${id}/cancel`, { id: newId() })).status).toBe(404)
  expect((await town.as('zhangWei').get(`/orders/${id}`)).status).toBe(404)
  expect((await wangFang.post(`/orders/${id}/cancel`, { id: newId() })).status).toBe(303)
  expect(await (await wangFang.get(`/orders/${id}`)).text()).toContain('积分已退回')
})

it('hands over at the counter from the typed number to the big button', async () => {
  const town = await shops()
  const order = (await (
    await town
      .as('wangFang')
      .api('POST', '/orders', { storeId: qingyunStore, lines: [{ itemId: 'rice', quantity: 2 }] }, newId())
  ).json()) as { number: string; points: number }
  expect(order.points).toBe(60)
  const keeper = town.as('keeperMa')
  expect(await (await keeper.get('/counter')).text()).toContain('autofocus')

  const scan = { id: newId(), storeId: qingyunStore, read: order.number }
  const seen = await keeper.post('/counter/scans', scan)
  const shown = await (await keeper.get(seen.headers.get('location') as string)).text()
  for (const words of ['王*', '大米 5 公斤', '交给居民', '手机号后四位']) expect(shown).toContain(words)
  expect(shown).not.toContain('王芳')

  const given = { id: newId(), storeId: qingyunStore, read: order.number, 'pieces.rice': '2', proof: '0000' }
  const handed = await keeper.post('/counter/hand-overs', given)
  const said = await (await keeper.get(handed.headers.get('location') as string)).text()
  expect(said).toContain('不对')
  expect(said).toContain('交给居民')
})

it('refuses a counter that is not the keeper’s, and keeps nothing', async () => {
  const town = await shops()
  const scan = { id: newId(), storeId: zhenxingStore, read: '123' }
  expect((await town.as('keeperMa').post('/counter/scans', scan)).status).toBe(403)
  expect((await town.as('keeperMa').get(`/counter/scans/${scan.id}`)).status).toBe(404)
  expect((await town.as('wangFang').post('/counter/scans', scan)).status).toBe(403)
})

it('speaks the same over the API, with a stable code for each no', async () => {
  const town = await shops()
  const [wangFang, keeper, luo] = [town.as('wangFang'), town.as('keeperMa'), town.as('keeperLuo')]
  const asked = { storeId: qingyunStore, lines: [{ itemId: 'rice', quantity: 1 }] }
  const key = newId()
  const answers = await Promise.all(Array.from({ length: 8 }, () => wangFang.api('POST', '/orders', asked, key)))
  const bodies = await Promise.all(answers.map((answer) => answer.text()))
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201))
  expect(new Set(bodies).size).toBe(1)
  const order = JSON.parse(bodies[0] as string) as { id: string; pickupCode: string }
  expect(((await (await wangFang.api('GET', '/orders')).json()) as { orders: unknown[] }).orders).toHaveLength(1)

  const read = order.pickupCode
  const elsewhere = await luo.api('POST', '/counter/scans', { storeId: zhenxingStore, read }, newId())
  expect([elsewhere.status, await elsewhere.json()]).toMatchObject([409, { code: 'order_elsewhere' }])
  const scanned = await keeper.api('POST', '/counter/scans', { storeId: qingyunStore, read }, newId())
  expect(await scanned.json()).toMatchObject({ outcome: 'shown', orders: [{ id: order.id, state: 'ready' }] })

  const handKey = newId()
  const hand = () => keeper.api('POST', '/counter/hand-overs', { storeId: qingyunStore, read }, handKey)
  const handed = await Promise.all(Array.from({ length: 8 }, hand))
  expect(handed.map(({ status }) => status)).toEqual(Array(8).fill(200))
  const again = await keeper.api('POST', '/counter/hand-overs', { storeId: qingyunStore, read }, newId())
  expect([again.status, await again.json()]).toMatchObject([409, { code: 'order_collected' }])

  const back = { reason: '包装破损' }
  expect((await wangFang.api('POST', `/orders/${order.id}/refunds`, back, newId())).status).toBe(403)
  const refunded = await keeper.api('POST', `/orders/${order.id}/refunds`, back, newId())
  expect(await refunded.json()).toMatchObject({ state: 'refunded', lines: [{ returned: 1 }] })
  expect((await town.as('zhangWei').api('GET', `/orders/${order.id}`)).status).toBe(404)
})

it('tells anybody which stores there are, and what lies on their shelves', async () => {
  const town = await shops()
  const nobody = town.as(undefined)
  expect(await (await nobody.get('/stores')).text()).toContain('振兴荣誉超市')
  expect(await (await nobody.get(`/stores/${qingyunStore}`)).text()).toContain('登录后就能看到您的积分')
  const { stores } = (await (await nobody.api('GET', '/stores')).json()) as {
    stores: { id: string; openNow: boolean }[]
  }
  expect(stores).toMatchObject([{ id: qingyunStore, openNow: true }, { id: zhenxingStore }])
  const shelf = await (await nobody.api('GET', `/stores/${qingyunStore}/items`)).json()
  expect(shelf).toMatchObject({ items: [{ id: 'soap', available: 100 }, { id: 'rice' }, { id: 'oil' }] })
  expect(await (await nobody.get('/counter/key.json')).json()).toMatchObject({ kty: 'OKP', crv: 'Ed25519' })
  expect((await nobody.api('GET', '/stores/none')).status).toBe(404)
})

const fields = {
  name: '文澜荣誉超市',
  areaId: qingyun,
  address: '文澜路 1 号',
  phone: '',
  hours0: '09:00-12:00 14:00-17:30',
}

it('lets staff open and change a store, one version after another', async () => {
  const town = await shops()
  const clerk = town.as('clerkLi')
  const id = newId()
  const added = await clerk.post('/desk/stores', { ...fields, id })
  expect(added.headers.get('location')).toBe(`/desk/stores/${id}`)
  const change = { ...fields, version: '1', status: 'open', address: '文澜路 2 号' }
  expect((await clerk.post(`/desk/stores/${id}`, change)).status).toBe(303)
  const stale = await clerk.post(`/desk/stores/${id}`, change)
  expect(stale.status).toBe(409)
  expect(await stale.text()).toContain('文澜路 2 号')
  expect((await clerk.post('/desk/stores', { ...fields, id: newId(), hours0: '9 点到 5 点' })).status).toBe(422)
})

it('keeps staff to their own area, and strangers out', async () => {
  const town = await shops()
  expect((await town.as('clerkZhao').post('/desk/stores', { ...fields, id: newId() })).status).toBe(403)
  expect((await town.as('clerkZhao').get(`/desk/stores/${qingyunStore}`)).status).toBe(404)
  expect((await town.as('clerkZhao').get(`/desk/stores/${qingyunStore}/orders`)).status).toBe(404)
  expect((await town.as('keeperMa').get(`/desk/stores/${qingyunStore}/orders`)).status).toBe(200)
  expect((await town.as('wangFang').get('/desk/stores')).status).toBe(403)
})

it.each(['2026-99-99', '2026-02-30', '%00', 'today'])(
  'lists a store’s orders though asked for the day %s',
  async (day) => {
    const town = await openTown()
    await openShops(town)
    expect((await town.as('keeperMa').get(`/desk/stores/${qingyunStore}/orders?day=${day}`)).status).toBe(200)
  },
)

it('lets a keeper read about their store, with no form that nobody would take from them', async () => {
  const town = await openTown()
  await openShops(town)
  const page = async (who: 'keeperMa' | 'clerkLi') => (await town.as(who).get(`/desk/stores/${qingyunStore}`)).text()
  const keepers = await page('keeperMa')
  expect(keepers).toContain('要改这些，请找社区工作人员')
  expect(keepers).not.toContain('name="areaId"')
  expect(await page('clerkLi')).toContain('name="areaId"')
})

it('offers nothing at a store that has closed, and says where to go instead', async () => {
  const town = await openTown()
  await openShops(town)
  await town.atomically(async (tx) => {
    await tx.update(stores).set({ status: 'closed' }).where(eq(stores.id, qingyunStore))
  })
  const page = await (await town.as('wangFang').get(`/stores/${qingyunStore}`)).text()
  expect(page).toContain('这家超市已停止兑换')
  expect(page).not.toMatch(/大米|营业时间|货架暂时空了/)
})

it('lets nobody guess numbers at a counter faster than people queue there', async () => {
  const town = await shops()
  const guess = () =>
    town.as('keeperMa').post('/counter/scans', { id: newId(), storeId: qingyunStore, read: '123456782' })
  const statuses: number[] = []
  for (let guesses = 0; guesses < 121; guesses++) statuses.push((await guess()).status)
  expect(statuses.indexOf(429)).toBe(120)
})
