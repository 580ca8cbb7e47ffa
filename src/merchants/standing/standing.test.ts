import { expect, it } from 'vitest'
import { application, check, openMerchant } from '../../../test/merchants.ts'
import { shot } from '../../../test/snaps.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { day } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { unreadNoticesOf } from '../../notices/queries.ts'
import { deletePerson } from '../../people/privacy/actions.ts'
import { personal } from '../../rooms.ts'
import { merchantById, merchantFacts } from '../queries.ts'
import { verifyMerchants } from '../verify.ts'

const titles = async (town: Town, who: string) => (await unreadNoticesOf(town.db, who)).map(({ title }) => title.zh)
const count = (all: readonly string[], text: string) => all.filter((title) => title.includes(text)).length

it('reminds of a licence 30 and 7 days before, suspends when it is over, and comes back with a new one', async () => {
  const town = await openTown()
  const id = await openMerchant(town, 'wangFang', { licenceUntil: '2026-04-20' })
  await town.advance(20 * day)
  expect(count(await titles(town, 'wangFang'), '快到期')).toBe(1)
  await town.advance(10 * day)
  expect(count(await titles(town, 'wangFang'), '快到期')).toBe(1)
  await town.advance(14 * day)
  expect(count(await titles(town, 'wangFang'), '快到期')).toBe(2)
  await town.advance(7 * day)
  expect(await merchantById(town.db, id)).toMatchObject({ state: 'suspended' })
  expect(await merchantFacts(town.db, id, town.now())).toMatchObject({ level: 'none' })

  const sent = { id: newId(), licenceUntil: '2030-04-20', photos: await shot() }
  expect((await town.as('wangFang').post(`/merchants/mine/${id}/licence`, sent)).status).toBe(303)
  const { version } = await merchantById(town.db, id)
  const taken = { version: String(version), outcome: 'accept' }
  expect((await town.as('reviewerSun').post(`/desk/merchants/${id}/licence`, taken)).status).toBe(303)
  expect(await merchantById(town.db, id)).toMatchObject({ state: 'active', licenceUntil: '2030-04-20' })
})

it('does not bring back by a licence whom staff have suspended for something else', async () => {
  const town = await openTown()
  const id = await openMerchant(town)
  const suspend = { version: '2', step: 'suspend', why: '停业整顿' }
  expect((await town.as('reviewerSun').post(`/desk/merchants/${id}`, suspend)).status).toBe(303)
  const sent = { id: newId(), licenceUntil: '2030-04-20', photos: await shot() }
  await town.as('wangFang').post(`/merchants/mine/${id}/licence`, sent)
  await town.as('reviewerSun').post(`/desk/merchants/${id}/licence`, { version: '3', outcome: 'accept' })
  expect(await merchantById(town.db, id)).toMatchObject({ state: 'suspended', licenceUntil: '2030-04-20' })
})

it('lapses when nobody passed the yearly review, and is renewed once each thing was looked at', async () => {
  const town = await openTown()
  const id = await openMerchant(town)
  const step = async (who: 'reviewerSun', name: string) => {
    const { version } = await merchantById(town.db, id)
    return town.as(who).post(`/desk/merchants/${id}`, { version: String(version), step: name, why: '' })
  }
  expect((await step('reviewerSun', 'renew')).status).toBe(409)
  await town.advance(340 * day)
  expect(count(await titles(town, 'wangFang'), '年审时间')).toBe(1)
  await town.advance(30 * day)
  expect(await merchantById(town.db, id)).toMatchObject({ state: 'lapsed' })
  const bare = await step('reviewerSun', 'renew')
  expect(await bare.text()).toContain('缺检查记录：纳税、门前三包、卫生')
  for (const kind of ['tax', 'front', 'price'] as const) await check(town, id, kind)
  expect((await step('reviewerSun', 'renew')).status).toBe(303)
  expect(await merchantById(town.db, id)).toMatchObject({ state: 'active', reviewDueOn: '2028-03-07' })
})

it('is listed in public only once its owner has agreed and while it has a level', async () => {
  const town = await openTown()
  const id = await openMerchant(town)
  for (const kind of ['tax', 'price', 'hygiene', 'front'] as const) await check(town, id, kind)
  const list = async () => (await town.as(undefined).get('/merchants')).text()
  expect(await list()).not.toContain('王芳米线店')
  expect((await town.as('liNa').post(`/merchants/mine/${id}/list`, { listed: '1' })).status).toBe(404)
  await town.as('wangFang').post(`/merchants/mine/${id}/list`, { listed: '1' })
  expect(await list()).toContain('王芳米线店')
  const { number } = await merchantById(town.db, id)
  expect(await (await town.as(undefined).get(`/merchants/${number}`)).text()).toContain('90')
  const plate = await (await town.as(undefined).get(`/merchants/${number}/plate`)).text()
  expect(plate).toContain(`http://localhost/merchants/${number}`)
  await town.as('wangFang').post(`/merchants/mine/${id}/list`, { listed: '0' })
  expect(await list()).not.toContain('王芳米线店')
})

it('ends when its owner leaves, and the code is free for whoever comes next', async () => {
  const town = await openTown()
  const id = await openMerchant(town)
  expect((await town.as('wangFang').post(`/merchants/mine/${id}/close`, { why: '回老家了' })).status).toBe(303)
  expect((await town.as('liNa').post('/merchants/apply', await application())).status).toBe(303)
})

it('keeps what was written about a shop for its owner to read, and lets it go with their account', async () => {
  const town = await openTown()
  const id = await openMerchant(town)
  const checkId = await check(town, id, 'price')
  const suspend = { version: '2', step: 'suspend', why: '王芳家里有事停业' }
  await town.as('reviewerSun').post(`/desk/merchants/${id}`, suspend)
  await town.as('wangFang').post(`/merchants/mine/${id}/disputes`, { id: newId(), checkId, why: '那天我住院' })
  const held = await (await town.as('wangFang').get('/me/privacy/data')).text()
  for (const told of ['王芳家里有事停业', '现场查看']) expect(held).toContain(told)
  const desk = async () => (await town.as('reviewerSun').get(`/desk/merchants/${id}`)).text()
  for (const told of ['王芳家里有事停业', '现场查看', '那天我住院']) expect(await desk()).toContain(told)
  await town.atomically((tx) => deletePerson(tx, personal, { personId: 'wangFang', now: town.now() }))
  const after = await desk()
  for (const gone of ['王芳家里有事停业', '现场查看', '那天我住院']) expect(after).not.toContain(gone)
  expect(after).toContain('价格')
  expect(await verifyMerchants(town.db)).toEqual([])
})
