import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { notices } from '../../../db/schema/notices.ts'
import { routingVersions } from '../../../db/schema/routing.ts'
import { accept, file, whistle } from '../../../test/reports.ts'
import { city, cityManagement, guanlan, openTown, type Town, waterBureau } from '../../../test/town.ts'
import { endOrganization } from '../../areas/organizations/actions.ts'
import { organizationById } from '../../areas/organizations/queries.ts'
import { cityDay, day, hour } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { eventsOf, reportById, whistlesOf } from '../queries.ts'
import { draftRouting, keepRoutingTrial, scheduleRouting } from './actions.ts'
import { routingVersionById } from './queries.ts'
import type { Terms } from './rules.ts'
import { trialOf } from './trials/queries.ts'
import type { Trial } from './trials/rules.ts'

const manholes: Terms = {
  clauses: [{ kind: 'category', not: false, categoryIds: ['manhole'] }],
  ...{ matter: 'government', organizationIds: [cityManagement], task: '请更换井盖', automatic: false },
}

type Given = Partial<Terms> & { name?: string; position?: number; areaId?: string; by?: string }

async function draft(
  town: Town,
  { name = '井盖', position = 10, areaId = city, by = 'dispatcherTang', ...terms }: Given = {},
) {
  const id = newId()
  const actor = await town.actor(by)
  const wording = { name, position, terms: { ...manholes, ...terms }, reason: '井盖都归城管' }
  await town.atomically((tx) => draftRouting(tx, { id, areaId, ...wording, actor, now: town.now() }))
  return id
}

async function tryOut(town: Town, versionId: string, by = 'dispatcherTang') {
  const row = await routingVersionById(town.db, versionId)
  const trial = await trialOf(town.db, row, town.now())
  const act = { versionId, version: row.version, actor: await town.actor(by), now: town.now() }
  await town.atomically((tx) => keepRoutingTrial(tx, { ...act, trial }))
  return trial
}

async function enforce(town: Town, versionId: string, by = 'adminZheng') {
  const { version } = await routingVersionById(town.db, versionId)
  const act = { versionId, version, actor: await town.actor(by), now: town.now() }
  await town.atomically((tx) => scheduleRouting(tx, { ...act, startsOn: cityDay(town.now()), reason: '核对过' }))
}

async function rule(town: Town, given: Given = {}) {
  const id = await draft(town, given)
  await tryOut(town, id)
  await enforce(town, id)
  return id
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (refusal: { code?: string; message: string }) => refusal.code ?? refusal.message,
  )

describe('a proposal', () => {
  it('is shown with the rule that made it, and taken by one press: accepted and whistled', async () => {
    const town = await openTown()
    const versionId = await rule(town)
    const report = await file(town)
    const clerk = town.as('clerkLi')
    const page = await (await clerk.get(`/desk/reports/${report.id}`)).text()
    expect(page).toContain('派单建议')
    expect(page).toContain('城市管理局')
    expect(page).toContain('“井盖”第 1 版')
    expect(page).toContain('类别是井盖破损、丢失')
    const pressed = await clerk.post(`/desk/reports/${report.id}/route`, { version: '1', rule: versionId })
    expect(pressed.status).toBe(303)
    expect(await reportById(town.db, report.id)).toMatchObject({ status: 'whistled', matter: 'government' })
    const [call] = await whistlesOf(town.db, report.id)
    expect(call).toMatchObject({ organizationId: cityManagement, task: '请更换井盖', whistledBy: 'clerkLi' })
    const whistled = (await eventsOf(town.db, report.id)).find(({ step }) => step === 'whistle')
    expect(whistled?.details).toMatchObject({ rule: { versionId, name: '井盖', number: 1, automatic: false } })
  })

  it('is not taken once the book proposes something else', async () => {
    const town = await openTown()
    const versionId = await rule(town)
    const report = await file(town)
    await rule(town, { name: '更急', position: 1, organizationIds: [waterBureau] })
    const late = await town.as('clerkLi').post(`/desk/reports/${report.id}/route`, { version: '1', rule: versionId })
    expect(late.status).toBe(409)
    expect(await late.text()).toContain('派单建议刚刚变了')
    expect(await reportById(town.db, report.id)).toMatchObject({ status: 'filed' })
  })

  it('calls nobody by itself, unless the city has set the rule so', async () => {
    const town = await openTown()
    await rule(town)
    expect(await accept(town, await file(town))).toMatchObject({ status: 'accepted' })
    expect(await codeOf(draft(town, { automatic: true }))).toBe('routing_automatic_is_the_citys')
    const id = await draft(town, { automatic: true, position: 1, by: 'adminZheng' })
    await tryOut(town, id)
    expect(await codeOf(enforce(town, id, 'dispatcherTang'))).toBe('routing_automatic_is_the_citys')
  })

  it('calls when somebody accepts, by a rule that the city has made automatic, in the name of whoever accepted', async () => {
    const town = await openTown()
    const id = await draft(town, { automatic: true, by: 'adminZheng' })
    await tryOut(town, id)
    // The town has one administrator of the city; the other one is the city's for this test.
    await town.atomically((tx) =>
      tx.update(routingVersions).set({ state: 'scheduled', startsOn: '2026-03-02' }).where(eq(routingVersions.id, id)),
    )
    const report = await file(town)
    expect(await accept(town, report)).toMatchObject({ status: 'whistled' })
    expect(await whistlesOf(town.db, report.id)).toMatchObject([
      { organizationId: cityManagement, whistledBy: 'clerkLi' },
    ])
  })
})

describe('a rule comes into force', () => {
  it('by a second person, after a trial, and not before its day', async () => {
    const town = await openTown()
    const id = await draft(town)
    expect(await codeOf(enforce(town, id))).toBe('step_unknown')
    await tryOut(town, id)
    expect(await codeOf(enforce(town, id, 'dispatcherTang'))).toBe('routing_second_person')
    await enforce(town, id)
    expect(await routingVersionById(town.db, id)).toMatchObject({ state: 'scheduled', startsOn: '2026-03-02' })
  })

  it('only through those who dispatch for its area', async () => {
    const town = await openTown()
    expect(await codeOf(draft(town, { by: 'dispatcherGao' }))).toBe('routing_not_yours')
    expect(await codeOf(draft(town, { by: 'clerkLi' }))).toBe('routing_not_yours')
    const id = await draft(town, { by: 'dispatcherGao', areaId: guanlan })
    await tryOut(town, id, 'dispatcherGao')
    expect(await codeOf(enforce(town, id, 'dispatcherTang'))).toBe('ok')
  })
})

describe('a trial', () => {
  it('says which of the past reports it catches, and where people did otherwise', async () => {
    const town = await openTown()
    const [alike, otherwise, open] = [
      await file(town),
      await file(town, { by: 'zhangWei' }),
      await file(town, { by: 'liNa' }),
    ]
    for (const report of [alike, otherwise]) await accept(town, report)
    await whistle(town, alike, [cityManagement])
    await whistle(town, otherwise, [waterBureau])
    await file(town, { by: 'liNa', categoryId: 'road', answers: {} })
    const trial: Trial = await tryOut(town, await draft(town))
    expect(trial.seen).toBe(4)
    expect(trial.counts).toEqual({ same: 1, differs: 1, open: 1, refused: 0, shadowed: 0 })
    expect(trial.named.differs).toMatchObject([{ number: otherwise.number, did: [waterBureau] }])
    expect(trial.named.open).toMatchObject([{ number: open.number }])
  })

  it('leaves out what is older than a month, and sees what an earlier rule has already', async () => {
    const town = await openTown()
    await file(town)
    await town.advance(31 * day)
    await file(town)
    await rule(town, { name: '先问' })
    const trial = await tryOut(town, await draft(town, { position: 20 }))
    expect(trial.counts).toMatchObject({ open: 0, shadowed: 1 })
    const before = await tryOut(town, await draft(town, { position: 1 }))
    expect(before).toMatchObject({ counts: { open: 1, shadowed: 0 }, takenOver: { 先问: 1 } })
  })
})

describe('a rule that names what is gone', () => {
  const end = async (town: Town) => {
    const { version } = await organizationById(town.db, cityManagement)
    const actor = await town.actor('adminZheng')
    const act = { organizationId: cityManagement, ends: true, version, actor, now: town.now() }
    await town.atomically((tx) => endOrganization(tx, act))
  }

  it('is an alarm at the desk, a notice to its keepers, and no proposal', async () => {
    const town = await openTown()
    const versionId = await rule(town)
    await rule(town, { name: '兜底', position: 900, clauses: [], organizationIds: [waterBureau] })
    await end(town)
    await town.advance(hour)
    expect(await (await town.as('clerkLi').get('/desk/reports')).text()).toContain('1 条派单规则已失效')
    const told = await town.db.select().from(notices).where(eq(notices.personId, 'dispatcherTang'))
    expect(told.map(({ title }) => title.zh)).toContain('派单规则“井盖”已失效')
    const report = await file(town)
    const page = await (await town.as('clerkLi').get(`/desk/reports/${report.id}`)).text()
    expect(page).toContain('“城市管理局”已不再接单')
    expect(page).not.toContain('照此受理并吹哨')
    const pressed = await town.as('clerkLi').post(`/desk/reports/${report.id}/route`, { version: '1', rule: versionId })
    expect(pressed.status).toBe(409)
  })

  it('is told once a day, not every few minutes', async () => {
    const town = await openTown()
    await rule(town)
    await end(town)
    const count = async () =>
      (await town.db.select().from(notices).where(eq(notices.personId, 'dispatcherTang'))).length
    await town.advance(hour)
    const first = await count()
    await town.advance(hour)
    expect(await count()).toBe(first)
    await town.advance(day)
    expect(await count()).toBe(first + 1)
  })

  it('and one that cannot be read stops the book where it stands', async () => {
    const town = await openTown()
    const id = await rule(town)
    await rule(town, { name: '兜底', position: 900, clauses: [], organizationIds: [waterBureau] })
    const terms = { ...manholes, clauses: [{ kind: 'moon', not: false }] }
    await town.atomically((tx) => tx.update(routingVersions).set({ terms }).where(eq(routingVersions.id, id)))
    const report = await file(town)
    const page = await (await town.as('clerkLi').get(`/desk/reports/${report.id}`)).text()
    expect(page).toContain('有读不懂的条件')
    expect(page).not.toContain('水务局</strong>')
  })
})
