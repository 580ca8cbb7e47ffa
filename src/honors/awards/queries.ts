import { and, asc, desc, eq, gt, inArray, isNull, or } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { awardClassVersions, nominations, nominees } from '../../../db/schema/honors.ts'
import { people } from '../../../db/schema/people.ts'
import { groupBy } from '../../kit/group.ts'
import type { AwardClass } from '../classes/queries.ts'
import { hiddenCount } from '../rules.ts'

/** The honours of one class and year, as the public may see them. */
export type BoardYear = {
  awardClass: AwardClass
  year: string
  /** Groups, and people who agreed to be named. */
  names: { id: string; name: string; members: string[] }[]
  hidden: number | 'few' | undefined
}

const listSize = 1000

/**
 * Everybody who holds an honour now. A person is named only with their agreement to this very honour; a group's name is
 * public, its members each decide for themselves. A household's name is its people's, so it needs all of theirs.
 */
export async function honorBoard(db: Db, now: Date): Promise<BoardYear[]> {
  const rows = await db
    .select({ nomination: nominations, awardClass: awardClassVersions })
    .from(nominations)
    .innerJoin(awardClassVersions, eq(awardClassVersions.id, nominations.classVersionId))
    .where(
      and(
        eq(nominations.state, 'issued'),
        eq(awardClassVersions.gives, 'honor'),
        or(isNull(nominations.validUntil), gt(nominations.validUntil, now)),
      ),
    )
    .orderBy(desc(nominations.year), asc(nominations.classId), asc(nominations.awardNumber), asc(nominations.id))
    .limit(listSize)
  const subjects = groupBy(
    await namesOf(
      db,
      rows.map(({ nomination }) => nomination.id),
    ),
    ({ nominationId }) => nominationId,
  )
  const years = groupBy(rows, ({ nomination: { year, classId } }) => `${year} ${classId}`)
  return [...years.values()].map((awards) => {
    const named = awards.flatMap(({ nomination: { id, groupName }, awardClass }) => {
      const people = subjects.get(id) ?? []
      const members = people.filter(({ showName }) => showName).map(({ displayName }) => displayName)
      if (groupName === null) return members.map((name) => ({ id, name, members: [] as string[] }))
      const isAgreed = members.length > 0 && members.length === people.length
      const isShown = awardClass.subjectKind !== 'household' || isAgreed
      return isShown ? [{ id, name: groupName, members }] : []
    })
    const { awardClass, nomination } = awards[0] as (typeof awards)[number]
    const hidden = hiddenCount(awards.length - named.length)
    return { awardClass, year: nomination.year as string, names: named, hidden }
  })
}

/** Those who agreed, and whoever has left: nobody can ask them any more, so their names are not shown. */
async function namesOf(db: Db, nominationIds: string[]) {
  if (nominationIds.length === 0) return []
  const rows = await db
    .select({
      nominationId: nominees.nominationId,
      showName: nominees.showName,
      displayName: people.displayName,
      status: people.status,
    })
    .from(nominees)
    .innerJoin(people, eq(people.id, nominees.personId))
    .where(
      and(
        inArray(nominees.nominationId, nominationIds),
        or(eq(nominees.answer, 'agreed'), eq(people.status, 'deleted')),
      ),
    )
    .orderBy(asc(nominees.nominationId), asc(nominees.personId))
  return rows.map(({ status, ...row }) => ({ ...row, showName: row.showName && status === 'active' }))
}
