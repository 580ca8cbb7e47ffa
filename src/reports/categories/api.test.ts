import { expect, it } from 'vitest'
import { openTown } from '../../../test/town.ts'
import { newId } from '../../kit/ids.ts'

type Told = { id: string; keywords: string[]; version: number; isPlaceExact: boolean; isEnded: boolean }

it('lists the categories, changes some of one by its version, and says both versions to whoever is late', async () => {
  const town = await openTown()
  const admin = town.as('adminZheng')
  const { categories } = (await (await admin.api('GET', '/desk/report-categories')).json()) as { categories: Told[] }
  const road = categories.find(({ id }) => id === 'road') ?? expect.fail()
  const change = (body: object) =>
    admin.api('PATCH', '/desk/report-categories/road', { version: road.version, ...body })
  const changed = (await (await change({ keywords: ['坑', '塌陷'] })).json()) as Told
  expect(changed).toEqual({ ...road, keywords: ['坑', '塌陷'], version: road.version + 1 })
  const late = await change({ keywords: ['坑洼'] })
  expect(late.status).toBe(409)
  expect(await late.json()).toMatchObject({ code: 'stale_version', details: { theirs: { keywords: ['坑', '塌陷'] } } })
  const guess = await town.as(undefined).post('/snap/guess', { words: '路口有塌陷' })
  expect(await guess.json()).toEqual({ categoryId: 'road' })

  const ended = await admin.api('POST', '/desk/report-categories/road/end', { version: changed.version, ends: true })
  expect(await ended.json()).toMatchObject({ isEnded: true, version: changed.version + 1 })
})

it.each([
  ['clerkLi', 'road', {}, 403, 'not_allowed'],
  ['dispatcherTang', 'road', {}, 403, 'not_allowed'],
  ['adminZheng', 'none', {}, 404, 'category_missing'],
  ['adminZheng', 'road', { resolveMinutes: 1 }, 422, 'clocks_crossed'],
  ['adminZheng', 'road', { keywords: 'x' }, 422, 'input_invalid'],
  ['adminZheng', 'road', { matter: 'nobody' }, 422, 'input_invalid'],
] as const)('refuses %s changing %s by %j: %i %s', async (who, id, body, status, code) => {
  const town = await openTown()
  const answer = await town.as(who).api('PATCH', `/desk/report-categories/${id}`, { version: 1, ...body })
  expect(answer.status).toBe(status)
  expect(await answer.json()).toMatchObject({ code })
})

const both = (zh: string) => ({ zh, en: zh })
const fountain = {
  ...{ id: 'fountain', kind: 'problem', groupName: both('设施'), name: both('喷泉'), description: both('喷泉不喷水') },
  ...{ keywords: ['喷泉', '喷泉'], matter: 'government', urgency: 'normal', position: 5 },
  ...{ reportInMinutes: 60, resolveMinutes: 390, isPrivate: false, isPlaceExact: true },
  questions: [
    {
      ...{ code: 'dry', datatype: 'singlevaluelist', required: true, variable: true, label: both('还有水吗？') },
      values: [{ key: 'no', ...both('没有') }],
    },
  ],
}

it('adds a category once for its key, and people choose it at once', async () => {
  const town = await openTown()
  const [admin, key] = [town.as('adminZheng'), newId()]
  const added = await admin.api('POST', '/desk/report-categories', fountain, key)
  expect(added.status).toBe(201)
  const told = (await added.json()) as object
  expect(told).toEqual({ ...fountain, keywords: ['喷泉'], isEnded: false, version: 1 })
  expect(await (await admin.api('POST', '/desk/report-categories', fountain, key)).json()).toEqual(told)
  const other = await admin.api('POST', '/desk/report-categories', { ...fountain, position: 6 }, key)
  expect([other.status, await other.json()]).toMatchObject([409, { code: 'same_id_other_content' }])
  const guess = await town.as(undefined).post('/snap/guess', { words: '喷泉没水' })
  expect(await guess.json()).toEqual({ categoryId: 'fountain' })
})

it.each([
  ['dispatcherTang', {}, 403, 'not_allowed'],
  ['adminZheng', { id: 'road' }, 409, 'category_known'],
  ['adminZheng', { id: '喷泉' }, 422, 'category_code_wrong'],
  ['adminZheng', { reportInMinutes: 400 }, 422, 'clocks_crossed'],
  ['adminZheng', { questions: [{ ...fountain.questions[0], values: [] }] }, 422, 'question_without_choices'],
  ['adminZheng', { name: { zh: '喷泉' } }, 422, 'input_invalid'],
] as const)('refuses %s adding one with %j: %i %s', async (who, change, status, code) => {
  const town = await openTown()
  const answer = await town.as(who).api('POST', '/desk/report-categories', { ...fountain, ...change }, newId())
  expect(answer.status).toBe(status)
  expect(await answer.json()).toMatchObject({ code })
})

it('changes and ends a category once for a key', async () => {
  const town = await openTown()
  const admin = town.as('adminZheng')
  const twice = async (method: string, path: string, body: object) => {
    const key = newId()
    const [one, two] = [await admin.api(method, path, body, key), await admin.api(method, path, body, key)]
    expect([one.status, two.status]).toEqual([200, 200])
    expect(await two.json()).toEqual(await one.json())
  }
  await twice('PATCH', '/desk/report-categories/road', { version: 1, keywords: ['坑'] })
  await twice('POST', '/desk/report-categories/road/end', { version: 2, ends: true })
})
