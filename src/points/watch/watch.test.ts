import { readdirSync, readFileSync } from 'node:fs'
import { asc } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { notices } from '../../../db/schema/notices.ts'
import { openTown, qingyun, type Town } from '../../../test/town.ts'
import { day, hour, later } from '../../kit/clock.ts'
import { grantPoints } from '../actions.ts'
import { defaultsOf } from '../rulebook/documents/rules.ts'
import { flagged, type Issue, median, pathOf, staffWeeks, weekStart } from './rules.ts'

const terms = defaultsOf('WATCH')
const morning = new Date('2026-03-04T02:00:00Z')
const issues = (actorId: string, count: number, change: Partial<Issue> = {}): Issue[] =>
  Array.from({ length: count }, (_, at) => ({
    ...{ actorId, ownerId: `p${at}`, kind: 'grant', causeKind: 'claim', points: 5, at: morning },
    ...change,
  }))
const flagsOf = (own: Issue[], others: Issue[], before: [string, number[]][] = []) =>
  flagged(staffWeeks([...own, ...others]), new Map(before), terms).find(({ actorId }) => actorId === 'x')?.flags

describe('what stands out', () => {
  const colleagues = [...issues('a', 8), ...issues('b', 10), ...issues('c', 12)]
  it.each<[string, Issue[], Issue[], [string, number[]][], string[]]>([
    ['three times the median', issues('x', 30), colleagues, [], []],
    ['more than three times the median', issues('x', 31), colleagues, [], ['many']],
    ['too few to matter', issues('x', 9), issues('a', 1).concat(issues('b', 1)), [], []],
    ['four in ten to one person', [...issues('x', 4, { ownerId: 'p' }), ...issues('x', 6)], colleagues, [], []],
    [
      'five in ten to one person',
      [...issues('x', 5, { ownerId: 'p' }), ...issues('x', 5)],
      colleagues,
      [],
      ['one_person'],
    ],
    [
      'half of them at night',
      issues('x', 10).concat(issues('x', 10, { at: later(morning, 12 * hour) })),
      colleagues,
      [],
      ['night'],
    ],
    ['three restored', issues('x', 3, { kind: 'restore', causeKind: 'appeal' }), colleagues, [], ['restored']],
    ['five refunds', issues('x', 5, { kind: 'refund', causeKind: 'order' }), colleagues, [], ['refunds']],
    ['alone, as ever', issues('x', 20), [], [['x', [18, 22, 19]]], []],
    ['alone, and suddenly much', issues('x', 61), [], [['x', [18, 22, 20]]], ['many']],
    ['alone and new: nothing to hold it against', issues('x', 61), [], [], []],
  ])('%s', (_, own, others, before, flags) => {
    expect(flagsOf(own, others, before)).toEqual(flags)
  })

  it.each([
    [[], 0],
    [[4], 4],
    [[9, 1, 5], 5],
    [[1, 2, 3, 10], 2.5],
  ])('the median of %j is %s', (numbers, middle) => {
    expect(median(numbers)).toBe(middle)
  })

  it.each([
    ['2026-03-01T15:59:59Z', '2026-02-23'],
    ['2026-03-01T16:00:00Z', '2026-03-02'],
    ['2026-03-08T15:59:59Z', '2026-03-02'],
  ])('%s lies in the week of %s', (at, monday) => {
    expect(weekStart(new Date(at))).toBe(monday)
  })
})

/** Every file that takes points out of a budget or out of what was spent: each is a way of minting, and on the page. */
it('knows every place in the code that brings a point into being', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name),
  )
  const minting = files.filter((name) =>
    /debitId: accounts\.(budget|spent|expired)/.test(readFileSync(`src/${name}`, 'utf8')),
  )
  expect(minting.sort()).toEqual([
    'points/appeals/actions.ts',
    'points/grants/actions.ts',
    'points/holds/actions.ts',
    'points/reversals/actions.ts',
  ])
  expect(pathOf({ kind: 'restore', causeKind: 'appeal' })).toBe('cut')
  expect(pathOf({ kind: 'restore', causeKind: 'reversal' })).toBe('reversal')
  expect(pathOf({ kind: 'refund', causeKind: 'order' })).toBe('refund')
  expect(pathOf({ kind: 'grant', causeKind: 'report' })).toBe('other')
})

/** 孙审核 grants twelve times to 王芳, 周审核 once to somebody else. */
async function watchedTown() {
  const town = await openTown()
  await grants(town, 'reviewerSun', 12, 'wangFang')
  await grants(town, 'reviewerZhou', 1, 'chenJie')
  return town
}

const grants = (town: Town, actorId: string, count: number, personId: string) =>
  town.atomically(async (tx) => {
    for (let at = 0; at < count; at++)
      await grantPoints(tx, {
        ...{
          id: `${actorId}-${at}`,
          personId,
          rule: 'R6',
          priceOf: 'S',
          budgetAreaId: qingyun,
          actorId,
          now: town.now(),
        },
        cause: { kind: 'claim', id: `claim-${at}`, zh: '巡逻', en: 'Patrol' },
      })
  })

it('shows auditors who granted what, flags one-sided giving, and leads to each decision', async () => {
  const town = await watchedTown()
  const auditor = town.as('auditorWu')
  const page = await (await auditor.get('/desk/watch')).text()
  for (const words of ['孙审核', '周审核', '集中给一个人', '有 1 人值得看一眼', '任务、活动审核通过'])
    expect(page).toContain(words)
  const one = await (await auditor.get('/desk/watch/reviewerSun')).text()
  expect(one).toContain('/desk/points/grants/grant%3AreviewerSun-3')
  expect(one).not.toContain('王芳')
  expect((await auditor.get('/desk/watch/nobody-here')).status).toBe(404)
  expect((await town.as('clerkLi').get('/desk/watch')).status).toBe(403)
  expect(await (await auditor.get('/desk/watch?week=2026-02-18')).text()).toContain('这一周没有人发放积分')
})

it('tells auditors once a week of what stands out', async () => {
  const town = await watchedTown()
  await town.advance(1 * day)
  await town.advance(1 * day)
  const told = (await town.db.select().from(notices).orderBy(asc(notices.id))).filter(({ key }) =>
    key.startsWith('watch-'),
  )
  expect(told).toMatchObject([{ personId: 'auditorWu', title: { zh: '孙审核的发放请看一眼' } }])
})
