import { and, eq, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../../db/database.ts'
import { nextInSeries } from '../../../db/once.ts'
import { importedReports, reportImportRows, reportImports } from '../../../db/schema/report-imports.ts'
import { reportEvents, reports } from '../../../db/schema/reports.ts'
import { cityDay } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { allCategories } from '../categories/queries.ts'
import { reportGrams } from '../filing/search.ts'
import { publicWordsOf } from '../public/words/rules.ts'
import type { Category } from '../queries.ts'
import { waitingRows } from './actions.ts'
import { contentHash, knownNow } from './known.ts'
import { knownIds, type Origin, type ReportImport } from './queries.ts'
import { type Imported, judge, type Known, readRow } from './rules.ts'

// Some 60 ms on SQLite, during which nobody else is answered.
const pieceMax = 100

export type Fated =
  | { line: number; fate: 'refused' | 'known'; reason: string }
  | { line: number; fate: 'in'; reason: string; report: Imported; hash: string }

/**
 * Takes in the next rows of a running import: the reports, their history and what became of the rows are written
 * together, so that whatever dies in between neither loses a row nor brings one in twice.
 *
 * @returns how many rows it dealt with; 0 when there is nothing left to do
 */
export async function takeInPiece(tx: Tx, importId: string, now: Date): Promise<number> {
  // Held until the commit: two clockworks never take the same piece.
  const [running] = await tx
    .update(reportImports)
    .set({ version: sql`${reportImports.version}` })
    .where(and(eq(reportImports.id, importId), eq(reportImports.state, 'running')))
    .returning()
  if (!running) return 0
  const rows = await waitingRows(tx, importId, pieceMax)
  if (rows.length === 0) {
    await tx.update(reportImports).set({ state: 'done', endedAt: now }).where(eq(reportImports.id, importId))
    return 0
  }
  const fated = await fates(tx, running, rows, now)
  const kept = await write(tx, running, fated, now)
  for (const { line, fate, reason } of fated.filter(({ fate }) => fate !== 'in'))
    await mark(tx, importId, line, { fate, reason, ...(fate === 'known' ? { cells: null } : {}) })
  for (const { line, reason, reportId } of kept)
    await mark(tx, importId, line, { fate: 'in', reason, reportId, cells: null })
  return rows.length
}

const mark = (tx: Tx, importId: string, line: number, set: Partial<typeof reportImportRows.$inferInsert>) =>
  tx
    .update(reportImportRows)
    .set(set)
    .where(and(eq(reportImportRows.importId, importId), eq(reportImportRows.line, line)))

type Waiting = { line: number; cells: string[] | null }

async function fates(tx: Tx, running: ReportImport, rows: readonly Waiting[], now: Date): Promise<Fated[]> {
  return fatesIn(tx, { running, known: await knownNow(tx, now), seen: new Map() }, rows)
}

type Light = { running: ReportImport; known: Known; seen: Map<string, Origin> }

/**
 * What becomes of rows. Nothing is written.
 *
 * @param seen ids of rows that were looked at before; these are added
 */
export async function fatesIn(db: Db, { running, known, seen }: Light, rows: readonly Waiting[]): Promise<Fated[]> {
  const judged = rows.map(({ line, cells }) => {
    const row = readRow(cells ?? [], running.settings.columns)
    return { line, hash: contentHash(row), ...judge(row, running.settings, known) }
  })
  const ids = judged.flatMap((each) => (each.fault ? [] : [each.report.sourceId]))
  for (const [sourceId, origin] of await knownIds(db, running.source, ids)) seen.set(sourceId, origin)
  return judged.map((each): Fated => {
    const { line, hash } = each
    if (each.fault) return { line, fate: 'refused', reason: each.fault }
    const { sourceId } = each.report
    const first = seen.get(sourceId)
    if (first) return { line, ...again(first, running.id, hash) }
    seen.set(sourceId, { sourceId, importId: running.id, contentHash: hash })
    return { line, fate: 'in', reason: each.remarks.join(','), report: each.report, hash }
  })
}

/** The same id with the same content is the same report. In one file, with other content, one of them is wrong. */
const again = (first: Origin, importId: string, hash: string) =>
  first.importId === importId && first.contentHash !== hash
    ? ({ fate: 'refused', reason: 'import_id_twice' } as const)
    : ({ fate: 'known', reason: '' } as const)

type Kept = { line: number; reason: string; reportId: string }

/** Reports as history: nobody's, no clocks, no points, no notices. */
async function write(tx: Tx, running: ReportImport, fated: readonly Fated[], now: Date): Promise<Kept[]> {
  const fresh = fated.flatMap((row) => (row.fate === 'in' ? [row] : []))
  if (fresh.length === 0) return []
  const { pathOf } = await knownNow(tx, now)
  const categories = new Map((await allCategories(tx)).map((category) => [category.id, category]))
  const numbers = await numbersFor(
    tx,
    fresh.map(({ report }) => report.filedAt),
  )
  const made = fresh.map(({ line, reason, report, hash }, at) => {
    const category = categories.get(report.categoryId) as Category
    const areaPath = pathOf(report.areaId)
    const row = reportRow(report, { running, category, areaPath, number: numbers[at] as string, now })
    return { line, reason, hash, row, report }
  })
  await tx.insert(reports).values(made.map(({ row }) => row))
  await tx.insert(reportEvents).values(made.flatMap(({ row, report }) => history(row, report, running, now)))
  await tx.insert(importedReports).values(
    made.map(({ row, report, hash }) => ({
      ...{ reportId: row.id, source: running.source, sourceId: report.sourceId },
      ...{ importId: running.id, contentHash: hash, at: now },
    })),
  )
  return made.map(({ line, reason, row }) => ({ line, reason, reportId: row.id }))
}

type Around = { running: ReportImport; category: Category; areaPath: string; number: string; now: Date }

function reportRow(given: Imported, { running, category, areaPath, number, now }: Around) {
  const { words, address, areaId, latitude, longitude, filedAt, closedAt } = given
  const publicWords = publicWordsOf({ words, address })
  const isOpenHere = !given.isClosed && running.settings.keepsOpen
  return {
    ...{ id: newId(now), number, kind: category.kind, categoryId: category.id, words, publicWords, answers: {} },
    ...({ areaId, areaPath, latitude, longitude, address, placeFrom: latitude === null ? 'address' : 'pin' } as const),
    ...({ channel: 'import', urgency: 'normal', status: isOpenHere ? 'accepted' : 'closed' } as const),
    isPublic: running.settings.isPublic && !category.isPrivate,
    ...reportGrams({ number, words, address, publicWords }),
    ...{ filedAt, acceptedAt: filedAt, resolvedAt: closedAt, closedAt, updatedAt: closedAt ?? filedAt },
  }
}

type ReportRow = ReturnType<typeof reportRow>

/** When it was filed and closed there, and that it came in here. */
function history(row: ReportRow, { isClosed, reply }: Imported, running: ReportImport, now: Date) {
  const common = { reportId: row.id, actorId: running.importedBy, version: 1 }
  const details = { source: running.source, importId: running.id }
  const filed = { id: newId(now), ...common, step: 'file', from: null, to: 'filed', actorId: 'nobody', at: row.filedAt }
  const closed = { id: newId(now), ...common, step: 'closedThere', from: 'filed', to: 'closed', words: reply, details }
  const came = { id: newId(now), ...common, step: 'import', from: null, to: row.status, details, at: now }
  return [filed, ...(isClosed ? [{ ...closed, at: row.closedAt ?? row.filedAt }] : []), came]
}

/** Numbers of the years in which they were filed, in the order given. */
async function numbersFor(tx: Tx, filedAts: readonly Date[]): Promise<string[]> {
  const years = filedAts.map((at) => cityDay(at).slice(0, 4))
  const next = new Map<string, number>()
  for (const year of [...new Set(years)].sort()) {
    const taken = years.filter((each) => each === year).length
    next.set(year, (await nextInSeries(tx, `R-${year}`, taken)) - taken)
  }
  return years.map((year) => {
    const number = (next.get(year) ?? 0) + 1
    next.set(year, number)
    return `R-${year}-${String(number).padStart(6, '0')}`
  })
}
