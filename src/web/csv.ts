import type { Context } from 'hono'
import type { Env } from './env.ts'

export type Cell = string | number | null | undefined

/** One row a line, every cell quoted that needs it. A text that a spreadsheet would take for a formula gets a `'`. */
export const csvText = (rows: readonly (readonly Cell[])[]) =>
  `\ufeff${rows.map((cells) => cells.map(cellText).join(',')).join('\r\n')}\r\n`

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return String(cell)
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Answers with a CSV file that spreadsheets open as it is: with a byte order mark, CRLF, no formulas. */
export const csvFile = (c: Context<Env>, name: string, rows: readonly (readonly Cell[])[]) =>
  c.body(csvText(rows), 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`,
  })
