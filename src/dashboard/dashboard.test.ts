import { expect, it } from 'vitest'
import { openTown } from '../../test/town.ts'
import { installDefaultRules } from '../points/rulebook/actions.ts'

it('tells a stranger what this is', async () => {
  const answer = await (await openTown()).as(undefined).get('/')
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain('积分换好物')
})

it('shows a resident their balance and never somebody else’s desk', async () => {
  const wangFang = (await openTown()).as('wangFang')
  expect(await (await wangFang.get('/')).text()).toMatch(/王芳，您有[\s\S]*0[\s\S]*分可用/)
  expect((await wangFang.get('/desk')).status).toBe(403)
})

it.each(['clerkLi', 'reviewerSun', 'auditorWu', 'adminZheng'] as const)('draws the desk for %s', async (who) => {
  const answer = await (await openTown()).as(who).get('/desk')
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain('工作台')
})

it('publishes figures that add up', async () => {
  const town = await openTown()
  await town.atomically((tx) => installDefaultRules(tx, town.now()))
  expect((await town.as(undefined).get('/figures')).status).toBe(200)
  const figures = (await (await town.as(undefined).api('GET', '/figures')).json()) as Record<string, unknown>
  expect(figures).toMatchObject({ pointsIssued: 0, pointsRedeemed: 0, pointsOutstanding: 0 })
  expect(figures.weeks).toHaveLength(12)
})
