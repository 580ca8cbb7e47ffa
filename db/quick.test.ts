import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { openTown, qingyun } from '../test/town.ts'
import { placeholders, prepared } from './database.ts'
import { areas } from './schema/areas.ts'
import { jobs } from './schema/requests.ts'

const areaByCode = prepared('quick_test_area', (tx) =>
  tx
    .select({ name: areas.name, at: areas.createdAt, double: sql<number>`${areas.residents} * 2`.mapWith(Number) })
    .from(areas)
    .where(eq(areas.id, sql.placeholder('id'))),
)
const keepJob = prepared('quick_test_job', (tx) => tx.insert(jobs).values(placeholders(jobs)))

it('answers a prepared query like Drizzle does: typed columns, computed ones, no row', async () => {
  const { db, now } = await openTown()
  expect(await areaByCode(db, { id: qingyun })).toEqual([{ name: '青云社区', at: now(), double: 8000 }])
  expect(await areaByCode(db, { id: 'none' })).toEqual([])
})

it('writes instants and nulls through placeholders, and misses none of them', async () => {
  const { db, atomically, now } = await openTown()
  const row = { name: 'quick', nextAt: now(), leasedUntil: null, lastAt: null, lastError: null }
  await atomically(async (tx) => void (await keepJob(tx, row)))
  expect(await db.select().from(jobs).where(eq(jobs.name, 'quick'))).toEqual([row])
  await expect(atomically(async (tx) => void (await keepJob(tx, { name: 'half' })))).rejects.toThrow()
})
