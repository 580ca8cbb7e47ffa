import { asc, eq, sql } from 'drizzle-orm'
import type { Db } from '../../db/database.ts'
import { donationLines } from '../../db/schema/donations.ts'
import { allocations, stockLots } from '../../db/schema/stock.ts'
import { totalOf } from './rules.ts'
import { placesOf } from './where/queries.ts'

/** Adds up where every donation lot went, and compares with what was given and what the stock's own counters say. */
export async function verifyDonations(db: Db): Promise<string[]> {
  const lines = await db
    .select()
    .from(donationLines)
    .where(eq(donationLines.kind, 'goods'))
    .orderBy(asc(donationLines.id))
  const places = await placesOf(db, lines, new Date(0))
  const issued = await issuedBySource(db)
  return lines.flatMap(({ id, quantity }) => {
    const at = places.get(id)
    if (!at) return [`donation lot ${id} is nowhere`]
    return [
      ...unlike(`donation lot ${id}: given`, quantity, 'its places add up to', totalOf(at)),
      ...unlike(`donation lot ${id}: collected`, at.collected, 'the reservations say', issued.get(id) ?? 0),
      ...Object.entries(at).flatMap(([place, pieces]) =>
        pieces < 0 && place !== 'lost' ? [`donation lot ${id}: ${place} is ${pieces}`] : [],
      ),
    ]
  })
}

/** What was handed out and not brought back, by donation lot, as the allocations say. */
async function issuedBySource(db: Db): Promise<Map<string | null, number>> {
  const rows = await db
    .select({ sourceId: stockLots.sourceId, pieces: sql`sum(${allocations.issued})`.mapWith(Number) })
    .from(allocations)
    .innerJoin(stockLots, eq(stockLots.id, allocations.lotId))
    .groupBy(stockLots.sourceId)
    .orderBy(asc(stockLots.sourceId))
  return new Map(rows.map(({ sourceId, pieces }) => [sourceId, pieces]))
}

const unlike = (what: string, stored: number, whence: string, rebuilt: number) =>
  stored === rebuilt ? [] : [`${what} is ${stored}, ${whence} ${rebuilt}`]
