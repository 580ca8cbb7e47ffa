import { asc, eq, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { shipmentLines, shipments } from '../../../db/schema/shipments.ts'
import { type MoveKind, stockMoves } from '../../../db/schema/stock.ts'

/** Adds up what each line of a shipment moved, and compares with what it says was sent, arrived and came back. */
export async function verifyShipments(db: Db): Promise<string[]> {
  const lines = await db
    .select({
      id: shipmentLines.id,
      quantity: shipmentLines.quantity,
      arrived: shipmentLines.arrived,
      number: shipments.number,
      state: shipments.state,
    })
    .from(shipmentLines)
    .innerJoin(shipments, eq(shipments.id, shipmentLines.shipmentId))
    .orderBy(asc(shipmentLines.id))
  const moved = await movedBy(db)
  return lines.flatMap(({ id, quantity, arrived, number, state }) => {
    const due: Partial<Record<MoveKind, number>> = {
      transfer_out: -quantity,
      transfer_in: state === 'received' ? quantity : 0,
      write_off: state === 'received' ? (arrived ?? 0) - quantity : 0,
      transfer_back: state === 'called_back' ? quantity : 0,
    }
    return Object.entries(due).flatMap(([kind, pieces]) => {
      const said = moved.get(`${id} ${kind}`) ?? 0
      return said === pieces ? [] : [`shipment ${number}, line ${id}: ${kind} is ${pieces}, its moves say ${said}`]
    })
  })
}

/** `<line> <kind>` → pieces. */
async function movedBy(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .select({
      lineId: shipmentLines.id,
      kind: stockMoves.kind,
      pieces: sql`sum(${stockMoves.quantity})`.mapWith(Number),
    })
    .from(shipmentLines)
    .innerJoin(stockMoves, eq(stockMoves.causeId, shipmentLines.id))
    .groupBy(shipmentLines.id, stockMoves.kind)
    .orderBy(asc(shipmentLines.id), asc(stockMoves.kind))
  return new Map(rows.map(({ lineId, kind, pieces }) => [`${lineId} ${kind}`, pieces]))
}
