import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { grants } from '../../../db/schema/people.ts'
import { accept, act, callOf, codeOf, file, inspect, serve, whistle } from '../../../test/reports.ts'
import { cityManagement, openTown, qingyun, type Town, waterBureau } from '../../../test/town.ts'
import { type Report, reportById, whistlesOf } from '../queries.ts'
import { acceptReport } from '../triage/actions.ts'
import { decideHandBack, handBack, reportIn, withdrawWhistle } from './actions.ts'

const withdraw = async (town: Town, report: Report, by = 'dispatcherGao') => {
  const { id: whistleId, version } = await callOf(town, report)
  const how = await act(town, by)
  return town.atomically((tx) => withdrawWhistle(tx, { whistleId, version, why: '派错了', ...how }))
}

const giveBack = async (town: Town, report: Report, organizationId = cityManagement, by = 'officerKong') => {
  const { id: whistleId, version } = await callOf(town, report, organizationId)
  const how = await act(town, by)
  return town.atomically((tx) => handBack(tx, { whistleId, version, why: '不归我们', ...how }))
}

const decide = async (town: Town, report: Report, decision: 'insist' | 'release', by = 'dispatcherTang') => {
  const { id: whistleId, version } = await callOf(town, report)
  const how = await act(town, by)
  return town.atomically((tx) => decideHandBack(tx, { whistleId, version, decision, why: '看过了', ...how }))
}

/** Somebody gets a further role. */
const give = (
  town: Town,
  personId: string,
  at: { role: 'officer'; organizationId: string } | { role: 'clerk'; areaId: string },
) =>
  town.atomically((tx) =>
    tx.insert(grants).values({
      ...{ id: `more-${personId}`, personId, startsAt: town.now(), grantedBy: 'system', grantedAt: town.now() },
      ...at,
    }),
  )

describe('a department that was let go', () => {
  it.each(['withdrawn', 'released'])('can be called again in the same round once it was %s', async (how) => {
    const town = await openTown()
    const report = await file(town)
    await accept(town, report)
    await whistle(town, report)
    if (how === 'withdrawn') await withdraw(town, report)
    else {
      await giveBack(town, report)
      await decide(town, report, 'release')
    }
    expect(await reportById(town.db, report.id)).toMatchObject({ status: 'accepted' })
    const page = await (await town.as('dispatcherGao').get(`/desk/reports/${report.id}`)).text()
    expect(page).toContain(`value="${cityManagement}"`)
    expect(await whistle(town, report)).toMatchObject({ status: 'whistled', round: 1 })
    expect(await codeOf(whistle(town, report))).toBe('called_already')
    const calls = await whistlesOf(town.db, report.id)
    expect(calls.map(({ status }) => status).toSorted()).toEqual([how, 'whistled'].toSorted())
    expect(await serve(town, report)).toMatchObject({ status: 'resolved' })
  })

  it('is called once, however many call it again at the same moment', async () => {
    const town = await openTown()
    const report = await file(town)
    await accept(town, report)
    await whistle(town, report)
    await withdraw(town, report)
    const codes = await Promise.all([
      codeOf(whistle(town, report)),
      codeOf(whistle(town, report, [cityManagement], 'clerkLi')),
    ])
    expect(codes.filter((code) => code === 'ok')).toHaveLength(1)
    expect((await whistlesOf(town.db, report.id)).filter(({ status }) => status === 'whistled')).toHaveLength(1)
  })
})

describe('whoever belongs to those who were called', () => {
  it('does not inspect what their department repaired', async () => {
    const town = await openTown()
    await give(town, 'dispatcherGao', { role: 'officer', organizationId: cityManagement })
    const report = await file(town)
    await accept(town, report)
    await whistle(town, report, [cityManagement], 'dispatcherTang')
    await serve(town, report)
    const page = await (await town.as('dispatcherGao').get(`/desk/reports/${report.id}`)).text()
    expect(page).not.toContain('现场核查：已修好')
    expect(await codeOf(inspect(town, report, 'dispatcherGao'))).toBe('own_work')
    expect(await codeOf(inspect(town, report, 'dispatcherTang'))).toBe('ok')
  })

  it('does not inspect it either after they have left the department', async () => {
    const town = await openTown()
    await give(town, 'dispatcherGao', { role: 'officer', organizationId: cityManagement })
    const report = await file(town)
    await accept(town, report)
    await whistle(town, report)
    await serve(town, report, cityManagement, 'dispatcherGao')
    await town.atomically((tx) =>
      tx.update(grants).set({ endsAt: town.now() }).where(eq(grants.id, 'more-dispatcherGao')),
    )
    expect(await codeOf(inspect(town, report, 'dispatcherGao'))).toBe('own_work')
  })

  it('does not inspect what their community did itself', async () => {
    const town = await openTown()
    await give(town, 'dispatcherGao', { role: 'clerk', areaId: qingyun })
    const report = await file(town, { categoryId: 'rubbish', answers: {} })
    const gao = await act(town, 'dispatcherTang')
    const sorted = { matter: 'community', categoryId: 'rubbish', urgency: 'normal' } as const
    await town.atomically((tx) => acceptReport(tx, { reportId: report.id, version: 1, ...sorted, ...gao }))
    await whistle(town, report, [], 'dispatcherTang')
    await serve(town, report, null as unknown as string, 'clerkLi')
    expect(await codeOf(inspect(town, report, 'dispatcherGao'))).toBe('own_work')
  })

  it('neither decides that it is not theirs nor takes the call back', async () => {
    const town = await openTown()
    await give(town, 'dispatcherTang', { role: 'officer', organizationId: cityManagement })
    const report = await file(town)
    await accept(town, report)
    await whistle(town, report)
    expect(await codeOf(withdraw(town, report, 'dispatcherTang'))).toBe('own_work')
    await giveBack(town, report)
    expect(await codeOf(decide(town, report, 'release'))).toBe('own_work')
    expect(await codeOf(decide(town, report, 'release', 'adminZheng'))).toBe('ok')
  })
})

it('counts every hand-back, also those of two departments at the same moment', async () => {
  const town = await openTown()
  const report = await file(town)
  await accept(town, report)
  await whistle(town, report, [cityManagement, waterBureau])
  await Promise.all([giveBack(town, report), giveBack(town, report, waterBureau, 'officerShui')])
  expect(await reportById(town.db, report.id)).toMatchObject({ handBacks: 2, status: 'handed_back' })
})

it('remembers who was the first to report in, also of two at the same moment', async () => {
  const town = await openTown()
  const report = await file(town)
  await accept(town, report)
  await whistle(town, report, [cityManagement, waterBureau])
  const first = town.now()
  const go = async (organizationId: string, by: string) => {
    const { id: whistleId, version } = await callOf(town, report, organizationId)
    const how = await act(town, by)
    return town.atomically((tx) => reportIn(tx, { whistleId, version, ...how }))
  }
  await go(cityManagement, 'officerKong')
  await town.advance(60_000)
  await go(waterBureau, 'officerShui')
  expect(await reportById(town.db, report.id)).toMatchObject({ reportedInAt: first })
})
