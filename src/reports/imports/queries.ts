import { and, asc, count, desc, eq, gt, inArray, ne } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { importedReports, reportImportRows, reportImports } from '../../../db/schema/report-imports.ts'

export type ReportImport = typeof reportImports.$inferSelect
export type ImportRow = typeof reportImportRows.$inferSelect
export type Fate = ImportRow['fate']

export async function importById(db: Db, id: string): Promise<ReportImport | undefined> {
  const [row] = await db.select().from(reportImports).where(eq(reportImports.id, id))
  return row
}

/** The files of the past, the newest first; those that were thrown away are left out. */
export const lastImports = (db: Db): Promise<ReportImport[]> =>
  db
    .select()
    .from(reportImports)
    .where(ne(reportImports.state, 'dropped'))
    .orderBy(desc(reportImports.createdAt), desc(reportImports.id))
    .limit(50)

/** How many rows met which fate, over all pieces so far. */
export async function fatesOf(db: Db, importId: string): Promise<Record<Fate, number>> {
  const rows = await db
    .select({ fate: reportImportRows.fate, n: count() })
    .from(reportImportRows)
    .where(eq(reportImportRows.importId, importId))
    .groupBy(reportImportRows.fate)
    .orderBy(asc(reportImportRows.fate))
  const of = (fate: Fate) => rows.find((row) => row.fate === fate)?.n ?? 0
  return { waiting: of('waiting'), in: of('in'), known: of('known'), refused: of('refused') }
}

/** Rows of one fate behind a line of the file. */
export const rowsOf = (
  db: Db,
  { importId, fate, after = 0, max }: { importId: string; fate?: Fate; after?: number; max: number },
): Promise<ImportRow[]> =>
  db
    .select()
    .from(reportImportRows)
    .where(
      and(
        eq(reportImportRows.importId, importId),
        gt(reportImportRows.line, after),
        fate && eq(reportImportRows.fate, fate),
      ),
    )
    .orderBy(asc(reportImportRows.line))
    .limit(max)

export type Origin = Pick<typeof importedReports.$inferSelect, 'sourceId' | 'importId' | 'contentHash'>

/** Which of these ids of a source are here already, and what their rows held. */
export async function knownIds(db: Db, source: string, sourceIds: readonly string[]): Promise<Map<string, Origin>> {
  if (sourceIds.length === 0) return new Map()
  const { sourceId, importId, contentHash } = importedReports
  const rows = await db
    .select({ sourceId, importId, contentHash })
    .from(importedReports)
    .where(and(eq(importedReports.source, source), inArray(importedReports.sourceId, [...sourceIds])))
    .orderBy(asc(importedReports.sourceId))
  return new Map(rows.map((row) => [row.sourceId, row]))
}

/** Where a report was imported from, if it was. */
export async function originOf(db: Db, reportId: string): Promise<{ source: string; sourceId: string } | undefined> {
  const { source, sourceId } = importedReports
  const [row] = await db
    .select({ source, sourceId })
    .from(importedReports)
    .where(eq(importedReports.reportId, reportId))
  return row
}

/** Names of systems that reports came from before. */
export const sourcesKnown = async (db: Db): Promise<string[]> =>
  (
    await db.selectDistinct({ source: reportImports.source }).from(reportImports).orderBy(asc(reportImports.source))
  ).map(({ source }) => source)
