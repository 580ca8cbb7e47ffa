import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { isPublicAddress } from './addresses.ts'
import { openOutbound, outboundUrl } from './outbound.ts'

const why = (reason: string) => expect.objectContaining({ details: expect.objectContaining({ reason }) })

/** A server on this machine, which counts who comes. */
async function serve(answer: RequestListener) {
  let calls = 0
  const server = createServer((request, response) => {
    calls++
    answer(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { port, url: `http://127.0.0.1:${port}`, calls: () => calls }
}

/** A resolver that says what the test wants. */
const names =
  (known: Record<string, string[]>): LookupFunction =>
  (hostname, options, done) => {
    const addresses = (known[hostname] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    if (options.all) done(null, addresses)
    else done(null, addresses[0]?.address ?? '', 4)
  }

const nobodyAllowed = openOutbound({ allow: [] })
const local = openOutbound({ allow: ['127.0.0.1'] })

describe('an address', () => {
  it.each(['1.1.1.1', '8.8.8.8', '114.114.114.114', '172.32.0.1', '192.169.0.1', '100.128.0.1', '2400:3200::1'])(
    '%s is public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true)
    },
  )

  it.each([
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.255.255.254', '169.254.169.254', '172.16.0.1'],
    ...['172.31.255.255', '192.0.0.1', '192.0.2.1', '192.168.1.1', '198.18.0.1', '198.51.100.1', '203.0.113.1'],
    ...['224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '::', '::1', '::ffff:127.0.0.1'],
    ...['::ffff:8.8.8.8', '::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::1', '100::1', 'fc00::1', 'fd12::1', 'fe80::1'],
    ...['fe80::1%eth0', 'fec0::1', 'ff02::1', '2001::1', '2001:db8::1', '2002:7f00:1::', '3fff::1', '', 'localhost'],
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
})

describe('never calls', () => {
  it.each([
    ...['http://127.0.0.1/', 'http://127.1/', 'http://2130706433/', 'http://0x7f000001/', 'http://0x7f.0.0.1/'],
    ...[
      'http://0177.0.0.1/',
      'http://017700000001/',
      'http://127.0.0.1./',
      'http://①②⑦.⓪.⓪.①/',
      'http://127。0。0。1/',
    ],
    ...[
      'http://0/',
      'http://0.0.0.0/',
      'http://10.0.0.1/',
      'http://192.168.0.1:8080/',
      'http://169.254.169.254/latest',
    ],
    ...['http://[::1]/', 'http://[::]/', 'http://[::ffff:127.0.0.1]/', 'http://[::ffff:7f00:1]/', 'http://[fe80::1]/'],
    ...['http://[fd00::1]/', 'http://[64:ff9b::127.0.0.1]/', 'http://[2002:7f00:1::]/', 'http://localhost/'],
    ...[
      'http://LOCALHOST:3000/',
      'http://localhost./',
      'http://a.localhost/',
      'http://db.internal/',
      'http://nas.local/',
    ],
    ...['http://224.0.0.1/', 'http://255.255.255.255/', 'http://100.64.1.1/', 'http://%31%32%37.0.0.1/'],
  ])('%s', async (url) => {
    await expect(nobodyAllowed({ url })).rejects.toEqual(why('address'))
  })

  it.each([
    ['file:///etc/passwd', 'scheme'],
    ['ftp://example.com/', 'scheme'],
    ['gopher://127.0.0.1:6379/_FLUSHALL', 'scheme'],
    ['data:text/plain,x', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['//example.com/', 'url'],
    ['', 'url'],
    ['http://', 'url'],
    ['http://1.2.3.4.5/', 'url'],
    ['http://[::1%25lo]/', 'url'],
    ['http://user:secret@example.com/', 'credentials'],
    ['http://example.com@127.0.0.1/', 'credentials'],
  ])('%s', async (url, reason) => {
    await expect(nobodyAllowed({ url })).rejects.toEqual(why(reason))
    expect(() => outboundUrl(url)).toThrow(why(reason))
  })

  it.each([
    ['a name that leads inside', ['127.0.0.1']],
    ['a name with one public address and one inside', ['93.184.216.34', '127.0.0.1']],
    ['a name that leads inside by IPv6', ['::1']],
    ['a name that leads inside by a mapped address', ['::ffff:127.0.0.1']],
  ])('%s', async (_, addresses) => {
    const { port, calls } = await serve((_request, response) => response.end('inside'))
    const outbound = openOutbound({ allow: [], resolve: names({ 'evil.example': addresses }) })
    await expect(outbound({ url: `http://evil.example:${port}/` })).rejects.toEqual(why('address'))
    expect(calls()).toBe(0)
  })

  it('a name that changes its mind: it is asked once, and what it said is what is connected to', async () => {
    const { port } = await serve((_request, response) => response.end('there'))
    let asked = 0
    const resolve: LookupFunction = (hostname, options, done) =>
      names({ [hostname]: asked++ === 0 ? ['127.0.0.1'] : ['10.0.0.1'] })(hostname, options, done)
    const answer = await openOutbound({ allow: ['changing.example'], resolve })({
      url: `http://changing.example:${port}`,
    })
    expect([answer.body.toString(), asked]).toEqual(['there', 1])
  })

  it.each([
    'http://169.254.169.254/',
    'http://localhost/',
    'file:///etc/passwd',
    'http://a:b@127.0.0.1/',
    'http://[::1]/',
  ])('%s, where a redirect leads', async (location) => {
    const { url } = await serve((_request, response) => response.writeHead(302, { location }).end())
    await expect(local({ url })).rejects.toMatchObject({ code: 'outbound_refused' })
  })
})

describe('an answer', () => {
  it('comes with its status, type and bytes', async () => {
    const { url } = await serve((request, response) => {
      response.writeHead(201, { 'Content-Type': 'application/json; charset=utf-8' })
      request.pipe(response)
    })
    const body = '{"井盖":1}'
    const answer = await local({ url, method: 'POST', body, types: ['application/json'] })
    expect(answer).toMatchObject({ status: 201, body: Buffer.from(body) })
  })

  it('is followed over redirects, without the headers once it leaves the server', async () => {
    const seen: unknown[] = []
    const there = await serve((request, response) => {
      seen.push(request.headers.authorization)
      response.end('there')
    })
    const here = await serve((request, response) => {
      seen.push(request.headers.authorization)
      response.writeHead(302, { location: request.url === '/' ? '/again' : there.url }).end()
    })
    const answer = await local({ url: here.url, headers: { Authorization: 'key' } })
    expect(answer.body.toString()).toBe('there')
    expect(seen).toEqual(['key', 'key', undefined])
  })

  it('is not followed after a post, nor round and round', async () => {
    const { url, calls } = await serve((_request, response) => response.writeHead(307, { location: '/' }).end())
    expect(await local({ url, method: 'POST', body: 'x' })).toMatchObject({ status: 307 })
    await expect(local({ url })).rejects.toEqual(why('redirects'))
    expect(calls()).toBe(1 + 4)
  })

  it.each<[string, RequestListener, string]>([
    ['says it is too large', (_, response) => response.writeHead(200, { 'Content-Length': 5000 }).end(), 'large'],
    ['turns out too large', (_, response) => response.end('x'.repeat(5000)), 'large'],
    ['is of another type', (_, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('x'), 'type'],
    ['has no type', (_, response) => response.end('x'), 'type'],
    [
      'is packed',
      (_, response) => response.writeHead(200, { ...json, 'Content-Encoding': 'gzip' }).end('x'),
      'encoding',
    ],
    ['does not come', () => undefined, 'slow'],
    ['comes in drops', (_, response) => void setInterval(() => response.write('x'), 20).unref(), 'slow'],
    ['breaks off', (request) => request.socket.destroy(), 'broken'],
  ])('that %s is given up', async (_, listener, reason) => {
    const types = reason === 'large' || reason === 'slow' ? undefined : ['application/json']
    const { url } = await serve(listener)
    await expect(local({ url, bytesMax: 1000, milliseconds: 300, types })).rejects.toEqual(why(reason))
  })

  it('is not had from a port that nobody answers', async () => {
    await expect(local({ url: 'http://127.0.0.1:1/' })).rejects.toEqual(why('unreachable'))
  })
})

const json = { 'Content-Type': 'application/json' }

it('calls inside only what is named, with its port where one was named', async () => {
  const { port, url } = await serve((_request, response) => response.end('inside'))
  const named = openOutbound({ allow: [`127.0.0.1:${port}`, 'intranet'], resolve: names({ intranet: ['127.0.0.1'] }) })
  expect((await named({ url })).body.toString()).toBe('inside')
  expect((await named({ url: `http://intranet:${port}` })).body.toString()).toBe('inside')
  await expect(named({ url: 'http://127.0.0.1:1/' })).rejects.toEqual(why('address'))
})
