import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { reportSubscriptions } from '../../../db/schema/snaps.ts'
import { areaById } from '../../areas/queries.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { categoryInUse } from '../categories/queries.ts'

/** Whoever wants to hear of everything reads the list. */
export const subscriptionsMax = 20

type Subscribe = { personId: string; areaId: string; categoryId?: string | undefined; now: Date }

/**
 * Hears of new reports in an area, of one category or all, from now on. The same again changes nothing.
 *
 * @throws Refusal `area_missing`, `category_missing` (private ones too: nobody hears of these), `subscriptions_too_many`
 */
export async function subscribe(tx: Tx, { personId, areaId, categoryId, now }: Subscribe): Promise<void> {
  const area = await areaById(tx, areaId)
  const category = categoryId ? await categoryInUse(tx, categoryId) : undefined
  if (category?.isPrivate) throw new Refusal('missing', 'category_missing', { field: 'categoryId' })
  const topic = `${areaId}/${categoryId ?? ''}`
  const mine = eq(reportSubscriptions.personId, personId)
  if ((await tx.$count(reportSubscriptions, mine)) >= subscriptionsMax)
    throw new Refusal('conflict', 'subscriptions_too_many', { max: subscriptionsMax })
  await tx
    .insert(reportSubscriptions)
    .values({
      ...{ id: newId(now), personId, areaId, areaPath: area.path, categoryId: categoryId ?? null, topic },
      ...{ createdAt: now, toldUpTo: now },
    })
    .onConflictDoNothing()
}

/** Somebody else's subscription is not there. */
export async function unsubscribe(tx: Tx, { id, personId }: { id: string; personId: string }): Promise<void> {
  await tx
    .delete(reportSubscriptions)
    .where(and(eq(reportSubscriptions.id, id), eq(reportSubscriptions.personId, personId)))
}
