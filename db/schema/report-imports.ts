import { sql } from 'drizzle-orm'
import { check, index, instant, integer, json, primaryKey, table, text, uniqueIndex } from '../columns.ts'
import { reports } from './reports.ts'

/** How the columns of a file are read, and what is taken where a row says nothing. */
export type ImportSettings = {
  /** Where each field stands in a row, counted from 0. */
  columns: Record<string, number>
  /** What comes first in `03/04/2020`. */
  dayOrder: 'month' | 'day'
  /** For rows that name no area of ours, and no category of ours. Null refuses them. */
  areaId: string | null
  categoryId: string | null
  /** Positions outside are of another place. */
  box: { west: number; south: number; east: number; north: number } | null
  isPublic: boolean
  /** Whether what is open there is to be worked on here; else it is history as well. */
  keepsOpen: boolean
  /** Positions that stand for "somewhere in the city": `lat,long` as they are written. */
  defaults: string[]
}

export const importStates = ['reading', 'preview', 'running', 'done', 'dropped'] as const

/** A file of reports from another system: read into rows, looked at, then taken in a piece at a time. */
export const reportImports = table(
  'report_imports',
  {
    id: text('id').primaryKey(),
    /** The other system's name, as it is shown: `12345 热线（旧）`. */
    source: text('source').notNull(),
    fileName: text('file_name').notNull(),
    fileHash: text('file_hash').notNull(),
    state: text('state', { enum: importStates }).notNull(),
    head: json('head').$type<string[]>().notNull(),
    settings: json('settings').$type<ImportSettings>().notNull(),
    rows: integer('rows').notNull(),
    importedBy: text('imported_by').notNull(),
    createdAt: instant('created_at').notNull(),
    startedAt: instant('started_at'),
    endedAt: instant('ended_at'),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    index('report_imports_created').on(t.createdAt, t.id),
    index('report_imports_state').on(t.state, t.createdAt),
  ],
)

export const rowFates = ['waiting', 'in', 'known', 'refused'] as const

/** A row of such a file and what became of it. Its cells are forgotten once it is in, or a month after it was refused. */
export const reportImportRows = table(
  'report_import_rows',
  {
    importId: text('import_id')
      .notNull()
      .references(() => reportImports.id),
    line: integer('line').notNull(),
    cells: json('cells').$type<string[]>(),
    fate: text('fate', { enum: rowFates }).notNull(),
    /** Why it was refused, or what was left out of it, as codes divided by commas. */
    reason: text('reason').notNull().default(''),
    reportId: text('report_id'),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.line] }),
    index('report_import_rows_fate').on(t.importId, t.fate, t.line),
    check('report_import_rows_in', sql`(${t.fate} = 'in') = (${t.reportId} is not null)`),
  ],
)

/** A report that came from another system, under the id it has there: the same one never comes in twice. */
export const importedReports = table(
  'imported_reports',
  {
    reportId: text('report_id')
      .primaryKey()
      .references(() => reports.id),
    source: text('source').notNull(),
    sourceId: text('source_id').notNull(),
    importId: text('import_id')
      .notNull()
      .references(() => reportImports.id),
    /** Of what the row held: the same id with other content in one file is a fault of the file. */
    contentHash: text('content_hash').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    uniqueIndex('imported_reports_source').on(t.source, t.sourceId),
    index('imported_reports_import').on(t.importId),
  ],
)
