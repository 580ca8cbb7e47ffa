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

const separators = [',', '\t', ';'] as const

/**
 * The rows of a CSV (RFC 4180): quoted cells, any line ending, tabs or semicolons where a spreadsheet wrote them. A quote
 * that does not stand around a whole cell is a sign like any other. Empty rows are left out. Every character is looked at
 * a bounded number of times, whatever the file holds.
 */
export function readCsv(text: string): CsvRow[] {
  const clean = text.replace(/\r\n?/g, '\n')
  const separator = separatorOf(clean)
  const rows: CsvRow[] = []
  let row: CsvRow = { line: 1, cells: [] }
  let at = 0
  let line = 1
  // Behind it no quote is ever closed, so nobody looks for one again.
  let lastClosing = clean.length
  while (at < clean.length) {
    const mayBeQuoted = clean[at] === '"' && (at < lastClosing || clean[at + 1] === '"')
    const closing = mayBeQuoted ? closingQuote(clean, at, separator) : undefined
    if (closing === null) lastClosing = at
    const end = closing ? closing + 1 : nextEnd(clean, at, separator)
    const content = clean.slice(at, end)
    row.cells.push((closing ? content.slice(1, -1).replaceAll('""', '"') : content).trim())
    line += linesIn(content)
    at = end + 1
    // The last cell of the file may be empty behind its separator.
    if (clean[end] === separator && at < clean.length) continue
    if (clean[end] === separator) row.cells.push('')
    rows.push(row)
    line += 1
    row = { line, cells: [] }
  }
  return rows.filter(({ cells }) => cells.some(Boolean))
}

/**
 * The table that stands in the text, with its first line as the columns' names. A spreadsheet's columns are asked for by
 * any of their names, whatever the case, the width of the letters and the spaces around them.
 *
 * @example const { rows, columnOf } = readTable(text); const at = columnOf('name', '名称')
 */
export function readTable(text: string) {
  const [head, ...rows] = readCsv(text)
  const names = (head?.cells ?? []).map(plainName)
  return {
    head: head?.cells ?? [],
    rows,
    /** Where a column stands, by the first of these names that there is. */
    columnOf(...wanted: string[]): number | undefined {
      return wanted.map((name) => names.indexOf(plainName(name))).find((at) => at >= 0)
    },
  }
}

const plainName = (name: string) => name.normalize('NFKC').trim().toLowerCase()

/** What stands most often in the first line, outside quotes. */
function separatorOf(text: string): string {
  const head = (text.split('\n', 1)[0] ?? '').replace(/"[^"]*"/g, '')
  const counted = separators.map((separator) => ({ separator, count: head.split(separator).length }))
  return counted.reduce((most, each) => (each.count > most.count ? each : most)).separator
}

/** Where a quoted cell closes; undefined when text follows the quote, null when it is never closed. */
function closingQuote(text: string, from: number, separator: string): number | undefined | null {
  // An empty cell in quotes would look like a quote within one.
  if (text[from + 1] === '"' && isEnd(text[from + 2], separator)) return from + 1
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    const next = text[at + 1]
    if (isEnd(next, separator)) return at
    if (next !== '"') return undefined
    at += 1
  }
  return null
}

const isEnd = (sign: string | undefined, separator: string) => sign === undefined || sign === '\n' || sign === separator

function nextEnd(text: string, from: number, separator: string): number {
  for (let at = from; at < text.length; at++) if (isEnd(text[at], separator)) return at
  return text.length
}

function linesIn(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}
