import { and, asc, desc, eq, getTableColumns } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { awardClasses, awardClassVersions } from '../../../db/schema/honors.ts'
import { people } from '../../../db/schema/people.ts'
import { found } from '../../kit/refusal.ts'

export type AwardClass = typeof awardClassVersions.$inferSelect

const newest = and(
  eq(awardClassVersions.classId, awardClasses.id),
  eq(awardClassVersions.version, awardClasses.version),
)

/** The newest version of every class, those that can be nominated for first. */
export const awardClassesNow = (db: Db, { openOnly = false } = {}): Promise<AwardClass[]> =>
  db
    .select(getTableColumns(awardClassVersions))
    .from(awardClasses)
    .innerJoin(awardClassVersions, newest)
    .where(openOnly ? eq(awardClassVersions.isOpen, true) : undefined)
    .orderBy(desc(awardClassVersions.isOpen), asc(awardClasses.createdAt), asc(awardClasses.id))

/** What a class says now. @throws Refusal `award_class_missing` */
export async function awardClassNow(db: Db, classId: string): Promise<AwardClass> {
  const [row] = await db
    .select(getTableColumns(awardClassVersions))
    .from(awardClasses)
    .innerJoin(awardClassVersions, newest)
    .where(eq(awardClasses.id, classId))
  return found(row, 'award_class_missing')
}

/** One version of a class. @throws Refusal `award_class_missing` */
export async function awardClassVersion(db: Db, versionId: string): Promise<AwardClass> {
  const [row] = await db.select().from(awardClassVersions).where(eq(awardClassVersions.id, versionId))
  return found(row, 'award_class_missing')
}

/** Every version of a class, the newest first, with who wrote it. */
export const versionsOfClass = (db: Db, classId: string) =>
  db
    .select({ version: awardClassVersions, by: people.displayName })
    .from(awardClassVersions)
    .leftJoin(people, eq(people.id, awardClassVersions.byId))
    .where(eq(awardClassVersions.classId, classId))
    .orderBy(desc(awardClassVersions.version), desc(awardClassVersions.id))
