import { asc, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { notices } from '../../../db/schema/notices.ts'
import { people } from '../../../db/schema/people.ts'
import { activities, claimEvents, claims } from '../../../db/schema/tasks.ts'
import { anActivity } from '../../../test/activities.ts'
import { openTown, qingyun, type Town } from '../../../test/town.ts'
import { day, hour, later, minute } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { claimPlace, leave } from './actions.ts'

const inDays = (town: Town, days: number) => later(town.now(), days * day)

async function claim(town: Town, who: string, activityId: string, key = newId()) {
  const answer = await town.as(who).api('POST', `/tasks/${activityId}/claims`, {}, key)
  return { status: answer.status, body: (await answer.json()) as Record<string, string> }
}

const statusOf = async (town: Town, id: string) =>
  (await town.db.select().from(claims).where(eq(claims.id, id)))[0]?.status
const placesTaken = async (town: Town, id: string) =>
  (await town.db.select().from(activities).where(eq(activities.id, id)))[0]?.taken
const noticesOf = async (town: Town, personId: string) =>
  (
    await town.db.select().from(notices).where(eq(notices.personId, personId)).orderBy(asc(notices.at), asc(notices.id))
  ).map(({ title }) => title.zh)

async function crowd(town: Town, size: number): Promise<string[]> {
  const ids = Array.from({ length: size }, (_, index) => `crowd-${String(index).padStart(3, '0')}`)
  await town.atomically((tx) =>
    tx
      .insert(people)
      .values(
        ids.map((id) => ({ id, displayName: id, areaId: qingyun, verifiedAt: town.now(), createdAt: town.now() })),
      ),
  )
  return ids
}

describe('claiming', () => {
  it('gives ten places to fifty at once, and lines the others up in order', async () => {
    const town = await openTown()
    const activity = await anActivity(town, { startsAt: inDays(town, 3), capacity: 10 })
    const ids = await crowd(town, 50)
    const actors = await Promise.all(ids.map((id) => town.actor(id)))
    await Promise.all(
      actors.map((actor) =>
        town.atomically((tx) =>
          claimPlace(tx, { key: newId(), activityId: activity.id, personId: actor.id, actor, now: town.now() }),
        ),
      ),
    )
    const rows = await town.db.select().from(claims).where(eq(claims.activityId, activity.id))
    expect(rows.filter(({ status }) => status === 'claimed')).toHaveLength(10)
    const line = rows.filter(({ status }) => status === 'waitlisted').map(({ queueNumber }) => queueNumber as number)
    expect(line.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
    expect(await placesTaken(town, activity.id)).toBe(10)
  })

  it('does it once when sent eight times', async () => {
    const town = await openTown()
    const activity = await anActivity(town, { startsAt: inDays(town, 3) })
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => claim(town, 'wangFang', activity.id, 'the-same-key')),
    )
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1)
    expect(await placesTaken(town, activity.id)).toBe(1)
  })

  it('refuses a second claim, an overlap, a foreign community, one’s own and a full one, in words', async () => {
    const town = await openTown()
    const startsAt = inDays(town, 3)
    const activity = await anActivity(town, { startsAt, title: '清洁楼道' })
    const beside = await anActivity(town, { startsAt: later(startsAt, 119 * minute) })
    const after = await anActivity(town, { startsAt: later(startsAt, 120 * minute) })
    const locals = await anActivity(town, { startsAt, localsOnly: true })
    const full = await anActivity(town, { startsAt: inDays(town, 9), capacity: 1, taken: 1, waitlist: false })

    expect((await claim(town, 'wangFang', activity.id)).status).toBe(201)
    expect((await claim(town, 'wangFang', activity.id)).body).toMatchObject({ code: 'already_claimed' })
    const overlap = await claim(town, 'wangFang', beside.id)
    expect(overlap.body).toMatchObject({ code: 'claims_overlap', detail: expect.stringContaining('清洁楼道') })
    expect((await claim(town, 'wangFang', after.id)).status).toBe(201)
    expect((await claim(town, 'chenJie', locals.id)).body.code).toBe('locals_only')
    expect((await claim(town, 'clerkLi', activity.id)).body.code).toBe('own_activity')
    expect((await claim(town, 'liNa', full.id)).body.code).toBe('activity_full')
    expect((await claim(town, 'liNa', 'no-such')).status).toBe(404)
    expect((await town.as(undefined).api('POST', `/tasks/${activity.id}/claims`, {})).status).toBe(401)
  })

  it('lets one of two overlapping claims win that are sent at the same moment', async () => {
    const town = await openTown()
    const startsAt = inDays(town, 3)
    const both = [await anActivity(town, { startsAt }), await anActivity(town, { startsAt })]
    const answers = await Promise.all(both.map(({ id }) => claim(town, 'wangFang', id)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
  })

  it('asks for the age, and keeps the page', async () => {
    const town = await openTown()
    const activity = await anActivity(town, { startsAt: inDays(town, 3), minAge: 16 })
    const refused = await town.as('wangFang').post(`/tasks/${activity.id}/claims`, { id: newId() })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('请先确认您已满 16 周岁')
    const done = await town.as('wangFang').post(`/tasks/${activity.id}/claims`, { id: newId(), ageConfirmed: '1' })
    expect(done.status).toBe(303)
    expect(await (await town.as('wangFang').get(done.headers.get('location') as string)).text()).toContain('已报名')
  })

  it('refuses somebody whose identity nobody has seen', async () => {
    const town = await openTown()
    const activity = await anActivity(town, { startsAt: inDays(town, 3) })
    await town.atomically((tx) => tx.update(people).set({ verifiedAt: null }).where(eq(people.id, 'wangFang')))
    expect((await claim(town, 'wangFang', activity.id)).body.code).toBe('identity_not_verified')
  })
})

describe('the line', () => {
  async function lined() {
    const town = await openTown()
    const activity = await anActivity(town, { startsAt: inDays(town, 3), capacity: 1 })
    const ids: string[] = []
    for (const who of ['wangFang', 'zhangWei', 'liNa'])
      ids.push((await claim(town, who, activity.id)).body.id as string)
    const [first, second, third] = ids as [string, string, string]
    return { town, activity, first, second, third }
  }

  it('offers a freed place to the next, who may pass it on', async () => {
    const { town, activity, first, second, third } = await lined()
    expect(await (await town.as('liNa').get(`/claims/${third}`)).text()).toContain('您前面还有 1 人')
    await town.as('wangFang').post(`/claims/${first}/leave`)
    expect(await statusOf(town, first)).toBe('canceled')
    expect(await statusOf(town, second)).toBe('offered')
    expect(await placesTaken(town, activity.id)).toBe(1)
    expect(await noticesOf(town, 'zhangWei')).toEqual(['轮到您了：清洁楼道'])

    await town.as('zhangWei').post(`/claims/${second}/decline`)
    expect(await statusOf(town, third)).toBe('offered')
    expect((await town.as('liNa').api('POST', `/claims/${third}/accept`)).status).toBe(200)
    expect(await statusOf(town, third)).toBe('claimed')
    expect(await placesTaken(town, activity.id)).toBe(1)
  })

  it('lets an offer lapse after twelve hours, and not a minute before', async () => {
    const { town, first, second, third } = await lined()
    await town.as('wangFang').post(`/claims/${first}/leave`)
    await town.advance(12 * hour - minute)
    expect(await statusOf(town, second)).toBe('offered')
    await town.advance(minute)
    expect(await statusOf(town, second)).toBe('canceled')
    expect(await statusOf(town, third)).toBe('offered')
    expect(await noticesOf(town, 'zhangWei')).toContain('名额已让给下一位：清洁楼道')
    expect((await town.as('zhangWei').api('POST', `/claims/${second}/accept`)).status).toBe(409)
  })

  it('gives the place back when nobody is left, and closes the line at the start', async () => {
    const { town, activity, first, second, third } = await lined()
    await town.as('zhangWei').post(`/claims/${second}/leave`)
    town.setTime(later(activity.startsAt, -hour))
    await town.as('wangFang').post(`/claims/${first}/leave`)
    expect(await statusOf(town, first)).toBe('late_canceled')
    expect(await statusOf(town, third)).toBe('waitlisted')
    expect(await placesTaken(town, activity.id)).toBe(0)
    await town.advance(hour)
    expect(await statusOf(town, third)).toBe('canceled')
    expect(await noticesOf(town, 'liNa')).toContain('这次没有轮到：清洁楼道')
  })

  it('does not lose a place when everybody leaves at once', async () => {
    const { town, activity, first, second, third } = await lined()
    await Promise.all([
      town.as('wangFang').post(`/claims/${first}/leave`),
      town.as('zhangWei').post(`/claims/${second}/leave`),
      town.as('liNa').post(`/claims/${third}/leave`),
    ])
    const states = await Promise.all([first, second, third].map((id) => statusOf(town, id)))
    expect(await placesTaken(town, activity.id)).toBe(states.filter((status) => status === 'offered').length)
  })

  it('lets somebody go while the next in line goes too', async () => {
    const town = await openTown()
    const ids = await crowd(town, 40)
    const places = await Promise.all(
      Array.from({ length: 20 }, () => anActivity(town, { startsAt: inDays(town, 3), capacity: 1, checkIn: 'none' })),
    )
    const act = async (id: string) => ({ actor: await town.actor(id), now: town.now() })
    const enter = async (personId: string, activityId: string) => {
      const by = await act(personId)
      return town.atomically((tx) => claimPlace(tx, { key: newId(), activityId, personId, ...by }))
    }
    const pairs: { holder: string; held: string; waiter: string; waits: string }[] = []
    for (const [index, { id }] of places.entries()) {
      const [holder, waiter] = [ids[2 * index] as string, ids[2 * index + 1] as string]
      pairs.push({ holder, held: await enter(holder, id as string), waiter, waits: await enter(waiter, id as string) })
    }
    const go = async (personId: string, claimId: string) => {
      const by = await act(personId)
      return town.atomically((tx) => leave(tx, { claimId, ...by }))
    }
    const answers = await Promise.allSettled(
      pairs.flatMap(({ holder, held, waiter, waits }) => [
        go(holder, held),
        // The next in line may already have been offered the place: that is told, and nothing is lost.
        go(waiter, waits).catch(() => undefined),
      ]),
    )
    expect(answers.filter(({ status }) => status === 'rejected')).toEqual([])
    const left = await Promise.all(pairs.map(({ held }) => statusOf(town, held)))
    expect(new Set(left)).toEqual(new Set(['canceled']))
  })

  it('is nobody else’s to touch', async () => {
    const { town, first } = await lined()
    for (const step of ['leave', 'accept', 'decline'])
      expect((await town.as('zhangWei').api('POST', `/claims/${first}/${step}`)).status).toBe(404)
    expect((await town.as('zhangWei').get(`/claims/${first}`)).status).toBe(404)
    expect((await town.as('zhangWei').api('GET', `/claims/${first}`)).status).toBe(404)
    expect(await statusOf(town, first)).toBe('claimed')
  })

  it('writes down every change: who, from, to', async () => {
    const { town, first, second } = await lined()
    await town.as('wangFang').post(`/claims/${first}/leave`)
    await town.as('zhangWei').post(`/claims/${second}/accept`)
    const events = await town.db
      .select()
      .from(claimEvents)
      .where(eq(claimEvents.claimId, second))
      .orderBy(claimEvents.version)
    expect(events.map(({ from, to, step, actorId }) => [from, to, step, actorId])).toEqual([
      [null, 'waitlisted', 'claim', 'zhangWei'],
      ['waitlisted', 'offered', 'offer', 'system'],
      ['offered', 'claimed', 'accept', 'zhangWei'],
    ])
  })
})
