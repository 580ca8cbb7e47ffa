import { and, inArray, ne } from 'drizzle-orm'
import { backEntries } from '../../db/schema/hours.ts'
import { reached } from '../areas/reach.ts'
import { holds } from '../kit/actor.ts'
import type { WaitingRoom } from '../web/waiting.ts'

/** Back-entries that wait for a second person. */
export const hoursWaiting: WaitingRoom = async ({ db, actor }) => {
  if (!holds(actor, ['reviewer', 'admin'])) return []
  const toCheck = and(
    inArray(backEntries.state, ['proposed', 'objected']),
    ne(backEntries.proposedBy, actor.id),
    reached(backEntries.areaPath, actor, ['reviewer', 'admin']),
  )
  const label = { zh: '条补录等待复核', en: 'back-entries to check' }
  return [{ href: '/desk/back-entries', value: await db.$count(backEntries, toCheck), label }]
}
