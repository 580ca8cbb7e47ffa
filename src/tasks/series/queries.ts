import { and, asc, desc, eq, isNull, like, lt, or, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { activities, activitySeries } from '../../../db/schema/tasks.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { found } from '../../kit/refusal.ts'

export type Series = typeof activitySeries.$inferSelect

/** The series, for somebody who looks after its area. @throws Refusal `series_missing` */
export async function seriesForStaff(db: Db, id: string, actor: Actor): Promise<Series> {
  const [series] = await db.select().from(activitySeries).where(eq(activitySeries.id, id))
  const standing = standingOf(actor, { areaPath: series?.areaPath ?? null })
  return found(standing.has('clerk') || standing.has('admin') ? series : undefined, 'series_missing')
}

/** The series of these areas, running ones first. */
export const seriesIn = (db: Db, areaPaths: readonly string[]) =>
  db
    .select({ series: activitySeries, areaName: areas.name })
    .from(activitySeries)
    .innerJoin(areas, eq(areas.id, activitySeries.areaId))
    .where(or(sql`1 = 0`, ...areaPaths.map((path) => like(activitySeries.areaPath, `${path}%`))))
    .orderBy(desc(sql`${activitySeries.endedAt} is null`), desc(activitySeries.createdAt), desc(activitySeries.id))
    .limit(200)

/** The activities made for a series, in the order of their days. */
export const occurrencesOf = (db: Db, seriesId: string) =>
  db.select().from(activities).where(eq(activities.seriesId, seriesId)).orderBy(desc(activities.seriesDay)).limit(100)

/** Series whose occurrences have not been made up to this calendar day. */
export const seriesBehind = (db: Db, day: string, limit: number) =>
  db
    .select()
    .from(activitySeries)
    .where(
      and(
        isNull(activitySeries.endedAt),
        lt(activitySeries.madeThrough, day),
        lt(activitySeries.madeThrough, activitySeries.lastDay),
      ),
    )
    .orderBy(asc(activitySeries.madeThrough), asc(activitySeries.id))
    .limit(limit)
