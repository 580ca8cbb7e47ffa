import { and, count, eq, isNull } from 'drizzle-orm'
import { counted } from '../../db/database.ts'
import { areas } from '../../db/schema/areas.ts'
import { people } from '../../db/schema/people.ts'
import { reached } from '../areas/reach.ts'
import { holds } from '../kit/actor.ts'
import type { WaitingRoom } from '../web/waiting.ts'

/** Residents who signed up and whose identity nobody has seen yet. */
export const peopleWaiting: WaitingRoom = async ({ db, actor }) => {
  if (!holds(actor, ['clerk', 'admin'])) return []
  const unverified = counted(
    db
      .select({ rows: count() })
      .from(people)
      .innerJoin(areas, eq(areas.id, people.areaId))
      .where(
        and(isNull(people.verifiedAt), eq(people.status, 'active'), reached(areas.path, actor, ['clerk', 'admin'])),
      ),
  )
  return [
    { href: '/desk/people', value: await unverified, label: { zh: '位居民等待核实身份', en: 'residents to verify' } },
  ]
}
