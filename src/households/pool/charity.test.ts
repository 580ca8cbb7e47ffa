import { expect, it } from 'vitest'
import { by, form } from '../../../test/households.ts'
import { givePoints as earn } from '../../../test/shop.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { day } from '../../kit/clock.ts'
import { giveToPool } from '../gifts/actions.ts'

const gives = async (town: Town, who: string, points: number) => {
  await earn(town, who, points)
  await by(town, who, (tx, now) => giveToPool(tx, { id: form(), points, ...now }))
}

const charityPage = async (town: Town) => (await town.as(undefined).get('/charity')).text()

it('tells what a month’s givers came to when it is over and there were five of them', async () => {
  const town = await openTown()
  for (const who of ['wangFang', 'zhangWei', 'liNa', 'clerkLi']) await gives(town, who, 11)
  expect(await charityPage(town)).toContain('还没有可以公布的合计')
  await gives(town, 'reviewerSun', 33)
  expect(await charityPage(town)).not.toContain('77')
  await town.advance(31 * day)
  expect(await charityPage(town)).toContain('77 分（5人）')
})

it('keeps four givers to themselves, in the row and in the total', async () => {
  const town = await openTown()
  for (const who of ['wangFang', 'zhangWei', 'liNa', 'clerkLi']) await gives(town, who, 11)
  await town.advance(31 * day)
  const page = await charityPage(town)
  expect(page).toContain('未满 5，暂不公布')
  expect(page).toContain('未满 5 家')
  expect(page).not.toContain('44')
})

it('does not let the city’s open figures show what a pool holds', async () => {
  const town = await openTown()
  await earn(town, 'wangFang', 40)
  const outstanding = async () =>
    ((await (await town.as(undefined).api('GET', '/figures')).json()) as { pointsOutstanding: number })
      .pointsOutstanding
  const before = await outstanding()
  await by(town, 'wangFang', (tx, now) => giveToPool(tx, { id: form(), points: 40, ...now }))
  expect(await outstanding()).toBe(before)
})
