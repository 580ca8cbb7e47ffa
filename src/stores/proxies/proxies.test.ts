import { and, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { notices } from '../../../db/schema/notices.ts'
import { people } from '../../../db/schema/people.ts'
import { proxies, proxyCollections } from '../../../db/schema/proxies.ts'
import { orders } from '../../../db/schema/stores.ts'
import { by, form } from '../../../test/households.ts'
import { givePoints, openShops } from '../../../test/shop.ts'
import { openTown, qingyunStore, type Town } from '../../../test/town.ts'
import { day, later } from '../../kit/clock.ts'
import { personCode } from '../../people/cards/codes.ts'
import { personById } from '../../people/queries.ts'
import { nameProxy, recordProxy } from './actions.ts'
import type { StandIn } from './queries.ts'

/** wangFang has ordered at 青云; liNa is her neighbour. */
async function ordered(itemId: 'rice' | 'oil' = 'rice') {
  const town = await openTown()
  await openShops(town)
  await givePoints(town, 'wangFang', 100)
  const body = { storeId: qingyunStore, lines: [{ itemId, quantity: 1 }] }
  const answer = await town.as('wangFang').api('POST', '/orders', body, form())
  return { town, order: (await answer.json()) as { id: string; number: string } }
}

const standing = (town: Town, personId = 'liNa', days = 30) =>
  by(town, 'wangFang', (tx, now) => nameProxy(tx, { id: form(), personId, until: later(now.now, days * day), ...now }))

const handOver = (town: Town, read: string, proxyId?: string, proof?: string) =>
  town
    .as('keeperMa')
    .api(
      'POST',
      '/counter/hand-overs',
      { storeId: qingyunStore, read, ...(proxyId && { proxyId }), ...(proof && { proof }) },
      form(),
    )

const codeOf = async (town: Town, personId: string) =>
  personCode(town.secrets, await personById(town.db, personId), town.now()).qr

it('hands over to a proxy who shows their own code and tells the number, writes down who took it, and tells the owner', async () => {
  const { town, order } = await ordered()
  const { id: proxyId } = await standing(town)
  const scan = { id: form(), storeId: qingyunStore, read: await codeOf(town, 'liNa') }
  await town.as('keeperMa').post('/counter/scans', scan)
  const page = await (await town.as('keeperMa').get(`/counter/scans/${scan.id}`)).text()
  expect(page).toContain('可代 王* 领取')
  expect(page).not.toContain('王芳')
  const shown = { id: form(), storeId: qingyunStore, read: order.number }
  await town.as('keeperMa').post('/counter/scans', shown)
  expect(await (await town.as('keeperMa').get(`/counter/scans/${shown.id}`)).text()).toContain('李娜代领（码已核对）')

  const fields = { id: form(), storeId: qingyunStore, read: order.number, proxyId, 'pieces.rice': '1' }
  expect((await town.as('keeperMa').post('/counter/hand-overs', fields)).status).toBe(303)
  expect(await town.db.select().from(proxyCollections)).toMatchObject([
    { orderId: order.id, personId: 'liNa', ownCode: true },
  ])
  const told = await town.db
    .select()
    .from(notices)
    .where(and(eq(notices.personId, 'wangFang'), eq(notices.href, `/orders/${order.id}`)))
  expect(told.map(({ body }) => body.zh).join()).toContain('由李娜代为领取')
})

it('hands over to a proxy who brings the order’s own code, and writes down that theirs was not read', async () => {
  const { town, order } = await ordered()
  const { id: proxyId } = await standing(town)
  expect((await handOver(town, order.number, proxyId)).status).toBe(200)
  expect(await town.db.select().from(proxyCollections)).toMatchObject([{ ownCode: false }])
})

it('refuses a proxy who was revoked, whose day has passed, who was named for another order, and the keeper', async () => {
  const { town, order } = await ordered()
  const { id: revoked } = await standing(town)
  expect(
    (await town.as('wangFang').post('/orders/proxies/step', { id: form(), proxyId: revoked, step: 'revoke' })).status,
  ).toBe(303)
  const { id: keeper } = await standing(town, 'keeperMa')
  const { id: stranger } = await by(town, 'zhangWei', (tx, now) =>
    nameProxy(tx, { id: form(), personId: 'liNa', until: later(now.now, day), ...now }),
  )
  const { id: over } = await standing(town, 'chenJie', 1)
  town.setTime(later(town.now(), 2 * day))
  for (const proxyId of [revoked, keeper, stranger, over])
    expect((await handOver(town, order.number, proxyId)).ok).toBe(false)
  const [still] = await town.db.select().from(orders).where(eq(orders.id, order.id))
  expect(still?.state).toBe('ready')
  expect(await town.db.select().from(proxyCollections)).toEqual([])
})

it('asks a proxy above fifty points for the end of their own phone, not the owner’s', async () => {
  const { town, order } = await ordered('oil')
  for (const [id, phone] of [
    ['wangFang', '13800001111'],
    ['liNa', '13800002222'],
  ] as const)
    await town.atomically((tx) =>
      tx
        .update(people)
        .set({ phoneSealed: town.secrets.seal(phone) })
        .where(eq(people.id, id)),
    )
  const { id: proxyId } = await standing(town)
  expect((await handOver(town, order.number, proxyId)).status).toBe(403)
  expect((await handOver(town, order.number, proxyId, '1111')).status).toBe(403)
  expect((await handOver(town, order.number, proxyId, '2222')).status).toBe(200)
})

it('holds from paper only when a second member of staff has approved', async () => {
  const { town, order } = await ordered()
  const about = { ownerId: 'wangFang', personId: 'liNa', until: later(town.now(), 30 * day), paper: '档案柜 3 号' }
  const { id: proxyId } = await by(town, 'clerkLi', (tx, now) => recordProxy(tx, { id: form(), ...about, ...now }))
  const step = (who: 'clerkLi' | 'clerkZhao' | 'adminZheng' | 'zhangWei') =>
    town.as(who).post('/orders/proxies/step?desk=1', { id: form(), proxyId, step: 'approve' })
  expect((await handOver(town, order.number, proxyId)).ok).toBe(false)
  expect([(await step('clerkLi')).status, (await step('clerkZhao')).status, (await step('zhangWei')).status]).toEqual([
    403, 404, 404,
  ])
  expect((await step('adminZheng')).status).toBe(303)
  expect((await handOver(town, order.number, proxyId)).status).toBe(200)
})

it('names a proxy by name and number, not oneself, not for somebody else’s order, not for ever', async () => {
  const { town, order } = await ordered()
  await town.atomically((tx) =>
    tx
      .update(people)
      .set({ phoneFingerprint: town.secrets.fingerprint('phone:13800002222') })
      .where(eq(people.id, 'liNa')),
  )
  const fields = { who: '李娜 13800002222', orderId: order.id }
  expect((await town.as('wangFang').post('/orders/proxies', { id: form(), ...fields })).status).toBe(303)
  expect((await town.as('zhangWei').post('/orders/proxies', { id: form(), ...fields })).status).toBe(404)
  expect(
    (await town.as('liNa').post('/orders/proxies', { id: form(), who: fields.who, until: '2026-04-01' })).status,
  ).toBe(422)
  expect(
    (await town.as('zhangWei').post('/orders/proxies', { id: form(), who: fields.who, until: '2029-01-01' })).status,
  ).toBe(422)
  expect(
    (await town.as('zhangWei').post('/orders/proxies', { id: form(), who: fields.who, until: '2026-99-99' })).status,
  ).toBe(422)
  expect(
    (await town.as('zhangWei').post('/orders/proxies', { id: form(), who: '王芳 13800002222', until: '2026-04-01' }))
      .status,
  ).toBe(422)
  expect(await (await town.as('liNa').get('/orders/proxies')).text()).toContain('您代王芳领取')
})

it('names, approves and ends proxies by the API as by the pages', async () => {
  const { town, order } = await ordered()
  const known = { phoneFingerprint: town.secrets.fingerprint('phone:13800002222') }
  await town.atomically((tx) => tx.update(people).set(known).where(eq(people.id, 'liNa')))
  const who = '李娜 13800002222'
  const name = () => town.as('wangFang').api('POST', '/proxies', { who, orderId: order.id }, 'proxy-of-api')
  expect([(await name()).status, (await name()).status]).toEqual([200, 200])
  const { proxies: named } = (await (await town.as('liNa').api('GET', '/proxies')).json()) as { proxies: StandIn[] }
  expect(named).toMatchObject([{ owner: '王芳', who: '李娜', orderId: order.id, state: 'active' }])
  const strange = await town.as('zhangWei').api('POST', '/proxies', { who: '王芳 13800002222' }, form())
  expect(await strange.json()).toMatchObject({ code: 'person_unknown' })
  const step = (as: string, id: string | undefined, named: string) =>
    town.as(as).api('POST', `/proxies/${id}/${named}`, {}, form())
  expect((await step('zhangWei', named[0]?.id, 'revoke')).status).toBe(404)
  expect(await (await step('liNa', named[0]?.id, 'revoke')).json()).toEqual({ state: 'ended' })

  const owner = await codeOf(town, 'wangFang')
  const paper = { owner, who: '13800002222', until: '2026-04-01', paper: '档案柜 3 号' }
  const written = await town.as('clerkLi').api('POST', '/desk/proxies', paper, form())
  const [proposed] = ((await written.json()) as { proxies: StandIn[] }).proxies
  expect(proposed).toMatchObject({ state: 'proposed', orderId: null })
  expect(await (await step('clerkLi', proposed?.id, 'approve')).json()).toMatchObject({ code: 'proxy_two' })
  expect(await (await step('adminZheng', proposed?.id, 'approve')).json()).toEqual({ state: 'active' })
})

it('ends what somebody named and was named for when they delete their account', async () => {
  const { town } = await ordered()
  await standing(town)
  expect((await town.as('liNa').post('/me/delete', { sure: '1' })).status).toBe(303)
  expect(await town.db.select().from(proxies)).toMatchObject([{ state: 'ended' }])
})

it('lets one person collect for five residents and not for a sixth, whichever way they are named', async () => {
  const town = await openTown()
  const until = later(town.now(), 30 * day)
  const name = (who: string, personId = 'liNa') =>
    by(town, who, (tx, now) => nameProxy(tx, { id: form(), personId, until, ...now }))
  for (const who of ['wangFang', 'zhangWei', 'chenJie', 'officerKong', 'bankerXu']) await name(who)
  await expect(name('keeperMa')).rejects.toMatchObject({ code: 'proxy_many', details: { max: 5 } })
  const onPaper = by(town, 'clerkLi', (tx, now) =>
    recordProxy(tx, { id: form(), ownerId: 'keeperYang', personId: 'liNa', until, paper: '档案柜 1 号', ...now }),
  )
  await expect(onPaper).rejects.toMatchObject({ code: 'proxy_many' })
  await name('wangFang')
  await name('keeperMa', 'reviewerSun')
})
