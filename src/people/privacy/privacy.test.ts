import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { people } from '../../../db/schema/people.ts'
import { orders } from '../../../db/schema/stores.ts'
import { activities, claims } from '../../../db/schema/tasks.ts'
import { aClaim, anActivity } from '../../../test/activities.ts'
import { decideAs, wasThere } from '../../../test/served.ts'
import { givePoints, openShops } from '../../../test/shop.ts'
import { openTown, qingyunStore, type Town } from '../../../test/town.ts'
import { verifyHours } from '../../hours/queries.ts'
import { day } from '../../kit/clock.ts'
import { balancesOf } from '../../points/queries.ts'
import { verifyPoints } from '../../points/verify.ts'
import { verifyStock } from '../../stock/verify.ts'

/** wangFang has served and was approved (8 points pending), has 100 points, an order waiting, and signed up again. */
async function busyLife() {
  const town = await openTown()
  await openShops(town)
  await givePoints(town, 'wangFang', 100)
  const served = await anActivity(town)
  const claimId = await wasThere(town, served, 'wangFang')
  await decideAs(town, 'reviewerSun', claimId, 'approve')
  const body = { storeId: qingyunStore, lines: [{ itemId: 'rice', quantity: 1 }] }
  const ordered = await town.as('wangFang').api('POST', '/orders', body, 'order-key-0001')
  expect(ordered.status).toBe(201)
  const next = await anActivity(town, {
    capacity: 1,
    taken: 1,
    queued: 1,
    startsAt: new Date(town.now().getTime() + 3 * day),
    title: '植树',
  })
  await aClaim(town, next, 'wangFang')
  const waiting = { status: 'waitlisted' as const, queueNumber: 1, createdAt: town.now(), updatedAt: town.now() }
  await town.atomically((tx) =>
    tx.insert(claims).values({ id: 'claim-waiting', activityId: next.id, personId: 'zhangWei', ...waiting }),
  )
  return { town, next }
}

type Held = { room: string; title: { zh: string }; rows: Record<string, unknown>[] }

const fileOf = async (town: Town, who: string) => {
  const answer = await town.as(who).get('/me/privacy/data.json')
  expect(answer.headers.get('content-type')).toContain('application/json')
  return ((await answer.json()) as { held: Held[] }).held
}

it('hands over what every room holds about somebody, and nothing about anybody else', async () => {
  const { town } = await busyLife()
  const held = await fileOf(town, 'wangFang')
  const rowsOf = (title: string) => held.find((one) => one.title.zh === title)?.rows ?? []
  expect(rowsOf('登记信息')).toMatchObject([{ displayName: '王芳' }])
  expect(rowsOf('积分明细').length).toBeGreaterThan(2)
  expect(rowsOf('时长记录')).toMatchObject([{ minutes: 105, title: '清洁楼道' }])
  expect(
    rowsOf('报过的名')
      .map(({ status }) => status)
      .sort(),
  ).toEqual(['claimed', 'credited'])
  expect(rowsOf('兑换单')).toMatchObject([{ name: '大米 5 公斤', quantity: 1 }])
  expect(rowsOf('收到的消息').length).toBeGreaterThan(0)
  expect(JSON.stringify(held)).not.toContain('zhangWei')

  const others = await fileOf(town, 'liNa')
  expect(others.filter(({ room }) => room !== 'people').flatMap(({ rows }) => rows)).toEqual([])
})

it('shows the same as a page, with names for every column', async () => {
  const { town } = await busyLife()
  const html = await (await town.as('wangFang').get('/me/privacy/data')).text()
  expect(html).toContain('积分明细')
  expect(html).toContain('大米 5 公斤')
  expect([...html.matchAll(/<th scope="col">([a-zA-Z]+)<\/th>/g)].map(([, name]) => name)).toEqual([])
})

it('gives up what is open when somebody goes, and keeps the books balanced', async () => {
  const { town, next } = await busyLife()
  expect((await town.as('wangFang').post('/me/delete', { sure: '1' })).status).toBe(303)

  const [order] = await town.db.select().from(orders)
  expect(order).toMatchObject({ state: 'canceled' })
  expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ available: 0, held: 0, pending: 8 })
  const [offered] = await town.db.select().from(claims).where(eq(claims.id, 'claim-waiting'))
  expect(offered?.status).toBe('offered')
  const [activity] = await town.db.select().from(activities).where(eq(activities.id, next.id))
  expect(activity?.taken).toBe(1)

  await town.advance(4 * day)
  await town.advance(day)
  expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ available: 0, pending: 0 })
  expect([await verifyPoints(town.db), await verifyStock(town.db), await verifyHours(town.db)]).toEqual([[], [], []])
})

it('leaves a name nowhere that others look', async () => {
  const { town } = await busyLife()
  await town.as('wangFang').post('/me/delete', { sure: '1' })
  const [gone] = await town.db.select().from(people).where(eq(people.id, 'wangFang'))
  expect(gone).toMatchObject({ displayName: '已注销', status: 'deleted' })
  for (const [who, path] of [
    ['keeperMa', '/desk/orders'],
    ['clerkLi', '/desk/tasks'],
    ['reviewerSun', '/desk/reviews'],
    ['auditorWu', '/desk/reviews/differences'],
  ] as const)
    expect(await (await town.as(who).get(path)).text()).not.toContain('王芳')
})

it('asks for the tick before an account is deleted, at the box itself', async () => {
  const town = await openTown()
  const again = await town.as('wangFang').post('/me/delete', {})
  expect(again.status).toBe(422)
  expect(await again.text()).toContain('请勾选这一项。')
  expect((await town.as('wangFang').get('/me')).status).toBe(200)
})

it('lets somebody whom staff registered agree to the notice themselves', async () => {
  const town = await openTown()
  const agreed = await town.as('wangFang').post('/me/privacy/consents', { kind: 'service', give: '1' })
  expect(agreed.status).toBe(303)
  expect(await (await town.as('wangFang').get('/me/privacy')).text()).toContain('已同意')
})

it('hands each consent out as a receipt with its exact words, also once withdrawn, and to nobody else', async () => {
  const town = await openTown()
  await town.as('wangFang').post('/me/privacy/consents', { kind: 'location', give: '1' })
  const linkIn = (html: string) => /\/me\/privacy\/consents\/[\w-]{8,}/.exec(html)?.[0] ?? 'no link'
  const path = linkIn(await (await town.as('wangFang').get('/me/privacy')).text())
  const given = await (await town.as('wangFang').get(path)).text()
  for (const words of [/PC-2026-[0-9A-F]{12}/, '签到时读取一次手机位置', '2026-03', '怎么撤回'])
    expect(given).toMatch(words)
  expect((await town.as('liNa').get(path)).status).toBe(404)

  await town.as('wangFang').post('/me/privacy/consents', { kind: 'location', give: '0' })
  expect(linkIn(await (await town.as('wangFang').get('/me/privacy')).text())).toBe(path)
  const withdrawn = await (await town.as('wangFang').get(path)).text()
  for (const words of ['已撤回', '撤回时间', '签到时读取一次手机位置']) expect(withdrawn).toContain(words)
  expect(withdrawn).not.toContain('怎么撤回')
})
