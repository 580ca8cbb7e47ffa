import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  merchantMonths,
  merchantPayments,
  merchantSpenders,
  refusedPayers,
  refusedPayments,
} from '../../../db/schema/merchants.ts'
import { people } from '../../../db/schema/people.ts'
import { allowPoints, openMerchant, unifiedCode } from '../../../test/merchants.ts'
import { givePoints, openShops } from '../../../test/shop.ts'
import { type CastName, openTown, type Town } from '../../../test/town.ts'
import { day, hour, minute, second } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { issueCard } from '../../people/cards/actions.ts'
import { cardCode, personCode } from '../../people/cards/codes.ts'
import { deletePerson } from '../../people/privacy/actions.ts'
import { balancesOf } from '../../points/ledger/queries.ts'
import { verifyPoints } from '../../points/verify.ts'
import { personal } from '../../rooms.ts'
import { merchantById } from '../queries.ts'
import { verifyPayments } from './queries.ts'

async function shopTown(terms: Record<string, number> = {}) {
  const town = await openTown()
  await allowPoints(town, terms)
  await openShops(town)
  const merchantId = await openMerchant(town)
  await givePoints(town, 'liNa', 100)
  return { town, merchantId }
}

async function codeOf(town: Town, who: string): Promise<{ qr: string; typed: string }> {
  const [person] = await town.db.select().from(people).where(eq(people.id, who))
  return personCode(town.secrets, person as { number: string }, town.now())
}

const ask = async (town: Town, merchantId: string, given: Record<string, string>, who: CastName = 'wangFang') =>
  town.as(who).post(`/merchants/counter/${merchantId}`, { id: newId(), points: '20', ...given })

const idOf = (answer: Response) => /payments\/([\w-]+)/.exec(answer.headers.get('location') ?? '')?.[1] as string
const available = async (town: Town, who: string) => (await balancesOf(town.db, who)).available

/** Asked for with a fresh code, as long as the clock moves between two. */
async function asked(town: Town, merchantId: string, points = '20', who = 'liNa') {
  town.setTime(new Date(town.now().getTime() + 40 * second))
  const answer = await ask(town, merchantId, { points, code: (await codeOf(town, who)).qr })
  expect(answer.status).toBe(303)
  return idOf(answer)
}

it('asks with the customer’s code, shows both the amount, and moves nothing before they confirm', async () => {
  const { town, merchantId } = await shopTown()
  const id = await asked(town, merchantId)
  expect(await available(town, 'liNa')).toBe(100)
  const payer = await (await town.as('liNa').get(`/merchants/payments/${id}`)).text()
  expect(payer).toContain('王芳米线店')
  expect(payer).toContain('确认付 20 分')
  expect(await (await town.as('wangFang').get(`/merchants/counter/${merchantId}/payments/${id}`)).text()).toContain(
    '20',
  )
  expect((await town.as('zhangWei').post(`/merchants/payments/${id}/confirm`)).status).toBe(404)
  expect((await town.as('liNa').post(`/merchants/payments/${id}/confirm`)).status).toBe(303)
  expect(await available(town, 'liNa')).toBe(80)
  expect(await verifyPoints(town.db)).toEqual([])
  expect(await verifyPayments(town.db)).toEqual([])
})

it('is off until the city allows it', async () => {
  const town = await openTown()
  const merchantId = await openMerchant(town)
  await givePoints(town, 'liNa', 100)
  const answer = await ask(town, merchantId, { code: (await codeOf(town, 'liNa')).qr })
  expect(answer.status).toBe(409)
  expect(await answer.text()).toContain('暂未开放')
})

it('pauses while too few goods cover the points that people hold', async () => {
  const { town, merchantId } = await shopTown()
  const open = await asked(town, merchantId)
  await givePoints(town, 'chenJie', 1_000_000)
  const paused = await ask(town, merchantId, { code: (await codeOf(town, 'chenJie')).qr })
  expect(paused.status).toBe(409)
  expect(await paused.text()).toContain('红灯')
  expect((await town.as('liNa').post(`/merchants/payments/${open}/confirm`)).status).toBe(409)
})

it('takes each code once, so that a photographed one asks for nothing', async () => {
  const { town, merchantId } = await shopTown()
  const { qr, typed } = await codeOf(town, 'liNa')
  expect((await ask(town, merchantId, { code: qr })).status).toBe(303)
  expect((await ask(town, merchantId, { code: qr, points: '50' })).status).toBe(409)
  expect((await ask(town, merchantId, { code: typed })).status).toBe(409)
  town.setTime(new Date(town.now().getTime() + 2 * minute))
  expect((await ask(town, merchantId, { code: qr })).status).toBe(422)
})

it('lets one of two tills ask with the code that both have scanned', async () => {
  const { town, merchantId } = await shopTown()
  const { qr, typed } = await codeOf(town, 'liNa')
  const tills = await Promise.all([qr, typed, qr].map((code) => ask(town, merchantId, { code })))
  expect(tills.map(({ status }) => status).sort()).toEqual([303, 409, 409])
})

it('takes the amount that was looked at: the same payment cannot be asked for again with another one', async () => {
  const { town, merchantId } = await shopTown()
  const form = { id: newId(), code: (await codeOf(town, 'liNa')).qr }
  expect((await ask(town, merchantId, { ...form, points: '20' })).status).toBe(303)
  const again = await ask(town, merchantId, { ...form, points: '50' })
  expect([again.status, await again.text()]).toEqual([409, expect.stringContaining('已经用于另一次')])
  expect(await (await town.as('liNa').get(`/merchants/payments/${form.id}`)).text()).toContain('确认付 20 分')
  await town.as('liNa').post(`/merchants/payments/${form.id}/confirm`)
  expect(await available(town, 'liNa')).toBe(80)
})

it('shows the city who took points from their own people or from one customer, and no customer by name', async () => {
  const { town, merchantId } = await shopTown()
  await givePoints(town, 'zhangWei', 100)
  const watch = async (who: CastName, query = '') => (await town.as(who).get(`/desk/merchants/watch${query}`)).text()
  expect(await watch('auditorWu')).toContain('没有商户收过积分')
  for (const points of ['50', '50']) {
    const id = await asked(town, merchantId, points)
    await town.as('liNa').post(`/merchants/payments/${id}/confirm`)
  }
  const named = { id: newId(), code: (await codeOf(town, 'zhangWei')).qr }
  await town.as('wangFang').post(`/merchants/mine/${merchantId}/clerks`, named)
  await town.as('wangFang').post(`/merchants/mine/${merchantId}/clerks/zhangWei/end`)
  const own = await asked(town, merchantId, '20', 'zhangWei')
  await town.as('zhangWei').post(`/merchants/payments/${own}/confirm`)
  const shown = await watch('auditorWu')
  for (const told of ['王芳米线店', '120', '83%', '自己人付的', '集中于一位顾客']) expect(shown).toContain(told)
  for (const name of ['李娜', '张伟']) expect(shown).not.toContain(name)
  expect(await watch('auditorWu', '?month=2026-02')).toContain('没有商户收过积分')
  expect((await town.as('clerkLi').get('/desk/merchants/watch')).status).toBe(403)
})

it('finds what the city would settle and nobody has paid', async () => {
  const { town, merchantId } = await shopTown()
  const id = await asked(town, merchantId)
  await town.as('liNa').post(`/merchants/payments/${id}/confirm`)
  expect(await verifyPayments(town.db)).toEqual([])
  await town.atomically(async (tx) => {
    await tx.update(merchantPayments).set({ points: 2000 }).where(eq(merchantPayments.id, id))
    await tx.update(merchantMonths).set({ points: 2000 })
    await tx.update(merchantSpenders).set({ points: 2000 })
  })
  expect(await verifyPayments(town.db)).toEqual([
    `merchant-${id}: the payment says 2000 taken and 0 given back between ${merchantId} and liNa, the ledger 20 taken and 0 given back between ${merchantId} and liNa`,
  ])
})

it('pays once when eight confirm at the same moment, and gives it back once when eight refund', async () => {
  const { town, merchantId } = await shopTown()
  const id = await asked(town, merchantId)
  const confirms = await Promise.all(
    Array.from({ length: 8 }, () => town.as('liNa').post(`/merchants/payments/${id}/confirm`)),
  )
  expect(confirms.map(({ status }) => status)).toEqual(Array(8).fill(303))
  expect(await available(town, 'liNa')).toBe(80)
  const refund = `/merchants/counter/${merchantId}/payments/${id}/refund`
  const refunds = await Promise.all(Array.from({ length: 8 }, () => town.as('wangFang').post(refund)))
  expect(refunds.map(({ status }) => status).sort()).toEqual([303, ...Array(7).fill(409)])
  expect(await available(town, 'liNa')).toBe(100)
  expect(await town.db.select().from(merchantMonths)).toMatchObject([{ points: 0 }])
  expect(await verifyPoints(town.db)).toEqual([])
})

it('refunds on the same day only, and only at the shop that was paid', async () => {
  const { town, merchantId } = await shopTown()
  const otherId = await openMerchant(town, 'zhangWei', { unifiedCode: '9144030071526726XG', name: '张伟五金' })
  const id = await asked(town, merchantId)
  await town.as('liNa').post(`/merchants/payments/${id}/confirm`)
  expect((await town.as('zhangWei').post(`/merchants/counter/${otherId}/payments/${id}/refund`)).status).toBe(404)
  expect((await town.as('zhangWei').post(`/merchants/counter/${merchantId}/payments/${id}/refund`)).status).toBe(404)
  await town.advance(day)
  expect((await town.as('wangFang').post(`/merchants/counter/${merchantId}/payments/${id}/refund`)).status).toBe(409)
  expect(await available(town, 'liNa')).toBe(80)
})

it('runs out after five minutes, and can be declined', async () => {
  const { town, merchantId } = await shopTown()
  const late = await asked(town, merchantId)
  await town.advance(6 * minute)
  expect((await town.as('liNa').post(`/merchants/payments/${late}/confirm`)).status).toBe(409)
  const declined = await asked(town, merchantId)
  expect((await town.as('liNa').post(`/merchants/payments/${declined}/decline`)).status).toBe(303)
  expect((await town.as('liNa').post(`/merchants/payments/${declined}/confirm`)).status).toBe(409)
  const states = await town.db.select({ state: merchantPayments.state }).from(merchantPayments)
  expect(states.map(({ state }) => state).sort()).toEqual(['declined', 'expired'])
  expect(await available(town, 'liNa')).toBe(100)
})

it('takes a paper card with its PIN, and counts wrong ones', async () => {
  const { town, merchantId } = await shopTown()
  const actor = await town.actor('adminZheng')
  const card = await town.atomically((tx) =>
    issueCard(tx, town.secrets, { personId: 'liNa', pin: '246810', actor, now: town.now() }),
  )
  const code = cardCode(town.secrets, card.number)
  expect((await ask(town, merchantId, { code })).status).toBe(422)
  for (let at = 0; at < 4; at++) expect((await ask(town, merchantId, { code, pin: '111111' })).status).toBe(422)
  expect((await ask(town, merchantId, { code, pin: '246810' })).status).toBe(303)
  expect(await available(town, 'liNa')).toBe(80)
  for (let at = 0; at < 5; at++) await ask(town, merchantId, { code, pin: '111111' })
  expect((await ask(town, merchantId, { code, pin: '246810' })).status).toBe(403)
  expect(await available(town, 'liNa')).toBe(80)
})

it('takes nothing from the owner or from whoever stands at the counter', async () => {
  const { town, merchantId } = await shopTown()
  await givePoints(town, 'wangFang', 100)
  await givePoints(town, 'zhangWei', 100)
  expect((await ask(town, merchantId, { code: (await codeOf(town, 'wangFang')).qr })).status).toBe(403)
  const named = { id: newId(), code: (await codeOf(town, 'zhangWei')).qr }
  expect((await town.as('wangFang').post(`/merchants/mine/${merchantId}/clerks`, named)).status).toBe(303)
  town.setTime(new Date(town.now().getTime() + minute))
  const own = await ask(town, merchantId, { code: (await codeOf(town, 'zhangWei')).qr })
  expect(own.status).toBe(403)
  expect(await own.text()).toContain('自己的店')
})

it('lets a clerk whom the owner named accept points, until the owner ends it', async () => {
  const { town, merchantId } = await shopTown()
  const code = async () => (await codeOf(town, 'liNa')).qr
  expect((await ask(town, merchantId, { code: await code() }, 'zhangWei')).status).toBe(403)
  const named = { id: newId(), code: (await codeOf(town, 'zhangWei')).qr }
  await town.as('wangFang').post(`/merchants/mine/${merchantId}/clerks`, named)
  expect((await ask(town, merchantId, { code: await code() }, 'zhangWei')).status).toBe(303)
  const end = `/merchants/mine/${merchantId}/clerks/zhangWei/end`
  expect((await town.as('liNa').post(end)).status).toBe(404)
  expect((await town.as('wangFang').post(end)).status).toBe(303)
  expect((await ask(town, merchantId, { code: await code() }, 'zhangWei')).status).toBe(403)
})

it('keeps to the caps of the month, for the shop and for the person, also when both pay at once', async () => {
  const { town, merchantId } = await shopTown({ merchantMonthPoints: 50, personMonthPoints: 30 })
  await givePoints(town, 'chenJie', 100)
  const first = await asked(town, merchantId, '20')
  const second_ = await asked(town, merchantId, '20')
  const both = await Promise.all(
    [first, second_].map((id) => town.as('liNa').post(`/merchants/payments/${id}/confirm`)),
  )
  expect(both.map(({ status }) => status).sort()).toEqual([303, 409])
  const third = await asked(town, merchantId, '30', 'chenJie')
  expect((await town.as('chenJie').post(`/merchants/payments/${third}/confirm`)).status).toBe(303)
  const fourth = await asked(town, merchantId, '10')
  const full = await town.as('liNa').post(`/merchants/payments/${fourth}/confirm`)
  expect(full.status).toBe(409)
  expect(await available(town, 'liNa')).toBe(80)
})

it('gives the owner a statement that adds up and names nobody, and nobody else one', async () => {
  const { town, merchantId } = await shopTown()
  const paid = await asked(town, merchantId, '20')
  await town.as('liNa').post(`/merchants/payments/${paid}/confirm`)
  const back = await asked(town, merchantId, '30')
  await town.as('liNa').post(`/merchants/payments/${back}/confirm`)
  await town.as('wangFang').post(`/merchants/counter/${merchantId}/payments/${back}/refund`)
  const file = await (await town.as('wangFang').get(`/merchants/counter/${merchantId}/statement.csv`)).text()
  expect(file.trim().split('\r\n').at(-1)).toBe('合计,2026-03,,,,20')
  expect(file).not.toContain('李娜')
  expect((await town.as('liNa').get(`/merchants/counter/${merchantId}/statement.csv`)).status).toBe(403)
})

it('stops with the shop: suspended it takes no points, and still gives today’s back', async () => {
  const { town, merchantId } = await shopTown()
  const paid = await asked(town, merchantId)
  const open = await asked(town, merchantId)
  await town.as('liNa').post(`/merchants/payments/${paid}/confirm`)
  const { version } = await merchantById(town.db, merchantId)
  const suspend = { version: String(version), step: 'suspend', why: '停业' }
  await town.as('reviewerSun').post(`/desk/merchants/${merchantId}`, suspend)
  expect((await town.as('liNa').post(`/merchants/payments/${open}/confirm`)).status).toBe(409)
  expect((await town.as('wangFang').post(`/merchants/counter/${merchantId}/payments/${paid}/refund`)).status).toBe(303)
  expect(await available(town, 'liNa')).toBe(100)
})

it('adds up after any run of asking, confirming, declining and refunding', async () => {
  const { town, merchantId } = await shopTown()
  const steps = fc.array(fc.constantFrom('ask', 'confirm', 'decline', 'refund'), { minLength: 15, maxLength: 25 })
  for (const run of fc.sample(steps, 2)) {
    const ids: string[] = []
    for (const step of run) {
      const id = ids.at(-1)
      if (step === 'ask') ids.push(await asked(town, merchantId, '5'))
      else if (id && step === 'refund')
        await town.as('wangFang').post(`/merchants/counter/${merchantId}/payments/${id}/refund`)
      else if (id) await town.as('liNa').post(`/merchants/payments/${id}/${step}`)
    }
  }
  const rows = await town.db.select().from(merchantPayments)
  const paid = rows.filter(({ state }) => state === 'paid').reduce((sum, { points }) => sum + points, 0)
  expect(await available(town, 'liNa')).toBe(100 - paid)
  expect(await verifyPayments(town.db)).toEqual([])
  expect(await verifyPoints(town.db)).toEqual([])
})

const refused = (town: Town) =>
  town.db
    .select({ who: refusedPayers.personId, reason: refusedPayments.reason, points: refusedPayments.points })
    .from(refusedPayments)
    .leftJoin(refusedPayers, eq(refusedPayers.refusedId, refusedPayments.id))
    .orderBy(refusedPayments.reason, refusedPayments.at)
const watched = async (town: Town) => (await town.as('auditorWu').get('/desk/merchants/watch')).text()

it('keeps every refused scan and shows the city tries at one’s own shop, each sent twice as one', async () => {
  const { town, merchantId } = await shopTown()
  const own = { id: newId(), code: (await codeOf(town, 'wangFang')).qr }
  for (let time = 0; time < 2; time++) expect((await ask(town, merchantId, own)).status).toBe(403)
  expect((await ask(town, merchantId, { code: 'nonsense' })).status).toBe(422)
  expect((await ask(town, merchantId, { code: (await codeOf(town, 'liNa')).qr, points: '51' })).status).toBe(409)
  expect((await ask(town, merchantId, { code: 'nonsense' }, 'zhangWei')).status).toBe(403)
  expect(await refused(town)).toEqual([
    { who: null, reason: 'code_unreadable', points: 20 },
    { who: 'wangFang', reason: 'payment_own_shop', points: 20 },
    { who: 'liNa', reason: 'payment_size', points: 51 },
  ])
  expect(await watched(town)).toContain('自己人试付被拒')
  expect(await watched(town)).not.toContain('王芳（')
  expect(await (await town.as('liNa').get('/me/privacy/data')).text()).toContain('商户没有收成的积分')
})

it('counts tries that an owner sends under one id, and that of another shop under the same', async () => {
  const { town, merchantId } = await shopTown()
  const other = await openMerchant(town, 'zhangWei', { unifiedCode: unifiedCode(2), name: '张伟饵丝店' })
  const id = newId()
  const own = async (points: string) => ask(town, merchantId, { id, points, code: (await codeOf(town, 'wangFang')).qr })
  for (const points of ['20', '20', '30']) expect((await own(points)).status).toBe(403)
  town.setTime(new Date(town.now().getTime() + minute))
  expect((await own('20')).status).toBe(403)
  const theirs = { id, code: (await codeOf(town, 'zhangWei')).qr }
  expect((await ask(town, other, theirs, 'zhangWei')).status).toBe(403)
  expect((await refused(town)).map(({ who, points }) => `${who} ${points}`).toSorted()).toEqual([
    'wangFang 20',
    'wangFang 20',
    'wangFang 30',
    'zhangWei 20',
  ])
  expect(await watched(town)).toContain('3 次，3 次')
})

it('counts a try at one’s own shop whatever it was refused for', async () => {
  const { town, merchantId } = await shopTown()
  expect((await ask(town, merchantId, { code: (await codeOf(town, 'wangFang')).qr, points: '51' })).status).toBe(409)
  expect((await ask(town, merchantId, { code: (await codeOf(town, 'liNa')).qr, points: '51' })).status).toBe(409)
  expect((await refused(town)).map(({ reason }) => reason)).toEqual(['payment_size', 'payment_size'])
  expect(await watched(town)).toContain('2 次，1 次')
})

it('forgets whose code was refused after a year and with their account, and still counts the try', async () => {
  const { town, merchantId } = await shopTown()
  for (const who of ['liNa', 'chenJie'])
    await ask(town, merchantId, { code: (await codeOf(town, who)).qr, points: '51' })
  await town.atomically((tx) => deletePerson(tx, personal, { personId: 'chenJie', now: town.now() }))
  expect((await refused(town)).map(({ who }) => who)).toEqual(expect.arrayContaining(['liNa', null]))
  town.setTime(new Date('2027-03-31T12:00:00+08:00'))
  await town.advance(hour)
  expect((await refused(town)).map(({ who }) => who)).toContain('liNa')
  town.setTime(new Date('2027-04-01T12:00:00+08:00'))
  await town.advance(hour)
  expect((await refused(town)).map(({ who }) => who)).toEqual([null, null])
})

it('lets a shop scan no faster than a queue moves', async () => {
  const { town, merchantId } = await shopTown()
  const scan = () => ask(town, merchantId, { code: 'nonsense' })
  for (let time = 0; time < 120; time++) await scan()
  expect((await scan()).status).toBe(429)
  expect(await refused(town)).toHaveLength(120)
})

it('keeps that somebody became one of the shop’s people between the scan and their confirmation', async () => {
  const { town, merchantId } = await shopTown()
  const id = await asked(town, merchantId)
  town.setTime(new Date(town.now().getTime() + 40 * second))
  await town
    .as('wangFang')
    .post(`/merchants/mine/${merchantId}/clerks`, { id: newId(), code: (await codeOf(town, 'liNa')).qr })
  expect((await town.as('liNa').post(`/merchants/payments/${id}/confirm`)).status).toBe(403)
  expect(await refused(town)).toMatchObject([{ who: 'liNa', reason: 'payment_own_shop' }])
  expect(await available(town, 'liNa')).toBe(100)
})
