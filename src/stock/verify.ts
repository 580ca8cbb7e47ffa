import { and, asc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Db } from '../../db/database.ts'
import { allocations, items, reservations, stockLots, stockMoves } from '../../db/schema/stock.ts'
import { verifyShipments } from './shipments/verify.ts'

const total = (column: unknown) => sql<number>`coalesce(sum(${column}), 0)`.mapWith(Number)

/** Rebuilds every counter of the stock from the moves and allocations. One sentence a difference; none is well. */
export async function verifyStock(db: Db): Promise<string[]> {
  return [
    ...(await lotDifferences(db)),
    ...(await arrivalDifferences(db)),
    ...(await reservationDifferences(db)),
    ...(await unplaced(db)),
    ...(await withoutDonor(db)),
    ...(await verifyShipments(db)),
  ]
}

async function lotDifferences(db: Db): Promise<string[]> {
  const moved = db
    .select({
      lotId: stockMoves.lotId,
      onHand: total(stockMoves.quantity).as('moved_on_hand'),
      reserved: total(stockMoves.reserved).as('moved_reserved'),
    })
    .from(stockMoves)
    .groupBy(stockMoves.lotId)
    .as('moved')
  const kept = db
    .select({ lotId: allocations.lotId, reserved: total(allocations.reserved).as('kept_reserved') })
    .from(allocations)
    .groupBy(allocations.lotId)
    .as('kept')
  const lots = await db
    .select({
      id: stockLots.id,
      onHand: stockLots.onHand,
      reserved: stockLots.reserved,
      movedOnHand: sql`coalesce(${moved.onHand}, 0)`.mapWith(Number),
      movedReserved: sql`coalesce(${moved.reserved}, 0)`.mapWith(Number),
      keptReserved: sql`coalesce(${kept.reserved}, 0)`.mapWith(Number),
    })
    .from(stockLots)
    .leftJoin(moved, eq(moved.lotId, stockLots.id))
    .leftJoin(kept, eq(kept.lotId, stockLots.id))
    .orderBy(asc(stockLots.id))
  return lots.flatMap((lot) => [
    ...unlike(`lot ${lot.id}: on hand`, lot.onHand, 'its moves add up to', lot.movedOnHand),
    ...unlike(`lot ${lot.id}: reserved`, lot.reserved, 'its moves add up to', lot.movedReserved),
    ...unlike(`lot ${lot.id}: reserved`, lot.reserved, 'its allocations add up to', lot.keptReserved),
  ])
}

/** What came in by intake or from another store; and what one store sent, another received. */
async function arrivalDifferences(db: Db): Promise<string[]> {
  const arrived = await db
    .select({ id: stockLots.id, received: stockLots.received, moved: total(stockMoves.quantity) })
    .from(stockLots)
    .leftJoin(stockMoves, and(eq(stockMoves.lotId, stockLots.id), inArray(stockMoves.kind, ['intake', 'transfer_in'])))
    .groupBy(stockLots.id)
    .orderBy(asc(stockLots.id))
  const sent = await db
    .select({ id: stockLots.id, received: stockLots.received, moved: total(sql`-${stockMoves.quantity}`) })
    .from(stockLots)
    .leftJoin(stockMoves, and(eq(stockMoves.causeId, stockLots.id), eq(stockMoves.kind, 'transfer_out')))
    .where(isNotNull(stockLots.fromLotId))
    .groupBy(stockLots.id)
    .orderBy(asc(stockLots.id))
  return [
    ...arrived.flatMap((lot) => unlike(`lot ${lot.id}: received`, lot.received, 'its arrival says', lot.moved)),
    ...sent.flatMap((lot) => unlike(`lot ${lot.id}: received`, lot.received, 'the other store sent', lot.moved)),
  ]
}

async function reservationDifferences(db: Db): Promise<string[]> {
  const rows = await db
    .select({
      id: reservations.id,
      open: sql`${reservations.quantity} - ${reservations.issued} - ${reservations.released}`.mapWith(Number),
      out: sql`${reservations.issued} - ${reservations.returned}`.mapWith(Number),
      kept: total(allocations.reserved),
      issued: total(allocations.issued),
    })
    .from(reservations)
    .leftJoin(allocations, eq(allocations.reservationId, reservations.id))
    .groupBy(reservations.id)
    .orderBy(asc(reservations.id))
  return rows.flatMap((row) => [
    ...unlike(`reservation ${row.id}: open`, row.open, 'its lots keep', row.kept),
    ...unlike(`reservation ${row.id}: handed out`, row.out, 'its lots say', row.issued),
  ])
}

/** Allocations whose lot holds another item or lies in another store than the reservation. */
async function unplaced(db: Db): Promise<string[]> {
  const rows = await db
    .select({ reservationId: allocations.reservationId, lotId: allocations.lotId, name: items.name })
    .from(allocations)
    .innerJoin(reservations, eq(reservations.id, allocations.reservationId))
    .innerJoin(stockLots, eq(stockLots.id, allocations.lotId))
    .innerJoin(items, eq(items.id, reservations.itemId))
    .where(sql`${stockLots.itemId} <> ${reservations.itemId} or ${stockLots.storeId} <> ${reservations.storeId}`)
    .orderBy(asc(allocations.reservationId), asc(allocations.lotId))
  return rows.map(
    ({ reservationId, lotId, name }) => `reservation ${reservationId} of ${name} lies in the foreign lot ${lotId}`,
  )
}

/** Donated goods that belong to no donation: nobody could follow them. */
async function withoutDonor(db: Db): Promise<string[]> {
  const donated = and(eq(stockLots.sourceKind, 'donation'), isNull(stockLots.sourceId))
  const lots = await db.select({ id: stockLots.id }).from(stockLots).where(donated).orderBy(asc(stockLots.id))
  return lots.map(({ id }) => `lot ${id} was donated, by no donation`)
}

const unlike = (what: string, stored: number, whence: string, rebuilt: number) =>
  stored === rebuilt ? [] : [`${what} is ${stored}, ${whence} ${rebuilt}`]
