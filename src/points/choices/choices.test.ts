import { expect, it } from 'vitest'
import { openTown, qingyun, type Town } from '../../../test/town.ts'
import { day } from '../../kit/clock.ts'
import { grantPoints } from '../actions.ts'
import { balancesOf } from '../queries.ts'
import { verifyPoints } from '../verify.ts'

const cause = { kind: 'claim', id: 'c', zh: '清扫楼道', en: 'Swept the stairs' }
const grant = (town: Town, id: string) =>
  town.atomically((tx) =>
    grantPoints(tx, {
      ...{ id, personId: 'wangFang', rule: 'R4', units: 2, budgetAreaId: qingyun, cause, actorId: 'reviewerSun' },
      now: town.now(),
    }),
  )

it('pays nothing to whoever wants nothing, says why, and counts it against no cap', async () => {
  const town = await openTown()
  const wangFang = town.as('wangFang')
  await grant(town, 'before')
  expect((await wangFang.post('/points/choice', { wanted: '0' })).status).toBe(303)
  expect((await wangFang.post('/points/choice', { wanted: '0' })).status).toBe(303)
  const none = await grant(town, 'unwanted')
  expect(none).toMatchObject({ points: 0, asked: 10 })
  expect(await grant(town, 'unwanted')).toEqual(none)
  expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ pending: 10 })
  const page = await (await wangFang.get('/points')).text()
  expect(page).toContain('您选择了只记时长和荣誉、不要积分')
  expect(page).toContain('按您的选择只记时长和荣誉，不记积分')

  await wangFang.post('/points/choice', { wanted: '1' })
  expect(await grant(town, 'again')).toMatchObject({ points: 10 })
  expect(await verifyPoints(town.db)).toEqual([])
})

it('leaves nothing to appeal against what one chose, and nothing to price again in a trial', async () => {
  const town = await openTown()
  const wangFang = town.as('wangFang')
  await wangFang.api('PUT', '/points/choice', { wanted: false })
  expect(await (await wangFang.api('GET', '/points/choice')).json()).toEqual({ wanted: false })
  await grant(town, 'unwanted')
  const appeal = await wangFang.post('/points/grant:unwanted/appeal', { id: 'appeal-0001', words: '想要回来' })
  expect(appeal.status).toBe(404)
  await town.advance(1 * day)
  const admin = town.as('adminZheng')
  const { rules } = (await (await admin.api('GET', '/points/rules')).json()) as {
    rules: { code: string; versions: { terms: object }[] }[]
  }
  const terms = rules.find(({ code }) => code === 'R4')?.versions[0]?.terms
  await admin.api('POST', '/points/rules/R4/versions', { terms, reason: '复核' }, 'same-again')
  const tried = await admin.api('POST', '/points/rules/versions/same-again/trial', { version: 1 })
  expect(await tried.json()).toMatchObject({ trial: { grants: 0, paidAfter: 0 } })
})

it('refuses what is no choice', async () => {
  const town = await openTown()
  expect((await town.as('wangFang').post('/points/choice', { wanted: 'maybe' })).status).toBe(422)
  expect((await town.as('wangFang').api('PUT', '/points/choice', { wanted: 'no' })).status).toBe(422)
  expect((await town.as(undefined).api('PUT', '/points/choice', { wanted: false })).status).toBe(401)
})
