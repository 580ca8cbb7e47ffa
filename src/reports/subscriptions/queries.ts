import { and, asc, eq, gt, isNotNull, like, lte, ne } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { reportCategories, reports } from '../../../db/schema/reports.ts'
import { reportSubscriptions } from '../../../db/schema/snaps.ts'

export type Subscription = typeof reportSubscriptions.$inferSelect

/** What somebody subscribed to, with the names it is shown under. */
export const subscriptionsOf = (db: Db, personId: string) =>
  db
    .select({ subscription: reportSubscriptions, areaName: areas.name, category: reportCategories.name })
    .from(reportSubscriptions)
    .innerJoin(areas, eq(areas.id, reportSubscriptions.areaId))
    .leftJoin(reportCategories, eq(reportCategories.id, reportSubscriptions.categoryId))
    .where(eq(reportSubscriptions.personId, personId))
    .orderBy(asc(reportSubscriptions.id))

/** Those who have not been told since `before`, the longest first. */
export const subscriptionsDue = (db: Db, before: Date, max: number): Promise<Subscription[]> =>
  db
    .select()
    .from(reportSubscriptions)
    .where(lte(reportSubscriptions.toldUpTo, before))
    .orderBy(asc(reportSubscriptions.toldUpTo), asc(reportSubscriptions.id))
    .limit(max)

/** What became public for a subscription since it was told last. */
export const newReportsFor = (db: Db, { areaPath, categoryId, toldUpTo }: Subscription, until: Date, max: number) =>
  db
    .select({
      ...{ id: reports.id, number: reports.number, reporterId: reports.reporterId, acceptedAt: reports.acceptedAt },
      ...{ category: reportCategories.name, isPlaceExact: reportCategories.isPlaceExact, areaName: areas.name },
      ...{ areaPath: reports.areaPath, address: reports.address },
      ...{ latitude: reports.latitude, longitude: reports.longitude },
    })
    .from(reports)
    .innerJoin(reportCategories, eq(reportCategories.id, reports.categoryId))
    .innerJoin(areas, eq(areas.id, reports.areaId))
    .where(
      and(
        eq(reports.isPublic, true),
        // What comes from another system is history: nobody is told of it.
        ne(reports.channel, 'import'),
        isNotNull(reports.acceptedAt),
        gt(reports.acceptedAt, toldUpTo),
        lte(reports.acceptedAt, until),
        like(reports.areaPath, `${areaPath}%`),
        categoryId ? eq(reports.categoryId, categoryId) : undefined,
      ),
    )
    .orderBy(asc(reports.acceptedAt), asc(reports.id))
    .limit(max)
