import type { ImportSettings } from '../../../db/schema/report-imports.ts'
import { day, later } from '../../kit/clock.ts'
import { readMoment } from '../../kit/moments.ts'
import { wordsMax } from '../rules.ts'

/** What a row of another system may say about a report, and the names its column may have. */
export const fieldNames = {
  id: [
    'id',
    '编号',
    '留言编号',
    '工单编号',
    '问题编号',
    'case_enquiry_id',
    'unique key',
    'service_request_id',
    'number',
  ],
  filedAt: [
    'filed_at',
    '上报时间',
    '留言时间',
    '受理时间',
    '时间',
    'time',
    'open_dt',
    'created date',
    'created_at',
    'requested_datetime',
  ],
  closedAt: ['closed_at', '办结时间', '答复时间', '结案时间', 'reply_time', 'closed_dt', 'closed date', 'closed_date'],
  status: ['status', '状态', '办理状态', 'case_status'],
  title: ['title', '标题', '主题', '留言主题', 'summary', 'case_title', 'descriptor'],
  words: ['words', '内容', '留言详情', '问题描述', 'text', 'description'],
  reply: ['reply', '答复', '答复意见', '办理结果', 'closure_reason', 'resolution description', 'status_notes'],
  category: [
    'category',
    '类别',
    '一级标签',
    '一级分类',
    'service_name',
    'complaint type',
    'type',
    'label',
    'request_type',
  ],
  area: ['area', '区域', '社区', '网格', '街道'],
  address: ['address', '地址', '地点', '位置', 'location', 'incident address'],
  latitude: ['latitude', '纬度', 'lat'],
  longitude: ['longitude', '经度', 'lng', 'long', 'lon'],
} as const
export type Field = keyof typeof fieldNames
export const fields = Object.keys(fieldNames) as Field[]

export type Row = Record<Field, string>

/** The texts of a row by what they say. A column that is not there says nothing. */
export const readRow = (cells: readonly string[], columns: ImportSettings['columns']): Row =>
  Object.fromEntries(fields.map((field) => [field, textOf(cells[columns[field] ?? -1] ?? '')])) as Row

/** A null of a database that was written out is nothing. */
const textOf = (cell: string) => {
  const text = cell
    .toWellFormed()
    .normalize('NFC')
    .replace(controls, '')
    .replace(/[ \t]*\n\s*/g, '\n')
    .trim()
  return /^(null|none|nan|n\/a|undefined|-)$/i.test(text) ? '' : text
}
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b\u202a-\u202e\u2066-\u2069\ufeff]/g

/** Why a row is refused. Each has its sentence in the room's words. */
export type RowFault =
  | 'import_no_date'
  | 'import_date_unreadable'
  | 'import_date_impossible'
  | 'import_closing_unreadable'
  | 'import_closed_before_filed'
  | 'import_closed_impossible'
  | 'import_no_words'
  | 'import_words_long'
  | 'import_position_unreadable'
  | 'import_place_elsewhere'
  | 'import_no_place'
  | 'import_area_unknown'
  | 'import_category_unknown'
  | 'import_id_unfit'

/** What was left out of a row that is in. */
export type Remark = 'import_position_default' | 'import_area_unnamed' | 'import_address_cut'

export type Imported = {
  sourceId: string
  filedAt: Date
  closedAt: Date | null
  isClosed: boolean
  words: string
  reply: string
  categoryId: string
  areaId: string
  address: string
  latitude: number | null
  longitude: number | null
}

export type Judged = { fault: RowFault } | { fault?: undefined; report: Imported; remarks: Remark[] }

/** What rows are judged by beside the settings. */
export type Known = {
  /** The area for a code or a name; names that several areas have are nobody's. */
  areaOf: (text: string) => string | undefined
  categoryOf: (text: string, words: string) => string | undefined
  /** The id for a row that has none, made of what it says. */
  nameOf: (row: Row) => string
  now: Date
}

const earliest = new Date('1990-01-01T00:00:00Z')
const addressMax = 200
const replyMax = 1000

/** What would become of a row: it is in, or refused for the first thing that is wrong with it. */
export function judge(row: Row, settings: ImportSettings, known: Known): Judged {
  const times = timesOf(row, settings, known.now)
  if (times.fault) return { fault: times.fault }
  const words = wordsOf(row)
  if (!words) return { fault: 'import_no_words' }
  if (words.length > wordsMax) return { fault: 'import_words_long' }
  const place = placeOf(row, settings, known)
  if (place.fault) return { fault: place.fault }
  const categoryId = known.categoryOf(row.category, words) ?? settings.categoryId
  if (!categoryId) return { fault: 'import_category_unknown' }
  if (row.id.length > 100) return { fault: 'import_id_unfit' }
  const { remarks, fault: _, ...where } = place
  const report = {
    ...{ sourceId: row.id || known.nameOf(row), words, reply: row.reply.slice(0, replyMax), categoryId },
    ...{ filedAt: times.filedAt, closedAt: times.closedAt, isClosed: times.isClosed },
    ...where,
  }
  return { report, remarks }
}

function timesOf(row: Row, { dayOrder }: ImportSettings, now: Date) {
  if (!row.filedAt) return { fault: 'import_no_date' as const }
  const filedAt = readMoment(row.filedAt, dayOrder)
  if (!filedAt) return { fault: 'import_date_unreadable' as const }
  const latest = later(now, day)
  if (filedAt < earliest || filedAt > latest) return { fault: 'import_date_impossible' as const }
  const closedAt = row.closedAt ? readMoment(row.closedAt, dayOrder) : null
  if (closedAt === undefined) return { fault: 'import_closing_unreadable' as const }
  if (closedAt && (closedAt < earliest || closedAt > latest)) return { fault: 'import_closed_impossible' as const }
  if (closedAt && closedAt < filedAt) return { fault: 'import_closed_before_filed' as const }
  const isClosed = closedAt !== null || row.reply !== '' || closedWords.test(row.status)
  return { filedAt, closedAt, isClosed: isClosed && !openWords.test(row.status) }
}

const closedWords = /^(closed|archived|resolved|fixed|done|completed?)$|已?(办结|结案|完成|答复|回复|关闭|解决)/i
const openWords = /^(open|acknowledged|in progress|assigned|pending|started|submitted|received)$|未|处理中|办理中|待/i

/** A title that the words begin with anyway is not said twice. */
function wordsOf({ title, words }: Row): string {
  if (!title || words.startsWith(title)) return words
  return words ? `${title}\n${words}` : title
}

function placeOf(row: Row, settings: ImportSettings, known: Known) {
  const remarks: Remark[] = []
  const at = positionOf(row, settings)
  if (at.fault) return { fault: at.fault }
  if (at.isDefault) remarks.push('import_position_default')
  const named = row.area ? known.areaOf(row.area) : undefined
  if (row.area && !named) remarks.push('import_area_unnamed')
  const areaId = named ?? settings.areaId
  if (!areaId) return { fault: row.area ? ('import_area_unknown' as const) : ('import_no_place' as const) }
  const address = row.address.replace(/\s+/g, ' ')
  if (address.length > addressMax) remarks.push('import_address_cut')
  const { latitude, longitude } = at
  return { latitude, longitude, areaId, address: address.slice(0, addressMax), remarks }
}

const nowhere = { latitude: null, longitude: null }

function positionOf({ latitude: lat, longitude: long }: Row, { box, defaults }: ImportSettings) {
  if (!lat && !long) return { ...nowhere, isDefault: false }
  const [latitude, longitude] = [degreesOf(lat), degreesOf(long)]
  const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
  if (!isOnEarth) return { fault: 'import_position_unreadable' as const }
  // Islands of nobody: what devices and databases write when they know nothing.
  const isNull = latitude === 0 && longitude === 0
  if (isNull || defaults.includes(`${lat},${long}`)) return { ...nowhere, isDefault: true }
  const isWithin =
    !box || (latitude >= box.south && latitude <= box.north && longitude >= box.west && longitude <= box.east)
  if (!isWithin) return { fault: 'import_place_elsewhere' as const }
  return { latitude, longitude, isDefault: false }
}

const degreesOf = (text: string) => (/^[+-]?\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : Number.NaN)

export type Placed = Pick<Row, 'latitude' | 'longitude' | 'address'>

/** Of a row no more than where it is: of a whole file there are many. */
export function placedIn(cells: readonly string[], columns: ImportSettings['columns']): Placed {
  const { latitude, longitude, address } = readRow(cells, columns)
  return { latitude, longitude, address }
}

const sameMin = 5
const placesMin = 3

/**
 * Positions that many rows of different addresses have to the last digit: the middle of the city, or the door of its
 * call centre, written where nobody knew better.
 */
export function defaultPositions(rows: readonly Placed[]): string[] {
  const addresses = new Map<string, string[]>()
  for (const { latitude, longitude, address } of rows) {
    if (!latitude || !longitude) continue
    const key = `${latitude},${longitude}`
    const known = addresses.get(key)
    if (known) known.push(address)
    else addresses.set(key, [address])
  }
  const someHaveOne = rows.some(({ address }) => address)
  return [...addresses].flatMap(([key, all]) => {
    const isNowhere = someHaveOne && all.filter((address) => !address).length > all.length / 2
    return all.length >= sameMin && (new Set(all).size >= placesMin || isNowhere) ? [key] : []
  })
}

/** The columns of a file by the names they have. */
export function guessColumns(columnOf: (...names: string[]) => number | undefined): ImportSettings['columns'] {
  const taken = new Set<number>()
  const columns: Record<string, number> = {}
  for (const field of fields) {
    const at = columnOf(...fieldNames[field])
    if (at === undefined || taken.has(at)) continue
    taken.add(at)
    columns[field] = at
  }
  return columns
}
