import { and, eq, inArray } from 'drizzle-orm'
import { donations } from '../../db/schema/donations.ts'
import { holds } from '../kit/actor.ts'
import type { WaitingRoom } from '../web/waiting.ts'
import { storesHandledBy } from './donors/queries.ts'

/** Goods that were taken in and that nobody has looked at yet. */
export const donationsWaiting: WaitingRoom = async ({ db, actor }) => {
  if (!holds(actor, ['keeper', 'clerk', 'admin'])) return []
  const storeIds = (await storesHandledBy(db, actor)).map(({ id }) => id)
  const toInspect = and(inArray(donations.storeId, storeIds), eq(donations.state, 'received'))
  const value = storeIds.length ? await db.$count(donations, toInspect) : 0
  return [
    { href: '/desk/donations?state=received', value, label: { zh: '笔捐赠等待验收', en: 'donations to inspect' } },
  ]
}
