import type { Context } from 'hono'
import type { Db } from '../../db/database.ts'
import { readSnapshot } from '../../db/open.ts'
import type { Env } from './env.ts'

export type Cell = string | number | null | undefined
type Row = readonly Cell[]

const mark = '\ufeff'
/** Somebody who takes nothing for so long holds a connection for nothing. */
const patienceMilliseconds = 60_000
const lineText = (cells: Row) => `${cells.map(cellText).join(',')}\r\n`

/** One row a line, every cell quoted that needs it. A text that a spreadsheet would take for a formula gets a `'`. */
export const csvText = (rows: readonly Row[]) => mark + (rows.map(lineText).join('') || '\r\n')

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return String(cell)
  const safe = isFormula.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Spreadsheets skip spaces before a sign, and Chinese ones read the full-width signs too. */
const isFormula = /^[\s\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]/

const headersOf = (name: string) => ({
  'Content-Type': 'text/csv; charset=utf-8',
  'Content-Disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`,
})

/** Answers with a CSV file that spreadsheets open as it is: with a byte order mark, CRLF, no formulas. */
export const csvFile = (c: Context<Env>, name: string, rows: readonly Row[]) =>
  c.body(csvText(rows), 200, headersOf(name))

/**
 * The same for more rows than one wants to hold: read in pages through a connection of its own, as everything stood at
 * one moment, and no faster than the receiver takes them.
 *
 * @param pages yields a few hundred rows at a time; between two pages everybody else has their turn
 */
export function streamCsv(
  c: Context<Env>,
  name: string,
  { header, pages }: { header: Row; pages: (db: Db) => AsyncIterable<readonly Row[]> },
) {
  const { databaseUrl } = c.var.config
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  const encoder = new TextEncoder()
  const write = (text: string) => inTime(writer.write(encoder.encode(text)))
  const written = readSnapshot(databaseUrl, async (db) => {
    await write(mark + lineText(header))
    for await (const rows of pages(db)) if (rows.length) await write(rows.map(lineText).join(''))
  })
  written
    .then(
      () => writer.close(),
      // Whoever reads sees a broken file rather than a short one. Somebody who went away is no fault of ours.
      (error) => writer.abort(error),
    )
    .catch(() => c.var.log.warn({ name }, 'export broken off'))
  return c.body(readable, 200, headersOf(name))
}

async function inTime(taken: Promise<void>) {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('nobody takes the file')), patienceMilliseconds)
  })
  await Promise.race([taken, late]).finally(() => clearTimeout(timer))
}
