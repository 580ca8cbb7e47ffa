import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { openTown } from '../test/town.ts'
import { dialect } from './columns.ts'
import { nextInSeries, once } from './once.ts'
import { series } from './schema/requests.ts'

it('does one thing when the same request is sent eight times at once, and answers all eight alike', async () => {
  const { atomically, db, now } = await openTown()
  const send = () =>
    atomically((tx) =>
      once(tx, { key: 'request-1', actorId: 'wangFang', content: { act: 'count' }, now: now() }, () =>
        nextInSeries(tx, 'done'),
      ),
    )
  const answers = await Promise.all(Array.from({ length: 8 }, send))
  expect(answers).toEqual(Array.from({ length: 8 }, () => 1))
  expect(await db.select().from(series).where(eq(series.name, 'done'))).toEqual([{ name: 'done', last: 1 }])
})

it('refuses the same id with other content, and keeps ids of different senders apart', async () => {
  const { atomically, now } = await openTown()
  const send = (actorId: string, content: string) =>
    atomically((tx) => once(tx, { key: 'request-1', actorId, content, now: now() }, async () => content))
  expect(await send('wangFang', 'rice')).toBe('rice')
  await expect(send('wangFang', 'oil')).rejects.toMatchObject({ code: 'same_id_other_content' })
  expect(await send('liNa', 'oil')).toBe('oil')
})

it('lets a request that failed be sent again', async () => {
  const { atomically, now } = await openTown()
  const send = (work: () => Promise<string>) =>
    atomically((tx) => once(tx, { key: 'request-1', actorId: 'wangFang', content: 'rice', now: now() }, work))
  await expect(send(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await send(async () => 'done')).toBe('done')
})

it('brings transactions that lock each other out to an end, without telling anybody', async () => {
  const { atomically, db } = await openTown()
  await atomically(async (tx) => {
    await tx.insert(series).values([
      { name: 'a', last: 0 },
      { name: 'b', last: 0 },
    ])
  })
  const move = (from: string, to: string) =>
    atomically(async (tx) => {
      await tx
        .update(series)
        .set({ last: sql`${series.last} - 1` })
        .where(eq(series.name, from))
      await tx
        .update(series)
        .set({ last: sql`${series.last} + 1` })
        .where(eq(series.name, to))
    })
  await Promise.all(Array.from({ length: 8 }, (_, turn) => (turn % 2 ? move('a', 'b') : move('b', 'a'))))
  expect(await db.select().from(series).orderBy(series.name)).toEqual([
    { name: 'a', last: 0 },
    { name: 'b', last: 0 },
  ])
})

it.runIf(dialect === 'sqlite')('refuses what comes when ten thousand wait already, and serves those', async () => {
  const { atomically, db } = await openTown()
  const waiting = Array.from({ length: 10_000 }, () => atomically((tx) => nextInSeries(tx, 'served')))
  await expect(atomically(async () => 1)).rejects.toMatchObject({ kind: 'busy', details: { reason: 'queue_full' } })
  await Promise.all(waiting)
  expect(await db.select().from(series)).toEqual([{ name: 'served', last: 10_000 }])
})

it.runIf(dialect === 'sqlite')('refuses a transaction inside a transaction, in words', async () => {
  const { atomically } = await openTown()
  const inside = atomically(async () => await atomically(async () => 1))
  await expect(inside).rejects.toThrow('atomically inside atomically')
})

it.runIf(dialect === 'sqlite')('answers nobody before the commit of the whole group', async () => {
  const { atomically, db } = await openTown()
  const seen: (number | undefined)[] = []
  const add = (name: string) =>
    atomically(async (tx) => void (await tx.insert(series).values({ name, last: 1 }))).then(async () => {
      seen.push(await db.$count(series))
    })
  await Promise.all(['a', 'b', 'c'].map(add))
  expect(seen).toEqual([3, 3, 3])
})
