import { expect, it } from 'vitest'
import { childOf, childrenOf, readXml } from '../../test/xml.ts'
import { atomFeed, type Feed } from './atom.ts'

const entry = {
  id: '01a21077-0f36-7f4a-908a-a2469a3fcabd',
  title: '井盖 <坏了> & "松动"',
  path: '/reports/1?a=1&b=2',
  publishedAt: new Date('2026-03-01T00:00:00Z'),
  updatedAt: new Date('2026-03-02T00:00:00Z'),
  summary: 'a\u0000b',
  categories: [{ term: 'roads', label: '道路' }],
}
const feed: Feed = {
  title: '青云社区的上报',
  path: '/reports/feed.atom?area=1',
  pagePath: '/reports?area=1',
  author: '荣誉通',
  lang: 'zh-CN',
  entries: [entry, { ...entry, updatedAt: entry.publishedAt }],
  now: new Date('2026-03-05T00:00:00Z'),
}
const read = (changes: Partial<Feed> = {}) => readXml(atomFeed('https://rongyu.example', { ...feed, ...changes }))

it('says who, what and when, with absolute links and ids that stay', () => {
  const root = read()
  expect([root.namespaceURI, root.tagName]).toEqual(['http://www.w3.org/2005/Atom', 'feed'])
  expect(childOf(root, 'id').textContent).toBe('tag:rongyu.example,2026:/reports/feed.atom?area=1')
  expect(childOf(root, 'updated').textContent).toBe('2026-03-02T00:00:00.000Z')
  expect(childOf(childOf(root, 'author'), 'name').textContent).toBe('荣誉通')
  const links = childrenOf(root).filter(({ tagName }) => tagName === 'link')
  expect(links.map((link) => [link.getAttribute('rel'), link.getAttribute('href')])).toEqual([
    ['self', 'https://rongyu.example/reports/feed.atom?area=1'],
    ['alternate', 'https://rongyu.example/reports?area=1'],
  ])
})

it('gives every entry what RFC 4287 asks for, and keeps its texts texts', () => {
  const first = childOf(read(), 'entry')
  const text = (name: string) => childOf(first, name).textContent
  expect(text('id')).toBe('urn:uuid:01a21077-0f36-7f4a-908a-a2469a3fcabd')
  expect(text('title')).toBe('井盖 <坏了> & "松动"')
  expect(text('summary')).toBe('ab')
  expect(text('updated')).toBe('2026-03-02T00:00:00.000Z')
  expect(childOf(first, 'link').getAttribute('href')).toBe('https://rongyu.example/reports/1?a=1&b=2')
  expect(childOf(first, 'category').getAttribute('term')).toBe('roads')
})

it('is a feed while it is empty', () => {
  const root = read({ entries: [], subtitle: '还没有' })
  expect(childOf(root, 'updated').textContent).toBe('2026-03-05T00:00:00.000Z')
  expect(childOf(root, 'subtitle').textContent).toBe('还没有')
})
