/**
 * A file's bytes as text: UTF-8 or UTF-16 with its mark, UTF-8 without, else GB18030, which Chinese spreadsheets write.
 *
 * @returns undefined when it is none of them
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const mark = Buffer.from(bytes.subarray(0, 2)).toString('hex')
  const encodings = mark === 'fffe' ? ['utf-16le'] : mark === 'feff' ? ['utf-16be'] : ['utf-8', 'gb18030']
  for (const encoding of encodings) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // Not this one.
    }
  }
  return undefined
}

export type CsvRow = {
  /** Where the row begins in the file, counted from 1. */
  line: number
  cells: string[]
}

/** The rows of a CSV (RFC 4180): quoted cells, any line ending, tabs where a sheet was pasted. Empty rows are left out. */
export function readCsv(text: string): CsvRow[] {
  const clean = text.replace(/\r\n?/g, '\n')
  const separator = clean.split('\n', 1)[0]?.includes('\t') ? '\t' : ','
  const cell = new RegExp(`("(?:[^"]|"")*"|[^${separator}\n]*)(${separator}|\n|$)`, 'y')
  const rows: CsvRow[] = []
  let row: CsvRow = { line: 1, cells: [] }
  let line = 1
  while (cell.lastIndex < clean.length) {
    const [all, content = '', end] = cell.exec(clean) as RegExpExecArray
    row.cells.push(unquoted(content))
    line += all.split('\n').length - 1
    if (end === separator) continue
    rows.push(row)
    row = { line, cells: [] }
  }
  if (row.cells.length) rows.push(row)
  return rows.filter(({ cells }) => cells.some(Boolean))
}

const unquoted = (content: string) =>
  (/^".*"$/s.test(content) ? content.slice(1, -1).replaceAll('""', '"') : content).trim()
