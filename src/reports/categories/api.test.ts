import { expect, it } from 'vitest'
import { openTown } from '../../../test/town.ts'

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
