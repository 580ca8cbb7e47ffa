import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { type Db, prepared } from '../../db/database.ts'
import {
  type reportCategories,
  reportEvents,
  reportPhotos,
  reportQuestions,
  reports,
  whistles,
} from '../../db/schema/reports.ts'
import { groupBy } from '../kit/group.ts'
import { found } from '../kit/refusal.ts'

export type Report = typeof reports.$inferSelect
export type Whistle = typeof whistles.$inferSelect
export type Category = typeof reportCategories.$inferSelect
export type ReportEvent = typeof reportEvents.$inferSelect
export type ReportPhoto = typeof reportPhotos.$inferSelect

const byId = prepared('report_by_id', (tx) =>
  tx
    .select()
    .from(reports)
    .where(eq(reports.id, sql.placeholder('id'))),
)

/** @throws Refusal `report_missing` */
export async function reportById(db: Db, id: string): Promise<Report> {
  const [report] = await byId(db, { id })
  return found(report, 'report_missing', { id })
}

/** The report that is left of a chain of merges, from the first one merged into. */
export async function leftOf(db: Db, mergedInto: string | null): Promise<string | null> {
  for (let id = mergedInto; id; ) {
    const report: Report = await reportById(db, id)
    if (!report.mergedInto) return id
    id = report.mergedInto
  }
  return null
}

/** By the number people read: `R-2026-000123`. */
export async function reportByNumber(db: Db, number: string): Promise<Report | undefined> {
  const [report] = await db.select().from(reports).where(eq(reports.number, number))
  return report
}

/** @throws Refusal `whistle_missing` */
export async function whistleById(db: Db, id: string): Promise<Whistle> {
  const [whistle] = await db.select().from(whistles).where(eq(whistles.id, id))
  return found(whistle, 'whistle_missing', { id })
}

/** Every call of a report, the present round last. */
export const whistlesOf = (db: Db, reportId: string): Promise<Whistle[]> =>
  db.select().from(whistles).where(eq(whistles.reportId, reportId)).orderBy(asc(whistles.round), asc(whistles.id))

export const whistlesOfRound = (db: Db, { id, round }: Pick<Report, 'id' | 'round'>): Promise<Whistle[]> =>
  db
    .select()
    .from(whistles)
    .where(and(eq(whistles.reportId, id), eq(whistles.round, round)))
    .orderBy(asc(whistles.id))

/** What happened, the first first. */
export const eventsOf = (db: Db, reportId: string): Promise<ReportEvent[]> =>
  db
    .select()
    .from(reportEvents)
    .where(eq(reportEvents.reportId, reportId))
    .orderBy(asc(reportEvents.version), asc(reportEvents.id))

export const photosOfReport = (db: Db, reportId: string): Promise<ReportPhoto[]> =>
  db
    .select()
    .from(reportPhotos)
    .where(eq(reportPhotos.reportId, reportId))
    .orderBy(asc(reportPhotos.at), asc(reportPhotos.position), asc(reportPhotos.photoId))

/** The photos of several reports, by report. */
export async function photosOfReports(db: Db, reportIds: readonly string[]): Promise<Map<string, ReportPhoto[]>> {
  if (reportIds.length === 0) return new Map()
  const rows = await db
    .select()
    .from(reportPhotos)
    .where(inArray(reportPhotos.reportId, [...reportIds]))
    .orderBy(asc(reportPhotos.at), asc(reportPhotos.position), asc(reportPhotos.photoId))
  return groupBy(rows, ({ reportId }) => reportId)
}

export const questionsOf = (db: Db, reportId: string) =>
  db
    .select()
    .from(reportQuestions)
    .where(eq(reportQuestions.reportId, reportId))
    .orderBy(asc(reportQuestions.askedAt), asc(reportQuestions.id))
