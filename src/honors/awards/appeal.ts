import type { Tx } from '../../../db/database.ts'
import type { Actor } from '../../kit/actor.ts'
import { day, later } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import { notify } from '../../notices/actions.ts'
import { moveNomination } from '../nominations/move.ts'
import { caseFor } from '../nominations/queries.ts'
import { appealDays } from '../rules.ts'

export type Appeal = { nominationId: string; why: string; actor: Actor; now: Date }

/** Whom an honour was taken from asks for another look. @throws Refusal `nomination_missing`, `honor_why`, `appeal_late` */
export async function appealRevocation(tx: Tx, { nominationId, why, actor, now }: Appeal): Promise<void> {
  const { nomination, parts, awardClass } = await caseFor(tx, nominationId, actor, now)
  if (!parts.has('nominee')) throw new Refusal('missing', 'nomination_missing')
  const isLate = nomination.state === 'revoked' && nomination.updatedAt < later(now, -appealDays * day)
  if (isLate) throw new Refusal('conflict', 'appeal_late', { days: appealDays })
  const appealed = await moveNomination(tx, { nomination, step: 'appeal', why, actor, now })
  await notify(tx, {
    ...{ personId: nomination.revokedBy as string, key: `nomination-${appealed.id}-appeal-${appealed.version}`, now },
    title: { zh: `有人申诉：${awardClass.zh}`, en: `An appeal: ${awardClass.en}` },
    body: { zh: '由另一位工作人员处理。', en: 'Somebody else has to deal with it.' },
    href: `/desk/honors/${nominationId}`,
  })
}
