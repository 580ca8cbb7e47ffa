import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { challenges, people, sessions } from '../../../db/schema/people.ts'
import { openTown, qingyun, ruralBank, type Town } from '../../../test/town.ts'
import { minute } from '../../kit/clock.ts'
import { createPerson } from '../actions.ts'
import { phoneFingerprint } from '../queries.ts'
import { grantMerchantRole } from '../roles/merchants.ts'

const ticketOf = (answer: Response) =>
  new URL(answer.headers.get('location') ?? '', 'http://x').searchParams.get('ticket') ?? ''
const codeOf = (town: Town) => /\d{6}/.exec(town.texts.at(-1)?.text ?? '')?.[0] ?? ''
const cookieOf = (answer: Response) => /session=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? ''
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

async function askForCode(town: Town, phone: string, next = '/') {
  const answer = await town.as(undefined).post('/sign-in', { phone, next })
  expect(answer.status).toBe(303)
  return { ticket: ticketOf(answer), code: codeOf(town) }
}

const settleDown = (town: Town, phone: string) =>
  town.atomically((tx) =>
    createPerson(tx, town.secrets, { displayName: '老李', areaId: qingyun, phone, now: town.now() }),
  )

it('signs a newcomer up by phone and code, and signs them in the next time', async () => {
  const town = await openTown()
  const phone = '13800001001'
  const first = await askForCode(town, '＋86 138 0000 1001', '/tasks')
  const proven = await town.as(undefined).post('/sign-in/code', first)
  expect(proven.headers.get('location')).toMatch(/^\/sign-up\/profile\?ticket=/)

  const ticket = ticketOf(proven)
  const newcomer = { ticket, displayName: '小陈', areaId: qingyun, consent: '1' }
  const signedUp = await town.as(undefined).post('/sign-up/profile', newcomer)
  expect(signedUp.headers.get('location')).toBe('/tasks')
  const again = await town.as(undefined).post('/sign-up/profile', newcomer)
  expect(again.status).toBe(303)

  const known = await town.db
    .select()
    .from(people)
    .where(eq(people.phoneFingerprint, phoneFingerprint(town.secrets, phone)))
  expect(known).toHaveLength(1)
  expect(known[0]?.phoneSealed).not.toContain(phone)
  const second = await askForCode(town, phone)
  const entered = await town.as(undefined).post('/sign-in/code', second)
  expect(entered.headers.get('location')).toBe('/')
  const me = await town.app.request('/me', { headers: { Cookie: `session=${cookieOf(entered)}` } })
  expect(await me.text()).toContain('小陈')
})

it('refuses to sign up without the consent, and keeps what was typed', async () => {
  const town = await openTown()
  const proven = await town.as(undefined).post('/sign-in/code', await askForCode(town, '13800001002'))
  const answer = await town
    .as(undefined)
    .post('/sign-up/profile', { ticket: ticketOf(proven), displayName: '小陈', areaId: qingyun })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('value="小陈"')
})

it('answers the same for a known phone and an unknown one', async () => {
  const town = await openTown()
  await settleDown(town, '13800001003')
  const pages = []
  for (const phone of ['13800001003', '13800001004']) {
    const { ticket } = await askForCode(town, phone)
    const page = await (await town.as(undefined).get(`/sign-in/code?ticket=${ticket}`)).text()
    pages.push(page.replaceAll(ticket, '').replace(/138\*{4}\d{4}|1380000100\d/g, ''))
  }
  expect(pages[0]).toBe(pages[1])
})

it('takes a code for five minutes', async () => {
  const town = await openTown()
  await settleDown(town, '13800001005')
  const given = await askForCode(town, '13800001005')
  town.setTime(new Date(town.now().getTime() + 5 * minute))
  const answer = await town.as(undefined).post('/sign-in/code', given)
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('已过期')
})

it('takes five tries, also when twenty come at once, and not the right code after them', async () => {
  const town = await openTown()
  await settleDown(town, '13800001006')
  const { ticket, code } = await askForCode(town, '13800001006')
  const guesses = Array.from({ length: 20 }, () =>
    town.as(undefined).post('/sign-in/code', { ticket, code: wrong(code) }),
  )
  for (const answer of await Promise.all(guesses)) expect(answer.status).toBe(422)
  const [challenge] = await town.db.select().from(challenges)
  expect(challenge?.tries).toBe(5)
  const late = await town.as(undefined).post('/sign-in/code', { ticket, code })
  expect(await late.text()).toContain('输错次数太多')
})

it('opens one session when the right code is sent twice at once', async () => {
  const town = await openTown()
  const person = await settleDown(town, '13800001007')
  const given = await askForCode(town, '13800001007')
  const answers = await Promise.all([1, 2].map(() => town.as(undefined).post('/sign-in/code', given)))
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
  expect(await town.db.select().from(sessions).where(eq(sessions.personId, person.id))).toHaveLength(1)
})

it('keeps no code and no phone readable', async () => {
  const town = await openTown()
  const { code } = await askForCode(town, '13800001008')
  const kept = JSON.stringify(await town.db.select().from(challenges))
  expect(kept).not.toContain(code)
  expect(kept).not.toContain('13800001008')
})

it('sends a phone no more than five codes in ten minutes', async () => {
  const town = await openTown()
  for (let sent = 0; sent < 5; sent++) await askForCode(town, '13800001009')
  const sixth = await town.as(undefined).post('/sign-in', { phone: '13800001009' })
  expect(sixth.status).toBe(429)
  expect(sixth.headers.get('retry-after')).toBeTruthy()
})

it.each([
  ['wangFang', '/'],
  ['clerkLi', '/desk'],
  ['keeperMa', '/counter'],
  ['bankerXu', '/bank'],
])('leads %s of the demo to %s', async (personId, home) => {
  const town = await openTown({ config: { demo: true } })
  const answer = await town.as(undefined).post('/demo/sign-in', { personId })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, home])
})

it('leads an owner of the demo to the shop, who has nothing to do at the desk', async () => {
  const town = await openTown({ config: { demo: true } })
  const role = { personId: 'liNa', organizationId: ruralBank, byId: 'system', now: town.now() }
  await town.atomically((tx) => grantMerchantRole(tx, { id: 'behind-the-counter', ...role }))
  const answer = await town.as(undefined).post('/demo/sign-in', { personId: 'liNa' })
  expect(answer.headers.get('location')).toBe('/merchants/mine')
})

it('shows the code on the page in demo mode only', async () => {
  const [demo, real] = [await openTown({ config: { demo: true } }), await openTown()]
  for (const [town, isShown] of [
    [demo, true],
    [real, false],
  ] as const) {
    const { ticket, code } = await askForCode(town, '13800001010')
    const page = await (await town.as(undefined).get(`/sign-in/code?ticket=${ticket}`)).text()
    expect(page.includes(code)).toBe(isShown)
    expect((await town.as(undefined).get('/demo')).status).toBe(isShown ? 200 : 404)
  }
})

it('never opens a session by the name it has in the table', async () => {
  const town = await openTown()
  const sessionId = await town.sessions.open('wangFang', 'test')
  const hash = town.sessions.hashOf(sessionId)
  for (const cookie of [hash, `h:${hash}`]) {
    const answer = await town.app.request('/me', { headers: { Cookie: `session=${cookie}` } })
    expect(answer.status).toBe(303)
  }
})

it('gives a session cookie that scripts and other sites cannot read, tied to the host over https', async () => {
  const town = await openTown({ config: { baseUrl: 'https://rongyu.example' } })
  await settleDown(town, '13800001011')
  const entered = await town.as(undefined).post('/sign-in/code', await askForCode(town, '13800001011'))
  const cookie = entered.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^__Host-session=/)
  for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(part)
})

it('signs out', async () => {
  const town = await openTown()
  const visitor = town.as('wangFang')
  expect((await visitor.get('/me')).status).toBe(200)
  await visitor.post('/sign-out')
  expect((await visitor.get('/me')).status).toBe(303)
})
