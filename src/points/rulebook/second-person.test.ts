import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { grants } from '../../../db/schema/people.ts'
import { city, openTown, qingyun, type Town } from '../../../test/town.ts'
import { day } from '../../kit/clock.ts'
import { grantRole } from '../../people/roles/actions.ts'
import { grantPoints } from '../actions.ts'
import { defaultRules } from './rules.ts'

const cause = { kind: 'claim', id: 'c', zh: '清扫楼道', en: 'Swept the stairs' }
const startsOn = '2026-03-04'

/** What an hour of service pays now. */
async function hourPays(town: Town, id: string) {
  const given = { id, personId: 'wangFang', rule: 'R4', units: 1, budgetAreaId: qingyun, cause } as const
  const { points } = await town.atomically((tx) =>
    grantPoints(tx, { ...given, actorId: 'reviewerSun', now: town.now() }),
  )
  return points
}

/** An hour is to pay 9 points: drafted, tried and proposed by one administrator. */
async function proposed() {
  const town = await openTown()
  const admin = town.as('adminZheng')
  const terms = { ...defaultRules.R4.terms, prices: { hour: 9 } }
  await admin.api('POST', '/points/rules/R4/versions', { terms, reason: '冬天没有人来' }, 'dear-hours')
  await admin.api('POST', '/points/rules/versions/dear-hours/trial', { version: 1 })
  await admin.api('POST', '/points/rules/versions/dear-hours/propose', { version: 2, startsOn, reason: '议事会通过' })
  const take = async (who: string, step: string, body: object = {}) => {
    const answer = await town.as(who).api('POST', `/points/rules/versions/dear-hours/${step}`, { version: 3, ...body })
    return (await answer.json()) as { state?: string; startsOn?: string; code?: string }
  }
  return { town, take }
}

it('pays nothing more while one person alone wants it, though the day has come', async () => {
  const { town } = await proposed()
  await town.advance(3 * day)
  expect(await hourPays(town, 'later')).toBe(5)
  expect(await (await town.as(undefined).get('/rules')).text()).not.toContain('议事会通过')
})

it('is not confirmed by whoever proposed it, nor by anybody below the city', async () => {
  const { town, take } = await proposed()
  expect((await take('adminZheng', 'confirm')).code).toBe('rule_same_person')
  expect((await take('adminZheng', 'send-back', { reason: '看错了' })).code).toBe('rule_same_person')
  expect((await take('clerkLi', 'confirm')).code).toBe('not_allowed')
  await town.atomically((tx) => tx.update(grants).set({ areaId: qingyun }).where(eq(grants.personId, 'auditorWu')))
  expect((await take('auditorWu', 'confirm')).code).toBe('step_not_yours')
  const page = await (await town.as('adminZheng').get('/desk/rules/R4')).text()
  expect(page).not.toContain('/dear-hours/confirm')
  expect(page).toContain('任命一位监督员')
})

it('tells those who watch, with the words of the proposer, and holds from the day once confirmed', async () => {
  const { town, take } = await proposed()
  const auditor = town.as('auditorWu')
  expect(await (await auditor.get('/notices')).text()).toContain('提请 2026-03-04 起生效。议事会通过')
  expect(await (await auditor.get('/desk')).text()).toContain('个规则改动等第二个人确认')
  const page = await (await auditor.get('/desk/rules/R4')).text()
  expect(page).toContain('冬天没有人来')
  expect(page).toContain('/dear-hours/confirm')
  expect(await take('auditorWu', 'confirm', { reason: '会议记录看过' })).toMatchObject({ state: 'scheduled', startsOn })
  expect((await take('auditorWu', 'confirm')).code).toBe('step_unknown')
  expect(await (await town.as('adminZheng').get('/notices')).text()).toContain('2026-03-04 起生效。会议记录看过')
  expect(await (await town.as(undefined).get('/rules')).text()).toContain('2026-03-04 起改为第 2 版')
  expect(await hourPays(town, 'today')).toBe(5)
  await town.advance(2 * day)
  expect(await hourPays(town, 'then')).toBe(9)
})

it('goes back to its author with the reason, who may propose it again', async () => {
  const { town, take } = await proposed()
  const empty = await town
    .as('auditorWu')
    .post('/desk/rules/versions/dear-hours/send-back', { version: '3', reason: '' })
  expect(empty.status).toBe(422)
  expect(await take('auditorWu', 'send-back', { reason: '没有会议记录' })).toMatchObject({
    state: 'tried',
    startsOn: null,
  })
  expect(await (await town.as('adminZheng').get('/notices')).text()).toContain('没有会议记录')
  const again = await take('adminZheng', 'propose', { version: 4, startsOn, reason: '记录已附上' })
  expect(again.state).toBe('proposed')
})

it('is not confirmed after the day has come: days that have begun keep their rules', async () => {
  const { town, take } = await proposed()
  await town.advance(3 * day)
  expect((await take('auditorWu', 'confirm')).code).toBe('rule_proposal_late')
  expect((await take('auditorWu', 'send-back', { reason: '过了' })).state).toBe('tried')
})

it('is confirmed once when two press at the same moment', async () => {
  const { town, take } = await proposed()
  await town.atomically((tx) =>
    tx.insert(grants).values({
      ...{ id: 'second-admin', personId: 'liNa', role: 'admin', areaId: '532503000000', grantedBy: 'adminZheng' },
      ...{ startsAt: town.now(), grantedAt: town.now() },
    }),
  )
  const answers = await Promise.all([take('auditorWu', 'confirm'), take('liNa', 'confirm')])
  expect(answers.filter(({ state }) => state === 'scheduled')).toHaveLength(1)
})

it('tells those who watch when an announced change is withdrawn', async () => {
  const { town, take } = await proposed()
  await take('auditorWu', 'confirm')
  expect((await take('adminZheng', 'withdraw', { version: 4, reason: '预算不够' })).state).toBe('withdrawn')
  expect(await (await town.as('auditorWu').get('/notices')).text()).toContain('预算不够')
  await town.advance(3 * day)
  expect(await hourPays(town, 'after')).toBe(5)
})

it('is not confirmed by somebody named yesterday, and those who watch learn who was named', async () => {
  const { town, take } = await proposed()
  const admin = await town.actor('adminZheng')
  const named = { id: 'grant-new', personId: 'chenJie', role: 'auditor', areaId: city, actor: admin } as const
  await town.atomically((tx) => grantRole(tx, { ...named, now: town.now() }))
  expect(await (await town.as('auditorWu').get('/notices')).text()).toContain('新任命了一位全市监督员')
  await town.advance(1 * day)
  expect((await take('chenJie', 'confirm')).code).toBe('rule_second_too_new')
  expect(await (await town.as('chenJie').get('/desk/rules/R4')).text()).not.toContain('versions/dear-hours/confirm')
})

it('is tried, proposed and confirmed once for the sender’s key, however often it is sent', async () => {
  const town = await openTown()
  const terms = { ...defaultRules.R4.terms, prices: { hour: 9 } }
  await town.as('adminZheng').api('POST', '/points/rules/R4/versions', { terms, reason: '冬天没有人来' }, 'dear-hours')
  const twice = async (who: string, step: string, body: object) => {
    const path = `/points/rules/versions/dear-hours/${step}`
    const send = async () => (await town.as(who).api('POST', path, body, `${step}-dear`)).json()
    const first = (await send()) as { version: number; state: string }
    expect(await send()).toEqual(first)
    return first
  }
  expect(await twice('adminZheng', 'trial', { version: 1 })).toMatchObject({ state: 'tried', version: 2 })
  const day = { version: 2, startsOn, reason: '议事会通过' }
  expect(await twice('adminZheng', 'propose', day)).toMatchObject({ state: 'proposed', version: 3 })
  expect(await twice('auditorWu', 'confirm', { version: 3 })).toMatchObject({ state: 'scheduled', version: 4 })
  const other = await town
    .as('adminZheng')
    .api('POST', '/points/rules/versions/dear-hours/withdraw', { version: 4, reason: '算错了' }, 'propose-dear')
  expect(await other.json()).toMatchObject({ code: 'same_id_other_content' })
})
