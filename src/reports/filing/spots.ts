import { and, asc, eq, gte, isNull, lte, ne, notInArray, or, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { reports } from '../../../db/schema/reports.ts'
import { day, later } from '../../kit/clock.ts'
import { boxAround } from '../../kit/places.ts'
import type { Report } from '../queries.ts'
import { solvedStatuses } from '../rules.ts'
import { isSameSpot, positionOf, spotDays, spotMeters } from './rules.ts'

/**
 * The earliest valid report of the same spot, by the time of filing; the report itself when it is the first. Whoever
 * asks holds the whole street's row, so that two clerks who accept two reports of one hole see each other.
 */
export async function firstOfSpot(tx: Tx, report: Report): Promise<Report> {
  await holdStreet(tx, report.areaPath)
  const others = await tx
    .select()
    .from(reports)
    .where(
      and(
        ne(reports.id, report.id),
        eq(reports.categoryId, report.categoryId),
        gte(reports.filedAt, later(report.filedAt, -spotDays * day)),
        lte(reports.filedAt, report.filedAt),
        notInArray(reports.status, ['refused', 'merged']),
        nearby(report),
      ),
    )
    .orderBy(asc(reports.filedAt), asc(reports.number))
  const isEarlier = (other: Report) => other.filedAt < report.filedAt || other.number < report.number
  const isFirst = (other: Report) => isEarlier(other) && isSameSpot(other, report) && !hasComeBack(report, other)
  return others.find(isFirst) ?? report
}

function nearby(report: Report) {
  const position = positionOf(report)
  if (!position) return eq(reports.areaId, report.areaId)
  const { south, north, west, east } = boxAround(position, spotMeters)
  const inBox = and(
    gte(reports.latitude, south),
    lte(reports.latitude, north),
    gte(reports.longitude, west),
    lte(reports.longitude, east),
  )
  return or(inBox, and(isNull(reports.latitude), eq(reports.areaId, report.areaId)))
}

/**
 * Whether the report says that the problem of the other one is there again, after that one was solved. Then it is a new
 * problem with a first reporter of its own; the rule book's one payment a week for a spot still holds.
 */
const hasComeBack = (report: Report, other: Report) =>
  report.againOf !== null &&
  (solvedStatuses as readonly string[]).includes(other.status) &&
  other.resolvedAt !== null &&
  other.resolvedAt < report.filedAt

/** A spot may lie on the border of two communities; the street holds both, or the city does. */
export async function holdStreet(tx: Tx, areaPath: string): Promise<void> {
  const [city = '', street = city] = areaPath.split('/').filter(Boolean)
  await tx
    .update(areas)
    .set({ version: sql`${areas.version}` })
    .where(eq(areas.id, street))
}
