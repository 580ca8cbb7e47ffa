import { and, desc, eq, lt, or } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { reportCategories, reportFollows, reports } from '../../../db/schema/reports.ts'
import type { Category, Report } from '../queries.ts'

export type Follow = typeof reportFollows.$inferSelect

export async function followOf(db: Db, reportId: string, personId: string): Promise<Follow | undefined> {
  const [follow] = await db
    .select()
    .from(reportFollows)
    .where(and(eq(reportFollows.reportId, reportId), eq(reportFollows.personId, personId)))
  return follow
}

export const minePageSize = 30

export type MyReport = { report: Report; category: Category }

/** What somebody has filed, the newest first. */
export const reportsBy = (db: Db, personId: string, before?: Report): Promise<MyReport[]> =>
  db
    .select({ report: reports, category: reportCategories })
    .from(reports)
    .innerJoin(reportCategories, eq(reportCategories.id, reports.categoryId))
    .where(
      and(
        eq(reports.reporterId, personId),
        before &&
          or(lt(reports.filedAt, before.filedAt), and(eq(reports.filedAt, before.filedAt), lt(reports.id, before.id))),
      ),
    )
    .orderBy(desc(reports.filedAt), desc(reports.id))
    .limit(minePageSize)

const followedMax = 50

/** What somebody follows and has not filed themselves, by when they began. */
export const reportsFollowedBy = (db: Db, personId: string): Promise<MyReport[]> =>
  db
    .select({ report: reports, category: reportCategories })
    .from(reportFollows)
    .innerJoin(reports, eq(reports.id, reportFollows.reportId))
    .innerJoin(reportCategories, eq(reportCategories.id, reports.categoryId))
    .where(and(eq(reportFollows.personId, personId), eq(reports.isPublic, true)))
    .orderBy(desc(reportFollows.at), desc(reports.id))
    .limit(followedMax)
