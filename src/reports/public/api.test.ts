import { expect, it } from 'vitest'
import { accept, file, serve, whistle } from '../../../test/reports.ts'
import { shot } from '../../../test/snaps.ts'
import { openTown, qingyunGrid } from '../../../test/town.ts'
import { newId } from '../../kit/ids.ts'
import { reportById } from '../queries.ts'

type Filed = { id: string; version: number; photos: { url: string; role: string }[]; followAddress: string | null }
const lamp = { categoryId: 'street-light', words: '路灯不亮', address: '青云路', latitude: 23.365, longitude: 103.402 }

it('files a report with photos sent ahead, once for its id', async () => {
  const town = await openTown()
  const key = newId()
  const body = new Uint8Array(await (await shot()).arrayBuffer())
  const headers = { Cookie: `session=${await town.sessions.open('wangFang', 'test')}`, 'Sec-Fetch-Site': 'same-origin' }
  const sent = await town.app.request(`/api/v1/report-drafts/${key}/photos?role=near`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/octet-stream' },
    body,
  })
  expect(sent.status).toBe(201)
  const answers = [
    await town.as('wangFang').api('POST', '/reports', lamp, key),
    await town.as('wangFang').api('POST', '/reports', lamp, key),
  ]
  expect(answers.map(({ status }) => status)).toEqual([201, 201])
  const [one, two] = (await Promise.all(answers.map((answer) => answer.json()))) as [Filed, Filed]
  expect(two.id).toBe(one.id)
  expect(one.photos).toMatchObject([{ role: 'near' }])
  expect((await town.as('wangFang').get(one.photos[0]?.url as string)).status).toBe(200)
  const mine = (await (await town.as('wangFang').api('GET', '/reports/mine')).json()) as { reports: Filed[] }
  expect(mine.reports.map(({ id }) => id)).toEqual([one.id])
})

it.each([
  [{ ...lamp, categoryId: 'none' }, 404, 'category_missing'],
  [{ ...lamp, latitude: 100 }, 422, 'input_invalid'],
  [{ ...lamp, longitude: undefined }, 422, 'position_unfit'],
  [{ ...lamp, areaId: 'nowhere' }, 404, 'area_missing'],
  [{ ...lamp, categoryId: 'manhole' }, 422, 'answer_needed'],
  [{ ...lamp, againOf: 'none' }, 404, 'report_missing'],
])('refuses %j with %i %s', async (given, status, code) => {
  const town = await openTown()
  const answer = await town.as('wangFang').api('POST', '/reports', given)
  expect(answer.status).toBe(status)
  expect(await answer.json()).toMatchObject({ code })
})

it('follows an anonymous report by its secret alone', async () => {
  const town = await openTown()
  const answer = await town.as('wangFang').api('POST', '/reports', { ...lamp, anonymous: true, areaId: qingyunGrid })
  const { id, followAddress, version } = (await answer.json()) as Filed
  const secret = followAddress?.split('/').at(-1) as string
  const ask = (path: string, headers: Record<string, string>, method = 'GET', body?: string) =>
    town.app.request(`/api/v1/reports/${id}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin', ...headers },
      ...(body ? { body } : {}),
    })
  expect((await town.as('wangFang').api('GET', `/reports/${id}`)).status).toBe(404)
  expect((await ask('', { 'X-Follow-Secret': `${secret.slice(0, -1)}_` })).status).toBe(404)
  expect((await ask('', { 'X-Follow-Secret': secret })).status).toBe(200)
  const taken = await ask('/withdrawal', { 'X-Follow-Secret': secret }, 'POST', JSON.stringify({ version }))
  expect(taken.status).toBe(200)
  expect(await reportById(town.db, id)).toMatchObject({ status: 'refused', refusalReason: 'withdrawn' })
})

it.each(['a\u0000b', '\ud800', '\u202e', '\u200b'])(
  'takes %j for nothing but the letters in it, on both engines',
  async (nasty) => {
    const town = await openTown()
    const answers = { pole: `1${nasty}` }
    const filed = await town.as('wangFang').api('POST', '/reports', { ...lamp, words: `黑${nasty}`, answers }, newId())
    expect(filed.status).toBe(201)
    const { id } = (await filed.json()) as { id: string }
    const kept = JSON.stringify(await reportById(town.db, id))
    expect(kept).toContain('"pole":"1')
    expect(kept).not.toMatch(/\\u0000|\\ud800|[\u202e\u200b]/)
  },
)

it('tells of likely ones, joins, follows, judges and lists', async () => {
  const town = await openTown()
  const report = await file(town, { categoryId: 'street-light', answers: {}, words: '路灯不亮了' })
  await accept(town, report)
  const zhang = town.as('zhangWei')
  const likely = (await (await zhang.api('POST', '/reports/likely', lamp)).json()) as { reports: { report: Filed }[] }
  expect(likely.reports.map((one) => one.report.id)).toEqual([report.id])
  const place = { latitude: 23.365, longitude: 103.402 }
  expect(await (await zhang.api('POST', `/reports/${report.id}/join`, place)).json()).toMatchObject({ followers: 1 })
  expect((await zhang.api('POST', `/reports/${report.id}/follow`, { follow: false })).status).toBe(409)
  await whistle(town, report)
  await serve(town, report)
  const { version } = await reportById(town.db, report.id)
  const say = (who: 'zhangWei' | 'wangFang', verdict: string, words?: string, key?: string) =>
    town.as(who).api('POST', `/reports/${report.id}/verdict`, { version, verdict, words }, key)
  expect((await say('zhangWei', 'fixed')).status).toBe(403)
  expect((await say('wangFang', 'half')).status).toBe(422)
  const key = newId()
  const judged = await (await say('wangFang', 'half', '还有一盏', key)).json()
  expect(judged).toMatchObject({ status: 'half_fixed' })
  expect(await (await say('wangFang', 'half', '还有一盏', key)).json()).toEqual(judged)
  expect(await (await say('wangFang', 'half', '还有两盏', key)).json()).toMatchObject({ code: 'same_id_other_content' })
  expect((await say('wangFang', 'fixed')).status).toBe(409)
  const list = await (await town.as(undefined).api('GET', '/reports?q=%E8%B7%AF%E7%81%AF')).json()
  expect(list).toMatchObject({ reports: [{ id: report.id, words: '路灯不亮了' }], next: null })
  expect(JSON.stringify(list)).not.toContain('wangFang')
  const kinds = (await (await town.as(undefined).api('GET', '/report-categories')).json()) as { categories: unknown[] }
  expect(kinds.categories.length).toBeGreaterThan(10)
})
