import { expect, it } from 'vitest'
import { by, form } from '../../../test/households.ts'
import { givePoints, openShops } from '../../../test/shop.ts'
import { type CastName, openTown, qingyunStore, type Town } from '../../../test/town.ts'
import { personById } from '../../people/queries.ts'
import { nameDeliverer } from './deliverers.ts'

type Body = Record<string, unknown>

const call = async (town: Town, who: CastName | undefined, method: string, path: string, body?: Body, key = form()) => {
  const answer = await town.as(who).api(method, path, body, key)
  return { status: answer.status, body: (await answer.json()) as Body }
}

it('is asked for, taken, looked up and handed over against the door code, by those alone whose part it is', async () => {
  const town = await openTown()
  await openShops(town)
  await givePoints(town, 'wangFang', 100)
  const { number } = await personById(town.db, 'liNa')
  await by(town, 'clerkLi', (tx, now) => nameDeliverer(tx, { storeId: qingyunStore, number, ...now }))
  const order = { storeId: qingyunStore, lines: [{ itemId: 'rice', quantity: 1 }] }
  const { id } = (await call(town, 'wangFang', 'POST', '/orders', order)).body
  const home = { address: '青云花园 3 栋 502', note: '腿脚慢' }
  expect((await call(town, 'zhangWei', 'POST', `/orders/${id}/delivery`, home)).status).toBe(404)
  const asked = await call(town, 'wangFang', 'POST', `/orders/${id}/delivery`, home)
  expect(asked.body).toMatchObject({ state: 'asked', doorCode: expect.stringMatching(/^\d{6}$/) })
  expect((await call(town, 'zhangWei', 'GET', `/orders/${id}/delivery`)).status).toBe(404)

  expect((await call(town, 'zhangWei', 'GET', '/deliveries')).body).toEqual({ deliveries: [] })
  const { deliveries } = (await call(town, 'liNa', 'GET', '/deliveries')).body as { deliveries: Body[] }
  expect(deliveries).toMatchObject([{ orderId: id, state: 'asked', isMine: false }])
  expect((await call(town, 'liNa', 'GET', `/deliveries/${id}/address`)).status).toBe(404)
  expect((await call(town, 'chenJie', 'POST', `/deliveries/${id}/take`)).status).toBe(404)
  const key = form()
  const taken = await call(town, 'liNa', 'POST', `/deliveries/${id}/take`, undefined, key)
  expect([taken, await call(town, 'liNa', 'POST', `/deliveries/${id}/take`, undefined, key)]).toEqual([taken, taken])
  expect((await call(town, 'liNa', 'GET', `/deliveries/${id}/address`)).body).toMatchObject(home)

  const code = asked.body.doorCode as string
  const wrong = code === '000000' ? '111111' : '000000'
  const refused = await call(town, 'liNa', 'POST', `/deliveries/${id}/hand-over`, { code: wrong })
  expect(refused.body).toMatchObject({ code: 'door_code_wrong', details: { left: 4 } })
  expect((await call(town, 'liNa', 'POST', `/deliveries/${id}/hand-over`, { code })).body).toEqual({
    state: 'delivered',
  })
  expect((await call(town, 'wangFang', 'GET', `/orders/${id}/delivery`)).body).toMatchObject({
    ...{ state: 'delivered', doorCode: null },
  })
})

it('names who carries for a store, and dismisses them, as its area’s staff', async () => {
  const town = await openTown()
  await openShops(town)
  const { number } = await personById(town.db, 'liNa')
  const path = `/stores/${qingyunStore}/deliverers`
  expect((await call(town, 'keeperMa', 'POST', path, { number })).status).toBe(403)
  expect((await call(town, 'clerkZhao', 'POST', path, { number })).status).toBe(403)
  expect((await call(town, 'clerkLi', 'POST', path, { number: '00000000' })).body.code).toBe('person_missing')
  const key = form()
  const named = await call(town, 'clerkLi', 'POST', path, { number }, key)
  expect(named.body).toMatchObject({ deliverers: [{ personId: 'liNa', name: '李娜' }] })
  expect(await call(town, 'clerkLi', 'POST', path, { number }, key)).toEqual(named)
  expect((await call(town, 'keeperMa', 'GET', path)).body).toEqual(named.body)
  expect((await call(town, 'clerkLi', 'POST', `${path}/liNa/dismiss`)).body).toEqual({ deliverers: [] })
})
