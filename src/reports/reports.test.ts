import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { notices } from '../../db/schema/notices.ts'
import { accept, act, callOf, done, file, freshPhoto, serve, whistle } from '../../test/reports.ts'
import { cityManagement, openTown, type Town, waterBureau } from '../../test/town.ts'
import { hour, later } from '../kit/clock.ts'
import { balancesOf } from '../points/ledger/queries.ts'
import { verifyPoints } from '../points/verify.ts'
import { eventsOf, photosOfReport, type Report, reportById, whistlesOf } from './queries.ts'
import { falsifyReport, refuseReport } from './triage/actions.ts'
import { mergeReport } from './triage/merging.ts'
import { objectToRefusal } from './triage/objections.ts'
import { askResident, resumeReport } from './triage/questions.ts'
import { splitReport } from './triage/splitting.ts'
import { confirmFixed, reopen } from './verdicts/actions.ts'
import { decideHandBack, handBack, reportIn, resolve } from './whistles/actions.ts'

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (refusal: { code?: string; message: string }) => refusal.code ?? refusal.message,
  )

const statusOf = async (town: Town, { id }: Pick<Report, 'id'>) => (await reportById(town.db, id)).status

const pointsOf = async (town: Town, who: string) => {
  const { pending, available } = await balancesOf(town.db, who)
  return pending + available
}

const noticesOf = async (town: Town, who: string) =>
  (await town.db.select().from(notices).where(eq(notices.personId, who)).orderBy(notices.id)).map(
    ({ title }) => title.zh,
  )

const confirm = async (town: Town, { id }: Report, by = 'wangFang') => {
  const actor = await town.actor(by)
  const { version } = await reportById(town.db, id)
  return town.atomically((tx) => confirmFixed(tx, { reportId: id, version, actor, now: town.now() }))
}

const judge = async (town: Town, { id }: Report, verdict: 'half' | 'not', by = 'wangFang') => {
  const how = await act(town, by)
  return town.atomically((tx) => reopen(tx, { reportId: id, verdict, words: '还是松的', ...how }))
}

describe('from a photo to a proven solution', () => {
  it('goes the whole way, and the points follow', async () => {
    const town = await openTown()
    const report = await file(town, { photos: [await freshPhoto(town)] })
    expect(report).toMatchObject({ number: 'R-2026-000001', status: 'filed', isPublic: false, reporterId: 'wangFang' })

    expect(await accept(town, report)).toMatchObject({ status: 'accepted', isPublic: true, isFirst: true })
    expect(await pointsOf(town, 'wangFang')).toBe(5)
    expect(await whistle(town, report, [cityManagement, waterBureau])).toMatchObject({ status: 'whistled' })

    const water = await callOf(town, report, waterBureau)
    const shui = await act(town, 'officerShui')
    const handed = await town.atomically((tx) =>
      handBack(tx, { whistleId: water.id, version: water.version, why: '这是雨水井，不归我们', ...shui }),
    )
    expect(handed).toMatchObject({ status: 'handed_back', handBacks: 1 })
    const back = await callOf(town, report, waterBureau)
    const tang = await act(town, 'dispatcherTang')
    const decide = { whistleId: back.id, version: back.version, decision: 'release', why: '确属城管', ...tang } as const
    expect(await town.atomically((tx) => decideHandBack(tx, decide))).toMatchObject({ status: 'whistled' })

    expect(await serve(town, report)).toMatchObject({ status: 'resolved' })
    expect(await judge(town, report, 'half')).toMatchObject({ status: 'half_fixed', round: 2, verdict: 'half' })
    expect(await serve(town, report)).toMatchObject({ status: 'resolved' })
    expect(await confirm(town, report)).toMatchObject({ status: 'confirmed', verdict: 'fixed' })
    expect(await pointsOf(town, 'wangFang')).toBe(8)

    const steps = (await eventsOf(town.db, report.id)).map(({ step }) => step)
    expect(steps).toEqual([
      ...['file', 'accept', 'whistle', 'call', 'call', 'whistling', 'handBack', 'handBack', 'release', 'whistling'],
      ...['reportIn', 'onDuty', 'resolve', 'solve', 'half', 'callAgain', 'reportIn', 'onDuty', 'resolve', 'solve'],
      'confirm',
    ])
    const { roles } = { roles: (await photosOfReport(town.db, report.id)).map(({ role }) => role) }
    expect(roles.sort()).toEqual(['after', 'after', 'near'])
    expect(await noticesOf(town, 'wangFang')).toEqual(
      expect.arrayContaining(['R-2026-000001 已受理', 'R-2026-000001 已有单位报到', 'R-2026-000001 已处理，请您看看']),
    )
    expect(await noticesOf(town, 'officerKong')).toContain('R-2026-000001 没有修好，请再去一次')
    expect(await verifyPoints(town.db)).toEqual([])
  })

  it('is filed once however often it is sent', async () => {
    const town = await openTown()
    const key = 'the-same-form-id'
    const ids = await Promise.all([file(town, { key }), file(town, { key }), file(town, { key })])
    expect(new Set(ids.map(({ id }) => id)).size).toBe(1)
    expect(await codeOf(file(town, { key, words: '别的话' }))).toBe('same_id_other_content')
  })

  it.each([
    [{ words: '', photos: [] }, 'words_needed'],
    [{ words: '长'.repeat(4001) }, 'words_too_long'],
    [{ address: '', latitude: null, longitude: null }, 'place_needed'],
    [{ latitude: 23.3, longitude: null }, 'position_unfit'],
    [{ latitude: 123.3 }, 'position_unfit'],
    [{ categoryId: 'no-such-thing' }, 'category_missing'],
    [{ answers: {} }, 'answer_needed'],
    [{ answers: { danger: 'maybe' } }, 'answer_unfit'],
    [{ areaId: 'nowhere' }, 'area_missing'],
  ])('refuses %j as %s', async (given, code) => {
    const town = await openTown()
    expect(await codeOf(file(town, given))).toBe(code)
  })

  it('does not take a picture that came with a report before, from whomever', async () => {
    const town = await openTown()
    const photo = await freshPhoto(town)
    await file(town, { photos: [photo] })
    expect(await codeOf(file(town, { by: 'zhangWei', photos: [photo] }))).toBe('photo_sent_before')
  })

  it('needs a photo of how it was left, and not the one it began with', async () => {
    const town = await openTown()
    const photo = await freshPhoto(town)
    const report = await file(town, { photos: [photo] })
    await accept(town, report)
    await whistle(town, report)
    const { id: whistleId, version } = await callOf(town, report)
    const kong = await act(town, 'officerKong')
    await town.atomically((tx) => reportIn(tx, { whistleId, version, ...kong }))
    const solve = (photos: Parameters<typeof resolve>[1]['photos']) =>
      codeOf(town.atomically((tx) => resolve(tx, { whistleId, version: version + 1, words: '好了', photos, ...kong })))
    expect(await solve([])).toBe('after_photo_needed')
    expect(await solve([photo])).toBe('photo_sent_before')
    expect(await statusOf(town, report)).toBe('reported_in')
  })

  it('closes by silence after seven days, calls it silence, and pays nothing for it', async () => {
    const town = await openTown()
    const report = await file(town)
    await accept(town, report)
    await whistle(town, report)
    await serve(town, report)
    await town.advance(6 * 24 * hour)
    expect(await statusOf(town, report)).toBe('resolved')
    await town.advance(25 * hour)
    expect(await reportById(town.db, report.id)).toMatchObject({ status: 'closed', verdict: 'silent' })
    expect(await pointsOf(town, 'wangFang')).toBe(5)
    expect(await codeOf(confirm(town, report))).toBe('step_unknown')
    expect(await judge(town, report, 'not')).toMatchObject({ status: 'reopened', round: 2 })
  })
})

describe('two at once', () => {
  it('of two first reporters of one hole, one is first', async () => {
    const town = await openTown()
    const [one, two] = [await file(town), await file(town, { by: 'zhangWei', latitude: 23.3651 })]
    const both = await Promise.all([accept(town, one, 'clerkLi'), accept(town, two, 'dispatcherGao')])
    expect(both.map(({ isFirst }) => isFirst)).toEqual([true, false])
    expect([await pointsOf(town, 'wangFang'), await pointsOf(town, 'zhangWei')]).toEqual([5, 0])
  })

  it('of two clerks who act on one report, one wins and the other is told what stands there now', async () => {
    const town = await openTown()
    const report = await file(town)
    const { id: reportId, version } = report
    const refusal = { reason: 'unclear', words: '看不清' } as const
    const clerk = await town.actor('clerkLi')
    const both = await Promise.allSettled([
      accept(town, report, 'dispatcherGao'),
      town.atomically((tx) => refuseReport(tx, { reportId, version, ...refusal, actor: clerk, now: town.now() })),
    ])
    const lost = both.filter((each) => each.status === 'rejected')
    expect(lost).toHaveLength(1)
    const { code, details } = (lost[0] as PromiseRejectedResult).reason
    expect(code).toBe('stale_version')
    expect(details.theirs.status).toBe(await statusOf(town, report))
  })

  it('two departments report in at the same moment and both are heard', async () => {
    const town = await openTown()
    const report = await file(town)
    await accept(town, report)
    await whistle(town, report, [cityManagement, waterBureau])
    const calls = [await callOf(town, report, cityManagement), await callOf(town, report, waterBureau)]
    const officers = [await act(town, 'officerKong'), await act(town, 'officerShui')]
    await Promise.all(
      calls.map(({ id: whistleId, version }, at) =>
        town.atomically((tx) => reportIn(tx, { whistleId, version, ...(officers[at] as (typeof officers)[0]) })),
      ),
    )
    expect(await statusOf(town, report)).toBe('reported_in')
  })

  it('a confirmation sent eight times pays once', async () => {
    const town = await openTown()
    const report = await file(town)
    await accept(town, report)
    await whistle(town, report)
    await serve(town, report)
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => confirm(town, report)))
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await pointsOf(town, 'wangFang')).toBe(8)
  })
})

describe('nobody', () => {
  it('sorts or judges what they filed themselves', async () => {
    const town = await openTown()
    const report = await file(town, { by: 'clerkLi' })
    expect(await codeOf(accept(town, report))).toBe('step_not_yours')
    await accept(town, report, 'dispatcherGao')
    expect(await pointsOf(town, 'clerkLi')).toBe(0)
  })

  it('of another community, another department or the street alone takes a step that is not theirs', async () => {
    const town = await openTown()
    const report = await file(town)
    expect(await codeOf(accept(town, report, 'clerkZhao'))).toBe('step_not_yours')
    expect(await codeOf(accept(town, report, 'officerKong'))).toBe('step_not_yours')
    await accept(town, report)
    await whistle(town, report)
    const call = await callOf(town, report)
    for (const who of ['officerShui', 'clerkLi', 'wangFang', 'adminZheng']) {
      const how = await act(town, who)
      expect(
        await codeOf(town.atomically((tx) => reportIn(tx, { whistleId: call.id, version: call.version, ...how }))),
      ).toBe('step_not_yours')
    }
    const kong = await act(town, 'officerKong')
    const step = { whistleId: call.id, version: call.version, why: '不归我们', ...kong }
    await town.atomically((tx) => handBack(tx, step))
    const gao = await act(town, 'dispatcherGao')
    const decision = { ...step, ...gao, version: call.version + 1, decision: 'insist' as const }
    expect(await codeOf(town.atomically((tx) => decideHandBack(tx, decision)))).toBe('step_not_yours')
    const tang = await act(town, 'dispatcherTang')
    expect(await town.atomically((tx) => decideHandBack(tx, { ...decision, ...tang }))).toMatchObject({
      status: 'whistled',
    })
  })
})

describe('the clocks', () => {
  it('remind, then tell the street and a working day later the city, and everything is in the history', async () => {
    const town = await openTown()
    const report = await file(town)
    await accept(town, report)
    await whistle(town, report)
    // Urgent: one office hour to report in, from Monday 9:00.
    await town.advance(50 * 60_000)
    expect(await noticesOf(town, 'officerKong')).toContain('R-2026-000001 快到报到期限了')
    await town.advance(15 * 60_000)
    expect(await noticesOf(town, 'dispatcherGao')).toContain('R-2026-000001 超过报到期限')
    expect(await noticesOf(town, 'dispatcherTang')).not.toContain('R-2026-000001 超过报到期限')
    await town.advance(24 * hour)
    expect(await noticesOf(town, 'dispatcherTang')).toContain('R-2026-000001 超过报到期限')
    expect(await reportById(town.db, report.id)).toMatchObject({ escalation: 'city' })
    const told = (await eventsOf(town.db, report.id)).filter(({ step }) => ['remind', 'escalate'].includes(step))
    expect(told.map(({ details }) => details?.to)).toEqual(['reminded', 'street', 'city'])
  })

  it('stand still while the resident is asked, and go on with what was left', async () => {
    const town = await openTown()
    const report = await file(town)
    await accept(town, report)
    await whistle(town, report)
    const before = await callOf(town, report)
    const gao = await act(town, 'dispatcherGao')
    const { version } = await reportById(town.db, report.id)
    await town.atomically((tx) => askResident(tx, { reportId: report.id, version, question: '是哪个井盖？', ...gao }))
    expect(await statusOf(town, report)).toBe('waiting_for_resident')
    const kong = await act(town, 'officerKong')
    const asked = await callOf(town, report)
    expect(
      await codeOf(town.atomically((tx) => reportIn(tx, { whistleId: asked.id, version: asked.version, ...kong }))),
    ).toBe('resident_is_asked')
    await town.advance(24 * hour)
    const wang = await act(town, 'wangFang')
    await town.atomically((tx) =>
      resumeReport(tx, { reportId: report.id, step: 'answer', answer: '超市门口那个', ...wang }),
    )
    const after = await callOf(town, report)
    expect(await statusOf(town, report)).toBe('whistled')
    expect(after.reportInDueAt).toEqual(later(before.reportInDueAt, 24 * hour))
    expect(await noticesOf(town, 'dispatcherGao')).not.toContain('R-2026-000001 超过报到期限')
  })
})

describe('the ways out', () => {
  it('a merged report follows the other one, and earns what a confirmation earns', async () => {
    const town = await openTown()
    const [first, second] = [await file(town), await file(town, { by: 'zhangWei' })]
    await accept(town, first)
    const [actor, now] = [await town.actor('clerkLi'), town.now()]
    const merge = { reportId: second.id, version: second.version, intoId: first.id, actor, now }
    expect(await town.atomically((tx) => mergeReport(tx, merge))).toMatchObject({ status: 'merged' })
    expect(await reportById(town.db, first.id)).toMatchObject({ followers: 1 })
    await whistle(town, first)
    await serve(town, first)
    await confirm(town, first)
    expect([await pointsOf(town, 'wangFang'), await pointsOf(town, 'zhangWei')]).toEqual([8, 1])
  })

  it('a refused reporter may object once', async () => {
    const town = await openTown()
    const report = await file(town)
    const refuse = async () => {
      const [actor, now, { version }] = [await town.actor('clerkLi'), town.now(), await reportById(town.db, report.id)]
      const no = { reportId: report.id, version, reason: 'trivial', words: '已经没有了', actor, now } as const
      return town.atomically((tx) => refuseReport(tx, no))
    }
    const object = async () => {
      const [actor, now, { version }] = [await town.actor('wangFang'), town.now(), await reportById(town.db, report.id)]
      return town.atomically((tx) => objectToRefusal(tx, { reportId: report.id, version, words: '还在', actor, now }))
    }
    await refuse()
    expect(await object()).toMatchObject({ status: 'filed', refusalReason: null })
    await refuse()
    expect(await codeOf(object())).toBe('objected_before')
  })

  it('a falsehood found later takes the points back, and stops everything', async () => {
    const town = await openTown()
    const report = await file(town)
    await accept(town, report)
    await whistle(town, report)
    const [actor, now, { version }] = [
      await town.actor('reviewerSun'),
      town.now(),
      await reportById(town.db, report.id),
    ]
    const words = '照片是从网上下载的'
    await town.atomically((tx) => falsifyReport(tx, { reportId: report.id, version, words, actor, now }))
    expect(await pointsOf(town, 'wangFang')).toBe(0)
    expect((await whistlesOf(town.db, report.id)).map(({ status }) => status)).toEqual(['withdrawn'])
    expect(await noticesOf(town, 'wangFang')).toContain('一笔积分被更正')
    expect(await verifyPoints(town.db)).toEqual([])
  })

  it('a split report becomes several jobs and pays once', async () => {
    const town = await openTown()
    const report = await file(town, { photos: [await freshPhoto(town)] })
    const { version } = await accept(town, report)
    const [actor, now] = [await town.actor('clerkLi'), town.now()]
    const parts = [{ categoryId: 'street-light', words: '旁边的路灯也不亮' }]
    const [part] = await town.atomically((tx) =>
      splitReport(tx, { key: 'split-form-1', reportId: report.id, version, parts, actor, now }),
    )
    expect(await reportById(town.db, part as string)).toMatchObject({ status: 'accepted', splitFrom: report.id })
    expect(await photosOfReport(town.db, part as string)).toHaveLength(1)
    expect(await pointsOf(town, 'wangFang')).toBe(5)
  })

  it('an anonymous one earns nothing and belongs to nobody', async () => {
    const town = await openTown()
    const report = await file(town, { anonymous: true })
    await accept(town, report)
    expect(report.reporterId).toBeNull()
    expect(await pointsOf(town, 'wangFang')).toBe(0)
    expect(await codeOf(confirm(town, report))).toBe('step_unknown')
  })
})

it('a matter of the community is answered by its own clerks', async () => {
  const town = await openTown()
  const report = await file(town, { categoryId: 'rubbish', answers: {} })
  const { acceptReport } = await import('./triage/actions.ts')
  const gao = await act(town, 'dispatcherGao')
  const sorted = { matter: 'community', categoryId: 'rubbish', urgency: 'normal' } as const
  await town.atomically((tx) => acceptReport(tx, { reportId: report.id, version: report.version, ...sorted, ...gao }))
  await whistle(town, report, [])
  const call = await callOf(town, report, null)
  const li = await act(town, 'clerkLi')
  await town.atomically((tx) => reportIn(tx, { whistleId: call.id, version: call.version, ...li }))
  expect(await done(town, report, null as unknown as string, 'clerkLi')).toMatchObject({ status: 'resolved' })
})
