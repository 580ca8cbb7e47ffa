import { and, count, eq, inArray, ne } from 'drizzle-orm'
import type { Db } from '../../db/database.ts'
import { activities, claims } from '../../db/schema/tasks.ts'
import { reached } from '../areas/reach.ts'
import { type Actor, holds } from '../kit/actor.ts'
import type { WaitingRoom } from '../web/waiting.ts'
import { openSpotChecks } from './reviews/queries.ts'

/** Evidence to decide on, and approvals that were drawn for a second look. */
export const tasksWaiting: WaitingRoom = async ({ db, actor }) => {
  if (!holds(actor, ['reviewer', 'admin'])) return []
  const [submitted, looks] = await Promise.all([toReview(db, actor), openSpotChecks(db, actor)])
  return [
    { href: '/desk/reviews', value: submitted, label: { zh: '份材料等待审核', en: 'to review' } },
    { href: '/desk/reviews', value: looks.length, label: { zh: '份抽中复核', en: 'drawn for a second look' } },
  ]
}

/** Submissions and appeals that wait for a decision by somebody else than the actor. */
async function toReview(db: Db, actor: Actor): Promise<number> {
  const [row] = await db
    .select({ rows: count() })
    .from(claims)
    .innerJoin(activities, eq(activities.id, claims.activityId))
    .where(
      and(
        inArray(claims.status, ['submitted', 'appealed']),
        ne(claims.personId, actor.id),
        ne(activities.publisherId, actor.id),
        reached(activities.areaPath, actor, ['reviewer', 'admin']),
      ),
    )
  return row?.rows ?? 0
}
