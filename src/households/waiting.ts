import { and, count, eq, isNotNull, ne, or } from 'drizzle-orm'
import { counted } from '../../db/database.ts'
import { areas } from '../../db/schema/areas.ts'
import { households, supportPairings } from '../../db/schema/households.ts'
import { reached } from '../areas/reach.ts'
import { holds } from '../kit/actor.ts'
import type { WaitingRoom } from '../web/waiting.ts'

const deciding = ['clerk', 'reviewer', 'admin'] as const

/** Support pairings on which both sides agreed, for somebody else than who proposed them. */
export const householdsWaiting: WaitingRoom = async ({ db, actor }) => {
  if (!holds(actor, deciding)) return []
  const agreed = counted(
    db
      .select({ rows: count() })
      .from(supportPairings)
      .innerJoin(households, eq(households.id, supportPairings.householdId))
      .innerJoin(areas, eq(areas.id, households.areaId))
      .where(
        and(
          eq(supportPairings.state, 'proposed'),
          isNotNull(supportPairings.supporterAgreedAt),
          or(isNotNull(supportPairings.householdAgreedAt), isNotNull(supportPairings.paper)),
          ne(supportPairings.proposedBy, actor.id),
          reached(areas.path, actor, deciding),
        ),
      ),
  )
  return [{ href: '/desk/households', value: await agreed, label: { zh: '个结对等待批准', en: 'pairings to approve' } }]
}
