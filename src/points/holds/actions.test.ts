import { expect, it } from 'vitest'
import { openTown, qingyun, type Town } from '../../../test/town.ts'
import { day, hour } from '../../kit/clock.ts'
import { capturePoints, grantPoints, holdPoints, refundPoints, releasePoints } from '../actions.ts'
import { balancesOf } from '../queries.ts'

const cause = { kind: 'test', id: '1', zh: '测试', en: 'test' }

/** Wang Fang with so many points she can spend. */
async function withPoints(town: Town, points: number) {
  await town.atomically((tx) =>
    grantPoints(tx, {
      ...{ id: 'start', personId: 'wangFang', rule: 'R10', budgetAreaId: qingyun, points, cause },
      ...{ actorId: 'reviewerSun', now: town.now() },
    }),
  )
  await town.advance(8 * day)
}

it('keeps points pending until the objection window has passed', async () => {
  const town = await openTown()
  await town.atomically((tx) =>
    grantPoints(tx, {
      ...{ id: 'claim-1', personId: 'wangFang', rule: 'R4', budgetAreaId: qingyun, units: 2, cause },
      ...{ actorId: 'reviewerSun', now: town.now() },
    }),
  )
  expect(await balancesOf(town.db, 'wangFang')).toEqual({ available: 0, pending: 10, held: 0, debt: 0 })
  await town.advance(71 * hour)
  expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ available: 0, pending: 10 })
  await town.advance(1 * hour)
  expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ available: 10, pending: 0 })
})

it('holds, captures, releases and refunds', async () => {
  const town = await openTown()
  await withPoints(town, 60)
  const now = town.now()
  await town.atomically((tx) => holdPoints(tx, { id: 'order-1', personId: 'wangFang', points: 40, cause, now }))
  expect(await balancesOf(town.db, 'wangFang')).toEqual({ available: 20, pending: 0, held: 40, debt: 0 })
  await town.atomically(async (tx) => {
    await capturePoints(tx, { holdId: 'order-1', points: 30, actorId: 'keeper', now })
    await releasePoints(tx, { holdId: 'order-1', now })
  })
  expect(await balancesOf(town.db, 'wangFang')).toEqual({ available: 30, pending: 0, held: 0, debt: 0 })
  await town.atomically((tx) =>
    refundPoints(tx, { holdId: 'order-1', points: 30, reason: '坏了', actorId: 'keeper', now }),
  )
  expect(await balancesOf(town.db, 'wangFang')).toEqual({ available: 60, pending: 0, held: 0, debt: 0 })
})
