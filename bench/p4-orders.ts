import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { Hono } from 'hono'
import { prepared } from '../db/database.ts'
import { series } from '../db/schema/requests.ts'
import { itemPrices, items, stores } from '../db/schema/stock.ts'
import { openSqlite } from '../db/sqlite.ts'
import { createApp } from '../src/app.tsx'
import { finishDueJobs } from '../src/jobs.ts'
import { day, later } from '../src/kit/clock.ts'
import { newId } from '../src/kit/ids.ts'
import { photosInMemory } from '../src/photos/store/memory.ts'
import { jobs } from '../src/rooms.ts'
import { receiveStock } from '../src/stock/actions.ts'
import { grantOnce } from './grant.ts'
import { load, post, serving } from './http.ts'
import { median, print, race } from './measure.ts'
import { communityId, openBenchTown } from './town.ts'

/** P4: orders over HTTP by 64 connections, each for another resident, and bare Hono with one durable row a request. */
const ordersARound = 500
const rounds = 5
const connections = 64
const bodyOfOrder = { storeId: 'store', lines: [{ itemId: 'soap', quantity: 1 }] }
const town = await openBenchTown({ residents: ordersARound * (rounds + 1) })
const { atomically, db } = town.database
const now = new Date()
await giveEverybodyPoints()
await fillTheShelf()
const orders = await Promise.all(town.residentIds.map(orderOf))

const folder = mkdtempSync(join(tmpdir(), 'rongyu-bench-'))
const other = await openSqlite(join(folder, 'bare.sqlite'))
const insert = prepared('bench_insert', (tx) => tx.insert(series).values({ name: sql.placeholder('name'), last: 1 }))
const bare = new Hono().post('/orders', async (c) => {
  const { storeId } = await c.req.json()
  await other.atomically(async (tx) => void (await insert(tx, { name: newId() })))
  return c.json({ storeId }, 201)
})
const ours = await serving(createApp(town).fetch as never)
const limit = await serving(bare.fetch as never)

const p99s: number[] = []
const measured = await race({
  target: 'P4',
  what: `orders over HTTP, ${connections} connections, durable`,
  ours: async () => {
    const seen = await load({
      port: ours.port,
      requests: orders.splice(0, ordersARound),
      connections,
      milliseconds: 60_000,
    })
    if (seen.refused) throw new Error(`${seen.refused} orders refused`)
    p99s.push(seen.p99)
    return seen.rate
  },
  limit: async () =>
    (await load({ port: limit.port, requests: [post('/orders', {}, bodyOfOrder)], connections, milliseconds: 800 }))
      .rate,
  atLeast: 0.15,
  rounds,
})
print({ ...measured, note: `p99 ${median(p99s.slice(1)).toFixed(1)} ms, target ≤ 30` })
ours.close()
limit.close()
await town.close()
await other.close()
rmSync(folder, { recursive: true, force: true })

async function giveEverybodyPoints() {
  const before = later(now, -10 * day)
  await Promise.all(
    town.residentIds.flatMap((id) => [1, 2, 3].map(() => atomically((tx) => grantOnce(tx, id, before)))),
  )
  const failed = await finishDueJobs({ db, atomically, photoStore: photosInMemory(), secrets: town.secrets, now }, jobs)
  for (const error of failed.values()) throw error
}

async function fillTheShelf() {
  await atomically(async (tx) => {
    const openingHours = Array.from({ length: 7 }, () => [{ opens: '00:00', closes: '23:59' }])
    await tx
      .insert(stores)
      .values({ id: 'store', number: 1, name: '青云荣誉超市', areaId: communityId, openingHours, createdAt: now })
    const price = { pricePoints: 5 }
    await tx
      .insert(items)
      .values({ id: 'soap', name: '香皂', unit: '块', unitValueFen: 500, category: 'care', ...price, createdAt: now })
    await tx
      .insert(itemPrices)
      .values({ id: 'price', itemId: 'soap', ...price, startsAt: now, setAt: now, setBy: 'system', reason: '首次定价' })
    const source = { kind: 'purchase', note: '采购单 3' } as const
    const lot = { id: 'lot', storeId: 'store', itemId: 'soap', quantity: 100_000, source, actorId: 'system', now }
    await receiveStock(tx, lot)
  })
}

async function orderOf(personId: string): Promise<string> {
  const session = await town.sessions.open(personId, 'bench')
  const headers = { Authorization: `Bearer ${session}`, 'Idempotency-Key': newId() }
  return post('/api/v1/orders', headers, bodyOfOrder)
}
