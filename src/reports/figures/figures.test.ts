import { expect, it } from 'vitest'
import { accept, act, callOf, file, serve, whistle } from '../../../test/reports.ts'
import { city, cityManagement, guanlan, openTown, type Town, waterBureau } from '../../../test/town.ts'
import { areaById } from '../../areas/queries.ts'
import { day, later } from '../../kit/clock.ts'
import { confirmFixed, reopen } from '../verdicts/actions.ts'
import { reportIn } from '../whistles/actions.ts'
import { areaFigures, departmentFigures } from './queries.ts'

const called = async (town: Town, departments?: string[]) => {
  const report = await file(town, { address: `${Math.random()}` })
  await accept(town, report)
  await whistle(town, report, departments)
  return report
}
const period = async (town: Town, areaId: string = city) => ({
  ...{ area: await areaById(town.db, areaId), from: later(town.now(), -90 * day), now: town.now() },
})

it('counts what departments did from their calls', async () => {
  const town = await openTown()
  const [fixed, half, late] = [
    await called(town),
    await called(town),
    await called(town, [cityManagement, waterBureau]),
  ]
  await serve(town, fixed)
  await serve(town, half)
  const wang = await town.actor('wangFang')
  await town.atomically((tx) => confirmFixed(tx, { reportId: fixed.id, actor: wang, now: town.now() }))
  const how = await act(town, 'wangFang')
  await town.atomically((tx) => reopen(tx, { reportId: half.id, verdict: 'half', words: '还是松的', ...how }))
  await town.advance(20 * day)
  const call = await callOf(town, late)
  const kong = await act(town, 'officerKong')
  await town.atomically((tx) => reportIn(tx, { whistleId: call.id, version: call.version, ...kong }))

  const rows = await departmentFigures(town.db, await period(town))
  expect(rows).toEqual([
    // Two answered in time, the one called again and the late one not; the half one came back.
    {
      ...{ id: cityManagement, name: '城市管理局', calls: 4, dutyDue: 4, dutyInTime: 2, workDue: 4, workInTime: 2 },
      ...{ solved: 1, judged: 2, satisfied: 1 },
    },

    {
      ...{ id: waterBureau, name: '水务局', calls: 1, dutyDue: 1, dutyInTime: 0, workDue: 1, workInTime: 0 },
      ...{ solved: 0, judged: 0, satisfied: 0 },
    },
  ])
  expect(await areaFigures(town.db, await period(town))).toMatchObject([{ id: guanlan, calls: 5 }])
  const page = await (await town.as(undefined).get('/reports/figures')).text()
  expect(page).toContain('其余单位')
  expect(page).not.toContain('水务局')
})

it('leaves out calls that were taken back, and those before the period', async () => {
  const town = await openTown()
  await called(town)
  const { area, now } = await period(town)
  expect(await departmentFigures(town.db, { area, from: later(now, 1), now })).toEqual([])
})
