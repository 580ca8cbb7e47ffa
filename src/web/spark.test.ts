import fc from 'fast-check'
import { expect, it } from 'vitest'
import { childOf, childrenOf, readXml } from '../../test/xml.ts'
import { Decimal, sparkJson, sparkTime, sparkXml, type Tree } from './spark.ts'
import { element, readableText, xmlText } from './xml.ts'

const singulars = { service_requests: 'request', values: 'value', errors: 'error' }
const requests: Tree = [
  {
    service_request_id: '001',
    status: 'open',
    status_notes: null,
    agency_responsible: undefined,
    address: '',
    description: '井盖 <坏了> & "松动"\r\n第二行',
    metadata: true,
    order: 2,
    lat: new Decimal(23),
    long: new Decimal(103.4),
    requested_datetime: sparkTime(new Date('2026-03-02T01:00:00.123Z')),
    values: [{ key: 'a', name: 'A' }],
  },
  { service_request_id: '002', values: [] },
]

it('writes one description as XML: repeated singulars, empty elements, true and false as words', () => {
  expect(sparkXml('service_requests', requests, singulars)).toBe(
    `<?xml version="1.0" encoding="utf-8"?>
<service_requests><request><service_request_id>001</service_request_id><status>open</status><status_notes/><address/><description>井盖 &lt;坏了&gt; &amp; &quot;松动&quot;
第二行</description><metadata>true</metadata><order>2</order><lat>23.0</lat><long>103.4</long><requested_datetime>2026-03-02T01:00:00Z</requested_datetime><values><value><key>a</key><name>A</name></value></values></request><request><service_request_id>002</service_request_id><values/></request></service_requests>
`,
  )
})

it('writes the same as JSON: bare arrays, null where it is empty, ids as strings', () => {
  expect(sparkJson(requests)).toBe(
    '[{"service_request_id":"001","status":"open","status_notes":null,"address":null,"description":"井盖 <坏了> & \\"松动\\"\\n第二行","metadata":true,"order":2,"lat":23.0,"long":103.4,"requested_datetime":"2026-03-02T01:00:00Z","values":[{"key":"a","name":"A"}]},{"service_request_id":"002","values":[]}]',
  )
})

it('writes an empty list as an empty element and as an empty array', () => {
  expect(readXml(sparkXml('errors', [], singulars)).tagName).toBe('errors')
  expect(sparkJson([])).toBe('[]')
})

it.each([
  [1e-7, '0.0000001'],
  [-0.5, '-0.5'],
  [123456789012, '123456789012'],
])('writes %s without an exponent', (value, text) => {
  expect(sparkJson(value)).toBe(text)
})

it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e21])('refuses to write %s', (value) => {
  expect(() => sparkJson({ lat: value })).toThrow()
})

it('refuses a list that has no singular, and a name that is none', () => {
  expect(() => sparkXml('things', [1], singulars)).toThrow('singular')
  expect(() => element('a b', '')).toThrow('name')
  expect(() => sparkXml('root', { '<x>': 1 }, singulars)).toThrow('name')
})

it('drops what XML forbids, in both formats alike', () => {
  const nasty = 'a\u0000b\u0008c\u001bd\ufffee\ud800f\tg'
  const read = childOf(readXml(sparkXml('root', { text: nasty }, singulars)), 'text').textContent
  expect(read).toBe('abcdef\tg')
  expect(JSON.parse(sparkJson({ text: nasty }))).toEqual({ text: read })
})

it('gives back any text, as content and as an attribute, through a real parser', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      const root = readXml(element('a', `<b>${xmlText(text)}</b>`, { title: text }))
      expect(childOf(root, 'b').textContent).toBe(readableText(text))
      expect(root.getAttribute('title')).toBe(readableText(text).replace(/[\t\n]/g, ' '))
    }),
  )
})

it('keeps markup in a text from becoming markup', () => {
  const hostile = ']]></description><evil/><!-- <?php ?> &lol; <![CDATA['
  const root = readXml(sparkXml('errors', [{ description: hostile }], singulars))
  const [error] = childrenOf(root)
  expect(error && childrenOf(error).map(({ tagName }) => tagName)).toEqual(['description'])
  expect(root.textContent).toBe(hostile)
})
