import { and, eq } from 'drizzle-orm'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { serviceHours } from '../../../db/schema/hours.ts'
import { photoUses } from '../../../db/schema/photos.ts'
import { presences } from '../../../db/schema/presence.ts'
import { reviews, spotChecks, submissions } from '../../../db/schema/reviews.ts'
import { activities } from '../../../db/schema/tasks.ts'
import { aClaim, anActivity } from '../../../test/activities.ts'
import { claimOf, decideAs, type Json, jsonOf, pending, served, wasThere } from '../../../test/served.ts'
import { openTown, qingyun, type Town } from '../../../test/town.ts'
import { hoursOf, verifyHours } from '../../hours/queries.ts'
import { day, hour, later, minute } from '../../kit/clock.ts'
import { balancesOf } from '../../points/queries.ts'
import { verifyPoints } from '../../points/verify.ts'

const task = {
  kind: 'point_task' as const,
  size: 'S' as const,
  checkIn: 'none' as const,
  evidencePhotosMin: 1,
  evidenceText: true,
}
const aPhoto = async (red: number) => {
  const size = { width: 64, height: 48 }
  const noise = Buffer.from(Array.from({ length: 64 * 48 * 3 }, (_, i) => (i * 31 + red * (i % 7)) % 256))
  const bytes = await sharp(noise, { raw: { ...size, channels: 3 } })
    .jpeg()
    .toBuffer()
  return new File([new Uint8Array(bytes)], `photo-${red}.jpg`, { type: 'image/jpeg' })
}

async function claimedTask() {
  const town = await openTown()
  const activity = await anActivity(town, {
    ...task,
    startsAt: later(town.now(), -hour),
    endsAt: later(town.now(), day),
  })
  return { town, activity, claimId: await aClaim(town, activity, 'wangFang') }
}

describe('an approval', () => {
  it('records quarter hours and pays for them, pending for 72 hours', async () => {
    const { town, claimId } = await served()
    const answer = await jsonOf(await decideAs(town, 'reviewerSun', claimId, 'approve'))
    // 105 minutes are exactly seven quarter hours: 1.75 h × 5 = 8 points, rounded down.
    expect(answer).toMatchObject({ status: 'credited', minutes: 105, points: 8, cuts: [] })
    expect(await hoursOf(town.db, 'wangFang')).toMatchObject({ minutes: 105, byGrade: { A: 105, B: 0, C: 0 } })
    expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ available: 0, pending: 8 })
    await town.advance(72 * hour)
    expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ available: 8, pending: 0 })
    expect([await verifyHours(town.db), await verifyPoints(town.db)]).toEqual([[], []])
  })

  it('writes down everything a volunteer record must say', async () => {
    const { town, claimId } = await served()
    await decideAs(town, 'reviewerSun', claimId, 'approve')
    const [record] = await town.db.select().from(serviceHours)
    expect(record).toMatchObject({
      title: '清洁楼道',
      day: '2026-03-02',
      place: '青云花园 3 号楼',
      beneficiary: '三号楼居民',
      responsible: '李干事',
      recorder: '孙审核',
      unitId: qingyun,
      grade: 'A',
      evidence: ['screen', 'roll'],
    })
  })

  it('counts nothing outside the planned time', async () => {
    const { town, activity, claimId } = await served()
    const early = later(activity.startsAt, -30 * minute)
    const late = later(activity.endsAt, 50 * minute)
    await town.atomically((tx) =>
      tx.update(presences).set({ inAt: early, outAt: late }).where(eq(presences.claimId, claimId)),
    )
    expect(await jsonOf(await decideAs(town, 'reviewerSun', claimId, 'approve'))).toMatchObject({ minutes: 120 })
  })

  it('counts time at two activities once', async () => {
    const { town, activity, claimId } = await served()
    const overlapping = await anActivity(town, { startsAt: later(activity.startsAt, hour), title: '陪老人聊天' })
    const second = await wasThere(town, overlapping, 'wangFang')
    await decideAs(town, 'reviewerSun', claimId, 'approve')
    const { reviews: queue } = (await jsonOf(await town.as('reviewerSun').api('GET', '/reviews'))) as {
      reviews: Json[]
    }
    expect(queue).toMatchObject([{ claimId: second, flags: ['overlap'] }])
    // 10:05–11:50, of which 10:05–10:50 is counted already: an hour is left.
    expect(await jsonOf(await decideAs(town, 'reviewerSun', second, 'approve'))).toMatchObject({ minutes: 60 })
  })

  it('pays a point task by its size', async () => {
    const { town, claimId } = await served({ kind: 'point_task', size: 'M', checkIn: 'none' })
    await town.atomically((tx) => tx.delete(presences))
    expect(await jsonOf(await decideAs(town, 'reviewerSun', claimId, 'approve'))).toMatchObject({
      minutes: null,
      points: 5,
    })
  })

  it('shows what a cap has cut', async () => {
    const { town, activity, claimId } = await served()
    const before = await anActivity(town, {
      startsAt: later(activity.startsAt, -5 * hour),
      endsAt: later(activity.startsAt, -hour),
    })
    const first = await wasThere(town, before, 'wangFang', {
      inAt: later(activity.startsAt, -5 * hour),
      outAt: later(activity.startsAt, -hour),
    })
    expect(await jsonOf(await decideAs(town, 'reviewerSun', first, 'approve'))).toMatchObject({ points: 20 })
    const cut = await jsonOf(await decideAs(town, 'reviewerSun', claimId, 'approve'))
    expect(cut).toMatchObject({ minutes: 105, points: 0 })
    expect((cut.cuts as Json[]).length).toBeGreaterThan(0)
  })

  it('pays once when two reviewers press at the same moment, and tells the other', async () => {
    const { town, claimId } = await served()
    const answers = await Promise.all([
      decideAs(town, 'reviewerSun', claimId, 'approve'),
      decideAs(town, 'reviewerZhou', claimId, 'approve'),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await pending(town, 'wangFang')).toBe(8)
    expect(await town.db.$count(reviews, eq(reviews.claimId, claimId))).toBe(1)
  })

  it('answers the same key with the first answer', async () => {
    const { town, claimId } = await served()
    const first = await jsonOf(await decideAs(town, 'reviewerSun', claimId, 'approve', { version: 4 }, 'review-key-1'))
    const again = await jsonOf(await decideAs(town, 'reviewerSun', claimId, 'approve', { version: 4 }, 'review-key-1'))
    expect(again).toMatchObject({ status: 'credited', points: first.points, minutes: first.minutes })
    const other = await decideAs(town, 'reviewerSun', claimId, 'reject', { version: 4, reason: '不' }, 'review-key-1')
    expect((await jsonOf(other)).code).toBe('same_id_other_content')
  })

  it('draws down what was set aside for the activity', async () => {
    const { town, activity, claimId } = await served()
    await decideAs(town, 'reviewerSun', claimId, 'approve')
    const [row] = await town.db.select().from(activities).where(eq(activities.id, activity.id))
    expect(row?.committedPoints).toBe(92)
  })
})

describe('who may decide', () => {
  it.each([
    ['wangFang', 403],
    ['clerkLi', 403],
    ['auditorWu', 403],
    ['reviewerSun', 200],
    ['adminZheng', 200],
  ])('%s: %i', async (who, status) => {
    const { town, claimId } = await served()
    expect((await decideAs(town, who, claimId, 'approve')).status).toBe(status)
  })

  it.each([
    [{ publisherId: 'reviewerSun' }, 'reviewerSun', 'wangFang', 'review_own_activity'],
    [{}, 'reviewerSun', 'reviewerSun', 'review_own_work'],
  ])('never the publisher nor the claimant: %j', async (given, reviewer, claimant, code) => {
    const town = await openTown()
    const claimId = await wasThere(town, await anActivity(town, given), claimant)
    expect((await jsonOf(await decideAs(town, reviewer, claimId, 'approve'))).code).toBe(code)
    expect((await jsonOf(await town.as(reviewer).api('GET', '/reviews'))).reviews).toEqual([])
  })

  it('somebody of the area above, when it was more than twelve hours in a day', async () => {
    const startsAt = new Date('2026-03-02T23:00:00Z')
    const times = { startsAt, endsAt: later(startsAt, 12 * hour) }
    const { town, claimId } = await served(
      { ...times, areaPath: '532503000000/532503003000/', areaId: '532503003000' },
      { inAt: startsAt, outAt: later(startsAt, 12 * hour) },
    )
    const more = await anActivity(town, {
      startsAt: later(startsAt, 12 * hour),
      endsAt: later(startsAt, 14 * hour),
      areaPath: '532503000000/532503003000/',
      areaId: '532503003000',
    })
    const second = await wasThere(town, more, 'wangFang')
    await decideAs(town, 'reviewerSun', claimId, 'approve')
    expect((await jsonOf(await decideAs(town, 'reviewerSun', second, 'approve'))).code).toBe('review_one_level_up')
    expect((await decideAs(town, 'adminZheng', second, 'approve')).status).toBe(200)
  })
})

describe('a stale or reasonless decision', () => {
  it('is refused', async () => {
    const { town, claimId } = await served()
    expect((await jsonOf(await decideAs(town, 'reviewerSun', claimId, 'approve', { version: 3 }))).code).toBe(
      'stale_version',
    )
    const form = { id: 'form-0001', version: '4', decision: 'reject', reason: '' }
    const answer = await town.as('reviewerSun').post(`/desk/reviews/${claimId}`, form)
    expect(answer.status).toBe(422)
    expect((await claimOf(town, claimId)).status).toBe('submitted')
  })
})

describe('an appeal', () => {
  async function rejected() {
    const all = await served()
    await decideAs(all.town, 'reviewerSun', all.claimId, 'reject', { reason: '没有到场' })
    return all
  }

  it('is settled by somebody else, and an overturned one pays once', async () => {
    const { town, claimId } = await rejected()
    const appealed = await town
      .as('wangFang')
      .api('POST', `/claims/${claimId}/appeal`, { text: '我在场，张伟可以作证' })
    expect((await jsonOf(appealed)).status).toBe('appealed')
    const own = await decideAs(town, 'reviewerSun', claimId, 'overturn', { reason: '看错了' })
    expect((await jsonOf(own)).code).toBe('appeal_own_decision')
    const settled = await Promise.all([
      decideAs(town, 'reviewerZhou', claimId, 'overturn', { reason: '证据充分' }),
      decideAs(town, 'adminZheng', claimId, 'overturn', { reason: '证据充分' }),
    ])
    expect(settled.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await claimOf(town, claimId)).status).toBe('credited')
    expect(await pending(town, 'wangFang')).toBe(8)
    expect(await verifyHours(town.db)).toEqual([])
  })

  it('comes within seven days', async () => {
    const { town, claimId } = await rejected()
    town.setTime(later(town.now(), 7 * day + 1))
    const answer = await town
      .as('wangFang')
      .post(`/claims/${claimId}/appeal`, { id: 'appeal-01', text: '<i>请再看看</i>' })
    expect(answer.status).toBe(409)
    expect(await answer.text()).toContain('&lt;i&gt;请再看看')
  })

  it('belongs to the claimant', async () => {
    const { town, claimId } = await rejected()
    expect((await town.as('liNa').api('POST', `/claims/${claimId}/appeal`, { text: '我' })).status).toBe(404)
  })
})

describe('handing in', () => {
  it('goes from claimed to the reviewers with photos and text, and the same form twice does it once', async () => {
    const { town, claimId } = await claimedTask()
    const form = {
      id: 'work-0001',
      text: '捡了三袋垃圾',
      photos: [await aPhoto(1), await aPhoto(90)] as unknown as string[],
    }
    for (let time = 0; time < 2; time++)
      expect((await town.as('wangFang').post(`/claims/${claimId}/submission`, form)).status).toBe(303)
    expect((await claimOf(town, claimId)).status).toBe('submitted')
    const html = await (await town.as('reviewerSun').get(`/desk/reviews/${claimId}`)).text()
    expect(html).toContain('捡了三袋垃圾')
    expect(html.match(/class="review-photo"/g)).toHaveLength(2)
  })

  it('keeps what was typed when a photo is refused, and says which one', async () => {
    const { town, claimId } = await claimedTask()
    const broken = new File(['not a picture'], '假照片.jpg', { type: 'image/jpeg' })
    const text = '</textarea><script>alert(1)</script> 三袋'
    const answer = await town.as('wangFang').post(`/claims/${claimId}/submission`, {
      id: 'work-0001',
      text,
      photos: [await aPhoto(1), broken] as unknown as string[],
    })
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain('&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt; 三袋')
    expect(html).toContain('假照片.jpg')
    expect((await claimOf(town, claimId)).status).toBe('claimed')
  })

  it('asks for what is missing', async () => {
    const { town, claimId } = await claimedTask()
    const answer = await town.as('wangFang').post(`/claims/${claimId}/submission`, { id: 'work-0001', text: '做完了' })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('至少要 1 张照片')
    expect(
      (await town.as('liNa').post(`/claims/${claimId}/submission`, { id: 'work-0002', text: '冒名' })).status,
    ).toBe(404)
  })

  it('comes back for a fix with the reason, and earlier photos still count', async () => {
    const { town, claimId } = await claimedTask()
    const send = async (id: string, fields: Json) =>
      town.as('wangFang').post(`/claims/${claimId}/submission`, { id, ...fields } as Record<string, string>)
    await send('work-0001', { text: '做完了', photos: await aPhoto(1) })
    await decideAs(town, 'reviewerSun', claimId, 'return', { reason: '请写清楚地点' })
    expect(await (await town.as('wangFang').get(`/claims/${claimId}/submission`)).text()).toContain('请写清楚地点')
    expect((await send('work-0002', { text: '在三号楼做完了' })).status).toBe(303)
    expect((await jsonOf(await decideAs(town, 'reviewerSun', claimId, 'approve'))).points).toBe(2)
  })

  it('shows the reviewer a photo that was used before, and refuses nothing because of it', async () => {
    const { town, activity, claimId } = await claimedTask()
    const other = await aClaim(town, activity, 'zhangWei')
    const same = await aPhoto(1)
    await town.as('wangFang').post(`/claims/${claimId}/submission`, { id: 'work-0001', text: '一', photos: same })
    const second = await town
      .as('zhangWei')
      .post(`/claims/${other}/submission`, { id: 'work-0002', text: '二', photos: same })
    expect(second.status).toBe(303)
    expect(await (await town.as('reviewerSun').get(`/desk/reviews/${other}`)).text()).toContain('很像')
  })
})

describe('what was handed in', () => {
  const handedIn = async () => {
    const { town, claimId } = await claimedTask()
    const work = { id: 'work-0001', text: '捡了三袋垃圾', photos: await aPhoto(1) }
    await town.as('wangFang').post(`/claims/${claimId}/submission`, work)
    await decideAs(town, 'reviewerSun', claimId, 'approve')
    const [use] = await town.db.select().from(photoUses).where(eq(photoUses.subjectId, claimId))
    return { town, claimId, photoId: use?.photoId as string }
  }
  const textOf = async (town: Town, claimId: string) =>
    (await town.db.select().from(submissions).where(eq(submissions.claimId, claimId)))[0]?.text

  it('is kept for 180 days after the end; then words, photo and file go, and the points stay', async () => {
    const { town, claimId, photoId } = await handedIn()
    await town.advance(179 * day)
    expect(await textOf(town, claimId)).toBe('捡了三袋垃圾')
    expect((await town.as('wangFang').get(`/photos/${photoId}`)).status).toBe(200)
    await town.advance(2 * day)
    expect(await textOf(town, claimId)).toBe('')
    expect((await town.as('wangFang').get(`/photos/${photoId}`)).status).toBe(404)
    expect(await (await town.as('wangFang').get(`/claims/${claimId}`)).text()).toContain('已过保存期')
    await town.advance(day)
    expect(await town.photoStore.get(photoId)).toBeUndefined()
    expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ available: 2 })
  })

  it('goes a week after its owner has gone', async () => {
    const { town, claimId, photoId } = await handedIn()
    await town.as('wangFang').post('/me/delete', { sure: '1' })
    await town.advance(6 * day)
    expect(await textOf(town, claimId)).toBe('捡了三袋垃圾')
    await town.advance(2 * day)
    expect(await textOf(town, claimId)).toBe('')
    expect((await town.as('reviewerSun').get(`/photos/${photoId}`)).status).toBe(404)
  })
})

describe('many at once', () => {
  it('approves each on its own, and leaves out what is somebody else’s', async () => {
    const { town, activity, claimId } = await served()
    const second = await wasThere(town, activity, 'zhangWei')
    const form = { id: 'bulk-0001', claims: [`${claimId}:4`, `${second}:3`] }
    const html = await (await town.as('reviewerSun').post('/desk/reviews', form)).text()
    expect(html).toContain('通过 1 条，没有办成 1 条')
    expect([(await claimOf(town, claimId)).status, (await claimOf(town, second)).status]).toEqual([
      'credited',
      'submitted',
    ])
  })

  it('does not let a marked claim pass without being opened', async () => {
    const { town, activity } = await served()
    const flagged = await wasThere(town, activity, 'zhangWei', { sharedDevice: true })
    const html = await (
      await town.as('reviewerSun').post('/desk/reviews', { id: 'bulk-0001', claims: `${flagged}:4` })
    ).text()
    expect(html).toContain('请打开看过再决定')
    expect((await claimOf(town, flagged)).status).toBe('submitted')
  })

  it('draws the oldest first, with a box only where nothing stands out', async () => {
    const { town, activity, claimId } = await served()
    const flagged = await wasThere(town, activity, 'zhangWei', { outAt: null, outWay: null, closedAt: town.now() })
    const html = await (await town.as('reviewerSun').get('/desk/reviews')).text()
    expect(html).toContain(`value="${claimId}:4"`)
    expect(html).not.toContain(`value="${flagged}:4"`)
    expect(html).toContain('没有签退')
  })
})

describe('what nobody sends', () => {
  it('is closed when a task without check-in is over, so that it can be settled', async () => {
    const town = await openTown()
    const endsAt = later(town.now(), 2 * hour)
    const activity = await anActivity(town, {
      kind: 'point_task',
      size: 'S',
      checkIn: 'none',
      endsAt,
      status: 'ongoing',
    })
    const claimId = await aClaim(town, activity, 'wangFang')
    await town.advance(3 * hour)
    await town.advance(hour)
    expect((await claimOf(town, claimId)).status).toBe('canceled')
    const [row] = await town.db.select().from(activities).where(eq(activities.id, activity.id))
    expect(row).toMatchObject({ status: 'settled', committedPoints: 0 })
  })

  it('is rejected when nothing was added within fourteen days', async () => {
    const { town, claimId } = await served()
    await decideAs(town, 'reviewerSun', claimId, 'return', { reason: '请补照片' })
    await town.advance(13 * day)
    expect((await claimOf(town, claimId)).status).toBe('returned')
    await town.advance(day)
    expect((await claimOf(town, claimId)).status).toBe('rejected')
  })
})

describe('a second look', () => {
  it('hides the first decision, is never one’s own, and shows the auditor a difference', async () => {
    const { town, claimId } = await served()
    await decideAs(town, 'reviewerSun', claimId, 'approve', {}, 'review-key-1')
    const row = {
      claimId,
      reviewId: 'review-key-1',
      firstReviewerId: 'reviewerSun',
      firstDecision: 'approve' as const,
      areaPath: '532503000000/532503003000/',
      createdAt: town.now(),
    }
    await town.atomically((tx) => tx.insert(spotChecks).values(row).onConflictDoNothing())

    expect((await town.as('reviewerSun').get(`/desk/reviews/${claimId}/second`)).status).toBe(404)
    const shown = await (await town.as('reviewerZhou').get(`/desk/reviews/${claimId}/second`)).text()
    expect(shown).not.toContain('孙审核')
    const look = { decision: 'reject', reason: '照片看不清' }
    expect((await town.as('reviewerZhou').post(`/desk/reviews/${claimId}/second`, look)).status).toBe(303)
    const differences = await (await town.as('auditorWu').get('/desk/reviews/differences')).text()
    expect(differences).toContain('照片看不清')
    expect(
      await town.db.$count(spotChecks, and(eq(spotChecks.claimId, claimId), eq(spotChecks.secondDecision, 'reject'))),
    ).toBe(1)
    // What was paid stays paid until somebody reverses it.
    expect(await pending(town, 'wangFang')).toBe(8)
  })
})
