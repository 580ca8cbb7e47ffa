import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { awardClassVersions, nominations, objections } from '../../../db/schema/honors.ts'
import { people } from '../../../db/schema/people.ts'
import { found } from '../../kit/refusal.ts'
import { maskName } from '../../people/rules.ts'
import { type Nominee, nomineesOfAll } from '../nominations/queries.ts'

export type Objection = typeof objections.$inferSelect

/** @throws Refusal `objection_missing` */
export async function objectionById(db: Db, id: string): Promise<Objection> {
  const [row] = await db.select().from(objections).where(eq(objections.id, id))
  return found(row, 'objection_missing')
}

/** What was said against a nomination, the oldest first, with the names of those who said and answered it. */
export const objectionsTo = (db: Db, nominationId: string) =>
  db
    .select({ objection: objections, displayName: people.displayName })
    .from(objections)
    .innerJoin(people, eq(people.id, objections.personId))
    .where(eq(objections.nominationId, nominationId))
    .orderBy(asc(objections.at), asc(objections.id))

export const openObjections = (db: Db, nominationId: string): Promise<number> =>
  db.$count(objections, and(eq(objections.nominationId, nominationId), isNull(objections.outcome)))

const listSize = 100

/** Everything on public notice, what ends first on top. A name stands in full only where its owner agreed to that. */
export async function publicNotices(db: Db) {
  const rows = await db
    .select({ nomination: nominations, awardClass: awardClassVersions, areaName: areas.name })
    .from(nominations)
    .innerJoin(awardClassVersions, eq(awardClassVersions.id, nominations.classVersionId))
    .innerJoin(areas, eq(areas.id, nominations.areaId))
    .where(eq(nominations.state, 'noticed'))
    .orderBy(asc(nominations.noticeEndsAt), asc(nominations.id))
    .limit(listSize)
  const subjectsOf = await nomineesOfAll(
    db,
    rows.map(({ nomination }) => nomination.id),
  )
  return rows.map(({ nomination, awardClass, areaName }) => {
    const subjects = (subjectsOf.get(nomination.id) ?? []).filter(({ answer }) => answer === 'agreed')
    const { id, grade, noticeText, noticeEndsAt } = nomination
    // A household's name is its people's.
    const isNamed = awardClass.subjectKind !== 'household' || subjects.every(({ showName }) => showName)
    return {
      ...{ id, awardClass, areaName, grade, noticeText: noticeText ?? '', noticeEndsAt: noticeEndsAt as Date },
      groupName: isNamed ? nomination.groupName : null,
      names: subjects.map(publicName),
    }
  })
}

export type PublicNotice = Awaited<ReturnType<typeof publicNotices>>[number]

/** A notice has to let neighbours recognise whom it is about, so who did not agree is shown by surname. */
const publicName = ({ showName, displayName }: Nominee) => (showName ? displayName : maskName(displayName))
