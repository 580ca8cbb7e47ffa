import { expect, it } from 'vitest'
import { entries, transfers } from '../../db/schema/points.ts'
import { guanlan, openTown, qingyun, type Town, zhenxing } from '../../test/town.ts'
import { day } from '../kit/clock.ts'
import {
  commitBudget,
  grantPoints,
  holdPoints,
  moveBudget,
  releaseBudget,
  releasePoints,
  reverseGrant,
} from './actions.ts'
import { decideAppeal, fileAppeal } from './appeals/actions.ts'
import { balancesOf, budgetOf } from './queries.ts'
import { reversalOf } from './reversals/queries.ts'
import { verifyPoints } from './verify.ts'

const cause = { kind: 'claim', id: 'c', zh: '清扫楼道', en: 'Swept the stairs' }

const grant = (town: Town, given: Partial<Parameters<typeof grantPoints>[1]> & { id: string }) =>
  town.atomically((tx) =>
    grantPoints(tx, {
      ...{ personId: 'wangFang', rule: 'R4', budgetAreaId: qingyun, cause, actorId: 'reviewerSun', now: town.now() },
      ...given,
    }),
  )

it('pays the same id once, however often and at once it is sent', async () => {
  const town = await openTown()
  const answers = await Promise.all(Array.from({ length: 8 }, () => grant(town, { id: 'claim-1', units: 2 })))
  for (const answer of answers) expect(answer).toEqual(answers[0])
  expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ pending: 10 })
  await expect(grant(town, { id: 'claim-1', personId: 'zhangWei', units: 2 })).rejects.toMatchObject({
    code: 'same_id_other_content',
  })
  expect(await verifyPoints(town.db)).toEqual([])
})

it('cuts a grant to the caps of the day, says so, and pays again the next day', async () => {
  const town = await openTown()
  expect(await grant(town, { id: 'a', units: 3 })).toMatchObject({ points: 15, cuts: [] })
  const cut = await grant(town, { id: 'b', units: 3 })
  expect(cut).toMatchObject({ points: 5, asked: 15 })
  expect(cut.cuts[0]?.zh).toBe('15 分记了 5 分：今天这类积分最多 20 分')
  const none = await grant(town, { id: 'c', units: 1 })
  expect(none).toMatchObject({ points: 0, asked: 5 })
  expect(await grant(town, { id: 'c', units: 1 })).toEqual(none)
  await town.advance(1 * day)
  expect(await grant(town, { id: 'd', units: 1 })).toMatchObject({ points: 5 })
  expect(await verifyPoints(town.db)).toEqual([])
})

it('pays one spot to the same person once in seven days', async () => {
  const town = await openTown()
  const report = (id: string) => grant(town, { id, rule: 'R1', place: 'spot-7' })
  expect(await report('r1')).toMatchObject({ points: 5 })
  expect(await report('r2')).toMatchObject({ points: 0, cuts: [{ zh: '同一地点 7 天内只记一次' }] })
  await town.advance(7 * day)
  expect(await report('r3')).toMatchObject({ points: 5 })
})

it('commits no more than the area’s year, also when two publish at once', async () => {
  const town = await openTown()
  const now = town.now()
  const publish = () => town.atomically((tx) => commitBudget(tx, { areaId: qingyun, points: 20_000, now }))
  const [first, second] = await Promise.allSettled([publish(), publish()])
  expect([first?.status, second?.status].sort()).toEqual(['fulfilled', 'rejected'])
  await town.atomically((tx) => releaseBudget(tx, { areaId: qingyun, points: 20_000, now }))
  expect(await budgetOf(town.db, qingyun, now)).toMatchObject({ points: 32_000, committed: 0 })
  expect(await verifyPoints(town.db)).toEqual([])
})

it('moves a tenth of a community’s budget at most, and only by whom administers both', async () => {
  const town = await openTown()
  const move = (points: number, actor: Awaited<ReturnType<Town['actor']>>, id = `move-${points}`) =>
    town.atomically((tx) =>
      moveBudget(tx, {
        ...{ id, fromAreaId: qingyun, toAreaId: zhenxing, points },
        reason: '支援',
        actor,
        now: town.now(),
      }),
    )
  const admin = await town.actor('adminZheng')
  await move(3200, admin)
  await move(3200, admin)
  expect(await budgetOf(town.db, zhenxing, town.now())).toMatchObject({ points: 24_000 + 3200 })
  await expect(move(1, admin)).rejects.toMatchObject({ code: 'budget_move_too_large' })
  await expect(move(1, await town.actor('clerkLi'), 'x')).rejects.toMatchObject({ code: 'not_allowed' })
  expect(await budgetOf(town.db, guanlan, town.now())).toMatchObject({ points: 16_000 })
})

/** Wang Fang gets 200 points by mistake, spends 120 of them, and they are reversed. */
async function reversedAfterSpending(town: Town) {
  await grant(town, { id: 'big', rule: 'R10', points: 200 })
  await town.advance(8 * day)
  const now = town.now()
  await town.atomically((tx) => holdPoints(tx, { id: 'o', personId: 'wangFang', points: 120, cause, now }))
  await town.atomically((tx) =>
    reverseGrant(tx, { transferId: 'grant:big', reason: '评议有误', actorId: 'auditorWu', now }),
  )
}

it('reverses a wrong grant: takes what is there, owes 50 at most, writes off the rest', async () => {
  const town = await openTown()
  await reversedAfterSpending(town)
  expect(await reversalOf(town.db, 'grant:big')).toMatchObject({ taken: 80, debt: 50, writtenOff: 70 })
  expect(await balancesOf(town.db, 'wangFang')).toEqual({ available: 0, pending: 0, held: 120, debt: -50 })
  const again = town.atomically((tx) =>
    reverseGrant(tx, { transferId: 'grant:big', reason: '再来', actorId: 'auditorWu', now: town.now() }),
  )
  await expect(again).rejects.toMatchObject({ code: 'already_reversed' })
  expect(await verifyPoints(town.db)).toEqual([])
})

it('repays a debt from half of new earnings and forgives the rest after twelve months', async () => {
  const town = await openTown()
  await reversedAfterSpending(town)
  await grant(town, { id: 'next', units: 4 })
  await town.advance(4 * day)
  expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ available: 10, debt: -40 })
  await town.advance(400 * day)
  expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ debt: 0 })
  expect(await verifyPoints(town.db)).toEqual([])
})

it('lets points that come back from an order of a reversed grant repay its debt first', async () => {
  const town = await openTown()
  await reversedAfterSpending(town)
  await town.atomically((tx) => releasePoints(tx, { holdId: 'o', now: town.now() }))
  expect(await balancesOf(town.db, 'wangFang')).toEqual({ available: 70, pending: 0, held: 0, debt: 0 })
  expect(await verifyPoints(town.db)).toEqual([])
})

it('restores a reversal when somebody else upholds the appeal, not whoever reversed it', async () => {
  const town = await openTown()
  await reversedAfterSpending(town)
  const [wangFang, auditorWu, adminZheng] = await Promise.all(['wangFang', 'auditorWu', 'adminZheng'].map(town.actor))
  const now = town.now()
  await town.atomically((tx) =>
    fileAppeal(tx, { id: 'appeal-1', grantId: 'grant:big', words: '评议没有错', actor: wangFang as never, now }),
  )
  const decide = (actor: unknown) =>
    town.atomically((tx) =>
      decideAppeal(tx, {
        appealId: 'appeal-1',
        step: 'overturn',
        reason: '查实',
        version: 1,
        actor: actor as never,
        now,
      }),
    )
  await expect(decide(auditorWu)).rejects.toMatchObject({ code: 'same_decider' })
  await decide(adminZheng)
  expect(await balancesOf(town.db, 'wangFang')).toEqual({ available: 80, pending: 0, held: 120, debt: 0 })
  expect(await verifyPoints(town.db)).toEqual([])
})

it('pays what was cut when the appeal is upheld', async () => {
  const town = await openTown()
  await grant(town, { id: 'a', units: 6 })
  const [wangFang, auditorWu] = await Promise.all(['wangFang', 'auditorWu'].map(town.actor))
  const now = town.now()
  await town.atomically((tx) =>
    fileAppeal(tx, { id: 'appeal-1', grantId: 'grant:a', words: '抢险一整天', actor: wangFang as never, now }),
  )
  await town.atomically((tx) =>
    decideAppeal(tx, {
      ...{ appealId: 'appeal-1', step: 'overturn', reason: '属实', version: 1 },
      actor: auditorWu as never,
      now,
    }),
  )
  expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ available: 10, pending: 20 })
  expect(await verifyPoints(town.db)).toEqual([])
})

it('expires points 24 months after they took effect, at the end of the month, with three warnings', async () => {
  const town = await openTown()
  await grant(town, { id: 'a', units: 2 })
  await town.advance(4 * day)
  town.setTime(new Date('2028-01-31T16:30:00Z'))
  await town.advance(0)
  for (const at of ['2028-03-01T16:30:00Z', '2028-03-24T16:30:00Z', '2028-03-31T15:00:00Z']) {
    town.setTime(new Date(at))
    await town.advance(0)
  }
  expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ available: 10 })
  await town.advance(1 * day)
  expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ available: 0 })
  const inbox = await (await town.as('wangFang').get('/notices')).text()
  expect(inbox.match(/10 分快到期了/g)).toHaveLength(3)
})

it('refuses to change or delete what is in the books', async () => {
  const town = await openTown()
  await grant(town, { id: 'a', units: 2 })
  const message = /append-only/
  const tell = (error: { cause?: Error }) => Promise.reject(error.cause ?? error)
  await expect(
    town.atomically(async (tx) => void (await tx.update(transfers).set({ points: 1000 }))).catch(tell),
  ).rejects.toThrow(message)
  await expect(town.atomically(async (tx) => void (await tx.delete(entries))).catch(tell)).rejects.toThrow(message)
})

it('opens the desk to auditors and admins, and reverses from its form', async () => {
  const town = await openTown()
  await grant(town, { id: 'a', units: 6 })
  const desk = town.as('auditorWu')
  expect(await (await desk.get('/desk/points')).text()).toContain('青云社区')
  expect(await (await desk.get(`/desk/points/budgets/${qingyun}`)).text()).toContain('清扫楼道')
  expect((await desk.get('/desk/rules')).status).toBe(200)
  expect((await desk.get('/desk/rules/R4')).status).toBe(200)
  expect((await desk.get('/desk/rules/ALL')).status).toBe(200)
  const version = /name="version" value="(\d+)"/.exec(await (await desk.get('/desk/points/grants/grant:a')).text())?.[1]
  const reverse = (reason: string) =>
    desk.post('/desk/points/grants/grant:a/reverse', { reason, version: `${version}` })
  expect((await reverse('')).status).toBe(422)
  expect((await reverse('记错人了')).status).toBe(303)
  expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ pending: 0 })
  expect((await town.as('clerkLi').get('/desk/points')).status).toBe(403)
})

it('drafts, tries and schedules a rule through the desk’s forms', async () => {
  const town = await openTown()
  const desk = town.as('adminZheng')
  const draft = {
    id: 'version-9',
    prices: 'hour=4',
    step: '0.25',
    least: '0',
    most: '1000',
    objectionHours: '72',
    caps: '20 points day',
    reason: '试试',
    insideOverall: '1',
  }
  expect((await desk.post('/desk/rules/R4/drafts', { ...draft, caps: 'lots' })).status).toBe(422)
  expect((await desk.post('/desk/rules/R4/drafts', draft)).status).toBe(303)
  expect((await desk.post('/desk/rules/versions/version-9/try', { version: '1' })).status).toBe(303)
  const propose = (version: string, startsOn = '2026-04-01') =>
    desk.post('/desk/rules/versions/version-9/propose', { version, startsOn, reason: '议事会通过了' })
  expect((await propose('1')).status).toBe(409)
  const early = await propose('2', '2026-03-02')
  expect(early.status).toBe(422)
  expect(await early.text()).toContain('value="议事会通过了"')
  expect((await propose('2')).status).toBe(303)
  const waiting = await (await town.as('auditorWu').get('/desk/rules/R4')).text()
  expect(waiting).toContain('/desk/rules/versions/version-9/confirm')
  expect((await town.as('auditorWu').post('/desk/rules/versions/version-9/confirm', { version: '3' })).status).toBe(303)
  expect(await (await desk.get('/desk/rules/R4')).text()).toContain('2026-04-01')
})

it('speaks the same over the API, each caller seeing their own', async () => {
  const town = await openTown()
  await grant(town, { id: 'a', units: 6 })
  const [mine, staff] = [town.as('wangFang'), town.as('auditorWu')]
  const read = async (answer: Promise<Response> | Response) => (await answer).json() as Promise<Record<string, never>>
  expect(await read(mine.api('GET', '/points/balance'))).toEqual({ available: 0, pending: 20, held: 0, debt: 0 })
  expect(await read(mine.api('GET', '/points/entries'))).toMatchObject({
    entries: [{ id: 'grant:a', changes: [{ account: 'pending', points: 20 }] }],
  })
  expect((await town.as('liNa').api('GET', '/points/transfers/grant:a')).status).toBe(404)
  const appeal = await mine.api('POST', '/points/transfers/grant:a/appeal', { words: '干了一整天' }, 'appeal-key-1')
  expect(appeal.status).toBe(201)
  const reverse = () => staff.api('POST', '/points/transfers/grant:a/reversal', { reason: '签到有误' }, 'reverse-key-1')
  expect(await read(reverse())).toEqual(await read(reverse()))
  const decision = { step: 'uphold', reason: '上限如此', version: 1 }
  expect((await mine.api('POST', '/points/appeals/appeal-key-1/decision', decision)).status).toBe(403)
  expect(await read(staff.api('POST', '/points/appeals/appeal-key-1/decision', decision))).toMatchObject({
    state: 'upheld',
  })
  expect((await staff.api('POST', '/points/appeals/appeal-key-1/decision', decision)).status).toBe(409)
  expect((await read(town.as(undefined).api('GET', '/points/rules'))).rules).toHaveLength(18)
  expect((await town.as(undefined).api('GET', '/points/digests')).status).toBe(200)
  expect((await staff.api('GET', '/points/budgets')).status).toBe(200)
})
