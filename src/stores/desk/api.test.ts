import { expect, it } from 'vitest'
import { openTown, qingyun, qingyunStore, type Town, zhenxing } from '../../../test/town.ts'

const weekdays = [{ opens: '09:00', closes: '17:00' }]
const week = [weekdays, weekdays, weekdays, weekdays, weekdays, [], []]
const about = { name: '青云二店', areaId: qingyun, address: '青云路 9 号', phone: '3722001', openingHours: week }

async function act(town: Town, who: string, method: string, path: string, body?: unknown, key?: string) {
  const answer = await town.as(who).api(method, path, body, key)
  return { http: answer.status, ...((await answer.json()) as { code?: string; version?: number }) }
}

it('opens a store once, for staff over its area', async () => {
  const town = await openTown()
  const opened = await act(town, 'clerkLi', 'POST', '/stores', about, 'store-0001')
  expect(opened).toMatchObject({ http: 201, id: 'store-0001', number: 2, status: 'open', version: 1, keepers: [] })
  expect(await act(town, 'clerkLi', 'POST', '/stores', about, 'store-0001')).toEqual(opened)
  expect(await act(town, 'clerkLi', 'POST', '/stores', { ...about, areaId: zhenxing })).toMatchObject({
    code: 'area_not_yours',
  })
  for (const who of ['keeperMa', 'wangFang']) expect((await act(town, who, 'POST', '/stores', about)).http).toBe(403)
})

it('changes what is sent, closes it, and refuses an older version with both', async () => {
  const town = await openTown()
  const path = `/stores/${qingyunStore}`
  expect(await act(town, 'keeperMa', 'GET', `/desk${path}`)).toMatchObject({
    keepers: expect.arrayContaining([expect.objectContaining({ id: 'keeperMa' })]),
  })
  const moved = await act(town, 'clerkLi', 'PATCH', path, { address: '兴盛路 1 号', version: 1 }, 'move-00001')
  expect(moved).toMatchObject({ http: 200, name: '青云荣誉超市', address: '兴盛路 1 号', version: 2 })
  expect(await act(town, 'clerkLi', 'PATCH', path, { address: '兴盛路 1 号', version: 1 }, 'move-00001')).toEqual(moved)
  expect(await act(town, 'clerkLi', 'PATCH', path, { status: 'closed', version: 1 })).toMatchObject({
    http: 409,
    code: 'stale_version',
  })
  expect(await act(town, 'clerkLi', 'PATCH', path, { status: 'closed', version: 2 })).toMatchObject({
    status: 'closed',
  })
  expect((await act(town, 'clerkZhao', 'PATCH', path, { status: 'open', version: 3 })).http).toBe(404)
})

it.each([
  ['six days', { openingHours: week.slice(1) }],
  ['an hour that is none', { openingHours: [[{ opens: '25:00', closes: '26:00' }], ...week.slice(1)] }],
  ['no name', { name: '' }],
])('refuses %s', async (_, given) => {
  expect((await act(await openTown(), 'clerkLi', 'POST', '/stores', { ...about, ...given })).http).toBe(422)
})
