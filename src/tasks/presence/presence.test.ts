import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { presenceScans, presences } from '../../../db/schema/presence.ts'
import { claims } from '../../../db/schema/tasks.ts'
import { aClaim, anActivity } from '../../../test/activities.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { hour, later, minute, second } from '../../kit/clock.ts'
import { personCode } from '../../people/cards/codes.ts'
import { personById } from '../../people/queries.ts'
import { claimById } from '../claims/queries.ts'
import { checkInCode, checkInDigits } from './rules.ts'

async function morning() {
  const town = await openTown()
  const activity = await anActivity(town)
  const claimId = await aClaim(town, activity, 'wangFang')
  return { town, activity, claimId, code: () => checkInCode(town.secrets, activity, town.now()) }
}

const statusOf = async (town: Town, claimId: string) =>
  (await town.db.select().from(claims).where(eq(claims.id, claimId)))[0]?.status
const presenceOf = async (town: Town, claimId: string) =>
  (await town.db.select().from(presences).where(eq(presences.claimId, claimId)))[0]
const jsonOf = async (answer: Response) => (await answer.json()) as Record<string, unknown>
const codeOf = async (town: Town, personId: string) =>
  personCode(town.secrets, await personById(town.db, personId), town.now()).qr

/** Opens the scanned address and presses its one button. */
async function scan(town: Town, who: string, code: string) {
  const visitor = town.as(who)
  const shown = await visitor.get(`/check-in/${code}`)
  if (shown.status !== 200) return shown
  const html = await shown.text()
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
  return visitor.post(`/check-in/${code}`, { step: hidden('step'), ticket: hidden('ticket') })
}

describe('checking in with the code on the screen', () => {
  it('takes one button to come and one to go, and proves both sides', async () => {
    const { town, activity, claimId, code } = await morning()
    town.setTime(activity.startsAt)
    expect((await scan(town, 'wangFang', code())).status).toBe(303)
    expect(await statusOf(town, claimId)).toBe('checked_in')

    town.setTime(later(activity.endsAt, -10 * minute))
    expect((await scan(town, 'wangFang', code())).status).toBe(303)
    expect(await presenceOf(town, claimId)).toMatchObject({ inWay: 'screen', outWay: 'screen', inBand: 'not_asked' })
    // They may still come back. Nothing has to be handed in, so the reviewers have it at the end.
    expect(await statusOf(town, claimId)).toBe('checked_out')
    await town.advance(10 * minute)
    expect(await statusOf(town, claimId)).toBe('submitted')
  })

  it('gives five minutes to read the page, though the code itself has gone by', async () => {
    const { town, activity, claimId, code } = await morning()
    town.setTime(activity.startsAt)
    const visitor = town.as('wangFang')
    const scanned = code()
    const html = await (await visitor.get(`/check-in/${scanned}`)).text()
    const ticket = /name="ticket" value="([^"]*)"/.exec(html)?.[1] ?? ''
    town.setTime(later(activity.startsAt, 4 * minute))
    expect((await town.as('zhangWei').post(`/check-in/${scanned}`, { step: 'in', ticket })).status).toBe(409)
    expect((await visitor.post(`/check-in/${scanned}`, { step: 'in', ticket })).status).toBe(303)
    expect(await statusOf(town, claimId)).toBe('checked_in')
  })

  it.each([
    ['a minute later', 60 * second, '已经过期'],
    ['31 minutes before the start', undefined, '还没到签到时间'],
  ])('is refused %s, in plain words', async (_, passed, words) => {
    const { town, activity, claimId, code } = await morning()
    town.setTime(passed === undefined ? later(activity.startsAt, -31 * minute) : activity.startsAt)
    const scanned = code()
    if (passed !== undefined) town.setTime(later(activity.startsAt, passed))
    const answer = await scan(town, 'wangFang', scanned)
    expect(answer.status).toBe(409)
    expect(await answer.text()).toContain(words)
    expect(await statusOf(town, claimId)).toBe('claimed')
  })

  it('says so when the code belongs to an activity somebody did not join', async () => {
    const { town, activity, code } = await morning()
    town.setTime(activity.startsAt)
    expect(await (await town.as('liNa').get(`/check-in/${code()}`)).text()).toContain('您没有报名这个活动')
    const pressed = await town.as('liNa').post(`/check-in/${code()}`, { step: 'in', ticket: '' })
    expect(pressed.status).toBe(404)
  })

  it('is good for its own activity only, over the API too', async () => {
    const { town, activity, claimId } = await morning()
    const other = await anActivity(town, { title: '陪老人' })
    town.setTime(activity.startsAt)
    const code = checkInCode(town.secrets, other, town.now())
    const answer = await town.as('wangFang').api('POST', `/claims/${claimId}/check-in`, { code })
    expect([answer.status, (await jsonOf(answer)).code]).toEqual([409, 'check_in_other_activity'])
    const foreign = await town.as('liNa').api('POST', `/claims/${claimId}/check-in`, { code })
    expect(foreign.status).toBe(404)
  })

  it('takes the six digits as well, and says when they are wrong', async () => {
    const { town, activity, claimId } = await morning()
    town.setTime(activity.startsAt)
    const digits = checkInDigits(town.secrets, activity, town.now())
    const answer = await town.as('wangFang').post('/check-in', { code: digits })
    expect(answer.headers.get('location')).toContain(`/check-in/RYA.${activity.number}.`)
    const wrong = await town.as('wangFang').post('/check-in', { code: digits === '000000' ? '000001' : '000000' })
    expect(wrong.status).toBe(409)
    expect(await wrong.text()).toContain('数字不对')
    expect(await statusOf(town, claimId)).toBe('claimed')
  })

  it('keeps hostile text in the field', async () => {
    const { town } = await morning()
    const answer = await town.as('wangFang').post('/check-in', { code: '"><script>alert(1)</script>' })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('&lt;script&gt;alert(1)')
  })

  it('checks in once when two phones press at the same moment', async () => {
    const { town, activity, claimId, code } = await morning()
    town.setTime(activity.startsAt)
    const at = code()
    const answers = await Promise.all(
      [1, 2].map(() => town.as('wangFang').api('POST', `/claims/${claimId}/check-in`, { code: at })),
    )
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1)
    expect(await town.db.$count(presences, eq(presences.claimId, claimId))).toBe(1)
    expect(await statusOf(town, claimId)).toBe('checked_in')
  })

  it('marks both people when one device checks them in within ten minutes', async () => {
    const { town, activity, claimId, code } = await morning()
    const other = await aClaim(town, activity, 'zhangWei')
    const third = await aClaim(town, activity, 'liNa')
    town.setTime(activity.startsAt)
    const body = (at: string) => JSON.stringify({ code: at })
    const from = async (who: string, claim: string) => {
      const session = await town.sessions.open(who, 'test')
      const headers = {
        'Content-Type': 'application/json',
        'Sec-Fetch-Site': 'same-origin',
        Cookie: `session=${session}; device=one-phone`,
      }
      return town.app.request(`/api/v1/claims/${claim}/check-in`, { method: 'POST', headers, body: body(code()) })
    }
    await from('wangFang', claimId)
    town.setTime(later(activity.startsAt, 9 * minute))
    await from('zhangWei', other)
    town.setTime(later(activity.startsAt, 20 * minute))
    await from('liNa', third)
    const shared = await Promise.all(
      [claimId, other, third].map(async (id) => (await presenceOf(town, id))?.sharedDevice),
    )
    expect(shared).toEqual([true, true, false])
  })
})

describe('the position', () => {
  const square = { latitude: 23.3961, longitude: 103.3848, radiusMeters: 200 }

  it('vouches alone only from inside, and only its distance band is kept', async () => {
    const town = await openTown()
    const activity = await anActivity(town, square)
    const claimId = await aClaim(town, activity, 'wangFang')
    town.setTime(activity.startsAt)
    const far = await town
      .as('wangFang')
      .api('POST', `/claims/${claimId}/check-in`, { latitude: 23.41, longitude: 103.3848 })
    expect((await jsonOf(far)).code).toBe('check_in_far')
    const near = await town
      .as('wangFang')
      .post(`/claims/${claimId}/check-in`, { step: 'in', latitude: '23.3962', longitude: '103.3849' })
    expect(near.status).toBe(303)
    const presence = await presenceOf(town, claimId)
    expect(presence).toMatchObject({ inWay: 'place', inBand: 'inside' })
    expect(JSON.stringify(presence)).not.toContain('23.396')
  })

  it('never keeps somebody out who has the code but gives no position', async () => {
    const town = await openTown()
    const activity = await anActivity(town, square)
    const claimId = await aClaim(town, activity, 'wangFang')
    town.setTime(activity.startsAt)
    await scan(town, 'wangFang', checkInCode(town.secrets, activity, town.now()))
    expect(await presenceOf(town, claimId)).toMatchObject({ inWay: 'screen', inBand: 'unknown' })
  })
})

describe('the roll', () => {
  it('checks in, tells a second scan from leaving, and checks out', async () => {
    const { town, activity, claimId } = await morning()
    const roll = async (key: string) => {
      const body = { code: await codeOf(town, 'wangFang') }
      return (await jsonOf(await town.as('clerkLi').api('POST', `/tasks/${activity.id}/roll`, body, key))).outcome
    }
    town.setTime(activity.startsAt)
    expect([await roll('scan-0001'), await roll('scan-0001'), await roll('scan-0002')]).toEqual([
      'checked_in',
      'checked_in',
      'already',
    ])
    town.setTime(later(activity.startsAt, hour))
    expect(await roll('scan-0003')).toBe('checked_out')
    expect(await statusOf(town, claimId)).toBe('checked_out')
    await town.advance(hour)
    expect(await statusOf(town, claimId)).toBe('submitted')
  })

  it('counts somebody who went and came back by every stay, and not by the time between', async () => {
    const { town, activity, claimId } = await morning()
    const roll = async (minutes: number) => {
      town.setTime(later(activity.startsAt, minutes * minute))
      const body = { code: await codeOf(town, 'wangFang') }
      return (await jsonOf(await town.as('clerkLi').api('POST', `/tasks/${activity.id}/roll`, body))).outcome
    }
    expect([await roll(0), await roll(45), await roll(47), await roll(75), await roll(105)]).toEqual([
      'checked_in',
      'checked_out',
      'already',
      'checked_in',
      'checked_out',
    ])
    await town.advance(15 * minute)
    expect(await statusOf(town, claimId)).toBe('submitted')
    const html = await (await town.as('reviewerSun').get(`/desk/reviews/${claimId}`)).text()
    expect(html.match(/组织者扫码/g)).toHaveLength(4)

    const { version } = (await claimById(town.db, claimId)).claim
    const approved = await town.as('reviewerSun').api('POST', `/reviews/${claimId}/approve`, { version })
    expect(await jsonOf(approved)).toMatchObject({ minutes: 75 })
    const { records } = (await jsonOf(await town.as('wangFang').api('GET', '/hours'))) as {
      records: { minutes: number }[]
    }
    expect(records.map(({ minutes }) => minutes)).toEqual([75])
  })

  it('stops counting comings and goings at six', async () => {
    const { town, activity, claimId } = await morning()
    const codes: unknown[] = []
    for (let minutes = 0; minutes < 65; minutes += 5) {
      town.setTime(later(activity.startsAt, minutes * minute))
      const body = { code: await codeOf(town, 'wangFang') }
      const answer = await jsonOf(await town.as('clerkLi').api('POST', `/tasks/${activity.id}/roll`, body))
      codes.push(answer.refusal ?? answer.outcome)
    }
    expect(codes.filter((code) => code === 'checked_in')).toHaveLength(6)
    expect(codes.at(-1)).toBe('check_in_too_often')
    expect(await statusOf(town, claimId)).toBe('checked_out')
  })

  it('lets somebody come back by the code on the screen, until the end', async () => {
    const { town, activity, claimId, code } = await morning()
    const at = async (minutes: number) => {
      town.setTime(later(activity.startsAt, minutes * minute))
      return scan(town, 'wangFang', code())
    }
    const press = (step: 'in' | 'out') =>
      town.as('wangFang').api('POST', `/claims/${claimId}/check-${step}`, { code: code() })
    await at(0)
    town.setTime(later(activity.startsAt, 30 * minute))
    await press('out')
    const page = await (await town.as('wangFang').get(`/check-in/${code()}`)).text()
    expect(page).toContain('我回来了，再签到')
    town.setTime(later(activity.startsAt, 60 * minute))
    expect((await press('in')).status).toBe(200)
    expect(await statusOf(town, claimId)).toBe('checked_in')
    town.setTime(later(activity.endsAt, minute))
    expect((await press('out')).status).toBe(200)
    expect(await statusOf(town, claimId)).toBe('submitted')
    expect((await jsonOf(await press('in'))).code).toBe('check_in_too_late')
  })

  it('keeps every refused scan, and adds somebody on the spot while a place is free', async () => {
    const { town, activity } = await morning()
    town.setTime(later(activity.startsAt, 5 * minute))
    const clerk = town.as('clerkLi')
    await clerk.post(`/desk/tasks/${activity.id}/roll`, { id: 'scan-not-on-roll', code: await codeOf(town, 'liNa') })
    await clerk.post(`/desk/tasks/${activity.id}/roll`, { id: 'scan-nonsense', code: '<b>???</b>' })
    const kept = await town.db
      .select()
      .from(presenceScans)
      .where(eq(presenceScans.outcome, 'refused'))
      .orderBy(presenceScans.id)
    expect(kept.map(({ personId, refusal }) => [personId, refusal])).toEqual([
      [null, 'code_unreadable'],
      ['liNa', 'not_on_roll'],
    ])
    const html = await (await clerk.get(`/desk/tasks/${activity.id}/roll?scan=scan-not-on-roll`)).text()
    expect(html).toContain('现场登记并签到')

    const joined = await clerk.post(`/desk/tasks/${activity.id}/roll/walk-in`, { id: 'walk-in-0001', personId: 'liNa' })
    expect(joined.status).toBe(303)
    const [claim] = await town.db
      .select()
      .from(claims)
      .where(and(eq(claims.personId, 'liNa'), eq(claims.activityId, activity.id)))
    expect(claim?.status).toBe('checked_in')
    expect(await presenceOf(town, claim?.id ?? '')).toMatchObject({ walkIn: true, inWay: 'roll' })
  })

  it('does not add anybody when all places are taken', async () => {
    const town = await openTown()
    const activity = await anActivity(town, { capacity: 1, taken: 1 })
    await aClaim(town, activity, 'wangFang')
    town.setTime(activity.startsAt)
    const answer = await town
      .as('clerkLi')
      .post(`/desk/tasks/${activity.id}/roll/walk-in`, { id: 'walk-in-0001', personId: 'liNa' })
    expect(answer.status).toBe(409)
  })

  it('is closed to staff of another community, and the screen too', async () => {
    const { town, activity } = await morning()
    for (const page of ['roll', 'check-in'])
      expect((await town.as('clerkZhao').get(`/desk/tasks/${activity.id}/${page}`)).status).toBe(404)
    expect((await town.as('clerkLi').get(`/desk/tasks/${activity.id}/check-in`)).status).toBe(200)
  })

  it('excuses with a reason', async () => {
    const { town, activity, claimId } = await morning()
    const clerk = town.as('clerkLi')
    expect((await clerk.post(`/desk/tasks/${activity.id}/roll/excuse`, { claimId, why: '' })).status).toBe(422)
    const long = '高烧'.repeat(101)
    const again = await clerk.post(`/desk/tasks/${activity.id}/roll/excuse`, { claimId, why: long })
    expect(again.status).toBe(422)
    expect(await again.text()).toContain(`value="${long}"`)
    expect((await clerk.post(`/desk/tasks/${activity.id}/roll/excuse`, { claimId, why: '生病' })).status).toBe(303)
    expect(await statusOf(town, claimId)).toBe('excused')
  })
})

describe('after the end', () => {
  it('marks who never came, but not where no check-in is asked for', async () => {
    const { town, activity, claimId } = await morning()
    const anytime = await anActivity(town, {
      kind: 'point_task',
      size: 'S',
      checkIn: 'none',
      endsAt: later(town.now(), 48 * hour),
    })
    const free = await aClaim(town, anytime, 'zhangWei')
    await town.advance(activity.endsAt.getTime() - town.now().getTime() + 5 * minute)
    expect([await statusOf(town, claimId), await statusOf(town, free)]).toEqual(['no_show', 'claimed'])
  })

  it('closes a forgotten check-out an hour after the end, for the reviewers', async () => {
    const { town, activity, claimId, code } = await morning()
    town.setTime(activity.startsAt)
    await scan(town, 'wangFang', code())
    await town.advance(2 * hour + 59 * minute)
    expect(await statusOf(town, claimId)).toBe('checked_in')
    await town.advance(10 * minute)
    expect(await statusOf(town, claimId)).toBe('submitted')
    expect((await presenceOf(town, claimId))?.closedAt).toBeInstanceOf(Date)
    expect((await presenceOf(town, claimId))?.outAt).toBeNull()
  })
})
