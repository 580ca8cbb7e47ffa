import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { reportFollows } from '../../../db/schema/reports.ts'
import {
  accept,
  codeOf,
  confirm,
  exhaustBudget,
  file,
  merge,
  pointsOf,
  serve,
  unmerge,
  whistle,
} from '../../../test/reports.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { day } from '../../kit/clock.ts'
import { verifyPoints } from '../../points/verify.ts'
import { followReport, joinReport } from '../follow/actions.ts'
import { type Report, reportById } from '../queries.ts'

const followsOf = async (town: Town, { id }: Pick<Report, 'id'>) =>
  Object.fromEntries(
    (
      await town.db
        .select({ who: reportFollows.personId, kind: reportFollows.kind })
        .from(reportFollows)
        .where(eq(reportFollows.reportId, id))
        .orderBy(reportFollows.personId)
    ).map(({ who, kind }) => [who, kind]),
  )

const countOf = async (town: Town, { id }: Pick<Report, 'id'>) => (await reportById(town.db, id)).followers

const solve = async (town: Town, report: Report, by = 'wangFang') => {
  await whistle(town, report)
  await serve(town, report)
  await confirm(town, report, by)
}

describe('whoever follows a report that is merged', () => {
  it('follows on along a chain of merges, and earns what a confirmation earns', async () => {
    const town = await openTown()
    const [last, middle, first] = [
      await file(town),
      await file(town, { by: 'zhangWei' }),
      await file(town, { by: 'liNa' }),
    ]
    await accept(town, last)
    await accept(town, middle)
    await town.atomically((tx) => followReport(tx, { reportId: middle.id, personId: 'chenJie', now: town.now() }))
    await merge(town, first, middle)
    await merge(town, middle, last)
    expect(await followsOf(town, last)).toEqual({ zhangWei: 'confirmed', liNa: 'confirmed', chenJie: 'follows' })
    expect(await countOf(town, last)).toBe(3)
    await solve(town, last)
    expect([await pointsOf(town, 'zhangWei'), await pointsOf(town, 'liNa'), await pointsOf(town, 'chenJie')]).toEqual([
      1, 1, 0,
    ])
  })

  it('goes back when it is taken apart again, and keeps what they pressed themselves', async () => {
    const town = await openTown()
    const [into, merged] = [await file(town), await file(town, { by: 'zhangWei' })]
    await accept(town, into)
    await accept(town, merged)
    const follow = (reportId: string, personId: string) =>
      town.atomically((tx) => followReport(tx, { reportId, personId, now: town.now() }))
    await follow(into.id, 'zhangWei')
    await follow(merged.id, 'chenJie')
    await merge(town, merged, into)
    expect(await followsOf(town, into)).toEqual({ zhangWei: 'confirmed', chenJie: 'follows' })
    await unmerge(town, merged)
    expect(await followsOf(town, into)).toEqual({ zhangWei: 'follows' })
    expect(await followsOf(town, merged)).toEqual({ chenJie: 'follows' })
    expect(await countOf(town, into)).toBe(1)
  })

  it('stays counted while another of their reports is still merged there', async () => {
    const town = await openTown()
    const into = await file(town)
    const both = [
      await file(town, { by: 'zhangWei' }),
      await file(town, { by: 'zhangWei', categoryId: 'road', answers: {} }),
    ]
    await accept(town, into)
    for (const one of both) await merge(town, one, into)
    await unmerge(town, both[0] as Report)
    expect(await followsOf(town, into)).toEqual({ zhangWei: 'confirmed' })
    await unmerge(town, both[1] as Report)
    expect(await followsOf(town, into)).toEqual({})
    expect(await countOf(town, into)).toBe(0)
  })

  it('with a link or a number from when it was public is led along the chain, and nobody to what never was', async () => {
    const town = await openTown()
    const [one, two, three] = [await file(town), await file(town, { by: 'liNa' }), await file(town, { by: 'chenJie' })]
    const never = await file(town, { by: 'zhangWei' })
    for (const report of [one, two, three]) await accept(town, report)
    await merge(town, never, three)
    await merge(town, one, two)
    await merge(town, two, three)
    const leadsTo = async (path: string) => (await town.as(undefined).get(path)).headers.get('location')
    for (const { id, number } of [one, two])
      expect([await leadsTo(`/reports/${id}`), await leadsTo(`/r/${number}`)]).toEqual([
        `/reports/${three.id}`,
        `/reports/${three.id}`,
      ])
    for (const path of [`/reports/${never.id}`, `/r/${never.number}`])
      expect((await town.as(undefined).get(path)).status).toBe(404)
  })

  it('finds from their own report to the one that is left, along the chain', async () => {
    const town = await openTown()
    const [last, middle, first] = [
      await file(town),
      await file(town, { by: 'zhangWei' }),
      await file(town, { by: 'liNa' }),
    ]
    await accept(town, last)
    await merge(town, first, middle)
    await merge(town, middle, last)
    expect(await (await town.as('liNa').get(`/reports/${first.id}`)).text()).toContain(last.number)
  })
})

describe('of one problem', () => {
  it('nobody earns as its reporter and as a witness', async () => {
    const town = await openTown()
    const [into, merged] = [await file(town), await file(town, { by: 'zhangWei', categoryId: 'road', answers: {} })]
    await accept(town, into)
    await accept(town, merged)
    expect(await pointsOf(town, 'zhangWei')).toBe(5)
    await merge(town, merged, into)
    await solve(town, into)
    expect([await pointsOf(town, 'wangFang'), await pointsOf(town, 'zhangWei')]).toEqual([8, 5])
    expect(await verifyPoints(town.db)).toEqual([])
  })

  it('the first reporter stays first, into whichever report theirs is merged', async () => {
    const town = await openTown()
    const early = await file(town)
    await town.advance(60_000)
    const late = await file(town, { by: 'zhangWei' })
    await merge(town, early, late)
    await accept(town, late)
    expect([await pointsOf(town, 'wangFang'), await pointsOf(town, 'zhangWei')]).toEqual([5, 0])
    await solve(town, late, 'zhangWei')
    expect([await pointsOf(town, 'wangFang'), await pointsOf(town, 'zhangWei')]).toEqual([8, 1])
    expect(await verifyPoints(town.db)).toEqual([])
  })

  it('the first reporter is paid when theirs is merged into a later one that was accepted before', async () => {
    const town = await openTown()
    const early = await file(town)
    await town.advance(60_000)
    const late = await file(town, { by: 'zhangWei' })
    await accept(town, late)
    expect([await pointsOf(town, 'wangFang'), await pointsOf(town, 'zhangWei')]).toEqual([0, 0])
    await merge(town, early, late)
    expect([await pointsOf(town, 'wangFang'), await pointsOf(town, 'zhangWei')]).toEqual([5, 0])
    await unmerge(town, early)
    await accept(town, early)
    expect(await pointsOf(town, 'wangFang')).toBe(5)
    expect(await verifyPoints(town.db)).toEqual([])
  })

  it('a confirmation that came from a merge is taken back with it', async () => {
    const town = await openTown()
    const [into, merged] = [await file(town), await file(town, { by: 'zhangWei' })]
    await accept(town, into)
    await merge(town, merged, into)
    await solve(town, into)
    expect(await pointsOf(town, 'zhangWei')).toBe(1)
    await unmerge(town, merged)
    expect(await pointsOf(town, 'zhangWei')).toBe(0)
  })
})

describe('a merge', () => {
  it('into a report of one’s own is for somebody else', async () => {
    const town = await openTown()
    const [own, other] = [await file(town, { by: 'clerkLi' }), await file(town, { by: 'zhangWei' })]
    await accept(town, own, 'dispatcherTang')
    expect(await codeOf(merge(town, other, own, 'clerkLi'))).toBe('step_not_yours')
    expect(await codeOf(merge(town, other, own))).toBe('ok')
  })

  it('and its undoing and acceptance pay once', async () => {
    const town = await openTown()
    const [into, merged] = [await file(town), await file(town, { by: 'zhangWei', latitude: 23.37 })]
    await accept(town, into)
    await accept(town, merged)
    await merge(town, merged, into)
    await unmerge(town, merged)
    await accept(town, merged)
    await solve(town, into)
    expect(await pointsOf(town, 'zhangWei')).toBe(5)
    expect(await town.db.select().from(reportFollows).where(eq(reportFollows.reportId, into.id))).toEqual([])
  })

  it('of two into each other at once closes no circle', async () => {
    const town = await openTown()
    const [one, two] = [await file(town), await file(town, { by: 'zhangWei' })]
    const codes = await Promise.all([codeOf(merge(town, one, two)), codeOf(merge(town, two, one))])
    expect(codes.toSorted()).toEqual(['merge_into_ended', 'ok'])
  })

  it('leaves no debt of points that wait for a budget', async () => {
    const town = await openTown()
    const refill = await exhaustBudget(town)
    const [into, merged] = [await file(town), await file(town, { by: 'zhangWei', latitude: 23.37 })]
    await accept(town, into)
    await accept(town, merged)
    expect((await reportById(town.db, merged.id)).unpaid).toBe('R1')
    await merge(town, merged, into)
    await refill()
    await town.advance(2 * 3600_000)
    expect([await pointsOf(town, 'wangFang'), await pointsOf(town, 'zhangWei')]).toEqual([5, 0])
    await town.advance(day)
    expect(await pointsOf(town, 'zhangWei')).toBe(0)
  })
})

it('a me-too of the one that is merged counts for the other', async () => {
  const town = await openTown()
  const [into, merged] = [await file(town), await file(town, { by: 'zhangWei' })]
  await accept(town, into)
  await accept(town, merged)
  await town.atomically((tx) => joinReport(tx, { reportId: merged.id, personId: 'liNa', now: town.now() }))
  await merge(town, merged, into)
  expect(await followsOf(town, into)).toEqual({ zhangWei: 'confirmed', liNa: 'me_too' })
})
