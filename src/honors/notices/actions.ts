import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { objections } from '../../../db/schema/honors.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { Refusal } from '../../kit/refusal.ts'
import { notify } from '../../notices/actions.ts'
import type { AwardClass } from '../classes/queries.ts'
import { moveNomination, noteNomination } from '../nominations/move.ts'
import { caseFor, involvedIn, nominationById } from '../nominations/queries.ts'
import { tellNominator, tellNominees } from '../nominations/tell.ts'
import { assertApart } from '../rules.ts'
import { type Objection, objectionById } from './queries.ts'
import { tellReviewers } from './tell.ts'

export type NewObjection = { key: string; nominationId: string; why: string; actor: Actor; now: Date }

/**
 * Anybody who is signed in may object while the notice runs, once. It is decided only when every objection is answered.
 *
 * @throws Refusal `notice_over`, `honor_objected_before`, `honor_about_you`
 */
export async function objectTo(tx: Tx, { key, nominationId, why, actor, now }: NewObjection): Promise<void> {
  const nomination = await nominationById(tx, nominationId)
  const isRunning = nomination.state === 'noticed' && nomination.noticeEndsAt && nomination.noticeEndsAt > now
  if (!isRunning) throw new Refusal('conflict', 'notice_over')
  const { nomineeIds, tiedIds, panelIds, nominatedBy } = await involvedIn(tx, nomination, now)
  if (nomineeIds.includes(actor.id)) throw new Refusal('forbidden', 'honor_about_you')
  const [fresh] = await tx
    .insert(objections)
    .values({ id: `${actor.id}-${key}`, nominationId, personId: actor.id, why, at: now })
    .onConflictDoNothing()
    .returning()
  if (!fresh) return assertSame(tx, { key, nominationId, why, actor, now })
  await noteNomination(tx, { nomination, from: 'noticed', step: 'object', byId: actor.id, now })
  await tellReviewers(tx, {
    ...{ objectionId: fresh.id, areaPath: nomination.areaPath, href: `/desk/honors/${nominationId}`, now },
    apart: [actor.id, nominatedBy, ...nomineeIds, ...tiedIds, ...panelIds],
    title: { zh: '荣誉公示有异议等待答复', en: 'An objection to an honour waits for an answer' },
  })
}

async function assertSame(tx: Tx, { nominationId, why, actor }: NewObjection) {
  const mine = and(eq(objections.nominationId, nominationId), eq(objections.personId, actor.id))
  const [first] = await tx.select().from(objections).where(mine)
  if (first?.why !== why) throw new Refusal('conflict', 'honor_objected_before')
}

export type ObjectionAnswer = {
  objectionId: string
  outcome: 'dismissed' | 'upheld'
  answer: string
  actor: Actor
  now: Date
}

/**
 * Somebody else answers an objection: neither who objected nor nominated, nor anybody of the panel. One that is right
 * ends the nomination.
 *
 * @throws Refusal `objection_missing`, `objection_yours`, `objection_answered`, and those of `assertApart`
 */
export async function answerObjection(tx: Tx, { objectionId, outcome, answer, actor, now }: ObjectionAnswer) {
  const objection = await objectionById(tx, objectionId)
  const { nomination, awardClass, involved } = await caseFor(tx, objection.nominationId, actor, now)
  const standing = standingOf(actor, { areaPath: nomination.areaPath })
  if (!standing.has('reviewer') && !standing.has('admin')) throw new Refusal('missing', 'objection_missing')
  if (objection.personId === actor.id) throw new Refusal('forbidden', 'objection_yours')
  assertApart('stop', actor.id, involved)
  const [answered] = await tx
    .update(objections)
    .set({ outcome, answer, answeredBy: actor.id, answeredAt: now })
    .where(and(eq(objections.id, objectionId), isNull(objections.outcome)))
    .returning()
  if (!answered || nomination.state !== 'noticed') throw new Refusal('conflict', 'objection_answered')
  await tellAnswer(tx, answered, awardClass, now)
  if (outcome === 'dismissed') {
    await noteNomination(tx, { nomination, from: 'noticed', step: 'answer', byId: actor.id, why: answer, now })
    return
  }
  const stopped = await moveNomination(tx, { nomination, step: 'stop', why: answer, actor, now })
  const telling = {
    ...{ nomination: stopped, awardClass, occasion: 'stopped', now },
    title: { zh: `公示期间异议成立：${awardClass.zh}`, en: `Stopped on an objection: ${awardClass.en}` },
    body: { zh: `原因：${answer}`, en: `Reason: ${answer}` },
  }
  await tellNominees(tx, telling)
  await tellNominator(tx, telling)
  // Nobody can answer the others any more: they are right for the same reason.
  const others = await tx
    .update(objections)
    .set({ outcome, answer, answeredBy: actor.id, answeredAt: now })
    .where(and(eq(objections.nominationId, nomination.id), isNull(objections.outcome)))
    .returning()
  for (const other of others) await tellAnswer(tx, other, awardClass, now)
}

const tellAnswer = (tx: Tx, { id, personId, answer }: Objection, { zh, en }: AwardClass, now: Date) =>
  notify(tx, {
    ...{ personId, key: `objection-${id}`, href: '/honors/notices', now },
    title: { zh: `您的异议有了答复：${zh}`, en: `Your objection was answered: ${en}` },
    body: { zh: answer ?? '', en: answer ?? '' },
  })
