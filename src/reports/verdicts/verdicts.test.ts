import { describe, expect, it } from 'vitest'
import { accept, codeOf, confirm, file, judge, serve, whistle } from '../../../test/reports.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { calendarInForce } from '../../calendar/queries.ts'
import { nobody } from '../../kit/actor.ts'
import { day } from '../../kit/clock.ts'
import { type Report, reportById } from '../queries.ts'
import { thankReport } from '../triage/actions.ts'
import { reopen } from './actions.ts'

const solved = async (town: Town, report: Report) => {
  await accept(town, report)
  await whistle(town, report)
  await serve(town, report)
}

const reopenAs = async (town: Town, { id: reportId }: Report, holdsSecret: boolean) => {
  const calendar = await calendarInForce(town.db)
  const act = {
    reportId,
    holdsSecret,
    verdict: 'not',
    words: '又坏了',
    calendar,
    actor: nobody,
    now: town.now(),
  } as const
  return town.atomically((tx) => reopen(tx, act))
}

describe('a report that was closed by silence', () => {
  it.each([
    [15, 'ok'],
    [16, 'reopen_too_late'],
  ])('%i days ago: its reporter opens it again → %s', async (days, code) => {
    const town = await openTown()
    const report = await file(town)
    await solved(town, report)
    await town.advance(8 * day)
    expect(await reportById(town.db, report.id)).toMatchObject({ status: 'closed', verdict: 'silent' })
    await town.advance(days * day - 1000)
    expect(await codeOf(judge(town, report, 'not'))).toBe(code)
  })

  it('long ago is opened again by nobody who was anonymous either', async () => {
    const town = await openTown()
    const report = await file(town, { anonymous: true })
    await solved(town, report)
    await town.advance(8 * day)
    await town.advance(16 * day)
    expect(await codeOf(reopenAs(town, report, true))).toBe('reopen_too_late')
    expect(await codeOf(reopenAs(town, report, false))).toBe('step_not_yours')
  })
})

it('praise that was thanked for is not opened again, by nobody', async () => {
  const town = await openTown()
  const praise = await file(town, { categoryId: 'praise', answers: {}, words: '保洁阿姨捡到钱包还给失主' })
  const [actor, now] = [await town.actor('clerkLi'), town.now()]
  await town.atomically((tx) => thankReport(tx, { reportId: praise.id, version: 1, actor, now }))
  expect(await codeOf(judge(town, praise, 'not'))).toBe('praise_is_thanked')
  expect(await codeOf(judge(town, praise, 'not', 'dispatcherTang'))).toBe('praise_is_thanked')
  expect(await reportById(town.db, praise.id)).toMatchObject({ status: 'closed', round: 1 })
})

it('a confirmed report is opened again by a higher centre, not by its reporter', async () => {
  const town = await openTown()
  const report = await file(town)
  await solved(town, report)
  await confirm(town, report)
  expect(await codeOf(judge(town, report, 'not'))).toBe('step_not_yours')
  expect(await judge(town, report, 'not', 'dispatcherTang')).toMatchObject({ status: 'reopened', round: 2 })
})
