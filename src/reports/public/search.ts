import { z } from 'zod'
import type { Db } from '../../../db/database.ts'
import { areaTree } from '../../areas/tree.ts'
import { day, later } from '../../kit/clock.ts'
import { readBox } from '../../kit/maps.ts'
import { stateGroups } from './labels.ts'
import type { Cursor, Search } from './queries.ts'

const since = { week: 7, month: 30, year: 365 } as const
export type Since = keyof typeof since
const gentle = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined)

/** What the list's address may say. Anything else in it is simply not there: a mangled link still shows the list. */
export const searchQuery = z.object({
  state: gentle(z.enum(Object.keys(stateGroups) as (keyof typeof stateGroups)[])),
  category: gentle(z.string().regex(/^[\w-]{1,40}$/)),
  area: gentle(z.string().regex(/^\w{1,40}$/)),
  since: gentle(z.enum(Object.keys(since) as Since[])),
  kind: gentle(z.enum(['problem', 'praise'])),
  q: gentle(z.string().trim().max(60)),
  bbox: gentle(z.string().max(100)),
  after: gentle(z.string().max(80)),
})
export type SearchQuery = z.output<typeof searchQuery>

/** The address as the query understands it. */
export async function searchOf(db: Db, query: SearchQuery, now: Date): Promise<Search> {
  const area = query.area ? (await areaTree(db)).find(({ id }) => id === query.area) : undefined
  return {
    // An area that does not exist has no reports.
    areaPath: query.area ? (area?.path ?? 'none') : undefined,
    statuses: query.state && stateGroups[query.state].states,
    categoryId: query.category,
    kind: query.kind,
    from: query.since && later(now, -since[query.since] * day),
    words: query.q || undefined,
    box: readBox(query.bbox),
    after: readCursor(query.after),
  }
}

/** `1772326800000.0198…`: when the last row shown was filed, and its id. */
export const writeCursor = ({ filedAt, id }: Cursor) => `${filedAt.getTime()}.${id}`

export function readCursor(text: string | undefined): Cursor | undefined {
  const [, time, id] = /^(\d{1,14})\.([\w-]{1,60})$/.exec(text ?? '') ?? []
  return time && id ? { filedAt: new Date(Number(time)), id } : undefined
}

/** The address of the same reports with some of it changed. */
export function searchHref(path: string, query: SearchQuery, change: Partial<SearchQuery> = {}): string {
  const entries = Object.entries({ ...query, after: undefined, ...change }).filter(([, value]) => value)
  return entries.length ? `${path}?${new URLSearchParams(entries as [string, string][])}` : path
}
