import sharp from 'sharp'
import { expect, it } from 'vitest'
import { openShelves, stocked, zhenxingStore } from '../../../test/shelves.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { day } from '../../kit/clock.ts'
import { photosOf } from '../../photos/queries.ts'
import { itemById, lotById } from '../queries.ts'

const open = async () => {
  const town = await openTown()
  await openShelves(town)
  return town
}

const item = {
  id: 'item-0001',
  name: '洗衣液',
  unit: '瓶',
  category: 'care',
  barcode: '6903148044919',
  limitPer30Days: '2',
  unitValue: '15.5',
}
const add = (town: Town, fields: Record<string, string | File> = {}) =>
  town.as('adminZheng').post('/desk/catalogue/new', { ...item, pricePoints: '15', ...fields })
const edit = {
  name: '大米',
  unit: '袋',
  category: 'food',
  barcode: '',
  limitPer30Days: '3',
  unitValue: '28',
  active: '1',
  version: '1',
}

it('adds an item with photo and first price, once for one form', async () => {
  const town = await open()
  const picture = await sharp({ create: { width: 90, height: 60, channels: 3, background: '#a33' } })
    .png()
    .toBuffer()
  const photo = new File([new Uint8Array(picture)], 'x.png', { type: 'image/png' })
  expect([(await add(town, { photo })).status, (await add(town, { photo })).status]).toEqual([303, 303])
  const added = await itemById(town.db, 'item-0001')
  expect(added).toMatchObject({ name: '洗衣液', barcode: '6903148044919', unitValueFen: 1550, pricePoints: 15 })
  expect(await photosOf(town.db, 'item-0001')).toMatchObject([{ photoId: added.photoId, purpose: 'catalogue' }])
  expect((await town.as(undefined).get(`/photos/${added.photoId}`)).status).toBe(200)
})

it.each([
  [{ barcode: '6903148044918' }, '条形码不对'],
  [{ name: '' }, '请填写这一项'],
  [{ pricePoints: '0' }, '不能小于 1'],
  [{ unitValue: '一块' }, '格式不对'],
  [{ photo: new File(['不是照片'], 'x.jpg') }, '这不是照片'],
])('refuses %o with a sentence at the field and keeps what was typed', async (fields, sentence) => {
  const town = await open()
  const answer = await add(town, fields as Record<string, string>)
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain(sentence)
  await expect(itemById(town.db, 'item-0001')).rejects.toMatchObject({ code: 'item_missing' })
})

it('gives one barcode to one item', async () => {
  const town = await open()
  await add(town)
  const again = await add(town, { id: 'item-0002' })
  expect(again.status).toBe(409)
  expect(await again.text()).toContain('已经用于“洗衣液”')
})

it('refuses an edit drawn from an older version', async () => {
  const town = await open()
  expect((await town.as('adminZheng').post('/desk/catalogue/rice', edit)).status).toBe(303)
  const stale = await town.as('adminZheng').post('/desk/catalogue/rice', { ...edit, name: '小米' })
  expect(stale.status).toBe(409)
  expect(await itemById(town.db, 'rice')).toMatchObject({ name: '大米', version: 2 })
})

it('announces a dearer price 15 days before, and lets it begin on its day', async () => {
  const town = await open()
  const price = (id: string, newPrice: string, startsOn: string) =>
    town.as('adminZheng').post('/desk/catalogue/rice/price', { id, newPrice, startsOn, reason: '进价上涨' })
  expect((await price('price-0001', '33', '2026-03-10')).status).toBe(409)
  expect((await price('price-0002', '33', '2026-03-17')).status).toBe(303)
  expect((await price('price-0002', '33', '2026-03-17')).status).toBe(303)
  expect((await price('price-0003', '20', '2026-03-02')).status).toBe(409)
  await town.advance(14 * day)
  expect(await itemById(town.db, 'rice')).toMatchObject({ pricePoints: 30 })
  await town.advance(day)
  expect(await itemById(town.db, 'rice')).toMatchObject({ pricePoints: 33 })
})

it('recalls an item in every store of the city', async () => {
  const town = await open()
  await stocked(town, { id: 'here', quantity: 2 })
  await stocked(town, { id: 'there', storeId: zhenxingStore, quantity: 2 })
  await town.as('adminZheng').post('/desk/catalogue/rice/recall', { recallReason: '厂家召回' })
  expect([(await lotById(town.db, 'here')).quarantined, (await lotById(town.db, 'there')).quarantined]).toEqual([
    true,
    true,
  ])
})

it.each(['/desk/catalogue', '/desk/catalogue/rice', '/desk/catalogue?q=6901028085885', '/desk/catalogue?q=大米'])(
  'lets a keeper read %s and change nothing',
  async (path) => {
    const town = await open()
    expect((await town.as('keeperMa').get(path)).status).toBe(200)
    expect((await town.as('keeperMa').post('/desk/catalogue/rice', edit)).status).toBe(403)
  },
)

it('speaks JSON: the catalogue, an item with its prices', async () => {
  const town = await open()
  const json = async (path: string) => (await town.as(undefined).api('GET', path)).json()
  expect(await json('/items?q=%E8%8F%9C%E7%B1%BD')).toMatchObject({ items: [{ id: 'oil', pricePoints: 60 }] })
  expect(await json('/items/rice')).toMatchObject({ item: { name: '大米 5 公斤' }, prices: [{ pricePoints: 30 }] })
})
