import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { notices } from '../../../db/schema/notices.ts'
import { shipments } from '../../../db/schema/shipments.ts'
import { stockMoves } from '../../../db/schema/stock.ts'
import { openShelves, stocked, zhenxingStore } from '../../../test/shelves.ts'
import { openTown, qingyunStore, type Town } from '../../../test/town.ts'
import { cityDay, later, minute } from '../../kit/clock.ts'
import { cleanLine } from '../../web/form.ts'
import { issueReserved, reserveStock } from '../actions.ts'
import { lotById, shelfValueFen } from '../queries.ts'
import { verifyStock } from '../verify.ts'
import { recallLot } from './actions.ts'

const open = async () => {
  const town = await openTown()
  await openShelves(town)
  return town
}
const lot = async ({ db }: Town, id = 'lot-rice') => {
  const { onHand, reserved } = await lotById(db, id)
  return [onHand, reserved]
}
const reserve = ({ atomically, now }: Town, id: string, quantity: number) =>
  atomically((tx) => reserveStock(tx, { id, storeId: qingyunStore, itemId: 'rice', quantity, now: now() }))

const intake = {
  id: 'lot-0001',
  itemId: 'rice',
  quantity: '4',
  expiresOn: '2026-12-31',
  sourceNote: '采购单 7',
  unitValue: '',
}

it('takes goods in by form, once', async () => {
  const town = await open()
  const send = () => town.as('keeperMa').post(`/desk/stock/${qingyunStore}/intake`, intake)
  expect([(await send()).status, (await send()).status]).toEqual([303, 303])
  expect(await lotById(town.db, 'lot-0001')).toMatchObject({ onHand: 4, unitValueFen: 3000, receivedBy: 'keeperMa' })
  expect(await (await town.as('keeperMa').get(`/desk/stock/${qingyunStore}`)).text()).toContain('采购单 7')
})

it('takes nothing in that has expired, and keeps what was typed', async () => {
  const town = await open()
  const answer = await town
    .as('keeperMa')
    .post(`/desk/stock/${qingyunStore}/intake`, { ...intake, expiresOn: '2026-03-01' })
  expect(answer.status).toBe(409)
  expect(await answer.text()).toContain('采购单 7')
})

it('takes goods in by the API under the sender’s id', async () => {
  const town = await open()
  const body = { itemId: 'rice', quantity: 4, source: { kind: 'purchase', note: '采购单 7' } }
  const send = (quantity = 4) =>
    town.as('keeperMa').api('POST', `/stores/${qingyunStore}/lots`, { ...body, quantity }, 'lot-0002')
  expect([(await send()).status, (await send()).status]).toEqual([201, 201])
  expect(await (await send(5)).json()).toMatchObject({ code: 'same_id_other_content', status: 409 })
  const donated = { ...body, source: { kind: 'donation', note: '捐赠' } }
  expect((await town.as('keeperMa').api('POST', `/stores/${qingyunStore}/lots`, donated, 'lot-0003')).status).toBe(422)
  const lots = await (await town.as('auditorWu').api('GET', `/stores/${qingyunStore}/lots`)).json()
  expect(lots).toMatchObject({ lots: [{ id: 'lot-0002', onHand: 4 }] })
})

it('writes off free pieces only', async () => {
  const town = await open()
  await stocked(town, { quantity: 5 })
  await reserve(town, 'order-1', 4)
  const off = (quantity: string) =>
    town.as('keeperMa').post('/desk/stock/lots/lot-rice/write-off', { id: 'write-off-1', quantity, reason: '受潮' })
  const tooMany = await off('2')
  expect(tooMany.status).toBe(409)
  expect(await tooMany.text()).toContain('最多 1 件')
  expect([(await off('1')).status, (await off('1')).status, (await off('2')).status]).toEqual([303, 303, 409])
  expect(await lot(town)).toEqual([4, 4])
  expect(await verifyStock(town.db)).toEqual([])
})

it('replaces reserved pieces of a recalled lot by good ones, and refuses the rest at the counter', async () => {
  const town = await open()
  await stocked(town, { id: 'bad', quantity: 3, expiresOn: '2026-06-30' })
  await stocked(town, { id: 'good', quantity: 1 })
  await reserve(town, 'order-1', 2)
  const recall = () =>
    town.as('keeperMa').post('/desk/stock/lots/bad/recall', { id: 'recall-01', recallReason: '包装鼓起' })
  expect([(await recall()).status, (await recall()).status]).toEqual([303, 303])
  expect([await lot(town, 'bad'), await lot(town, 'good')]).toEqual([
    [3, 1],
    [1, 1],
  ])
  const issue = (quantity: number) =>
    town.atomically((tx) =>
      issueReserved(tx, { reservationId: 'order-1', quantity, actorId: 'keeperMa', now: town.now() }),
    )
  await expect(issue(2)).rejects.toMatchObject({ code: 'goods_withdrawn', details: { left: 1 } })
  await town.as('keeperMa').post('/desk/stock/lots/bad/readmit', { id: 'readmit-01', recallReason: '检验合格' })
  await issue(2)
  expect(await verifyStock(town.db)).toEqual([])
})

it('counts as value what may be handed out: neither expired nor recalled', async () => {
  const town = await open()
  await stocked(town, { id: 'good', quantity: 2 })
  await stocked(town, { id: 'soon', quantity: 2, expiresOn: '2026-03-02' })
  expect(await shelfValueFen(town.db, town.now())).toBe(12_000)
  town.setTime(new Date('2026-03-03T01:00:00Z'))
  expect(await shelfValueFen(town.db, town.now())).toBe(6000)
})

it.each([
  ['keeperMa', zhenxingStore, 403],
  ['keeperMa', qingyunStore, 200],
  ['auditorWu', zhenxingStore, 200],
  ['clerkLi', qingyunStore, 403],
] as const)('answers %s, who asks for the stock of %s, with %i', async (who, store, status) => {
  const town = await open()
  expect((await town.as(who).get(`/desk/stock/${store}`)).status).toBe(status)
  expect((await town.as(who).get(`/desk/stock/${store}/moves`)).status).toBe(status)
})

it('lets one keeper write off only a few good pieces, in however many goes; expired ones and an administrator’s all', async () => {
  const town = await open()
  await stocked(town, { quantity: 10, expiresOn: '2026-12-31' })
  let forms = 0
  const off = (quantity: number, who = 'keeperMa') =>
    town.as(who).api('POST', '/lots/lot-rice/write-off', { quantity, reason: '破损' }, `write-off-${++forms}`)
  expect(await (await off(3)).json()).toMatchObject({ code: 'write_off_many', details: { max: 2 } })
  expect((await Promise.all([off(1), off(1), off(1)])).map(({ status }) => status).sort()).toEqual([200, 200, 409])
  expect((await off(1, 'keeperYang')).status).toBe(200)
  expect((await off(3, 'adminZheng')).status).toBe(200)
  await town.as('keeperMa').api('POST', '/lots/lot-rice/recall', { reason: '说是坏了' }, 'recall-own')
  expect((await off(1)).status).toBe(409)
  await town.as('keeperMa').api('POST', '/lots/lot-rice/readmit', { reason: '没坏' }, 'readmit-own')
  town.setTime(later(town.now(), minute))
  await town.as('adminZheng').api('POST', '/lots/lot-rice/recall', { reason: '厂家召回' }, 'recall-admin')
  expect((await off(1)).status).toBe(200)
  town.setTime(new Date('2027-01-01T02:00:00Z'))
  expect((await off(3)).status).toBe(200)
  expect(await lot(town)).toEqual([0, 0])
  expect(await verifyStock(town.db)).toEqual([])
})

it('writes off, recalls and readmits by the API, once for a key', async () => {
  const town = await open()
  await stocked(town, { quantity: 5 })
  const post = (step: string, body: object, { key = `${step}-0001`, who = 'keeperMa' } = {}) =>
    town.as(who).api('POST', `/lots/lot-rice/${step}`, body, key)
  const off = (quantity: number) => post('write-off', { quantity, reason: '受潮' })
  expect([(await off(2)).status, (await off(2)).status, (await off(1)).status]).toEqual([200, 200, 409])
  for (const quantity of [0, -1, 1.5, 1e9]) expect((await off(quantity)).status).toBe(422)
  const recalled = await post('recall', { reason: '包装鼓起' })
  expect(await recalled.json()).toMatchObject({ lot: { onHand: 3, quarantined: true } })
  const again = await post('recall', { reason: '包装鼓起' }, { key: 'recall-0002' })
  expect(await again.json()).toMatchObject({ code: 'recall_already' })
  expect(await (await post('readmit', { reason: '检测合格' })).json()).toMatchObject({ lot: { quarantined: false } })
  expect((await post('recall', { reason: '试试' }, { who: 'clerkLi' })).status).toBe(403)
  expect((await town.as('keeperMa').api('POST', '/lots/none/recall', { reason: '试试' })).status).toBe(404)
  expect(await verifyStock(town.db)).toEqual([])
})

it('lets nobody touch another store’s goods', async () => {
  const town = await open()
  await stocked(town, { storeId: zhenxingStore, quantity: 5 })
  const one = { id: 'write-off-1', quantity: '1', reason: '试试' }
  expect((await town.as('keeperMa').post('/desk/stock/lots/lot-rice/write-off', one)).status).toBe(403)
  expect((await town.as('keeperMa').post(`/desk/stock/${zhenxingStore}/intake`, intake)).status).toBe(403)
  expect((await town.as('auditorWu').post('/desk/stock/lots/lot-rice/write-off', one)).status).toBe(403)
  expect(await lot(town)).toEqual([5, 0])
})

it('does not tell the stock desk which resident redeemed what', async () => {
  const town = await open()
  await stocked(town, { quantity: 5 })
  const actorId = 'wangFang'
  const asked = { id: 'order-1', storeId: qingyunStore, itemId: 'rice', quantity: 1, actorId, now: town.now() }
  await town.atomically((tx) => reserveStock(tx, asked))
  for (const path of ['lots/lot-rice', `${qingyunStore}/moves`]) {
    const page = await (await town.as('keeperMa').get(`/desk/stock/${path}`)).text()
    expect(page).toContain('预留')
    expect(page).not.toContain('王芳')
  }
})

it('either tells whoever took it home or hands nothing out, when a recall meets a collection', async () => {
  const town = await open()
  const actor = await town.actor('keeperMa')
  for (let round = 0; round < 8; round++) {
    const [lotId, id] = [`lot-${round}`, `order-${round}`]
    await stocked(town, { id: lotId, quantity: 2 })
    const recipient = { id: 'wangFang', areaPath: '', inNeed: false }
    const asked = { id, storeId: qingyunStore, itemId: 'rice', quantity: 2, recipient, now: town.now() }
    await town.atomically((tx) => reserveStock(tx, asked))
    const issue = { reservationId: id, quantity: 2, actorId: 'keeperMa', now: town.now() }
    const [handed, recalled] = await Promise.allSettled([
      town.atomically((tx) => issueReserved(tx, issue)),
      town.atomically((tx) => recallLot(tx, { lotId, reason: '虫蛀', actor, now: town.now() })),
    ])
    expect(recalled.status).toBe('fulfilled')
    const told = await town.db
      .select()
      .from(notices)
      .where(eq(notices.key, `recalled-${lotId}-${cityDay(town.now())}`))
    expect([handed.status, told.length]).toEqual(handed.status === 'fulfilled' ? ['fulfilled', 1] : ['rejected', 0])
    if (handed.status === 'rejected') expect(handed.reason).toMatchObject({ code: 'goods_withdrawn' })
  }
  expect(await verifyStock(town.db)).toEqual([])
})

it.each(['a\u0000b', 'a\ud800', '\u202e倒着', '多\n行'])(
  'keeps words of the API clean of what is no word: %j',
  async (hostile) => {
    const town = await open()
    await stocked(town, { quantity: 5 })
    const note = { itemId: 'rice', quantity: 1, source: { kind: 'purchase', note: hostile } }
    const away = { fromStoreId: qingyunStore, toStoreId: zhenxingStore, note: hostile }
    const answers = [
      await town.as('keeperMa').api('POST', '/lots/lot-rice/recall', { reason: hostile }),
      await town.as('keeperMa').api('POST', '/lots/lot-rice/readmit', { reason: hostile }),
      await town.as('keeperMa').api('POST', `/stores/${qingyunStore}/lots`, note),
      await town.as('keeperMa').api('POST', '/shipments', { ...away, lines: [{ lotId: 'lot-rice', quantity: 1 }] }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 201, 201])
    const kept = [
      ...(await town.db.select({ said: stockMoves.reason }).from(stockMoves).orderBy(stockMoves.id)),
      ...(await town.db.select({ said: shipments.note }).from(shipments).orderBy(shipments.id)),
    ]
    expect(kept.filter(({ said }) => said !== cleanLine(said))).toEqual([])
  },
)
