import { asc } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { notices } from '../../../db/schema/notices.ts'
import { coverageMarks, items } from '../../../db/schema/stock.ts'
import { givePoints, openShops } from '../../../test/shop.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { addDays, cityDay, day, minute } from '../../kit/clock.ts'
import { coverageChanges, coverageState } from './queries.ts'

/** Goods worth 190 yuan: two of each of rice, oil and soap at both stores. */
async function shelvedTown(points: number) {
  const town = await openTown()
  await openShops(town, 1)
  await givePoints(town, 'wangFang', points)
  await town.advance(11 * minute)
  return town
}

const price = (town: Town, id: string, newPrice: string, startsOn = cityDay(town.now())) =>
  town.as('adminZheng').post('/desk/catalogue/rice/price', { id, newPrice, startsOn, reason: '调整' })

it.each([
  // 190 yuan on the shelves against so many points
  [158, 'green', true, true, false],
  [159, 'amber', false, true, false],
  [237, 'amber', false, true, false],
  [238, 'red', false, false, true],
] as const)(
  'reads %i points against 190 yuan as %s',
  async (points, tone, mayMultiply, mayStartCampaigns, pricesFrozen) => {
    const town = await shelvedTown(points)
    expect(await coverageState(town.db, town.now())).toMatchObject({
      tone,
      mayMultiply,
      mayStartCampaigns,
      pricesFrozen,
    })
    const answer = await town.as(undefined).api('GET', '/coverage')
    expect(await answer.json()).toMatchObject({ tone, mayStartCampaigns, termsVersionId: 'ALL-1' })
  },
)

it('freezes every price in red, cheaper ones too, and says why; a new item still gets its first', async () => {
  const town = await shelvedTown(400)
  for (const [id, wish] of [
    ['price-down', '20'],
    ['price-up-1', '31'],
  ] as const) {
    const answer = await price(town, id, wish)
    expect(answer.status).toBe(409)
    expect(await answer.text()).toContain('价目表已冻结')
  }
  const fields = {
    name: '洗衣粉',
    unit: '袋',
    category: 'household',
    barcode: '',
    limitPer30Days: '2',
    unitValue: '15',
  }
  const added = await town
    .as('adminZheng')
    .post('/desk/catalogue/new', { id: 'new-powder', pricePoints: '15', ...fields })
  expect(added.status).toBe(303)
})

it('lets an announced price wait while red lasts, and begin when goods have come in', async () => {
  const town = await openTown()
  await openShops(town, 10)
  await givePoints(town, 'wangFang', 100)
  expect((await price(town, 'price-later', '33', addDays(cityDay(town.now()), 15))).status).toBe(303)
  await givePoints(town, 'zhangWei', 9000)
  await town.advance(16 * day)
  const rice = async () => (await town.db.select().from(items).orderBy(asc(items.id))).find(({ id }) => id === 'rice')
  expect(await rice()).toMatchObject({ pricePoints: 30 })
  expect(await (await town.as('adminZheng').get('/desk/catalogue/rice')).text()).toContain('物价冻结，暂缓')
  const lot = {
    id: 'lot-of-relief',
    itemId: 'oil',
    quantity: '400',
    sourceKind: 'donation',
    sourceNote: '爱心企业',
    expiresOn: '',
  }
  const intake = await town.as('keeperMa').post('/desk/stock/store-qingyun/intake', lot)
  expect(intake.status).toBe(303)
  await town.advance(1 * minute)
  expect(await rice()).toMatchObject({ pricePoints: 33 })
})

it('publishes every change of the light once, tells those who have to act, and shows it above the shelves', async () => {
  const town = await shelvedTown(100)
  expect(await coverageChanges(town.db)).toEqual([])
  await givePoints(town, 'zhangWei', 900)
  await town.advance(10 * minute)
  await town.advance(10 * minute)
  expect(await coverageChanges(town.db)).toMatchObject([{ from: 'green', tone: 'red', ratioPercent: 19 }])
  const told = (await town.db.select().from(notices).orderBy(asc(notices.id))).filter(({ key }) =>
    key.startsWith('coverage'),
  )
  expect(told.map(({ personId }) => personId).sort()).toEqual(
    ['adminZheng', 'auditorWu', 'keeperLuo', 'keeperMa', 'keeperYang'].sort(),
  )
  for (const path of ['/coverage', '/stores'])
    expect(await (await town.as(undefined).get(path)).text()).toContain('红灯：物资不足')
  await town.advance(2 * day)
  const marks = await town.db.select().from(coverageMarks).orderBy(asc(coverageMarks.at), asc(coverageMarks.id))
  expect(marks.length).toBeGreaterThanOrEqual(3)
  expect(await (await town.as(undefined).get('/coverage')).text()).toContain('每天的物资保障率')
})
