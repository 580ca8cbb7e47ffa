import { eq } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { grants } from '../../../db/schema/people.ts'
import { shipmentLines } from '../../../db/schema/shipments.ts'
import { stockLots } from '../../../db/schema/stock.ts'
import { given, openCharity } from '../../../test/donations.ts'
import { openShops, zhenxingStore } from '../../../test/shop.ts'
import { openTown, qingyunStore, type Town } from '../../../test/town.ts'
import { donorById, linkTokenOf } from '../../donations/donors/queries.ts'
import { linesOf } from '../../donations/intake/queries.ts'
import { shelve } from '../../donations/intake/shelving.ts'
import { nowhere } from '../../donations/rules.ts'
import { verifyDonations } from '../../donations/verify.ts'
import { placesOf } from '../../donations/where/queries.ts'
import { reserveStock } from '../actions.ts'
import { lotById } from '../queries.ts'
import { recallSource } from '../shelf/actions.ts'
import { verifyStock } from '../verify.ts'
import { receiveShipment, sendShipment } from './actions.ts'
import { linesOfShipment, shipmentById } from './queries.ts'

let town: Town
beforeEach(async () => {
  town = await openTown()
  await openShops(town, 1)
  await openCharity(town)
  await given(town, { lines: [{ expiresOn: '2026-12-31', forNeed: true }] })
  const actor = await town.actor('adminZheng')
  const lot = { id: 'lot-gift', lineId: 'gift-0', storeId: qingyunStore, quantity: 40, actor, now: town.now() }
  await town.atomically((tx) => shelve(tx, lot))
})

const shipment = (pieces: Record<string, string>, id = 'shipment-1') => ({
  id,
  fromStoreId: qingyunStore,
  toStoreId: zhenxingStore,
  note: '',
  ...Object.fromEntries(Object.entries(pieces).map(([lotId, count]) => [`send-${lotId}`, count])),
})
const send = (pieces: Record<string, string>, { who = 'keeperMa', id = 'shipment-1' } = {}) =>
  town.as(who).post('/desk/shipments', shipment(pieces, id))
const lineOf = async (id = 'shipment-1') => {
  const [line] = await linesOfShipment(town.db, id)
  if (!line) throw new Error('nothing lies in it')
  return line
}
const receive = async (arrived: string, { why = '', who = 'keeperLuo' } = {}) => {
  const { id } = await lineOf()
  const typed = { [`arrived-${id}`]: arrived, [`why-${id}`]: why }
  return town.as(who).post('/desk/shipments/shipment-1/receive', typed)
}
const whereIs = async () => (await placesOf(town.db, await linesOf(town.db, 'gift'), town.now())).get('gift-0')
const onHand = async (id: string) => (await lotById(town.db, id)).onHand
const isBalanced = async () => expect([await verifyStock(town.db), await verifyDonations(town.db)]).toEqual([[], []])

it('takes goods off one shelf, follows them on the way, and puts what was counted on the other', async () => {
  expect((await send({ 'lot-gift': '１０' })).headers.get('location')).toBe('/desk/shipments/shipment-1')
  expect(await whereIs()).toEqual({ ...nowhere, onShelf: 30, inTransit: 10 })
  await isBalanced()
  expect((await receive('8', { why: '两袋破了' })).status).toBe(303)
  expect(await whereIs()).toEqual({ ...nowhere, onShelf: 38, lost: 2 })
  expect(await lotById(town.db, (await lineOf()).id)).toMatchObject({
    ...{ storeId: zhenxingStore, received: 10, onHand: 8, fromLotId: 'lot-gift', sourceId: 'gift-0' },
    ...{ expiresOn: '2026-12-31', forNeed: true, quarantined: false, receivedBy: 'keeperLuo' },
  })
  await isBalanced()
  const page = await (await town.as('keeperMa').get('/desk/shipments/shipment-1')).text()
  for (const said of ['S-2026-000001', '已点收', '8 袋', '两袋破了', '罗店长']) expect(page).toContain(said)
})

it('tells the donor what is on the way and what did not arrive', async () => {
  const link = `/given/${linkTokenOf(town.secrets, await donorById(town.db, 'donor-gift'))}`
  await send({ 'lot-gift': '10' })
  expect(await (await town.as(undefined).get(link)).text()).toContain('调拨途中')
  await receive('7', { why: '丢失' })
  const page = await (await town.as(undefined).get(link)).text()
  expect(page).not.toContain('调拨途中')
  expect(page).toContain('报损或盘亏')
  expect(page).toContain('3 袋')
})

it('lets nobody order what is on its way', async () => {
  await send({ 'lot-gift': '40', [`lot-${qingyunStore}-rice`]: '1' })
  const order = (storeId: string, quantity: number) => ({
    ...{ id: `order-${storeId}`, storeId, itemId: 'rice', quantity, now: town.now() },
    recipient: { id: 'wangFang', areaPath: '', inNeed: true },
  })
  const out = expect.objectContaining({ code: 'stock_out' })
  await expect(town.atomically((tx) => reserveStock(tx, order(qingyunStore, 1)))).rejects.toEqual(out)
  await expect(town.atomically((tx) => reserveStock(tx, order(zhenxingStore, 2)))).rejects.toEqual(out)
})

it('sends once for one form, and refuses the same id for something else', async () => {
  const answers = [await send({ 'lot-gift': '10' }), await send({ 'lot-gift': '10' }), await send({ 'lot-gift': '11' })]
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 409])
  expect(await onHand('lot-gift')).toBe(30)
  expect((await shipmentById(town.db, 'shipment-1')).number).toBe('S-2026-000001')
})

it('keeps what was typed, with a sentence where it was wrong', async () => {
  const tooMany = await send({ 'lot-gift': '41' })
  expect(tooMany.status).toBe(409)
  expect(await tooMany.text()).toContain('最多 40 件')
  const word = await send({ 'lot-gift': '很多' })
  expect(word.status).toBe(422)
  const page = await word.text()
  expect(page).toContain('这里只能填整数')
  expect(page).toContain('value="很多"')
  expect((await send({ 'lot-gift': '' })).status).toBe(422)
  expect(await onHand('lot-gift')).toBe(40)
})

it.each([
  ['', '', '每一种都要数'],
  ['11', '', '只发出了 10 件'],
  ['9', '', '请写明原因'],
])('counts nothing in when %s of ten arrived for the reason “%s”', async (arrived, why, sentence) => {
  await send({ 'lot-gift': '10' })
  const answer = await receive(arrived, { why })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain(sentence)
  expect((await shipmentById(town.db, 'shipment-1')).state).toBe('sent')
})

it('counts once, however often and by however many it is sent in', async () => {
  await send({ 'lot-gift': '10' })
  expect([
    (await receive('10')).status,
    (await receive('10')).status,
    (await receive('9', { why: '少' })).status,
  ]).toEqual([303, 303, 409])
  expect(await whereIs()).toEqual({ ...nowhere, onShelf: 40 })
})

it('lets nobody count in what they sent, though they keep both stores', async () => {
  const grant = { id: 'grant-both', personId: 'keeperMa', role: 'keeper' as const, storeId: zhenxingStore }
  const [at, grantedBy] = [town.now(), 'system']
  await town.atomically((tx) => tx.insert(grants).values({ ...grant, startsAt: at, grantedBy, grantedAt: at }))
  await send({ 'lot-gift': '10' })
  const page = await (await town.as('keeperMa').get('/desk/shipments/shipment-1')).text()
  expect(page).toContain('等另一个人点收')
  expect(page).not.toContain('name="arrived-')
  const own = await receive('9', { who: 'keeperMa', why: '丢失' })
  expect(own.status).toBe(403)
  expect(await own.text()).toContain('这批货是您发出的')
  const lines = [{ id: (await lineOf()).id, arrived: 10 }]
  const byApi = await town.as('keeperMa').api('POST', '/shipments/shipment-1/receive', { lines })
  expect(await byApi.json()).toMatchObject({ code: 'shipment_counts_own' })
  expect((await shipmentById(town.db, 'shipment-1')).state).toBe('sent')
  expect((await receive('10')).status).toBe(303)
})

it('lets a clerk of the area count in where no second keeper is at hand, but not what they sent', async () => {
  await send({ 'lot-gift': '10' }, { who: 'clerkLi' })
  expect((await receive('10', { who: 'clerkLi' })).status).toBe(403)
  await send({ 'lot-gift': '10' }, { id: 'shipment-2' })
  const { id } = await lineOf('shipment-2')
  const counted = await town.as('clerkZhao').post('/desk/shipments/shipment-2/receive', { [`arrived-${id}`]: '10' })
  expect(counted.status).toBe(303)
})

it('has one winner when it is counted and called back at once', async () => {
  await send({ 'lot-gift': '10' })
  const back = town.as('keeperMa').post('/desk/shipments/shipment-1/call-back', { reason: '车没走' })
  const statuses = (await Promise.all([receive('10'), back])).map(({ status }) => status)
  expect(statuses.sort()).toEqual([303, 409])
  expect(await whereIs()).toEqual({ ...nowhere, onShelf: 40 })
  await isBalanced()
})

it('sends the last pieces once when two keepers send them at once', async () => {
  const both = [send({ 'lot-gift': '25' }), send({ 'lot-gift': '25' }, { who: 'keeperYang', id: 'shipment-2' })]
  expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([303, 409])
  expect(await whereIs()).toEqual({ ...nowhere, onShelf: 15, inTransit: 25 })
})

it('puts what was called back where it lay', async () => {
  await send({ 'lot-gift': '10' })
  expect((await town.as('keeperLuo').post('/desk/shipments/shipment-1/call-back', { reason: '试试' })).status).toBe(403)
  const back = await town.as('keeperMa').post('/desk/shipments/shipment-1/call-back', { reason: '车坏了' })
  expect(back.status).toBe(303)
  expect(await onHand('lot-gift')).toBe(40)
  await isBalanced()
})

it('keeps recalled goods where they are, and recalled ones that were on the way off the other shelf', async () => {
  await send({ 'lot-gift': '10' })
  await town.as('adminZheng').post('/desk/donations/gift/lines/gift-0/recall', { id: 'recall-01', reason: '虫蛀' })
  await receive('10')
  expect(await lotById(town.db, (await lineOf()).id)).toMatchObject({ onHand: 10, quarantined: true })
  expect((await send({ 'lot-gift': '1' }, { id: 'shipment-2' })).status).toBe(409)
  expect(await whereIs()).toEqual({ ...nowhere, recalled: 40 })
})

it('recalls every piece when a recall and a count meet', async () => {
  const [admin, keeper] = [await town.actor('adminZheng'), await town.actor('keeperLuo')]
  await send({ 'lot-gift': '10' })
  const arrivals = new Map([[(await lineOf()).id, { arrived: 10 }]])
  const how = { reason: '虫蛀', actor: admin, now: town.now() }
  await Promise.all([
    town.atomically((tx) => receiveShipment(tx, { id: 'shipment-1', arrivals, actor: keeper, now: town.now() })),
    town.atomically((tx) => recallSource(tx, { sourceId: 'gift-0', ...how })),
  ])
  const lots = await town.db.select().from(stockLots).where(eq(stockLots.sourceId, 'gift-0')).orderBy(stockLots.id)
  expect(lots.map(({ quarantined }) => quarantined)).toEqual([true, true])
})

it('lets a clerk of the area send, and nobody send or count what is not theirs', async () => {
  const away = { ...shipment({ 'lot-gift': '1' }, 'shipment-9') }
  expect((await town.as('clerkZhao').post('/desk/shipments', away)).status).toBe(403)
  expect((await town.as('keeperLuo').post('/desk/shipments', away)).status).toBe(403)
  expect((await town.as('clerkLi').post('/desk/shipments', shipment({ 'lot-gift': '1' }))).status).toBe(303)
  expect((await receive('1', { who: 'keeperMa' })).status).toBe(403)
  expect((await town.as('clerkZhao').get('/desk/shipments/shipment-1')).status).toBe(200)
  expect((await town.as('reviewerSun').get('/desk/shipments/shipment-1')).status).toBe(403)
  const foreign = await send({ [`lot-${zhenxingStore}-rice`]: '1' }, { id: 'shipment-3' })
  expect(foreign.status).toBe(404)
})

it('does the same by the API', async () => {
  const body = { fromStoreId: qingyunStore, toStoreId: zhenxingStore, lines: [{ lotId: 'lot-gift', quantity: 4 }] }
  const post = (quantity = 4) =>
    town
      .as('keeperMa')
      .api('POST', '/shipments', { ...body, lines: [{ lotId: 'lot-gift', quantity }] }, 'shipment-of-api')
  expect([(await post()).status, (await post()).status]).toEqual([201, 201])
  expect(await (await post(5)).json()).toMatchObject({ code: 'same_id_other_content' })
  const luo = town.as('keeperLuo')
  const waiting = (await (await luo.api('GET', '/shipments')).json()) as { shipments: { id: string }[] }
  expect(waiting.shipments.map(({ id }) => id)).toEqual(['shipment-of-api'])
  const { id } = await lineOf('shipment-of-api')
  const counted = await luo.api('POST', '/shipments/shipment-of-api/receive', {
    lines: [{ id, arrived: 3, why: '丢失' }],
  })
  expect(await counted.json()).toMatchObject({
    shipment: { state: 'received' },
    lines: [{ arrived: 3, missingWhy: '丢失' }],
  })
  expect((await town.as('reviewerSun').api('GET', '/shipments')).status).toBe(403)
  expect((await town.as('wangFang').api('POST', '/shipments', body)).status).toBe(403)
})

it('finds in verify what a shipment says otherwise than the moves', async () => {
  await send({ 'lot-gift': '10' })
  await receive('10')
  await town.atomically((tx) => tx.update(shipmentLines).set({ arrived: 9 }).where(eq(shipmentLines.lotId, 'lot-gift')))
  expect(await verifyStock(town.db)).toEqual([expect.stringContaining('S-2026-000001')])
})

it('numbers shipments one after the other', async () => {
  const actor = await town.actor('keeperMa')
  const about = { fromStoreId: qingyunStore, toStoreId: zhenxingStore, actor, now: town.now() }
  const ids = ['shipment-1', 'shipment-2']
  const sent = await Promise.all(
    ids.map((id) => town.atomically((tx) => sendShipment(tx, { id, ...about, pieces: new Map([['lot-gift', 1]]) }))),
  )
  expect(sent.map(({ number }) => number).sort()).toEqual(['S-2026-000001', 'S-2026-000002'])
})
