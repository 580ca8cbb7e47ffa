import { expect, it } from 'vitest'
import { form } from '../../../test/households.ts'
import { openShops } from '../../../test/shop.ts'
import { type CastName, openTown, qingyun, qingyunStore, type Town } from '../../../test/town.ts'
import { day, later } from '../../kit/clock.ts'

type Body = Record<string, unknown>

const call = async (town: Town, who: CastName | undefined, method: string, path: string, body?: Body, key = form()) => {
  const answer = await town.as(who).api(method, path, body, key)
  return { status: answer.status, body: (await answer.json()) as Body }
}

it('plans, changes, publishes and calls off a draw, which anybody may recompute', async () => {
  const town = await openTown()
  await openShops(town)
  const closesAt = later(town.now(), 2 * day)
  const plan = {
    ...{ title: '口罩', words: '每人一包。', itemId: 'soap', mode: 'draw', areaId: qingyun, perPerson: 1 },
    ...{ opensAt: town.now().toISOString(), closesAt: closesAt.toISOString() },
    ...{ endsAt: later(closesAt, 14 * day).toISOString(), stores: [{ storeId: qingyunStore, quantity: 3 }] },
  }
  expect((await call(town, 'wangFang', 'POST', '/desk/campaigns', plan)).status).toBe(403)
  expect((await call(town, 'clerkZhao', 'POST', '/desk/campaigns', plan)).body.code).toBe('area_not_yours')
  expect((await call(town, 'clerkLi', 'POST', '/desk/campaigns', { ...plan, perPerson: 0 })).status).toBe(422)
  const key = form()
  const drafted = await call(town, 'clerkLi', 'POST', '/desk/campaigns', plan, key)
  expect(await call(town, 'clerkLi', 'POST', '/desk/campaigns', plan, key)).toEqual(drafted)
  const { id, version } = drafted.body
  expect((await call(town, undefined, 'GET', `/campaigns/${id}`)).status).toBe(404)

  const changed = await call(town, 'clerkLi', 'PUT', `/desk/campaigns/${id}`, { ...plan, version, title: '医用口罩' })
  expect(changed.body.title).toBe('医用口罩')
  const stale = await call(town, 'clerkLi', 'PUT', `/desk/campaigns/${id}`, { ...plan, version })
  expect(stale).toMatchObject({ status: 409, body: { code: 'stale_version' } })
  const publish = (who: CastName) =>
    call(town, who, 'POST', `/desk/campaigns/${id}/publish`, { version: changed.body.version })
  expect([(await publish('clerkZhao')).status, (await publish('clerkLi')).body.state]).toEqual([404, 'published'])

  const draw = await call(town, undefined, 'GET', `/campaigns/${id}/draw`)
  expect(draw.body).toMatchObject({ winners: 3, secret: null, commitment: expect.stringMatching(/^[0-9a-f]{64}$/) })
  const { campaigns } = (await call(town, 'clerkLi', 'GET', '/desk/campaigns')).body as { campaigns: Body[] }
  const off = { version: campaigns[0]?.version, reason: '货没到' }
  const canceled = await call(town, 'clerkLi', 'POST', `/desk/campaigns/${id}/cancel`, off)
  expect(canceled.body.state).toBe('canceled')
  expect((await call(town, 'clerkZhao', 'GET', '/desk/campaigns')).body).toEqual({ campaigns: [] })
})
