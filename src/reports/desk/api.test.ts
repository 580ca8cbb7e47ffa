import { describe, expect, it } from 'vitest'
import { accept, callOf, file, whistle } from '../../../test/reports.ts'
import { shot } from '../../../test/snaps.ts'
import { type CastName, cityManagement, openTown, type Town, waterBureau } from '../../../test/town.ts'
import { newId } from '../../kit/ids.ts'
import { reportById, whistlesOf } from '../queries.ts'

const take = async (town: Town, who: CastName | undefined, path: string, body: unknown, key = newId()) => {
  const answer = await town.as(who).api('POST', `/reports/${path}`, body, key)
  return { status: answer.status, body: (await answer.json()) as Record<string, never> }
}
const acceptance = { matter: 'government', categoryId: 'manhole', urgency: 'urgent' }

async function afterPhoto(town: Town, who: CastName): Promise<string> {
  const draft = newId()
  const bytes = await (await shot()).arrayBuffer()
  const path = `/report-drafts/${draft}/photos?role=more`
  const cookie = `session=${await town.sessions.open(who, 'test')}`
  const headers = { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/octet-stream', Cookie: cookie }
  expect((await town.app.request(`/api/v1${path}`, { method: 'POST', headers, body: bytes })).status).toBe(201)
  return draft
}

describe('the steps of staff through the API', () => {
  it('lead from a filed report to a proven solution', async () => {
    const town = await openTown()
    const { id, version } = await file(town)
    const accepted = await take(town, 'clerkLi', `${id}/accept`, { version, ...acceptance })
    expect(accepted).toMatchObject({ status: 200, body: { status: 'accepted' } })
    const called = {
      version: accepted.body.version,
      organizationIds: [cityManagement, waterBureau],
      task: '请更换井盖',
    }
    expect(await take(town, 'dispatcherGao', `${id}/whistle`, called)).toMatchObject({ body: { status: 'whistled' } })

    const { calls } = (await (await town.as('officerKong').api('GET', `/reports/${id}/calls`)).json()) as {
      calls: { id: string; organizationId: string; version: number }[]
    }
    const of = (organization: string) => calls.find(({ organizationId }) => organizationId === organization) as never
    const [mine, theirs] = [of(cityManagement) as (typeof calls)[0], of(waterBureau) as (typeof calls)[0]]
    const back = { version: theirs.version, why: '不是我们的管网' }
    expect((await take(town, 'officerShui', `${id}/calls/${theirs.id}/hand-back`, back)).status).toBe(200)
    const release = { version: (await callOf(town, { id }, waterBureau)).version, why: '确实不是' }
    expect((await take(town, 'dispatcherTang', `${id}/calls/${theirs.id}/release`, release)).status).toBe(200)

    const reporting = await take(town, 'officerKong', `${id}/calls/${mine.id}/report-in`, { version: mine.version })
    expect(reporting.body).toMatchObject({ status: 'reported_in' })
    const solved = {
      ...{ version: (await callOf(town, { id })).version, words: '换好了' },
      draft: await afterPhoto(town, 'officerKong'),
    }
    const resolved = await take(town, 'officerKong', `${id}/calls/${mine.id}/resolve`, solved)
    expect(resolved.body).toMatchObject({ status: 'resolved' })
    expect(JSON.stringify(resolved.body.photos)).toContain('after')
    const inspected = { version: resolved.body.version, words: '现场看过' }
    expect(await take(town, 'dispatcherTang', `${id}/inspect`, inspected)).toMatchObject({ status: 200 })
  })

  it('give the first answer to an act that is sent twice, also at once', async () => {
    const town = await openTown()
    const { id, version } = await file(town)
    const key = newId()
    const send = () => take(town, 'clerkLi', `${id}/accept`, { version, ...acceptance }, key)
    const answers = await Promise.all([send(), send(), send()])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect((await reportById(town.db, id)).version).toBe(version + 1)
    const other = await take(town, 'clerkLi', `${id}/accept`, { version, ...acceptance, urgency: 'normal' }, key)
    expect(other).toMatchObject({ status: 409, body: { code: 'same_id_other_content' } })
  })

  it('let one of two clerks win, and tell the other by 409', async () => {
    const town = await openTown()
    const { id, version } = await file(town)
    const refusal = { version, reason: 'unclear', words: '看不清在哪里' }
    const [one, other] = await Promise.all([
      take(town, 'clerkLi', `${id}/accept`, { version, ...acceptance }),
      take(town, 'dispatcherGao', `${id}/accept`, { version, ...acceptance, urgency: 'normal' }),
    ])
    expect([one.status, other.status].sort()).toEqual([200, 409])
    expect((await take(town, 'clerkLi', `${id}/refuse`, refusal)).status).toBe(409)
  })

  it.each([
    ['clerkZhao', 'accept', 404],
    ['wangFang', 'accept', 403],
    [undefined, 'accept', 401],
    ['officerKong', 'accept', 403],
  ] as const)('are not for %s, whose report it is not: %s', async (who, step, status) => {
    const town = await openTown()
    const { id, version } = await file(town)
    expect((await take(town, who, `${id}/${step}`, { version, ...acceptance })).status).toBe(status)
    expect((await reportById(town.db, id)).status).toBe('filed')
  })

  it('do not take a call under the report of another', async () => {
    const town = await openTown()
    const [mine, other] = [await file(town), await file(town, { latitude: 23.37, longitude: 103.41 })]
    for (const report of [mine, other]) {
      await accept(town, report)
      await whistle(town, report)
    }
    const call = await callOf(town, other)
    const crossed = await take(town, 'officerKong', `${mine.id}/calls/${call.id}/report-in`, { version: call.version })
    expect(crossed.status).toBe(404)
    expect((await take(town, 'officerShui', `${mine.id}/calls/${call.id}/report-in`, { version: 1 })).status).toBe(404)
    expect((await whistlesOf(town.db, other.id)).map(({ status }) => status)).toEqual(['whistled'])
  })
})
