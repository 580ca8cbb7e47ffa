import { z } from 'zod'
import type { Db } from '../../../db/database.ts'
import { areaTree } from '../../areas/tree.ts'
import { type Actor, areasUnder } from '../../kit/actor.ts'
import { addDays, cityDay, startOfCityDay } from '../../kit/clock.ts'
import type { Cursor, Search } from './queries.ts'

export const whens = ['today', 'week', 'weekend'] as const
export type When = (typeof whens)[number]

/** What the list's address may say. Anything else in it is simply not there: a mangled link still shows the list. */
export const searchQuery = z.object({
  area: z
    .string()
    .regex(/^\w{1,40}$/)
    .optional()
    .catch(undefined),
  when: z.enum(whens).optional().catch(undefined),
  kind: z.enum(['point_task', 'volunteer']).optional().catch(undefined),
  free: z.literal('1').optional().catch(undefined),
  words: z.string().trim().max(60).optional().catch(undefined),
  after: z.string().max(80).optional().catch(undefined),
})
export type SearchQuery = z.output<typeof searchQuery>

/** The address as the query understands it. */
export async function searchOf(db: Db, query: SearchQuery, now: Date): Promise<Search> {
  const area = query.area ? (await areaTree(db)).find(({ id }) => id === query.area) : undefined
  return {
    areaPath: area?.path,
    kind: query.kind,
    ...(query.when ? spanOf(query.when, now) : {}),
    hasPlaces: query.free === '1' || undefined,
    words: query.words || undefined,
    after: readCursor(query.after),
  }
}

/** Today; until Sunday night; Saturday and Sunday. Weeks begin on Monday, in city days. */
export function spanOf(when: When, now: Date): { from: Date; to: Date } {
  const today = cityDay(now)
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7
  const monday = addDays(today, 7 - weekday)
  const from = when === 'weekend' ? startOfCityDay(addDays(monday, -2)) : now
  return { from: from > now ? from : now, to: startOfCityDay(when === 'today' ? addDays(today, 1) : monday) }
}

/** The areas somebody publishes in. */
export const areaPathsOf = (actor: Actor) => [...new Set(areasUnder(actor, ['clerk', 'admin']))]

/** `1772326800000.0198…`: the start in milliseconds and the id of the last row shown. */
export const writeCursor = ({ startsAt, id }: Cursor) => `${startsAt.getTime()}.${id}`

export function readCursor(text: string | undefined): Cursor | undefined {
  const [, time, id] = /^(\d{1,14})\.([\w-]{1,60})$/.exec(text ?? '') ?? []
  return time && id ? { startsAt: new Date(Number(time)), id } : undefined
}

/** The address of the same list with some of it changed. */
export function searchHref<Query extends Record<string, string | undefined>>(
  path: string,
  query: Query,
  change: Partial<Query & { after: string }> = {},
): string {
  const entries = Object.entries({ ...query, after: undefined, ...change }).filter(([, value]) => value)
  return entries.length ? `${path}?${new URLSearchParams(entries as [string, string][])}` : path
}
