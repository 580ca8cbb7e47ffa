import { createHash, createHmac, randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { deviceWhistles } from '../../../db/schema/devices.ts'
import { transfers } from '../../../db/schema/points.ts'
import { reports } from '../../../db/schema/reports.ts'
import { accept } from '../../../test/reports.ts'
import { city, openTown, qingyun, type Town } from '../../../test/town.ts'
import { setBoundary } from '../../areas/boundaries/actions.ts'
import { hour, minute } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'

const given = {
  ...{ name: '南湖水位计', kind: 'sensor', areaId: qingyun, address: '南湖北岸', perHour: '5' },
  ...{ latitude: '23.365', longitude: '103.402', categories: ['street-light', 'road'] },
}

/** Registers a device; its id and the secret that the page shows once. */
async function register(town: Town, fields: Record<string, string | string[]> = {}) {
  const id = newId()
  const page = await town.as('adminZheng').post('/desk/devices', { id, ...given, ...fields })
  expect(page.status).toBe(200)
  const [secret = ''] = /[\w-]{43}(?=<\/code>)/.exec(await page.text()) ?? []
  expect(secret).toHaveLength(43)
  return { id, secret }
}

type Sender = { id: string; secret: string }
type Change = { nonce?: string; timestamp?: string; signature?: string; sentBody?: string }

const event = (town: Town, fields: object = {}) => ({
  ...{
    eventId: `event-${randomUUID()}`,
    categoryId: 'road',
    noticedAt: town.now().toISOString(),
    words: '路面积水 30 厘米',
  },
  ...fields,
})

/** Signs as a device does, written from the description alone. */
function whistle(town: Town, { id, secret }: Sender, content: object, change: Change = {}) {
  const body = JSON.stringify(content)
  const timestamp = change.timestamp ?? String(Math.floor(town.now().getTime() / 1000))
  const nonce = change.nonce ?? randomUUID()
  const hash = createHash('sha256').update(body).digest('hex')
  const text = `rongyu-device-v1\n${id}\n${timestamp}\n${nonce}\n${hash}`
  const signature = change.signature ?? createHmac('sha256', secret).update(text).digest('hex')
  return town.app.request('/api/v1/device-whistles', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...{ 'X-Device': id, 'X-Timestamp': timestamp, 'X-Nonce': nonce, 'X-Signature': signature },
    },
    body: change.sentBody ?? body,
  })
}

const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code
const all = (town: Town) => town.db.select().from(reports).orderBy(reports.id)

describe('a device', () => {
  it('whistles, a person accepts it, and everybody reads that a device did', async () => {
    const town = await openTown()
    const device = await register(town)
    const answer = await whistle(town, device, event(town))
    expect(answer.status).toBe(201)
    expect(await answer.json()).toEqual({ number: 'R-2026-000001', status: 'filed' })
    const [report] = await all(town)
    expect(report).toMatchObject({
      ...{ channel: 'device', reporterId: null, isPublic: false, areaId: qingyun, address: '南湖北岸' },
      ...{ latitude: 23.365, longitude: 103.402, placeFrom: 'device', categoryId: 'road' },
    })
    const before = await town.db.$count(transfers)
    await accept(town, report as typeof reports.$inferSelect)
    const page = await (await town.as(undefined).get(`/reports/${report?.id}`)).text()
    expect(page).toContain('设备自动上报')
    expect(await town.db.$count(transfers)).toBe(before)
    const desk = await (await town.as('clerkLi').get(`/desk/reports/${report?.id}`)).text()
    expect(desk).toContain('南湖水位计')
  })

  it('speaks of no place outside the area it is registered for, wherever it stands or goes', async () => {
    const town = await openTown()
    const around = [
      [103.3, 23.3],
      [103.5, 23.3],
      [103.5, 23.5],
      [103.3, 23.5],
      [103.3, 23.3],
    ] as [number, number][]
    const boundary = { areaId: city, shape: [[around]], actor: await town.actor('adminZheng'), now: town.now() }
    await town.atomically((tx) => setBoundary(tx, boundary))
    const far = { latitude: '39.9', longitude: '116.4' }
    const refused = await town.as('adminZheng').post('/desk/devices', { id: newId(), ...given, ...far })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('不在设备登记的区域里')
    const patrol = await register(town, { latitude: '', longitude: '' })
    const away = event(town, { latitude: 39.9, longitude: 116.4 })
    expect(await codeOf(await whistle(town, patrol, away))).toBe('device_outside')
    expect((await whistle(town, patrol, event(town, { latitude: 23.4, longitude: 103.4 }))).status).toBe(201)
  })

  it('may add one still, and no second one', async () => {
    const town = await openTown()
    const device = await register(town, { perHour: '60' })
    const still = (
      await sharp({ create: { width: 64, height: 48, channels: 3, background: '#357' } })
        .jpeg()
        .toBuffer()
    ).toString('base64')
    expect((await whistle(town, device, event(town, { still }))).status).toBe(201)
    const [report] = await all(town)
    const page = await (await town.as('clerkLi').get(`/desk/reports/${report?.id}`)).text()
    expect(page).toContain('/small"')
    for (const wrong of [
      { stills: [still] },
      { still: [still, still] },
      { still: 'not base64!' },
      { still: 'AAAA' },
      { stream: 'rtsp://x' },
    ])
      expect((await whistle(town, device, event(town, wrong))).status).toBe(422)
  })

  it('that sends an event again, signed anew, gets the first answer; another content is refused', async () => {
    const town = await openTown()
    const device = await register(town)
    const content = event(town)
    const first = await whistle(town, device, content)
    expect(await (await whistle(town, device, content)).json()).toEqual(await first.json())
    expect(await codeOf(await whistle(town, device, { ...content, words: '别的' }))).toBe('device_event_changed')
    expect(await town.db.$count(reports)).toBe(1)
  })

  it('that sends one event eight times at once makes one report', async () => {
    const town = await openTown()
    const device = await register(town, { perHour: '60' })
    const content = event(town)
    const answers = await Promise.all(Array.from({ length: 8 }, () => whistle(town, device, content)))
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201))
    expect(await town.db.$count(deviceWhistles)).toBe(1)
    expect(await town.db.$count(reports)).toBe(1)
  })

  it('is not heard when somebody plays back, changes or makes up what it signed', async () => {
    const town = await openTown()
    const device = await register(town, { perHour: '60' })
    const nonce = randomUUID()
    const content = event(town)
    expect((await whistle(town, device, content, { nonce })).status).toBe(201)
    expect(await codeOf(await whistle(town, device, event(town), { nonce }))).toBe('device_nonce_used')
    const unheard: [object, Change?][] = [
      [content, { sentBody: JSON.stringify({ ...content, words: '改过' }) }],
      [event(town), { signature: '0'.repeat(64) }],
      [event(town), { signature: '' }],
      [event(town), { timestamp: String(Math.floor(town.now().getTime() / 1000) - 301) }],
      [event(town), { timestamp: String(Math.floor(town.now().getTime() / 1000) + 301) }],
      [event(town), { timestamp: '1e9' }],
      [event(town), { nonce: 'short' }],
    ]
    for (const [body, change] of unheard)
      expect(await codeOf(await whistle(town, device, body, change))).toBe('device_unknown')
    expect(await codeOf(await whistle(town, { ...device, secret: 'guessed' }, event(town)))).toBe('device_unknown')
    expect(await codeOf(await whistle(town, { id: 'none', secret: 'x' }, event(town)))).toBe('device_unknown')
    const plain = await town.app.request('/api/v1/device-whistles', { method: 'POST', body: '{}' })
    expect([403, 422]).toContain(plain.status)
    // The very same bytes played back within the window make nothing.
    expect((await whistle(town, device, content, { nonce })).status).toBe(201)
    expect(await town.db.$count(reports)).toBe(1)
  })

  it.each([
    ['another category', { categoryId: 'manhole' }, 'device_category_unfit'],
    ['a place it cannot see', { latitude: 23.39, longitude: 103.402 }, 'device_place_unfit'],
    ['half a place', { latitude: 23.39 }, 'position_unfit'],
    ['something of last week', { noticedAt: '2026-02-20T00:00:00Z' }, 'device_time_unfit'],
    ['the future', { noticedAt: '2026-03-03T00:00:00Z' }, 'device_time_unfit'],
    ['nothing', { words: undefined }, 'words_needed'],
  ])('may not whistle for %s', async (_, fields, code) => {
    const town = await openTown()
    const device = await register(town)
    expect(await codeOf(await whistle(town, device, event(town, fields)))).toBe(code)
    expect(await town.db.$count(reports)).toBe(0)
  })

  it('is heard only so often an hour, and others beside it as often as they may', async () => {
    const town = await openTown()
    const [one, other] = [await register(town), await register(town)]
    for (let each = 0; each < 5; each++) expect((await whistle(town, one, event(town))).status).toBe(201)
    expect((await whistle(town, one, event(town))).status).toBe(429)
    expect((await whistle(town, other, event(town))).status).toBe(201)
    await town.advance(hour + minute)
    expect((await whistle(town, one, event(town))).status).toBe(201)
  })

  it('is silent once it was revoked', async () => {
    const town = await openTown()
    const device = await register(town)
    expect((await town.as('adminZheng').post(`/desk/devices/${device.id}/revoke`)).status).toBe(303)
    expect(await codeOf(await whistle(town, device, event(town)))).toBe('device_unknown')
    expect((await town.as('adminZheng').post(`/desk/devices/${device.id}/revoke`)).status).toBe(404)
  })

  it('shows its secret once, and keeps it sealed', async () => {
    const town = await openTown()
    const device = await register(town)
    expect(await (await town.as('adminZheng').get('/desk/devices')).text()).not.toContain(device.secret)
    const again = await town.as('adminZheng').post('/desk/devices', { ...given, id: device.id })
    expect(await again.text()).not.toContain(device.secret)
    const { devices } = await import('../../../db/schema/devices.ts')
    expect(JSON.stringify(await town.db.select().from(devices))).not.toContain(device.secret)
  })

  it.each([
    ['without a category', { categories: [] as string[] }],
    ['for a category that does not exist', { categories: ['none'] }],
    ['with half a position', { longitude: '' }],
    ['in an area that does not exist', { areaId: 'none' }],
    ['that may whistle without end', { perHour: '100000' }],
  ])('is not registered %s', async (_, fields) => {
    const town = await openTown()
    const answer = await town.as('adminZheng').post('/desk/devices', { id: newId(), ...given, ...fields })
    expect([404, 422]).toContain(answer.status)
  })
})
