import { readTable } from '../../kit/csv.ts'
import { Refusal } from '../../kit/refusal.ts'

/** The levels a division file may name, the kind of area they become, and what their codes look like. */
const levels = {
  prefecture: { kind: undefined, code: /^\d{4}$|^\d{4}0{8}$/ },
  county: { kind: 'city', code: /^\d{6}$|^\d{6}0{6}$/ },
  town: { kind: 'street', code: /^\d{9}$|^\d{9}0{3}$/ },
  village: { kind: 'village', code: /^\d{12}$/ },
  compound: { kind: 'compound', code: /^\d{12}C\d{2,3}$/ },
  grid: { kind: 'grid', code: /^\d{12}(C\d{2,3})?G\d{2,3}$/ },
} as const
type Level = keyof typeof levels

const levelNames: Record<string, Level> = {
  ...(Object.fromEntries(Object.keys(levels).map((name) => [name, name])) as Record<Level, Level>),
  city: 'county',
  street: 'town',
  community: 'village',
  州市: 'prefecture',
  县市: 'county',
  街道: 'town',
  乡镇: 'town',
  社区: 'village',
  村: 'village',
  小区: 'compound',
  网格: 'grid',
}

const columnNames = {
  level: ['level', '级别'],
  code: ['code', '代码'],
  name: ['name', '名称'],
  parent: ['parent', '上级'],
} as const

const rowsMax = 20_000
const nameLengthMax = 60

/** Why a row is left out. Each has its sentence in the room's words. */
type RowFault =
  | 'row_level_unknown'
  | 'row_code_wrong'
  | 'row_code_rounded'
  | 'row_name_wrong'
  | 'row_twice'
  | 'row_parent_unknown'
  | 'row_parent_wrong'

type DivisionKind = 'street' | 'community' | 'village' | 'compound' | 'grid'

export type DivisionRow = { line: number; level: string; code: string; name: string; parent: string } & (
  | { fate: 'new' | 'renamed'; id: string; parentId: string; kind: DivisionKind; was?: string }
  /** Known already, or none of this city's: above it or beside it. */
  | { fate: 'same' | 'outside' }
  | { fate: 'fault'; fault: RowFault }
)

/** The areas there are, by id. */
export type KnownAreas = ReadonlyMap<string, { name: string }>

/**
 * What each row of a division file would do to the city's tree, row by row in the file's order; parents come first.
 * Nothing is written.
 *
 * @param cityId the 12 digits of our city, e.g. `532503000000`
 * @throws Refusal `division_columns_missing`, `file_empty`, `file_too_long`
 */
export function readDivisions(text: string, { cityId, known }: { cityId: string; known: KnownAreas }): DivisionRow[] {
  const { rows, columnOf } = readTable(text)
  const names = Object.entries(columnNames) as [keyof Cells, readonly string[]][]
  const columns = new Map(names.map(([column, named]) => [column, columnOf(...named)]))
  const missing = names.flatMap(([column]) => (columns.get(column) === undefined ? [column] : []))
  if (missing.length)
    throw new Refusal('invalid', 'division_columns_missing', { field: 'file', missing: missing.join('、') })
  if (rows.length === 0) throw new Refusal('invalid', 'file_empty', { field: 'file' })
  if (rows.length > rowsMax) throw new Refusal('invalid', 'file_too_long', { field: 'file', max: rowsMax })

  const told: Told = { cityId, known, accepted: new Set(), seen: new Set() }
  return rows.map(({ line, cells }) => {
    const cell = (column: keyof Cells) => (cells[columns.get(column) ?? -1] ?? '').normalize('NFKC')
    const row = { line, level: cell('level'), code: cell('code'), name: cell('name'), parent: cell('parent') }
    return { ...row, ...judge(row, told) } as DivisionRow
  })
}

type Cells = Record<'level' | 'code' | 'name' | 'parent', string>
type Told = { cityId: string; known: KnownAreas; accepted: Set<string>; seen: Set<string> }

function judge({ level, code, name, parent }: Cells, told: Told) {
  const known = levelNames[level.toLowerCase()]
  if (!known) return fault('row_level_unknown')
  if (/e\+/i.test(code)) return fault('row_code_rounded')
  if (!levels[known].code.test(code)) return fault('row_code_wrong')
  if (!name || name.length > nameLengthMax) return fault('row_name_wrong')
  const [id, parentId] = [padded(code), padded(parent)]
  if (told.seen.has(id)) return fault('row_twice')
  told.seen.add(id)

  const kind = kindOf(known, name)
  if (!kind || !isWithin(id, told.cityId)) return { fate: 'outside' }
  const nearest = parentOf(id, told.cityId)
  if (parentId !== nearest && !(kind === 'grid' && id.startsWith(parentId))) return fault('row_parent_wrong')
  if (!told.known.has(parentId) && !told.accepted.has(parentId)) return fault('row_parent_unknown')
  told.accepted.add(id)
  return fateOf(id, name, { parentId, kind }, told.known)
}

const fault = (name: RowFault) => ({ fate: 'fault' as const, fault: name })

function fateOf(id: string, name: string, place: { parentId: string; kind: DivisionKind }, known: KnownAreas) {
  const was = known.get(id)?.name
  if (was === name) return { fate: 'same' }
  return was === undefined ? { fate: 'new', id, ...place } : { fate: 'renamed', id, ...place, was }
}

/** The official codes of counties and towns are 6 and 9 digits; ours are always 12. */
const padded = (code: string) => (/^\d{1,12}$/.test(code) ? code.padEnd(12, '0') : code)

const isWithin = (id: string, cityId: string) => id.startsWith(cityId.slice(0, 6)) && id !== cityId

/** 532503001002G01 → 532503001002 → 532503001000 → the city. */
function parentOf(id: string, cityId: string): string {
  if (id.length > 12) return id.replace(/[CG]\d+$/, '')
  return id.endsWith('000') ? cityId : `${id.slice(0, 9)}000`
}

/** The file calls villages and urban communities by one word; their names tell them apart. */
function kindOf(level: Level, name: string): DivisionKind | undefined {
  const { kind } = levels[level]
  if (kind === 'village') return /(社区|居委会|居民委员会)$/.test(name) ? 'community' : 'village'
  return kind === 'city' ? undefined : kind
}
