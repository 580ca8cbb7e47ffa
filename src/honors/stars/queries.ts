import { and, asc, desc, eq, gte, isNull, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { hourTotals } from '../../../db/schema/hours.ts'
import { consents, people } from '../../../db/schema/people.ts'
import { starHours, starsOf } from '../../hours/rules.ts'
import { hiddenCount } from '../rules.ts'

export type StarLevel = { stars: number; names: string[]; hidden: number | 'few' | undefined }

const namesMax = 500

/**
 * Everybody's stars, read from the hours themselves: nobody gives a star, and nobody has to tell. Named are those who
 * agree to their name in public lists; from five stars down.
 */
export async function starBoard(db: Db): Promise<StarLevel[]> {
  const minutes = sql`sum(${hourTotals.minutes})`.mapWith(Number)
  const least = starHours[0] * 60
  const counts = await db
    .select({ personId: hourTotals.personId, minutes })
    .from(hourTotals)
    .innerJoin(people, and(eq(people.id, hourTotals.personId), eq(people.status, 'active')))
    .groupBy(hourTotals.personId)
    .having(gte(minutes, least))
    .orderBy(asc(hourTotals.personId))
  const isOpen = and(eq(consents.personId, people.id), eq(consents.kind, 'public_name'), isNull(consents.withdrawnAt))
  const named = await db
    .select({ displayName: people.displayName, minutes })
    .from(hourTotals)
    .innerJoin(people, and(eq(people.id, hourTotals.personId), eq(people.status, 'active')))
    .innerJoin(consents, isOpen)
    .groupBy(people.id, people.displayName)
    .having(gte(minutes, least))
    .orderBy(desc(minutes), asc(people.id))
    .limit(namesMax)
  return starHours
    .map((_, index) => index + 1)
    .reverse()
    .flatMap((stars) => {
      const all = counts.filter((row) => starsOf(row.minutes).stars === stars).length
      const names = named.filter((row) => starsOf(row.minutes).stars === stars).map(({ displayName }) => displayName)
      return all === 0 ? [] : [{ stars, names, hidden: hiddenCount(all - names.length) }]
    })
}
