import { and, asc, eq, gt, inArray, isNull, lte, or } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { grants } from '../../../db/schema/people.ts'

/** The dispatchers and administrators of an area and of those above it. */
export async function keepersOf(db: Db, areaPath: string, now: Date): Promise<string[]> {
  const above = areaPath.split('/').filter(Boolean)
  const rows = await db
    .selectDistinct({ personId: grants.personId })
    .from(grants)
    .innerJoin(areas, eq(areas.id, grants.areaId))
    .where(
      and(
        inArray(grants.role, ['dispatcher', 'admin']),
        inArray(areas.id, above),
        lte(grants.startsAt, now),
        or(isNull(grants.endsAt), gt(grants.endsAt, now)),
      ),
    )
    .orderBy(asc(grants.personId))
  return rows.map(({ personId }) => personId)
}
