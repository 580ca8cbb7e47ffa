import { eq, isNull } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { starNotices, starObjections } from '../../../db/schema/honors.ts'
import { ruleVersions } from '../../../db/schema/points.ts'
import { withRecords } from '../../../test/honors.ts'
import { type CastName, openTown, type Town } from '../../../test/town.ts'
import { credentialById, credentialsOf, tokenOf } from '../../credentials/queries.ts'
import { correctHours } from '../../hours/actions.ts'
import { cityDay, day, hour } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { unreadNoticesOf } from '../../notices/queries.ts'
import { deletePerson, giveConsent } from '../../people/privacy/actions.ts'
import { personal } from '../../rooms.ts'
import { type StarNotice, starsHeld } from './queries.ts'

const ask = (town: Town, who: CastName, given: Record<string, string> = {}) =>
  town.as(who).post('/honors/stars/notice', { id: newId(), ...given })

const object = (town: Town, who: CastName, noticeId: string, why = '这些小时是代签的') =>
  town.as(who).post(`/honors/stars/notices/${noticeId}/objection`, { id: newId(), why })

const answer = (town: Town, who: CastName, id: string, outcome: 'dismissed' | 'upheld', key = newId()) =>
  town.as(who).post(`/desk/stars/objections/${id}`, { id: key, outcome, answer: '查了签到记录' })

const boardOf = async (town: Town) =>
  ((await (await town.as(undefined).api('GET', '/honors/board')).json()) as { stars: unknown[] }).stars

/** 王芳 with 104 hours has asked for her first star. */
async function asked(town: Town, given: Record<string, string> = {}) {
  await withRecords(town, 'wangFang', { hours: 104, points: 0 })
  expect((await ask(town, 'wangFang', given)).status).toBe(303)
  const [notice] = await town.db.select().from(starNotices).where(eq(starNotices.personId, 'wangFang'))
  return notice as NonNullable<typeof notice>
}

const objectionOf = async (town: Town) => {
  const { notices } = (await (await town.as('reviewerSun').api('GET', '/honors/stars/desk')).json()) as {
    notices: { objections: { id: string }[] }[]
  }
  return notices[0]?.objections[0]?.id as string
}

/** A reviewer lowers one record of eight hours to so many minutes. */
async function correctOneRecord(town: Town, minutes: number) {
  const actor = await town.actor('reviewerSun')
  const correction = { id: newId(), recordId: 'served-wangFang-8', minutes, reason: '没有到场', actor }
  await town.atomically((tx) => correctHours(tx, { ...correction, now: town.now() }))
}

const loseOneRecord = (town: Town) => correctOneRecord(town, 0)

it('count once they were on public notice for five working days, and are certified from then on', async () => {
  const town = await openTown()
  await withRecords(town, 'liNa', { hours: 16, points: 0 })
  expect((await ask(town, 'liNa')).status).toBe(409)
  const { noticeEndsAt } = await asked(town)
  expect((await ask(town, 'wangFang')).status).toBe(409)
  expect((await town.as('wangFang').post('/honors/stars', { id: 'star-paper-1' })).status).toBe(409)
  expect(await boardOf(town)).toEqual([])
  const page = await (await town.as(undefined).get('/honors/notices')).text()
  expect(page).toContain('王*')
  expect(page).not.toContain('王芳')
  expect(await (await town.as('wangFang').get('/honors/mine')).text()).toContain('1 星公示中')

  town.setTime(new Date(noticeEndsAt.getTime() - 1))
  await town.advance(0)
  expect(await starsHeld(town.db, 'wangFang')).toBe(0)
  await town.advance(hour)
  expect(await starsHeld(town.db, 'wangFang')).toBe(1)
  expect(await boardOf(town)).toEqual([{ stars: 1, names: [], hidden: 'few' }])
  await town.atomically((tx) => giveConsent(tx, { personId: 'wangFang', kind: 'public_name', now: town.now() }))
  expect(await boardOf(town)).toEqual([{ stars: 1, names: ['王芳'], hidden: null }])
  const made = await town.as('wangFang').post('/honors/stars', { id: 'star-paper-2' })
  const path = made.headers.get('location') as string
  expect(await (await town.as('wangFang').get(path)).text()).toContain('一星级志愿者')
  expect((await town.as('liNa').get(path)).status).toBe(404)
  expect((await ask(town, 'wangFang')).status).toBe(409)
})

it('show the whole name on the notice to whom wanted that', async () => {
  const town = await openTown()
  await asked(town, { showName: '1' })
  expect(await (await town.as(undefined).get('/honors/notices')).text()).toContain('王芳')
})

it('wait for every objection to be answered, by somebody apart from it', async () => {
  const town = await openTown()
  const { id, noticeEndsAt } = await asked(town)
  expect((await object(town, 'wangFang', id)).status).toBe(403)
  expect((await object(town, 'reviewerSun', id)).status).toBe(303)
  expect((await object(town, 'reviewerSun', id)).status).toBe(303)
  expect((await object(town, 'reviewerSun', id, '另一句')).status).toBe(409)
  town.setTime(noticeEndsAt)
  await town.advance(hour)
  expect(await starsHeld(town.db, 'wangFang')).toBe(0)
  expect((await object(town, 'liNa', id)).status).toBe(409)
  const objectionId = await objectionOf(town)
  expect((await answer(town, 'reviewerSun', objectionId, 'dismissed')).status).toBe(403)
  expect((await answer(town, 'clerkLi', objectionId, 'dismissed')).status).toBe(403)
  expect((await answer(town, 'adminZheng', objectionId, 'dismissed')).status).toBe(303)
  expect((await answer(town, 'adminZheng', objectionId, 'upheld')).status).toBe(409)
  await town.advance(hour)
  expect(await starsHeld(town.db, 'wangFang')).toBe(1)
})

it('tell whom they are about nothing of an objection, also where that is a member of staff', async () => {
  const town = await openTown()
  await withRecords(town, 'clerkLi', { hours: 104, points: 0 })
  await ask(town, 'clerkLi')
  const [notice] = await town.db.select().from(starNotices)
  await object(town, 'liNa', (notice as StarNotice).id)
  const seen = async (who: CastName) =>
    (await (await town.as(who).get('/desk/stars')).text()) +
    (await (await town.as(who).api('GET', '/honors/stars/desk')).text())
  expect(await seen('reviewerSun')).toMatch(/李娜 的异议[\s\S]*代签[\s\S]*代签/)
  expect(await seen('clerkLi')).toContain('李干事 · 1 星')
  expect(await seen('clerkLi')).not.toMatch(/李娜|代签/)
})

it('tell the reviewers of an objection, who find it on their desk until it is answered', async () => {
  const town = await openTown()
  const { id } = await asked(town)
  await object(town, 'reviewerZhou', id)
  const waits = async (who: CastName) => (await (await town.as(who).get('/desk')).text()).includes('条星级异议等待答复')
  const told = async (who: CastName) =>
    (await unreadNoticesOf(town.db, who)).filter(({ title }) => title.zh === '星级公示有异议等待答复').length
  expect([await told('reviewerSun'), await told('reviewerZhou'), await told('adminZheng')]).toEqual([1, 0, 0])
  expect([await waits('reviewerSun'), await waits('reviewerZhou'), await waits('adminZheng')]).toEqual([
    true,
    false,
    true,
  ])
  await answer(town, 'reviewerSun', await objectionOf(town), 'dismissed')
  expect(await waits('adminZheng')).toBe(false)
})

it('say for how long the rule book keeps them on notice', async () => {
  const town = await openTown()
  const [first] = await town.db.select().from(ruleVersions).where(eq(ruleVersions.rule, 'TASKS'))
  const { number, startsOn: _, ...row } = first as typeof ruleVersions.$inferSelect
  const longer = { ...row, id: 'longer', number: number + 1, terms: { ...(row.terms as object), starNoticeDays: 9 } }
  await town.atomically((tx) => tx.insert(ruleVersions).values({ ...longer, startsOn: cityDay(town.now()) }))
  await withRecords(town, 'wangFang', { hours: 104, points: 0 })
  expect(await (await town.as('wangFang').get('/honors/mine')).text()).toContain('申请后公示 9 个工作日')
})

it('take an answer that is sent again as the first', async () => {
  const town = await openTown()
  const { id } = await asked(town)
  for (const who of ['liNa', 'zhangWei'] as const) await object(town, who, id)
  const objectionId = await objectionOf(town)
  for (let time = 0; time < 2; time++)
    expect((await answer(town, 'reviewerSun', objectionId, 'dismissed', 'answer-by-form')).status).toBe(303)
  expect((await answer(town, 'reviewerSun', objectionId, 'upheld', 'answer-by-form')).status).toBe(409)
  const said = await town.db.select().from(starObjections).where(isNull(starObjections.outcome))
  const path = `/honors/stars/objections/${said[0]?.id}/answer`
  for (let time = 0; time < 2; time++) {
    const sent = { outcome: 'dismissed', answer: '查过了' }
    expect((await town.as('reviewerSun').api('POST', path, sent, 'answer-by-api')).status).toBe(204)
  }
})

it('take the same key from two people as two', async () => {
  const town = await openTown()
  await withRecords(town, 'wangFang', { hours: 104, points: 0 })
  await withRecords(town, 'chenJie', { hours: 104, points: 0 })
  for (const who of ['wangFang', 'chenJie'] as const)
    expect((await ask(town, who, { id: 'the-same-key' })).status).toBe(303)
  const [notice] = await town.db.select().from(starNotices).where(eq(starNotices.personId, 'wangFang'))
  const path = `/honors/stars/notices/${notice?.id}/objection`
  for (const who of ['liNa', 'zhangWei'] as const)
    expect((await town.as(who).post(path, { id: 'the-same-word', why: '代签' })).status).toBe(303)
  expect(await town.db.$count(starObjections)).toBe(2)
})

it('answer every objection with the one that is right', async () => {
  const town = await openTown()
  const { id } = await asked(town)
  for (const who of ['liNa', 'zhangWei'] as const) await object(town, who, id)
  expect((await answer(town, 'reviewerSun', await objectionOf(town), 'upheld')).status).toBe(303)
  const said = await town.db.select().from(starObjections)
  expect(said).toMatchObject([{ outcome: 'upheld' }, { outcome: 'upheld', answer: '查了签到记录' }])
  for (const who of ['liNa', 'zhangWei'] as const) {
    const told = (await unreadNoticesOf(town.db, who)).filter(({ title }) => title.zh.includes('异议有了答复'))
    expect(told.map(({ body }) => body.zh)).toEqual(['查了签到记录'])
  }
  expect(await (await town.as('reviewerSun').get('/desk/stars')).text()).not.toContain('name="outcome"')
})

it('are not granted when an objection is right, and may be asked for again once the hours have changed', async () => {
  const town = await openTown()
  const { id } = await asked(town)
  await object(town, 'liNa', id)
  expect((await answer(town, 'reviewerSun', await objectionOf(town), 'upheld')).status).toBe(303)
  await town.advance(15 * day)
  expect(await starsHeld(town.db, 'wangFang')).toBe(0)
  const told = await unreadNoticesOf(town.db, 'wangFang')
  expect(told.map(({ title }) => title.zh)).toContain('1 星认定已终止')
  const again = await ask(town, 'wangFang')
  expect([again.status, await again.text()]).toEqual([409, expect.stringContaining('时长更正或新增以后')])
  await correctOneRecord(town, 4 * 60)
  expect((await ask(town, 'wangFang')).status).toBe(303)
})

type Verdict = { verdict: string }

/** 王芳 has her stars certified now. @returns how the paper checks */
async function paper(town: Town, key: string) {
  const made = await town.as('wangFang').post('/honors/stars', { id: key })
  const id = (made.headers.get('location') as string).split('/').at(-1) as string
  const token = tokenOf(town.secrets, await credentialById(town.db, id))
  return async () =>
    ((await (await town.as(undefined).api('POST', '/credentials/verify', { token })).json()) as Verdict).verdict
}

it('need their hours ever after: a level that falls takes its certificate with it', async () => {
  const town = await openTown()
  const { noticeEndsAt } = await asked(town)
  town.setTime(noticeEndsAt)
  await town.advance(hour)
  const verdict = await paper(town, 'star-paper-3')
  expect(await verdict()).toBe('valid')
  await loseOneRecord(town)
  expect(await starsHeld(town.db, 'wangFang')).toBe(0)
  expect(await boardOf(town)).toEqual([])
  expect(await verdict()).toBe('revoked')
})

it('keep the certificate that is still true when a higher level falls, and tell of the other', async () => {
  const town = await openTown()
  await withRecords(town, 'wangFang', { hours: 304, points: 0 })
  expect((await ask(town, 'wangFang')).status).toBe(303)
  const [notice] = await town.db.select().from(starNotices)
  const first = { ...(notice as StarNotice), id: 'first-star', stars: 1, state: 'granted' as const }
  await town.atomically((tx) => tx.insert(starNotices).values(first))
  const ofOne = await paper(town, 'star-paper-4')
  town.setTime(first.noticeEndsAt)
  await town.advance(hour)
  const ofTwo = await paper(town, 'star-paper-5')
  expect([await ofOne(), await ofTwo()]).toEqual(['valid', 'valid'])
  await loseOneRecord(town)
  expect(await starsHeld(town.db, 'wangFang')).toBe(1)
  expect([await ofOne(), await ofTwo()]).toEqual(['valid', 'revoked'])
  const told = (await unreadNoticesOf(town.db, 'wangFang')).filter(({ title }) => title.zh.includes('已失效'))
  expect(told.map(({ body }) => body.zh)).toEqual(['服务时长更正后，现在的时长是 1 星。更正原因：没有到场'])
})

it('are certified by hours that nobody corrects at the same moment', async () => {
  const town = await openTown()
  const { noticeEndsAt } = await asked(town)
  town.setTime(noticeEndsAt)
  await town.advance(hour)
  await Promise.all([town.as('wangFang').post('/honors/stars', { id: 'star-paper-6' }), loseOneRecord(town)])
  const papers = await credentialsOf(town.db, 'wangFang', 'stars')
  expect(papers.filter(({ revokedAt }) => !revokedAt)).toEqual([])
})

it('stop with the account of whom they are about, and so does what was said against them', async () => {
  const town = await openTown()
  const { id } = await asked(town, { showName: '1' })
  await object(town, 'liNa', id, '他把别人的小时算成自己的')
  const desk = async () => (await town.as('reviewerSun').get('/desk/stars')).text()
  expect(await desk()).toContain('他把别人的小时算成自己的')
  await town.atomically((tx) => deletePerson(tx, personal, { personId: 'wangFang', now: town.now() }))
  expect(await (await town.as(undefined).get('/honors/notices')).text()).not.toContain('星志愿者')
  expect(await desk()).not.toMatch(/他把别人的小时算成自己的|name="outcome"/)
})

it('are asked for once, also when the form is sent from two phones at the same moment', async () => {
  const town = await openTown()
  await withRecords(town, 'wangFang', { hours: 104, points: 0 })
  const answers = await Promise.all(Array.from({ length: 6 }, () => ask(town, 'wangFang')))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409, 409, 409, 409, 409])
})

it('shows in the desk menu that the stars belong to honours', async () => {
  const town = await openTown()
  const html = await (await town.as('reviewerSun').get('/desk/stars')).text()
  expect(html).toContain('<a href="/desk/honors" aria-current="page">')
})
