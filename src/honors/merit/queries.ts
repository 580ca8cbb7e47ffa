import { asc, desc, eq, inArray } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { awardYears, meritRecords, nominations, nominationWords } from '../../../db/schema/honors.ts'
import { people } from '../../../db/schema/people.ts'
import { reached } from '../../areas/reach.ts'
import type { Actor } from '../../kit/actor.ts'
import { figuresOf } from '../figures.ts'
import { meritOf } from '../rules.ts'

const listSize = 200

/** The merit book of the actor's areas, the newest first, corrections among the entries. */
export async function meritBook(db: Db, actor: Actor) {
  return db
    .select({
      record: meritRecords,
      facts: nominations.facts,
      why: nominationWords.words,
      displayName: people.displayName,
    })
    .from(meritRecords)
    .innerJoin(people, eq(people.id, meritRecords.personId))
    .innerJoin(nominations, eq(nominations.id, meritRecords.nominationId))
    .leftJoin(nominationWords, eq(nominationWords.ofId, meritRecords.id))
    .where(reached(meritRecords.areaPath, actor, ['clerk', 'reviewer', 'auditor', 'admin']))
    .orderBy(desc(meritRecords.at), desc(meritRecords.id))
    .limit(listSize)
}

/**
 * Adds everything up again: each entry against its grade, each correction against what it corrects, and the figures on
 * which somebody was found eligible against the records of that moment.
 *
 * @returns a sentence for everything that differs; none when all is well
 */
export async function verifyHonors(db: Db): Promise<string[]> {
  const records = await db.select().from(meritRecords).orderBy(asc(meritRecords.id))
  const byId = new Map(records.map((record) => [record.id, record]))
  const wrong = records.filter(({ grade, merit, corrects }) =>
    corrects ? merit !== -(byId.get(corrects)?.merit ?? 0) : merit !== meritOf[grade],
  )
  const unfit = wrong.map(({ id }) => `merit ${id}: does not fit its grade`)
  return [...unfit, ...(await verifyFigures(db)), ...(await verifyPlaces(db))]
}

/** Counts the places of each year again from the honours that hold one. */
async function verifyPlaces(db: Db): Promise<string[]> {
  const kept = await db.select().from(awardYears).orderBy(asc(awardYears.classId), asc(awardYears.year))
  const holding = await db
    .select({ classId: nominations.classId, year: nominations.year })
    .from(nominations)
    .where(inArray(nominations.state, ['decided', 'issued']))
    .orderBy(asc(nominations.id))
  return kept.flatMap(({ classId, year, taken }) => {
    const counted = holding.filter((one) => one.classId === classId && one.year === year).length
    return counted === taken ? [] : [`places of ${classId} in ${year}: ${taken} kept, ${counted} counted`]
  })
}

const issued = ['issued', 'revoked', 'appealed', 'upheld'] as const

async function verifyFigures(db: Db): Promise<string[]> {
  const rows = await db
    .select()
    .from(nominations)
    .where(inArray(nominations.state, [...issued]))
    .orderBy(asc(nominations.id))
  const found: string[] = []
  for (const { id, figures } of rows) {
    if (!figures) continue
    const now = await figuresOf(db, figures.personIds, new Date(figures.at))
    for (const name of ['points', 'minutes', 'merit'] as const)
      if (now[name] !== figures[name])
        found.push(`${name} of nomination ${id}: ${figures[name]} kept, ${now[name]} counted`)
  }
  return found
}
