import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm'
import type { Db } from '../../db/database.ts'
import { meritRecords, nominationWords } from '../../db/schema/honors.ts'
import { serviceHours } from '../../db/schema/hours.ts'
import { earnedUntil } from '../points/statements/earned.ts'
import type { Shown } from './rules.ts'

/**
 * What the records show for these people up to an instant, added up from the single entries: points granted less points
 * reversed, minutes of service, merit. Never from kept sums, so that anybody can add them up again.
 */
export async function figuresOf(db: Db, personIds: readonly string[], until: Date): Promise<Shown> {
  if (personIds.length === 0) return { points: 0, minutes: 0, merit: 0 }
  const [hours] = await db
    .select({ sum: sql`coalesce(sum(${serviceHours.minutes}), 0)`.mapWith(Number) })
    .from(serviceHours)
    .where(and(inArray(serviceHours.personId, [...personIds]), lte(serviceHours.at, until)))
  const [merit] = await db
    .select({ sum: sql`coalesce(sum(${meritRecords.merit}), 0)`.mapWith(Number) })
    .from(meritRecords)
    .where(and(inArray(meritRecords.personId, [...personIds]), lte(meritRecords.at, until)))
  return { points: await earnedUntil(db, personIds, until), minutes: hours?.sum ?? 0, merit: merit?.sum ?? 0 }
}

/** The merit book of one person, the oldest entry first, corrections among them. */
export const meritOfPerson = (db: Db, personId: string) =>
  db
    .select({ record: meritRecords, why: nominationWords.words })
    .from(meritRecords)
    .leftJoin(nominationWords, eq(nominationWords.ofId, meritRecords.id))
    .where(eq(meritRecords.personId, personId))
    .orderBy(asc(meritRecords.at), asc(meritRecords.id))
