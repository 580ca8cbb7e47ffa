import { addDays } from '../kit/clock.ts'
import { readCsv } from '../kit/csv.ts'
import { Refusal } from '../kit/refusal.ts'

export const dayKinds = ['ordinary', 'holiday', 'workday'] as const
export type DayKind = (typeof dayKinds)[number]

/** What the calendar says about a day. `ordinary` follows its weekday. */
export type KnownDay = { day: string; kind: DayKind; name: string; provisional: boolean }

export const nameLengthMax = 40
const rowsMax = 2000
const [yearMin, yearMax] = [2000, 2100]

/** Whether a text is a calendar day that exists, in a year that anybody plans for. */
export function isDay(text: string): boolean {
  const year = Number(text.slice(0, 4))
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || year < yearMin || year > yearMax) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

/** A run of days off under one name, or the days worked for it. */
export type Span = { name: string; kind: DayKind; first: string; last: string; days: number }

/** Special days as people speak of them: `春节 2月15日–23日, 9 days`. Ordinary days are left out. */
export function spansOf(days: readonly KnownDay[]): Span[] {
  const spans: Span[] = []
  for (const { day, kind, name } of [...days].sort((a, b) => a.day.localeCompare(b.day))) {
    const span = spans.at(-1)
    if (kind === 'ordinary') continue
    if (span && span.name === name && span.kind === kind && addDays(span.last, 1) === day) {
      span.last = day
      span.days++
    } else spans.push({ name, kind, first: day, last: day, days: 1 })
  }
  return spans
}

/** The weeks of a month, Monday first; `undefined` where a neighbouring month begins. */
export function weeksOf(month: string): (string | undefined)[][] {
  const first = `${month}-01`
  const before = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7
  const cells: (string | undefined)[] = Array.from({ length: before }, () => undefined)
  for (let day = first; day.startsWith(month); day = addDays(day, 1)) cells.push(day)
  while (cells.length % 7) cells.push(undefined)
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7))
}

const kindNames: Record<string, DayKind> = {
  holiday: 'holiday',
  workday: 'workday',
  ordinary: 'ordinary',
  放假: 'holiday',
  休: 'holiday',
  节假日: 'holiday',
  上班: 'workday',
  班: 'workday',
  调休: 'workday',
  普通: 'ordinary',
}
const columnNames: Record<string, 'day' | 'kind' | 'name'> = {
  day: 'day',
  date: 'day',
  日期: 'day',
  kind: 'kind',
  类型: 'kind',
  name: 'name',
  名称: 'name',
}

/** Why a row is left out. Each has its sentence in the room's words. */
type RowFault = 'calendar_row_day' | 'calendar_row_kind' | 'calendar_row_name' | 'calendar_row_twice'

export type CalendarRow = { line: number; day: string; kind: string; name: string } & (
  | { fate: 'new' | 'changed' | 'same'; is: KnownDay; was: KnownDay | undefined }
  | { fate: 'fault'; fault: RowFault }
)

/**
 * What each row of a calendar file would change. Nothing is written. A year in the file has been published: its
 * provisional days that the file does not name become ordinary again, as rows at the end.
 *
 * @param known every day the calendar says something about, by day
 * @throws Refusal `calendar_columns_missing`, `file_empty`, `file_too_long`
 */
export function readCalendarFile(text: string, known: ReadonlyMap<string, KnownDay>): CalendarRow[] {
  const [head, ...rows] = readCsv(text)
  const columns = (head?.cells ?? []).map((cell) => columnNames[cell.toLowerCase()])
  const missing = (['day', 'kind', 'name'] as const).filter((column) => !columns.includes(column))
  if (missing.length)
    throw new Refusal('invalid', 'calendar_columns_missing', { field: 'file', missing: missing.join('、') })
  if (!rows.length) throw new Refusal('invalid', 'file_empty', { field: 'file' })
  if (rows.length > rowsMax) throw new Refusal('invalid', 'file_too_long', { field: 'file', max: rowsMax })

  const seen = new Set<string>()
  const read = rows.map(({ line, cells }) => {
    const cell = (column: string) => (cells[columns.indexOf(column as 'day')] ?? '').normalize('NFKC').trim()
    const row = { line, day: unifiedDay(cell('day')), kind: cell('kind'), name: cell('name') }
    return { ...row, ...judge(row, known, seen) } as CalendarRow
  })
  return [...read, ...withdrawn(read, known)]
}

function judge({ day, kind, name }: { day: string; kind: string; name: string }, known: Known, seen: Set<string>) {
  const is = kindNames[kind.toLowerCase()]
  if (!isDay(day)) return { fate: 'fault', fault: 'calendar_row_day' }
  if (!is) return { fate: 'fault', fault: 'calendar_row_kind' }
  if ((!name && is !== 'ordinary') || name.length > nameLengthMax) return { fate: 'fault', fault: 'calendar_row_name' }
  if (seen.has(day)) return { fate: 'fault', fault: 'calendar_row_twice' }
  seen.add(day)
  return fateOf({ day, kind: is, name, provisional: false }, known.get(day))
}

type Known = ReadonlyMap<string, KnownDay>

const fateOf = (is: KnownDay, was: KnownDay | undefined) => ({
  fate: !was ? 'new' : isSame(is, was) ? 'same' : 'changed',
  is,
  was,
})

export const isSame = (a: KnownDay, b: KnownDay) =>
  a.kind === b.kind && a.name === b.name && a.provisional === b.provisional

function withdrawn(read: readonly CalendarRow[], known: Known): CalendarRow[] {
  const named = read.flatMap((row) => (row.fate === 'fault' ? [] : [row.is.day]))
  const years = new Set(named.map((day) => day.slice(0, 4)))
  return [...known.values()]
    .filter(({ day, provisional }) => provisional && years.has(day.slice(0, 4)) && !named.includes(day))
    .map((was) => ({ line: 0, day: was.day, kind: 'ordinary', name: '', fate: 'changed', was, is: ordinary(was.day) }))
}

export const ordinary = (day: string): KnownDay => ({ day, kind: 'ordinary', name: '', provisional: false })

/** `2026/2/4`, `2026年2月4日` and `20260204` as `2026-02-04`; what is none stays as it is. */
function unifiedDay(text: string): string {
  const [, year, month, day] =
    /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?)$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? []
  return year && month && day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text
}
