import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { consents, people, sessions } from '../../../db/schema/people.ts'
import { city, openTown, qingyun, qingyunGrid } from '../../../test/town.ts'
import { day, minute } from '../../kit/clock.ts'
import { createPerson } from '../actions.ts'
import { hasConsent } from '../privacy/queries.ts'

const visit = (town: Awaited<ReturnType<typeof openTown>>, sessionId: string) =>
  town.app.request('/me', { headers: { Cookie: `session=${sessionId}` } })

it('signs one device out, or all the others, and never somebody else’s', async () => {
  const town = await openTown()
  const [tablet, laptop] = [await town.sessions.open('wangFang', 'a'), await town.sessions.open('wangFang', 'b')]
  const foreign = await town.sessions.open('zhangWei', 'c')
  const me = town.as('wangFang')
  await me.post('/me/devices/close', { deviceId: town.sessions.hashOf(tablet) })
  await me.post('/me/devices/close', { deviceId: town.sessions.hashOf(foreign) })
  expect((await visit(town, tablet)).status).toBe(303)
  expect((await visit(town, foreign)).status).toBe(200)

  await me.post('/me/devices/close-others')
  expect((await visit(town, laptop)).status).toBe(303)
  expect((await me.get('/me/devices')).status).toBe(200)
  expect(await town.db.select().from(sessions).where(eq(sessions.personId, 'wangFang'))).toHaveLength(1)
})

it('keeps a device signed in while it is used, and not a moment after 30 days of silence, by the clock of the town', async () => {
  const town = await openTown()
  const sessionId = await town.sessions.open('wangFang', 'phone')
  await town.advance(16 * day)
  expect((await visit(town, sessionId)).status).toBe(200)
  await town.advance(30 * day - minute)
  expect((await visit(town, sessionId)).status).toBe(200)
  await town.advance(30 * day)
  expect((await visit(town, sessionId)).status).toBe(303)
  expect(await town.db.$count(sessions)).toBe(0)
})

it('changes name and home, and shows the form again when the home is none', async () => {
  const town = await openTown()
  const me = town.as('wangFang')
  const wrong = await me.post('/me/profile', { displayName: '小王', areaId: city, lang: 'zh' })
  expect(wrong.status).toBe(422)
  expect(await wrong.text()).toContain('value="小王"')
  expect((await me.post('/me/profile', { displayName: '小王', areaId: qingyunGrid, lang: 'en' })).status).toBe(303)
  const answer = await me.api('PATCH', '/me', { displayName: '王大姐', areaId: qingyun })
  expect(await answer.json()).toMatchObject({ displayName: '王大姐', areaId: qingyun, lang: 'en' })
})

it.each(['<script>alert(1)</script>', '"><img src=x>', "'; drop table people; --", '\u202e王', '=1+1'])(
  'shows the hostile name %j as text and nothing else',
  async (displayName) => {
    const town = await openTown()
    await town
      .as('wangFang')
      .post('/me/profile', { displayName: displayName.slice(0, 20), areaId: qingyun, lang: 'zh' })
    for (const [who, path] of [
      ['wangFang', '/me'],
      ['clerkLi', '/desk/people'],
      ['clerkLi', '/desk/people/wangFang'],
    ] as const) {
      const page = await (await town.as(who).get(path)).text()
      expect(page).not.toContain('<script>alert')
      expect(page).not.toContain('<img src=x')
      expect(page).not.toContain('\u202e')
    }
  },
)

it('keeps consents as receipts, and lets them be withdrawn and given again', async () => {
  const town = await openTown()
  const me = town.as('wangFang')
  for (const give of ['1', '1', '0', '1']) await me.post('/me/privacy/consents', { kind: 'location', give })
  expect(await hasConsent(town.db, 'wangFang', 'location')).toBe(true)
  const rows = await town.db.select().from(consents).where(eq(consents.personId, 'wangFang'))
  expect(rows.map(({ withdrawnAt }) => withdrawnAt !== null).sort()).toEqual([false, true])
  expect((await me.post('/me/privacy/consents', { kind: 'service', give: '0' })).status).toBe(409)
})

it('hands over everything that is held about a person, to that person', async () => {
  const town = await openTown()
  const phone = '13800004001'
  await town.atomically((tx) =>
    createPerson(tx, town.secrets, {
      id: 'laoLi',
      displayName: '老李',
      realName: '李明',
      areaId: qingyun,
      phone,
      now: town.now(),
    }),
  )
  const answer = await town.as('laoLi').get('/me/privacy/data.json')
  expect(answer.headers.get('content-disposition')).toContain('attachment')
  const { held } = (await answer.json()) as { held: { room: string; rows: unknown[] }[] }
  expect(held[0]).toMatchObject({ room: 'people', rows: [{ phone, realName: '李明', displayName: '老李' }] })
})

it('deletes an account for good, and frees its phone', async () => {
  const town = await openTown()
  const phone = '13800004002'
  const settle = (id: string) =>
    town.atomically((tx) =>
      createPerson(tx, town.secrets, {
        id,
        displayName: '老李',
        realName: '李明',
        areaId: qingyun,
        phone,
        now: town.now(),
      }),
    )
  await settle('laoLi')
  const me = town.as('laoLi')
  expect((await me.post('/me/delete', {})).status).toBe(422)
  expect((await me.post('/me/delete', { sure: '1' })).status).toBe(303)
  expect((await me.get('/me')).status).toBe(303)
  const [gone] = await town.db.select().from(people).where(eq(people.id, 'laoLi'))
  expect(gone).toMatchObject({ status: 'deleted', phoneSealed: null, realNameSealed: null, passwordHash: null })
  await settle('another')
})

it('keeps staff from deleting themselves while they hold a role', async () => {
  const town = await openTown()
  expect((await town.as('clerkLi').post('/me/delete', { sure: '1' })).status).toBe(409)
})

it('remembers how somebody likes to read, for visitors in the browser and for people in their row', async () => {
  const town = await openTown()
  const visitor = await town.as(undefined).post('/view', { elder: '1', next: '//evil.example' })
  expect(visitor.headers.get('location')).toBe('/')
  expect(visitor.headers.get('set-cookie')).toContain('view=elder')
  await town.as('wangFang').post('/view', { elder: '1', next: '/me' })
  await town.as('wangFang').post('/view', { lang: 'en' })
  const [wangFang] = await town.db.select().from(people).where(eq(people.id, 'wangFang'))
  expect(wangFang).toMatchObject({ elder: true, lang: 'en' })
})

it('leads everybody to where their work waits, and to no closed door', async () => {
  const town = await openTown()
  for (const [who, work] of [
    ['clerkLi', '/desk'],
    ['bankerXu', '/bank'],
    ['merchantNong', '/merchants/mine'],
    ['wangFang', undefined],
  ] as const) {
    const me = await (await town.as(who).get('/me')).text()
    for (const place of ['/desk', '/bank', '/merchants/mine'])
      expect(me.includes(`<a class="button quiet" href="${place}"`), `${who} ${place}`).toBe(place === work)
    if (work) expect((await town.as(who).get(work)).status, who).toBe(200)
  }
})
