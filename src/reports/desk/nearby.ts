import { and, desc, eq, gte, inArray, lte, ne } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { reports } from '../../../db/schema/reports.ts'
import { day, later } from '../../kit/clock.ts'
import { boxAround, metersBetween } from '../../kit/places.ts'
import { positionOf } from '../filing/rules.ts'
import type { Report } from '../queries.ts'

const nearMeters = 150
const recentDays = 60

/** Reports close by in place and time that may be of the same problem: what a clerk would merge with. */
export async function nearbyReports(db: Db, report: Report): Promise<{ report: Report; meters: number | undefined }[]> {
  const here = positionOf(report)
  const box = here && boxAround(here, nearMeters)
  const near = box
    ? and(
        gte(reports.latitude, box.south),
        lte(reports.latitude, box.north),
        gte(reports.longitude, box.west),
        lte(reports.longitude, box.east),
      )
    : and(eq(reports.areaId, report.areaId), eq(reports.categoryId, report.categoryId))
  const open = inArray(reports.status, [
    ...(['filed', 'accepted', 'whistled', 'reported_in', 'handed_back', 'resolved'] as const),
    ...(['half_fixed', 'reopened', 'waiting_for_resident', 'confirmed', 'closed'] as const),
  ])
  const rows = await db
    .select()
    .from(reports)
    .where(and(ne(reports.id, report.id), near, open, gte(reports.filedAt, later(report.filedAt, -recentDays * day))))
    .orderBy(desc(reports.filedAt), desc(reports.id))
    .limit(20)
  return rows.map((other) => {
    const there = positionOf(other)
    return { report: other, meters: here && there ? Math.round(metersBetween(here, there)) : undefined }
  })
}
