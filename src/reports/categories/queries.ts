import { and, asc, desc, eq, getTableColumns, gte, isNull, notInArray, sql, sum } from 'drizzle-orm'
import { type Db, prepared } from '../../../db/database.ts'
import { people } from '../../../db/schema/people.ts'
import { categoryEvents, reportCategories, reports } from '../../../db/schema/reports.ts'
import { day, later } from '../../kit/clock.ts'
import { found } from '../../kit/refusal.ts'
import type { Category } from '../queries.ts'
import { guessesRight } from './rules.ts'

/** The categories people may choose, in their order. */
export const categoriesInUse = (db: Db, kind?: Category['kind']): Promise<Category[]> =>
  db
    .select()
    .from(reportCategories)
    .where(and(isNull(reportCategories.endedAt), kind && eq(reportCategories.kind, kind)))
    .orderBy(asc(reportCategories.position), asc(reportCategories.id))

/** Those that have ended as well: what was filed under them is still read. */
export const allCategories = (db: Db): Promise<Category[]> =>
  db.select().from(reportCategories).orderBy(asc(reportCategories.position), asc(reportCategories.id))

/** Grows whenever a category is changed: belongs into the key of whatever is kept drawn with its name. */
export async function categoryChanges(db: Db): Promise<number> {
  const [row] = await db.select({ versions: sum(reportCategories.version).mapWith(Number) }).from(reportCategories)
  return row?.versions ?? 0
}

const byId = prepared('report_category_by_id', (tx) =>
  tx
    .select()
    .from(reportCategories)
    .where(eq(reportCategories.id, sql.placeholder('id'))),
)

/** @throws Refusal `category_missing` */
export async function categoryById(db: Db, id: string): Promise<Category> {
  const [category] = await byId(db, { id })
  return found(category, 'category_missing', { id, field: 'categoryId' })
}

/** @throws Refusal `category_missing` when it does not exist or has ended */
export async function categoryInUse(db: Db, id: string): Promise<Category> {
  const category = await categoryById(db, id)
  return found(category.endedAt ? undefined : category, 'category_missing', { id, field: 'categoryId' })
}

/** What was changed about a category and by whom, the newest first. */
export const eventsOfCategory = (db: Db, categoryId: string) =>
  db
    .select({ ...getTableColumns(categoryEvents), who: people.displayName })
    .from(categoryEvents)
    .leftJoin(people, eq(people.id, categoryEvents.actorId))
    .where(eq(categoryEvents.categoryId, categoryId))
    .orderBy(desc(categoryEvents.at), desc(categoryEvents.id))
    .limit(50)

const trialDays = 30
const trialReportsMax = 20_000

export type GuessTrial = { seen: number; before: { right: number }; after: { right: number } }

/** How often the past month's words would have led to the category that people settled on, before and after a change. */
export async function guessTrial(db: Db, changed: Category, now: Date): Promise<GuessTrial> {
  const past = await db
    .select({ words: reports.words, categoryId: reports.categoryId })
    .from(reports)
    .where(and(gte(reports.filedAt, later(now, -trialDays * day)), notInArray(reports.status, ['filed', 'refused'])))
    .orderBy(desc(reports.filedAt), desc(reports.id))
    .limit(trialReportsMax)
  const before = await categoriesInUse(db)
  const after = before.map((each) => (each.id === changed.id ? changed : each))
  return { seen: past.length, before: guessesRight(past, before), after: guessesRight(past, after) }
}
