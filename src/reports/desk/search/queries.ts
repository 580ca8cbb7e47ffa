import { and, desc, eq, inArray, or } from 'drizzle-orm'
import type { Db } from '../../../../db/database.ts'
import { areas } from '../../../../db/schema/areas.ts'
import { reportCategories, reports, whistles } from '../../../../db/schema/reports.ts'
import { matches } from '../../../../db/search.ts'
import type { Actor } from '../../../kit/actor.ts'
import { covered, organizationsOf } from '../queries.ts'

export const foundMax = 50

/**
 * Reports that the actor reads whole, by number, by any words in them, the original ones too, and by the address with
 * house and flat: the newest first, at most one more than `foundMax`. Whoever's roles cover nothing finds nothing.
 */
export async function foundByStaff(db: Db, actor: Actor, words: string) {
  const mine = organizationsOf(actor)
  const called = db.select({ id: whistles.reportId }).from(whistles).where(inArray(whistles.organizationId, mine))
  // Of the reports alone: beside other tables SQLite would begin with those, and sort what it might read in order.
  const ids = await db
    .select({ id: reports.id })
    .from(reports)
    .where(
      and(
        await matches(db, reports.staffGrams, words),
        or(covered(actor), mine.length ? inArray(reports.id, called) : undefined),
      ),
    )
    .orderBy(desc(reports.filedAt), desc(reports.id))
    .limit(foundMax + 1)
  if (ids.length === 0) return []
  return db
    .select({ report: reports, category: reportCategories.name, areaName: areas.name })
    .from(reports)
    .innerJoin(reportCategories, eq(reportCategories.id, reports.categoryId))
    .innerJoin(areas, eq(areas.id, reports.areaId))
    .where(
      inArray(
        reports.id,
        ids.map(({ id }) => id),
      ),
    )
    .orderBy(desc(reports.filedAt), desc(reports.id))
}
