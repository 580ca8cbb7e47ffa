import { and, asc, eq, gte, like, or } from 'drizzle-orm'
import type { Db } from '../../../../db/database.ts'
import { areas } from '../../../../db/schema/areas.ts'
import { reports } from '../../../../db/schema/reports.ts'
import { type Actor, areasUnder, type Role } from '../../../kit/actor.ts'
import { cityDay, day, later } from '../../../kit/clock.ts'
import { categoriesInUse } from '../../categories/queries.ts'
import type { Category } from '../../queries.ts'
import { bookOn, type factsOf } from '../queries.ts'
import { firstCatching } from '../rules.ts'
import { trialDays, trialReportsMax } from '../trials/rules.ts'
import { type Cover, coverOf } from './rules.ts'

export type GapCell = { cover: Cover; missed: number }
export type GapRow = { id: string; name: string; isStreet: boolean; cells: GapCell[] }
export type Gaps = { categories: Category[]; rows: GapRow[]; missed: number }

/** A keeper's or an officer's area shows nothing of the book to somebody who reads it elsewhere. */
export const bookReaders: readonly Role[] = ['clerk', 'dispatcher', 'auditor', 'admin']

/** Streets and communities of the areas in which the actor reads the book × categories: what the book covers, and what it missed this month. */
export async function gapsNow(db: Db, actor: Actor, now: Date): Promise<Gaps> {
  const paths = areasUnder(actor, bookReaders)
  const categories = await categoriesInUse(db, 'problem')
  if (paths.length === 0) return { categories, rows: [], missed: 0 }
  const book = await bookOn(db, cityDay(now))
  const places = await db
    .select()
    .from(areas)
    .where(or(...paths.map((path) => like(areas.path, `${path}%`))))
    .orderBy(asc(areas.path))
  const pathOf = new Map(
    (await db.select({ id: areas.id, path: areas.path }).from(areas).orderBy(areas.id)).map(({ id, path }) => [
      id,
      path,
    ]),
  )
  const missed = await missedSince(db, paths, now, (facts) => firstCatching(book, facts) === undefined)
  const rows = places
    .filter(({ kind }) => kind === 'street' || kind === 'community' || kind === 'village')
    .map(({ id, name, kind, path }) => ({
      ...{ id, name, isStreet: kind === 'street' },
      cells: categories.map((category) => ({
        cover: coverOf(book, { areaPath: path, categoryId: category.id }, pathOf),
        missed: missed.filter((each) => each.categoryId === category.id && each.areaPath.startsWith(path)).length,
      })),
    }))
  return { categories, rows, missed: missed.length }
}

async function missedSince(
  db: Db,
  paths: readonly string[],
  now: Date,
  isMissed: (facts: ReturnType<typeof factsOf>) => boolean,
) {
  const rows = await db
    .select({
      ...{ categoryId: reports.categoryId, areaPath: reports.areaPath },
      ...{ filedAt: reports.filedAt, words: reports.words },
    })
    .from(reports)
    .where(
      and(
        gte(reports.filedAt, later(now, -trialDays * day)),
        eq(reports.kind, 'problem'),
        or(...paths.map((path) => like(reports.areaPath, `${path}%`))),
      ),
    )
    .orderBy(asc(reports.filedAt), asc(reports.id))
    .limit(trialReportsMax)
  return rows.filter(isMissed)
}
