import { and, eq, inArray, lte, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { entries, transfers } from '../../../db/schema/points.ts'

/**
 * Points these people have earned over their lifetime up to an instant: grants, less what was taken back as wrongly
 * granted, plus what an appeal restored. Gifts received are no earnings, and spending takes nothing from them.
 */
export async function earnedUntil(db: Db, personIds: readonly string[], until: Date): Promise<number> {
  const [row] = await db
    .select({ points: sql`coalesce(sum(${entries.points}), 0)`.mapWith(Number) })
    .from(entries)
    .innerJoin(transfers, eq(transfers.id, entries.transferId))
    .where(
      and(
        inArray(entries.ownerId, [...personIds]),
        inArray(transfers.kind, ['grant', 'reverse', 'restore']),
        lte(transfers.at, until),
      ),
    )
  return row?.points ?? 0
}
