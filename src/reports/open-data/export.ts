import { setImmediate } from 'node:timers/promises'
import type { Db } from '../../../db/database.ts'
import { csvText } from '../../web/csv.ts'
import { publicReports, reportsForRows, type Search } from '../public/queries.ts'
import { namesOf } from '../public/timeline.ts'
import { whistlesOfReports } from './queries.ts'

/** What anybody may take away of a report: no words, no address, no exact position, nobody. */
export type OpenReport = {
  number: string
  kind: string
  category: string
  category_name: string
  area: string
  area_name: string
  status: string
  filed_at: string
  accepted_at: string
  resolved_at: string
  closed_at: string
  verdict: string
  followers: number
  departments: string
  latitude: number | null
  longitude: number | null
}

const columns: readonly (keyof OpenReport)[] = [
  ...(['number', 'kind', 'category', 'category_name', 'area', 'area_name', 'status', 'filed_at'] as const),
  ...(['accepted_at', 'resolved_at', 'closed_at', 'verdict', 'followers', 'departments'] as const),
  ...(['latitude', 'longitude'] as const),
]

/** About 100 m: near enough to see where it is bad, too far to say at whose door. */
const rounded = (degrees: number | null) => (degrees === null ? null : Math.round(degrees * 1000) / 1000)
const isoOf = (at: Date | null) => at?.toISOString() ?? ''

/** The reports of a search, a page at a time; between two pages everybody else has their turn. */
async function* openReports(db: Db, search: Search): AsyncGenerator<OpenReport[]> {
  let after = search.after
  do {
    const { rows, next } = await publicReports(db, { ...search, after })
    yield await opened(
      db,
      rows.map(({ id }) => id),
    )
    await setImmediate()
    after = next
  } while (after)
}

async function opened(db: Db, ids: readonly string[]): Promise<OpenReport[]> {
  if (ids.length === 0) return []
  const calls = await whistlesOfReports(db, ids)
  const names = await namesOf(db, calls)
  const read = new Map((await reportsForRows(db, ids)).map((row) => [row.report.id, row]))
  return ids.flatMap((id) => {
    const row = read.get(id)
    if (!row) return []
    const { report, category, areaName } = row
    const called = calls.filter(({ reportId }) => reportId === id).map((call) => names.get(call.id) ?? '')
    return [
      {
        ...{ number: report.number, kind: report.kind, category: category.id, category_name: category.name.zh },
        ...{ area: report.areaId, area_name: areaName, status: report.status, filed_at: isoOf(report.filedAt) },
        ...{ accepted_at: isoOf(report.acceptedAt), resolved_at: isoOf(report.resolvedAt) },
        ...{ closed_at: isoOf(report.closedAt), verdict: report.verdict ?? '', followers: report.followers },
        departments: [...new Set(called)].join('、'),
        ...{ latitude: rounded(report.latitude), longitude: rounded(report.longitude) },
      },
    ]
  })
}

/** CSV for spreadsheets, piece by piece. */
export async function* csvPieces(db: Db, search: Search): AsyncGenerator<string> {
  yield csvText([columns])
  // The mark that a spreadsheet wants stands at the file's beginning only.
  for await (const page of openReports(db, search))
    if (page.length) yield csvText(page.map((report) => columns.map((name) => report[name]))).slice(1)
}

/** GeoJSON (RFC 7946), piece by piece. A report without a position has no geometry. */
export async function* geoJsonPieces(db: Db, search: Search): AsyncGenerator<string> {
  yield '{"type":"FeatureCollection","features":['
  let isFirst = true
  for await (const page of openReports(db, search))
    for (const { latitude, longitude, ...properties } of page) {
      const geometry = latitude === null ? null : { type: 'Point', coordinates: [longitude, latitude] }
      yield `${isFirst ? '' : ','}\n${JSON.stringify({ type: 'Feature', geometry, properties })}`
      isFirst = false
    }
  yield '\n]}\n'
}
