import { describe, expect, it } from 'vitest'
import { presences } from '../../../db/schema/presence.ts'
import { reviews } from '../../../db/schema/reviews.ts'
import { anActivity } from '../../../test/activities.ts'
import { claimOf, decideAs, jsonOf, pending, served, wasThere } from '../../../test/served.ts'
import type { Town } from '../../../test/town.ts'
import { hoursOf, verifyHours } from '../../hours/queries.ts'
import { day, hour } from '../../kit/clock.ts'
import { capturePoints, holdPoints, reverseGrant } from '../../points/actions.ts'
import { decideAppeal as decidePointAppeal, fileAppeal } from '../../points/appeals/actions.ts'
import { balancesOf } from '../../points/queries.ts'
import { verifyPoints } from '../../points/verify.ts'
import { latestApprovals } from './queries.ts'

const untrue = { reason: '照片是去年的' }

async function approved() {
  const one = await served()
  await decideAs(one.town, 'reviewerSun', one.claimId, 'approve')
  return one
}
const appeals = (town: Town, claimId: string) =>
  town.as('wangFang').api('POST', `/claims/${claimId}/appeal`, { text: '照片是当天拍的' })
const sums = async (town: Town) => [await verifyHours(town.db), await verifyPoints(town.db)]

describe('an approval that turned out untrue', () => {
  it('is taken back by the reviewer: hours, points, and one notice with the reason', async () => {
    const { town, claimId } = await approved()
    const answer = await jsonOf(await decideAs(town, 'reviewerSun', claimId, 'revoke', untrue))
    expect(answer).toMatchObject({ status: 'revoked', minutes: 105, points: 8 })
    expect(await hoursOf(town.db, 'wangFang')).toMatchObject({ minutes: 0 })
    expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ pending: 0, available: 0 })
    const inbox = await (await town.as('wangFang').get('/notices')).text()
    expect(inbox).toContain('更正志愿时长 1.75 小时，收回 8 分。原因：照片是去年的')
    expect(inbox).not.toContain('一笔积分被更正')
    const page = await (await town.as('wangFang').get(`/claims/${claimId}`)).text()
    expect(page).toContain(`/claims/${claimId}/appeal`)
    expect(await (await town.as('auditorWu').get('/desk/points')).text()).toContain('照片是去年的')
    expect(await sums(town)).toEqual([[], []])
  })

  it('becomes a debt as far as the points were spent', async () => {
    const { town, claimId } = await approved()
    await town.advance(72 * hour)
    const cause = { kind: 'test', id: 'x', zh: '兑换', en: 'order' }
    await town.atomically(async (tx) => {
      await holdPoints(tx, { id: 'hold-1', personId: 'wangFang', points: 5, cause, now: town.now() })
      await capturePoints(tx, { holdId: 'hold-1', points: 5, actorId: 'keeperMa', now: town.now() })
    })
    const form = await (await town.as('reviewerSun').get(`/desk/reviews/${claimId}`)).text()
    expect(form).toContain('更正志愿时长 1.75 小时；收回 3 分，5 分记为待抵扣，0 分不再追回。')
    await decideAs(town, 'reviewerSun', claimId, 'revoke', untrue)
    expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ available: 0, debt: -5 })
    expect(await sums(town)).toEqual([[], []])
  })

  it('comes back whole on an appeal, which somebody else decides, and cannot be taken back again', async () => {
    const { town, claimId } = await approved()
    await decideAs(town, 'reviewerSun', claimId, 'revoke', untrue)
    expect((await jsonOf(await appeals(town, claimId))).status).toBe('appealed')
    const own = await decideAs(town, 'reviewerSun', claimId, 'overturn', { reason: '看错了' })
    expect((await jsonOf(own)).code).toBe('appeal_own_decision')
    const settled = await decideAs(town, 'reviewerZhou', claimId, 'overturn', { reason: '是当天的' })
    expect(await jsonOf(settled)).toMatchObject({ status: 'credited', minutes: 105, points: 8 })
    expect(await hoursOf(town.db, 'wangFang')).toMatchObject({ minutes: 105 })
    expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ available: 8 })
    const again = await decideAs(town, 'reviewerSun', claimId, 'revoke', untrue)
    expect((await jsonOf(again)).code).toBe('revoked_before')
    expect(await sums(town)).toEqual([[], []])
  })

  it('stays taken back when the appeal is refused', async () => {
    const { town, claimId } = await approved()
    await decideAs(town, 'reviewerSun', claimId, 'revoke', untrue)
    await appeals(town, claimId)
    await decideAs(town, 'reviewerZhou', claimId, 'uphold', { reason: '照片确实是去年的' })
    expect((await claimOf(town, claimId)).status).toBe('upheld')
    expect(await pending(town, 'wangFang')).toBe(0)
    expect((await jsonOf(await appeals(town, claimId))).code).toBe('step_unknown')
  })

  it('gives hours back alone where the auditors gave the points back before', async () => {
    const { town, claimId } = await approved()
    await decideAs(town, 'reviewerSun', claimId, 'revoke', untrue)
    const [wangFang, auditorWu] = await Promise.all([town.actor('wangFang'), town.actor('auditorWu')])
    const grantId = `grant:claim-${claimId}`
    await town.atomically(async (tx) => {
      const filed = await fileAppeal(tx, { id: 'a-1', grantId, words: '没有错', actor: wangFang, now: town.now() })
      const decided = { appealId: filed.id, step: 'overturn', reason: '属实', version: 1 } as const
      await decidePointAppeal(tx, { ...decided, actor: auditorWu, now: town.now() })
    })
    await appeals(town, claimId)
    const settled = await decideAs(town, 'reviewerZhou', claimId, 'overturn', { reason: '属实' })
    expect(await jsonOf(settled)).toMatchObject({ status: 'credited', minutes: 105, points: 0 })
    expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ available: 8 })
    expect(await sums(town)).toEqual([[], []])
  })

  it('does not pay the same time twice: points stay back where another claim counts it meanwhile', async () => {
    const { town, activity, claimId } = await approved()
    await decideAs(town, 'reviewerSun', claimId, 'revoke', untrue)
    const other = await anActivity(town, { id: 'activity-other' })
    expect(other.startsAt).toEqual(activity.startsAt)
    const between = await wasThere(town, other, 'wangFang')
    const credited = await decideAs(town, 'reviewerSun', between, 'approve')
    expect(await jsonOf(credited)).toMatchObject({ minutes: 105, points: 8 })
    await appeals(town, claimId)
    const settled = await decideAs(town, 'reviewerZhou', claimId, 'overturn', { reason: '是当天的' })
    expect(await jsonOf(settled)).toMatchObject({ status: 'credited', minutes: 0, points: 0 })
    expect(await hoursOf(town.db, 'wangFang')).toMatchObject({ minutes: 105 })
    expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ pending: 8, available: 0 })
    expect(await (await town.as('wangFang').get('/notices')).text()).toContain('另外 8 分没有恢复，已请监督员核对')
    expect(await (await town.as('auditorWu').get('/notices')).text()).toContain('8 分没有自动恢复')
    expect(await sums(town)).toEqual([[], []])
  })

  it('leaves alone what the auditors had reversed before', async () => {
    const { town, claimId } = await approved()
    const why = { reason: '标准用错了', actorId: 'auditorWu', now: town.now() }
    await town.atomically((tx) => reverseGrant(tx, { transferId: `grant:claim-${claimId}`, ...why }))
    const taken = await decideAs(town, 'reviewerSun', claimId, 'revoke', untrue)
    expect(await jsonOf(taken)).toMatchObject({ minutes: 105, points: 0 })
    await appeals(town, claimId)
    const settled = await decideAs(town, 'reviewerZhou', claimId, 'overturn', { reason: '是当天的' })
    expect(await jsonOf(settled)).toMatchObject({ status: 'credited', minutes: 105, points: 0 })
    expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ pending: 0, available: 0 })
    expect(await sums(town)).toEqual([[], []])
  })

  it('refuses a key that was used on another claim, and answers the same appeal twice at once', async () => {
    const { town, activity, claimId } = await served()
    const other = await wasThere(town, activity, 'liNa')
    await decideAs(town, 'reviewerSun', claimId, 'approve', {}, 'key-approve-1')
    await decideAs(town, 'reviewerSun', other, 'approve')
    const code = async (answer: Response) => (await jsonOf(answer)).code
    const used = await decideAs(town, 'reviewerSun', other, 'revoke', untrue, 'key-approve-1')
    expect([used.status, await code(used)]).toEqual([409, 'same_id_other_content'])
    for (const id of [claimId, other]) await decideAs(town, 'reviewerSun', id, 'revoke', untrue)
    const send = () =>
      town.as('wangFang').api('POST', `/claims/${claimId}/appeal`, { text: '是当天拍的' }, 'key-appeal-01')
    for (const answer of await Promise.all([send(), send()]))
      expect(await jsonOf(answer)).toMatchObject({ status: 'appealed' })
    await town.as('liNa').api('POST', `/claims/${other}/appeal`, { text: '是当天拍的' })
    const settled = await decideAs(town, 'reviewerZhou', claimId, 'uphold', { reason: '不是' }, 'key-settle-01')
    expect(await jsonOf(settled)).toMatchObject({ status: 'upheld' })
    const reused = await decideAs(town, 'reviewerZhou', other, 'uphold', { reason: '不是' }, 'key-settle-01')
    expect([reused.status, await code(reused)]).toEqual([409, 'same_id_other_content'])
  })

  it('may be appealed against though its cut was appealed against before', async () => {
    const { town, claimId } = await served()
    await decideAs(town, 'reviewerSun', claimId, 'approve', { minutes: 60, reason: '提前走了' })
    await appeals(town, claimId)
    await decideAs(town, 'reviewerZhou', claimId, 'overturn', { reason: '没有提前走' })
    const taken = await decideAs(town, 'reviewerSun', claimId, 'revoke', untrue)
    expect(await jsonOf(taken)).toMatchObject({ minutes: 105, points: 8 })
    expect((await jsonOf(await appeals(town, claimId))).status).toBe('appealed')
    const back = await decideAs(town, 'adminZheng', claimId, 'overturn', { reason: '属实' })
    expect(await jsonOf(back)).toMatchObject({ status: 'credited', minutes: 105, points: 8 })
    expect(await sums(town)).toEqual([[], []])
  })

  it('is taken back once, however often it is sent', async () => {
    const { town, claimId } = await approved()
    const { version } = await claimOf(town, claimId)
    const send = () =>
      town.as('reviewerSun').api('POST', `/reviews/${claimId}/revoke`, { version, ...untrue }, 'key-00000001')
    const answers = await Promise.all([send(), send(), send()])
    for (const answer of answers) expect(await jsonOf(answer)).toMatchObject({ status: 'revoked', points: 8 })
    expect(await sums(town)).toEqual([[], []])
  })

  it.each([
    ['wangFang', 403, 'not_allowed'],
    ['clerkLi', 403, 'not_allowed'],
    ['auditorWu', 403, 'not_allowed'],
  ])('is not for %s', async (who, status, code) => {
    const { town, claimId } = await approved()
    const answer = await decideAs(town, who, claimId, 'revoke', untrue)
    expect([answer.status, (await jsonOf(answer)).code]).toEqual([status, code])
  })

  it('needs a reason, the version that was looked at, and something that was credited', async () => {
    const { town, claimId } = await served()
    const early = await decideAs(town, 'reviewerSun', claimId, 'revoke', untrue)
    expect((await jsonOf(early)).code).toBe('step_unknown')
    await decideAs(town, 'reviewerSun', claimId, 'approve')
    const stale = await town.as('reviewerSun').api('POST', `/reviews/${claimId}/revoke`, { version: 1, ...untrue })
    expect((await jsonOf(stale)).code).toBe('stale_version')
    const form = { id: 'form-0001', version: String((await claimOf(town, claimId)).version), reason: '' }
    expect((await town.as('reviewerSun').post(`/desk/reviews/${claimId}/revoke`, form)).status).toBe(422)
    const done = await town.as('reviewerSun').post(`/desk/reviews/${claimId}/revoke`, { ...form, reason: '不属实' })
    expect(done.status).toBe(303)
    expect((await claimOf(town, claimId)).status).toBe('revoked')
  })

  it('may be appealed against for the days of the rule book, as a task without hours too', async () => {
    const { town, claimId } = await served({ kind: 'point_task', size: 'M', checkIn: 'none' })
    await town.atomically((tx) => tx.delete(presences))
    await decideAs(town, 'reviewerSun', claimId, 'approve')
    const taken = await decideAs(town, 'reviewerSun', claimId, 'revoke', untrue)
    expect(await jsonOf(taken)).toMatchObject({ minutes: null, points: 5 })
    await town.advance(8 * day)
    expect((await jsonOf(await appeals(town, claimId))).code).toBe('claim_appeal_too_late')
  })

  it('stands among the latest approvals, from where a reviewer opens it again', async () => {
    const { town, claimId } = await approved()
    const queue = await (await town.as('reviewerSun').get('/desk/reviews')).text()
    expect(queue).toContain('最近认定的')
    expect(queue).toContain(`/desk/reviews/${claimId}`)
  })

  it('is reached however long ago it was, page by page', async () => {
    const { town, claimId } = await approved()
    const [first] = await town.db.select().from(reviews)
    const earlier = Array.from({ length: 65 }, (_, back) => ({
      ...{ claimId, reviewerId: 'reviewerSun', decision: 'approve' as const, reason: '', minutes: 60, points: 4 },
      id: `earlier-${String(back).padStart(3, '0')}`,
      at: new Date((first?.at.getTime() ?? 0) - Math.floor(back / 2) * day),
    }))
    await town.atomically((tx) => tx.insert(reviews).values(earlier))
    const seen: string[] = []
    let before: string | undefined
    do {
      const { approved: page, next } = await latestApprovals(town.db, await town.actor('reviewerSun'), { before })
      seen.push(...page.map(({ review }) => review.id))
      before = next
    } while (before)
    expect(new Set(seen)).toEqual(new Set([first?.id, ...earlier.map(({ id }) => id)]))
    expect(seen).toHaveLength(66)
    const queue = await (await town.as('reviewerSun').get('/desk/reviews')).text()
    const href = /href="(\/desk\/reviews\/approved\?before=[^"]+)"/.exec(queue)?.[1] ?? ''
    const page = await (await town.as('reviewerSun').get(href)).text()
    expect(page).toContain(`/desk/reviews/${claimId}`)
    expect(page).toContain('/desk/reviews/approved?before=')
    expect((await town.as('clerkLi').get(href)).status).toBe(403)
  })
})
