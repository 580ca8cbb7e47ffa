import { eq } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { donors } from '../../../db/schema/donations.ts'
import { people } from '../../../db/schema/people.ts'
import { charity, charityCode, given, openCharity } from '../../../test/donations.ts'
import { openShelves, zhenxingStore } from '../../../test/shelves.ts'
import { openTown, qingyunStore, type Town } from '../../../test/town.ts'
import { cityDay } from '../../kit/clock.ts'
import { sealedPhone } from '../../people/actions.ts'
import { looksOf } from '../../people/privacy/queries.ts'
import { issueReserved, reserveStock } from '../../stock/actions.ts'
import { writeOff } from '../../stock/shelf/actions.ts'
import { bodyAtWork } from '../bodies/queries.ts'
import { donorById, linkTokenOf } from '../donors/queries.ts'
import { nowhere } from '../rules.ts'
import { verifyDonations } from '../verify.ts'
import { placesOf } from '../where/queries.ts'
import { openDonation, voidDonation } from './actions.ts'
import { donationById, linesOf } from './queries.ts'
import { shelve } from './shelving.ts'

let town: Town
beforeEach(async () => {
  town = await openTown()
  await openShelves(town)
  await openCharity(town)
})

const put = async (
  quantity: number,
  { id = 'lot-1', lineId = 'gift-0', storeId = qingyunStore, who = 'adminZheng' } = {},
) => {
  const actor = await town.actor(who)
  return town.atomically((tx) => shelve(tx, { id, lineId, storeId, quantity, actor, now: town.now() }))
}
const whereIs = async (lineId = 'gift-0') =>
  (await placesOf(town.db, await linesOf(town.db, 'gift'), town.now())).get(lineId)
const refusal = (code: string, details = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) })

it('takes a donation in through the desk, form by form, and prints its receipt', async () => {
  const keeper = town.as('keeperMa')
  const donor = await keeper.post('/desk/donors', {
    id: 'donor-form-1',
    storeId: qingyunStore,
    kind: 'firm',
    name: '蒙自过桥米线厂',
    creditCode: '91350100m000100y43',
    wallName: '过桥米线厂',
  })
  expect(donor.headers.get('location')).toBe('/desk/donations/new?donor=donor-form-1')
  const opened = await keeper.post('/desk/donations', {
    id: 'donation-form-1',
    donorId: 'donor-form-1',
    bodyId: charity,
    storeId: qingyunStore,
    givenOn: '2026-03-01',
  })
  expect(opened.headers.get('location')).toBe('/desk/donations/donation-form-1')
  const path = '/desk/donations/donation-form-1'
  await keeper.post(`${path}/lines`, {
    id: 'line-form-1',
    kind: 'goods',
    itemId: 'rice',
    quantity: '４０',
    kilograms: '200.5',
    expiresOn: '2026-12-31',
  })
  await keeper.post(`${path}/lines`, { id: 'line-form-2', kind: 'money', name: '捐款', unitValue: '1250.3' })
  const { version } = await donationById(town.db, 'donation-form-1')
  expect((await keeper.post(`${path}/receive`, { version: String(version) })).status).toBe(303)
  const receipt = await (await keeper.get(`${path}/receipt`)).text()
  for (const said of [
    'D-2026-000001',
    '蒙自过桥米线厂',
    '蒙自市慈善会',
    '慈善组织',
    '91350100M000100Y43',
    '40 袋',
    '200.50 kg',
    '贰仟肆佰伍拾元叁角',
  ])
    expect(receipt).toContain(said)
})

it.each([
  ['goods', 'quantity'],
  ['money', 'unitValue'],
])('says of %s that lack their %s that it has to be filled in, not that it is wrong', async (kind, field) => {
  await given(town, { inspected: false })
  const actor = await town.actor('keeperMa')
  const about = { donorId: 'donor-gift', bodyId: charity, storeId: qingyunStore, givenOn: cityDay(town.now()) }
  await town.atomically((tx) => openDonation(tx, { id: 'draft', ...about, actor, now: town.now() }))
  const typed = { id: 'line-form-1', kind, itemId: 'rice', name: '捐款' }
  const page = await (await town.as('keeperMa').post('/desk/donations/draft/lines', typed)).text()
  expect(page).toMatch(new RegExp(`id="${field}-error">请填写这一项`))
})

it('says at the field what a line lacks, and keeps what was typed', async () => {
  await town.as('keeperMa').post('/desk/donors', { id: 'donor-form-1', storeId: qingyunStore, kind: 'anonymous' })
  const about = {
    id: 'donation-form-1',
    donorId: 'donor-form-1',
    bodyId: charity,
    storeId: qingyunStore,
    givenOn: '2026-03-01',
  }
  await town.as('keeperMa').post('/desk/donations', about)
  const tried = await town.as('keeperMa').post('/desk/donations/donation-form-1/lines', {
    id: 'line-form-1',
    kind: 'goods',
    quantity: '3',
    purpose: '给孤寡老人',
  })
  expect(tried.status).toBe(422)
  const page = await tried.text()
  expect(page).toContain('请选择是目录里的哪一种物品')
  expect(page).toContain('给孤寡老人')
})

it('changes nothing of a donation once it was received', async () => {
  await given(town, { inspected: false })
  const keeper = town.as('keeperMa')
  const added = await keeper.post('/desk/donations/gift/lines', {
    id: 'line-form-1',
    kind: 'goods',
    itemId: 'soap',
    quantity: '1',
  })
  expect(added.status).toBe(409)
  await keeper.post('/desk/donations/gift/lines/gift-0/drop')
  expect(await linesOf(town.db, 'gift')).toHaveLength(1)
})

it('numbers two donations that are received at once one after the other', async () => {
  const numbers = await Promise.all([given(town, { id: 'gift' }), given(town, { id: 'other' })])
  expect(numbers.map(({ number }) => number).sort()).toEqual(['D-2026-000001', 'D-2026-000002'])
})

it('puts what is fit for use on shelves, never more than there is, and only once for one form', async () => {
  await given(town, { lines: [{ rejected: 3 }] })
  await put(30)
  await put(30)
  await expect(put(29)).rejects.toEqual(refusal('same_id_other_content'))
  await expect(put(8, { id: 'lot-2' })).rejects.toEqual(refusal('not_so_many_waiting', { waiting: 7 }))
  await put(7, { id: 'lot-2', storeId: zhenxingStore })
  expect(await whereIs()).toEqual({ ...nowhere, rejected: 3, onShelf: 37 })
})

it('lets two keepers who shelve the last bags at once not both have them', async () => {
  await given(town)
  const both = await Promise.allSettled([put(25, { id: 'lot-1' }), put(25, { id: 'lot-2' })])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await whereIs()).toEqual({ ...nowhere, waiting: 15, onShelf: 25 })
})

it('keeps goods off the shelf before their inspection, and out of stores that are not the keeper’s', async () => {
  await given(town, { inspected: false })
  await expect(put(1)).rejects.toEqual(refusal('not_inspected'))
  await given(town, { id: 'other' })
  await expect(put(1, { lineId: 'other-0', storeId: zhenxingStore, who: 'keeperMa' })).rejects.toEqual(
    refusal('store_not_yours'),
  )
})

it('voids a mistake, but not once some of it is on a shelf', async () => {
  await given(town)
  const { version } = await donationById(town.db, 'gift')
  await put(1)
  const tried = await town
    .as('adminZheng')
    .post('/desk/donations/gift/void', { version: String(version), reason: '重复登记' })
  expect(tried.status).toBe(409)
  await given(town, { id: 'other' })
  const other = await donationById(town.db, 'other')
  await town.as('adminZheng').post('/desk/donations/other/void', { version: String(other.version), reason: '重复登记' })
  expect((await donationById(town.db, 'other')).state).toBe('voided')
})

it('follows forty bags to the shelf, home, and out of the store again', async () => {
  await given(town, { lines: [{ expiresOn: '2026-03-20' }] })
  await put(36)
  const reserved = { id: 'order-1', storeId: qingyunStore, itemId: 'rice', quantity: 31, now: town.now() }
  await town.atomically((tx) => reserveStock(tx, reserved))
  await town.atomically((tx) =>
    issueReserved(tx, { reservationId: 'order-1', quantity: 31, actorId: 'keeperMa', now: town.now() }),
  )
  town.setTime(new Date('2026-03-21T02:00:00Z'))
  expect(await whereIs()).toEqual({ ...nowhere, collected: 31, expired: 5, waiting: 4 })
  const actor = await town.actor('keeperMa')
  await town.atomically((tx) => writeOff(tx, { lotId: 'lot-1', quantity: 2, reason: '过期', actor, now: town.now() }))
  expect(await whereIs()).toEqual({ ...nowhere, collected: 31, expired: 5, waiting: 4 })
  expect(await verifyDonations(town.db)).toEqual([])
})

it('shows a donor by their link where it went, names nobody else, and dies when renewed', async () => {
  await given(town, { wallName: '张先生' })
  await put(36)
  const donor = await donorById(town.db, 'donor-gift')
  const link = `/given/${linkTokenOf(town.secrets, donor)}`
  const page = await (await town.as(undefined).get(link)).text()
  expect(page).toContain('D-2026-000001')
  expect(page).toContain('36 袋')
  expect((await town.as(undefined).get(`${link.slice(0, -1)}A`)).status).toBe(404)
  await town.as('adminZheng').post('/desk/donors/donor-gift/link')
  expect((await town.as(undefined).get(link)).status).toBe(404)
})

it('names on the wall who agreed, and nobody else', async () => {
  await given(town, { wallName: '好心的张先生' })
  await given(town, { id: 'shy', name: '不愿留名的李女士' })
  const wall = await (await town.as(undefined).get('/donations')).text()
  expect(wall).toContain('好心的张先生')
  expect(wall).not.toContain('李女士')
  const link = `/given/${linkTokenOf(town.secrets, await donorById(town.db, 'donor-gift'))}`
  await town.as(undefined).post(`${link}/wall`, { wallName: '' })
  expect(await (await town.as(undefined).get('/donations')).text()).not.toContain('张先生')
})

it('keeps donations of a link among a resident’s own, once', async () => {
  await given(town)
  const link = `/given/${linkTokenOf(town.secrets, await donorById(town.db, 'donor-gift'))}`
  expect((await town.as('wangFang').post(`${link}/claim`)).status).toBe(303)
  expect(await (await town.as('wangFang').get('/donations/mine')).text()).toContain('D-2026-000001')
  expect((await town.as('zhangWei').post(`${link}/claim`)).status).toBe(409)
})

it('hides donors and donations from the staff of other places', async () => {
  await given(town)
  expect((await town.as('clerkZhao').get('/desk/donors/donor-gift')).status).toBe(404)
  expect((await town.as('clerkZhao').get('/desk/donations/gift')).status).toBe(404)
  expect((await town.as('keeperMa').get('/desk/donations/gift')).status).toBe(200)
})

it('tells a donor who of the staff saw who they are, once an hour for each reason, and the resident as well', async () => {
  await given(town, { phone: '138 0000 0001' })
  await town.atomically((tx) => tx.update(donors).set({ personId: 'wangFang' }).where(eq(donors.id, 'donor-gift')))
  const clerk = town.as('clerkLi')
  for (const path of [
    '/desk/donors/donor-gift',
    '/desk/donors/donor-gift',
    '/desk/donations/gift',
    '/desk/donations/gift/receipt',
  ])
    expect((await clerk.get(path)).status).toBe(200)
  const looks = await looksOf(town.db, 'wangFang')
  expect(looks.map(({ reason, byName }) => [reason, byName])).toEqual(
    expect.arrayContaining([
      ['打开捐赠人登记页', '李干事'],
      ['打开捐赠登记 D-2026-000001', '李干事'],
      ['打印捐赠凭证 D-2026-000001', '李干事'],
    ]),
  )
  expect(looks).toHaveLength(3)
  const page = await (await town.as('wangFang').get('/donations/mine')).text()
  expect(page).toContain('打印捐赠凭证 D-2026-000001')
  await town.as('wangFang').get('/donations/mine')
  expect(await looksOf(town.db, 'wangFang')).toHaveLength(3)
})

it('refuses to say a receiving body anew from what has changed meanwhile, and shows both', async () => {
  const admin = town.as('adminZheng')
  const said = { organizationId: charity, legalKind: 'foundation', creditCode: charityCode }
  expect((await admin.post('/desk/receiving-bodies', said)).status).toBe(409)
  expect((await admin.post('/desk/receiving-bodies', { ...said, version: '1' })).status).toBe(303)
  expect((await admin.post('/desk/receiving-bodies', { ...said, version: '1' })).status).toBe(303)
  const stale = await admin.post('/desk/receiving-bodies', { ...said, legalKind: 'association', version: '1' })
  expect(stale.status).toBe(409)
  const page = await stale.text()
  expect(page).toContain('association')
  expect(page).toContain('foundation')
  expect((await bodyAtWork(town.db, charity)).legalKind).toBe('foundation')
})

it('takes only a phone that is one', async () => {
  const donor = { id: 'donor-form-9', storeId: qingyunStore, kind: 'person', name: '张先生' }
  const wrong = await town.as('keeperMa').post('/desk/donors', { ...donor, phone: '12345' })
  expect(wrong.status).toBe(422)
  expect(await wrong.text()).toContain('11 位')
})

it('has one winner when a donation is taken back and put on a shelf at once', async () => {
  const { version } = await given(town)
  const actor = await town.actor('adminZheng')
  const back = { donationId: 'gift', version, reason: '登记错了', actor, now: town.now() }
  const both = await Promise.allSettled([put(10), town.atomically((tx) => voidDonation(tx, back))])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const { state } = await donationById(town.db, 'gift')
  expect(state === 'voided').toBe(
    (await placesOf(town.db, await linesOf(town.db, 'gift'), town.now())).get('gift-0')?.onShelf === 0,
  )
})

it.each([
  ['1000000', '99999999.99', 422],
  ['1000000', '9999.99', 303],
  ['0', '1', 422],
  ['-3', '1', 422],
  ['1.5', '1', 422],
  ['1e3', '1', 422],
  ['10', '-1', 422],
  ['10', '1.234', 422],
])('takes %s pieces worth %s yuan each with %i', async (quantity, unitValue, status) => {
  await given(town, { inspected: false })
  const actor = await town.actor('keeperMa')
  const about = { donorId: 'donor-gift', bodyId: charity, storeId: qingyunStore, givenOn: cityDay(town.now()) }
  await town.atomically((tx) => openDonation(tx, { id: 'draft', ...about, actor, now: town.now() }))
  const typed = { id: 'line-form-1', kind: 'goods', itemId: 'rice', quantity, unitValue }
  expect((await town.as('keeperMa').post('/desk/donations/draft/lines', typed)).status).toBe(status)
})

it('lets nobody enter what they give themselves', async () => {
  const own = sealedPhone(town.secrets, '13800000009')
  await town.atomically((tx) => tx.update(people).set(own).where(eq(people.id, 'keeperMa')))
  const donor = { id: 'donor-form-1', storeId: qingyunStore, kind: 'person', name: '马店长', phone: '138 0000 0009' }
  const refused = await town.as('keeperMa').post('/desk/donors', donor)
  expect(refused.status).toBe(403)
  expect(await refused.text()).toContain('请同事登记')
  expect((await town.as('clerkLi').post('/desk/donors', donor)).status).toBe(303)
  const about = { donorId: donor.id, bodyId: charity, storeId: qingyunStore, givenOn: cityDay(town.now()) }
  const taken = await town.as('keeperMa').post('/desk/donations', { id: 'donation-form-1', ...about })
  expect(taken.status).toBe(403)
  expect(await taken.text()).toContain('请同事登记')
  expect((await town.as('clerkLi').post('/desk/donations', { id: 'donation-form-1', ...about })).status).toBe(303)
  const line = { id: 'line-form-1', kind: 'goods', itemId: 'rice', quantity: '40' }
  expect((await town.as('keeperMa').post('/desk/donations/donation-form-1/lines', line)).status).toBe(403)
  expect((await town.as('clerkLi').post('/desk/donations/donation-form-1/lines', line)).status).toBe(303)
  const version = String((await donationById(town.db, 'donation-form-1')).version)
  expect((await town.as('keeperMa').post('/desk/donations/donation-form-1/receive', { version })).status).toBe(403)
  expect((await town.as('clerkLi').post('/desk/donations/donation-form-1/receive', { version })).status).toBe(303)
})
