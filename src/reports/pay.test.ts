import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { notices } from '../../db/schema/notices.ts'
import { reports } from '../../db/schema/reports.ts'
import {
  accept,
  codeOf,
  confirm,
  exhaustBudget,
  falsify,
  file,
  inspect,
  judge,
  pointsOf,
  reconsider,
  serve,
  whistle,
} from '../../test/reports.ts'
import { city, guanlan, openTown, qingyun, type Town, zhenxing } from '../../test/town.ts'
import { day, hour } from '../kit/clock.ts'
import { commitBudget } from '../points/actions.ts'
import { budgetOf } from '../points/budgets/queries.ts'
import { verifyPoints } from '../points/verify.ts'
import { joinReport } from './follow/actions.ts'
import { type Report, reportById } from './queries.ts'
import { refuseReport } from './triage/actions.ts'
import { splitReport } from './triage/splitting.ts'

const there = { latitude: 23.365, longitude: 103.402 }

const solved = async (town: Town, report: Report) => {
  await whistle(town, report)
  await serve(town, report)
}

const confirmOnSite = (town: Town, { id: reportId }: Report, personId = 'zhangWei') =>
  town.atomically((tx) => joinReport(tx, { reportId, personId, at: there, now: town.now() }))

describe('a report found false', () => {
  it('takes back what its witnesses earned too, with a notice and a way to appeal', async () => {
    const town = await openTown()
    const report = await file(town)
    await accept(town, report)
    await confirmOnSite(town, report)
    await solved(town, report)
    await confirm(town, report)
    expect([await pointsOf(town, 'wangFang'), await pointsOf(town, 'zhangWei')]).toEqual([8, 1])
    await falsify(town, report)
    expect([await pointsOf(town, 'wangFang'), await pointsOf(town, 'zhangWei')]).toEqual([0, 0])
    const told = await town.db.select().from(notices).where(eq(notices.personId, 'zhangWei'))
    expect(told.find(({ title }) => title.zh === '一笔积分被更正')?.body.zh).toContain('可以申诉')
    expect(await verifyPoints(town.db)).toEqual([])
  })

  it('and found true after all gives back what was taken, once', async () => {
    const town = await openTown()
    const report = await file(town)
    await accept(town, report)
    await falsify(town, report)
    expect(await pointsOf(town, 'wangFang')).toBe(0)
    await reconsider(town, report)
    await accept(town, report)
    expect(await pointsOf(town, 'wangFang')).toBe(5)
    await confirmOnSite(town, report)
    await solved(town, report)
    await confirm(town, report)
    expect([await pointsOf(town, 'wangFang'), await pointsOf(town, 'zhangWei')]).toEqual([8, 1])
    await falsify(town, report)
    await reconsider(town, report)
    await accept(town, report)
    expect(await verifyPoints(town.db)).toEqual([])
  })

  it('can be found false a second time; what was given back stays, for staff have contradicted themselves', async () => {
    const town = await openTown()
    const report = await file(town)
    await accept(town, report)
    await falsify(town, report)
    await reconsider(town, report)
    await accept(town, report)
    expect(await codeOf(falsify(town, report))).toBe('ok')
    expect(await pointsOf(town, 'wangFang')).toBe(5)
    expect(await verifyPoints(town.db)).toEqual([])
  })
})

describe('points that wait for a budget', () => {
  it('for a solution are not paid once the report is open again, and are when it is solved', async () => {
    const town = await openTown()
    const report = await file(town)
    await accept(town, report)
    const refill = await exhaustBudget(town)
    await solved(town, report)
    await inspect(town, report)
    expect((await reportById(town.db, report.id)).unpaid).toBe('R2')
    await judge(town, report, 'not', 'dispatcherTang')
    await refill()
    await town.advance(2 * hour)
    expect(await pointsOf(town, 'wangFang')).toBe(5)
    await serve(town, report)
    await confirm(town, report)
    expect(await pointsOf(town, 'wangFang')).toBe(8)
  })

  it('for having been first stay owed when the report is opened again', async () => {
    const town = await openTown()
    const refill = await exhaustBudget(town)
    const report = await file(town)
    await accept(town, report)
    await solved(town, report)
    await judge(town, report, 'not')
    await refill()
    await town.advance(2 * hour)
    expect(await pointsOf(town, 'wangFang')).toBe(5)
  })

  it('are paid even behind a hundred others that still wait', async () => {
    const town = await openTown()
    const refill = await exhaustBudget(town)
    const report = await file(town)
    await accept(town, report)
    const row = await reportById(town.db, report.id)
    const { unpaid, ...rest } = row
    expect(unpaid).toBe('R1')
    // They lie in a community whose budget stays empty.
    const others = Array.from({ length: 120 }, (_, at) => ({
      ...rest,
      ...{ id: `000-${String(at).padStart(3, '0')}`, number: `R-0000-${at}`, unpaid: 'R1' },
      ...{ areaId: zhenxing, areaPath: `${city}/${guanlan}/${zhenxing}/` },
    }))
    const empty = await budgetOf(town.db, zhenxing, town.now())
    await town.atomically(async (tx) => {
      const all = { points: empty.points - empty.committed, reason: '测试', actorId: 'adminZheng', now: town.now() }
      await commitBudget(tx, { ...all, areaId: zhenxing })
      await tx.insert(reports).values(others)
    })
    await refill()
    await town.advance(2 * hour)
    expect(await pointsOf(town, 'wangFang')).toBe(5)
  })

  it('are gone when the report is refused meanwhile', async () => {
    const town = await openTown()
    const refill = await exhaustBudget(town)
    const report = await file(town)
    const { version } = await accept(town, report)
    const [actor, now] = [await town.actor('clerkLi'), town.now()]
    const no = { reportId: report.id, version, reason: 'untrue', words: '没有这回事', actor, now } as const
    await town.atomically((tx) => refuseReport(tx, no))
    await refill()
    await town.advance(2 * hour)
    expect(await pointsOf(town, 'wangFang')).toBe(0)
  })
})

describe('a problem that came back', () => {
  it('after it was solved is a new one: whoever says so first is its first reporter', async () => {
    const town = await openTown()
    const report = await file(town)
    await accept(town, report)
    await solved(town, report)
    await confirm(town, report)
    await town.advance(10 * day)
    const again = await file(town, { by: 'zhangWei', againOf: report.id })
    expect(await accept(town, again)).toMatchObject({ isFirst: true })
    expect(await pointsOf(town, 'zhangWei')).toBe(5)
  })

  it('is no way around the first reporter of one that is still open, nor of another of the same return', async () => {
    const town = await openTown()
    const report = await file(town)
    await accept(town, report)
    expect(await accept(town, await file(town, { by: 'zhangWei', againOf: report.id }))).toMatchObject({
      isFirst: false,
    })
    await solved(town, report)
    await confirm(town, report)
    await town.advance(day)
    const back = [
      await file(town, { by: 'liNa', againOf: report.id }),
      await file(town, { by: 'chenJie', againOf: report.id }),
    ]
    for (const one of back) await accept(town, one)
    const firsts = await Promise.all(back.map(({ id }) => reportById(town.db, id)))
    expect(firsts.map(({ isFirst }) => isFirst)).toEqual([false, false])
  })
})

describe('the budget', () => {
  it('is charged once for a report that is confirmed, opened again and confirmed again', async () => {
    const town = await openTown()
    const report = await file(town)
    await accept(town, report)
    await solved(town, report)
    await confirm(town, report)
    const charged = async () => (await budgetOf(town.db, qingyun, town.now())).committed
    const before = await charged()
    await judge(town, report, 'not', 'dispatcherTang')
    await serve(town, report)
    await confirm(town, report)
    expect(await charged()).toBe(before)
    expect(await pointsOf(town, 'wangFang')).toBe(8)
  })
})

it('a part that was split off never pays, even where it is sorted anew', async () => {
  const town = await openTown()
  const report = await file(town)
  const { version } = await accept(town, report)
  const [actor, now] = [await town.actor('clerkLi'), town.now()]
  const parts = [{ categoryId: 'street-light', words: '路灯也不亮' }]
  const split = { key: 'split-form-1', reportId: report.id, version, parts, actor, now }
  const [id] = await town.atomically((tx) => splitReport(tx, split))
  const part = await reportById(town.db, id as string)
  await falsify(town, part)
  await reconsider(town, part)
  expect(await accept(town, part)).toMatchObject({ isFirst: false })
  expect(await pointsOf(town, 'wangFang')).toBe(5)
})

it('nobody splits what they reported themselves', async () => {
  const town = await openTown()
  const report = await file(town, { by: 'clerkLi' })
  const { version } = await accept(town, report, 'dispatcherTang')
  const [actor, now] = [await town.actor('clerkLi'), town.now()]
  const parts = [{ categoryId: 'street-light', words: '路灯也不亮' }]
  const split = { key: 'split-form-1', reportId: report.id, version, parts, actor, now }
  expect(await codeOf(town.atomically((tx) => splitReport(tx, split)))).toBe('step_not_yours')
})
