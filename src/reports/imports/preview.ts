import { setImmediate } from 'node:timers/promises'
import type { Db } from '../../../db/database.ts'
import type { ImportSettings } from '../../../db/schema/report-imports.ts'
import { areaById } from '../../areas/queries.ts'
import { categoryInUse } from '../categories/queries.ts'
import { waitingRows } from './actions.ts'
import { knownNow } from './known.ts'
import { type ReportImport, rowsOf } from './queries.ts'
import { defaultPositions, type Placed, placedIn } from './rules.ts'
import { type Fated, fatesIn } from './take-in.ts'

export type Preview = {
  counts: { in: number; known: number; refused: number; remarked: number }
  /** How many rows are refused for what, the commonest first. */
  faults: [reason: string, count: number, lines: number[]][]
  /** The first that would come in. */
  first: Extract<Fated, { fate: 'in' }>[]
}

const pieceMax = 1000
const firstMax = 10
const linesMax = 5

/** What would become of every row of a file as it is to be read now. Between two pieces everybody else has their turn. */
export async function previewImport(db: Db, running: ReportImport, now: Date): Promise<Preview> {
  const light = { running, known: await knownNow(db, now), seen: new Map() }
  const counts = { in: 0, known: 0, refused: 0, remarked: 0 }
  const faults = new Map<string, { count: number; lines: number[] }>()
  const first: Preview['first'] = []
  let after = 0
  for (;;) {
    const rows = await rowsOf(db, { importId: running.id, fate: 'waiting', after, max: pieceMax })
    if (rows.length === 0) break
    for (const row of await fatesIn(db, light, rows)) {
      counts[row.fate]++
      if (row.fate === 'in' && row.reason) counts.remarked++
      if (row.fate === 'in' && first.length < firstMax) first.push(row)
      if (row.fate !== 'refused') continue
      const told = faults.get(row.reason) ?? { count: 0, lines: [] }
      told.count++
      if (told.lines.length < linesMax) told.lines.push(row.line)
      faults.set(row.reason, told)
    }
    after = rows.at(-1)?.line ?? Number.MAX_SAFE_INTEGER
    await setImmediate()
  }
  const sorted = [...faults].sort(([, a], [, b]) => b.count - a.count)
  return { counts, faults: sorted.map(([reason, { count, lines }]) => [reason, count, lines]), first }
}

/** The first rows as they stand in the file, for whoever says what its columns mean. */
export const sampleOf = (db: Db, importId: string) => waitingRows(db, importId, 3)

/**
 * Settings that name what there is, with the default positions of the columns they name.
 *
 * @throws Refusal `area_missing`, `category_missing`
 */
export async function checkedSettings(db: Db, { id }: ReportImport, settings: ImportSettings): Promise<ImportSettings> {
  if (settings.areaId) await areaById(db, settings.areaId)
  if (settings.categoryId) await categoryInUse(db, settings.categoryId)
  const placed: Placed[] = []
  for (let after = 0; ; ) {
    const rows = await rowsOf(db, { importId: id, fate: 'waiting', after, max: pieceMax })
    if (rows.length === 0) return { ...settings, defaults: defaultPositions(placed) }
    placed.push(...rows.map(({ cells }) => placedIn(cells ?? [], settings.columns)))
    after = rows.at(-1)?.line ?? Number.MAX_SAFE_INTEGER
    await setImmediate()
  }
}
