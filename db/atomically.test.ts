import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { openTown } from '../test/town.ts'
import { dialect } from './columns.ts'
import { series } from './schema/requests.ts'
import { AwaitedOutside } from './sqlite.ts'

const lastOf = async (db: Awaited<ReturnType<typeof openTown>>['db'], name: string) =>
  (await db.select().from(series).where(eq(series.name, name)))[0]?.last

it('undoes only the transaction that failed, not its neighbours in the group', async () => {
  const { db, atomically } = await openTown()
  const results = await Promise.allSettled([
    atomically(async (tx) => void (await tx.insert(series).values({ name: 'a', last: 1 }))),
    atomically(async (tx) => {
      await tx.insert(series).values({ name: 'b', last: 1 })
      throw new Error('no')
    }),
    atomically(async (tx) => void (await tx.insert(series).values({ name: 'c', last: 1 }))),
  ])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect([await lastOf(db, 'a'), await lastOf(db, 'b'), await lastOf(db, 'c')]).toEqual([1, undefined, 1])
})

it('shows readers nothing of a transaction that is still open', async () => {
  const { db, atomically } = await openTown()
  const seen = await atomically(async (tx) => {
    await tx.insert(series).values({ name: 'open', last: 7 })
    return tx === (db as unknown) ? 'same connection' : 'another connection'
  })
  expect(seen).toBe('another connection')
  expect(await lastOf(db, 'open')).toBe(7)
})

it.runIf(dialect === 'sqlite')(
  'refuses work that waits for something other than its tx, and lets the next one pass',
  async () => {
    const { db, atomically } = await openTown()
    const waiting = atomically(async (tx) => {
      await tx.insert(series).values({ name: 'slow', last: 1 })
      await new Promise((resolve) => setTimeout(resolve, 20))
    })
    const next = atomically(async (tx) => void (await tx.insert(series).values({ name: 'next', last: 1 })))
    await expect(waiting).rejects.toThrow(AwaitedOutside)
    await next
    expect([await lastOf(db, 'slow'), await lastOf(db, 'next')]).toEqual([undefined, 1])
  },
)

// A turn of the event loop takes in one new connection; counted in turns, so that a slow machine counts the same.
it.runIf(dialect === 'sqlite')('lets newcomers in between two long groups', async () => {
  const { atomically } = await openTown()
  let turns = 0
  let counting = true
  const count = () => {
    turns++
    if (counting) setImmediate(count)
  }
  count()
  const seen: number[] = []
  const long = async () => {
    seen.push(turns)
    const until = performance.now() + 9
    while (performance.now() < until);
  }
  await Promise.all([atomically(long), atomically(long), atomically(long)])
  counting = false
  const [first = 0, second = 0, third = 0] = seen
  expect(second - first).toBeGreaterThanOrEqual(16)
  expect(third - second).toBeGreaterThanOrEqual(16)
})

it('answers an unknown page in words, with a request id', async () => {
  const town = await openTown()
  const answer = await town.as(undefined).get('/no-such-page')
  expect(answer.status).toBe(404)
  expect(answer.headers.get('x-request-id')).toBeTruthy()
  expect(await answer.text()).toContain('没有找到这个页面')
})
