import { expect, it } from 'vitest'
import { judges, namePanel, step, withRecords } from '../../../test/honors.ts'
import { aHousehold } from '../../../test/households.ts'
import { nameClerk, openMerchant } from '../../../test/merchants.ts'
import { type CastName, openTown, qingyun, type Town } from '../../../test/town.ts'
import { day } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { merchantById } from '../../merchants/queries.ts'
import { closeMerchant } from '../../merchants/standing/actions.ts'
import { unreadNoticesOf } from '../../notices/queries.ts'
import { createPerson } from '../../people/actions.ts'
import { deletePerson } from '../../people/privacy/actions.ts'
import { personal } from '../../rooms.ts'
import { castBallot, closeVote } from '../votes/actions.ts'
import { nominationById, nomineesOf } from './queries.ts'

const answer = (town: Town, who: CastName, id: string, given: Record<string, string> = {}) =>
  town.as(who).post(`/honors/nominations/${id}/answer`, { answer: 'agreed', ...given })

async function nominate(town: Town, who: CastName, classId: string, given: Record<string, string>) {
  const id = newId()
  const sent = await town.as(who).post(`/honors/nominate/${classId}`, { id, facts: '邻里都夸。', ...given })
  return { id, status: sent.status, text: await sent.text() }
}

/** The household of 王芳, 张伟 and 李娜, nominated by one of them. */
async function household(town: Town) {
  const householdId = await aHousehold(town, 'wangFang', 'zhangWei', 'liNa')
  const { id } = await nominate(town, 'zhangWei', 'civilized-household', { whom: 'self', showName: '1' })
  return { id, householdId }
}

/** From an agreed nomination to the honour. */
async function give(town: Town, id: string, panel: readonly CastName[]) {
  await step(town, 'clerkLi', id, 'confirm')
  await step(town, 'adminZheng', id, 'convene', { panelId: await namePanel(town, panel) })
  for (const judge of panel) {
    const ballot = { nominationId: id, vote: 'for' as const, why: '', isUnrelated: true }
    const actor = await town.actor(judge)
    await town.atomically((tx) => castBallot(tx, { ...ballot, actor, now: town.now() }))
  }
  const { version } = await nominationById(town.db, id)
  const closing = { nominationId: id, version, points: 0, actor: await town.actor(panel[0] as CastName) }
  await town.atomically((tx) => closeVote(tx, { ...closing, now: town.now() }))
  await step(town, 'clerkLi', id, 'publish', { noticeText: '互助友爱。' })
  await town.advance(8 * day)
  await step(town, 'adminZheng', id, 'decide')
  return step(town, 'adminZheng', id, 'issue')
}

const neutral: readonly CastName[] = ['chenJie', 'keeperMa', 'keeperYang']

it('asks every member of a household, adds up who agreed, and leaves out who does not want to', async () => {
  const town = await openTown()
  await withRecords(town, 'wangFang', { hours: 16, points: 60 })
  await withRecords(town, 'zhangWei', { hours: 8, points: 60 })
  const { id } = await household(town)
  expect((await nomineesOf(town.db, id)).map(({ personId, answer: said }) => [personId, said]).toSorted()).toEqual([
    ['liNa', 'waiting'],
    ['wangFang', 'waiting'],
    ['zhangWei', 'agreed'],
  ])
  await answer(town, 'wangFang', id)
  await answer(town, 'liNa', id, { answer: 'declined' })
  expect(await step(town, 'clerkLi', id, 'confirm')).toMatchObject({ state: 'eligible' })
  expect((await nominationById(town.db, id)).figures).toMatchObject({ points: 120, minutes: 1440, merit: 0 })
})

it('lets a clerk write down what a member without a phone said on paper, and nobody who is close to it', async () => {
  const town = await openTown()
  await withRecords(town, 'wangFang')
  const { id } = await household(town)
  await answer(town, 'wangFang', id)
  expect(await step(town, 'clerkLi', id, 'confirm')).toMatchObject({ code: 'nomination_waits' })
  const record = (who: CastName, personId: string, key = newId()) =>
    town.as(who).post(`/desk/honors/${id}/answers`, { id: key, personId, answer: 'agreed', paper: '社区档案 12 号' })
  expect(await (await town.as('clerkLi').get(`/desk/honors/${id}`)).text()).toContain('代录李娜的书面答复')
  expect((await record('clerkZhao', 'liNa')).status).toBe(404)
  expect((await record('wangFang', 'liNa')).status).toBe(403)
  expect((await record('clerkLi', 'chenJie')).status).toBe(404)
  for (let time = 0; time < 2; time++) expect((await record('clerkLi', 'liNa', 'paper-answer')).status).toBe(303)
  expect((await record('clerkLi', 'liNa')).status).toBe(409)
  const said = (await nomineesOf(town.db, id)).find(({ personId }) => personId === 'liNa')
  expect(said).toMatchObject({ answer: 'agreed', showName: false, recordedBy: 'clerkLi', paper: '社区档案 12 号' })
  expect(await (await town.as('clerkLi').get(`/desk/honors/${id}`)).text()).toMatch(/书面：社区档案[\s\S]*代录书面答复/)
  expect((await unreadNoticesOf(town.db, 'liNa')).map(({ title }) => title.zh)).toContain(
    '已记下您的书面答复：文明家庭',
  )
  expect(await step(town, 'clerkLi', id, 'confirm')).toMatchObject({ state: 'eligible' })
})

it('never lets staff write down an answer of their own, or to a nomination of theirs', async () => {
  const town = await openTown()
  await aHousehold(town, 'zhangWei', 'clerkLi', 'liNa')
  const own = await nominate(town, 'zhangWei', 'civilized-household', { whom: 'self' })
  const record = (who: CastName, id: string, personId: string, said = 'agreed') =>
    town
      .as(who)
      .api('POST', `/honors/nominations/${id}/nominees/${personId}/answer`, { answer: said, paper: '档案' }, newId())
  for (const personId of ['clerkLi', 'liNa']) expect((await record('clerkLi', own.id, personId)).status).toBe(403)
  expect((await record('adminZheng', own.id, 'clerkLi', 'declined')).status).toBe(204)
  expect((await nomineesOf(town.db, own.id)).find(({ personId }) => personId === 'clerkLi')?.answer).toBe('declined')
})

it('ends when the head of the household does not want it', async () => {
  const town = await openTown()
  const { id } = await household(town)
  await answer(town, 'wangFang', id, { answer: 'declined' })
  expect((await nominationById(town.db, id)).state).toBe('declined')
})

it('tells a neighbour who nominates a household not who belongs to it', async () => {
  const town = await openTown()
  const person = { displayName: '何芳', phone: '13800000077', areaId: qingyun, actorId: 'system' }
  await town.atomically((tx) => createPerson(tx, town.secrets, { id: 'heFang', ...person, now: town.now() }))
  const who = '何芳 13800000077'
  const early = await nominate(town, 'liNa', 'civilized-household', { whom: 'other', who })
  expect(early.text).toContain('没有找到对方登记的家庭')
  await aHousehold(town, 'zhangWei', 'heFang')
  const { id } = await nominate(town, 'liNa', 'civilized-household', { whom: 'other', who })
  const story = await (await town.as('liNa').get(`/honors/nominations/${id}`)).text()
  expect(story).not.toContain('张伟')
})

it('shows the honour of a household with it, its name in public only with everybody’s, and no longer once it is revoked', async () => {
  const town = await openTown()
  await withRecords(town, 'wangFang')
  const { id } = await household(town)
  await answer(town, 'wangFang', id)
  await answer(town, 'liNa', id, { answer: 'declined' })
  expect(await give(town, id, neutral)).toMatchObject({ state: 'issued' })
  const home = async (who: CastName) => (await town.as(who).get('/household')).text()
  expect(await home('liNa')).toContain('2026 文明家庭')
  expect(await (await town.as('wangFang').get('/honors/mine')).text()).toContain('文明家庭')
  expect(await (await town.as(undefined).get('/honors')).text()).not.toContain('王芳家')
  await answer(town, 'wangFang', id, { showName: '1' })
  expect(await (await town.as(undefined).get('/honors')).text()).toContain('王芳家')
  expect((await nominate(town, 'zhangWei', 'civilized-household', { whom: 'self' })).text).toContain('已经获得过')
  await step(town, 'adminZheng', id, 'revoke', { why: '弄虚作假' })
  expect(await home('liNa')).not.toContain('2026 文明家庭')
})

it('shows the name of a household no longer once somebody of it has left for good, and forgets it with the last one', async () => {
  const town = await openTown()
  await withRecords(town, 'wangFang')
  const { id } = await household(town)
  await answer(town, 'wangFang', id, { showName: '1' })
  await answer(town, 'liNa', id, { answer: 'declined' })
  expect(await give(town, id, neutral)).toMatchObject({ state: 'issued' })
  const board = async () => (await town.as(undefined).get('/honors')).text()
  expect(await board()).toContain('王芳家')
  const leave = (personId: CastName) =>
    town.atomically((tx) => deletePerson(tx, personal, { personId, now: town.now() }))
  await leave('zhangWei')
  expect(await board()).not.toContain('王芳家')
  await leave('wangFang')
  expect(await board()).not.toContain('王芳家')
  expect((await nominationById(town.db, id)).groupName).toBeNull()
})

it('keeps family, relatives and supporters from judging the household', async () => {
  const town = await openTown()
  await withRecords(town, 'wangFang')
  const { id } = await household(town)
  await answer(town, 'wangFang', id)
  await answer(town, 'liNa', id)
  await step(town, 'clerkLi', id, 'confirm')
  const few = await step(town, 'adminZheng', id, 'convene', { panelId: await namePanel(town, judges) })
  expect(few).toMatchObject({ code: 'panel_too_small', details: { free: 1 } })
})

it('is for a merchant of the register, asks its owner, and stands on its page until it is revoked', async () => {
  const town = await openTown()
  const merchantId = await openMerchant(town)
  const { number } = await merchantById(town.db, merchantId)
  expect((await nominate(town, 'liNa', 'honest-merchant', { merchant: 'M-2026-999999' })).status).toBe(409)
  const { id } = await nominate(town, 'liNa', 'honest-merchant', { merchant: number.toLowerCase() })
  expect((await nominate(town, 'chenJie', 'honest-merchant', { merchant: number })).text).toContain('已经有人推荐过')
  await answer(town, 'wangFang', id)
  expect(await give(town, id, neutral)).toMatchObject({ state: 'issued' })
  const page = async () => (await town.as(undefined).get(`/merchants/${number}`)).text()
  expect(await page()).toContain('2026 诚信商户')
  expect(await (await town.as('wangFang').get(`/merchants/mine/${merchantId}`)).text()).toContain('2026 诚信商户')
  await step(town, 'adminZheng', id, 'revoke', { why: '查实欺诈' })
  expect(await page()).not.toContain('2026 诚信商户')
})

it('lets nobody judge a shop who stood at its counter or lived with its owner, though they left yesterday', async () => {
  const town = await openTown()
  await aHousehold(town, 'wangFang', 'keeperMa')
  expect((await town.as('keeperMa').post('/household/leave', { id: newId() })).status).toBe(303)
  const merchantId = await openMerchant(town)
  await nameClerk(town, merchantId, 'chenJie')
  await town.as('wangFang').post(`/merchants/mine/${merchantId}/clerks/chenJie/end`)
  await town.advance(day)
  const { number } = await merchantById(town.db, merchantId)
  const { id } = await nominate(town, 'wangFang', 'honest-merchant', { merchant: number })
  await step(town, 'clerkLi', id, 'confirm')
  await step(town, 'adminZheng', id, 'convene', { panelId: await namePanel(town, [...neutral, 'liNa', 'zhangWei']) })
  const vote = async (who: CastName) => {
    const ballot = { nominationId: id, vote: 'for' as const, why: '', isUnrelated: true }
    const actor = await town.actor(who)
    await town.atomically((tx) => castBallot(tx, { ...ballot, actor, now: town.now() }))
  }
  await expect(vote('chenJie')).rejects.toMatchObject({ code: 'ballot_conflict' })
  await expect(vote('keeperMa')).rejects.toMatchObject({ code: 'ballot_conflict' })
  await expect(vote('keeperYang')).resolves.toBeUndefined()
})

it('gives nothing to a merchant that has left meanwhile', async () => {
  const town = await openTown()
  const merchantId = await openMerchant(town)
  const { number } = await merchantById(town.db, merchantId)
  const { id } = await nominate(town, 'wangFang', 'honest-merchant', { merchant: number })
  const actor = await town.actor('wangFang')
  await town.atomically((tx) => closeMerchant(tx, { merchantId, why: '转让', actor, now: town.now() }))
  expect(await step(town, 'clerkLi', id, 'confirm')).toMatchObject({ code: 'honor_subject_gone' })
})

it('takes one household once, also when two of it nominate at the same moment', async () => {
  const town = await openTown()
  await aHousehold(town, 'wangFang', 'zhangWei', 'liNa')
  const sent = await Promise.all(
    (['wangFang', 'zhangWei', 'liNa'] as const).map((who) =>
      nominate(town, who, 'civilized-household', { whom: 'self' }),
    ),
  )
  expect(sent.map(({ status }) => status).toSorted()).toEqual([303, 409, 409])
})
