import { asc, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { deliveries } from '../../../db/schema/deliveries.ts'
import { grants, people } from '../../../db/schema/people.ts'
import { discrepancies, orders, scans } from '../../../db/schema/stores.ts'
import { givePoints, openShops, zhenxingStore } from '../../../test/shop.ts'
import { openTown, qingyunStore, type Town } from '../../../test/town.ts'
import { day, hour, later, minute } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { balancesOf } from '../../points/ledger/queries.ts'
import { verifyPoints } from '../../points/verify.ts'
import { itemsOnShelf } from '../../stock/queries.ts'
import { recallItem } from '../../stock/shelf/actions.ts'
import { verifyStock } from '../../stock/verify.ts'
import { type NewOrder, placeOrder } from '../orders/actions.ts'
import { cancelOrder } from '../orders/endings.ts'
import { handleOf } from '../orders/pickup-code.ts'
import { linesOf, type Order, orderById } from '../orders/queries.ts'
import { codeOf } from '../orders/shown-code.ts'

async function shops() {
  const town = await openTown()
  await openShops(town)
  await givePoints(town, 'wangFang', 200)
  return town
}

const place = async (town: Town, lines: NewOrder['lines'] = [{ itemId: 'rice', quantity: 1 }]) => {
  const actor = await town.actor('wangFang')
  const asked = {
    id: newId(),
    personId: actor.id,
    storeId: qingyunStore,
    lines,
    elder: false,
    channel: 'online' as const,
  }
  const order = await town.atomically((tx) => placeOrder(tx, town.secrets, { ...asked, actor, now: town.now() }))
  return { order, code: await codeNow(town, order) }
}
const codeNow = async (town: Town, { id }: Order) =>
  codeOf(town.db, town.secrets, await orderById(town.db, id), await linesOf(town.db, id))

const queued = (town: Town, read: string, change: Record<string, unknown> = {}) => ({
  id: newId(),
  act: 'hand_over',
  storeId: qingyunStore,
  read,
  claimedAt: town.now().toISOString(),
  lines: [{ itemId: handleOf('rice'), quantity: 1 }],
  ...change,
})

const send = async (town: Town, sent: unknown[], who = 'keeperMa', keeperId = who) => {
  const answer = await town.as(who).api('POST', '/counter/offline-scans', { keeperId, scans: sent })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { results: Result[] }).results
}
type Result = {
  outcome: string
  sentence: string
  kept: boolean
  orderAct: number | null
  discrepancyId: string | null
}

const points = (town: Town) => balancesOf(town.db, 'wangFang')
const kept = (town: Town) => town.db.select().from(scans).orderBy(asc(scans.at), asc(scans.id))
const differing = (town: Town) => town.db.select().from(discrepancies).orderBy(asc(discrepancies.id))
const settle = async (town: Town, id: string, step: string, who = 'clerkLi') =>
  town.as(who).post(`/desk/discrepancies/${id}`, { id: newId(), step, reason: '问过本人和店员' })
async function expectBooksRight(town: Town) {
  expect(await verifyPoints(town.db)).toEqual([])
  expect(await verifyStock(town.db)).toEqual([])
}

it('takes in what was handed over without network, with both times', async () => {
  const town = await shops()
  const { order, code } = await place(town)
  const claimedAt = town.now()
  town.setTime(later(claimedAt, 5 * hour))
  expect(await send(town, [queued(town, code, { claimedAt: claimedAt.toISOString() })])).toMatchObject([
    { outcome: 'handed_over', sentence: '', kept: true, discrepancyId: null },
  ])
  expect(await orderById(town.db, order.id)).toMatchObject({ state: 'collected', closedAt: town.now() })
  expect(await points(town)).toMatchObject({ available: 170, held: 0 })
  expect(await kept(town)).toMatchObject([{ outcome: 'handed_over', claimedAt, at: town.now() }])
  await expectBooksRight(town)
})

it('hands over once however often and in whatever parts the queue is sent', async () => {
  const town = await shops()
  const { code } = await place(town, [{ itemId: 'soap', quantity: 5 }])
  const scan = queued(town, code, { lines: [{ itemId: handleOf('soap'), quantity: 2 }] })
  const answers = await Promise.all(Array.from({ length: 8 }, () => send(town, [scan])))
  for (const answer of answers) expect(answer).toMatchObject([{ outcome: 'handed_over', discrepancyId: null }])
  expect(await points(town)).toMatchObject({ available: 175, held: 15 })
  expect(await kept(town)).toHaveLength(1)
  await expectBooksRight(town)
})

it('gives a hand-over whose answer was lost its first answer, under the id that it had with network', async () => {
  const town = await shops()
  const { order } = await place(town, [{ itemId: 'soap', quantity: 3 }])
  const id = newId()
  const form = { id, storeId: qingyunStore, read: order.number, 'pieces.soap': '2', 'pieces.rice': '0' }
  expect((await town.as('keeperMa').post('/counter/hand-overs', form)).status).toBe(303)
  const lines = [
    { itemId: 'soap', quantity: 2 },
    { itemId: 'rice', quantity: 0 },
  ]
  expect(await send(town, [queued(town, order.number, { id, lines })])).toMatchObject([
    { outcome: 'handed_over', discrepancyId: null },
  ])
  expect(await linesOf(town.db, order.id)).toMatchObject([{ collected: 2 }])
  expect(await differing(town)).toEqual([])
})

it('makes one hand-over of two counters that both did it, and a discrepancy of the other', async () => {
  const town = await shops()
  const { code } = await place(town)
  const both = await Promise.all(['keeperMa', 'keeperYang'].map((who) => send(town, [queued(town, code)], who)))
  const results = both.flat()
  expect(results.map(({ outcome }) => outcome).sort()).toEqual(['handed_over', 'order_collected'])
  const refused = results.find(({ outcome }) => outcome === 'order_collected')
  expect(refused).toMatchObject({ kept: true, sentence: expect.stringContaining('已经领过了') })
  expect(await differing(town)).toMatchObject([{ id: refused?.discrepancyId, pieces: { rice: 1 }, state: 'open' }])
  expect(await points(town)).toMatchObject({ available: 170, held: 0 })
  await expectBooksRight(town)
})

it('hands one order over once when eight counters send it at once', async () => {
  const town = await shops()
  const { code } = await place(town)
  const eight = Array.from({ length: 8 }, (_, place) =>
    send(town, [queued(town, code)], place % 2 ? 'keeperMa' : 'keeperYang'),
  )
  const outcomes = (await Promise.all(eight)).flat().map(({ outcome }) => outcome)
  expect(outcomes.filter((outcome) => outcome === 'handed_over')).toHaveLength(1)
  expect(await differing(town)).toHaveLength(7)
  await expectBooksRight(town)
})

it('tells the clerk at the desk that something has to be settled, and nobody else', async () => {
  const town = await shops()
  const { code } = await place(town)
  await send(town, [queued(town, code)], 'keeperYang')
  await send(town, [queued(town, code)])
  const desk = async (who: string) => (await town.as(who).get('/desk')).text()
  expect(await desk('clerkLi')).toMatch(/1<\/span><span class="figure-label">笔断网发放对不上/)
  expect(await desk('clerkZhao')).not.toMatch(/1<\/span><span class="figure-label">笔断网发放对不上/)
  expect(await (await town.as('keeperMa').get('/counter')).text()).toContain('断网时发放的有 1 笔对不上')
})

it('covers what still waits and makes a discrepancy of the rest', async () => {
  const town = await shops()
  const { order, code } = await place(town, [{ itemId: 'soap', quantity: 3 }])
  const two = { id: newId(), storeId: qingyunStore, read: order.number, 'pieces.soap': '2' }
  await town.as('keeperYang').post('/counter/hand-overs', two)
  const three = queued(town, code, { lines: [{ itemId: handleOf('soap'), quantity: 3 }] })
  expect(await send(town, [three])).toMatchObject([
    { outcome: 'handed_over', sentence: expect.stringContaining('多出的') },
  ])
  expect(await linesOf(town.db, order.id)).toMatchObject([{ collected: 3 }])
  expect(await differing(town)).toMatchObject([{ pieces: { soap: 2 }, outcome: 'handed_over' }])
})

it('takes a hand-over whose deadline passed on the way, while the goods lie there, and no longer', async () => {
  const town = await shops()
  const [inTime, late] = [await place(town), await place(town, [{ itemId: 'soap', quantity: 1 }])]
  const soap = { lines: [{ itemId: handleOf('soap'), quantity: 1 }], claimedAt: town.now().toISOString() }
  const rice = { claimedAt: town.now().toISOString() }
  town.setTime(later(inTime.order.pickupUntil, minute))
  expect(await send(town, [queued(town, inTime.code, rice)])).toMatchObject([{ outcome: 'handed_over' }])
  await town.advance(minute)
  const [result] = await send(town, [queued(town, late.code, soap)])
  expect(result).toMatchObject({ outcome: 'order_expired', discrepancyId: expect.any(String) })
})

it('charges whoever canceled after taking the goods, once, and tells them', async () => {
  const town = await shops()
  const { order, code } = await place(town)
  const actor = await town.actor('wangFang')
  await town.atomically((tx) => cancelOrder(tx, { id: order.id, actor, now: town.now() }))
  const [result] = await send(town, [queued(town, code)])
  expect(result).toMatchObject({ outcome: 'order_canceled' })
  expect(await points(town)).toMatchObject({ available: 200, held: 0 })

  const id = result?.discrepancyId as string
  expect((await settle(town, id, 'charge')).status).toBe(303)
  expect((await settle(town, id, 'charge')).status).toBe(409)
  expect(await points(town)).toMatchObject({ available: 170, held: 0 })
  expect(await differing(town)).toMatchObject([{ state: 'charged' }])
  expect(await (await town.as('wangFang').get('/notices')).text()).toContain('补记一笔领取')
  const orders = await (await town.as('wangFang').get('/orders')).text()
  expect(orders).toContain('已领取')
  await expectBooksRight(town)
})

it('writes off what nobody pays for, and leaves the shelf alone when it is still there', async () => {
  const town = await shops()
  const { code } = await place(town)
  await send(town, [queued(town, code)], 'keeperYang')
  const [gone, there] = await send(town, [queued(town, code), queued(town, code)])
  const shelf = () => riceOnHand(town)
  expect(await shelf()).toBe(99)
  await settle(town, gone?.discrepancyId as string, 'writeOff')
  expect(await shelf()).toBe(98)
  await settle(town, there?.discrepancyId as string, 'bringBack', 'adminZheng')
  expect(await shelf()).toBe(98)
  expect(await points(town)).toMatchObject({ available: 170, held: 0 })
  await expectBooksRight(town)
})

it('lets nobody settle what they handed over themselves, nor a clerk of another community', async () => {
  const town = await shops()
  const { code } = await place(town)
  await send(town, [queued(town, code)], 'keeperYang')
  const [result] = await send(town, [queued(town, code)])
  const id = result?.discrepancyId as string
  await town.atomically(async (tx) => {
    const grant = { id: 'grant-ma-clerk', personId: 'keeperMa', role: 'admin' as const, areaId: '532503000000' }
    await tx.insert(grants).values({ ...grant, startsAt: town.now(), grantedBy: 'system', grantedAt: town.now() })
  })
  expect((await settle(town, id, 'writeOff', 'keeperMa')).status).toBe(403)
  expect((await settle(town, id, 'writeOff', 'clerkZhao')).status).toBe(404)
  expect((await town.as('clerkZhao').get(`/desk/discrepancies/${id}`)).status).toBe(404)
  expect((await town.as('keeperYang').get(`/desk/discrepancies/${id}`)).status).toBe(200)
  expect(await differing(town)).toMatchObject([{ state: 'open' }])
})

it('keeps the refused scans of a dead spot, and counts wrong proofs among the tries', async () => {
  const town = await shops()
  await town.atomically(async (tx) => {
    const phoneSealed = town.secrets.seal('13908731234')
    await tx.update(people).set({ phoneSealed }).where(eq(people.id, 'wangFang'))
  })
  const { order, code } = await place(town, [{ itemId: 'oil', quantity: 1 }])
  const wrong = () => ({ ...queued(town, code), act: 'refused', refused: 'offline_proof_wrong' })
  await send(town, Array.from({ length: 5 }, wrong))
  expect(await kept(town)).toHaveLength(5)
  expect(await kept(town)).toMatchObject([
    { orderId: order.id, act: 'look', outcome: 'offline_proof_wrong' },
    {},
    {},
    {},
    {},
  ])
  const tried = await town.as('keeperMa').api('POST', '/counter/hand-overs', {
    ...{ storeId: qingyunStore, read: order.number, proof: '1234' },
  })
  expect(await tried.json()).toMatchObject({ code: 'proof_locked' })
  expect(await (await town.as('keeperMa').get(`/desk/stores/${qingyunStore}/orders`)).text()).toContain('后四位不对')
})

it('believes a device about the second proof only where the code could prove it', async () => {
  const town = await shops()
  const { order, code } = await place(town, [{ itemId: 'oil', quantity: 1 }])
  const oil = { lines: [{ itemId: 'oil', quantity: 1 }], proofChecked: true }
  expect(await send(town, [queued(town, order.number, oil)])).toMatchObject([{ outcome: 'offline_unproven' }])
  // Nobody knows her phone, so the code says that only a counter with network can check.
  expect(await send(town, [queued(town, code, oil)])).toMatchObject([{ outcome: 'offline_unproven' }])
  expect((await orderById(town.db, order.id)).state).toBe('ready')
})

it('believes no made-up, foreign or other people’s scan', async () => {
  const town = await shops()
  const { code } = await place(town)
  expect(await send(town, [queued(town, code)], 'keeperLuo')).toMatchObject([
    { outcome: 'not_your_store', kept: false },
  ])
  expect(await send(town, [queued(town, code)], 'wangFang')).toMatchObject([{ outcome: 'not_your_store', kept: false }])
  expect(await send(town, [queued(town, code, { storeId: 'none' })])).toMatchObject([{ outcome: 'store_missing' }])
  const forged = code.replace(/1(\.0\.\w+)$/, '9$1')
  expect(await send(town, [queued(town, forged)])).toMatchObject([{ outcome: 'order_forged', kept: true }])
  const elsewhere = queued(town, code, { storeId: zhenxingStore })
  expect(await send(town, [elsewhere], 'keeperLuo')).toMatchObject([{ outcome: 'order_elsewhere', kept: true }])
  const other = await town.as('keeperMa').api('POST', '/counter/offline-scans', {
    keeperId: 'keeperYang',
    scans: [queued(town, code)],
  })
  expect(await other.json()).toMatchObject({ status: 409, code: 'other_keeper' })
  expect(await points(town)).toMatchObject({ available: 170, held: 30 })
  expect((await differing(town)).map(({ outcome }) => outcome).sort()).toEqual(['order_elsewhere', 'order_forged'])
})

it('refuses the same id with other content and changes nothing', async () => {
  const town = await shops()
  const { code } = await place(town, [{ itemId: 'soap', quantity: 3 }])
  const scan = queued(town, code, { lines: [{ itemId: handleOf('soap'), quantity: 1 }] })
  await send(town, [scan])
  const other = { ...scan, lines: [{ itemId: handleOf('soap'), quantity: 2 }] }
  expect(await send(town, [other])).toMatchObject([{ outcome: 'same_id_other_content', kept: false }])
  expect(await points(town)).toMatchObject({ available: 185, held: 10 })
})

it('keeps what a keeper tells whose role has ended meanwhile, and obeys it no more', async () => {
  const town = await shops()
  const [{ code }, later1] = [await place(town), await place(town)]
  town.setTime(later(town.now(), hour))
  await town.atomically(async (tx) => {
    await tx.update(grants).set({ endsAt: town.now() }).where(eq(grants.personId, 'keeperMa'))
  })
  expect(await send(town, [queued(town, code)])).toMatchObject([{ outcome: 'not_your_store', kept: true }])
  expect(await points(town)).toMatchObject({ available: 140, held: 60 })
  expect(await differing(town)).toMatchObject([{ outcome: 'not_your_store', state: 'open' }])
  town.setTime(later(town.now(), 31 * day))
  expect(await send(town, [queued(town, later1.code)])).toMatchObject([{ outcome: 'not_your_store', kept: false }])
})

it('writes down what happened to goods that were recalled meanwhile', async () => {
  const town = await shops()
  const { order, code } = await place(town)
  const actor = await town.actor('adminZheng')
  await town.atomically((tx) => recallItem(tx, { itemId: 'rice', reason: '抽检不合格', actor, now: town.now() }))
  const scan = queued(town, code)
  for (const _ of [1, 2])
    expect(await send(town, [scan])).toMatchObject([{ outcome: 'goods_withdrawn', discrepancyId: expect.any(String) }])
  expect(await differing(town)).toMatchObject([{ orderId: order.id, pieces: { rice: 1 } }])
})

it('gives a keeper the kit, with names of goods and nothing about residents', async () => {
  const town = await shops()
  await place(town)
  const kit = await (await town.as('keeperMa').api('GET', '/counter/offline-kit')).text()
  expect(JSON.parse(kit)).toMatchObject({
    keeperId: 'keeperMa',
    key: { kty: 'OKP', crv: 'Ed25519' },
    stores: [{ id: qingyunStore, goods: [{ name: '大米 5 公斤' }, { name: '菜籽油 5 升' }, { name: '香皂' }] }],
  })
  expect(kit).not.toMatch(/王芳|wangFang|马店长/)
  const shell = await (await town.as('keeperMa').get('/counter/offline')).text()
  expect(shell).not.toMatch(/马店长|keeperMa|_token|badge/)
})

it.each([
  ['no scans', { scans: [] }],
  ['too many', { scans: Array.from({ length: 51 }, () => ({})) }],
  ['no id', { scans: [{ act: 'hand_over', read: 'x', storeId: 's', claimedAt: '2026-03-02T01:00:00Z', lines: [] }] }],
  [
    'an impossible time',
    { scans: [{ id: 'a-scan-of-mine', act: 'hand_over', read: 'x', storeId: 's', claimedAt: 'gestern', lines: [] }] },
  ],
  [
    'a reason of its own',
    {
      scans: [
        {
          id: 'a-scan-of-mine',
          act: 'refused',
          read: 'x',
          storeId: 's',
          claimedAt: '2026-03-02T01:00:00Z',
          refused: 'because',
        },
      ],
    },
  ],
])('refuses a queue with %s in words', async (_, body) => {
  const town = await shops()
  const answer = await town.as('keeperMa').api('POST', '/counter/offline-scans', { keeperId: 'keeperMa', ...body })
  expect(await answer.json()).toMatchObject({ status: 422, code: 'input_invalid' })
  expect(await kept(town)).toEqual([])
})

async function riceOnHand(town: Town): Promise<number> {
  const rice = (await itemsOnShelf(town.db, qingyunStore, town.now())).find(({ id }) => id === 'rice')
  return rice?.available ?? 0
}

const kitOf = async (town: Town) => {
  const answer = await town.as('keeperMa').api('GET', '/counter/offline-kit')
  const { stores, sentences } = (await answer.json()) as {
    stores: { id: string; onTheirWay: string[] }[]
    sentences: Record<string, { zh: string }>
  }
  return { onTheirWay: stores.find(({ id }) => id === qingyunStore)?.onTheirWay, sentences }
}

it('has the numbers of what is brought to a door with it, and says no to them', async () => {
  const town = await shops()
  const { order } = await place(town)
  const delivery = { orderId: order.id, storeId: qingyunStore, acts: 1, askedAt: town.now() }
  const set = (state: 'asked' | 'taken' | 'ended') =>
    town.atomically((tx) =>
      tx
        .insert(deliveries)
        .values({ ...delivery, state })
        .onConflictDoUpdate({ target: deliveries.orderId, set: { state } }),
    )
  expect((await kitOf(town)).onTheirWay).toEqual([])
  for (const state of ['asked', 'taken'] as const) {
    await set(state)
    const { onTheirWay, sentences } = await kitOf(town)
    expect(onTheirWay).toEqual([order.number])
    expect(sentences.offline_on_its_way?.zh).toContain('送货上门')
  }
  await set('ended')
  expect((await kitOf(town)).onTheirWay).toEqual([])
})

it('shows the conflict when it was handed over without network while somebody brought it, and hands over nothing twice', async () => {
  const town = await shops()
  const { order, code } = await place(town)
  const delivery = { orderId: order.id, storeId: qingyunStore, acts: 1, askedAt: town.now() }
  await town.atomically(async (tx) => {
    await tx.insert(deliveries).values({ ...delivery, state: 'taken', carrierId: 'liNa' })
    await tx.update(orders).set({ byDelivery: true }).where(eq(orders.id, order.id))
  })
  const [result] = await send(town, [queued(town, code)])
  expect(result).toMatchObject({ outcome: 'order_on_its_way', kept: true })
  expect(await differing(town)).toMatchObject([{ outcome: 'order_on_its_way', pieces: { rice: 1 }, state: 'open' }])
  expect(await points(town)).toMatchObject({ available: 170, held: 30 })
  expect((await orderById(town.db, order.id)).state).toBe('ready')
})

it('is settled over the API as on the desk: once, with a reason, never by the keeper', async () => {
  const town = await shops()
  const { code } = await place(town)
  await send(town, [queued(town, code)])
  await send(town, [queued(town, code)])
  const [{ id = '' } = {}] = await differing(town)
  const act = async (who: string, method: string, path: string, body?: object, key?: string) => {
    const answer = await town.as(who).api(method, `/discrepancies${path}`, body, key)
    return { http: answer.status, ...((await answer.json()) as { code?: string }) }
  }
  expect(await act('clerkLi', 'GET', '')).toMatchObject({ discrepancies: [{ id, state: 'open' }], next: null })
  const found = { step: 'bringBack', reason: '货还在架上' }
  expect((await act('keeperMa', 'POST', `/${id}/settle`, found)).http).toBe(403)
  expect((await act('clerkZhao', 'POST', `/${id}/settle`, found)).http).toBe(404)
  expect((await act('clerkLi', 'POST', `/${id}/settle`, { step: 'bringBack', reason: '' })).http).toBe(422)
  const settled = await act('clerkLi', 'POST', `/${id}/settle`, found, 'settle-0001')
  expect(settled).toMatchObject({ http: 200, state: 'brought_back' })
  expect(await act('clerkLi', 'POST', `/${id}/settle`, found, 'settle-0001')).toEqual(settled)
  expect((await act('clerkLi', 'POST', `/${id}/settle`, found)).http).toBe(409)
  expect(await act('keeperMa', 'GET', `/${id}`)).toMatchObject({
    events: [{ step: 'open' }, { step: 'bringBack', actorId: 'clerkLi' }],
  })
  expect(await act('clerkLi', 'GET', '')).toMatchObject({ discrepancies: [] })
  await expectBooksRight(town)
})
