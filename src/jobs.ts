import { setImmediate } from 'node:timers/promises'
import { and, eq, isNull, lte, or } from 'drizzle-orm'
import type { Atomically, Db } from '../db/database.ts'
import { jobs } from '../db/schema/requests.ts'
import { later, minute } from './kit/clock.ts'
import type { Secrets } from './kit/secrets.ts'
import type { Outbound, PhotoStore } from './kit/services.ts'

/** A piece of the clockwork: what is due is done, a bounded piece at a time, as often as it says. */
export type Job = {
  name: string
  everyMilliseconds: number
  /**
   * Jobs of one lane run one after another, lanes beside each other. Whatever may take minutes, or waits for somebody
   * else's server, has one of its own, so that no alarm waits for it.
   */
  lane?: string
  /** @returns how many rows it dealt with; it is called again at once while that is more than 0 */
  run: (city: City) => Promise<number>
}

/** What the clockwork works with. */
export type City = {
  db: Db
  atomically: Atomically
  photoStore: PhotoStore
  secrets: Secrets
  now: Date
  /** Left out where nobody outside is to be called. */
  outbound?: Outbound
}

const leaseMilliseconds = 5 * minute
/** After so long the next job has its turn, well before the lease is over. */
const turnMilliseconds = 5000
const roundsMax = 1000

export type Turn = {
  /** The jobs that failed, with their errors; they are tried again at their next turn. */
  failed: Map<string, unknown>
  /** Whether some have not come to an end and are due again at once. */
  hasMore: boolean
}

/**
 * Gives every job that is due one turn. Any number of processes may call it: a job is taken by one conditional update.
 *
 * @param turnMax milliseconds after which a job makes way for the next one
 * @param rest what stands between two pieces of a job. Everybody else has their turn there: SQLite answers at once, and
 * would leave no moment for them
 */
export async function runDueJobs(
  city: City,
  all: readonly Job[],
  { turnMax = turnMilliseconds, rest = () => setImmediate() }: { turnMax?: number; rest?: () => Promise<void> } = {},
): Promise<Turn> {
  const turn: Turn = { failed: new Map(), hasMore: false }
  for (const job of all) {
    if (!(await take(city, job))) continue
    let lastError: string | null = null
    let isUnfinished = false
    try {
      isUnfinished = await runFor(city, job, turnMax, rest)
    } catch (error) {
      turn.failed.set(job.name, error)
      lastError = String(error).slice(0, 500)
    }
    turn.hasMore ||= isUnfinished
    await city.atomically(async (tx) => {
      const nextAt = isUnfinished ? city.now : later(city.now, job.everyMilliseconds)
      await tx
        .update(jobs)
        .set({ nextAt, leasedUntil: null, lastAt: city.now, lastError })
        .where(eq(jobs.name, job.name))
    })
  }
  return turn
}

/**
 * Does all that is due, however many turns it takes and without rest, for whoever wants it done before going on, also
 * inside a transaction.
 *
 * @returns the names of the jobs that failed, with their errors
 */
export async function finishDueJobs(city: City, all: readonly Job[]): Promise<Map<string, unknown>> {
  const failed = new Map<string, unknown>()
  for (let hasMore = true; hasMore; ) {
    const turn = await runDueJobs(city, all, { rest: async () => undefined })
    for (const [name, error] of turn.failed) failed.set(name, error)
    hasMore = turn.hasMore
  }
  return failed
}

/** @returns whether its time was over before its work. One that never comes to an end waits for its next turn. */
async function runFor(city: City, job: Job, turnMax: number, rest: () => Promise<void>): Promise<boolean> {
  const began = performance.now()
  for (let round = 0; round < roundsMax; round++) {
    if ((await job.run(city)) === 0) return false
    if (performance.now() - began > turnMax) return true
    await rest()
  }
  return false
}

/** Looks before it writes, so that an idle clockwork costs one read. */
async function take({ db, atomically, now }: City, job: Job): Promise<boolean> {
  const [known] = await db.select().from(jobs).where(eq(jobs.name, job.name))
  if (known && known.nextAt > now) return false
  return atomically(async (tx) => {
    await tx.insert(jobs).values({ name: job.name, nextAt: now }).onConflictDoNothing()
    const isFree = and(
      eq(jobs.name, job.name),
      lte(jobs.nextAt, now),
      or(isNull(jobs.leasedUntil), lte(jobs.leasedUntil, now)),
    )
    const [taken] = await tx
      .update(jobs)
      .set({ leasedUntil: later(now, leaseMilliseconds) })
      .where(isFree)
      .returning({ name: jobs.name })
    return Boolean(taken)
  })
}
