import { and, asc, eq, inArray } from 'drizzle-orm'
import {
  charityGifts,
  householdMembers,
  householdRelatives,
  households,
  pairingVisits,
  supportPairings,
} from '../../db/schema/households.ts'
import { removePhotosOf } from '../photos/actions.ts'
import { ownRows, type PersonalRoom } from '../web/personal.ts'
import { releaseGift } from './gifts/endings.ts'
import { answerInvitation, leaveHousehold } from './homes/actions.ts'
import { householdOf, invitationsOf } from './homes/queries.ts'
import { endPairing } from './pairings/endings.ts'

export const householdsPersonal: PersonalRoom = {
  room: 'households',
  title: { zh: '家庭和兑爱心', en: 'Household and charity' },
  held: [
    {
      title: { zh: '您的家庭', en: 'Your household' },
      tables: ['household_members', 'households'],
      rows: ({ db }, personId) =>
        db
          .select({
            at: householdMembers.at,
            number: households.number,
            group: households.name,
            state: householdMembers.state,
            endedAt: householdMembers.endedAt,
          })
          .from(householdMembers)
          .innerJoin(households, eq(households.id, householdMembers.householdId))
          .where(eq(householdMembers.personId, personId))
          .orderBy(asc(householdMembers.at), asc(householdMembers.id)),
    },
    ownRows({
      title: { zh: '申报过的亲属关系', en: 'Households you are a relative of' },
      table: householdRelatives,
      of: householdRelatives.personId,
      show: { at: householdRelatives.at },
      by: [householdRelatives.at, householdRelatives.id],
    }),
    ownRows({
      title: { zh: '您结对帮扶的', en: 'Households you support' },
      table: supportPairings,
      of: supportPairings.supporterId,
      show: {
        since: supportPairings.startsOn,
        until: supportPairings.endsOn,
        state: supportPairings.state,
        text: supportPairings.duty,
      },
      by: [supportPairings.createdAt, supportPairings.id],
    }),
    ownRows({
      title: { zh: '您的走访记录', en: 'Visits you made' },
      table: pairingVisits,
      of: pairingVisits.byId,
      show: { day: pairingVisits.visitedOn, text: pairingVisits.words },
      by: [pairingVisits.at, pairingVisits.id],
    }),
    ownRows({
      title: { zh: '您献出的爱心', en: 'What you gave' },
      table: charityGifts,
      of: charityGifts.giverId,
      show: {
        at: charityGifts.offeredAt,
        kind: charityGifts.kind,
        points: charityGifts.points,
        state: charityGifts.state,
      },
      by: [charityGifts.offeredAt, charityGifts.id],
    }),
  ],
  /**
   * Offers come back, pairings end, and the household goes on without them. What was accepted stays with whom it was
   * given to; what they wrote about visits goes with them.
   */
  async forget(tx, { personId, now }) {
    const actor = { id: personId, name: '', grants: [] }
    const offered = await tx
      .select({ id: charityGifts.id })
      .from(charityGifts)
      .where(and(eq(charityGifts.giverId, personId), eq(charityGifts.state, 'offered')))
      .orderBy(asc(charityGifts.id))
    for (const { id } of offered) await releaseGift(tx, { id, step: 'withdraw', now })
    const pairings = await tx
      .select({ id: supportPairings.id })
      .from(supportPairings)
      .where(and(eq(supportPairings.supporterId, personId), inArray(supportPairings.state, ['proposed', 'active'])))
      .orderBy(asc(supportPairings.id))
    for (const { id } of pairings) await endPairing(tx, { id, reason: '结对人已注销', now })
    for (const { member } of await invitationsOf(tx, personId))
      await answerInvitation(tx, { memberId: member.id, step: 'decline', actor, now })
    if (await householdOf(tx, personId)) await leaveHousehold(tx, { actor, now })
    const visits = await tx
      .update(pairingVisits)
      .set({ words: '（已删除）', photoId: null })
      .where(eq(pairingVisits.byId, personId))
      .returning({ id: pairingVisits.id })
    for (const { id } of visits) for (const subjectId of [id, `${id}:home`]) await removePhotosOf(tx, subjectId, now)
    await tx.delete(householdRelatives).where(eq(householdRelatives.personId, personId))
  },
}
