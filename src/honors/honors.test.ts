import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { awardYears, meritRecords, nominations } from '../../db/schema/honors.ts'
import { grants } from '../../db/schema/people.ts'
import { judges, namePanel, nominationOf, step, withRecords } from '../../test/honors.ts'
import { openTown, qingyun, type Town } from '../../test/town.ts'
import { credentialFor, tokenOf } from '../credentials/queries.ts'
import { day } from '../kit/clock.ts'
import { newId } from '../kit/ids.ts'
import { unreadNoticesOf } from '../notices/queries.ts'
import { createPerson } from '../people/actions.ts'
import { deletePerson } from '../people/privacy/actions.ts'
import { holdPoints, reverseGrant } from '../points/actions.ts'
import { balancesOf } from '../points/queries.ts'
import { personal } from '../rooms.ts'
import { honorBoard } from './awards/queries.ts'
import { noticeEnd } from './calendar.ts'
import { figuresOf } from './figures.ts'
import { verifyHonors } from './merit/queries.ts'
import { nominate } from './nominations/actions.ts'
import { nominationById, nomineesOf } from './nominations/queries.ts'
import { objectionsTo } from './notices/queries.ts'

const stateOf = async (town: Town, id: string) => (await nominationById(town.db, id)).state
const post = (town: Town, who: string | undefined, path: string, fields: Record<string, string> = {}) =>
  town.as(who).post(path, fields)

async function checked(town: Town, id: string, kind: 'honor' = 'honor') {
  const credential = await credentialFor(town.db, kind, id)
  const token = credential && tokenOf(town.secrets, credential)
  const answer = await town.as(undefined).api('POST', '/credentials/verify', { token })
  return (await answer.json()) as { verdict: string; subject: Record<string, unknown> | null }
}

describe('nominating', () => {
  it('asks whom it is about before anything is checked, and lets them decide', async () => {
    const town = await openTown()
    const id = newId()
    const form = { id, whom: 'other', who: '王芳 13800138000', facts: '照顾邻居。' }
    expect((await post(town, 'liNa', '/honors/nominate/civilized-citizen', form)).status).toBe(422)
    await nominationOf(town, 'asked', { key: id })
    expect((await step(town, 'clerkLi', id, 'confirm')).code).toBe('nomination_waits')
    expect((await post(town, 'liNa', `/honors/nominations/${id}/answer`, { answer: 'agreed' })).status).toBe(404)
    await post(town, 'wangFang', `/honors/nominations/${id}/answer`, { answer: 'agreed', showName: '1' })
    expect(await nomineesOf(town.db, id)).toMatchObject([{ answer: 'agreed', showName: true }])
    await post(town, 'wangFang', `/honors/nominations/${id}/answer`, { answer: 'declined' })
    expect(await stateOf(town, id)).toBe('declined')
    expect((await post(town, 'wangFang', `/honors/nominations/${id}/answer`, { answer: 'agreed' })).status).toBe(409)
  })

  it('takes oneself at once, the same form twice as one, and nobody who is on the way already', async () => {
    const town = await openTown()
    const form = { id: 'nomination-1', whom: 'self', facts: '十年志愿服务。', showName: '1' }
    const path = '/honors/nominate/civilized-citizen'
    for (let time = 0; time < 2; time++) expect((await post(town, 'wangFang', path, form)).status).toBe(303)
    expect(await nomineesOf(town.db, 'nomination-1')).toMatchObject([{ answer: 'agreed', showName: true }])
    expect((await post(town, 'wangFang', path, { ...form, facts: '别的' })).status).toBe(409)
    const again = await post(town, 'wangFang', path, { ...form, id: 'nomination-2' })
    expect(again.status).toBe(409)
    expect(await again.text()).toContain('已经有人推荐过')
    expect((await post(town, 'liNa', '/honors/nominations/nomination-1/withdraw')).status).toBe(404)
    await post(town, 'wangFang', '/honors/nominations/nomination-1/withdraw')
    expect(await stateOf(town, 'nomination-1')).toBe('withdrawn')
    expect((await post(town, 'wangFang', path, { ...form, id: 'nomination-3' })).status).toBe(303)
  })

  it('has somebody on the way to an honour once, also when four nominate them at the same moment', async () => {
    const town = await openTown()
    const about = { classId: 'civilized-citizen', personIds: ['wangFang'], facts: '十年照顾老人', prepared: [] }
    const actors = await Promise.all(['liNa', 'zhangWei', 'chenJie', 'clerkZhao'].map((who) => town.actor(who)))
    const sent = await Promise.allSettled(
      actors.map((actor) => town.atomically((tx) => nominate(tx, { key: newId(), ...about, actor, now: town.now() }))),
    )
    expect(sent.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected'])
    expect(await town.db.$count(nominations)).toBe(1)
  })

  it('is not told whose number is registered: name and number have to belong together', async () => {
    const town = await openTown()
    const person = { displayName: '何芳', phone: '13800000077', areaId: '532503003002', actorId: 'system' }
    await town.atomically((tx) => createPerson(tx, town.secrets, { id: 'heFang', ...person, now: town.now() }))
    const name = (who: string) =>
      post(town, 'liNa', '/honors/nominate/civilized-citizen', { id: newId(), whom: 'other', who, facts: '好' })
    const wrong = await (await name('张三 13800000077')).text()
    const none = await (await name('张三 13800000078')).text()
    expect(wrong).toContain('没有找到')
    expect(none).toContain('没有找到')
    expect((await name('何芳 13800000077')).status).toBe(303)
  })
})

describe('eligibility', () => {
  it('is read from the records, and says what is missing', async () => {
    const town = await openTown()
    await withRecords(town, 'wangFang', { hours: 12, points: 60 })
    const id = await nominationOf(town, 'nominated')
    const refused = await step(town, 'clerkLi', id, 'confirm')
    expect(refused).toMatchObject({ code: 'not_eligible', details: { points: 40, hours: 8, merit: 0 } })
    expect(await step(town, 'clerkLi', id, 'fail', { why: '时长不足' })).toMatchObject({ state: 'ineligible' })
  })

  it('counts what was earned, not what is left; a wrong grant taken back no longer counts', async () => {
    const town = await openTown()
    await withRecords(town, 'wangFang', { hours: 8, points: 100 })
    await town.advance(4 * day)
    const cause = { kind: 'order', id: 'o', zh: '米', en: 'rice' }
    await town.atomically((tx) =>
      holdPoints(tx, { id: 'o1', personId: 'wangFang', points: 30, cause, actorId: 'wangFang', now: town.now() }),
    )
    expect((await figuresOf(town.db, ['wangFang'], town.now())).points).toBe(100)
    const wrong = { transferId: 'grant:earned-wangFang-0', reason: '错发', actorId: 'adminZheng', now: town.now() }
    await town.atomically((tx) => reverseGrant(tx, wrong))
    expect((await figuresOf(town.db, ['wangFang'], town.now())).points).toBe(0)
  })

  it('is not looked at by who nominated', async () => {
    const town = await openTown()
    await withRecords(town, 'wangFang')
    const about = { classId: 'civilized-citizen', personIds: ['wangFang'], facts: '好', prepared: [] }
    const by = await town.actor('clerkLi')
    await town.atomically((tx) => nominate(tx, { key: 'by-clerk-li', ...about, actor: by, now: town.now() }))
    await post(town, 'wangFang', '/honors/nominations/by-clerk-li/answer', { answer: 'agreed' })
    expect((await step(town, 'clerkLi', 'by-clerk-li', 'confirm')).code).toBe('honor_own_nomination')
    expect((await step(town, 'clerkZhao', 'by-clerk-li', 'confirm')).code).toBe('nomination_missing')
  })
})

describe('the panel', () => {
  const vote = async (town: Town, who: string, id: string, given: Record<string, unknown> = {}) => {
    const answer = await town
      .as(who)
      .api('POST', `/honors/nominations/${id}/ballot`, { vote: 'for', isUnrelated: true, ...given }, newId())
    return answer.status === 204 ? 204 : ((await answer.json()) as { code: string }).code
  }

  it('votes once each; related ones step aside, strangers have no vote', async () => {
    const town = await openTown()
    await withRecords(town, 'wangFang')
    const id = await nominationOf(town, 'voting')
    expect(await vote(town, 'zhangWei', id, { isUnrelated: false })).toBe('unrelated_needed')
    expect(await vote(town, 'zhangWei', id)).toBe(204)
    expect(await vote(town, 'zhangWei', id)).toBe(204)
    expect(await vote(town, 'zhangWei', id, { vote: 'against', why: '改了' })).toBe('voted_before')
    expect(await vote(town, 'liNa', id, { vote: 'recused' })).toBe('honor_why')
    expect(await vote(town, 'liNa', id, { vote: 'recused', why: '亲戚' })).toBe(204)
    expect(await vote(town, 'clerkLi', id)).toBe('nomination_missing')
    const { version } = await nominationById(town.db, id)
    const close = { version: String(version), points: '0' }
    expect((await post(town, 'chenJie', `/honors/panel/${id}/close`, close)).status).toBe(403)
    const early = await post(town, 'zhangWei', `/honors/panel/${id}/close`, close)
    expect(await early.text()).toContain('至少要 3 位成员投票')
  })

  it('cannot be left with too few once those concerned are taken away', async () => {
    const town = await openTown()
    await withRecords(town, 'wangFang')
    const id = await nominationOf(town, 'eligible')
    const panelId = await namePanel(town, ['zhangWei', 'wangFang', 'clerkZhao', 'liNa'])
    const refused = await step(town, 'adminZheng', id, 'convene', { panelId })
    expect(refused).toMatchObject({ code: 'panel_too_small', details: { free: 2 } })
  })

  it('shows the evidence to its members, who need not be staff, and to no other resident', async () => {
    const town = await openTown()
    const picture = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#a33' } })
      .jpeg()
      .toBuffer()
    const photos = new File([new Uint8Array(picture)], 'proof.jpg', { type: 'image/jpeg' })
    await withRecords(town, 'wangFang')
    const form = { id: 'with-photo-1', whom: 'self', facts: '十年志愿服务。' }
    await town.as('wangFang').post('/honors/nominate/civilized-citizen', { ...form, photos })
    await step(town, 'clerkLi', 'with-photo-1', 'confirm')
    await step(town, 'adminZheng', 'with-photo-1', 'convene', { panelId: await namePanel(town) })
    const html = await (await town.as('liNa').get('/honors/panel/with-photo-1')).text()
    const [, photo] = /\/photos\/(\w+)\/small/.exec(html) ?? []
    expect((await town.as('liNa').get(`/photos/${photo}`)).status).toBe(200)
    expect((await town.as('keeperMa').get(`/photos/${photo}`)).status).toBe(404)
    expect((await town.as('keeperMa').get('/honors/panel/with-photo-1')).status).toBe(404)
  })

  it('does not decide about what it judged', async () => {
    const town = await openTown()
    await withRecords(town, 'wangFang')
    const id = await nominationOf(town, 'eligible')
    const panelId = await namePanel(town, [...judges, 'adminZheng'])
    await step(town, 'adminZheng', id, 'convene', { panelId })
    for (const judge of judges) await vote(town, judge, id)
    const { version } = await nominationById(town.db, id)
    await post(town, 'zhangWei', `/honors/panel/${id}/close`, { version: String(version) })
    await step(town, 'clerkLi', id, 'publish', { noticeText: '事迹' })
    await town.advance(8 * day)
    expect((await step(town, 'adminZheng', id, 'decide')).code).toBe('honor_panel_decides')
  })
})

describe('the public notice', () => {
  it('runs five working days, the day it is put up not counted', async () => {
    const town = await openTown()
    await withRecords(town, 'wangFang')
    const id = await nominationOf(town, 'noticed')
    // Put up on Friday the 6th of March: Monday to Friday of the week after.
    expect(town.now().toISOString()).toBe('2026-03-06T01:00:00.000Z')
    expect((await nominationById(town.db, id)).noticeEndsAt?.toISOString()).toBe('2026-03-13T16:00:00.000Z')
    town.setTime(new Date('2026-03-13T15:59:59Z'))
    expect((await step(town, 'adminZheng', id, 'decide')).code).toBe('notice_running')
    town.setTime(new Date('2026-03-13T16:00:00Z'))
    expect(await step(town, 'adminZheng', id, 'decide')).toMatchObject({ state: 'decided' })
  })

  it('does not run while the city is on holiday, and runs on a Saturday that makes up for it', async () => {
    const town = await openTown()
    // The day before the National Day holidays: the 8th, 9th, 10th (a worked Saturday), 12th and 13th count.
    const end = await noticeEnd(town.db, 5, new Date('2026-09-30T02:00:00Z'))
    expect(end.toISOString()).toBe('2026-10-13T16:00:00.000Z')
  })

  it('names in full only who agreed, and shows what staff wrote, not the nomination’s own words', async () => {
    const town = await openTown()
    await withRecords(town, 'wangFang')
    const id = await nominationOf(town, 'noticed')
    const open = await (await town.as(undefined).get('/honors/notices')).text()
    expect(open).toContain('王芳')
    expect(open).toContain('十年如一日')
    expect(open).not.toContain('十年照顾独居老人。')
    await post(town, 'wangFang', `/honors/nominations/${id}/answer`, { answer: 'agreed' })
    const masked = await (await town.as(undefined).get('/honors/notices')).text()
    expect(masked).toContain('王*')
    expect(masked).not.toContain('王芳')
  })

  it('waits for every objection to be answered, by somebody else', async () => {
    const town = await openTown()
    await withRecords(town, 'wangFang')
    const id = await nominationOf(town, 'noticed')
    const object = (who: string, key: string, why: string) =>
      post(town, who, `/honors/notices/${id}/objection`, { id: key, why })
    for (let time = 0; time < 2; time++) expect((await object('keeperMa', 'objection-1', '不属实')).status).toBe(303)
    expect((await object('keeperMa', 'objection-2', '再说一次')).status).toBe(409)
    const waiting = (await unreadNoticesOf(town.db, 'reviewerSun')).filter(({ href }) => href === `/desk/honors/${id}`)
    expect(waiting.map(({ title }) => title.zh)).toEqual(['荣誉公示有异议等待答复'])
    expect((await object('wangFang', 'objection-3', '我自己')).status).toBe(403)
    await town.advance(8 * day)
    expect((await object('liNa', 'objection-4', '太晚了')).status).toBe(409)
    expect(await step(town, 'adminZheng', id, 'decide')).toMatchObject({ code: 'objections_open' })
    const answer = (who: string, outcome: string) =>
      post(town, who, `/desk/honors/${id}/objections/keeperMa-objection-1`, { outcome, answer: '已核实' })
    expect((await answer('clerkLi', 'dismissed')).status).toBe(403)
    expect((await answer('reviewerSun', 'dismissed')).status).toBe(303)
    expect((await answer('reviewerSun', 'upheld')).status).toBe(409)
    expect(await objectionsTo(town.db, id)).toMatchObject([{ objection: { outcome: 'dismissed' } }])
    expect(await step(town, 'adminZheng', id, 'decide')).toMatchObject({ state: 'decided' })
  })

  it('keeps an objection from whom it is about, also where that is a member of staff', async () => {
    const town = await openTown()
    await withRecords(town, 'wangFang')
    const id = await nominationOf(town, 'noticed')
    const role = { id: 'role-of-wang-fang', personId: 'wangFang', role: 'clerk', areaId: qingyun } as const
    const given = { startsAt: town.now(), grantedBy: 'system', grantedAt: town.now() }
    await town.atomically((tx) => tx.insert(grants).values({ ...role, ...given }))
    await post(town, 'keeperMa', `/honors/notices/${id}/objection`, { id: 'objection-1', why: '不属实' })
    const seen = async (who: string) => (await town.as(who).get(`/desk/honors/${id}`)).text()
    expect(await seen('clerkLi')).toMatch(/马店长[\s\S]*不属实[\s\S]*收到异议/)
    expect(await seen('wangFang')).toContain('开始公示')
    expect(await seen('wangFang')).not.toMatch(/马店长|不属实|收到异议/)
  })

  it('ends the nomination when an objection is right', async () => {
    const town = await openTown()
    await withRecords(town, 'wangFang')
    const id = await nominationOf(town, 'noticed')
    await post(town, 'keeperMa', `/honors/notices/${id}/objection`, { id: 'objection-1', why: '不属实' })
    await post(town, 'liNa', `/honors/notices/${id}/objection`, { id: 'objection-2', why: '我也知道' })
    await post(town, 'reviewerSun', `/desk/honors/${id}/objections/keeperMa-objection-1`, {
      outcome: 'upheld',
      answer: '属实',
    })
    expect(await stateOf(town, id)).toBe('rejected')
    expect((await objectionsTo(town.db, id)).map(({ objection: { answer } }) => answer)).toEqual(['属实', '属实'])
    expect((await unreadNoticesOf(town.db, 'liNa')).map(({ body }) => body.zh)).toContain('属实')
  })
})

describe('an honour', () => {
  it('is decided ten times a year and not once more, however two decisions race', async () => {
    const town = await openTown()
    await withRecords(town, 'wangFang')
    const [one, other] = [await nominationOf(town, 'reviewed'), newId()]
    const { id: _, number: __, ...row } = await nominationById(town.db, one)
    await town.atomically((tx) => tx.insert(nominations).values({ id: other, number: 'N-2026-999999', ...row }))
    for (const id of [one, other]) await step(town, 'clerkLi', id, 'publish', { noticeText: '事迹' })
    await town.advance(8 * day)
    await town.atomically((tx) =>
      tx.insert(awardYears).values({ classId: 'civilized-citizen', year: '2026', taken: 9 }),
    )
    const answers = await Promise.all([one, other].map((id) => step(town, 'adminZheng', id, 'decide')))
    expect(answers.map(({ code, state }) => code ?? state).sort()).toEqual(['decided', 'quota_used'])
    const [{ taken } = { taken: 0 }] = await town.db.select().from(awardYears)
    expect(taken).toBe(10)
  })

  it('comes with a certificate for its holder alone, stands on the board, and verifies', async () => {
    const town = await openTown()
    await withRecords(town, 'wangFang')
    const id = await nominationOf(town, 'issued')
    const paper = `/honors/nominations/${id}/certificate`
    expect((await town.as('clerkZhao').get(paper)).status).toBe(404)
    expect(await (await town.as('wangFang').get(paper)).text()).toContain('HN-2026-000001')
    expect(await checked(town, id)).toMatchObject({
      verdict: 'valid',
      subject: { name: '王芳', honor: '文明市民', year: '2026', no: 'HN-2026-000001' },
    })
    expect(await honorBoard(town.db, town.now())).toMatchObject([{ year: '2026', names: [{ name: '王芳' }] }])
    await post(town, 'wangFang', `/honors/nominations/${id}/answer`, { answer: 'agreed' })
    expect(await honorBoard(town.db, town.now())).toMatchObject([{ names: [], hidden: 'few' }])
    expect(await verifyHonors(town.db)).toEqual([])
  })

  it('is revoked with a reason, appealed, and restored by somebody else with a new certificate', async () => {
    const town = await openTown()
    await withRecords(town, 'wangFang')
    const id = await nominationOf(town, 'issued')
    const first = await credentialFor(town.db, 'honor', id)
    expect((await step(town, 'adminZheng', id, 'revoke')).code).toBe('honor_why')
    expect((await step(town, 'clerkLi', id, 'revoke', { why: '错了' })).code).toBe('step_not_yours')
    expect(await step(town, 'adminZheng', id, 'revoke', { why: '事实不符' })).toMatchObject({ state: 'revoked' })
    expect(await checked(town, id)).toMatchObject({ verdict: 'revoked' })
    expect(await honorBoard(town.db, town.now())).toEqual([])
    const taken = async () => (await town.db.select().from(awardYears)).map((row) => row.taken)
    expect([await taken(), await verifyHonors(town.db)]).toEqual([[0], []])
    expect(await (await town.as('wangFang').get(`/honors/nominations/${id}/certificate`)).text()).toContain('已撤销')
    expect((await post(town, 'liNa', `/honors/nominations/${id}/appeal`, { why: '不服' })).status).toBe(404)
    expect((await post(town, 'wangFang', `/honors/nominations/${id}/appeal`, { why: '事实清楚' })).status).toBe(303)
    expect((await step(town, 'adminZheng', id, 'restore', { why: '核实' })).code).toBe('appeal_other_person')
    await town.advance(day)
    expect(await step(town, 'reviewerSun', id, 'restore', { why: '核实无误' })).toMatchObject({ state: 'issued' })
    expect((await credentialFor(town.db, 'honor', id))?.id).not.toBe(first?.id)
    expect([await taken(), await verifyHonors(town.db)]).toEqual([[1], []])
    expect(await checked(town, id)).toMatchObject({ verdict: 'valid' })
  })
})

describe('an account that is deleted', () => {
  it('takes the words with it that were written about its owner, and leaves what was counted', async () => {
    const town = await openTown()
    await withRecords(town, 'wangFang')
    const id = await nominationOf(town, 'issued', { classId: 'merit' })
    await step(town, 'adminZheng', id, 'revoke', { why: '王芳冒领他人功劳' })
    const told = async () => {
      const desk = await (await town.as('adminZheng').get(`/desk/honors/${id}`)).text()
      return desk + (await (await town.as('adminZheng').get('/desk/merit')).text())
    }
    for (const words of ['王芳冒领他人功劳', '十年照顾独居老人', '照顾独居老人十年如一日'])
      expect(await told()).toContain(words)
    await town.atomically((tx) => deletePerson(tx, personal, { personId: 'wangFang', now: town.now() }))
    for (const words of ['王芳冒领他人功劳', '十年照顾独居老人', '照顾独居老人十年如一日'])
      expect(await told()).not.toContain(words)
    expect((await town.db.select().from(meritRecords)).map(({ merit }) => merit).toSorted()).toEqual([-3, 3])
    expect(await verifyHonors(town.db)).toEqual([])
  })

  it('declines what is on its way', async () => {
    const town = await openTown()
    await withRecords(town, 'wangFang')
    const id = await nominationOf(town, 'noticed')
    await town.atomically((tx) => deletePerson(tx, personal, { personId: 'wangFang', now: town.now() }))
    expect(await stateOf(town, id)).toBe('declined')
    expect(await (await town.as(undefined).get('/honors/notices')).text()).not.toContain('独居老人')
  })
})

describe('merit', () => {
  it('is 3 for the second class, with its facts and panel, and pays R10 once after the notice', async () => {
    const town = await openTown()
    const id = await nominationOf(town, 'decided', { classId: 'merit' })
    expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ pending: 0 })
    await step(town, 'adminZheng', id, 'issue')
    expect(await town.db.select().from(meritRecords)).toMatchObject([
      { personId: 'wangFang', grade: 'second', merit: 3, panelName: '文明评审组' },
    ])
    expect(await (await town.as('adminZheng').get('/desk/merit')).text()).toContain('十年照顾独居老人。')
    expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ pending: 100 })
    expect(await checked(town, id)).toMatchObject({ subject: { honor: '二等功' } })
    expect(await figuresOf(town.db, ['wangFang'], town.now())).toMatchObject({ merit: 3, points: 100 })
  })

  it('is taken back by another row, with its points; restored by a third', async () => {
    const town = await openTown()
    const id = await nominationOf(town, 'issued', { classId: 'merit' })
    await town.advance(day)
    await step(town, 'adminZheng', id, 'revoke', { why: '事实不符' })
    expect(await figuresOf(town.db, ['wangFang'], town.now())).toMatchObject({ merit: 0, points: 0 })
    await post(town, 'wangFang', `/honors/nominations/${id}/appeal`, { why: '事实清楚' })
    await town.advance(day)
    await step(town, 'reviewerSun', id, 'restore', { why: '核实无误' })
    expect(await figuresOf(town.db, ['wangFang'], town.now())).toMatchObject({ merit: 3 })
    expect((await town.db.select().from(meritRecords)).length).toBe(3)
    expect(await verifyHonors(town.db)).toEqual([])
    const change = town.atomically((tx) => tx.update(meritRecords).set({ merit: 9 }).where(eq(meritRecords.merit, 3)))
    await expect(change).rejects.toThrow()
  })
})

describe('what an award asks for', () => {
  const fields = {
    ...{ zh: '好邻居', en: 'Good neighbour', gives: 'honor', subjectKind: 'person', evidenceAsked: '说明' },
    ...{ points: '0', hours: '0', merit: '0', quotaPerYear: '', noticeDays: '5', quorum: '3', percentFor: '67' },
    ...{ validMonths: '', isOpen: '1', why: '新设' },
  }

  it('is written in versions by the city; what is under way keeps to its own', async () => {
    const town = await openTown()
    await withRecords(town, 'wangFang')
    const id = await nominationOf(town, 'nominated')
    const edit = { ...fields, zh: '文明市民', points: '500', hours: '20', version: '1', why: '提高' }
    expect((await post(town, 'adminZheng', '/desk/award-classes/civilized-citizen', edit)).status).toBe(303)
    const stale = await post(town, 'adminZheng', '/desk/award-classes/civilized-citizen', edit)
    expect(stale.status).toBe(409)
    expect(await step(town, 'clerkLi', id, 'confirm')).toMatchObject({ state: 'eligible' })
    const { classes } = (await (await town.as(undefined).api('GET', '/honors/classes')).json()) as {
      classes: { id: string; criteria: unknown }[]
    }
    expect(classes.find((one) => one.id === 'civilized-citizen')?.criteria).toEqual({
      points: 500,
      hours: 20,
      merit: 0,
    })
  })

  it.each([
    [{ noticeDays: '4' }, 422],
    [{ quorum: '2' }, 422],
    [{ percentFor: '50' }, 422],
    [{ gives: 'merit', subjectKind: 'team' }, 422],
    [{}, 303],
  ])('with %j answers %i', async (change, status) => {
    const town = await openTown()
    const answer = await post(town, 'adminZheng', '/desk/award-classes', { ...fields, ...change, id: 'class-00001' })
    expect(answer.status).toBe(status)
    if (status === 422) expect(await answer.text()).toContain('好邻居')
  })
})
