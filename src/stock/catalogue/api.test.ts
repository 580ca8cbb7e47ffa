import { expect, it } from 'vitest'
import { shot } from '../../../test/snaps.ts'
import { openTown, type Town } from '../../../test/town.ts'

const soap = {
  name: '香皂',
  unit: '块',
  category: 'care',
  barcode: '6901234567892',
  limitPer30Days: 3,
  unitValueFen: 500,
}
const key = 'item-of-the-test'

type Answer = { status: number; body: Record<string, unknown> & { code?: string; version?: number } }
async function act(
  town: Town,
  who: string,
  method: string,
  path: string,
  body?: unknown,
  id?: string,
): Promise<Answer> {
  const answer = await town.as(who).api(method, path, body, id)
  return { status: answer.status, body: (await answer.json()) as Answer['body'] }
}
const add = (town: Town, who = 'adminZheng', given = {}, id = key) =>
  act(town, who, 'POST', '/items', { ...soap, pricePoints: 5, ...given }, id)

it('adds an item once, changes what is sent of it, and refuses an older version with both', async () => {
  const town = await openTown()
  const first = await add(town)
  expect(first).toMatchObject({
    status: 201,
    body: { id: key, name: '香皂', pricePoints: 5, version: 1, active: true },
  })
  expect(await add(town)).toEqual(first)
  expect(await add(town, 'adminZheng', { name: '洗衣皂' })).toMatchObject({ body: { code: 'same_id_other_content' } })

  const change = { limitPer30Days: 2, version: 1 }
  const changed = await act(town, 'adminZheng', 'PATCH', `/items/${key}`, change, 'change-0001')
  expect(changed).toMatchObject({
    status: 200,
    body: { name: '香皂', barcode: soap.barcode, limitPer30Days: 2, version: 2 },
  })
  expect(await act(town, 'adminZheng', 'PATCH', `/items/${key}`, change, 'change-0001')).toEqual(changed)
  const late = await act(town, 'adminZheng', 'PATCH', `/items/${key}`, { name: '大香皂', version: 1 }, 'change-0002')
  expect(late).toMatchObject({ status: 409, body: { code: 'stale_version', details: { yours: { name: '大香皂' } } } })
  const off = await act(town, 'adminZheng', 'PATCH', `/items/${key}`, { active: false, version: 2 })
  expect(off.body).toMatchObject({ active: false, version: 3 })
})

it('announces a price once', async () => {
  const town = await openTown()
  await add(town)
  const price = { pricePoints: 6, startsOn: '2026-05-01', reason: '进价上涨' }
  const prices = await act(town, 'adminZheng', 'POST', `/items/${key}/prices`, price, 'price-00001')
  expect(prices).toMatchObject({
    status: 201,
    body: { prices: [{ pricePoints: 5 }, { pricePoints: 6, reason: '进价上涨' }] },
  })
  expect(await act(town, 'adminZheng', 'POST', `/items/${key}/prices`, price, 'price-00001')).toEqual(prices)
})

it('takes a picture once, and nothing that is none', async () => {
  const town = await openTown()
  await add(town)
  const photo = await shot()
  const send = async (fields: Record<string, string | File>, id = 'picture-0001') => {
    const answer = await town.as('adminZheng').post(`/api/v1/items/${key}/photo`, fields, { 'Idempotency-Key': id })
    return [answer.status, await answer.json()]
  }
  const given = await send({ photo, version: '1' })
  expect(given).toMatchObject([200, { name: '香皂', barcode: soap.barcode, photoId: expect.any(String), version: 2 }])
  expect(await send({ photo, version: '1' })).toEqual(given)
  const none: Record<string, string | File>[] = [{ version: '2' }, { photo: new File([], 'a.jpg'), version: '2' }]
  for (const [at, fields] of none.entries())
    expect(await send(fields, `picture-none-${at}`)).toMatchObject([422, { code: 'item_photo' }])
  const text = new File(['不是照片'], 'a.jpg')
  expect(await send({ photo: text, version: '2' }, 'picture-0002')).toMatchObject([422, {}])
  expect(await act(town, 'wangFang', 'GET', `/items/${key}`)).toMatchObject({ body: { item: { version: 2 } } })
})

it('recalls every lot of an item, and says how many', async () => {
  const town = await openTown()
  await add(town)
  const body = { reason: '抽检不合格' }
  expect(await act(town, 'adminZheng', 'POST', `/items/${key}/recall`, body)).toEqual({
    status: 200,
    body: { lots: 0 },
  })
})

it.each([
  ['a wrong check digit', { barcode: '6901234567890' }, 422],
  ['tobacco', { name: '红塔山香烟' }, 409],
  ['no name', { name: ' ' }, 422],
  ['a price of nothing', { pricePoints: 0 }, 422],
  ['a unit as long as a story', { unit: '块'.repeat(11) }, 422],
  ['control characters alone', { name: '\u0000\u200b' }, 422],
])('refuses %s', async (_, given, status) => {
  expect((await add(await openTown(), 'adminZheng', given)).status).toBe(status)
})

it('is the administrators’ of the whole city', async () => {
  const town = await openTown()
  for (const who of ['keeperMa', 'auditorWu', 'clerkLi', 'wangFang']) expect((await add(town, who)).status).toBe(403)
})

it('looks at a list of goods row by row, and adds once what is right', async () => {
  const town = await openTown()
  const list =
    '\ufeffcode,name,price,category\r\n6901234567892,香皂,5,洗护\r\n6901234567890,假皂,5,洗护\r\n,红塔山香烟,23,烟酒\r\n'
  const file = () => new File([list], '货单.csv')
  const send = (who: string, path: string, id = 'import-0001') =>
    town.as(who).post(`/api/v1/items/import${path}`, { file: file() }, { 'Idempotency-Key': id })
  const preview = (await (await send('adminZheng', '/preview')).json()) as { rows: object[] }
  expect(preview.rows).toMatchObject([
    { line: 2, fate: 'new', fault: null, goods: { name: '香皂', pricePoints: 5 } },
    { line: 3, fate: 'fault', fault: 'item_code_wrong', says: expect.stringMatching(/\p{Script=Han}/u), goods: null },
    { line: 4, fate: 'barred' },
  ])
  for (const _ of [1, 2]) expect(await (await send('adminZheng', '')).json()).toEqual({ added: 1 })
  expect(await (await send('adminZheng', '', 'import-0002')).json()).toEqual({ added: 0 })
  for (const path of ['', '/preview']) expect((await send('keeperMa', path)).status).toBe(403)
  const blank = await town.as('adminZheng').post('/api/v1/items/import', { file: new File([''], 'x.csv') })
  expect(blank.status).toBe(422)
})
