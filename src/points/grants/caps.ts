import { lte, sql } from 'drizzle-orm'
import { placeholders, prepared, type Tx } from '../../../db/database.ts'
import { capCounters, capPlaces } from '../../../db/schema/points.ts'
import { day, later } from '../../kit/clock.ts'
import type { CapKey, Counted } from './rules.ts'

/** Counters are counted up first and looked at afterwards: one statement locks and answers in one. */
function countUp(size: number) {
  const rows = Array.from({ length: size }, (_, at) => placeholders(capCounters, `row${at}_`))
  return prepared(`cap_count_${size}`, (tx) =>
    tx
      .insert(capCounters)
      .values(rows)
      .onConflictDoUpdate({
        target: [capCounters.ownerId, capCounters.rule, capCounters.period],
        set: {
          points: sql`${capCounters.points} + excluded.points`,
          times: sql`${capCounters.times} + excluded.times`,
        },
      })
      .returning({
        rule: capCounters.rule,
        period: capCounters.period,
        points: capCounters.points,
        times: capCounters.times,
      }),
  )
}
const countUps = new Map<number, ReturnType<typeof countUp>>()

/**
 * Adds to the counters of these caps. Negative numbers give back.
 *
 * @returns how they stood before
 */
export async function addToCaps(
  tx: Tx,
  ownerId: string,
  keys: readonly CapKey[],
  { points, times }: { points: number; times: number },
): Promise<Counted[]> {
  const counters = [...new Map(keys.map((key) => [`${key.rule} ${key.period}`, key])).values()]
  if (counters.length === 0) return []
  const known = countUps.get(counters.length) ?? countUp(counters.length)
  countUps.set(counters.length, known)
  const values: Record<string, unknown> = {}
  for (const [at, { rule, period }] of counters.entries()) {
    values[`row${at}_ownerId`] = ownerId
    values[`row${at}_rule`] = rule
    values[`row${at}_period`] = period
    values[`row${at}_points`] = points
    values[`row${at}_times`] = times
  }
  const after = await known(tx, values)
  return after.map((one) => ({ ...one, points: one.points - points, times: one.times - times }))
}

/** Whether the place may pay this person again; then it has, now. */
export async function takePlace(tx: Tx, place: Omit<typeof capPlaces.$inferInsert, 'lastAt'>, days: number, now: Date) {
  const [taken] = await tx
    .insert(capPlaces)
    .values({ ...place, lastAt: now })
    .onConflictDoUpdate({
      target: [capPlaces.ownerId, capPlaces.rule, capPlaces.place],
      set: { lastAt: now },
      setWhere: lte(capPlaces.lastAt, later(now, -days * day)),
    })
    .returning({ place: capPlaces.place })
  return Boolean(taken)
}
