import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dialect } from '../../../db/columns.ts'
import { pointAppeals, reversals, transfers } from '../../../db/schema/points.ts'
import { openTown, qingyun, type Town } from '../../../test/town.ts'
import { day } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import { capturePoints, grantPoints, holdPoints, refundPoints, releasePoints, reverseGrant } from '../actions.ts'
import { decideAppeal, fileAppeal } from '../appeals/actions.ts'
import { balancesOf } from '../queries.ts'
import { verifyPoints } from '../verify.ts'

const cause = { kind: 'test', id: 'x', zh: '测试', en: 'test' }
const which = fc.nat({ max: 9 })
const points = fc.integer({ min: 1, max: 120 })

const act = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('award' as const), points: fc.integer({ min: 50, max: 200 }) }) },
  fc.record({ do: fc.constant('earn' as const), units: fc.integer({ min: 1, max: 8 }) }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hold' as const), points }) },
  fc.record({ do: fc.constant('capture' as const), which, points }),
  fc.record({ do: fc.constant('release' as const), which, points }),
  fc.record({ do: fc.constant('refund' as const), which, points }),
  { weight: 3, arbitrary: fc.record({ do: fc.constant('reverse' as const), which }) },
  fc.record({ do: fc.constant('appeal' as const), which }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('overturn' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.constantFrom(1, 4, 8, 14, 400) }) },
)
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never
type History = { holds: string[]; grants: string[]; appeals: string[]; step: number }

/** Most sequences begin with a debt that somebody appealed against, and some see it forgiven: chance alone seldom does. */
const owing: Act[] = [
  { do: 'award', points: 200 },
  { do: 'wait', days: 8 },
  { do: 'hold', points: 120 },
  { do: 'reverse', which: 0 },
  { do: 'appeal', which: 0 },
]
const few = fc.array(act, { maxLength: 6 })
const acts: fc.Arbitrary<Act[]> = fc.oneof(
  fc.array(act, { minLength: 8, maxLength: 25 }),
  fc.array(act, { minLength: 4, maxLength: 20 }).map((rest) => [...owing, ...rest]),
  fc
    .tuple(few, few, few)
    .map(([a, b, c]): Act[] => [...owing, ...a, { do: 'wait', days: 400 }, ...b, { do: 'overturn', which: 0 }, ...c]),
)

const pick = (list: readonly string[], given: Act) =>
  'which' in given ? list[given.which % Math.max(1, list.length)] : undefined

/** Does one act. A refusal is an answer; a hold asked for more than it has is the caller's mistake. */
async function perform(town: Town, given: Act, history: History) {
  const now = town.now()
  const id = `act-${history.step++}`
  const [holdId, grantId, appealId] = [history.holds, history.grants, history.appeals].map((list) => pick(list, given))
  const grant = { id, personId: 'wangFang', budgetAreaId: qingyun, cause, actorId: 'reviewerSun', now }
  const [wangFang, adminZheng] = await Promise.all([town.actor('wangFang'), town.actor('adminZheng')])
  const work = town.atomically(async (tx) => {
    if (given.do === 'award' || given.do === 'earn') {
      const paid =
        given.do === 'award'
          ? ({ rule: 'R10', points: given.points } as const)
          : ({ rule: 'R4', units: given.units } as const)
      const { transferId } = await grantPoints(tx, { ...grant, ...paid })
      history.grants.push(transferId ?? `grant:${id}`)
    }
    if (given.do === 'hold') {
      await holdPoints(tx, { id, personId: 'wangFang', points: given.points, cause, now })
      history.holds.push(id)
    }
    if (given.do === 'capture' && holdId)
      await capturePoints(tx, { holdId, points: given.points, actorId: 'keeper', now })
    if (given.do === 'release' && holdId) await releasePoints(tx, { holdId, points: given.points, now })
    if (given.do === 'refund' && holdId)
      await refundPoints(tx, { holdId, points: given.points, reason: '坏了', actorId: 'keeper', now })
    if (given.do === 'reverse' && grantId)
      await reverseGrant(tx, { transferId: grantId, reason: '记错了', actorId: 'auditorWu', now })
    if (given.do === 'appeal' && grantId) {
      const filed = await fileAppeal(tx, { id: `appeal-${id}`, grantId, words: '没有错', actor: wangFang, now })
      history.appeals.push(filed.id)
    }
    if (given.do === 'overturn' && appealId) {
      const decision = { appealId, step: 'overturn', reason: '属实', version: 1 } as const
      await decideAppeal(tx, { ...decision, actor: adminZheng, now })
    }
  })
  await work.catch((error) => {
    if (!(error instanceof Refusal) && !/does not hold that much/.test(String(error))) throw error
  })
  if (given.do === 'wait') await town.advance(given.days * day)
}

/** Everything that ever left the budgets and came not back, against what the grants and upheld appeals say. */
async function assertNothingMinted(town: Town) {
  const all = await town.db.select().from(transfers).orderBy(transfers.id)
  const issued = all.reduce((sum, { debitId, creditId, points }) => {
    if (debitId.startsWith('budget:')) return sum + points
    return creditId.startsWith('budget:') ? sum - points : sum
  }, 0)
  const granted = all.filter(({ kind }) => kind === 'grant').reduce((sum, one) => sum + one.points, 0)
  const cuts = (await town.db.select().from(pointAppeals).orderBy(pointAppeals.id))
    .filter(({ subject, state }) => subject === 'cut' && state === 'overturned')
    .reduce((sum, one) => sum + one.points, 0)
  expect(issued).toBeLessThanOrEqual(granted + cuts)
  const { available, pending, held, debt } = await balancesOf(town.db, 'wangFang')
  const net = (kinds: string[]) =>
    all.filter(({ kind }) => kinds.includes(kind)).reduce((sum, one) => sum + one.points, 0)
  expect(available + pending + held + debt).toBe(issued - net(['capture', 'expire']) + net(['refund']))
}

it('mints no point over any sequence of grants, reversals, debts, forgiving and appeals', async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (all) => {
      const town = await openTown()
      const history: History = { holds: [], grants: [], appeals: [], step: 0 }
      for (const one of all) await perform(town, one, history)
      expect(await verifyPoints(town.db)).toEqual([])
      await assertNothingMinted(town)
    }),
    { numRuns: dialect === 'sqlite' ? 24 : 6 },
  )
}, 240_000)

/** 200 points, of which 120 are held for an order when the grant is taken back: 80 taken, 50 owed, 70 written off. */
async function owingTown() {
  const town = await openTown()
  const now = () => town.now()
  const grant = { personId: 'wangFang', budgetAreaId: qingyun, cause, actorId: 'reviewerSun' }
  await town.atomically((tx) => grantPoints(tx, { ...grant, id: 'big', rule: 'R10', points: 200, now: now() }))
  await town.advance(8 * day)
  await town.atomically((tx) => holdPoints(tx, { id: 'o', personId: 'wangFang', points: 120, cause, now: now() }))
  await town.atomically((tx) =>
    reverseGrant(tx, { transferId: 'grant:big', reason: '评议有误', actorId: 'auditorWu', now: now() }),
  )
  const [wangFang, adminZheng] = await Promise.all([town.actor('wangFang'), town.actor('adminZheng')])
  await town.atomically((tx) =>
    fileAppeal(tx, { id: 'appeal-1', grantId: 'grant:big', words: '没有错', actor: wangFang, now: now() }),
  )
  const overturn = () =>
    town.atomically((tx) =>
      decideAppeal(tx, {
        ...{ appealId: 'appeal-1', step: 'overturn', reason: '属实', version: 1 },
        ...{ actor: adminZheng, now: now() },
      }),
    )
  return { town, grant, overturn }
}

it('pays a forgiven debt out to nobody when its reversal is overturned later', async () => {
  const { town, overturn } = await owingTown()
  await town.advance(400 * day)
  expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ available: 0, held: 120, debt: 0 })
  await overturn()
  // 80 taken and restored, 120 still held: the 200 of the grant, and not the 50 that were forgiven on top.
  expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ available: 80, held: 120, debt: 0 })
  expect(await verifyPoints(town.db)).toEqual([])
})

it('gives back what was repaid before the rest was forgiven', async () => {
  const { town, grant, overturn } = await owingTown()
  await town.atomically((tx) => grantPoints(tx, { ...grant, id: 'next', rule: 'R4', units: 4, now: town.now() }))
  await town.advance(4 * day)
  expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ available: 10, debt: -40 })
  await town.advance(400 * day)
  await overturn()
  expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ available: 100, held: 120, debt: 0 })
  expect(await verifyPoints(town.db)).toEqual([])
})

it('finds a grant out of which more came than it was, however it was done', async () => {
  const { town, overturn } = await owingTown()
  await overturn()
  await town.atomically((tx) => tx.update(reversals).set({ overturnedAt: null, debtLeft: 5 }))
  expect((await verifyPoints(town.db)).join()).toContain('leave 5 points owed')
})

it('does not pay the cut of a grant that was meanwhile taken back', async () => {
  const town = await openTown()
  const now = town.now()
  const grant = { personId: 'wangFang', budgetAreaId: qingyun, cause, actorId: 'reviewerSun', now }
  await town.atomically((tx) => grantPoints(tx, { ...grant, id: 'long', rule: 'R4', units: 6 }))
  const [wangFang, adminZheng] = await Promise.all([town.actor('wangFang'), town.actor('adminZheng')])
  const about = { id: 'appeal-cut', grantId: 'grant:long', words: '整天都在', actor: wangFang, now }
  await town.atomically((tx) => fileAppeal(tx, about))
  await town.atomically((tx) =>
    reverseGrant(tx, { transferId: 'grant:long', reason: '没有到场', actorId: 'auditorWu', now }),
  )
  const decision = {
    appealId: 'appeal-cut',
    step: 'overturn',
    reason: '属实',
    version: 1,
    actor: adminZheng,
    now,
  } as const
  const decided = town.atomically((tx) => decideAppeal(tx, decision))
  await expect(decided).rejects.toMatchObject({ code: 'grant_was_reversed' })
})

it('reverses nothing that moved between the look and the decision', async () => {
  const { town } = await owingTown()
  const now = town.now()
  const grant = { personId: 'zhangWei', budgetAreaId: qingyun, cause, actorId: 'reviewerSun', now }
  await town.atomically((tx) => grantPoints(tx, { ...grant, id: 'other', rule: 'R10', points: 100 }))
  await town.advance(8 * day)
  const auditor = town.as('auditorWu')
  const page = await (await auditor.get('/desk/points/grants/grant%3Aother')).text()
  const version = /name="version" value="(\d+)"/.exec(page)?.[1] ?? ''
  expect(page).toContain('收回 100 分')
  await town.atomically((tx) => holdPoints(tx, { id: 'p', personId: 'zhangWei', points: 30, cause, now: town.now() }))
  const reverse = (seen: string) =>
    auditor.post('/desk/points/grants/grant%3Aother/reverse', { reason: '评议有误', version: seen })
  const stale = await reverse(version)
  expect(stale.status).toBe(409)
  const shown = await stale.text()
  expect(shown).toContain('收回 70 分')
  expect(shown).toContain('value="评议有误"')
  expect((await reverse(/name="version" value="(\d+)"/.exec(shown)?.[1] ?? '')).status).toBe(303)
  expect(await balancesOf(town.db, 'zhangWei')).toMatchObject({ available: 0, held: 30, debt: -30 })
})
