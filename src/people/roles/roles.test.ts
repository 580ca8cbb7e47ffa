import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { grants, looks, people, sessions } from '../../../db/schema/people.ts'
import { city, guanlan, openTown, qingyun, qingyunStore, type Town } from '../../../test/town.ts'
import { day } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { createPerson } from '../actions.ts'
import { grantRole, type NewGrant } from './actions.ts'

type Wanted = Partial<NewGrant> & Pick<NewGrant, 'role'>

async function grantAs(town: Town, who: string, wanted: Wanted, personId = 'wangFang') {
  const actor = await town.actor(who)
  return town.atomically((tx) => grantRole(tx, { personId, actor, now: town.now(), ...wanted }))
}

/** An administrator of one street, not of the city. */
async function streetAdmin(town: Town) {
  await grantAs(town, 'adminZheng', { role: 'admin', areaId: guanlan }, 'liNa')
  return 'liNa'
}

it('lets an administrator grant every role within their area, for an area or a store', async () => {
  const town = await openTown()
  const admin = await streetAdmin(town)
  await grantAs(town, admin, { role: 'clerk', areaId: qingyun })
  await grantAs(town, admin, { role: 'keeper', storeId: qingyunStore })
  expect((await town.actor('wangFang')).grants.map(({ role }) => role).sort()).toEqual(['clerk', 'keeper'])
})

it('refuses to grant wider than one holds, to oneself, or without being an administrator', async () => {
  const town = await openTown()
  const admin = await streetAdmin(town)
  await expect(grantAs(town, admin, { role: 'clerk', areaId: city })).rejects.toThrow('grant_too_wide')
  await expect(grantAs(town, admin, { role: 'auditor', areaId: qingyun }, admin)).rejects.toThrow('grant_to_yourself')
  await expect(grantAs(town, 'clerkLi', { role: 'clerk', areaId: qingyun })).rejects.toThrow('grant_too_wide')
  await expect(grantAs(town, 'auditorWu', { role: 'keeper', storeId: qingyunStore })).rejects.toThrow('grant_too_wide')
  await expect(grantAs(town, admin, { role: 'clerk', areaId: 'nowhere' })).rejects.toThrow('grant_place_needed')
  expect((await town.actor('wangFang')).grants).toEqual([])
})

it('lets a role begin and end by the clock', async () => {
  const town = await openTown()
  const from = town.now().getTime()
  const term = { startsAt: new Date(from + day), endsAt: new Date(from + 3 * day) }
  await grantAs(town, 'adminZheng', { role: 'clerk', areaId: qingyun, ...term })
  const desk = async () => (await town.as('wangFang').get('/desk/people')).status
  expect(await desk()).toBe(403)
  town.setTime(term.startsAt)
  expect(await desk()).toBe(200)
  town.setTime(new Date(term.endsAt.getTime() - 1))
  expect(await desk()).toBe(200)
  town.setTime(term.endsAt)
  expect(await desk()).toBe(403)
})

it('refuses a term that ends before it begins', async () => {
  const town = await openTown()
  const term = { startsAt: new Date(town.now().getTime() + day), endsAt: town.now() }
  await expect(grantAs(town, 'adminZheng', { role: 'clerk', areaId: qingyun, ...term })).rejects.toThrow('grant_term')
})

it('ends a role and keeps the row, with who ended it', async () => {
  const town = await openTown()
  const grant = await grantAs(town, 'adminZheng', { role: 'clerk', areaId: qingyun })
  const ended = await town.as('adminZheng').post(`/desk/people/wangFang/grants/${grant.id}/end`)
  expect(ended.status).toBe(303)
  expect((await town.actor('wangFang')).grants).toEqual([])
  const [row] = await town.db.select().from(grants).where(eq(grants.id, grant.id))
  expect(row?.endedBy).toBe('adminZheng')
  const again = await town.as('adminZheng').post(`/desk/people/wangFang/grants/${grant.id}/end`)
  expect(again.status).toBe(409)
})

it('grants once when the form is sent twice', async () => {
  const town = await openTown()
  const form = { id: newId(), role: 'clerk', place: `area:${qingyun}`, startsOn: '', endsOn: '2026-12-31', basis: '' }
  await Promise.all([1, 2].map(() => town.as('adminZheng').post('/desk/people/wangFang/grants', form)))
  expect(await town.db.select().from(grants).where(eq(grants.personId, 'wangFang'))).toHaveLength(1)
})

it.each(['2026-99-99', '2026-02-30', '31.12.2026'])('takes no role that ends on %s', async (endsOn) => {
  const town = await openTown()
  const form = { id: newId(), role: 'clerk', place: `area:${qingyun}`, startsOn: '', endsOn, basis: '' }
  const again = await town.as('adminZheng').post('/desk/people/wangFang/grants', form)
  expect(again.status).toBe(422)
  expect(await town.db.select().from(grants).where(eq(grants.personId, 'wangFang'))).toEqual([])
})

it('grants once when two administrators grant the same at once', async () => {
  const town = await openTown()
  await grantAs(town, 'adminZheng', { role: 'admin', areaId: guanlan }, 'liNa')
  const tries = ['adminZheng', 'liNa'].map((who) => grantAs(town, who, { role: 'clerk', areaId: qingyun }))
  const results = await Promise.allSettled(tries)
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

it('gives the first answer to an API request sent again, and refuses it with other content', async () => {
  const town = await openTown()
  const send = (role: string) =>
    town.as('adminZheng').api('POST', '/people/wangFang/grants', { role, areaId: qingyun }, 'grant-0001')
  const answers = [await send('clerk'), await send('clerk')]
  expect(answers.map(({ status }) => status)).toEqual([201, 201])
  expect(await answers[0]?.json()).toEqual(await answers[1]?.json())
  expect((await send('admin')).status).toBe(409)
})

it('tells clerks nothing about people elsewhere', async () => {
  const town = await openTown()
  const search = await (await town.as('clerkLi').get('/desk/people?q=陈杰')).text()
  expect(search).not.toContain('/desk/people/chenJie')
  expect((await town.as('clerkLi').get('/desk/people/chenJie')).status).toBe(404)
  expect((await town.as('clerkLi').post('/desk/people/chenJie/look', { why: '好奇' })).status).toBe(404)
  expect(await town.db.select().from(looks)).toEqual([])
})

it('finds people by a whole phone or real name, covered until a reason is given, and the person sees who looked', async () => {
  const town = await openTown()
  const phone = '13800003001'
  await town.atomically((tx) =>
    createPerson(tx, town.secrets, {
      id: 'aHei',
      displayName: '阿黑',
      realName: '扎西·次仁',
      areaId: qingyun,
      phone,
      now: town.now(),
    }),
  )
  const clerk = town.as('clerkLi')
  for (const q of ['138 0000 3001', '扎西•次仁', '阿']) {
    const found = await (await clerk.get(`/desk/people?q=${encodeURIComponent(q)}`)).text()
    expect(found).toContain('/desk/people/aHei')
    expect(found).not.toContain(phone)
  }
  expect(await (await clerk.get('/desk/people?q=%25')).text()).not.toContain(phone)
  expect(await (await clerk.get('/desk/people/aHei')).text()).not.toContain(phone)
  await clerk.post('/desk/people/aHei/look', { why: '通知活动改期' })
  expect(await (await clerk.get('/desk/people/aHei')).text()).toContain(phone)

  const mine = await (await town.as('aHei').get('/me/looks')).text()
  expect(mine).toContain('通知活动改期')
  expect(mine).toContain('李干事')
})

it('verifies an identity, but never one’s own, and not from a stale page', async () => {
  const town = await openTown()
  await town.atomically((tx) => tx.update(people).set({ verifiedAt: null }).where(eq(people.id, 'wangFang')))
  const form = { version: '1', realName: '王 芳' }
  expect((await town.as('clerkLi').post('/desk/people/wangFang/verify', form)).status).toBe(303)
  const [wangFang] = await town.db.select().from(people).where(eq(people.id, 'wangFang'))
  expect(wangFang?.verifiedBy).toBe('clerkLi')
  expect(wangFang?.realNameSealed).not.toContain('王')
  expect((await town.as('clerkLi').post('/desk/people/wangFang/verify', form)).status).toBe(409)
  expect((await town.as('clerkLi').post('/desk/people/clerkLi/verify', form)).status).toBe(403)
})

it('signs a suspended person out and keeps them out', async () => {
  const town = await openTown()
  expect((await town.as('wangFang').get('/me')).status).toBe(200)
  const form = { version: '1', reason: '冒用他人身份' }
  expect((await town.as('clerkLi').post('/desk/people/wangFang/steps/suspend', form)).status).toBe(403)
  expect((await town.as('adminZheng').post('/desk/people/wangFang/steps/suspend', form)).status).toBe(303)
  expect((await town.as('wangFang').get('/me')).status).toBe(303)
  expect(await town.db.select().from(sessions).where(eq(sessions.personId, 'wangFang'))).toEqual([])
  const back = { version: '2', reason: '已查清' }
  expect((await town.as('adminZheng').post('/desk/people/wangFang/steps/restore', back)).status).toBe(303)
  expect(
    (await town.as('adminZheng').post('/desk/people/wangFang/steps/delete', { ...back, version: '3' })).status,
  ).toBe(403)
})

it('never lets anybody change or remove a look', async () => {
  const town = await openTown()
  await town.as('clerkLi').get('/desk/people/wangFang')
  expect(await town.db.select().from(looks)).toHaveLength(1)
  await expect(town.atomically((tx) => tx.delete(looks))).rejects.toThrow()
  expect(await town.db.select().from(looks)).toHaveLength(1)
})

it('keeps a clerk of one community out of another', async () => {
  const town = await openTown()
  const page = await (await town.as('clerkZhao').get('/desk/people')).text()
  expect(page).toContain('/desk/people/chenJie')
  expect(page).not.toContain('/desk/people/wangFang')
})
