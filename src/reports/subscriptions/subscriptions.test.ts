import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { notices } from '../../../db/schema/notices.ts'
import { reportSubscriptions } from '../../../db/schema/snaps.ts'
import { accept, file } from '../../../test/reports.ts'
import { type CastName, openTown, qingyun, type Town, zhenxing } from '../../../test/town.ts'
import { minute } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'

const told = async (town: Town, who: string) =>
  (await town.db.select().from(notices).where(eq(notices.personId, who)).orderBy(notices.id)).map(
    ({ title }) => title.zh,
  )

const subscribe = (town: Town, who: CastName, areaId: string, categoryId = '') =>
  town.as(who).post('/reports/subscribe', { areaId, categoryId })

async function publish(town: Town, count = 1) {
  for (let each = 0; each < count; each++)
    await accept(town, await file(town, { key: newId(), address: `${each} 号`, latitude: null, longitude: null }))
}

it('tells subscribers of an area and a category, once, and nobody else', async () => {
  const town = await openTown()
  await publish(town)
  await subscribe(town, 'liNa', qingyun)
  await subscribe(town, 'zhangWei', qingyun, 'noise')
  await subscribe(town, 'chenJie', zhenxing)
  await subscribe(town, 'wangFang', qingyun)
  await town.advance(minute)
  await publish(town)
  expect(await told(town, 'liNa')).toEqual([])
  await town.advance(16 * minute)
  await town.advance(16 * minute)
  expect(await told(town, 'liNa')).toEqual(['新上报：井盖破损、丢失'])
  expect([await told(town, 'zhangWei'), await told(town, 'chenJie')]).toEqual([[], []])
  expect(await told(town, 'wangFang')).not.toContain('新上报：井盖破损、丢失')
})

it('makes one notice of many', async () => {
  const town = await openTown()
  await subscribe(town, 'liNa', qingyun)
  await town.advance(minute)
  await publish(town, 7)
  await town.advance(16 * minute)
  expect(await told(town, 'liNa')).toEqual(['有 7 条新上报'])
})

it('counts a subscription once, ends it for its own person alone, and takes no private category', async () => {
  const town = await openTown()
  await Promise.all([subscribe(town, 'liNa', qingyun), subscribe(town, 'liNa', qingyun)])
  const [one, ...more] = await town.db.select().from(reportSubscriptions)
  expect(more).toEqual([])
  await town.as('zhangWei').post(`/reports/subscriptions/${one?.id}/end`)
  expect(await town.db.$count(reportSubscriptions)).toBe(1)
  await town.as('liNa').post(`/reports/subscriptions/${one?.id}/end`)
  expect(await town.db.$count(reportSubscriptions)).toBe(0)
  expect((await subscribe(town, 'liNa', qingyun, 'neighbours')).status).toBe(404)
  expect((await subscribe(town, 'liNa', 'nowhere')).status).toBe(404)
})
