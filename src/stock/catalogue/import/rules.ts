import type { ItemCategory } from '../../../../db/schema/stock.ts'
import { readTable } from '../../../kit/csv.ts'
import { Refusal } from '../../../kit/refusal.ts'
import { isBarcode, isBarred } from '../../rules.ts'

const columnNames = {
  code: ['code', 'barcode', '条形码', '条码', '商品条码'],
  name: ['name', '名称', '品名', '商品名称'],
  price: ['price', '价格', '售价', '零售价', '每件价值'],
  category: ['category', '类别', '分类', '品类'],
  unit: ['unit', '单位'],
  spec: ['spec', '规格'],
  pricing: ['pricing', '计价方式'],
} as const
type Column = keyof typeof columnNames
const inBoth = (column: Column) => `${columnNames[column].find((name) => /\p{Script=Han}/u.test(name))}（${column}）`
const needed: readonly Column[] = ['code', 'name', 'price']

/** The shop's own words for what things are, and ours. Whatever else it says is “other”. */
const categories: [words: RegExp, category: ItemCategory][] = [
  [/食|蔬|果|生鲜|粮|油|饮|奶|肉|food/i, 'food'],
  [/洗|护|纸|卫生|care/i, 'care'],
  [/文具|school/i, 'school'],
  [/百货|日用|家居|household/i, 'household'],
  [/服务|service/i, 'service'],
]

const rowsMax = 20_000
const nameLengthMax = 60
const unitLengthMax = 10

/** Why a row is left out. Each has its sentence in the room's words. */
type ItemFault =
  | 'item_name_wrong'
  | 'item_name_twice'
  | 'item_code_wrong'
  | 'item_code_case'
  | 'item_code_rounded'
  | 'item_code_twice'
  | 'item_price_wrong'
  | 'item_price_zero'
  | 'item_too_dear'
  | 'item_unit_wrong'

export type NewGoods = {
  name: string
  unit: string
  category: ItemCategory
  barcode: string | null
  unitValueFen: number
  pricePoints: number
}

export type CatalogueRow = { line: number; code: string; name: string; price: string } & (
  | { fate: 'new'; goods: NewGoods; note?: 'own_code' | 'by_weight' }
  /** In the catalogue already; alcohol or tobacco. */
  | { fate: 'known' | 'barred' }
  | { fate: 'fault'; fault: ItemFault }
)

export type KnownItems = { barcodes: ReadonlySet<string>; names: ReadonlySet<string> }
type Told = { known: KnownItems; codes: Set<string>; names: Set<string>; pointsMax: number }

/**
 * What each row of a shop's list of goods would add to the catalogue, in the file's order. Nothing is written. A piece
 * costs a point for each yuan it is worth, as the guide prices do; goods sold by weight become pieces of a kilogram.
 *
 * @param pointsMax what one person may spend in a month: dearer goods nobody could take
 * @throws Refusal `item_columns_missing`, `file_empty`, `file_too_long`
 */
export function readCatalogue(text: string, { known, pointsMax }: { known: KnownItems; pointsMax: number }) {
  const { rows, columnOf } = readTable(text)
  const columns = new Map((Object.keys(columnNames) as Column[]).map((one) => [one, columnOf(...columnNames[one])]))
  const missing = needed.filter((column) => columns.get(column) === undefined)
  if (missing.length)
    throw new Refusal('invalid', 'item_columns_missing', { field: 'file', missing: missing.map(inBoth).join('、') })
  if (rows.length === 0) throw new Refusal('invalid', 'file_empty', { field: 'file' })
  if (rows.length > rowsMax) throw new Refusal('invalid', 'file_too_long', { field: 'file', max: rowsMax })

  const told: Told = { known, codes: new Set(), names: new Set(), pointsMax }
  return rows.map(({ line, cells }): CatalogueRow => {
    const cell = (column: Column) => plain(cells[columns.get(column) ?? -1] ?? '')
    const row = { code: cell('code'), name: cell('name'), price: cell('price') }
    const more = { category: cell('category'), unit: cell('unit'), spec: cell('spec'), pricing: cell('pricing') }
    return { line, ...row, ...judge({ ...row, ...more }, told) }
  })
}

const plain = (text: string) =>
  text
    .normalize('NFKC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
    .replace(/[\u0000-\u001f\u007f\u200b\u202a-\u202e\u2066-\u2069\ufeff]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

function judge(row: Record<Column, string>, told: Told) {
  const { code, category } = row
  if (isBarred({ barcode: code, category, name: row.name })) return { fate: 'barred' as const }
  const byWeight = /计重|称重|weigh/i.test(row.pricing) || /^(kg|千克|公斤)$/i.test(row.unit)
  const name = fullName(row)
  if (!name || name.length > nameLengthMax || name === code) return fault('item_name_wrong')
  const unit = byWeight ? '千克' : row.unit.replace(/[.。]$/, '') || '件'
  if (unit.length > unitLengthMax) return fault('item_unit_wrong')

  const read = readCode(code)
  if (typeof read === 'string') return fault(read)
  const { barcode } = read
  if (barcode && told.known.barcodes.has(barcode)) return { fate: 'known' as const }
  if (barcode && told.codes.has(barcode)) return fault('item_code_twice')
  if (told.known.names.has(name)) return barcode ? fault('item_name_twice') : { fate: 'known' as const }
  // Two kinds of goods with one name cannot be told apart on a shelf.
  if (told.names.has(name)) return fault('item_name_twice')

  const unitValueFen = fenOf(row.price)
  if (unitValueFen === undefined) return fault('item_price_wrong')
  if (unitValueFen === 0) return fault('item_price_zero')
  const pricePoints = Math.max(1, Math.round(unitValueFen / 100))
  if (pricePoints > told.pointsMax) return fault('item_too_dear')

  if (barcode) told.codes.add(barcode)
  told.names.add(name)
  const kind = categories.find(([words]) => words.test(category))?.[1] ?? 'other'
  const goods = { name, unit, category: kind, barcode, unitValueFen, pricePoints }
  const note = byWeight ? ('by_weight' as const) : barcode === null && code ? ('own_code' as const) : undefined
  return { fate: 'new' as const, goods, ...(note ? { note } : {}) }
}

const fault = (name: ItemFault) => ({ fate: 'fault' as const, fault: name })

/** The size belongs to the name where the name leaves it out: 500 ml and 2 l stand side by side. */
const fullName = ({ name, spec }: { name: string; spec: string }) =>
  name && spec && !name.toLowerCase().includes(spec.toLowerCase()) && name.length + spec.length < nameLengthMax
    ? `${name} ${spec}`
    : name

/**
 * The barcode; null for a number of the shop's own, which means nothing in another shop: up to seven digits, or the
 * eight and more that a scale or till prints behind a 0 or 2.
 */
function readCode(code: string): { barcode: string | null } | ItemFault {
  if (/^\d(\.\d+)?e\+?\d+$/i.test(code)) return 'item_code_rounded'
  if (code === '' || /^\d{1,7}$/.test(code)) return { barcode: null }
  if (code.length === 14 && isBarcode(code)) return 'item_code_case'
  if (isBarcode(code) && !/^[02]\d{7}$/.test(code)) return { barcode: code.length === 12 ? `0${code}` : code }
  if (/^[02]\d{7}$/.test(code)) return { barcode: null }
  return 'item_code_wrong'
}

function fenOf(text: string): number | undefined {
  const price = text.replace(/[¥,\s元]/g, '')
  if (!/^\d{1,7}(\.\d{1,4})?$/.test(price)) return undefined
  return Math.round(Number(price) * 100)
}
