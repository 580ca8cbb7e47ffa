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
const roundsMax = 1000

/**
 * Runs every job that is due. Any number of processes may call it: a job is taken by one conditional update.
 *
 * @returns the names of the jobs that failed, with their errors; they are tried again at their next turn
 */
export async function runDueJobs(city: City, all: readonly Job[]): Promise<Map<string, unknown>> {
  const failed = new Map<string, unknown>()
  for (const job of all) {
    if (!(await take(city, job))) continue
    let lastError: string | null = null
    try {
      for (let round = 0; round < roundsMax && (await job.run(city)) > 0; round++);
    } catch (error) {
      failed.set(job.name, error)
      lastError = String(error).slice(0, 500)
    }
    await city.atomically(async (tx) => {
      const nextAt = later(city.now, job.everyMilliseconds)
      await tx
        .update(jobs)
        .set({ nextAt, leasedUntil: null, lastAt: city.now, lastError })
        .where(eq(jobs.name, job.name))
    })
  }
  return failed
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
