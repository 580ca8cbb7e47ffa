import { setImmediate } from 'node:timers/promises'
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Atomically, Db, Tx } from '../../../db/database.ts'
import { type ImportSettings, reportImportRows, reportImports } from '../../../db/schema/report-imports.ts'
import { theCity } from '../../areas/queries.ts'
import { type Actor, standingOf, system } from '../../kit/actor.ts'
import { found, Refusal, sameVersion } from '../../kit/refusal.ts'
import { sha256 } from '../../kit/secrets.ts'
import { readSheet } from './file.ts'
import { importById, type ReportImport } from './queries.ts'
import { defaultPositions, guessColumns, type Placed, placedIn } from './rules.ts'

/** @throws Refusal `imports_not_yours` for anybody but an administrator of the whole city */
export async function assertImporter(db: Db, actor: Actor): Promise<void> {
  const { path } = await theCity(db)
  if (actor.id !== system.id && !standingOf(actor, { areaPath: path }).has('admin'))
    throw new Refusal('forbidden', 'imports_not_yours')
}

type NewImport = { id: string; source: string; fileName: string; text: string; actor: Actor; now: Date }

const rowsAtOnce = 500

/**
 * Reads a file into rows, to be looked at before any of them comes in. In pieces: everybody else has their turn between
 * two of them. The same form again goes on with what it began, also after a process has died in the middle.
 *
 * @returns the import's id
 * @throws Refusal `imports_not_yours`, `file_empty`, `file_too_long`, `import_line_unreadable`,
 *   `same_id_other_content` for another file under the same form
 */
export async function readImport(
  atomically: Atomically,
  { id, text, actor, now, ...given }: NewImport,
): Promise<string> {
  const { head, rows, columnOf } = readSheet(text)
  const columns = guessColumns(columnOf)
  const placed: Placed[] = []
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    placed.push(...rows.slice(at, at + rowsAtOnce).map(({ cells }) => placedIn(cells, columns)))
    await setImmediate()
  }
  const settings: ImportSettings = {
    ...{ columns, dayOrder: 'month', areaId: null, categoryId: null, box: null, isPublic: false, keepsOpen: false },
    defaults: defaultPositions(placed),
  }
  const row = { id, ...given, head, settings, rows: rows.length, importedBy: actor.id, createdAt: now }
  const fileHash = sha256(text)
  await atomically(async (tx) => {
    await assertImporter(tx, actor)
    await tx
      .insert(reportImports)
      .values({ ...row, fileHash, state: 'reading' })
      .onConflictDoNothing()
    const begun = found(await importById(tx, id), 'import_missing')
    if (begun.fileHash !== fileHash) throw new Refusal('conflict', 'same_id_other_content')
  })
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    const piece = rows.slice(at, at + rowsAtOnce)
    const values = piece.map(({ line, cells }) => ({ importId: id, line, cells, fate: 'waiting' as const }))
    if (!(await atomically((tx) => keepRows(tx, id, values)))) return id
  }
  await atomically((tx) =>
    tx
      .update(reportImports)
      .set({ state: 'preview' })
      .where(isIn(id, ['reading'])),
  )
  return id
}

/** @returns false once the file has been read to its end, or thrown away, by somebody else */
async function keepRows(tx: Tx, id: string, values: (typeof reportImportRows.$inferInsert)[]): Promise<boolean> {
  const [reading] = await tx
    .update(reportImports)
    .set({ version: sql`${reportImports.version}` })
    .where(isIn(id, ['reading']))
    .returning({ id: reportImports.id })
  if (reading) await tx.insert(reportImportRows).values(values).onConflictDoNothing()
  return reading !== undefined
}

const isIn = (id: string, states: ReportImport['state'][]) =>
  and(eq(reportImports.id, id), inArray(reportImports.state, states))

type Change = { id: string; version: number; source: string; settings: ImportSettings; actor: Actor }

/**
 * Says anew how the file is to be read.
 *
 * @throws Refusal `imports_not_yours`, `import_missing`, `import_under_way`, `stale_version`
 */
export async function settleImport(tx: Tx, { id, version, source, settings, actor }: Change): Promise<void> {
  await assertImporter(tx, actor)
  const [changed] = await tx
    .update(reportImports)
    .set({ source, settings, version: sql`${reportImports.version} + 1` })
    .where(and(isIn(id, ['preview']), eq(reportImports.version, version)))
    .returning()
  if (!changed) await explain(tx, id, version)
}

type Step = { id: string; version: number; actor: Actor; now: Date }

/**
 * Lets the rows come in, a piece at a time, by the clockwork.
 *
 * @throws Refusal `imports_not_yours`, `import_missing`, `import_under_way`, `stale_version`
 */
export async function startImport(tx: Tx, { id, version, actor, now }: Step): Promise<void> {
  await assertImporter(tx, actor)
  const [started] = await tx
    .update(reportImports)
    .set({ state: 'running', startedAt: now, version: sql`${reportImports.version} + 1` })
    .where(and(isIn(id, ['preview']), eq(reportImports.version, version)))
    .returning()
  if (!started) await explain(tx, id, version)
}

/** Forgets a file before, or stops it while, its rows come in. What is in stays. */
export async function dropImport(tx: Tx, { id, actor, now }: Omit<Step, 'version'>): Promise<void> {
  await assertImporter(tx, actor)
  const [dropped] = await tx
    .update(reportImports)
    .set({ state: 'dropped', endedAt: now, version: sql`${reportImports.version} + 1` })
    .where(isIn(id, ['reading', 'preview', 'running']))
    .returning()
  if (!dropped) throw new Refusal('conflict', 'import_under_way')
  await tx.delete(reportImportRows).where(and(eq(reportImportRows.importId, id), eq(reportImportRows.fate, 'waiting')))
}

/** Why a guarded step found no row. */
async function explain(tx: Tx, id: string, version: number): Promise<never> {
  const row = found(await importById(tx, id), 'import_missing')
  if (row.state !== 'preview') throw new Refusal('conflict', 'import_under_way')
  const { source, settings } = row
  sameVersion(row.version, version, { theirs: { source, ...settings } })
  throw new Error('an import was changed and was not')
}

/** The next rows that wait, in the order of the file. */
export const waitingRows = (db: Db, importId: string, max: number) =>
  db
    .select({ line: reportImportRows.line, cells: reportImportRows.cells })
    .from(reportImportRows)
    .where(and(eq(reportImportRows.importId, importId), eq(reportImportRows.fate, 'waiting')))
    .orderBy(asc(reportImportRows.line))
    .limit(max)
