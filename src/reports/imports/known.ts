import { asc } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { sha256 } from '../../kit/secrets.ts'
import { allCategories } from '../categories/queries.ts'
import { guessCategory } from '../categories/rules.ts'
import type { Category } from '../queries.ts'
import type { Known, Row } from './rules.ts'

/** What rows are judged by: the areas and categories of this moment. */
export async function knownNow(db: Db, now: Date): Promise<Known & { pathOf: (areaId: string) => string }> {
  const all = await db.select({ id: areas.id, name: areas.name, path: areas.path }).from(areas).orderBy(asc(areas.path))
  const paths = new Map(all.map(({ id, path }) => [id, path]))
  const byName = new Map<string, string | undefined>()
  for (const { id, name } of all) byName.set(name, byName.has(name) ? undefined : id)
  const categories = (await allCategories(db)).filter(({ endedAt }) => !endedAt)
  return {
    areaOf: (text) => (paths.has(text) ? text : byName.get(text)),
    categoryOf: (text, words) => (named(categories, text) ?? guessCategory(`${text} ${words}`, categories))?.id,
    nameOf,
    now,
    pathOf: (areaId) => paths.get(areaId) ?? '',
  }
}

const named = (categories: readonly Category[], text: string) =>
  text ? categories.find(({ id, name }) => [id, name.zh, name.en].includes(text)) : undefined

/** Two rows that say the same are the same report, in a file that numbers nothing. */
const nameOf = (row: Row) => `sha256-${sha256(JSON.stringify(row)).slice(0, 32)}`

export const contentHash = (row: Row) => sha256(JSON.stringify(row)).slice(0, 32)
