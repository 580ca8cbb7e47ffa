import { and, count, eq, inArray, isNull, lte, ne, or } from 'drizzle-orm'
import { counted, type Db } from '../../db/database.ts'
import { nominations, starNotices, starObjections } from '../../db/schema/honors.ts'
import { reached } from '../areas/reach.ts'
import { type Actor, holds } from '../kit/actor.ts'
import type { WaitingRoom } from '../web/waiting.ts'

/** Nominations that wait for a step of the actor's, and objections to star levels. */
export const honorsWaiting: WaitingRoom = async ({ db, actor, now }) => {
  if (!holds(actor, ['clerk', 'reviewer', 'admin'])) return []
  const [steps, objections] = await Promise.all([nominationsToMove(db, actor, now), starObjectionsToAnswer(db, actor)])
  return [
    { href: '/desk/honors', value: steps, label: { zh: '个荣誉提名等您办', en: 'nominations to go on with' } },
    {
      href: '/desk/stars',
      value: objections,
      label: { zh: '条星级异议等待答复', en: 'objections to stars to answer' },
    },
  ]
}

/** Each state by who takes the step out of it, see `nominationFlow`; on notice, once the notice is over. */
function nominationsToMove(db: Db, actor: Actor, now: Date): Promise<number> {
  const { state, areaPath } = nominations
  const isOver = and(eq(state, 'noticed'), lte(nominations.noticeEndsAt, now))
  const theirs = or(
    and(inArray(state, ['nominated', 'reviewed', 'decided']), reached(areaPath, actor, ['clerk', 'admin'])),
    and(or(eq(state, 'eligible'), isOver), reached(areaPath, actor, ['admin'])),
    and(eq(state, 'appealed'), reached(areaPath, actor, ['reviewer', 'admin'])),
  )
  return db.$count(nominations, and(theirs, ne(nominations.nominatedBy, actor.id)))
}

/** That nobody has answered, for those who may: neither one's own nor to one's own stars. */
async function starObjectionsToAnswer(db: Db, actor: Actor): Promise<number> {
  return counted(
    db
      .select({ rows: count() })
      .from(starObjections)
      .innerJoin(starNotices, eq(starNotices.id, starObjections.noticeId))
      .where(
        and(
          isNull(starObjections.outcome),
          eq(starNotices.state, 'noticed'),
          ne(starObjections.personId, actor.id),
          ne(starNotices.personId, actor.id),
          reached(starNotices.areaPath, actor, ['reviewer', 'admin']),
        ),
      ),
  )
}
