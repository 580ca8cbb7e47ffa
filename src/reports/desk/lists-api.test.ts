import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { reports } from '../../../db/schema/reports.ts'
import { accept, file, whistle } from '../../../test/reports.ts'
import { city, cityManagement, openTown, qingyun } from '../../../test/town.ts'
import { cityDay } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { reportById } from '../queries.ts'

const address = '青云路7718号3单元4406'
type Listed = { reports: { id: string; address: string; urgency: string }[] }

it('tells staff of the queue and what they look for, whole, and nobody else', async () => {
  const town = await openTown()
  const { id } = await file(town, { categoryId: 'noise', answers: {}, address })
  const read = async (who: Parameters<typeof town.as>[0], path: string) =>
    (await (await town.as(who).api('GET', path)).json()) as Listed
  expect(await read('clerkLi', '/desk/reports')).toMatchObject({ reports: [{ id, address, urgency: 'normal' }] })
  expect(await read('clerkLi', '/desk/reports?tab=running')).toEqual({ reports: [], next: null })
  expect(await read('clerkLi', '/desk/reports?category=manhole')).toEqual({ reports: [], next: null })
  expect(await read('clerkLi', '/desk/reports/search?q=4406')).toMatchObject({ reports: [{ id, address }] })
  expect(await read('clerkZhao', '/desk/reports/search?q=4406')).toEqual({ reports: [] })
  expect(await read('officerKong', '/desk/reports/search?q=4406')).toEqual({ reports: [] })
  for (const path of ['/desk/reports', '/desk/reports/search?q=4406', '/desk/calls']) {
    expect((await town.as('wangFang').api('GET', path)).status).toBe(403)
    expect((await town.as(undefined).api('GET', path)).status).toBe(401)
  }
  expect((await town.as('clerkLi').api('GET', '/desk/reports?tab=moon')).status).toBe(422)
  expect((await town.as('clerkLi').api('GET', '/desk/reports/search?q=')).status).toBe(422)
})

it.each(['new', 'done'])(
  'reads all of %s page by page, each once, also when the last one read has gone',
  async (tab) => {
    const town = await openTown()
    const { id } = await file(town, { categoryId: 'noise', answers: {}, address })
    const first = await reportById(town.db, id)
    const status = tab === 'done' ? ('closed' as const) : first.status
    const many = Array.from({ length: 104 }, (_, at) => ({
      ...{ ...first, status, id: `many-${at}`, number: `R-2026-1${at}`, reference: `many-${at}` },
      ...{ urgency: at % 3 ? ('normal' as const) : ('urgent' as const), filedAt: town.now(), updatedAt: town.now() },
    }))
    await town.atomically(async (tx) => {
      for (const row of many) await tx.insert(reports).values(row)
    })
    const read = async (query: string) =>
      (await (await town.as('clerkLi').api('GET', `/desk/reports?tab=${tab}${query}`)).json()) as Listed & {
        next: string | null
      }
    const start = await read('')
    expect(start.reports).toHaveLength(100)
    const page = await (await town.as('clerkLi').get(`/desk/reports?tab=${tab}`)).text()
    expect(page.includes(`after=${start.next}`)).toBe(true)
    expect(page.includes('最近 30 天了结的')).toBe(tab === 'done')
    const last = start.reports.at(-1)?.id as string
    await town.atomically((tx) => tx.update(reports).set({ status: 'accepted' }).where(eq(reports.id, last)))
    const rest = await read(`&after=${start.next}`)
    expect(rest.next).toBeNull()
    const all = [...start.reports, ...rest.reports].map((report) => report.id)
    expect(all.toSorted()).toEqual([...many.map((row) => row.id), ...(tab === 'new' ? [id] : [])].toSorted())
    expect((await town.as('clerkLi').api('GET', '/desk/reports?after=moon')).status).toBe(422)
  },
)

it('tells a department what it was called for, with the version that a step has to name', async () => {
  const town = await openTown()
  const { id } = await whistle(town, await accept(town, await file(town)))
  const calls = async (who: 'officerKong' | 'officerShui') =>
    (await town.as(who).api('GET', '/desk/calls')).json() as Promise<{ calls: { id: string; version: number }[] }>
  expect(await calls('officerShui')).toEqual({ calls: [] })
  const { calls: mine } = await calls('officerKong')
  expect(mine).toMatchObject([{ organizationId: cityManagement, status: 'whistled', report: { id } }])
  const [call] = mine
  const reporting = { version: call?.version }
  const answer = await town.as('officerKong').api('POST', `/reports/${id}/calls/${call?.id}/report-in`, reporting)
  expect(answer.status).toBe(200)
})

it('says what the routing book proposes, and takes it once', async () => {
  const town = await openTown()
  const { id, version } = await file(town)
  const clerk = town.as('clerkLi')
  const proposal = async () => (await clerk.api('GET', `/reports/${id}/proposal`)).json()
  expect(await proposal()).toEqual({ proposal: null })
  const terms = {
    clauses: [],
    matter: 'government',
    organizationIds: [cityManagement],
    task: '去看看',
    automatic: false,
  }
  const rule = { areaId: city, name: '都归城管', position: 10, terms, reason: '试试' }
  const key = newId()
  await town.as('dispatcherTang').api('POST', '/routing', rule, key)
  const step = (who: 'dispatcherTang' | 'adminZheng', path: string, body: object) =>
    town.as(who).api('POST', `/routing/versions/${key}/${path}`, body)
  await step('dispatcherTang', 'trial', { version: 1 })
  await step('adminZheng', 'schedule', { version: 2, startsOn: cityDay(town.now()), reason: '好' })
  expect(await proposal()).toMatchObject({
    proposal: { routingVersionId: key, matter: 'government', organizationIds: [cityManagement], problems: [] },
  })
  expect((await town.as('clerkZhao').api('GET', `/reports/${id}/proposal`)).status).toBe(404)
  const taking = { version, routingVersionId: key }
  const wrong = await clerk.api('POST', `/reports/${id}/route`, { version, routingVersionId: 'other' })
  expect([wrong.status, await wrong.json()]).toMatchObject([409, { code: 'proposal_changed' }])
  const again = newId()
  for (let time = 0; time < 2; time++)
    expect(await (await clerk.api('POST', `/reports/${id}/route`, taking, again)).json()).toMatchObject({
      status: 'whistled',
    })
  expect((await reportById(town.db, id)).matter).toBe('government')
  expect((await town.as('wangFang').api('POST', `/reports/${id}/route`, taking)).status).toBe(403)
})

it('keeps somebody’s subscriptions by the API, and nobody else’s', async () => {
  const town = await openTown()
  const [li, zhang] = [town.as('liNa'), town.as('zhangWei')]
  const subscribed = await li.api('POST', '/report-subscriptions', { areaId: qingyun, category: 'road' }, newId())
  const { subscriptions } = (await subscribed.json()) as { subscriptions: { id: string }[] }
  expect(subscriptions).toMatchObject([{ areaId: qingyun, category: 'road' }])
  const path = `/report-subscriptions/${subscriptions[0]?.id}`
  expect(await (await zhang.api('DELETE', path)).json()).toEqual({ subscriptions: [] })
  expect(await (await li.api('GET', '/report-subscriptions')).json()).toEqual({ subscriptions })
  expect(await (await li.api('DELETE', path)).json()).toEqual({ subscriptions: [] })
  expect((await li.api('POST', '/report-subscriptions', { category: 'neighbours' }, newId())).status).toBe(404)
  expect(await (await li.api('POST', '/report-subscriptions', {}, newId())).json()).toMatchObject({
    subscriptions: [{ areaId: city, category: null }],
  })
})
