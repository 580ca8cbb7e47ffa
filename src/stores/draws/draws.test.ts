import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { and, asc, eq } from 'drizzle-orm'
import { expect, it, onTestFinished } from 'vitest'
import { campaignEntries } from '../../../db/schema/campaigns.ts'
import { purses } from '../../../db/schema/points.ts'
import { stockLots, stores } from '../../../db/schema/stock.ts'
import { orders } from '../../../db/schema/stores.ts'
import { callOff, enter, letItBeDrawn, running } from '../../../test/campaigns.ts'
import { givePoints, openShops, residents, zhenxingStore } from '../../../test/shop.ts'
import { openTown, qingyunStore, type Town } from '../../../test/town.ts'
import { day, hour } from '../../kit/clock.ts'
import { verifyStock } from '../../stock/verify.ts'
import { campaignById, partsOf } from '../campaigns/queries.ts'
import { drawLots } from './actions.ts'
import { withdrawEntry } from './entries.ts'
import { recipe } from './proof.tsx'
import { drawnPlaces, entryOf } from './queries.ts'
import { verifyDraws } from './verify.ts'

const entryStates = (town: Town, campaignId: string) =>
  town.db
    .select({ personId: campaignEntries.personId, state: campaignEntries.state, number: campaignEntries.number })
    .from(campaignEntries)
    .where(eq(campaignEntries.campaignId, campaignId))
    .orderBy(asc(campaignEntries.number))

const ordersOfDraw = (town: Town, campaignId: string) =>
  town.db.select().from(orders).where(eq(orders.campaignId, campaignId)).orderBy(asc(orders.placedAt), asc(orders.id))

type DrawFile = {
  commitment: string
  digestDay: string
  secret: string
  entriesHash: string
  digest: string
  entries: { number: number; seal: string }[]
  order: number[]
  winners: number
}
const read = async <Body>(town: Town, path: string) => (await (await town.as(undefined).get(path)).json()) as Body

/** What anybody would write at home, from the file alone. */
function recomputed(file: DrawFile) {
  const hash = (text: string) => createHash('sha256').update(text).digest('hex')
  const list = file.entries.map(({ number, seal }) => `${number} ${seal}\n`).join('')
  if (hash(list) !== file.entriesHash) throw new Error('another list')
  const seed = hash(`${file.secret}\n${file.entriesHash}\n${file.digest}\n`)
  const lots = file.entries.map(({ number }) => [hash(`${seed} ${number}`), number] as const)
  return lots
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, file.winners)
    .map(([, number]) => number)
}

it('draws 300 of 5,000, and a few separate lines recompute the very same winners from the published file', async () => {
  const town = await openTown()
  await openShops(town, 1000)
  const people = await residents(town, 5000, 5)
  const shares = [qingyunStore, zhenxingStore].map((storeId) => ({ storeId, quantity: 150 }))
  const draw = await running(town, { mode: 'draw', stores: shares })
  const before = await read<DrawFile>(town, `/campaigns/${draw.id}/draw.json`)
  expect(before).toMatchObject({ commitment: draw.commitment, secret: null, seed: null })
  await Promise.all(people.map((id) => enter(town, draw.id, id)))
  await letItBeDrawn(town, draw)

  const file = await read<DrawFile>(town, `/campaigns/${draw.id}/draw.json`)
  expect(createHash('sha256').update(file.secret).digest('hex')).toBe(before.commitment)
  const { digests } = await read<{ digests: { day: string; chained: string }[] }>(town, '/digest.json')
  expect(file.digest).toBe(digests.find(({ day }) => day === file.digestDay)?.chained)
  const winners = recomputed(file)
  expect(winners).toHaveLength(300)
  expect(file.order.slice(0, 300)).toEqual(winners)

  const won = (await entryStates(town, draw.id)).filter(({ state }) => state === 'won')
  expect(won.map(({ number }) => number)).toEqual([...winners].sort((a, b) => a - b))
  const placed = await ordersOfDraw(town, draw.id)
  expect(placed.map(({ personId }) => personId).sort()).toEqual(won.map(({ personId }) => personId).sort())
  expect(JSON.stringify(file)).not.toMatch(/resident\d|居民/)
  expect(await verifyStock(town.db)).toEqual([])
}, 480_000)

it('publishes a recipe that runs as it stands and names the winners of the downloaded file', async () => {
  const { town, draw } = await smallDraw(2, four)
  for (const name of four) await enter(town, draw.id, name)
  await letItBeDrawn(town, draw)
  const folder = mkdtempSync(join(tmpdir(), 'rongyu-recipe-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = await (await town.as(undefined).get(`/campaigns/${draw.id}/draw.json`)).text()
  writeFileSync(join(folder, 'draw.json'), file)
  writeFileSync(join(folder, 'draw.mjs'), recipe)
  const run = () => execFileSync('node', ['draw.mjs', 'draw.json'], { cwd: folder, encoding: 'utf8' }).trim()
  const { order } = JSON.parse(file) as DrawFile
  expect(run()).toBe(`true ${order.slice(0, 2).join(' ')}`)
  const page = await (await town.as(undefined).get(`/campaigns/${draw.id}`)).text()
  expect(page).toContain('createHash(')
  writeFileSync(join(folder, 'draw.json'), file.replace('"number":3', '"number":33'))
  expect(run()).toMatch(/^false/)
})

async function smallDraw(quantity: number, names: readonly string[], points = 20) {
  const town = await openTown()
  await openShops(town)
  for (const name of names) await givePoints(town, name, points)
  const draw = await running(town, { mode: 'draw', stores: [{ storeId: qingyunStore, quantity }] })
  return { town, draw }
}

const four = ['wangFang', 'zhangWei', 'liNa', 'chenJie'] as const

it('holds points of nobody but the winner, and tells everybody how it went', async () => {
  const { town, draw } = await smallDraw(1, four)
  for (const name of four) await enter(town, draw.id, name)
  const held = () => town.db.select().from(purses).where(eq(purses.held, 5)).orderBy(asc(purses.ownerId))
  expect(await held()).toEqual([])
  await letItBeDrawn(town, draw)
  const states = await entryStates(town, draw.id)
  expect(states.map(({ state }) => state).sort()).toEqual(['in_line', 'missed', 'missed', 'won'])
  expect((await held()).map(({ ownerId }) => ownerId)).toEqual([states.find(({ state }) => state === 'won')?.personId])
  for (const { personId, state } of states) {
    const answer = await town.as(personId).api('GET', '/notices')
    const { notices } = (await answer.json()) as { notices: { title: { zh: string } }[] }
    const said = { won: '抽中了', in_line: '候补第 1 位', missed: '没有抽中' }[state as 'won']
    expect(notices[0]?.title.zh).toContain(said)
  }
})

it('gives what the winner leaves to the next in the drawn order, until the line is over', async () => {
  const { town, draw } = await smallDraw(1, four)
  for (const name of four) await enter(town, draw.id, name)
  await letItBeDrawn(town, draw)
  await town.advance(7 * day + hour)
  await town.advance(hour)
  const called = (await drawnPlaces(town.db, draw.id)).map(({ number }) => number)
  const owners = new Map((await entryStates(town, draw.id)).map(({ number, personId }) => [number, personId]))
  const placed = await ordersOfDraw(town, draw.id)
  expect(placed.map(({ personId, state }) => [personId, state])).toEqual([
    [owners.get(called[0] as number), 'expired'],
    [owners.get(called[1] as number), 'ready'],
  ])
  await town.advance(14 * day)
  await town.advance(hour)
  expect((await campaignById(town.db, draw.id)).state).toBe('ended')
  expect((await partsOf(town.db, draw.id)).map(({ left }) => left)).toEqual([0])
  expect(await verifyStock(town.db)).toEqual([])
})

it('passes over a winner whose points are gone, and calls the next', async () => {
  const { town, draw } = await smallDraw(4, four, 5)
  for (const name of four) await enter(town, draw.id, name)
  const spender = { storeId: qingyunStore, lines: [{ itemId: 'soap', quantity: 1 }] }
  expect((await town.as('liNa').api('POST', '/orders', spender)).status).toBe(201)
  await letItBeDrawn(town, draw)
  expect(await entryOf(town.db, draw.id, 'liNa')).toMatchObject({ state: 'passed', passedFor: 'points_not_enough' })
  expect((await ordersOfDraw(town, draw.id)).map(({ personId }) => personId).sort()).toEqual([
    'chenJie',
    'wangFang',
    'zhangWei',
  ])
  const page = await (await town.as('liNa').get(`/campaigns/${draw.id}`)).text()
  const [, list = ''] = /<ol class="numbers">(.*?)<\/ol>/s.exec(page) ?? []
  const numbers = (await drawnPlaces(town.db, draw.id)).map(({ number }) => number)
  expect([...list.matchAll(/<li[^>]*>(\d+)/g)].map(([, number]) => Number(number))).toEqual(numbers)
  const { number } = (await entryOf(town.db, draw.id, 'liNa')) ?? {}
  expect(list).toContain(`<li class="passed mine">${number}<small>顺延</small>`)
})

it('is drawn again by npm run verify, which finds an entry that changed hands and a list that was touched', async () => {
  const { town, draw } = await smallDraw(1, four)
  for (const name of four) await enter(town, draw.id, name)
  await letItBeDrawn(town, draw)
  expect(await verifyDraws(town.db)).toEqual([])
  const third = and(eq(campaignEntries.campaignId, draw.id), eq(campaignEntries.number, 3))
  await town.atomically((tx) => tx.update(campaignEntries).set({ receipt: 'another' }).where(third))
  const found = (await verifyDraws(town.db)).join()
  expect(found).toContain('draw 1: its list is not the one that was closed')
  expect(found).toContain('its seed is not what secret, list and digest give')
})

it('takes one entry from each, lets it be withdrawn and made again under the same number', async () => {
  const { town, draw } = await smallDraw(1, four)
  const first = await enter(town, draw.id, 'wangFang')
  await expect(enter(town, draw.id, 'wangFang')).rejects.toMatchObject({ code: 'already_entered' })
  const actor = await town.actor('wangFang')
  await town.atomically((tx) => withdrawEntry(tx, { campaignId: draw.id, actor, now: town.now() }))
  const again = await enter(town, draw.id, 'wangFang')
  expect(again.number).toBe(first.number)
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => enter(town, draw.id, 'liNa')))
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await entryStates(town, draw.id)).toHaveLength(2)
})

it('has every entry that was accepted in the closing moment on the list, and no other', async () => {
  const { town, draw } = await smallDraw(1, four)
  const people = await residents(town, 40, 5)
  town.setTime(new Date(draw.closesAt.getTime() - 1))
  const early = people.slice(0, 20).map((id) => enter(town, draw.id, id))
  town.setTime(draw.closesAt)
  const closing = town.advance(0)
  const late = people.slice(20).map((id) => enter(town, draw.id, id))
  const results = await Promise.allSettled([...early, ...late])
  await closing
  await town.advance(61_000)
  const accepted = results.filter(({ status }) => status === 'fulfilled').length
  expect(results.slice(20).map((one) => one.status === 'rejected' && one.reason.code)).toEqual(
    late.map(() => 'campaign_closed'),
  )
  const { state, entryCount } = await campaignById(town.db, draw.id)
  expect([state, entryCount]).toEqual(['frozen', accepted])
  expect(await entryStates(town, draw.id)).toHaveLength(accepted)
})

it('draws once, whoever presses the button twice', async () => {
  const { town, draw } = await smallDraw(2, four)
  for (const name of four) await enter(town, draw.id, name)
  await town.advance(draw.closesAt.getTime() - town.now().getTime())
  const press = async () => {
    const actor = await town.actor('adminZheng')
    return town.atomically((tx) => drawLots(tx, town.secrets, { id: draw.id, actor, now: town.now() }))
  }
  await expect(press()).rejects.toMatchObject({ code: 'digest_not_out' })
  await letItBeDrawn(town, draw)
  const before = await drawnPlaces(town.db, draw.id)
  const seeds = await Promise.all([press(), press(), press()])
  expect(new Set(seeds.map(({ seed }) => seed)).size).toBe(1)
  expect(await drawnPlaces(town.db, draw.id)).toEqual(before)
  expect(await ordersOfDraw(town, draw.id)).toHaveLength(2)
})

it('shows the secret of a draw that was called off after closing, and cannot call off what is drawn', async () => {
  const { town, draw } = await smallDraw(1, four)
  for (const name of four) await enter(town, draw.id, name)
  await town.advance(draw.closesAt.getTime() - town.now().getTime())
  const frozen = await campaignById(town.db, draw.id)
  const canceled = await callOff(town, frozen)
  expect(
    createHash('sha256')
      .update(canceled.secret ?? '')
      .digest('hex'),
  ).toBe(draw.commitment)
  const soap = and(eq(campaignEntries.campaignId, draw.id), eq(campaignEntries.state, 'won'))
  expect(await town.db.select().from(campaignEntries).where(soap).orderBy(asc(campaignEntries.id))).toEqual([])
  expect((await partsOf(town.db, draw.id)).map(({ left }) => left)).toEqual([0])

  const other = await running(town, { mode: 'draw' })
  await enter(town, other.id, 'liNa')
  await letItBeDrawn(town, other)
  await expect(callOff(town, await campaignById(town.db, other.id))).rejects.toMatchObject({ code: 'step_unknown' })
})

const closeStore = (town: Town, status: 'open' | 'closed') =>
  town.atomically((tx) => tx.update(stores).set({ status }).where(eq(stores.id, qingyunStore)))

const statesOf = async (town: Town, campaignId: string) =>
  (await entryStates(town, campaignId)).map(({ state }) => state).sort()

it('enters once however often the form is sent, and not again by a form from before one withdrew', async () => {
  const { town, draw } = await smallDraw(1, four)
  const first = await enter(town, draw.id, 'wangFang', qingyunStore, 'form-entry-1')
  expect(await enter(town, draw.id, 'wangFang', qingyunStore, 'form-entry-1')).toEqual(first)
  await expect(enter(town, draw.id, 'wangFang', zhenxingStore, 'form-entry-1')).rejects.toMatchObject({
    code: 'same_id_other_content',
  })
  const actor = await town.actor('wangFang')
  await town.atomically((tx) => withdrawEntry(tx, { campaignId: draw.id, actor, now: town.now() }))
  expect((await enter(town, draw.id, 'wangFang', qingyunStore, 'form-entry-1')).state).toBe('withdrawn')
  for (let time = 0; time < 2; time++)
    expect((await enter(town, draw.id, 'wangFang', qingyunStore, 'form-entry-2')).state).toBe('entered')
  await town.advance(draw.closesAt.getTime() - town.now().getTime())
  expect((await enter(town, draw.id, 'wangFang', qingyunStore, 'form-entry-2')).state).toBe('entered')
  await expect(enter(town, draw.id, 'liNa')).rejects.toMatchObject({ code: 'campaign_closed' })
})

it('keeps the winner’s place while their store is closed, and tells nobody that they lost', async () => {
  const { town, draw } = await smallDraw(1, four)
  for (const name of four) await enter(town, draw.id, name)
  await closeStore(town, 'closed')
  await letItBeDrawn(town, draw)
  expect((await campaignById(town.db, draw.id)).state).toBe('drawn')
  expect(await statesOf(town, draw.id)).toEqual(['entered', 'entered', 'entered', 'entered'])
  await closeStore(town, 'open')
  await town.advance(hour)
  const [first] = await drawnPlaces(town.db, draw.id)
  expect(first?.state).toBe('won')
  expect(await statesOf(town, draw.id)).toEqual(['in_line', 'missed', 'missed', 'won'])
})

it('tells everybody when the line is over and the store never opened again', async () => {
  const { town, draw } = await smallDraw(1, four)
  for (const name of four) await enter(town, draw.id, name)
  await closeStore(town, 'closed')
  await letItBeDrawn(town, draw)
  await town.advance(14 * day)
  expect((await campaignById(town.db, draw.id)).state).toBe('ended')
  expect(await statesOf(town, draw.id)).toEqual(['missed', 'missed', 'missed', 'missed'])
})

it('passes nobody over because the goods were recalled', async () => {
  const { town, draw } = await smallDraw(1, four)
  for (const name of four) await enter(town, draw.id, name)
  const recall = (quarantined: boolean) =>
    town.atomically((tx) => tx.update(stockLots).set({ quarantined }).where(eq(stockLots.storeId, qingyunStore)))
  await recall(true)
  await letItBeDrawn(town, draw)
  expect(await statesOf(town, draw.id)).not.toContain('passed')
  await recall(false)
  expect(await verifyDraws(town.db)).toEqual([])
})
