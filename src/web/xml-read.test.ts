import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sparkXml } from './spark.ts'
import { elementsNamed, readXml } from './xml-read.ts'

it('reads elements, texts, entities and CDATA, and passes over the rest', () => {
  const root = readXml(
    '\ufeff<?xml version="1.0"?>\n<!-- <a> --><services a="1"><service><code>1&amp;2 &#x4e95;&#30422;</code><empty/><note><![CDATA[<b>&]]></note></service></services>\n',
  )
  const [service] = elementsNamed(root as never, 'service')
  expect(service?.children).toEqual([
    { name: 'code', text: '1&2 井盖', children: [] },
    { name: 'empty', text: '', children: [] },
    { name: 'note', text: '<b>&', children: [] },
  ])
})

it.each([
  '',
  'not found',
  '<a>',
  '<a></b>',
  '<a/><b/>',
  '<a><</a>',
  '</a>',
  '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
  '<!DOCTYPE a [<!ENTITY x "ha">]><a>&x;</a>',
  '<a>'.repeat(100_000),
  `<html><body><p>502<br></body></html>`,
])('takes %.40j for unreadable', (text) => {
  expect(readXml(text)).toBeUndefined()
})

it('reads back what we write', () => {
  const leaf = fc.string({ minLength: 1 }).filter((text) => /^[^\p{Cc}\p{Cs}\ufffe\uffff]+$/u.test(text))
  fc.assert(
    fc.property(leaf, (text) => {
      const root = readXml(sparkXml('errors', [{ code: 400, description: text }], { errors: 'error' }))
      expect(elementsNamed(root as never, 'description')[0]?.text).toBe(text)
    }),
  )
})
