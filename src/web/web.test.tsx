import { Hono } from 'hono'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Actor } from '../kit/actor.ts'
import { Refusal } from '../kit/refusal.ts'
import { openSecrets } from '../kit/secrets.ts'
import type { Env } from './env.ts'
import { answerError } from './errors.tsx'
import { formId, line, optional, pressed, submitted, whole } from './form.ts'
import { assertGuarded, may } from './guard.ts'
import { page } from './layout.tsx'
import { heading, logging, reading, sameSite } from './middleware.ts'
import { Form, Submit, TextField } from './ui.tsx'
import { webWords } from './words.ts'

const wang: Actor = { id: 'wang', name: '王芳', grants: [] }
const secrets = openSecrets('a-key-of-at-least-thirty-two-letters')
const log = pino({ level: 'silent' })
const words = { ...webWords, stock_out: { zh: '“{name}”已经领完了。', en: '{name} is out.' } }

function smallApp() {
  const app = new Hono<Env>()
  app.onError(answerError)
  app.use(async (c, next) => {
    c.set('config', { baseUrl: 'http://localhost' } as never)
    c.set('secrets', secrets)
    c.set('words', words)
    c.set('log', log)
    c.set('unread', async () => 0)
    await next()
  })
  app.use(
    heading,
    logging(log),
    reading(async (id) => (id === 'wangs-session-0001' ? wang : undefined)),
    sameSite,
  )
  const shape = z.object({ id: formId, name: line(10), pieces: whole(1, 5), note: optional(line(20)) })
  return app
    .get('/mine', may.signedIn(), (c) => c.json({ who: c.var.actor.name }))
    .get('/broken', may.anyone(), () => {
      throw new Error('a mistake of ours')
    })
    .get('/api/v1/mine', may.signedIn(), (c) => c.json({ who: c.var.actor.name }))
    .post('/orders/hand-over', may.signedIn(), async (c) => c.json(await pressed(c, shape)))
    .post('/orders', may.signedIn(), (c) =>
      submitted(
        c,
        shape,
        async (input) => {
          if (input.pieces === 5) throw new Refusal('conflict', 'stock_out', { name: input.name, field: 'pieces' })
          return c.redirect('/done', 303)
        },
        (tried) =>
          page(
            c,
            { title: 'order' },
            <Form action="/orders" tried={tried}>
              <TextField name="name" label="名称" tried={tried} />
              <TextField name="pieces" label="件数" tried={tried} />
              <Submit>好</Submit>
            </Form>,
          ),
      ),
    )
}

const cookie = { Cookie: 'session=wangs-session-0001' }
const post = (fields: Record<string, string>, headers: Record<string, string>) =>
  smallApp().request('/orders', {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { ...cookie, ...headers },
  })
const good = { id: 'form-0001', name: '大米', pieces: '2' }
const here = { 'Sec-Fetch-Site': 'same-origin' }

describe('a form', () => {
  it('that is right does its work and leads on', async () => {
    const answer = await post(good, here)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/done'])
  })

  it('that is wrong comes back with what was typed and a sentence at the field', async () => {
    const answer = await post({ ...good, name: '<b>很长很长很长很长很长很长</b>', pieces: '' }, here)
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain('最多 10 个字。')
    expect(html).toContain('请填写这一项。')
    expect(html).toContain('&lt;b&gt;很长')
    expect(html).not.toContain('<b>很长')
  })

  it('that a rule refuses comes back with the rule’s sentence at its field', async () => {
    const answer = await post({ ...good, pieces: '5' }, here)
    expect(answer.status).toBe(409)
    expect(await answer.text()).toContain('“大米”已经领完了。')
  })

  it.each([
    ['from another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['from a sibling host', { 'Sec-Fetch-Site': 'same-site' }],
    ['with a foreign Origin only', { Origin: 'https://evil.example' }],
    ['with a null Origin', { Origin: 'null' }],
    ['with no word about where it comes from and no token', {}],
  ])('%s is refused', async (_, headers) => {
    expect((await post(good, headers)).status).toBe(403)
  })

  it('of an in-app browser that says nothing is taken with its token', async () => {
    const answer = await post({ ...good, _token: secrets.sign('form', 'wangs-session-0001') }, {})
    expect(answer.status).toBe(303)
    expect((await post({ ...good, _token: secrets.sign('form', 'another-session-1') }, {})).status).toBe(403)
  })
})

describe('a refusal', () => {
  it('sends a visitor’s page to the sign-in and back', async () => {
    const answer = await smallApp().request('/mine?page=2')
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in?next=%2Fmine%3Fpage%3D2'])
  })

  it('leads back to where one came from, to the room it happened in, and home', async () => {
    const answer = await smallApp().request('/orders/hand-over', {
      method: 'POST',
      body: new URLSearchParams({ ...good, pieces: '9' }),
      headers: { ...cookie, ...here, Referer: 'http://localhost/orders/o-1?page=2' },
    })
    const page = await answer.text()
    expect(answer.status).toBe(422)
    expect(page).toContain('请返回检查。不能大于 5。')
    expect(page).not.toContain('标红')
    for (const href of ['/orders/o-1?page=2', '/orders', '/']) expect(page).toContain(`href="${href}"`)
  })

  it('lets one ask again what a mistake of ours broke, without a word of it', async () => {
    const answer = await smallApp().request('/broken?page=2')
    const page = await answer.text()
    expect(answer.status).toBe(500)
    expect(page).toContain('href="/broken?page=2"')
    expect(page).not.toContain('a mistake of ours')
  })

  it('leads back to no other site', async () => {
    const headers = { ...cookie, ...here, Referer: 'https://elsewhere.example/orders' }
    const answer = await smallApp().request('/orders/hand-over', { method: 'POST', body: '', headers })
    expect(await answer.text()).not.toContain('elsewhere')
  })

  it('tells a machine in problem+json', async () => {
    const answer = await smallApp().request('/api/v1/mine', { headers: { 'Accept-Language': 'en' } })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(await answer.json()).toMatchObject({ code: 'not_signed_in', status: 401, detail: 'Please sign in first.' })
  })
})

it('refuses to start while an address says nothing about who may come', () => {
  const app = new Hono<Env>().get('/open', (c) => c.text('hello'))
  expect(() => assertGuarded(app)).toThrow('GET /open')
  expect(() => assertGuarded(new Hono<Env>().get('/open', may.anyone(), (c) => c.text('hello')))).not.toThrow()
})
