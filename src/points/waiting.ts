import { and, eq, ne } from 'drizzle-orm'
import { ruleVersions } from '../../db/schema/points.ts'
import { holds } from '../kit/actor.ts'
import type { WaitingRoom } from '../web/waiting.ts'
import { standingInCity } from './rulebook/access.ts'

/** Rule versions with a day that somebody else proposed: whoever stands over the whole city confirms them. */
export const pointsWaiting: WaitingRoom = async ({ db, actor }) => {
  if (!holds(actor, ['auditor', 'admin'])) return []
  const standing = await standingInCity(db, actor)
  if (!standing.has('auditor') && !standing.has('admin')) return []
  const proposed = and(eq(ruleVersions.state, 'proposed'), ne(ruleVersions.proposedBy, actor.id))
  const label = { zh: '个规则改动等第二个人确认', en: 'rule changes to confirm' }
  return [{ href: '/desk/rules', value: await db.$count(ruleVersions, proposed), label }]
}
