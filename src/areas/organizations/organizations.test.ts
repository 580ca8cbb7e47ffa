import { expect, it } from 'vitest'
import { cityManagement, guanlan, openTown, qingyun, ruralBank, type Town, waterBureau } from '../../../test/town.ts'
import { grantRole } from '../../people/roles/actions.ts'
import { addOrganization, changeOrganization, endOrganization } from './actions.ts'
import { eventsOfOrganization, organizationById, organizationsAtWork, organizationsOf } from './queries.ts'

const sanitation = { kind: 'department', name: '观澜环卫站', areaId: guanlan } as const

const add = async (town: Town, who: string, fields: Parameters<typeof addOrganization>[1]['fields'] = sanitation) => {
  const actor = await town.actor(who)
  return town.atomically((tx) => addOrganization(tx, { id: 'org-1', fields, actor, now: town.now() }))
}

it('is entered by an administrator of its area, once however often it is sent', async () => {
  const town = await openTown()
  expect([await add(town, 'adminZheng'), await add(town, 'adminZheng')]).toEqual(['org-1', 'org-1'])
  expect(await organizationById(town.db, 'org-1')).toMatchObject({ ...sanitation, version: 1 })
  expect(await eventsOfOrganization(town.db, 'org-1')).toHaveLength(1)
})

it.each(['clerkLi', 'dispatcherTang', 'officerKong', 'wangFang'])('is not entered by %s', async (who) => {
  const town = await openTown()
  await expect(add(town, who)).rejects.toThrow('area_not_yours')
})

it('has a name of its own in its area', async () => {
  const town = await openTown()
  await add(town, 'adminZheng')
  const [actor, now] = [await town.actor('adminZheng'), town.now()]
  await expect(
    town.atomically((tx) => addOrganization(tx, { id: 'org-2', fields: sanitation, actor, now })),
  ).rejects.toThrow('organization_known')
  await town.atomically((tx) =>
    addOrganization(tx, { id: 'org-3', fields: { ...sanitation, name: '二站' }, actor, now }),
  )
  const change = { organizationId: 'org-3', fields: { name: sanitation.name }, version: 1, actor, now }
  await expect(town.atomically((tx) => changeOrganization(tx, change))).rejects.toThrow('organization_known')
})

it('is changed by one of two who read the same version', async () => {
  const town = await openTown()
  const actor = await town.actor('adminZheng')
  const change = (name: string) => ({
    organizationId: cityManagement,
    fields: { name },
    version: 1,
    actor,
    now: town.now(),
  })
  const both = await Promise.allSettled(
    ['城管局', '综合执法局'].map((name) => town.atomically((tx) => changeOrganization(tx, change(name)))),
  )
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

it('takes no new work once it has ended, and keeps its history', async () => {
  const town = await openTown()
  const actor = await town.actor('adminZheng')
  const act = { organizationId: cityManagement, ends: true, version: 1, actor, now: town.now() }
  await town.atomically((tx) => endOrganization(tx, act))
  expect((await organizationsAtWork(town.db, 'department')).map(({ id }) => id)).not.toContain(cityManagement)
  expect((await organizationsOf(town.db, actor)).map(({ organization }) => organization.id)).toContain(cityManagement)
})

it('has officers of its own, a bank its bankers, and neither the other’s', async () => {
  const town = await openTown()
  const grant = async (role: 'officer' | 'banker' | 'clerk', place: { organizationId?: string; areaId?: string }) => {
    const actor = await town.actor('adminZheng')
    return town.atomically((tx) => grantRole(tx, { personId: 'liNa', role, ...place, actor, now: town.now() }))
  }
  await grant('officer', { organizationId: cityManagement })
  expect((await town.actor('liNa')).grants).toContainEqual({ role: 'officer', organizationId: cityManagement })
  expect((await town.actor('officerShui')).grants).toEqual([{ role: 'officer', organizationId: waterBureau }])
  await expect(grant('officer', { areaId: qingyun })).rejects.toThrow('grant_place_unfit')
  await expect(grant('clerk', { organizationId: cityManagement })).rejects.toThrow('grant_place_unfit')
  await grant('banker', { organizationId: ruralBank })
  await expect(grant('officer', { organizationId: ruralBank })).rejects.toThrow('grant_place_unfit')
  await expect(grant('banker', { organizationId: cityManagement })).rejects.toThrow('grant_place_unfit')
  await expect(grant('banker', { areaId: qingyun })).rejects.toThrow('grant_place_unfit')
})

it('is kept on a page that shows the form again with what was wrong', async () => {
  const town = await openTown()
  const admin = town.as('adminZheng')
  const form = { id: 'form-00000001', kind: 'department', areaId: guanlan, name: '', phone: '电话', duties: '' }
  const tried = await admin.post('/desk/organizations', form)
  expect(tried.status).toBe(422)
  expect(await tried.text()).toContain('请填写这一项')
  const made = await admin.post('/desk/organizations', { ...form, name: '观澜环卫站', phone: '0873-1234567' })
  expect(made.status).toBe(303)
  const shown = await admin.get(made.headers.get('location') ?? '')
  expect(await shown.text()).toContain('观澜环卫站')
  expect((await town.as('dispatcherGao').get('/desk/organizations/form-00000001')).status).toBe(200)
  expect((await town.as('clerkLi').get('/desk/organizations')).status).toBe(403)
})
