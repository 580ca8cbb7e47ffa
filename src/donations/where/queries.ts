import { and, asc, eq, gt, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { shipmentLines, shipments } from '../../../db/schema/shipments.ts'
import { allocations, reservations, stockLots, stockMoves } from '../../../db/schema/stock.ts'
import { cityDay } from '../../kit/clock.ts'
import { groupBy } from '../../kit/group.ts'
import type { Line } from '../intake/queries.ts'
import { type Collected, nowhere, type Places } from '../rules.ts'

type GoodsLine = Pick<Line, 'id' | 'quantity' | 'rejected'>

/** Where the pieces of donation lots are now, read from the moves of the stock ledger. Line id → places. */
export async function placesOf(db: Db, lines: readonly GoodsLine[], now: Date): Promise<Map<string, Places>> {
  const ids = lines.map(({ id }) => id)
  const places = new Map<string, Places>(
    lines.map(({ id, quantity, rejected }) => [id, { ...nowhere, rejected, waiting: quantity - rejected }]),
  )
  const add = (lineId: string | null, place: keyof Places, pieces: number) => {
    const at = places.get(lineId ?? '')
    if (at) at[place] += pieces
  }
  for (const lot of await lotsFrom(db, ids)) {
    if (lot.fromLotId === null) add(lot.sourceId, 'waiting', -lot.received)
    add(lot.sourceId, whereIs(lot, cityDay(now)), lot.onHand)
  }
  for (const { sourceId, quantity } of await onTheWayFrom(db, ids)) add(sourceId, 'inTransit', quantity)
  for (const { sourceId, kind, quantity } of await movesFrom(db, ids))
    add(sourceId, kind === 'count' ? 'lost' : 'collected', -quantity)
  for (const { sourceId, quantity, expiresOn, at } of await writtenOffFrom(db, ids))
    add(sourceId, expiresOn && expiresOn < cityDay(at) ? 'expired' : 'lost', -quantity)
  return places
}

function whereIs({ quarantined, expiresOn }: { quarantined: boolean; expiresOn: string | null }, today: string) {
  if (quarantined) return 'recalled'
  return expiresOn && expiresOn < today ? 'expired' : 'onShelf'
}

/** Line id → in which communities people collected it, each with how many people. */
export async function collectedFrom(db: Db, lineIds: readonly string[]): Promise<Map<string, Collected[]>> {
  const rows = await db
    .select({
      lineId: stockLots.sourceId,
      areaId: reservations.recipientAreaId,
      name: areas.name,
      people: sql`count(distinct ${reservations.recipientId})`.mapWith(Number),
      pieces: sql`sum(${allocations.issued})`.mapWith(Number),
    })
    .from(allocations)
    .innerJoin(stockLots, eq(stockLots.id, allocations.lotId))
    .innerJoin(reservations, eq(reservations.id, allocations.reservationId))
    .leftJoin(areas, eq(areas.id, reservations.recipientAreaId))
    .where(and(inArray(stockLots.sourceId, [...lineIds]), gt(allocations.issued, 0), isNotNull(areas.id)))
    .groupBy(stockLots.sourceId, reservations.recipientAreaId, areas.name)
    .orderBy(asc(stockLots.sourceId), asc(reservations.recipientAreaId))
  const of = groupBy(rows, ({ lineId }) => lineId ?? '')
  return new Map(
    lineIds.map((id) => [
      id,
      (of.get(id) ?? []).map((row) => ({ ...row, areaId: row.areaId ?? '', name: row.name ?? '' })),
    ]),
  )
}

/** The stock lots that came from these donation lots. */
const lotsFrom = (db: Db, lineIds: readonly string[]) =>
  db
    .select()
    .from(stockLots)
    .where(inArray(stockLots.sourceId, [...lineIds]))
    .orderBy(asc(stockLots.id))

/** What left the shelves or came back, summed. */
const movesFrom = (db: Db, lineIds: readonly string[]) =>
  db
    .select({
      sourceId: stockLots.sourceId,
      kind: stockMoves.kind,
      quantity: sql`sum(${stockMoves.quantity})`.mapWith(Number),
    })
    .from(stockMoves)
    .innerJoin(stockLots, eq(stockLots.id, stockMoves.lotId))
    .where(and(inArray(stockLots.sourceId, [...lineIds]), inArray(stockMoves.kind, ['issue', 'return', 'count'])))
    .groupBy(stockLots.sourceId, stockMoves.kind)
    .orderBy(asc(stockLots.sourceId), asc(stockMoves.kind))

/** What was sent to another store and not counted there yet. */
const onTheWayFrom = (db: Db, lineIds: readonly string[]) =>
  db
    .select({ sourceId: stockLots.sourceId, quantity: sql`sum(${shipmentLines.quantity})`.mapWith(Number) })
    .from(shipmentLines)
    .innerJoin(shipments, eq(shipments.id, shipmentLines.shipmentId))
    .innerJoin(stockLots, eq(stockLots.id, shipmentLines.lotId))
    .where(and(inArray(stockLots.sourceId, [...lineIds]), eq(shipments.state, 'sent')))
    .groupBy(stockLots.sourceId)
    .orderBy(asc(stockLots.sourceId))

/** What was written off, each with whether it was past its last day then. */
const writtenOffFrom = (db: Db, lineIds: readonly string[]) =>
  db
    .select({
      sourceId: stockLots.sourceId,
      quantity: stockMoves.quantity,
      expiresOn: stockLots.expiresOn,
      at: stockMoves.at,
    })
    .from(stockMoves)
    .innerJoin(stockLots, eq(stockLots.id, stockMoves.lotId))
    .where(and(inArray(stockLots.sourceId, [...lineIds]), eq(stockMoves.kind, 'write_off')))
    .orderBy(asc(stockMoves.id))
