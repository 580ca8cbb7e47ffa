import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { reports } from '../../../db/schema/reports.ts'
import { accept, file } from '../../../test/reports.ts'
import { openTown } from '../../../test/town.ts'
import { childOf, childrenOf, readXml } from '../../../test/xml.ts'
import { newId } from '../../kit/ids.ts'
import { issueKey } from './keys.ts'

vi.setConfig({ testTimeout: 120_000 })

/** What breaks documents, queries and forms: markup, controls, halves of characters, wrong numbers, wrong dates. */
const nasty = fc.oneof(
  fc.constantFrom('', ' ', '0', '-1', '1e999', 'NaN', 'null', '[object Object]', '%', '%00', '%E4%B8', '{{7*7}}'),
  fc.constantFrom(']]>', '<!--', '&amp;&lt;&#0;', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>', "' or 1=1 --"),
  fc.constantFrom('\u0000\u0001\u000b\u001f', '\ud800', '\udfff', '\ufffe\uffff', '\u202e井盖', '𠮷'.repeat(50)),
  fc.constantFrom(
    '2026-02-30T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '-271821-04-20T00:00:00Z',
    '2026-03-01',
    '1,2,3',
    '1,2,3,4',
  ),
  fc.constantFrom(
    'open',
    'closed,open',
    'R-2026-000001',
    'road',
    'manhole,road',
    'true',
    'http://127.0.0.1/',
    'x'.repeat(5000),
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

const gets = ['services', 'services/road', 'services/', 'requests', 'requests/R-2026-000001', 'tokens/R-2026-000001']
const alike = ['servicerequestupdates', 'discovery', 'requests/%00', 'services/%3Croad%3E', 'requests/..%2F..']
const names = [
  ...['jurisdiction_id', 'api_key', 'service_code', 'service_request_id', 'start_date', 'end_date', 'status', 'page'],
  ...['page_size', 'extensions', 'updated_after', 'updated_before', 'q', 'bbox', 'lat', 'long', 'address_string'],
  ...['description', 'email', 'phone', 'media_url', 'attribute[danger]', 'attribute[danger][]', 'attribute[__proto__]'],
  ...['update_id', 'updated_datetime', 'media', '__proto__', 'callback'],
]
const fields = fc.array(fc.tuple(fc.constantFrom(...names), nasty), { maxLength: 8 })
const format = fc.constantFrom('xml', 'json')
const encodings = fc.constantFrom(
  'application/x-www-form-urlencoded; charset=utf-8',
  'application/x-www-form-urlencoded; charset=gb18030',
  'multipart/form-data; boundary=x',
  'application/json',
  'text/xml',
  '',
)

async function assertDocument(answer: Response, asked: string): Promise<void> {
  const text = await answer.text()
  expect(answer.status, asked).toBeLessThan(500)
  const isJson = answer.headers.get('content-type')?.startsWith('application/json')
  if (isJson) {
    const told = JSON.parse(text)
    if (answer.status >= 400) {
      expect(told.length, asked).toBeGreaterThan(0)
      for (const fault of told)
        expect(fault, asked).toMatchObject({ code: expect.any(Number), description: expect.stringMatching(/./) })
    }
    return
  }
  expect(answer.headers.get('content-type'), asked).toBe('text/xml; charset=utf-8')
  const root = readXml(text)
  if (answer.status < 400) return
  expect(root.tagName, asked).toBe('errors')
  expect(childrenOf(root).length, asked).toBeGreaterThan(0)
  for (const fault of childrenOf(root)) {
    expect(childOf(fault, 'code').textContent, asked).toMatch(/^\d+$/)
    expect(childOf(fault, 'description').textContent, asked).not.toBe('')
  }
}

it('answers whatever is asked with a document of the standard, and never breaks', async () => {
  const town = await openTown()
  await accept(town, await file(town, { words: '井盖 ]]> & <坏了> \u0001 \ud800' }))
  const given = { id: 'key-0000001', name: '热线', contact: '', perMinute: 6000 }
  const now = town.now()
  const actor = await town.actor('adminZheng')
  const key = (await town.atomically((tx) => issueKey(tx, town.secrets, { ...given, actor, now }))) as string
  const query = (pairs: [string, string][]) =>
    pairs.map(([name, value]) => `${encodeURIComponent(name)}=${escaped(value)}`).join('&')

  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...gets, ...alike), format, fields, async (path, ending, pairs) => {
      const address = `/open311/v2/${path}.${ending}?${query(pairs)}`
      await assertDocument(await town.app.request(address), address)
    }),
    { numRuns: 150 },
  )
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('requests', 'servicerequestupdates'),
      format,
      fields,
      encodings,
      fc.boolean(),
      async (path, ending, pairs, type, isRaw) => {
        const all: [string, string][] = [
          ['api_key', key],
          ['service_code', 'road'],
          ['lat', '23.365'],
          ['long', '103.402'],
          ...pairs,
        ]
        const body = isRaw ? pairs.map(([, value]) => value).join('') : query(all)
        const answer = await town.app.request(`/open311/v2/${path}.${ending}`, {
          ...{ method: 'POST', body, headers: type ? { 'Content-Type': type } : {} },
        })
        await assertDocument(answer, `${path}.${ending} ${type} ${body}`)
      },
    ),
    {
      numRuns: 150,
      examples: [
        [
          'requests',
          'xml',
          [
            ['attribute[__proto__]', 'x'],
            ['description', '井盖'],
          ],
          'application/x-www-form-urlencoded; charset=utf-8',
          false,
        ],
      ],
    },
  )
})

/** Byte by byte, also what the usual way of writing refuses. */
const escaped = (value: string) =>
  [...Buffer.from(value, 'utf8')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')

it('keeps of a description and an address what a form keeps, and takes nothing visible for none', async () => {
  const town = await openTown()
  const given = { id: newId(), name: '测试', contact: '', perMinute: 100, now: town.now() }
  const actor = await town.actor('adminZheng')
  const key = (await town.atomically((tx) => issueKey(tx, town.secrets, { ...given, actor }))) as string
  const send = (description: string) => {
    const said = { api_key: key, service_code: 'road', description, address_string: '青云路\n18 号\u202e' }
    return town.app.request('/open311/v2/requests.json', { method: 'POST', body: new URLSearchParams(said) })
  }
  expect((await send('坑\u202e洼\r\n很深\u0000')).status).toBe(200)
  const [report] = await town.db.select().from(reports)
  expect([report?.words, report?.address]).toEqual(['坑洼\n很深', '青云路 18 号'])
  const unseen = await send('\u200b\u202e')
  expect([unseen.status, await unseen.text()]).toEqual([400, expect.stringContaining('description')])
})

it.each([
  'start_date=9999-12-31T23:59:59Z',
  'end_date=9999-12-31T23:59:59Z',
  'start_date=9999-12-01T00:00:00Z&end_date=9999-12-31T23:59:59%2B00:00',
  'end_date=0001-01-01T00:00:00Z',
  'start_date=0001-01-01T00:00:00Z',
  'start_date=0001-01-01T00:00:00%2B14:00',
])('asks the database nothing beyond the years it knows: %s', async (query) => {
  const town = await openTown()
  const answer = await town.app.request(`/open311/v2/requests.json?${query}`)
  expect([answer.status, await answer.json()]).toEqual([200, []])
})
