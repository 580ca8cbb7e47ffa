import { expect, it, vi } from 'vitest'
import { transfers } from '../../../db/schema/points.ts'
import { givePoints, openShops } from '../../../test/shop.ts'
import { openTown, qingyun, qingyunStore, type Town } from '../../../test/town.ts'
import { day, hour, later } from '../../kit/clock.ts'
import { grantPoints } from '../actions.ts'
import { defaultsOf, documents } from './documents/rules.ts'
import { defaultRules } from './rules.ts'
import { askForTrial } from './trials/actions.ts'

vi.setConfig({ testTimeout: 60_000 })

const cause = { kind: 'claim', id: 'c', zh: '清扫楼道', en: 'Swept the stairs' }
const grant = (town: Town, id: string, personId: string) =>
  town.atomically((tx) =>
    grantPoints(tx, {
      ...{ id, personId, rule: 'R4', units: 2, budgetAreaId: qingyun, cause, actorId: 'reviewerSun', now: town.now() },
    }),
  )

/** A town with goods, where 王芳 orders a soap at a time over the API. */
async function orderingTown() {
  const town = await openTown()
  await openShops(town)
  await givePoints(town, 'wangFang', 100)
  const order = async (id: string) => {
    const asked = { storeId: qingyunStore, lines: [{ itemId: 'soap', quantity: 1 }] }
    const answer = await town.as('wangFang').api('POST', '/orders', asked, id)
    return (await answer.json()) as {
      id: string
      code: string
      termsVersionId: string
      placedAt: string
      pickupUntil: string
    }
  }
  return { town, order }
}

/** Drafts, tries and proposes the next version of a rule over the API, from tomorrow; an auditor confirms it. */
async function nextVersion(town: Town, rule: string, terms: object) {
  const admin = town.as('adminZheng')
  const draft = await admin.api(
    'POST',
    `/points/rules/${rule}/versions`,
    { terms, reason: '议事会通过' },
    `next-of-${rule}`,
  )
  expect(draft.status).toBe(201)
  const tried = await admin.api('POST', `/points/rules/versions/next-of-${rule}/trial`, { version: 1 })
  expect(tried.status).toBe(200)
  const startsOn = later(town.now(), 1 * day + 8 * hour)
    .toISOString()
    .slice(0, 10)
  const step = { version: 2, startsOn, reason: '公示无异议' }
  const proposed = await admin.api('POST', `/points/rules/versions/next-of-${rule}/propose`, step)
  expect(await proposed.json()).toMatchObject({ state: 'proposed', startsOn })
  const auditor = town.as('auditorWu')
  const confirmed = await auditor.api('POST', `/points/rules/versions/next-of-${rule}/confirm`, { version: 3 })
  expect(await confirmed.json()).toMatchObject({ state: 'scheduled', startsOn })
  return (await tried.json()) as { trial: Record<string, unknown>; running: unknown }
}

it('tries a version on the ledger, and changes nothing before the day it is scheduled for', async () => {
  const town = await openTown()
  await grant(town, 'a', 'wangFang')
  const { trial } = await nextVersion(town, 'R4', { ...defaultRules.R4.terms, prices: { hour: 6 } })
  expect(trial).toMatchObject({ grants: 1, paidBefore: 10, paidAfter: 12, peopleMore: 1 })
  expect(await grant(town, 'b', 'liNa')).toMatchObject({ points: 10 })
  await town.advance(1 * day)
  expect(await grant(town, 'c', 'liNa')).toMatchObject({ points: 12 })
})

it('refuses drafts and steps that do not fit, in words, and changes nothing', async () => {
  const town = await openTown()
  const admin = town.as('adminZheng')
  const draft = (rule: string, terms: unknown, key: string) =>
    admin.api('POST', `/points/rules/${rule}/versions`, { terms, reason: '试试' }, key)
  const good = defaultsOf('REDEEM')
  for (const [rule, terms, status] of [
    ['REDEEM', { ...good, pointsPerMonth: 0 }, 422],
    ['REDEEM', { ...good, pointsPerMonth: '200' }, 422],
    ['REDEEM', { ...good, unheard: 1 }, 422],
    ['REDEEM', { pointsPerMonth: 200 }, 422],
    ['R4', { ...defaultRules.R4.terms, caps: [{ of: 'rice', per: 'day', max: 1 }] }, 422],
    ['ALL', good, 422],
    ['R99', good, 404],
  ] as const)
    expect((await draft(rule, terms, 'bad-draft-1')).status).toBe(status)
  expect((await draft('REDEEM', good, 'good-draft-1')).status).toBe(201)
  expect((await draft('REDEEM', good, 'good-draft-1')).status).toBe(201)
  expect((await draft('REDEEM', { ...good, itemDays: 5 }, 'good-draft-1')).status).toBe(409)
  const propose = (body: object) => admin.api('POST', '/points/rules/versions/good-draft-1/propose', body)
  const tomorrow = { startsOn: '2026-03-03', reason: '公示' }
  expect(await (await propose({ ...tomorrow, version: 1 })).json()).toMatchObject({ code: 'step_unknown' })
  await admin.api('POST', '/points/rules/versions/good-draft-1/trial', { version: 1 })
  expect(await (await propose({ ...tomorrow, version: 1 })).json()).toMatchObject({ code: 'stale_version' })
  const today = await propose({ startsOn: '2026-03-02', reason: '公示', version: 2 })
  expect(await today.json()).toMatchObject({ code: 'rule_starts_too_soon' })
  const clerk = await town.as('clerkLi').api('POST', '/points/rules/versions/good-draft-1/trial', { version: 2 })
  expect(clerk.status).toBe(403)
  const withdrawn = await admin.api('POST', '/points/rules/versions/good-draft-1/withdraw', {
    version: 2,
    reason: '不改了',
  })
  expect(await withdrawn.json()).toMatchObject({ state: 'withdrawn', startsOn: null })
})

it('reads a long ledger beside the requests, shows how far it is, and keeps what it gave', async () => {
  const town = await openTown()
  await grant(town, 'a', 'wangFang')
  const admin = town.as('adminZheng')
  const terms = { ...defaultRules.R4.terms, prices: { hour: 4 } }
  await admin.api('POST', '/points/rules/R4/versions', { terms, reason: '降低' }, 'long-draft')
  const actor = await town.actor('adminZheng')
  const asked = { versionId: 'long-draft', version: 1, total: 300_000, actor, now: town.now() }
  await town.atomically((tx) => askForTrial(tx, asked))
  await town.atomically((tx) => askForTrial(tx, asked))
  const waiting = await admin.api('GET', '/points/rules/versions/long-draft')
  expect(await waiting.json()).toMatchObject({ state: 'draft', trial: null, running: { done: 0, total: 300_000 } })
  const page = await (await admin.get('/desk/rules/R4')).text()
  expect(page).toContain('<progress max="300000"')
  expect(page).toContain('http-equiv="refresh"')
  await town.advance(20_000)
  const done = await admin.api('GET', '/points/rules/versions/long-draft')
  expect(await done.json()).toMatchObject({ state: 'tried', running: null, trial: { paidBefore: 10, paidAfter: 8 } })
})

it('leaves a trial alone that was overtaken by a withdrawal', async () => {
  const town = await openTown()
  const admin = town.as('adminZheng')
  await admin.api('POST', '/points/rules/R4/versions', { terms: defaultRules.R4.terms, reason: '同样' }, 'overtaken')
  const actor = await town.actor('adminZheng')
  await town.atomically((tx) =>
    askForTrial(tx, { versionId: 'overtaken', version: 1, total: 9999, actor, now: town.now() }),
  )
  await admin.api('POST', '/points/rules/versions/overtaken/withdraw', { version: 1, reason: '不要了' })
  await town.advance(20_000)
  expect(await (await admin.api('GET', '/points/rules/versions/overtaken')).json()).toMatchObject({
    ...{ state: 'withdrawn', trial: null, running: null },
  })
})

it('keeps an order under the redemption terms it was placed under, and says which', async () => {
  const { town, order } = await orderingTown()
  const first = await order('under-the-first')
  await nextVersion(town, 'REDEEM', { ...defaultsOf('REDEEM'), pickupHours: 24, extensionHours: 12, piecesPerMonth: 2 })
  await town.advance(1 * day)
  const second = await order('under-the-second')
  expect(first).toMatchObject({ termsVersionId: 'REDEEM-1' })
  expect(second).toMatchObject({ termsVersionId: 'next-of-REDEEM' })
  expect(Date.parse(second.pickupUntil) - Date.parse(second.placedAt)).toBe(24 * hour)
  const extended = await town.as('wangFang').api('POST', '/orders/under-the-first/extend')
  expect(extended.status).toBe(200)
  expect(await extended.json()).toMatchObject({
    pickupUntil: later(new Date(first.pickupUntil), 48 * hour).toISOString(),
  })
  expect(await order('one-too-many')).toMatchObject({ code: 'limit_month_pieces', details: { limit: 2 } })
  expect(await (await town.as('wangFang').get('/orders/under-the-second')).text()).toContain('兑换规则第 2 版')
})

it('tries redemption terms on the orders of the last quarter', async () => {
  const { town, order } = await orderingTown()
  await order('first-order')
  await order('second-order')
  const { trial } = await nextVersion(town, 'REDEEM', { ...defaultsOf('REDEEM'), piecesPerMonth: 1 })
  expect(trial).toMatchObject({ kind: 'orders', orders: 2, refused: 1, people: 1 })
})

it('drafts every document through its form and keeps what was typed when a number is wrong', async () => {
  const town = await openTown()
  const admin = town.as('adminZheng')
  for (const code of Object.keys(documents)) {
    const fields = Object.entries(defaultsOf(code as keyof typeof documents)).map(([name, one]) => [name, String(one)])
    const given = { ...Object.fromEntries(fields), reason: '年度复核' }
    const [name] = fields[0] as [string]
    const wrong = await admin.post(`/desk/rules/${code}/drafts`, { ...given, id: `wrong-${code}`, [name]: '-7' })
    expect(wrong.status).toBe(422)
    expect(await wrong.text()).toContain('value="-7"')
    const right = await admin.post(`/desk/rules/${code}/drafts`, { ...given, id: `right-${code}`, [name]: '６' })
    expect(right.status).toBe(303)
    const page = await (await admin.get(`/desk/rules/${code}`)).text()
    expect(page).toContain('第 2 版')
  }
})

it('keeps the notice and the share of a back-entry rule that is drafted anew', async () => {
  const town = await openTown()
  const admin = town.as('adminZheng')
  const page = await (await admin.get('/desk/rules/R5')).text()
  expect(page).toMatch(/name="noticeDays"[^>]*value="3"/)
  expect(page).toMatch(/name="sharePercentMax"[^>]*value="15"/)
})

it('shows anybody the rules with their limits and what is announced, but no draft', async () => {
  const town = await openTown()
  await nextVersion(town, 'REDEEM', { ...defaultsOf('REDEEM'), pickupHours: 48 })
  const draft = { terms: { ...defaultRules.R8.terms, prices: { one: 777 } }, reason: '草稿不公开' }
  await town.as('adminZheng').api('POST', '/points/rules/R8/versions', draft, 'hidden-draft')
  const page = await (await town.as(undefined).get('/rules')).text()
  expect(page).toContain('每人每月最多兑换（分）')
  expect(page).toContain('2026-03-03 起改为第 2 版')
  expect(page).not.toContain('草稿不公开')
  expect(await town.db.select().from(transfers).orderBy(transfers.id)).toEqual([])
})
