import { expect, it } from 'vitest'
import { requests } from '../../../db/schema/requests.ts'
import { check, dayBefore, openMerchant } from '../../../test/merchants.ts'
import { shot } from '../../../test/snaps.ts'
import { type CastName, openTown, type Town } from '../../../test/town.ts'
import { day } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { unreadNoticesOf } from '../../notices/queries.ts'
import { deletePerson } from '../../people/privacy/actions.ts'
import { personal } from '../../rooms.ts'
import { merchantById, merchantFacts } from '../queries.ts'
import { complaintsAbout } from './queries.ts'

async function complain(town: Town, who: CastName | undefined, merchantId: string, given: Record<string, string> = {}) {
  const { number } = await merchantById(town.db, merchantId)
  const form = { id: newId(), kind: 'price', happenedOn: dayBefore(town), what: '少称了三两', ...given }
  return town.as(who).post(`/merchants/${number}/complain`, form)
}

const decide = (town: Town, who: CastName, id: string, given: Record<string, string>) =>
  town.as(who).post(`/desk/merchants/complaints/${id}/decide`, { text: '称重核实', ...given })

const onlyOne = async (town: Town, merchantId: string) => {
  const all = await complaintsAbout(town.db, merchantId)
  expect(all).toHaveLength(1)
  return all[0] as (typeof all)[number]
}

it('goes from the complaint over the answer to a decision, and the score says so', async () => {
  const town = await openTown()
  const merchantId = await openMerchant(town)
  expect((await complain(town, 'liNa', merchantId)).status).toBe(200)
  const { id } = await onlyOne(town, merchantId)
  const early = await decide(town, 'reviewerSun', id, { version: '1', step: 'uphold' })
  expect(early.status).toBe(409)
  const answer = await town
    .as('wangFang')
    .post(`/merchants/mine/${merchantId}/complaints/${id}/answer`, { text: '秤坏了，已经换了' })
  expect(answer.status).toBe(303)
  expect((await decide(town, 'reviewerSun', id, { version: '2', step: 'uphold' })).status).toBe(303)
  const facts = await merchantFacts(town.db, merchantId, town.now())
  expect(facts).toMatchObject({ upheldComplaints: 1, score: 34 })
  expect(await (await town.as('liNa').get('/merchants/complaints')).text()).toContain('称重核实')
})

it('never tells the merchant who complained, and not even that nobody did', async () => {
  const town = await openTown()
  const merchantId = await openMerchant(town)
  const { number } = await merchantById(town.db, merchantId)
  const form = { id: newId(), kind: 'fraud', happenedOn: dayBefore(town), what: '假酒', photos: await shot() }
  await town.as('liNa').post(`/merchants/${number}/complain`, form)
  await complain(town, undefined, merchantId)
  for (const { id } of await complaintsAbout(town.db, merchantId)) {
    const page = await (await town.as('wangFang').get(`/merchants/mine/${merchantId}/complaints/${id}`)).text()
    expect(page).not.toMatch(/李娜|匿名|liNa|\/photos\//)
  }
  const own = await (await town.as('wangFang').get(`/merchants/mine/${merchantId}`)).text()
  expect(own).not.toMatch(/李娜|匿名|liNa/)
})

it('keeps no trace of who sent an anonymous complaint', async () => {
  const town = await openTown()
  const merchantId = await openMerchant(town)
  await complain(town, 'liNa', merchantId, { anonymous: '1', id: 'anonymous-1' })
  expect(await onlyOne(town, merchantId)).toMatchObject({ personId: null })
  const traces = await town.db.select().from(requests)
  expect(traces.filter(({ actorId }) => actorId === 'liNa')).toEqual([])
})

it('counts an anonymous complaint only once staff have looked for themselves', async () => {
  const town = await openTown()
  const merchantId = await openMerchant(town)
  await complain(town, undefined, merchantId)
  const { id } = await onlyOne(town, merchantId)
  await town.advance(15 * day)
  expect((await decide(town, 'reviewerSun', id, { version: '1', step: 'uphold' })).status).toBe(303)
  expect((await merchantFacts(town.db, merchantId, town.now())).upheldComplaints).toBe(0)
  const look = { version: '2', text: '秤不准，现场封存' }
  expect((await town.as('clerkLi').post(`/desk/merchants/complaints/${id}/inspect`, look)).status).toBe(303)
  expect((await merchantFacts(town.db, merchantId, town.now())).upheldComplaints).toBe(1)
})

it('is decided by somebody who neither complained nor inspected, and on appeal by yet another', async () => {
  const town = await openTown()
  const merchantId = await openMerchant(town, 'wangFang')
  await complain(town, 'reviewerSun', merchantId)
  const { id } = await onlyOne(town, merchantId)
  await town.advance(15 * day)
  expect((await decide(town, 'reviewerSun', id, { version: '1', step: 'reject' })).status).toBe(403)
  expect((await decide(town, 'reviewerZhou', id, { version: '1', step: 'uphold' })).status).toBe(303)
  const appeal = { text: '那天没有开门' }
  expect((await town.as('wangFang').post(`/merchants/mine/${merchantId}/complaints/${id}/appeal`, appeal)).status).toBe(
    303,
  )
  expect((await decide(town, 'reviewerZhou', id, { version: '3', step: 'overturn' })).status).toBe(403)
  expect((await decide(town, 'adminZheng', id, { version: '3', step: 'overturn' })).status).toBe(303)
  expect(await merchantFacts(town.db, merchantId, town.now())).toMatchObject({ upheldComplaints: 0 })
})

it('names the same last day to the merchant, to staff and in every notice, and ends with it', async () => {
  const town = await openTown()
  const merchantId = await openMerchant(town)
  await complain(town, 'liNa', merchantId)
  const { id, answerDueAt } = await onlyOne(town, merchantId)
  expect(answerDueAt.toISOString()).toBe('2026-03-09T16:00:00.000Z')
  const own = `/merchants/mine/${merchantId}`
  const pages = [
    await (await town.as('wangFang').get(own)).text(),
    await (await town.as('wangFang').get(`${own}/complaints/${id}`)).text(),
    await (await town.as('reviewerSun').get(`/desk/merchants/complaints/${id}`)).text(),
    (await unreadNoticesOf(town.db, 'wangFang')).map(({ body }) => body.zh).join(' '),
    await (await decide(town, 'reviewerSun', id, { version: '1', step: 'uphold' })).text(),
  ]
  for (const shown of pages) expect([shown.includes('2026-03-09'), shown.includes('2026-03-10')]).toEqual([true, false])
  await town.advance(answerDueAt.getTime() - town.now().getTime() - 1)
  expect((await decide(town, 'reviewerSun', id, { version: '1', step: 'uphold' })).status).toBe(409)
  await town.advance(1)
  expect((await decide(town, 'reviewerSun', id, { version: '1', step: 'uphold' })).status).toBe(303)
})

it('shows whoever decides too late what was written meanwhile beside what they typed', async () => {
  const town = await openTown()
  const merchantId = await openMerchant(town)
  await complain(town, 'liNa', merchantId)
  const { id } = await onlyOne(town, merchantId)
  const look = { version: '1', text: '秤不准' }
  await town.as('clerkLi').post(`/desk/merchants/complaints/${id}/inspect`, look)
  const late = await decide(town, 'reviewerSun', id, { version: '1', step: 'reject', text: '查无此事' })
  expect(late.status).toBe(409)
  const versions = /<table class="versions">.*?<\/table>/s.exec(await late.text())?.[0] ?? ''
  for (const told of ['查无此事', '不成立', '现场核查', '秤不准', '等待商户答复']) expect(versions).toContain(told)
})

it('refuses an appeal that comes too late', async () => {
  const town = await openTown()
  const merchantId = await openMerchant(town)
  await complain(town, 'liNa', merchantId)
  const { id } = await onlyOne(town, merchantId)
  await town.advance(15 * day)
  await decide(town, 'reviewerSun', id, { version: '1', step: 'uphold' })
  await town.advance(30 * day)
  const late = await town.as('wangFang').post(`/merchants/mine/${merchantId}/complaints/${id}/appeal`, { text: '不服' })
  expect(late.status).toBe(409)
})

it('is one complaint however often the same person sends the same thing, also at the same moment', async () => {
  const town = await openTown()
  const merchantId = await openMerchant(town)
  const answers = await Promise.all(Array.from({ length: 5 }, () => complain(town, 'liNa', merchantId)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  await complain(town, 'liNa', merchantId, { happenedOn: dayBefore(town, 3) })
  await onlyOne(town, merchantId)
})

it('is not for an owner about their own shop, nor about a day to come', async () => {
  const town = await openTown()
  const merchantId = await openMerchant(town)
  expect((await complain(town, 'wangFang', merchantId)).status).toBe(403)
  expect((await complain(town, 'liNa', merchantId, { happenedOn: '2026-12-01' })).status).toBe(422)
})

it('fades from the score over two years', async () => {
  const town = await openTown()
  const merchantId = await openMerchant(town)
  await check(town, merchantId, 'tax')
  await complain(town, 'liNa', merchantId)
  const { id } = await onlyOne(town, merchantId)
  await town.advance(15 * day)
  await decide(town, 'reviewerSun', id, { version: '1', step: 'uphold' })
  const lossIn = async (days: number) => {
    const { parts } = await merchantFacts(town.db, merchantId, new Date(town.now().getTime() + days * day))
    return 30 - (parts.find(({ part }) => part === 'complaints')?.points ?? 0)
  }
  expect(await lossIn(0)).toBe(6)
  expect(await lossIn(370)).toBe(3)
  expect(await lossIn(740)).toBe(0)
})

it('says in words what happened until nobody can appeal, and not for longer than whoever complained is here', async () => {
  const town = await openTown()
  const merchantId = await openMerchant(town)
  await complain(town, 'liNa', merchantId)
  const { id } = await onlyOne(town, merchantId)
  await town.advance(15 * day)
  await decide(town, 'reviewerSun', id, { version: '1', step: 'uphold' })
  await town.atomically((tx) => deletePerson(tx, personal, { personId: 'liNa', now: town.now() }))
  await town.advance(day)
  expect((await onlyOne(town, merchantId)).what).toBe('少称了三两')
  await town.advance(30 * day)
  expect(await onlyOne(town, merchantId)).toMatchObject({ what: '', decision: '', state: 'upheld' })
  expect(await merchantFacts(town.db, merchantId, town.now())).toMatchObject({ upheldComplaints: 1 })
  const page = await town.as('reviewerSun').get(`/desk/merchants/complaints/${id}`)
  expect(page.status).toBe(200)
})
