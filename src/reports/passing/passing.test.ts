import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve as serveApp } from '@hono/node-server'
import { eq } from 'drizzle-orm'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { passings, passingUpdates } from '../../../db/schema/passing.ts'
import { reportEvents, reports } from '../../../db/schema/reports.ts'
import { json, pass, peerServer, peerThat, register, services } from '../../../test/peers.ts'
import { accept, file, serve, whistle } from '../../../test/reports.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { hour, minute } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { issueKey } from '../open311/keys.ts'
import { type Report, reportById, reportByNumber } from '../queries.ts'
import { claim } from './actions.ts'

vi.setConfig({ testTimeout: 60_000 })

async function passedOn(town: Town, url: string, fields: Record<string, string> = {}) {
  const report = await accept(town, await file(town))
  const peerId = await register(town, url, fields)
  expect((await pass(town, report, peerId)).status).toBe(303)
  await town.advance(minute)
  return { report, peerId, ...(await onlyPassing(town)) }
}

async function onlyPassing(town: Town) {
  const [passing] = await town.db.select().from(passings)
  return { passing: passing as typeof passings.$inferSelect }
}

const listed = async (town: Town, by = 'dispatcherTang') => (await town.as(by).get('/desk/passings')).text()

describe('between two of our own', () => {
  it('a report goes over, and what becomes of it there comes back', async () => {
    const [here, there] = [await openTown(), await openTown()]
    const listening = serveApp({ fetch: there.app.fetch, port: 0, hostname: '127.0.0.1' })
    await once(listening, 'listening')
    onTestFinished(() => void listening.close())
    const key = (await there.atomically(async (tx) =>
      issueKey(tx, there.secrets, {
        ...{ id: newId(), name: '邻市', contact: '', perMinute: 600 },
        ...{ actor: await there.actor('adminZheng'), now: there.now() },
      }),
    )) as string
    const report = await accept(here, await file(here, { words: '王芳家门口的井盖坏了，电话 13900000000' }))
    const url = `http://127.0.0.1:${(listening.address() as AddressInfo).port}/open311/v2/services.json`
    const peerId = await register(here, url, { apiKey: key, knowsRepeats: '1' }, 'road')
    expect((await pass(here, report, peerId)).status).toBe(303)
    await here.advance(minute)

    const { passing } = await onlyPassing(here)
    expect(passing).toMatchObject({ state: 'received', attempts: 0, error: '' })
    const theirs = (await reportByNumber(there.db, passing.theirId as string)) as Report
    expect(theirs).toMatchObject({
      ...{
        words: `井盖坏了，请处理 [${report.number}]`,
        address: '青云路 18 号门口',
        latitude: 23.365,
        longitude: 103.402,
      },
      ...{ categoryId: 'road', reporterId: null, channel: 'open311' },
    })
    // The key and the reporter are nowhere: not in the page, not in the table.
    expect(passing.words).not.toContain('王芳')
    expect(await (await here.as('adminZheng').get(`/desk/peers/${peerId}`)).text()).not.toContain(key)

    there.setTime(here.now())
    await accept(there, theirs, 'dispatcherTang')
    await whistle(there, theirs, undefined, 'dispatcherTang')
    await serve(there, theirs)
    await here.advance(hour)
    there.setTime(here.now())
    const before = await reportById(here.db, report.id)
    expect(before.status).toBe('accepted')
    const updates = await here.db.select().from(passingUpdates).orderBy(passingUpdates.at, passingUpdates.updateId)
    expect(updates.map(({ status }) => status)).toContain('fixed')
    const desk = await (await here.as('dispatcherTang').get(`/desk/reports/${report.id}`)).text()
    expect(desk).toContain('外部系统更新')
    // Asked again, nothing is told twice.
    await here.advance(hour)
    expect(await here.db.$count(passingUpdates)).toBe(updates.length)
    const inbox = await (await here.as('dispatcherTang').get('/notices')).text()
    expect(inbox.match(new RegExp(`邻市办完了 ${report.number}`, 'g'))).toHaveLength(1)
  })
})

describe('only what is needed leaves', () => {
  it('no name, no phone, no account, and a position no finer than everybody reads', async () => {
    const town = await openTown()
    const peer = await peerThat((response) => json(response, [{ service_request_id: 'A-1' }]))
    await passedOn(town, peer.url)
    const [post] = peer.posts()
    const sent = new URLSearchParams(post?.body)
    expect([...sent.keys()].sort()).toEqual(['address_string', 'api_key', 'description', 'lat', 'long', 'service_code'])
    expect(sent.get('lat')).toBe('23.3650')
    expect(JSON.stringify([post?.body, post?.headers])).not.toMatch(/wangFang|王芳/)
  })

  it('a report that is not public gives away a hundred meters at best', async () => {
    const town = await openTown()
    const peer = await peerThat((response) => json(response, [{ service_request_id: 'A-1' }]))
    const report = await accept(town, await file(town))
    const peerId = await register(town, peer.url)
    await town.atomically((tx) => tx.update(reports).set({ isPublic: false }).where(eq(reports.id, report.id)))
    await pass(town, report, peerId)
    await town.advance(minute)
    expect(new URLSearchParams(peer.posts()[0]?.body).get('long')).toBe('103.402')
  })
})

describe('a server that is slow, wrong or hostile', () => {
  it.each([
    ['an error in the standard', 400, [{ code: 400, description: 'lat is missing' }], '400 lat is missing'],
    ['a wrong key', 403, [{ code: 403, description: 'no key' }], '403 no key'],
    ['an error of its own kind', 404, { message: 'nothing' }, 'HTTP 404'],
  ])('%s fails at once, and staff read why', async (_, status, body, said) => {
    const town = await openTown()
    const peer = await peerThat((response) => json(response, body, status))
    const { passing } = await passedOn(town, peer.url)
    expect(passing).toMatchObject({ state: 'failed', error: said })
    await town.advance(hour)
    expect(peer.posts()).toHaveLength(1)
    expect(await listed(town)).toContain(said)
    expect(await (await town.as('dispatcherTang').get('/notices')).text()).toContain('没能转给邻市')
  })

  it('“try again” sends it once more, for those whose area it is in', async () => {
    const town = await openTown()
    let isWell = false
    const peer = await peerThat((response) =>
      isWell
        ? json(response, [{ service_request_id: 'A-1' }])
        : json(response, [{ code: 400, description: 'no' }], 400),
    )
    const { passing } = await passedOn(town, peer.url)
    isWell = true
    const again = (by: string, version = passing.version) =>
      town.as(by).post(`/desk/passings/${passing.id}/again`, { version: `${version}` })
    expect((await again('clerkLi')).status).toBe(403)
    expect((await again('dispatcherTang')).status).toBe(303)
    expect((await again('dispatcherTang')).status).toBe(409)
    await town.advance(minute)
    expect((await onlyPassing(town)).passing).toMatchObject({ state: 'received', theirId: 'A-1' })
  })

  it('one that is too busy is tried again, ever more seldom, and given up where staff see it', async () => {
    const town = await openTown()
    const peer = await peerThat((response) => json(response, [{ code: 503, description: 'busy' }], 503))
    const { passing } = await passedOn(town, peer.url)
    expect(passing).toMatchObject({ state: 'waiting', attempts: 1, error: '503 busy' })
    for (let turn = 0; turn < 10; turn++) await town.advance(13 * hour)
    expect((await onlyPassing(town)).passing).toMatchObject({ state: 'failed', attempts: 7 })
    expect(peer.posts()).toHaveLength(7)
  })

  it('one that cannot be reached is tried again without doubt', async () => {
    const town = await openTown()
    const peer = await peerThat((response) => response.end())
    const report = await accept(town, await file(town))
    const peerId = await register(town, peer.url)
    await pass(town, report, peerId)
    const dead = await peerThat(() => undefined)
    const { peers } = await import('../../../db/schema/passing.ts')
    await town.atomically((tx) => tx.update(peers).set({ url: dead.url.replace(/\d+$/, '1') }))
    await town.advance(minute)
    expect((await onlyPassing(town)).passing).toMatchObject({ state: 'waiting', error: 'unreachable' })
  })

  it.each([
    ['a broken connection', (response) => response.destroy()],
    ['a page in HTML', (response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>ok</p>')],
    ['JSON that is none', (response) => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{oops')],
    ['an empty list', (response) => json(response, [])],
    ['an enormous body', (response) => json(response, 'x'.repeat(5 * 1024 * 1024))],
    ['a fault of its own', (response) => json(response, [{ code: 500, description: 'oops' }], 500)],
    ['an id that would be several', (response) => json(response, [{ service_request_id: 'A,B' }])],
  ] as [string, (response: Parameters<RequestListener>[1]) => void][])(
    'after %s nobody knows, and it is not sent twice',
    async (_, post) => {
      const town = await openTown()
      const peer = await peerThat(post)
      const { passing, report } = await passedOn(town, peer.url)
      expect(passing.state).toBe('uncertain')
      for (let turn = 0; turn < 3; turn++) await town.advance(13 * hour)
      expect(peer.posts()).toHaveLength(1)
      expect(await listed(town)).toContain(report.number)
      const given = { version: `${passing.version}`, theirId: 'A-77' }
      expect((await town.as('dispatcherTang').post(`/desk/passings/${passing.id}/found`, given)).status).toBe(303)
      expect((await onlyPassing(town)).passing).toMatchObject({ state: 'received', theirId: 'A-77' })
    },
  )

  it('a lost answer is found in the other side’s list by our number', async () => {
    const town = await openTown()
    const arrived: unknown[] = []
    const peer = await peerThat(
      (response, { body }) => {
        arrived.push({ service_request_id: 'A-9', description: new URLSearchParams(body).get('description') })
        response.destroy()
      },
      () => arrived,
    )
    const { passing } = await passedOn(town, peer.url)
    expect(passing).toMatchObject({ state: 'received', theirId: 'A-9' })
  })

  it('a redirect inwards is not followed, and no secret goes along', async () => {
    const town = await openTown()
    const inside = await peerServer((_, response) => json(response, [{ service_request_id: 'stolen' }]))
    const peer = await peerThat((response) => response.writeHead(307, { Location: inside.url }).end())
    const { passing } = await passedOn(town, peer.url)
    expect(passing).toMatchObject({ state: 'failed', error: 'redirect 307' })
    expect(inside.seen).toEqual([])
  })

  it.each(['http://10.0.0.1/open311', 'http://169.254.169.254/', 'file:///etc/passwd', 'http://user:pw@127.0.0.1/'])(
    'cannot be registered as %s',
    async (url) => {
      const town = await openTown()
      const given = { id: newId(), name: '邻市', url }
      const answer = await town.as('adminZheng').post('/desk/peers', given)
      expect(answer.status).toBe(422)
    },
  )

  it('is not registered when it does not speak GeoReport at all', async () => {
    const town = await openTown()
    const peer = await peerServer((_, response) =>
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('hello'),
    )
    const answer = await town.as('adminZheng').post('/desk/peers', { id: newId(), name: '邻市', url: peer.url })
    expect([409, 503]).toContain(answer.status)
    expect(await answer.text()).toContain('role="alert"')
  })

  it('one that speaks XML alone is spoken to in XML', async () => {
    const town = await openTown()
    const xml = (response: Parameters<RequestListener>[1], text: string) =>
      response.writeHead(200, { 'Content-Type': 'text/xml; charset=utf-8' }).end(`<?xml version="1.0"?>${text}`)
    const peer = await peerServer((seen, response) => {
      if (seen.method === 'POST')
        return xml(response, '<service_requests><request><token>T1</token></request></service_requests>')
      if (seen.url.startsWith('/services.xml'))
        return xml(
          response,
          '<services><service><service_code>101</service_code><service_name>坑 &amp; 洼</service_name></service></services>',
        )
      if (seen.url.startsWith('/tokens/T1.xml'))
        return xml(
          response,
          '<service_requests><request><service_request_id>X-5</service_request_id><token>T1</token></request></service_requests>',
        )
      if (seen.url.startsWith('/requests.xml'))
        return xml(
          response,
          '<service_requests><request><service_request_id>X-5</service_request_id><status>closed</status><status_notes>done</status_notes></request></service_requests>',
        )
      return response.writeHead(404).end()
    })
    const { passing, peerId } = await passedOn(town, peer.url)
    expect(passing).toMatchObject({ state: 'token', token: 'T1' })
    expect(await (await town.as('adminZheng').get(`/desk/peers/${peerId}`)).text()).toContain('坑 &amp; 洼')
    await town.advance(minute)
    await town.advance(hour)
    expect((await onlyPassing(town)).passing).toMatchObject({
      state: 'received',
      theirId: 'X-5',
      theirStatus: 'closed',
    })
    const told = await town.db.select().from(reportEvents).where(eq(reportEvents.step, 'foreignUpdate'))
    expect(told).toMatchObject([{ why: 'closed：done' }])
  })

  it('that lies about updates of other reports moves nothing', async () => {
    const town = await openTown()
    const updates = [
      { update_id: '1', service_request_id: 'OTHER', status: 'closed', updated_datetime: '2026-03-02T02:00:00Z' },
      { update_id: '2', service_request_id: 'A-1', status: 'fixed'.repeat(100), updated_datetime: 'never' },
      {
        update_id: 'x'.repeat(500),
        service_request_id: 'A-1',
        status: 'fixed',
        updated_datetime: '2026-03-02T02:00:00Z',
      },
    ]
    const peer = await peerServer((seen, response) => {
      if (seen.method === 'POST') return json(response, [{ service_request_id: 'A-1' }])
      if (seen.url.startsWith('/services.json')) return json(response, services)
      if (seen.url.startsWith('/servicerequestupdates.json')) return json(response, updates)
      return json(response, [])
    })
    const { report } = await passedOn(town, peer.url)
    await town.advance(hour)
    expect(await town.db.select().from(passingUpdates)).toMatchObject([{ updateId: '2' }])
    expect((await reportById(town.db, report.id)).status).toBe('accepted')
  })
})

describe('a process that dies', () => {
  it('between sending and writing down leaves a doubt, not a second copy', async () => {
    const town = await openTown()
    const peer = await peerThat((response) => json(response, [{ service_request_id: 'A-1' }]))
    const report = await accept(town, await file(town))
    const peerId = await register(town, peer.url)
    await pass(town, report, peerId)
    const { passing } = await onlyPassing(town)
    // It is claimed, perhaps sent, and nobody ever says how that went.
    expect(await town.atomically((tx) => claim(tx, passing.id, town.now()))).toBeDefined()
    await town.advance(minute)
    expect((await onlyPassing(town)).passing.state).toBe('sending')
    await town.advance(10 * minute)
    expect((await onlyPassing(town)).passing.state).toBe('uncertain')
    expect(peer.posts()).toEqual([])
  })

  it('is no matter where the other side knows repeats: the same key is sent again', async () => {
    const town = await openTown()
    const peer = await peerThat((response) => json(response, [{ service_request_id: 'A-1' }]))
    const report = await accept(town, await file(town))
    const peerId = await register(town, peer.url, { knowsRepeats: '1' })
    await pass(town, report, peerId)
    const { passing } = await onlyPassing(town)
    await town.atomically((tx) => claim(tx, passing.id, town.now()))
    await town.advance(10 * minute)
    expect((await onlyPassing(town)).passing).toMatchObject({ state: 'received', theirId: 'A-1' })
    expect(peer.posts().map(({ headers }) => headers['idempotency-key'])).toEqual([passing.id])
  })
})

describe('passing on', () => {
  it('is claimed by one of two clockworks', async () => {
    const town = await openTown()
    const peer = await peerThat((response) => json(response, [{ service_request_id: 'A-1' }]))
    const report = await accept(town, await file(town))
    await pass(town, report, await register(town, peer.url))
    const { passing } = await onlyPassing(town)
    const claims = await Promise.all([1, 2, 3].map(() => town.atomically((tx) => claim(tx, passing.id, town.now()))))
    expect(claims.filter(Boolean)).toHaveLength(1)
  })

  it('is for the upper centre, once, after acceptance, and for a category that is mapped', async () => {
    const town = await openTown()
    const peer = await peerThat((response) => json(response, [{ service_request_id: 'A-1' }]))
    const filed = await file(town)
    const peerId = await register(town, peer.url)
    expect((await pass(town, filed, peerId)).status).toBe(409)
    const report = await accept(town, filed)
    expect((await town.as('clerkLi').get(`/desk/reports/${report.id}/pass`)).status).toBe(403)
    expect((await pass(town, report, peerId, { version: '1' })).status).toBe(409)
    const id = newId()
    expect((await pass(town, report, peerId, { id })).status).toBe(303)
    expect((await pass(town, report, peerId, { id })).status).toBe(303)
    expect((await pass(town, report, peerId)).status).toBe(409)
    expect(await town.db.$count(passings)).toBe(1)
    const lamp = await accept(town, await file(town, { categoryId: 'street-light', answers: {} }))
    expect((await pass(town, lamp, peerId)).status).toBe(409)
  })

  it('ends for a system that is no longer in use', async () => {
    const town = await openTown()
    const peer = await peerThat((response) => json(response, [{ service_request_id: 'A-1' }]))
    const peerId = await register(town, peer.url)
    expect((await town.as('adminZheng').post(`/desk/peers/${peerId}/end`, { version: '2' })).status).toBe(303)
    const report = await accept(town, await file(town))
    expect((await pass(town, report, peerId)).status).toBe(409)
  })
})
