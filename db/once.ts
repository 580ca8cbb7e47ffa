import { createHash } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { cityDay } from '../src/kit/clock.ts'
import { Refusal } from '../src/kit/refusal.ts'
import type { Tx } from './database.ts'
import { requests, series } from './schema/requests.ts'

export type Once = {
  /** The sender's id: the `Idempotency-Key` header, or the hidden id of the form. */
  key: string
  actorId: string
  /** What is asked for, the act's name included. */
  content: unknown
  now: Date
}

/**
 * Does the work once for a sender's id. The same id again gets the first answer, the same id with other content is
 * refused. A refused or failed work leaves nothing behind, so it may be tried again.
 *
 * @returns the work's answer, as JSON would carry it
 * @throws Refusal `same_id_other_content`
 */
export async function once<Answer>(
  tx: Tx,
  { key, actorId, content, now }: Once,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const contentHash = createHash('sha256').update(JSON.stringify(content)).digest('base64url')
  const [fresh] = await tx
    .insert(requests)
    .values({ actorId, key, contentHash, at: now })
    .onConflictDoNothing()
    .returning({ key: requests.key })
  const mine = and(eq(requests.actorId, actorId), eq(requests.key, key))
  if (!fresh) {
    const [first] = await tx.select().from(requests).where(mine)
    if (first?.contentHash !== contentHash) throw new Refusal('conflict', 'same_id_other_content')
    return first.answer as Answer
  }
  const answer = await work()
  await tx
    .update(requests)
    .set({ answer: answer ?? null })
    .where(mine)
  return answer
}

/**
 * The next number of a series, for things that staff make one at a time: `nextInSeries(tx, 'A-2026')` → 124. Of several
 * taken at once, the last.
 */
export async function nextInSeries(tx: Tx, name: string, count = 1): Promise<number> {
  const [row] = await tx
    .insert(series)
    .values({ name, last: count })
    .onConflictDoUpdate({ target: series.name, set: { last: sql`${series.last} + ${count}` } })
    .returning({ last: series.last })
  return (row as { last: number }).last
}

/** What is numbered by which letters. No two share them: each kind counts on its own, and a number says what it is of. */
type Letters = keyof {
  C: 'complaint'
  CC: 'consent to a credit link'
  D: 'donation'
  H: 'certificate of hours'
  HN: 'honour'
  HS: 'certificate of stars'
  M: 'merchant'
  N: 'nomination'
  R: 'report'
  S: 'shipment'
  T: 'task'
}

/** The number people read, of a series that begins anew every year: `await yearlyNumber(tx, 'D', now)` → `D-2026-000123`. */
export async function yearlyNumber(tx: Tx, letter: Letters, now: Date): Promise<string> {
  const name = `${letter}-${cityDay(now).slice(0, 4)}`
  return `${name}-${String(await nextInSeries(tx, name)).padStart(6, '0')}`
}
