import { lte } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { capPlaces } from '../../../db/schema/points.ts'
import { day, later } from '../../kit/clock.ts'

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
