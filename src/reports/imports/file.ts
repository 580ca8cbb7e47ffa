import { readTable } from '../../kit/csv.ts'
import { Refusal } from '../../kit/refusal.ts'

export const rowsMax = 100_000

/** A file as a table, whichever way it was written. */
export type Sheet = {
  head: string[]
  rows: { line: number; cells: string[] }[]
  columnOf: (...names: string[]) => number | undefined
}

/**
 * A CSV, or JSON objects a line each, as open-data portals hand them out.
 *
 * @throws Refusal `file_empty`, `file_too_long`, `import_line_unreadable`
 */
export function readSheet(text: string): Sheet {
  const sheet = /^\s*\{/.test(text) ? readJsonLines(text) : readTable(text)
  if (sheet.rows.length === 0) throw new Refusal('invalid', 'file_empty', { field: 'file' })
  if (sheet.rows.length > rowsMax) throw new Refusal('invalid', 'file_too_long', { field: 'file', max: rowsMax })
  return sheet
}

function readJsonLines(text: string): Sheet {
  const objects = text
    .split('\n')
    .flatMap((each, at) => (each.trim() ? [{ line: at + 1, value: objectIn(each, at + 1) }] : []))
  const head = [...new Set(objects.flatMap(({ value }) => Object.keys(value)))]
  const rows = objects.map(({ line, value }) => ({ line, cells: head.map((name) => cellOf(value[name])) }))
  return { head, rows, columnOf: (...names) => names.map((name) => head.indexOf(name)).find((at) => at >= 0) }
}

function objectIn(text: string, line: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (value && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Said below, with its line.
  }
  throw new Refusal('invalid', 'import_line_unreadable', { field: 'file', line })
}

/** Of an object, its title: `{"request_type": {"id": 7, "title": "Pothole"}}`. */
function cellOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const title =
    (value as { title?: unknown; name?: unknown } | null)?.title ?? (value as { name?: unknown } | null)?.name
  return typeof title === 'string' ? title : ''
}
