import { eq } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { donors } from '../../db/schema/donations.ts'
import { charity, openCharity } from '../../test/donations.ts'
import { openShelves } from '../../test/shelves.ts'
import { openTown, qingyunStore, type Town, zhenxing } from '../../test/town.ts'
import { issueReserved, reserveStock } from '../stock/actions.ts'

let town: Town
beforeEach(async () => {
  town = await openTown()
  await openShelves(town)
  await openCharity(town)
})

type Whole = { donation: { version: number; state: string; number: string }; lines: { places: object }[] }
const post = (path: string, body: unknown, { key = 'request-0001', who = 'keeperMa' } = {}) =>
  town.as(who).api('POST', path, body, key)
const donor = { storeId: qingyunStore, kind: 'person', name: '张先生', phone: '138 0000 0001' }
const donation = { donorId: 'donor-of-api', bodyId: charity, storeId: qingyunStore, givenOn: '2026-03-01' }
const rice = { kind: 'goods', itemId: 'rice', quantity: 10, unitValueFen: 3000, expiresOn: '2026-12-31' }
const at = '/donations/donation-of-api'

/** Ten bags of rice, received and inspected, two of them unfit, five on the shelf. */
async function onTheShelf() {
  await post('/donors', donor, { key: 'donor-of-api' })
  await post('/donations', donation, { key: 'donation-of-api' })
  const added = (await (await post(`${at}/lines`, rice, { key: 'line-of-api' })).json()) as Whole
  const received = await post(`${at}/receive`, { version: added.donation.version })
  const { version } = ((await received.json()) as Whole).donation
  await post(`${at}/inspect`, { version, rejected: { 'line-of-api': 2 }, why: '破损' }, { key: 'request-0002' })
  return post(`${at}/lines/line-of-api/shelve`, { storeId: qingyunStore, quantity: 5 }, { key: 'lot-of-api' })
}

it('takes a donation in from donor to shelf, and tells where its pieces are', async () => {
  const shelved = await onTheShelf()
  expect(shelved.status).toBe(201)
  expect(await shelved.json()).toMatchObject({
    donation: {
      number: 'D-2026-000001',
      state: 'inspected',
      receivingBody: { name: '蒙自市慈善会', legalKind: 'charity' },
    },
    lines: [{ id: 'line-of-api', quantity: 10, places: { rejected: 2, waiting: 3, onShelf: 5, collected: 0 } }],
  })
  const list = await (await town.as('auditorWu').api('GET', '/donations')).json()
  expect(list).toMatchObject({ donations: [{ id: 'donation-of-api' }], next: null })
})

it('answers every act that is sent again as the first time, and refuses its id for something else', async () => {
  await onTheShelf()
  expect((await post('/donors', donor, { key: 'donor-of-api' })).status).toBe(201)
  expect((await post('/donations', donation, { key: 'donation-of-api' })).status).toBe(201)
  expect((await post('/donors', { ...donor, name: '李先生' }, { key: 'donor-of-api' })).status).toBe(409)
  const shelve = { storeId: qingyunStore, quantity: 5 }
  const again = await post(`${at}/lines/line-of-api/shelve`, shelve, { key: 'lot-of-api' })
  expect(await again.json()).toMatchObject({ lines: [{ places: { onShelf: 5 } }] })
})

it('adds a line once, and no other under the same id', async () => {
  await post('/donors', donor, { key: 'donor-of-api' })
  await post('/donations', donation, { key: 'donation-of-api' })
  const add = (quantity: number) => post(`${at}/lines`, { ...rice, quantity }, { key: 'line-of-api' })
  expect([(await add(10)).status, (await add(10)).status]).toEqual([201, 201])
  expect(await (await add(11)).json()).toMatchObject({ code: 'same_id_other_content' })
  const money = await post(`${at}/lines`, { kind: 'money', name: '捐款', amountFen: 125_030 }, { key: 'money-of-api' })
  expect(await money.json()).toMatchObject({ lines: [{ quantity: 10 }, { unitValueFen: 125_030, places: null }] })
})

it('takes a line out of a draft and an entry back, once for a key', async () => {
  await post('/donors', donor, { key: 'donor-of-api' })
  await post('/donations', donation, { key: 'donation-of-api' })
  await post(`${at}/lines`, rice, { key: 'line-of-api' })
  const drop = () => post(`${at}/lines/line-of-api/drop`, {}, { key: 'drop-of-api' })
  expect([(await drop()).status, await (await drop()).json()]).toMatchObject([200, { lines: [] }])
  const { version } = ((await (await town.as('keeperMa').api('GET', at)).json()) as Whole).donation
  const stale = await post(`${at}/void`, { version: version - 1, reason: '登记错了' }, { key: 'void-stale' })
  expect(await stale.json()).toMatchObject({ code: 'stale_version' })
  const undo = () => post(`${at}/void`, { version, reason: '登记错了' }, { key: 'void-of-api' })
  expect([(await undo()).status, (await undo()).status]).toEqual([200, 200])
  expect(await (await undo()).json()).toMatchObject({ donation: { state: 'voided' } })
  expect((await drop()).status).toBe(200)
  expect((await post(`${at}/lines/line-of-api/drop`, {}, { key: 'drop-later' })).status).toBe(409)
})

it('recalls a lot once under one id, and stops what is left of it', async () => {
  await onTheShelf()
  const recall = () => post(`${at}/lines/line-of-api/recall`, { reason: '虫蛀' }, { key: 'recall-of-api' })
  expect([(await recall()).status, (await recall()).status]).toEqual([200, 200])
  expect(await (await recall()).json()).toMatchObject({ lines: [{ places: { recalled: 5, onShelf: 0 } }] })
})

it('tells a donor what was collected where, with few people merged', async () => {
  await onTheShelf()
  const taken = { id: 'order-1', storeId: qingyunStore, itemId: 'rice', quantity: 2, now: town.now() }
  const recipient = { id: 'chenJie', areaPath: `532503000000/532503003000/${zhenxing}/`, inNeed: false }
  await town.atomically(async (tx) => {
    await reserveStock(tx, { ...taken, recipient })
    await issueReserved(tx, { reservationId: 'order-1', quantity: 2, actorId: 'keeperMa', now: town.now() })
  })
  await town.atomically((tx) => tx.update(donors).set({ personId: 'wangFang' }).where(eq(donors.id, 'donor-of-api')))
  const mine = await (await town.as('wangFang').api('GET', '/donations/mine')).json()
  expect(mine).toMatchObject({
    given: [
      { lines: [{ places: { collected: 2, onShelf: 3 }, communities: 1, collectedIn: [], collectedElsewhere: 2 }] },
    ],
  })
  expect(JSON.stringify(mine)).not.toContain('chenJie')
  expect(await (await town.as('zhangWei').api('GET', '/donations/mine')).json()).toEqual({ given: [] })
})

it.each([
  ['wangFang', 403],
  ['merchantNong', 403],
  ['clerkZhao', 404],
  ['auditorWu', 200],
  ['clerkLi', 200],
])('answers %s, who asks for a donation to 青云, with %i', async (who, status) => {
  await onTheShelf()
  expect((await town.as(who).api('GET', at)).status).toBe(status)
})

it('lets nobody take in, receive or recall what is not theirs', async () => {
  await onTheShelf()
  expect((await post('/donors', donor, { who: 'auditorWu' })).status).toBe(403)
  expect((await post('/donors', donor, { who: 'clerkZhao' })).status).toBe(403)
  expect((await post(`${at}/receive`, { version: 1 }, { who: 'clerkZhao' })).status).toBe(404)
  expect((await post(`${at}/lines/line-of-api/recall`, { reason: '试试' }, { who: 'clerkZhao' })).status).toBe(404)
  const shelve = { storeId: qingyunStore, quantity: 1 }
  expect((await post(`${at}/lines/line-of-api/shelve`, shelve, { who: 'clerkLi', key: 'lot-of-clerk' })).status).toBe(
    403,
  )
  expect((await post(`${at}/lines`, { kind: 'goods', quantity: 0 })).status).toBe(422)
})
