import { expect, it } from 'vitest'
import { openTown } from '../../test/town.ts'
import { asset } from './static.ts'

it('serves the style sheet under the hash of its content, to be kept for a year', async () => {
  const answer = await (await openTown()).app.request(asset('style.css'))
  expect(answer.headers.get('content-type')).toBe('text/css; charset=utf-8')
  expect(answer.headers.get('cache-control')).toContain('immutable')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(await answer.text()).toMatch(/url\("\/static\/icons\/home\.svg\?v=[\w-]{12}"\)/)
})

it('asks to look again when an address carries no hash or an old one', async () => {
  const town = await openTown()
  const first = await town.app.request('/static/icon.svg?v=old')
  expect(first.headers.get('cache-control')).toBe('no-cache')
  const etag = first.headers.get('etag') ?? ''
  const again = await town.app.request('/static/icon.svg', { headers: { 'If-None-Match': etag } })
  expect(again.status).toBe(304)
})

it.each(['/static/../package.json', '/static/%2e%2e/package.json', '/static/none.css'])(
  'hands out nothing else: %s',
  async (path) => {
    const answer = await (await openTown()).app.request(path)
    expect(answer.status).toBe(404)
  },
)

it('keeps how somebody likes to read, and stays on this site', async () => {
  const visitor = (await openTown()).as(undefined)
  const turned = await visitor.post('/view', { elder: '1', next: '//elsewhere.example' })
  expect(turned.headers.get('location')).toBe('/')
  expect(turned.headers.get('set-cookie')).toContain('view=elder')
  const page = await visitor.get('/nowhere', { Cookie: 'view=elder' })
  expect(await page.text()).toContain('class="elder"')
})
