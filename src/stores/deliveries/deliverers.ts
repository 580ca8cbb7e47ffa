import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { deliverers, deliveries } from '../../../db/schema/deliveries.ts'
import { people } from '../../../db/schema/people.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { newId } from '../../kit/ids.ts'
import { found, Refusal } from '../../kit/refusal.ts'
import { assertVerified } from '../../people/rules.ts'
import { storeById } from '../../stock/queries.ts'
import { deliverersOf } from './queries.ts'

type By = { storeId: string; actor: Actor; now: Date }

/**
 * Names somebody, by their resident number, to carry a store's goods. Whoever is named already stays so.
 *
 * @throws Refusal `not_your_store`, `person_missing`, `identity_not_verified`
 */
export async function nameDeliverer(tx: Tx, { storeId, number, actor, now }: By & { number: string }): Promise<void> {
  await assertRuns(tx, storeId, actor)
  const [person] = await tx.select().from(people).where(eq(people.number, number))
  const { id: personId, verifiedAt } = found(person, 'person_missing', { field: 'number' })
  assertVerified({ verifiedAt })
  if ((await deliverersOf(tx, storeId, now)).some((one) => one.personId === personId)) return
  await tx.insert(deliverers).values({ id: newId(now), storeId, personId, namedBy: actor.id, startsAt: now })
}

/** What they have taken they may still bring. @throws Refusal `not_your_store` */
export async function dismissDeliverer(
  tx: Tx,
  { storeId, personId, actor, now }: By & { personId: string },
): Promise<void> {
  await assertRuns(tx, storeId, actor)
  const theirs = and(eq(deliverers.storeId, storeId), eq(deliverers.personId, personId), isNull(deliverers.endsAt))
  await tx.update(deliverers).set({ endsAt: now, endedBy: actor.id }).where(theirs)
}

async function assertRuns(tx: Tx, storeId: string, actor: Actor) {
  const { areaPath } = await storeById(tx, storeId)
  const standing = standingOf(actor, { areaPath })
  const runs = standing.has('clerk') || standing.has('admin') || standing.has('system')
  if (!runs) throw new Refusal('forbidden', 'not_your_store')
}

/** Somebody who leaves carries nothing any more: what they had taken is there for others. */
export async function stopCarrying(tx: Tx, { personId, now }: { personId: string; now: Date }): Promise<void> {
  const theirs = and(eq(deliverers.personId, personId), isNull(deliverers.endsAt))
  await tx.update(deliverers).set({ endsAt: now, endedBy: personId }).where(theirs)
  const taken = and(eq(deliveries.carrierId, personId), eq(deliveries.state, 'taken'))
  await tx.update(deliveries).set({ takenUntil: now }).where(taken)
}
