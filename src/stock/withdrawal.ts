import { and, asc, eq, gt, like, notLike } from 'drizzle-orm'
import type { Db, Tx } from '../../db/database.ts'
import { allocations, reservations, stockLots } from '../../db/schema/stock.ts'
import { cityDay } from '../kit/clock.ts'
import { notify } from '../notices/actions.ts'
import { replaceBad } from './keep.ts'
import { mustMoveLot } from './lots.ts'
import { itemById, lotById } from './queries.ts'
import { allocationsOf, lockedReservation, openOf, settle, settleAllocation } from './reservations.ts'

/** How the stores name what they keep for an order. With its pieces its points come back, which they see to. */
const ofOrders = 'order:%'

type Recalled = { of: 'orders' | 'others'; after?: string | undefined; max: number }

/** Reservations that still hold pieces of a recalled lot, from the one after `after` on. */
export async function recalledReservations(db: Db, { of, after = '', max }: Recalled): Promise<string[]> {
  const id = allocations.reservationId
  const rows = await db
    .selectDistinct({ id: allocations.reservationId })
    .from(allocations)
    .innerJoin(stockLots, eq(stockLots.id, allocations.lotId))
    .where(
      and(
        eq(stockLots.quarantined, true),
        gt(allocations.reserved, 0),
        of === 'orders' ? like(id, ofOrders) : notLike(id, ofOrders),
        gt(id, after),
      ),
    )
    .orderBy(asc(id))
    .limit(max)
  return rows.map(({ id }) => id)
}

/**
 * Lets go of what a reservation holds of recalled lots, where the shelf has nothing good in its place.
 *
 * @returns how many pieces it lost
 * @throws Refusal `reservation_missing`
 */
export async function withdrawRecalled(
  tx: Tx,
  { reservationId, actorId, now }: { reservationId: string; actorId: string; now: Date },
): Promise<number> {
  const reservation = await lockedReservation(tx, reservationId)
  if (openOf(reservation) === 0) return 0
  await replaceBad(tx, { reservation, actorId, now })
  let lost = 0
  for (const { lotId, reserved } of await allocationsOf(tx, reservationId)) {
    if (reserved === 0 || !(await lotById(tx, lotId)).quarantined) continue
    await settleAllocation(tx, { reservationId, lotId, reserved: -reserved })
    await mustMoveLot(tx, { lotId, kind: 'release', reserved: -reserved, causeId: reservationId, actorId, now })
    lost += reserved
  }
  if (lost > 0) await settle(tx, reservation, { released: lost })
  return lost
}

/** Tells everybody who took pieces of a recalled lot home. */
export async function tellHolders(tx: Tx, { lotId, reason, now }: { lotId: string; reason: string; now: Date }) {
  const { itemId } = await lotById(tx, lotId)
  const { name } = await itemById(tx, itemId)
  const holders = await tx
    .selectDistinct({ personId: reservations.recipientId })
    .from(allocations)
    .innerJoin(reservations, eq(reservations.id, allocations.reservationId))
    .where(and(eq(allocations.lotId, lotId), gt(allocations.issued, 0)))
    .orderBy(asc(reservations.recipientId))
  for (const { personId } of holders) {
    if (!personId) continue
    await notify(tx, {
      personId,
      key: `recalled-${lotId}-${cityDay(now)}`,
      title: { zh: `请不要使用“${name}”`, en: `Please do not use “${name}”` },
      body: {
        zh: `您领走的这一批正在召回：${reason}。请带回超市，积分全部退回。`,
        en: `The lot you collected is being recalled: ${reason}. Bring it back to the store and all points come back.`,
      },
      href: '/orders',
      now,
    })
  }
}
