import { expect, it } from 'vitest'
import { openShelves, stocked } from '../../../test/shelves.ts'
import { openTown, qingyunStore, type Town } from '../../../test/town.ts'
import { issueReserved, reserveStock } from '../actions.ts'
import { lotById } from '../queries.ts'
import { movesOf } from '../shelf/queries.ts'
import { verifyStock } from '../verify.ts'
import { linesOf } from './queries.ts'

/** A stock-take of 40 bags of rice in two lots, begun by 马店长. */
const open = async () => {
  const town = await openTown()
  await openShelves(town)
  await stocked(town, { id: 'a', quantity: 30 })
  await stocked(town, { id: 'b', quantity: 10 })
  await town.as('keeperMa').post(`/desk/stock/${qingyunStore}/counts`, { id: 'count-01' })
  town.setTime(new Date(town.now().getTime() + 1000))
  return town
}

const line = 'count-01.rice.keeps'
const counted = (town: Town, who: string, found: number, since = town.now()) =>
  town.as(who).post('/desk/counts/count-01/lines', { line, counted: String(found), since: String(since.getTime()) })
const status = async ({ db }: Town) => (await linesOf(db, 'count-01'))[0]?.status
const onHand = async ({ db }: Town) => (await lotById(db, 'a')).onHand + (await lotById(db, 'b')).onHand

it('shows the counter what to count and never how much should be there', async () => {
  const town = await open()
  const sheet = await (await town.as('keeperMa').get('/desk/counts/count-01')).text()
  expect(sheet).toContain('大米 5 公斤')
  expect(sheet).not.toContain('账面')
  expect(sheet.replace(/value="\d+"/g, '')).not.toMatch(/\b40\b/)
})

it('books a small difference at once', async () => {
  const town = await open()
  expect((await counted(town, 'keeperMa', 39)).status).toBe(303)
  expect([await status(town), await onHand(town)]).toEqual(['booked', 39])
  expect(await verifyStock(town.db)).toEqual([])
})

it('has another person count again what is far off, and books that with both names', async () => {
  const town = await open()
  await counted(town, 'keeperMa', 30)
  expect([await status(town), await onHand(town)]).toEqual(['recount', 40])
  const same = await counted(town, 'keeperMa', 30)
  expect([same.status, await onHand(town)]).toEqual([409, 40])
  const sheet = await (await town.as('keeperYang').get('/desk/counts/count-01')).text()
  expect(sheet.replace(/value="\d+"/g, '')).not.toMatch(/\b30\b/)
  await counted(town, 'keeperYang', 31)
  expect([await status(town), await onHand(town)]).toEqual(['booked', 31])
  const [move] = await movesOf(town.db, qingyunStore)
  expect(move).toMatchObject({ kind: 'count', quantity: -9, reason: '马店长、杨店员' })
})

it('refuses a figure that was disturbed: goods moved while somebody counted', async () => {
  const town = await open()
  const since = town.now()
  const order = { storeId: qingyunStore, itemId: 'rice', quantity: 1, now: town.now() }
  await town.atomically((tx) => reserveStock(tx, { id: 'order-1', ...order }))
  await town.atomically((tx) =>
    issueReserved(tx, { reservationId: 'order-1', quantity: 1, actorId: 'x', now: town.now() }),
  )
  const answer = await counted(town, 'keeperMa', 40, since)
  expect(answer.status).toBe(409)
  expect(await answer.text()).toContain('再数一遍')
  town.setTime(new Date(town.now().getTime() + 1000))
  await counted(town, 'keeperMa', 39)
  expect(await status(town)).toBe('agreed')
})

it('books no difference that would eat into promised pieces', async () => {
  const town = await open()
  await town.atomically((tx) =>
    reserveStock(tx, { id: 'order-1', storeId: qingyunStore, itemId: 'rice', quantity: 40, now: town.now() }),
  )
  expect((await counted(town, 'keeperMa', 39)).status).toBe(409)
  expect([await status(town), await onHand(town)]).toEqual(['open', 40])
})

it('lets one of two counters be the first', async () => {
  const town = await open()
  const answers = await Promise.all([counted(town, 'keeperMa', 40), counted(town, 'keeperYang', 40)])
  expect(answers.map((answer) => answer.status).sort()).toEqual([303, 409])
})

it('closes when every line is done, and not before', async () => {
  const town = await open()
  const close = () => town.as('keeperMa').post('/desk/counts/count-01/close')
  expect((await close()).status).toBe(409)
  await counted(town, 'keeperMa', 40)
  expect((await close()).status).toBe(303)
  expect((await counted(town, 'keeperMa', 41)).status).toBe(409)
  expect(await onHand(town)).toBe(40)
})

it('keeps one stock-take open in a store, and lets it be given up with a reason', async () => {
  const town = await open()
  const begin = (id: string) => town.as('keeperYang').post(`/desk/stock/${qingyunStore}/counts`, { id })
  expect((await begin('count-02')).status).toBe(409)
  expect((await town.as('keeperMa').post('/desk/counts/count-01/cancel', { reason: '' })).status).toBe(422)
  expect((await town.as('keeperMa').post('/desk/counts/count-01/cancel', { reason: '停电了' })).status).toBe(303)
  expect((await begin('count-02')).status).toBe(303)
})

it.each([
  ['clerkLi', 403],
  ['auditorWu', 403],
  ['wangFang', 403],
] as const)('does not let %s count', async (who, expected) => {
  const town = await open()
  expect((await counted(town, who, 40)).status).toBe(expected)
  expect(await status(town)).toBe('open')
})
