import { and, asc, desc, eq, gt, isNull, or, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { awardClassVersions, ballots, nominations, nominationWords, panelMembers } from '../../../db/schema/honors.ts'
import { people } from '../../../db/schema/people.ts'

export type Ballot = typeof ballots.$inferSelect

/** Where the reason of a ballot stands. */
export const wordsOfBallot = sql<string>`${ballots.nominationId} || ':' || ${ballots.personId}`

/** The votes on a nomination with the voters' names, in the order in which they came. */
export const ballotsOf = (
  db: Db,
  nominationId: string,
): Promise<(Ballot & { why: string | null; displayName: string })[]> =>
  db
    .select({
      nominationId: ballots.nominationId,
      personId: ballots.personId,
      vote: ballots.vote,
      grade: ballots.grade,
      why: nominationWords.words,
      at: ballots.at,
      displayName: people.displayName,
    })
    .from(ballots)
    .innerJoin(people, eq(people.id, ballots.personId))
    .leftJoin(nominationWords, eq(nominationWords.ofId, wordsOfBallot))
    .where(eq(ballots.nominationId, nominationId))
    .orderBy(asc(ballots.at), asc(ballots.personId))

const listSize = 100

/** Nominations of the panels on which somebody sits, with their own vote; those open to a vote first. */
export async function casesOfMember(db: Db, personId: string, now: Date) {
  const isMine = and(eq(ballots.nominationId, nominations.id), eq(ballots.personId, personId))
  const isSeated = or(isNull(panelMembers.until), gt(panelMembers.until, now))
  const rows = await db
    .select({ nomination: nominations, awardClass: awardClassVersions, ballot: ballots, isChair: panelMembers.isChair })
    .from(panelMembers)
    .innerJoin(nominations, eq(nominations.panelId, panelMembers.panelId))
    .innerJoin(awardClassVersions, eq(awardClassVersions.id, nominations.classVersionId))
    .leftJoin(ballots, isMine)
    .where(and(eq(panelMembers.personId, personId), isSeated))
    .orderBy(desc(nominations.updatedAt), desc(nominations.id))
    .limit(listSize)
  const isOpen = ({ nomination }: (typeof rows)[number]) => nomination.state === 'voting'
  return [...rows.filter(isOpen), ...rows.filter((row) => !isOpen(row))]
}

/** Whether somebody has a seat on any panel. */
export async function sitsOnPanel(db: Db, personId: string, now: Date): Promise<boolean> {
  const [seat] = await db
    .select({ panelId: panelMembers.panelId })
    .from(panelMembers)
    .where(and(eq(panelMembers.personId, personId), or(isNull(panelMembers.until), gt(panelMembers.until, now))))
    .orderBy(asc(panelMembers.panelId))
    .limit(1)
  return Boolean(seat)
}
