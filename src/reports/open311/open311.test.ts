import { describe, expect, it } from 'vitest'
import { accept, file, freshPhoto, serve, whistle } from '../../../test/reports.ts'
import { city, openTown, type Town } from '../../../test/town.ts'
import { childOf, childrenOf, readXml } from '../../../test/xml.ts'
import { calendarInForce } from '../../calendar/queries.ts'
import { reportByNumber } from '../queries.ts'
import { askResident, resumeReport } from '../triage/questions.ts'
import { issueKey } from './keys.ts'

const base = '/open311/v2'

async function openWithKey(perMinute = 600) {
  const town = await openTown()
  const actor = await town.actor('adminZheng')
  const given = { id: 'key-0000001', name: '12345 热线', contact: '', perMinute, actor, now: town.now() }
  const key = (await town.atomically((tx) => issueKey(tx, town.secrets, given))) as string
  return { town, key }
}

const get = (town: Town, path: string) => town.app.request(`${base}${path}`)
const json = async (town: Town, path: string) => (await get(town, path)).json() as Promise<Record<string, unknown>[]>

const post = (
  town: Town,
  path: string,
  fields: Record<string, string | string[]>,
  headers: Record<string, string> = {},
) =>
  town.app.request(`${base}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8', ...headers },
    body: new URLSearchParams(
      Object.entries(fields).flatMap(([name, value]) =>
        (Array.isArray(value) ? value : [value]).map((one) => [name, one] as [string, string]),
      ),
    ),
  })

const pothole = { service_code: 'road', lat: '23.3655', long: '103.4021', description: '路面 <坑> & 积水' }

describe('what can be read', () => {
  it.each(['json', 'xml'])('discovery tells where it is and in which formats, in %s', async (format) => {
    const { town } = await openWithKey()
    const answer = await town.app.request(`/open311/discovery.${format}`)
    expect(answer.status).toBe(200)
    const text = await answer.text()
    if (format === 'json') {
      const { changeset, endpoints } = JSON.parse(text)
      expect(changeset).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
      expect(endpoints.map(({ type }: { type: string }) => type)).toEqual(['production', 'test'])
      expect(endpoints[0]).toMatchObject({
        url: 'http://localhost/open311/v2',
        formats: ['text/xml', 'application/json'],
      })
    } else {
      expect(answer.headers.get('content-type')).toBe('text/xml; charset=utf-8')
      const endpoint = childOf(childOf(readXml(text), 'endpoints'), 'endpoint')
      expect(childOf(endpoint, 'specification').textContent).toBe('http://wiki.open311.org/GeoReport_v2')
      expect(childrenOf(childOf(endpoint, 'formats')).map(({ tagName }) => tagName)).toEqual(['format', 'format'])
    }
  })

  it('services and their definitions say the same in both formats', async () => {
    const { town } = await openWithKey()
    const services = await json(town, '/services.json')
    expect(services[0]).toEqual(
      expect.objectContaining({ service_code: 'manhole', metadata: true, type: 'realtime', group: '道路与设施' }),
    )
    const xml = readXml(await (await get(town, '/services.xml')).text())
    expect(childrenOf(xml).map((each) => childOf(each, 'service_code').textContent)).toEqual(
      services.map(({ service_code }) => service_code),
    )
    const definition = (await (await get(town, '/services/manhole.json')).json()) as { attributes: object[] }
    expect(definition.attributes[0]).toMatchObject({
      ...{ variable: true, code: 'danger', datatype: 'singlevaluelist', required: true, order: 1 },
      values: [
        { key: 'yes', name: '是' },
        { key: 'no', name: '否' },
      ],
    })
    const inXml = readXml(await (await get(town, '/services/manhole.xml')).text())
    expect(childOf(childOf(childOf(inXml, 'attributes'), 'attribute'), 'required').textContent).toBe('true')
    expect(await (await get(town, '/services/road.json')).json()).toEqual({ service_code: 'road', attributes: [] })
  })

  it('requests are public ones only, and say nothing of who filed them', async () => {
    const { town } = await openWithKey()
    const report = await file(town, { photos: [await freshPhoto(town)] })
    expect(await json(town, '/requests.json')).toEqual([])
    expect((await get(town, `/requests/${report.number}.json`)).status).toBe(404)
    await accept(town, report)
    await whistle(town, report)
    const [request] = await json(town, '/requests.json')
    expect(request).toMatchObject({
      ...{
        service_request_id: report.number,
        status: 'open',
        service_code: 'manhole',
        agency_responsible: '城市管理局',
      },
      ...{ lat: 23.365, long: 103.402, address: '青云路 18 号门口', requested_datetime: '2026-03-02T01:00:00Z' },
      media_url: expect.stringMatching(/^http:\/\/localhost\/photos\/[0-9a-f]{64}$/),
    })
    expect(JSON.stringify(request)).not.toMatch(/wangFang|王芳/)
    await serve(town, report)
    expect(await json(town, `/requests/${report.number}.json`)).toMatchObject([{ status: 'closed' }])
    const xml = readXml(await (await get(town, `/requests/${report.number.toLowerCase()}.xml?extensions=true`)).text())
    expect(childOf(childOf(xml, 'request'), 'lat').textContent).toBe('23.365')
    expect(childOf(childOf(childOf(xml, 'request'), 'extended_attributes'), 'notes').textContent).toContain(
      '已更换新井盖',
    )
  })

  it('what passes between staff and the reporter stands nowhere, also once the report is public again', async () => {
    const { town, key } = await openWithKey()
    const report = await file(town)
    await accept(town, report)
    const act = { reportId: report.id, calendar: await calendarInForce(town.db), now: town.now() }
    const asked = { ...act, version: 2, question: '您家门牌是几号？', actor: await town.actor('clerkLi') }
    await town.atomically((tx) => askResident(tx, asked))
    const answer = { ...act, step: 'answer', answer: '我家在三单元 502', actor: await town.actor('wangFang') } as const
    await town.atomically((tx) => resumeReport(tx, answer))
    const all = [
      await (await get(town, `/requests/${report.number}.xml?extensions=true`)).text(),
      await (await get(town, `/requests/${report.number}.json?extensions=true`)).text(),
      await (await get(town, `/servicerequestupdates.json?api_key=${key}`)).text(),
      await (await town.as(undefined).get(`/reports/${report.id}`)).text(),
    ]
    for (const text of all) expect(text).not.toMatch(/门牌|502/)
    expect(all[2]).toContain(report.number)
  })

  it('lists take every parameter', async () => {
    const { town } = await openWithKey()
    for (const [words, categoryId, latitude] of [
      ['井盖碎了', 'manhole', 23.36],
      ['路面塌陷', 'road', 23.4],
    ] as const)
      await accept(town, await file(town, { words, categoryId, latitude, answers: { danger: 'yes' } }))
    const count = async (query: string) => (await json(town, `/requests.json?${query}`)).length
    expect(await count('')).toBe(2)
    expect(await count('service_code=road,other&status=&unknown=1')).toBe(1)
    expect(await count('status=closed')).toBe(0)
    expect(await count('service_request_id=R-2026-000002&service_code=manhole&start_date=2020-01-01T00:00:00Z')).toBe(1)
    expect(await count('start_date=2026-03-02T09:00:00%2B08:00&end_date=2026-03-02T01:00:00Z')).toBe(2)
    expect(await count('end_date=2026-03-01T00:00:00Z')).toBe(0)
    expect(await count('bbox=103.3,23.35,103.5,23.37')).toBe(1)
    expect(await count('page=2&page_size=1')).toBe(1)
    expect(await count(`updated_after=2026-03-03T00:00:00Z`)).toBe(0)
    expect(await count(`jurisdiction_id=${city}`)).toBe(2)
  })
})

describe('what can be filed', () => {
  it('a report by form, with the answers that a definition asks for', async () => {
    const { town, key } = await openWithKey()
    const fields = { ...pothole, service_code: 'manhole', api_key: key, 'attribute[danger]': 'yes', email: 'a@b.cn' }
    const answer = await post(town, '/requests.json', fields)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual([
      { service_request_id: 'R-2026-000001', service_notice: expect.any(String), account_id: null },
    ])
    expect(await reportByNumber(town.db, 'R-2026-000001')).toMatchObject({
      ...{
        words: '路面 <坑> & 积水',
        answers: { danger: 'yes' },
        channel: 'open311',
        reporterId: null,
        status: 'filed',
      },
    })
  })

  it('one with a photo by multipart, the key in the address', async () => {
    const { town, key } = await openWithKey()
    const { prepared } = await freshPhoto(town)
    const form = new FormData()
    for (const [name, value] of Object.entries(pothole)) form.append(name, value)
    form.append('photo1', new File([new Uint8Array(prepared.bytes)], 'a.webp', { type: 'image/webp' }))
    const answer = await town.app.request(`${base}/requests.xml?api_key=${key}`, { method: 'POST', body: form })
    const request = childOf(readXml(await answer.text()), 'request')
    expect(childOf(request, 'service_request_id').textContent).toBe('R-2026-000001')
  })

  it('the same body again within ten minutes is the same report, later it is another one', async () => {
    const { town, key } = await openWithKey()
    const id = async () =>
      (
        (await (await post(town, '/requests.json', { ...pothole, api_key: key })).json()) as {
          service_request_id: string
        }[]
      )[0]?.service_request_id
    const all = await Promise.all([id(), id(), id()])
    expect(new Set(all)).toEqual(new Set(['R-2026-000001']))
    town.setTime(new Date(town.now().getTime() + 9 * 60_000))
    expect(await id()).toBe('R-2026-000001')
    town.setTime(new Date(town.now().getTime() + 25 * 60_000))
    expect(await id()).toBe('R-2026-000002')
  })

  it.each([
    [{ api_key: '' }, 403, 'api_key'],
    [{ api_key: 'ry_wrong' }, 403, 'api_key'],
    [{ service_code: '' }, 400, 'service_code'],
    [{ service_code: 'nothing' }, 404, 'service_code'],
    [{ lat: '' }, 400, 'lat'],
    [{ lat: '', long: '' }, 400, '位置'],
    [{ lat: '1e3' }, 400, 'lat'],
    [{ lat: '91' }, 400, 'lat'],
    [{ description: 'x'.repeat(4001) }, 400, 'description'],
    [{ description: '' }, 400, 'description'],
    [{ media_url: 'javascript:alert(1)' }, 400, 'media_url'],
    [{ media_url: 'http://user:pass@intranet/' }, 400, 'media_url'],
    [{ service_code: 'manhole' }, 400, '有人车掉进去'],
    [{ service_code: 'manhole', 'attribute[danger]': 'maybe' }, 400, '有人车掉进去'],
    [{ jurisdiction_id: 'elsewhere.gov' }, 404, 'jurisdiction_id'],
  ])('refuses %j with %i in both formats', async (wrong, status, says) => {
    const { town, key } = await openWithKey()
    const fields = { ...pothole, api_key: key, ...wrong } as Record<string, string>
    const answer = await post(town, '/requests.json', fields)
    expect(answer.status).toBe(status)
    const [error] = (await answer.json()) as { code: number; description: string }[]
    expect(error?.code).toBe(status)
    expect(error?.description).toContain(says)
    const inXml = readXml(await (await post(town, '/requests.xml', fields)).text())
    expect(childOf(childOf(inXml, 'error'), 'code').textContent).toBe(String(status))
    expect(await reportByNumber(town.db, 'R-2026-000001')).toBeUndefined()
  })

  it.each([
    '?status=done',
    '?start_date=2026-03-01',
    '?bbox=1,2,3',
    '?start_date=2025-01-01T00:00:00Z&end_date=2026-01-01T00:00:00Z',
  ])('refuses the list %s with 400', async (query) => {
    const { town } = await openWithKey()
    expect((await get(town, `/requests.json${query}`)).status).toBe(400)
  })

  it.each([
    '/services.csv',
    '/requests/nothing.json',
    '/tokens/nothing.xml',
    '/services/nothing.xml',
    '/services.json?jurisdiction_id=x',
  ])('answers %s with 404 in a body of its own', async (path) => {
    const { town } = await openWithKey()
    const answer = await get(town, path)
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toMatch(/^(text\/xml|application\/json)/)
  })

  it('counts every key by itself, and says when to come again', async () => {
    const { town, key } = await openWithKey(2)
    const all = await Promise.all(
      [1, 2, 3, 4].map((n) => post(town, '/requests.json', { ...pothole, description: `第 ${n} 处`, api_key: key })),
    )
    expect(all.map(({ status }) => status).sort()).toEqual([200, 200, 429, 429])
    expect(all.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('60')
  })

  it('a revoked key opens nothing', async () => {
    const { town, key } = await openWithKey()
    expect((await town.as('adminZheng').post('/desk/api-keys/key-0000001/revoke')).status).toBe(303)
    expect((await post(town, '/requests.json', { ...pothole, api_key: key })).status).toBe(403)
  })

  it('a key is shown once, on the page that issues it', async () => {
    const { town } = await openWithKey()
    const admin = town.as('adminZheng')
    const form = { id: 'key-form-01', name: '邻市中心', contact: '', perMinute: '60' }
    expect(await (await admin.post('/desk/api-keys', form)).text()).toMatch(/ry_[\w-]{32}/)
    expect(await (await admin.post('/desk/api-keys', form)).text()).not.toMatch(/ry_[\w-]{32}/)
    expect(await (await admin.get('/desk/api-keys')).text()).not.toMatch(/ry_[\w-]{32}/)
  })
})

describe('the exchange of updates', () => {
  it('tells what changed, under ids that stay', async () => {
    const { town, key } = await openWithKey()
    const report = await file(town)
    await accept(town, report)
    await whistle(town, report)
    await serve(town, report)
    const updates = await json(town, `/servicerequestupdates.json?api_key=${key}`)
    expect(updates.map(({ status }) => status)).toEqual(['open', 'action_scheduled', 'in_progress', 'fixed'])
    expect(updates[0]).toMatchObject({ service_request_id: report.number, updated_datetime: '2026-03-02T01:00:00Z' })
    expect(await json(town, `/servicerequestupdates.json?api_key=${key}`)).toEqual(updates)
    expect((await get(town, '/servicerequestupdates.json')).status).toBe(403)
    expect((await get(town, `/servicerequestupdates.json?api_key=${key}&start_date=2026-03-02T00:00:00Z`)).status).toBe(
      400,
    )
  })

  it('takes an update once, and leaves the decision to staff', async () => {
    const { town, key } = await openWithKey()
    const report = await file(town)
    await accept(town, report)
    const update = {
      ...{ api_key: key, service_request_id: report.number, update_id: '77', status: 'FIXED' },
      ...{ updated_datetime: '2026-03-02T09:30:00+08:00', description: '对方说修好了' },
    }
    const send = async () =>
      (await (await post(town, '/servicerequestupdates.json', update)).json()) as { update_id: string }[]
    const [first, again] = [await send(), await send()]
    expect(again).toEqual(first)
    expect(await reportByNumber(town.db, report.number)).toMatchObject({ status: 'accepted' })
    expect(await (await town.as('clerkLi').get(`/desk/reports/${report.id}`)).text()).toContain('对方说修好了')
    const missing = await post(town, '/servicerequestupdates.json', { api_key: key })
    expect(((await missing.json()) as object[]).length).toBe(5)
    expect((await post(town, '/servicerequestupdates.xml', { ...update, status: 'DANCING' })).status).toBe(400)
    expect((await post(town, '/servicerequestupdates.xml', { ...update, service_request_id: 'R-1' })).status).toBe(404)
  })
})
