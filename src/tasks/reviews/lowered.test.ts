import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { presences } from '../../../db/schema/presence.ts'
import { activities } from '../../../db/schema/tasks.ts'
import { claimOf, decideAs, jsonOf, pending, served } from '../../../test/served.ts'
import { hoursOf, verifyHours } from '../../hours/queries.ts'
import { day, hour } from '../../kit/clock.ts'
import { verifyPoints } from '../../points/verify.ts'

describe('an approval of less', () => {
  const half = { minutes: 60, reason: '10 点以后没有看到人' }

  it('records and pays what is allowed, and says so with the reason', async () => {
    const { town, claimId } = await served()
    const answer = await jsonOf(await decideAs(town, 'reviewerSun', claimId, 'approve', half))
    expect(answer).toMatchObject({ status: 'credited', minutes: 60, points: 5, lowered: { from: 105, to: 60 } })
    expect(await hoursOf(town.db, 'wangFang')).toMatchObject({ minutes: 60 })
    const html = await (await town.as('wangFang').get(`/claims/${claimId}`)).text()
    expect(html).toContain('认定 1 小时，凭据 1.75 小时')
    expect(html).toContain('10 点以后没有看到人')
    expect(html).toContain(`/claims/${claimId}/appeal`)
    const inbox = await (await town.as('wangFang').get('/notices')).text()
    expect(inbox).toContain('7 天内可以申诉')
  })

  it.each([
    [{ minutes: 120, reason: '多记' }, 'review_above_time'],
    [{ minutes: 60 }, 'review_reason_needed'],
    [{ points: 3, reason: '少记' }, 'review_figure_unfit'],
  ])('is refused with %j: %s', async (body, code) => {
    const { town, claimId } = await served()
    expect((await jsonOf(await decideAs(town, 'reviewerSun', claimId, 'approve', body))).code).toBe(code)
    expect((await claimOf(town, claimId)).status).toBe('submitted')
  })

  it('is chosen on the page, which keeps the choice when the reason is missing', async () => {
    const { town, claimId } = await served()
    const form = { id: 'form-0001', version: '4', decision: 'approve', minutes: '60', reason: '' }
    const again = await town.as('reviewerSun').post(`/desk/reviews/${claimId}`, form)
    expect(again.status).toBe(422)
    expect(await again.text()).toContain('<option value="60" selected=""')
    const done = await town.as('reviewerSun').post(`/desk/reviews/${claimId}`, { ...form, reason: '提前走了' })
    expect(done.status).toBe(303)
    expect(await pending(town, 'wangFang')).toBe(5)
  })

  it('pays part of a task', async () => {
    const { town, claimId } = await served({ kind: 'point_task', size: 'M', checkIn: 'none' })
    await town.atomically((tx) => tx.delete(presences))
    const body = { points: 3, reason: '只做了一半' }
    expect(await jsonOf(await decideAs(town, 'reviewerSun', claimId, 'approve', body))).toMatchObject({ points: 3 })
    await town.as('wangFang').api('POST', `/claims/${claimId}/appeal`, { text: '两处都做完了，照片里有' })
    const settled = await decideAs(town, 'reviewerZhou', claimId, 'overturn', { reason: '两处都完成了' })
    expect(await jsonOf(settled)).toMatchObject({ status: 'credited', points: 2 })
    expect(await pending(town, 'wangFang')).toBe(5)
    expect(await verifyPoints(town.db)).toEqual([])
  })

  it('is appealed against once; what was cut is given back, and counted once', async () => {
    const { town, claimId } = await served()
    await decideAs(town, 'reviewerSun', claimId, 'approve', half)
    const appealed = () => town.as('wangFang').api('POST', `/claims/${claimId}/appeal`, { text: '我一直在三号楼' })
    expect((await jsonOf(await appealed())).status).toBe('appealed')
    const settled = await decideAs(town, 'reviewerZhou', claimId, 'overturn', { reason: '邻居可以作证' })
    expect(await jsonOf(settled)).toMatchObject({ status: 'credited', minutes: 45, points: 3 })
    expect(await hoursOf(town.db, 'wangFang')).toMatchObject({ minutes: 105 })
    expect(await pending(town, 'wangFang')).toBe(8)
    expect((await jsonOf(await appealed())).code).toBe('claim_appeal_nothing')
    expect([await verifyHours(town.db), await verifyPoints(town.db)]).toEqual([[], []])
  })

  it('stands when the appeal is refused, and leaves no appeal to an approval in full', async () => {
    const { town, claimId } = await served()
    await decideAs(town, 'reviewerSun', claimId, 'approve', half)
    await town.as('wangFang').api('POST', `/claims/${claimId}/appeal`, { text: '我一直在' })
    await decideAs(town, 'reviewerZhou', claimId, 'uphold', { reason: '没有别的证据' })
    expect((await claimOf(town, claimId)).status).toBe('upheld')
    expect(await pending(town, 'wangFang')).toBe(5)

    const full = await served()
    await decideAs(full.town, 'reviewerSun', full.claimId, 'approve', { minutes: 105 })
    const none = await full.town.as('wangFang').api('POST', `/claims/${full.claimId}/appeal`, { text: '我要更多' })
    expect((await jsonOf(none)).code).toBe('claim_appeal_nothing')
  })

  it('keeps the activity open for an appeal before it is settled', async () => {
    const { town, activity, claimId } = await served()
    await decideAs(town, 'reviewerSun', claimId, 'approve', half)
    const status = async () =>
      (await town.db.select().from(activities).where(eq(activities.id, activity.id)))[0]?.status
    await town.advance(4 * hour)
    await town.advance(day)
    expect(await status()).toBe('ended')
    await town.advance(7 * day)
    expect(await status()).toBe('settled')
  })
})
