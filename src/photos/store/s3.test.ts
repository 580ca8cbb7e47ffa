import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { expect, it, onTestFinished } from 'vitest'
import { readConfig } from '../../config.ts'
import { sha256 } from '../../kit/secrets.ts'
import { assertReachable, photosInS3 } from './s3.ts'

const at = new Date('2026-03-01T01:00:00Z')
const settings = { accessKeyId: 'city', secretAccessKey: 'secret', region: 'auto' }

/** As much of S3 as photos need: one bucket, signed requests by one key, pages of two. */
async function openStub() {
  const objects = new Map<string, Buffer>()
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://stub')
    const key = decodeURIComponent(pathname).replace('/bucket/', '')
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const isSigned = /^AWS4-HMAC-SHA256 Credential=city\//.test(request.headers.authorization ?? '')
    const refuse = (status: number, code: string) =>
      response.writeHead(status, { 'Content-Type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`)
    if (!isSigned) return refuse(403, 'InvalidAccessKeyId')
    if (!pathname.startsWith('/bucket')) return refuse(404, 'NoSuchBucket')
    if (request.method === 'PUT') objects.set(key, Buffer.concat(chunks))
    if (request.method === 'DELETE') objects.delete(key)
    if (request.method !== 'GET') return response.writeHead(request.method === 'DELETE' ? 204 : 200).end()
    if (searchParams.has('list-type')) return response.end(listing(objects, searchParams))
    const bytes = objects.get(key)
    return bytes ? response.end(bytes) : refuse(404, 'NoSuchKey')
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { objects, endpoint: `http://127.0.0.1:${port}/bucket` }
}

function listing(objects: Map<string, Buffer>, asked: URLSearchParams): string {
  const from = Number(asked.get('continuation-token') ?? 0)
  const keys = [...objects.keys()].filter((key) => key.startsWith(asked.get('prefix') ?? '')).sort()
  const contents = keys
    .slice(from, from + 2)
    .map(
      (key) =>
        `<Contents><Key>${key}</Key><LastModified>${at.toISOString()}</LastModified><ETag>"x"</ETag><Size>1</Size></Contents>`,
    )
  const isMore = keys.length > from + 2
  const next = isMore ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : ''
  return `<?xml version="1.0"?><ListBucketResult><IsTruncated>${isMore}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`
}

const bytes = (text: string) => new Uint8Array(Buffer.from(text))

it('puts, gets and removes photos', async () => {
  const { endpoint, objects } = await openStub()
  const store = await assertReachable(photosInS3({ ...settings, endpoint }))
  expect(objects.size).toBe(0)
  const id = sha256('one')
  expect(await store.get(id)).toBeUndefined()
  await store.put(id, bytes('\u0000picture\u00ff'))
  expect(await store.get(id)).toEqual(bytes('\u0000picture\u00ff'))
  expect([...objects.keys()]).toEqual([`photos/${id}`])
  await store.remove(id)
  await store.remove(id)
  expect(await store.get(id)).toBeUndefined()
})

it('lists all of them, page by page, with the time they were put', async () => {
  const { endpoint } = await openStub()
  const store = photosInS3({ ...settings, endpoint })
  const ids = ['one', 'two', 'three', 'four', 'five'].map(sha256).sort()
  for (const id of ids) await store.put(id, bytes(id))
  const listed: { id: string; at: Date }[] = []
  for await (const file of store.list()) listed.push(file)
  expect(listed).toEqual(ids.map((id) => ({ id, at })))
})

it('takes no name but a photo’s', async () => {
  const store = photosInS3({ ...settings, endpoint: 'http://127.0.0.1:1/bucket' })
  for (const name of ['', '../../secret.key', 'A'.repeat(64)]) await expect(store.get(name)).rejects.toThrow('SHA-256')
})

it.each([
  ['a wrong key', { accessKeyId: 'another' }],
  ['nobody there', { endpoint: 'http://127.0.0.1:1/bucket' }],
])('says in one line at start that it is %s', async (_, wrong) => {
  const { endpoint } = await openStub()
  const error = await assertReachable(photosInS3({ ...settings, endpoint, ...wrong })).catch((failed: Error) => failed)
  expect((error as Error).message).toMatch(/^S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY: [^\n]+$/)
  expect((error as Error).message).not.toContain('secret')
})

const whole = { S3_ENDPOINT: 'https://s3.example.com/photos', S3_ACCESS_KEY_ID: 'city', S3_SECRET_ACCESS_KEY: 'secret' }
const config = (env: Record<string, string>) => readConfig({ DATA_DIR: tmpdir(), SECRET_KEY: 'x'.repeat(32), ...env })

it('is set whole or not at all', () => {
  expect(config({}).s3).toBeUndefined()
  expect(config(whole).s3).toEqual({ endpoint: 'https://s3.example.com/photos', ...settings })
})

it.each([
  [{ S3_ENDPOINT: whole.S3_ENDPOINT }, /^S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY: missing/],
  [{ ...whole, S3_SECRET_ACCESS_KEY: '' }, /^S3_SECRET_ACCESS_KEY: missing/],
  [{ ...whole, S3_ENDPOINT: 'photos' }, /^S3_ENDPOINT: an address with the bucket/],
  [{ ...whole, S3_ENDPOINT: 'https://s3.example.com' }, /^S3_ENDPOINT: names no bucket/],
])('refuses %j in one line', (env, line) => {
  expect(() => config(env)).toThrow(line)
})
