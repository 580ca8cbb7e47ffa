import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dialect } from '../../db/columns.ts'
import { purses } from '../../db/schema/points.ts'
import { openTown, qingyun, type Town, zhenxing } from '../../test/town.ts'
import { day } from '../kit/clock.ts'
import { Refusal } from '../kit/refusal.ts'
import { capturePoints, grantPoints, holdPoints, refundPoints, releasePoints, reverseGrant } from './actions.ts'
import { givePoints } from './gifts/actions.ts'
import { balancesOf } from './queries.ts'
import { verifyPoints } from './verify.ts'

const people = ['wangFang', 'zhangWei'] as const
const cause = { kind: 'test', id: 'x', zh: '测试', en: 'test' }
const person = fc.constantFrom(...people)
const points = fc.integer({ min: 1, max: 80 })
const which = fc.nat({ max: 12 })

const act = fc.oneof(
  fc.record({
    do: fc.constant('grant' as const),
    person,
    units: fc.integer({ min: 1, max: 20 }),
    zhenxing: fc.boolean(),
  }),
  fc.record({ do: fc.constant('award' as const), person, points: fc.integer({ min: 50, max: 200 }) }),
  fc.record({ do: fc.constant('hold' as const), person, points }),
  fc.record({ do: fc.constant('capture' as const), which, points }),
  fc.record({ do: fc.constant('release' as const), which, points }),
  fc.record({ do: fc.constant('refund' as const), which, points }),
  fc.record({ do: fc.constant('reverse' as const), which }),
  fc.record({ do: fc.constant('give' as const), person, points }),
  fc.record({ do: fc.constant('wait' as const), days: fc.constantFrom(1, 4, 8, 40, 400) }),
  fc.record({ do: fc.constant('jumpBack' as const), days: fc.constantFrom(1, 3) }),
)
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never

/** Does one act; a refusal is an answer like another, a hold asked for more than it has is the caller's mistake. */
async function perform(town: Town, given: Act, history: { holds: string[]; grants: string[] }) {
  const now = town.now()
  const id = `act-${history.holds.length}-${history.grants.length}-${Math.random()}`
  const holdId = 'which' in given ? history.holds[given.which % Math.max(1, history.holds.length)] : undefined
  await town
    .atomically(async (tx) => {
      if (given.do === 'grant' || given.do === 'award') {
        const budgetAreaId = given.do === 'grant' && given.zhenxing ? zhenxing : qingyun
        const paid =
          given.do === 'grant'
            ? ({ rule: 'R4', units: given.units } as const)
            : ({ rule: 'R10', points: given.points } as const)
        const { transferId } = await grantPoints(tx, {
          id,
          personId: given.person,
          budgetAreaId,
          cause,
          actorId: 'reviewerSun',
          now,
          ...paid,
        })
        if (transferId) history.grants.push(transferId)
      } else if (given.do === 'hold') {
        await holdPoints(tx, { id, personId: given.person, points: given.points, cause, now })
        history.holds.push(id)
      } else if (given.do === 'capture' && holdId) {
        await capturePoints(tx, { holdId, points: given.points, actorId: 'keeper', now })
      } else if (given.do === 'release' && holdId) {
        await releasePoints(tx, { holdId, points: given.points, now })
      } else if (given.do === 'refund' && holdId) {
        await refundPoints(tx, { holdId, points: given.points, reason: '坏了', actorId: 'keeper', now })
      } else if (given.do === 'give') {
        const toId = people.find((other) => other !== given.person) as string
        await givePoints(tx, {
          id,
          fromId: given.person,
          toId,
          points: given.points,
          cause,
          actorId: given.person,
          now,
        })
      } else if (given.do === 'reverse' && history.grants.length) {
        const transferId = history.grants[given.which % history.grants.length] as string
        await reverseGrant(tx, { transferId, reason: '记错了', actorId: 'auditorWu', now })
      }
    })
    .catch((error) => {
      if (!(error instanceof Refusal) && !/does not hold that much/.test(String(error))) throw error
    })
  if (given.do === 'wait') await town.advance(given.days * day)
  if (given.do === 'jumpBack') town.setTime(new Date(now.getTime() - given.days * day))
}

it('keeps the books right over any sequence of acts: nothing negative, lots add up, nothing to find for verify', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 40 }), async (acts) => {
      const town = await openTown()
      const history = { holds: [], grants: [] }
      for (const one of acts) await perform(town, one, history)
      expect(await verifyPoints(town.db)).toEqual([])
      for (const purse of await town.db.select().from(purses).orderBy(purses.ownerId)) {
        expect(Math.min(purse.available, purse.pending, purse.held)).toBeGreaterThanOrEqual(0)
        expect(purse.debt).toBeGreaterThanOrEqual(-50)
      }
    }),
    { numRuns: dialect === 'sqlite' ? 25 : 6 },
  )
}, 120_000)

it('lets opposite gifts wait for each other instead of deadlocking', async () => {
  const town = await openTown()
  const now = town.now()
  await town.atomically(async (tx) => {
    for (const personId of people) {
      const id = `start-${personId}`
      await grantPoints(tx, {
        id,
        personId,
        rule: 'R10',
        budgetAreaId: qingyun,
        points: 200,
        cause,
        actorId: 'reviewerSun',
        now,
      })
    }
  })
  await town.advance(8 * day)
  await Promise.all(
    Array.from({ length: 200 }, (_, at) => {
      const [fromId, toId] = at % 2 ? (['wangFang', 'zhangWei'] as const) : (['zhangWei', 'wangFang'] as const)
      return town.atomically((tx) =>
        givePoints(tx, { id: `gift-${at}`, fromId, toId, points: 1, cause, actorId: fromId, now: town.now() }),
      )
    }),
  )
  expect((await balancesOf(town.db, 'wangFang')).available).toBe(200)
  expect((await balancesOf(town.db, 'zhangWei')).available).toBe(200)
  expect(await verifyPoints(town.db)).toEqual([])
}, 60_000)

it('never holds the same point twice, however many ask at once', async () => {
  const town = await openTown()
  await town.atomically((tx) =>
    grantPoints(tx, {
      id: 'start',
      personId: 'wangFang',
      rule: 'R10',
      budgetAreaId: qingyun,
      points: 100,
      cause,
      actorId: 'reviewerSun',
      now: town.now(),
    }),
  )
  await town.advance(8 * day)
  const asked = await Promise.allSettled(
    Array.from({ length: 30 }, (_, at) =>
      town.atomically((tx) =>
        holdPoints(tx, { id: `order-${at}`, personId: 'wangFang', points: 9, cause, now: town.now() }),
      ),
    ),
  )
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(11)
  expect(await balancesOf(town.db, 'wangFang')).toEqual({ available: 1, pending: 0, held: 99, debt: 0 })
  expect(await verifyPoints(town.db)).toEqual([])
})
