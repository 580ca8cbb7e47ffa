import { and, asc, eq, inArray, isNotNull, ne } from 'drizzle-orm'
import type { Tx } from '../../db/database.ts'
import {
  ballots,
  meritRecords,
  nominations,
  nominationWords,
  nominees,
  objections,
  panelMembers,
  starNotices,
  starObjections,
} from '../../db/schema/honors.ts'
import { people } from '../../db/schema/people.ts'
import { ownRows, type PersonalRoom } from '../web/personal.ts'
import { answerNomination } from './nominations/actions.ts'
import { nominationsAbout } from './nominations/queries.ts'
import { underWay } from './rules.ts'
import { wordsOfBallot } from './votes/queries.ts'

export const honorsPersonal: PersonalRoom = {
  room: 'honors',
  title: { zh: '记功和荣誉', en: 'Merit and honours' },
  held: [
    {
      title: { zh: '对您的推荐和荣誉', en: 'Nominations and honours of yours' },
      tables: ['nominees', 'nominations'],
      rows: ({ db }, personId) =>
        db
          .select({
            at: nominations.createdAt,
            number: nominations.number,
            group: nominations.groupName,
            facts: nominations.facts,
            state: nominations.state,
            award: nominations.awardNumber,
            answer: nominees.answer,
            showName: nominees.showName,
            paper: nominees.paper,
          })
          .from(nominees)
          .innerJoin(nominations, eq(nominations.id, nominees.nominationId))
          .where(eq(nominees.personId, personId))
          .orderBy(asc(nominations.createdAt), asc(nominations.id)),
    },
    ownRows({
      title: { zh: '您推荐的', en: 'Whom you nominated' },
      table: nominations,
      of: nominations.nominatedBy,
      show: {
        at: nominations.createdAt,
        number: nominations.number,
        facts: nominations.facts,
        state: nominations.state,
      },
      by: [nominations.createdAt, nominations.id],
    }),
    {
      title: { zh: '功劳簿', en: 'Merit' },
      tables: ['merit_records', 'nomination_words'],
      rows: ({ db }, personId) =>
        db
          .select({
            at: meritRecords.at,
            title: meritRecords.title,
            merit: meritRecords.merit,
            facts: nominations.facts,
            reason: nominationWords.words,
          })
          .from(meritRecords)
          .innerJoin(nominations, eq(nominations.id, meritRecords.nominationId))
          .leftJoin(nominationWords, eq(nominationWords.ofId, meritRecords.id))
          .where(eq(meritRecords.personId, personId))
          .orderBy(asc(meritRecords.at), asc(meritRecords.id)),
    },
    ownRows({
      title: { zh: '您提的异议', en: 'Objections of yours' },
      table: objections,
      of: objections.personId,
      show: { at: objections.at, text: objections.why, decision: objections.outcome, answer: objections.answer },
      by: [objections.at, objections.id],
    }),
    ownRows({
      title: { zh: '您申请的星级', en: 'Stars you asked for' },
      table: starNotices,
      of: starNotices.personId,
      show: {
        at: starNotices.at,
        stars: starNotices.stars,
        minutes: starNotices.minutes,
        state: starNotices.state,
        showName: starNotices.showName,
        endsAt: starNotices.noticeEndsAt,
      },
      by: [starNotices.at, starNotices.id],
    }),
    ownRows({
      title: { zh: '您对星级公示提的异议', en: 'Objections of yours to stars' },
      table: starObjections,
      of: starObjections.personId,
      show: {
        at: starObjections.at,
        text: starObjections.why,
        decision: starObjections.outcome,
        answer: starObjections.answer,
      },
      by: [starObjections.at, starObjections.id],
    }),
    ownRows({
      title: { zh: '评审组', en: 'Panels you sit on' },
      table: panelMembers,
      of: panelMembers.personId,
      show: { since: panelMembers.since, until: panelMembers.until },
      by: [panelMembers.since, panelMembers.panelId],
    }),
    {
      title: { zh: '您的投票', en: 'Your votes' },
      tables: ['ballots'],
      rows: ({ db }, personId) =>
        db
          .select({ at: ballots.at, vote: ballots.vote, reason: nominationWords.words })
          .from(ballots)
          .leftJoin(nominationWords, eq(nominationWords.ofId, wordsOfBallot))
          .where(eq(ballots.personId, personId))
          .orderBy(asc(ballots.at), asc(ballots.nominationId)),
    },
  ],
  /**
   * What is on its way is declined, a star on its way stops, and what was said against it goes. What was given stays without a
   * name, and without the words that were written about it once nobody is left whom it is about.
   */
  async forget(tx, { personId, now }) {
    await leaveNominations(tx, { personId, now })
    await tx
      .update(starNotices)
      .set({ state: 'stopped', endedBy: personId, endedAt: now })
      .where(and(eq(starNotices.personId, personId), eq(starNotices.state, 'noticed')))
    const theirs = tx.select({ id: starNotices.id }).from(starNotices).where(eq(starNotices.personId, personId))
    await tx.update(starObjections).set({ why: '', answer: '' }).where(inArray(starObjections.noticeId, theirs))
  },
}

type Leaving = { personId: string; now: Date }

async function leaveNominations(tx: Tx, { personId, now }: Leaving): Promise<void> {
  const actor = { id: personId, name: '', grants: [] }
  await tx.update(nominees).set({ paper: null }).where(eq(nominees.personId, personId))
  for (const { nomination, nominee } of await nominationsAbout(tx, personId)) {
    const { id: nominationId, state } = nomination
    const isUnderWay = (underWay as readonly string[]).includes(state) && state !== 'decided'
    if (isUnderWay && nominee.answer !== 'declined')
      await answerNomination(tx, { nominationId, answer: 'declined', showName: false, actor, now })
    if (!(await staysFor(tx, nominationId, personId))) await forgetWords(tx, nominationId)
  }
}

/** Whether somebody else who agreed is still here. */
async function staysFor(tx: Tx, nominationId: string, personId: string): Promise<boolean> {
  const [other] = await tx
    .select({ id: nominees.personId })
    .from(nominees)
    .innerJoin(people, and(eq(people.id, nominees.personId), ne(people.status, 'deleted')))
    .where(
      and(eq(nominees.nominationId, nominationId), ne(nominees.personId, personId), ne(nominees.answer, 'declined')),
    )
    .orderBy(asc(nominees.personId))
    .limit(1)
  return other !== undefined
}

async function forgetWords(tx: Tx, nominationId: string): Promise<void> {
  const isThis = eq(nominations.id, nominationId)
  await tx.delete(nominationWords).where(eq(nominationWords.nominationId, nominationId))
  await tx.update(nominations).set({ facts: '', noticeText: null }).where(isThis)
  // A household's name is its people's.
  await tx
    .update(nominations)
    .set({ groupName: null })
    .where(and(isThis, isNotNull(nominations.householdId)))
  await tx.update(objections).set({ why: '', answer: '' }).where(eq(objections.nominationId, nominationId))
}
