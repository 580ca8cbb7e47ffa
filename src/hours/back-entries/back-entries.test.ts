import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { backEntries } from '../../../db/schema/hours.ts'
import { grants, people } from '../../../db/schema/people.ts'
import { openTown, qingyun, type Town, zhenxing } from '../../../test/town.ts'
import { day, hour, later } from '../../kit/clock.ts'
import { newShortNumber } from '../../kit/ids.ts'
import { personCode } from '../../people/cards/codes.ts'
import { personById } from '../../people/queries.ts'
import { budgetOf } from '../../points/budgets/queries.ts'
import { balancesOf } from '../../points/queries.ts'
import { verifyPoints } from '../../points/verify.ts'
import { recordHours } from '../actions.ts'
import { hoursOf, verifyHours } from '../queries.ts'

const service = {
  title: '雨夜排涝',
  place: '青云花园',
  beneficiary: '小区居民',
  content: '清理下水口',
  reason: '手机进水，没能签到',
}

/** A town in which 青云社区 has proven so many hours this year. */
async function townWith(hours: number) {
  const town = await openTown()
  const from = later(town.now(), -10 * day)
  for (let past = 0; past < hours; past += 8) {
    const length = Math.min(8, hours - past)
    const intervals = [{ from: later(from, past * day), to: later(from, past * day + length * hour) }]
    const about = {
      ...service,
      areaId: qingyun,
      responsible: '李干事',
      recorder: '孙审核',
      grade: 'A' as const,
      evidence: [],
    }
    await town.atomically((tx) =>
      recordHours(tx, {
        id: `claim-old-${past}`,
        personId: 'zhangWei',
        intervals,
        ...about,
        actorId: 'reviewerSun',
        now: town.now(),
      }),
    )
  }
  return town
}

type Given = { minutes?: number; startsAt?: Date; who?: string; key?: string; by?: string }

async function propose(
  town: Town,
  {
    minutes = 60,
    startsAt = later(town.now(), -5 * hour),
    who = 'wangFang',
    key = 'back-entry-1',
    by = 'clerkLi',
  }: Given = {},
) {
  const code = personCode(town.secrets, await personById(town.db, who), town.now()).qr
  const body = { ...service, who: code, areaId: qingyun, startsAt: startsAt.toISOString(), minutes }
  const answer = await town.as(by).api('POST', '/back-entries', body, key)
  return answerOf(answer)
}

async function decide(town: Town, who: string, step: string, why?: string, id = 'back-entry-1') {
  const [entry] = await town.db.select().from(backEntries).where(eq(backEntries.id, id))
  const answer = await town.as(who).api('POST', `/back-entries/${id}/${step}`, { version: entry?.version ?? 1, why })
  return answerOf(answer)
}

async function answerOf(answer: Response): Promise<{ status: number; [field: string]: unknown }> {
  return { status: answer.status, ...((await answer.json()) as object) }
}

/** A reviewer whose standing is one community's only. */
async function localReviewer(town: Town, id: string, home: string, over: string) {
  const now = town.now()
  await town.atomically(async (tx) => {
    await tx
      .insert(people)
      .values({ id, displayName: id, number: newShortNumber(10), areaId: home, verifiedAt: now, createdAt: now })
    await tx.insert(grants).values({
      id: `grant-${id}`,
      personId: id,
      role: 'reviewer',
      areaId: over,
      startsAt: now,
      grantedBy: 'system',
      grantedAt: now,
    })
  })
}

describe('a back-entry', () => {
  it('counts only after approval elsewhere and three days of notice, as grade C at two points an hour', async () => {
    const town = await townWith(17)
    expect(await propose(town, { minutes: 180 })).toMatchObject({ status: 200, state: 'proposed' })
    expect(await decide(town, 'reviewerSun', 'approve')).toMatchObject({ status: 200, state: 'noticed' })
    await town.advance(3 * day - hour)
    expect((await hoursOf(town.db, 'wangFang')).minutes).toBe(0)
    await town.advance(hour)
    expect(await hoursOf(town.db, 'wangFang')).toMatchObject({ minutes: 180, byGrade: { A: 0, B: 0, C: 180 } })
    expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ available: 6, pending: 0 })
    expect([await verifyHours(town.db), await verifyPoints(town.db)]).toEqual([[], []])
  })

  it('is refused above 15 % of the community’s hours, with the figures', async () => {
    const town = await townWith(17)
    const refused = await propose(town, { minutes: 195 })
    expect(refused).toMatchObject({ status: 409, code: 'back_entry_share', details: { percentMax: 15, hoursFree: 3 } })
    // What is on its way counts as well.
    expect((await propose(town, { minutes: 120, key: 'back-entry-2' })).status).toBe(200)
    const later1 = { minutes: 75, key: 'back-entry-3', who: 'liNa' }
    expect((await propose(town, later1)).code).toBe('back_entry_share')
    expect((await propose(town, { ...later1, minutes: 60 })).status).toBe(200)
  })

  it('lets only one of two simultaneous proposals have the last free hours', async () => {
    const town = await townWith(17)
    const both = await Promise.all([
      propose(town, { minutes: 120, key: 'back-entry-1' }),
      propose(town, { minutes: 120, key: 'back-entry-2', who: 'liNa' }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await verifyHours(town.db)).toEqual([])
  })

  it('is not proposed twice for the same time, nor for oneself, nor for tomorrow', async () => {
    const town = await townWith(40)
    await propose(town)
    expect((await propose(town, { key: 'back-entry-2' })).code).toBe('back_entry_overlap')
    expect((await propose(town, { key: 'back-entry-3', who: 'clerkLi' })).code).toBe('back_entry_own')
    expect(
      (await propose(town, { key: 'back-entry-4', who: 'liNa', startsAt: later(town.now(), -hour + 1) })).code,
    ).toBe('back_entry_future')
    expect(
      (await propose(town, { key: 'back-entry-5', who: 'liNa', startsAt: later(town.now(), -91 * day) })).code,
    ).toBe('back_entry_too_old')
    expect((await propose(town, { key: 'back-entry-6', who: 'liNa', by: 'clerkZhao' })).code).toBe('back_entry_area')
  })

  it('answers the same key with the same entry', async () => {
    const town = await townWith(40)
    expect([(await propose(town)).id, (await propose(town)).id]).toEqual(['back-entry-1', 'back-entry-1'])
  })
})

describe('the second person', () => {
  it('does not sit in the proposer’s office, unless they stand above it', async () => {
    const town = await townWith(40)
    await propose(town)
    await localReviewer(town, 'neighbour', qingyun, qingyun)
    await localReviewer(town, 'stranger', zhenxing, qingyun)
    await localReviewer(town, 'outsider', zhenxing, zhenxing)
    expect((await decide(town, 'neighbour', 'approve')).code).toBe('back_entry_same_unit')
    expect((await decide(town, 'outsider', 'approve')).code).toBe('back_entry_missing')
    expect((await decide(town, 'clerkLi', 'approve')).code).toBe('step_not_yours')
    expect((await decide(town, 'stranger', 'approve')).state).toBe('noticed')
  })

  it('is neither the proposer nor the one who gets the hours', async () => {
    const town = await townWith(40)
    await propose(town, { by: 'adminZheng' })
    expect((await decide(town, 'adminZheng', 'approve')).code).toBe('back_entry_same_person')
    await propose(town, { key: 'back-entry-2', who: 'reviewerSun' })
    expect((await decide(town, 'reviewerSun', 'approve', undefined, 'back-entry-2')).code).toBe(
      'back_entry_beneficiary',
    )
  })

  it('gives a reason for a refusal, which frees the share again', async () => {
    const town = await townWith(17)
    await propose(town, { minutes: 180 })
    expect((await decide(town, 'reviewerSun', 'refuse')).code).toBe('back_entry_why')
    expect((await decide(town, 'reviewerSun', 'refuse', '没有证据')).state).toBe('refused')
    expect((await propose(town, { minutes: 180, key: 'back-entry-2' })).status).toBe(200)
  })
})

describe('the public notice', () => {
  it('hides the name of whoever did not agree, and stops at an objection', async () => {
    const town = await townWith(40)
    await propose(town)
    await decide(town, 'reviewerSun', 'approve')
    const html = await (await town.as(undefined).get('/back-entries')).text()
    expect(html).toContain('雨夜排涝')
    expect(html).not.toContain('王芳')
    const objected = await town.as('liNa').post('/back-entries/back-entry-1/objection', { why: '那天她不在' })
    expect(objected.status).toBe(303)
    await town.advance(4 * day)
    expect((await hoursOf(town.db, 'wangFang')).minutes).toBe(0)

    const before = await budgetOf(town.db, qingyun, town.now())
    expect((await decide(town, 'reviewerZhou', 'uphold', '核实属实')).state).toBe('refused')
    expect(before.committed - (await budgetOf(town.db, qingyun, town.now())).committed).toBe(2)
    await town.advance(4 * day)
    expect((await hoursOf(town.db, 'wangFang')).minutes).toBe(0)
    expect(await verifyHours(town.db)).toEqual([])
  })

  it('begins anew when an objection is dismissed', async () => {
    const town = await townWith(40)
    await propose(town)
    await decide(town, 'reviewerSun', 'approve')
    await town.as('liNa').api('POST', '/back-entries/back-entry-1/objection', { why: '不对' })
    await town.advance(2 * day)
    await decide(town, 'reviewerZhou', 'dismiss', '有照片为证')
    await town.advance(2 * day)
    expect((await hoursOf(town.db, 'wangFang')).minutes).toBe(0)
    await town.advance(day)
    expect((await hoursOf(town.db, 'wangFang')).minutes).toBe(60)
  })
})

it('keeps hostile text in the form, and shows auditors who proposes how much', async () => {
  const town = await townWith(40)
  const form = {
    id: 'form-0001',
    who: '"><script>x</script>',
    title: '</textarea><b>',
    areaId: qingyun,
    startsAt: '',
    quarters: '4',
    place: 'p',
    beneficiary: 'b',
    content: 'c',
    reason: '</textarea><script>y</script>',
  }
  const answer = await town.as('clerkLi').post('/desk/back-entries', form)
  const html = await answer.text()
  expect(answer.status).toBe(422)
  expect(html).not.toContain('<script>x')
  expect(html).toContain('&lt;/textarea&gt;&lt;script&gt;y')
  await propose(town)
  expect(await (await town.as('auditorWu').get('/desk/back-entries')).text()).toContain('各经办人补录情况')
  expect(await (await town.as('clerkLi').get('/desk/back-entries')).text()).not.toContain('各经办人补录情况')
})
