import { beforeEach, expect, it } from 'vitest'
import { moneyUseAnswers, moneyUses } from '../../../db/schema/donations.ts'
import { given, openCharity } from '../../../test/donations.ts'
import { openShelves } from '../../../test/shelves.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { donorById, linkTokenOf } from '../donors/queries.ts'
import { donationById } from '../intake/queries.ts'
import { verifyDonations } from '../verify.ts'
import { usesOf } from './queries.ts'

const desk = '/desk/donations/gift/lines/gift-0/money'

let town: Town
beforeEach(async () => {
  town = await openTown()
  await openShelves(town)
  await openCharity(town)
  await given(town, { lines: [{ kind: 'money', name: '捐款', quantity: 1, unitValueFen: 100_000 }, {}] })
})

const enter = (amount: string, { id = 'use-0001', who = 'clerkLi', ...typed } = {} as Record<string, string>) =>
  town.as(who).post(desk, {
    ...{ id, sense: 'use', amount, what: '给独居老人买棉被', receiptNumber: '发票 0012345', usedOn: '2026-03-02' },
    ...typed,
  })
const confirm = (id = 'use-0001', who = 'adminZheng') => town.as(who).post(`${desk}/${id}/confirm`)
const donorsPage = async () => {
  const link = `/given/${linkTokenOf(town.secrets, await donorById(town.db, 'donor-gift'))}`
  return (await town.as(undefined).get(link)).text()
}
const states = async () => (await usesOf(town.db, ['gift-0'])).get('gift-0')?.map(({ isConfirmed }) => isConfirmed)

it('counts a use once a second person has confirmed it, on the donor’s page and on the wall', async () => {
  expect((await enter('400')).status).toBe(303)
  expect(await donorsPage()).not.toContain('给独居老人买棉被')
  expect((await confirm('use-0001', 'clerkLi')).status).toBe(403)
  expect((await confirm()).status).toBe(303)
  const page = await donorsPage()
  for (const said of ['给独居老人买棉被', '发票 0012345', '400.00 元', '600.00 元']) expect(page).toContain(said)
  const wall = await (await town.as(undefined).get('/donations')).text()
  expect(wall).toContain('捐款 1,000.00 元，已使用 400.00 元，结余 600.00 元')
  expect(await verifyDonations(town.db)).toEqual([])
})

it('never uses more than was given, with what waits to be confirmed', async () => {
  await enter('700')
  const tooMuch = await enter('300.01', { id: 'use-0002' })
  expect(tooMuch.status).toBe(409)
  expect(await tooMuch.text()).toContain('只剩 300 元')
  const both = await Promise.all([enter('200', { id: 'use-0003' }), enter('200', { id: 'use-0004' })])
  expect(both.map(({ status }) => status).sort()).toEqual([303, 409])
})

it('takes a wrong entry back by another one, no more than was used', async () => {
  await enter('400')
  expect((await enter('400', { id: 'use-0002', sense: 'take_back' })).status).toBe(409)
  await confirm()
  expect((await enter('400', { id: 'use-0002', sense: 'take_back' })).status).toBe(303)
  expect((await enter('1', { id: 'use-0003', sense: 'take_back' })).status).toBe(409)
  await confirm('use-0002')
  expect(await donorsPage()).toContain('1,000.00 元')
  expect((await enter('1000', { id: 'use-0004' })).status).toBe(303)
})

it('enters once for one form, and is answered once', async () => {
  expect([(await enter('400')).status, (await enter('400')).status, (await enter('401')).status]).toEqual([
    303, 303, 409,
  ])
  expect((await enter('400', { receiptNumber: '另一张发票' })).status).toBe(409)
  const refused = await town.as('adminZheng').post(`${desk}/use-0001/refuse`, { reason: '发票是 300 元' })
  expect(refused.status).toBe(303)
  expect((await confirm()).status).toBe(409)
  expect(await states()).toEqual([false])
})

it.each([
  [{ usedOn: '2026-03-03' }, 422],
  [{ usedOn: '2026-03-01' }, 422],
  [{ amount: '0' }, 422],
  [{ amount: '很多' }, 422],
  [{ receiptNumber: '' }, 422],
  [{ who: 'keeperMa' }, 403],
  [{ who: 'clerkZhao' }, 404],
  [{ who: 'auditorWu' }, 403],
])('takes no use with %o', async (typed, status) => {
  expect((await enter('400', typed as Record<string, string>)).status).toBe(status)
  expect(await states()).toBeUndefined()
})

it('shows the uses to an auditor, and knows of no money where goods were given', async () => {
  await enter('400')
  const page = await (await town.as('auditorWu').get(desk)).text()
  expect(page).toContain('待另一人核对')
  expect(page).not.toContain('登记一次使用')
  expect((await town.as('clerkLi').get('/desk/donations/gift/lines/gift-1/money')).status).toBe(404)
})

it('finds in verify what was used too much, or confirmed by who entered it', async () => {
  const use = { lineId: 'gift-0', what: '错账', usedOn: '2026-03-02', enteredBy: 'clerkLi', at: town.now() }
  await town.atomically(async (tx) => {
    await tx.insert(moneyUses).values({ id: 'use-bad', amountFen: 100_001, ...use })
    await tx.insert(moneyUseAnswers).values({ useId: 'use-bad', isConfirmed: true, byId: 'clerkLi', at: town.now() })
  })
  expect(await verifyDonations(town.db)).toHaveLength(2)
})

it('takes back no donation whose money was used, however the two meet, until the use is taken back', async () => {
  const revoke = async () => {
    const { version } = await donationById(town.db, 'gift')
    return town.as('adminZheng').post('/desk/donations/gift/void', { version: String(version), reason: '登记错了' })
  }
  const both = await Promise.all([enter('400'), revoke()])
  expect(both.map(({ status }) => status).sort()).toEqual([303, 409])
  expect(await verifyDonations(town.db)).toEqual([])
  if ((await donationById(town.db, 'gift')).state === 'voided') return
  const refused = await revoke()
  expect(refused.status).toBe(409)
  expect(await refused.text()).toContain('要先冲回')
  await confirm()
  expect((await revoke()).status).toBe(409)
  await enter('400', { id: 'use-0002', sense: 'take_back' })
  await confirm('use-0002')
  expect((await revoke()).status).toBe(303)
})
