import { asc } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Tx } from '../../db/database.ts'
import { stockLots } from '../../db/schema/stock.ts'
import { openShelves, zhenxingStore } from '../../test/shelves.ts'
import { openTown, qingyunStore, type Town } from '../../test/town.ts'
import { day } from '../kit/clock.ts'
import { Refusal } from '../kit/refusal.ts'
import { issueReserved, receiveStock, releaseReserved, reserveStock, returnIssued } from './actions.ts'
import { readmitLot, recallLot, writeOff } from './shelf/actions.ts'
import { callBackShipment, receiveShipment, sendShipment } from './shipments/actions.ts'
import { linesOfShipment } from './shipments/queries.ts'
import { verifyStock } from './verify.ts'

const stores = [qingyunStore, zhenxingStore]
const acts = [
  'receive',
  'reserve',
  'release',
  'issue',
  'return',
  'writeOff',
  'send',
  'send',
  'arrive',
  'callBack',
  'recall',
  'readmit',
  'wait',
] as const
const act = fc.record({
  kind: fc.constantFrom(...acts),
  which: fc.nat(5),
  quantity: fc.integer({ min: 1, max: 6 }),
  other: fc.nat(1),
})
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never

it('never goes below zero, and every piece has one place, whatever people do in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 40 }), async (history) => {
      const town = await openTown()
      await openShelves(town)
      for (const [index, one] of history.entries()) await attempt(town, one, index)
      expect(await verifyStock(town.db)).toEqual([])
      const lots = await town.db.select().from(stockLots).orderBy(asc(stockLots.id))
      for (const lot of lots) expect(lot.reserved >= 0 && lot.onHand >= lot.reserved).toBe(true)
    }),
    { numRuns: 15 },
  )
}, 120_000)

it('keeps the same when people do it all at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 20, maxLength: 40 }), async (history) => {
      const town = await openTown()
      await openShelves(town)
      for (let index = 0; index < 6; index++)
        await attempt(town, { kind: 'receive', which: index, quantity: 6, other: 0 }, 100 + index)
      await Promise.all(history.map((one, index) => attempt(town, one, index)))
      expect(await verifyStock(town.db)).toEqual([])
    }),
    { numRuns: 6 },
  )
}, 120_000)

/** A refusal is an answer; anything else breaks the property. */
async function attempt(town: Town, one: Act, index: number) {
  if (one.kind === 'wait') return town.setTime(new Date(town.now().getTime() + day))
  const actor = await town.actor('adminZheng')
  const now = town.now()
  try {
    await town.atomically((tx) => perform(tx, one, { index, actor, now }))
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.kind === 'busy') throw refusal
  }
}

type Scene = { index: number; actor: Awaited<ReturnType<Town['actor']>>; now: Date }

function perform(tx: Tx, { kind, which, quantity, other }: Act, { index, actor, now }: Scene): Promise<unknown> {
  const [lotId, reservationId, actorId] = [`lot-${which}`, `order-${which}`, actor.id]
  const expiresOn = which % 2 ? `2026-03-${String(3 + which).padStart(2, '0')}` : undefined
  const source = { kind: 'purchase', note: '采购单 3' } as const
  const place = { storeId: stores[other] as string, itemId: 'rice', quantity }
  const doing = {
    receive: () => receiveStock(tx, { id: lotId, ...place, expiresOn, source, actorId, now }),
    reserve: () => reserveStock(tx, { id: reservationId, ...place, now }),
    release: () => releaseReserved(tx, { reservationId, ...(other ? { quantity } : {}), now }),
    issue: () => issueReserved(tx, { reservationId, quantity, actorId, now }),
    return: () => returnIssued(tx, { reservationId, quantity, damaged: other === 1, actorId, now }),
    writeOff: () => writeOff(tx, { lotId, quantity, reason: '破损', actor, now }),
    send: () => {
      const [fromStoreId, toStoreId] = [stores[other], stores[1 - other]] as [string, string]
      const id = `sent-${index % 6}`
      return sendShipment(tx, { id, fromStoreId, toStoreId, pieces: new Map([[lotId, quantity]]), actor, now })
    },
    arrive: async () => {
      const lines = await linesOfShipment(tx, `sent-${which}`)
      const counted = lines.map(
        ({ id, quantity: sent }) => [id, { arrived: Math.min(sent, quantity), why: '破损' }] as const,
      )
      return receiveShipment(tx, { id: `sent-${which}`, arrivals: new Map(counted), actor, now })
    },
    callBack: () => callBackShipment(tx, { id: `sent-${which}`, reason: '没有送出', actor, now }),
    recall: () => recallLot(tx, { lotId, reason: '召回', actor, now }),
    readmit: () => readmitLot(tx, { lotId, reason: '合格', actor, now }),
  }
  return doing[kind as keyof typeof doing]()
}
