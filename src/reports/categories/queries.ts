import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { reportCategories } from '../../../db/schema/reports.ts'
import { found } from '../../kit/refusal.ts'
import type { Category } from '../queries.ts'

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

/** @throws Refusal `category_missing` */
export async function categoryById(db: Db, id: string): Promise<Category> {
  const [category] = await db.select().from(reportCategories).where(eq(reportCategories.id, id))
  return found(category, 'category_missing', { id, field: 'categoryId' })
}

/** @throws Refusal `category_missing` when it does not exist or has ended */
export async function categoryInUse(db: Db, id: string): Promise<Category> {
  const category = await categoryById(db, id)
  return found(category.endedAt ? undefined : category, 'category_missing', { id, field: 'categoryId' })
}
