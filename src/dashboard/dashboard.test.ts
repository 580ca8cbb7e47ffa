import { expect, it } from 'vitest'
import { aClaim, anActivity } from '../../test/activities.ts'
import { openTown } from '../../test/town.ts'
import { day, hour, later } from '../kit/clock.ts'
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

it('offers a resident what is open near them, also what goes on, and nothing they claimed already', async () => {
  const town = await openTown()
  const claimed = await anActivity(town, { title: '清洁楼道' })
  const anyTime = { startsAt: later(town.now(), -hour), endsAt: later(town.now(), day), checkIn: 'none' } as const
  await anActivity(town, { ...anyTime, title: '拍下充电隐患', status: 'ongoing', signUpUntil: anyTime.endsAt })
  await aClaim(town, claimed, 'wangFang')
  const page = await (await town.as('wangFang').get('/')).text()
  const open = page.slice(page.indexOf('现在就能报名'))
  expect(open).toContain('拍下充电隐患')
  expect(open).not.toContain('清洁楼道')
  expect(page).toContain('清洁楼道')
})

it('gives those who have nothing to work off the rooms they may open, and no other', async () => {
  const town = await openTown()
  const links = async (who: 'auditorWu' | 'dispatcherGao') => {
    const page = await (await town.as(who).get('/desk')).text()
    return [...page.slice(page.indexOf('<main')).matchAll(/class="button quiet" href="(\/[^"]+)"/g)].map(
      ([, href]) => href,
    )
  }
  expect(await links('auditorWu')).toContain('/desk/points')
  const dispatcher = await links('dispatcherGao')
  expect(dispatcher).toContain('/desk/reports')
  for (const href of dispatcher) expect((await town.as('dispatcherGao').get(href as string)).status).toBe(200)
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
