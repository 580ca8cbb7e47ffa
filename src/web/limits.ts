import { eq, lte, sql } from 'drizzle-orm'
import type { Context } from 'hono'
import type { Db, Tx } from '../../db/database.ts'
import { tries } from '../../db/schema/requests.ts'
import { later, second } from '../kit/clock.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Env } from './env.ts'

export type Limit = (c: Context<Env>, who: string) => Promise<void>

/**
 * At most so many tries of one kind by one address, phone or person in so many seconds. They are counted in the
 * database by one statement, so that requests sent together and processes side by side count right.
 *
 * @param what names the kind, uniquely
 * @example const codesByPhone = limit('code_phone', 5, 600); await codesByPhone(c, phone)
 * @throws Refusal `too_many_requests`, details `{ seconds, retryAfterSeconds }`
 */
export function limit(what: string, triesMax: number, seconds: number): Limit {
  return async (c, who) => {
    const { db, atomically, secrets } = c.var
    const now = c.var.now()
    const key = secrets.fingerprint(`tries:${what}:${who}`)
    const spent = await windowOf(db, key)
    // Whoever is over the limit already costs a read, not a write.
    if (spent && spent.count >= triesMax && spent.endsAt > now) throw tooMany(spent.endsAt, now)
    const counted = await atomically((tx) => countOne(tx, { key, now, seconds }))
    if (counted.count > triesMax) throw tooMany(counted.endsAt, now)
  }
}

type Window = typeof tries.$inferSelect

async function windowOf(db: Db, key: string): Promise<Window | undefined> {
  const [row] = await db.select().from(tries).where(eq(tries.key, key))
  return row
}

/** One more, in the window that runs or, when that is over, in a new one. */
async function countOne(tx: Tx, { key, now, seconds }: { key: string; now: Date; seconds: number }): Promise<Window> {
  const endsAt = later(now, seconds * second)
  const isOver = lte(tries.endsAt, now)
  const [row] = await tx
    .insert(tries)
    .values({ key, count: 1, endsAt })
    .onConflictDoUpdate({
      target: tries.key,
      set: {
        count: sql`case when ${isOver} then 1 else ${tries.count} + 1 end`,
        endsAt: sql`case when ${isOver} then ${sql.param(endsAt, tries.endsAt)} else ${tries.endsAt} end`,
      },
    })
    .returning()
  return row as Window
}

function tooMany(endsAt: Date, now: Date): Refusal {
  const wait = Math.max(1, Math.ceil((endsAt.getTime() - now.getTime()) / second))
  return new Refusal('too_many', 'too_many_requests', { seconds: wait, retryAfterSeconds: wait })
}

/** Windows that are over count nothing. */
export async function sweepTries(tx: Tx, now: Date): Promise<void> {
  await tx.delete(tries).where(lte(tries.endsAt, now))
}
