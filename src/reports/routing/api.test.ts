import { expect, it } from 'vitest'
import { file } from '../../../test/reports.ts'
import { city, cityManagement, openTown } from '../../../test/town.ts'
import { cityDay } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'

const manholes = {
  clauses: [{ kind: 'category', not: false, categoryIds: ['manhole'] }],
  ...{ matter: 'government', organizationIds: [cityManagement], task: '请更换井盖', automatic: false },
}
const rule = { areaId: city, name: '井盖', position: 10, terms: manholes, reason: '井盖都归城管' }

type Told = { id: string; rule: string; state: string; version: number; trial: object | null }

it('drafts, tries and puts a rule into force by two people, and tells the book and its gaps', async () => {
  const town = await openTown()
  await file(town)
  const [tang, zheng] = [town.as('dispatcherTang'), town.as('adminZheng')]
  const key = newId()
  const [one, two] = [await tang.api('POST', '/routing', rule, key), await tang.api('POST', '/routing', rule, key)]
  const drafted = (await one.json()) as Told
  expect([one.status, await two.json()]).toEqual([201, drafted])
  const act = (who: typeof tang, step: string, body: object) =>
    who.api('POST', `/routing/versions/${drafted.id}/${step}`, body)
  const today = { startsOn: cityDay(town.now()), reason: '核对过' }
  expect((await act(zheng, 'schedule', { version: 1, ...today })).status).toBe(409)
  const tried = (await (await act(tang, 'trial', { version: 1 })).json()) as Told
  expect(tried).toMatchObject({ state: 'tried', version: 2, trial: expect.any(Object) })
  const own = await act(tang, 'schedule', { version: 2, ...today })
  expect([own.status, await own.json()]).toMatchObject([403, { code: 'routing_second_person' }])
  expect(await (await act(zheng, 'schedule', { version: 2, ...today })).json()).toMatchObject({ state: 'scheduled' })
  expect((await act(zheng, 'retire', { version: 2, reason: '旧的' })).status).toBe(409)

  const book = (await (await town.as('clerkLi').api('GET', '/routing')).json()) as { inForce: Told[]; inWork: Told[] }
  expect(book).toMatchObject({ inForce: [{ id: drafted.id, terms: manholes, problems: [] }], inWork: [] })
  const gaps = (await (await tang.api('GET', '/routing/gaps')).json()) as { missed: number; categories: string[] }
  expect(gaps.missed).toBe(0)
  expect(gaps.categories).toContain('road')
  const next = { ...rule, areaId: undefined, rule: drafted.rule, name: '井盖二' }
  const second = (await (await tang.api('POST', '/routing', next, newId())).json()) as Told
  const gone = await tang.api('POST', `/routing/versions/${second.id}/withdraw`, { version: 1, reason: '不用了' })
  expect(await gone.json()).toMatchObject({ state: 'withdrawn' })
})

it.each([
  ['wangFang', rule, 403, 'not_allowed'],
  ['clerkLi', rule, 403, 'not_allowed'],
  ['dispatcherGao', rule, 403, 'routing_not_yours'],
  ['dispatcherTang', { ...rule, terms: { ...manholes, automatic: true } }, 403, 'routing_automatic_is_the_citys'],
  ['dispatcherTang', { ...rule, terms: { ...manholes, organizationIds: [] } }, 422, 'departments_needed'],
  [
    'dispatcherTang',
    { ...rule, terms: { ...manholes, clauses: [{ kind: 'moon', not: false }] } },
    422,
    'input_invalid',
  ],
  ['dispatcherTang', { ...rule, areaId: 'nowhere' }, 404, 'area_missing'],
] as const)('refuses %s drafting %j: %i %s', async (who, body, status, code) => {
  const town = await openTown()
  const answer = await town.as(who).api('POST', '/routing', body, newId())
  expect(answer.status).toBe(status)
  expect(await answer.json()).toMatchObject({ code })
})

it('rewords a draft or what was tried, which has to be tried anew, and refuses what is in force', async () => {
  const town = await openTown()
  const [tang, zheng] = [town.as('dispatcherTang'), town.as('adminZheng')]
  const drafted = (await (await tang.api('POST', '/routing', rule, newId())).json()) as Told
  const path = `/routing/versions/${drafted.id}`
  const act = (who: typeof tang, method: string, to: string, body: object, key = newId()) =>
    who.api(method, `${path}${to}`, body, key)
  await act(tang, 'POST', '/trial', { version: 1 })
  const [key, change] = [newId(), { version: 2, name: '井盖和路面', reason: '说得清楚些' }]
  const reworded = await act(tang, 'PATCH', '', change, key)
  const told = (await reworded.json()) as Told
  expect([reworded.status, told]).toMatchObject([
    200,
    { name: '井盖和路面', state: 'draft', version: 3, trial: null, terms: manholes },
  ])
  expect(await (await act(tang, 'PATCH', '', change, key)).json()).toEqual(told)
  const late = await act(zheng, 'PATCH', '', { ...change, name: '井盖三' })
  expect([late.status, await late.json()]).toMatchObject([409, { code: 'stale_version' }])
  const elsewhere = await act(town.as('dispatcherGao'), 'PATCH', '', { ...change, version: 3 })
  expect([elsewhere.status, await elsewhere.json()]).toMatchObject([403, { code: 'routing_not_yours' }])
  const robot = await act(tang, 'PATCH', '', { ...change, version: 3, terms: { ...manholes, automatic: true } })
  expect(await robot.json()).toMatchObject({ code: 'routing_automatic_is_the_citys' })
  expect((await act(town.as('clerkLi'), 'PATCH', '', { ...change, version: 3 })).status).toBe(403)

  await act(tang, 'POST', '/trial', { version: 3 })
  await act(zheng, 'POST', '/schedule', { version: 4, startsOn: cityDay(town.now()), reason: '核对过' })
  const inForce = await act(tang, 'PATCH', '', { ...change, version: 5 })
  expect([inForce.status, await inForce.json()]).toMatchObject([409, { code: 'step_unknown' }])
})

it.each(['a\u0000b', '\ud800'])('keeps what a rule says in letters that every database keeps: %j', async (nasty) => {
  const town = await openTown()
  const terms = { ...manholes, task: `去看看${nasty}` }
  const answer = await town.as('dispatcherTang').api('POST', '/routing', { ...rule, terms }, newId())
  expect([answer.status, await answer.json()]).toMatchObject([
    201,
    { terms: { task: expect.stringMatching(/^去看看/) } },
  ])
})

it.each([
  [{ ...manholes, matter: 'community' }],
  [{ ...manholes, clauses: [{ kind: 'days', not: false, from: '2026-05-02', to: '2026-05-01' }] }],
])('drafts nothing that no form could say: %j', async (terms) => {
  const town = await openTown()
  const answer = await town.as('dispatcherTang').api('POST', '/routing', { ...rule, terms }, newId())
  expect([answer.status, await answer.json()]).toMatchObject([422, { code: 'input_invalid' }])
})
