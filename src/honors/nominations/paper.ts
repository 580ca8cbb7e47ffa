import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { nominees } from '../../../db/schema/honors.ts'
import { Refusal } from '../../kit/refusal.ts'
import { notify } from '../../notices/actions.ts'
import { assertApart } from '../rules.ts'
import { type Answer, answerNomination } from './actions.ts'
import { noteNomination } from './move.ts'
import { caseFor, nomineesOf } from './queries.ts'

export type PaperAnswer = Answer & {
  personId: string
  /** Where their word on paper lies. */
  paper: string
}

/**
 * Staff write down what somebody who cannot sign in said on paper. It is their answer, and names who wrote it down; they are
 * told, and may change it themselves.
 *
 * @throws Refusal `nomination_missing` (also for who is no clerk over it), `nominee_answered`, those of `assertApart`, and
 *   `nomination_over`
 */
export async function recordAnswer(tx: Tx, { personId, paper, actor, ...answer }: PaperAnswer): Promise<void> {
  const { nominationId, now } = answer
  const { nomination, awardClass, involved, parts } = await caseFor(tx, nominationId, actor, now)
  const subject = (await nomineesOf(tx, nominationId)).find((one) => one.personId === personId)
  const isTheirs = parts.has('clerk') || parts.has('admin')
  if (!subject || !isTheirs) throw new Refusal('missing', 'nomination_missing')
  assertApart('record', actor.id, involved)
  if (subject.answer !== 'waiting') throw new Refusal('conflict', 'nominee_answered')

  await noteNomination(tx, { nomination, from: nomination.state, step: 'record', byId: actor.id, now })
  await answerNomination(tx, { ...answer, actor: { id: personId, name: subject.displayName, grants: [] } })
  await tx
    .update(nominees)
    .set({ paper, recordedBy: actor.id })
    .where(and(eq(nominees.nominationId, nominationId), eq(nominees.personId, personId)))
  await notify(tx, {
    ...{ personId, key: `nomination-${nominationId}-recorded`, href: `/honors/nominations/${nominationId}`, now },
    title: {
      zh: `已记下您的书面答复：${awardClass.zh}`,
      en: `Your answer on paper was written down: ${awardClass.en}`,
    },
    body: {
      zh: `${answer.answer === 'agreed' ? '同意' : '谢绝'}。记错了，请告诉社区，或自己改。`,
      en: `You ${answer.answer}. If that is wrong, change it or tell the community.`,
    },
  })
}
