import { and, asc, eq } from 'drizzle-orm'
import {
  ballots,
  meritRecords,
  nominations,
  nominees,
  objections,
  panelMembers,
  starNotices,
  starObjections,
} from '../../db/schema/honors.ts'
import { ownRows, type PersonalRoom } from '../web/personal.ts'

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
    ownRows({
      title: { zh: '功劳簿', en: 'Merit' },
      table: meritRecords,
      of: meritRecords.personId,
      show: {
        at: meritRecords.at,
        title: meritRecords.title,
        merit: meritRecords.merit,
        facts: meritRecords.facts,
        reason: meritRecords.why,
      },
      by: [meritRecords.at, meritRecords.id],
    }),
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
    ownRows({
      title: { zh: '您的投票', en: 'Your votes' },
      table: ballots,
      of: ballots.personId,
      show: { at: ballots.at, vote: ballots.vote, reason: ballots.why },
      by: [ballots.at, ballots.nominationId],
    }),
  ],
  /** A star on its way stops; one that was granted stays without a name. */
  async forget(tx, { personId, now }) {
    await tx
      .update(starNotices)
      .set({ state: 'stopped', endedBy: personId, endedAt: now })
      .where(and(eq(starNotices.personId, personId), eq(starNotices.state, 'noticed')))
  },
}
