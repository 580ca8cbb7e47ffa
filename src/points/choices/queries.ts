import { eq, sql } from 'drizzle-orm'
import { type Db, prepared } from '../../../db/database.ts'
import { pointsDeclined } from '../../../db/schema/points.ts'

const declined = prepared('points_declined', (tx) =>
  tx
    .select({ at: pointsDeclined.at })
    .from(pointsDeclined)
    .where(eq(pointsDeclined.ownerId, sql.placeholder('ownerId'))),
)

/** Since when somebody wants no points; undefined for almost everybody. */
export async function declinedSince(db: Db, ownerId: string): Promise<Date | undefined> {
  const [row] = await declined(db, { ownerId })
  return row?.at
}
