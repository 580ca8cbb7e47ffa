import { asc, eq, isNotNull, sql } from 'drizzle-orm'
import type { Db } from '../../db/database.ts'
import { allocations, stockLots } from '../../db/schema/stock.ts'
import { changesOf, useNow } from './changes/queries.ts'
import { goodsLines, type Line } from './intake/queries.ts'
import { verifyMoney } from './money/verify.ts'
import { type Places, totalOf } from './rules.ts'
import { placesOf } from './where/queries.ts'

/** Adds up where every donation lot went, and compares with what was given and what the stock's own counters say. */
export async function verifyDonations(db: Db): Promise<string[]> {
  const lines = await goodsLines(db)
  const places = await allPlaces(db, lines)
  const issued = await issuedBySource(db)
  const differences = lines.flatMap(({ id, quantity }) => {
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
  return [...differences, ...(await misusedLots(db, lines)), ...(await verifyMoney(db))]
}

const batch = 500

/** Asked for so many lines at a time: a statement names only so many. */
async function allPlaces(db: Db, lines: readonly Line[]) {
  const places = new Map<string, Places>()
  for (let from = 0; from < lines.length; from += batch)
    for (const [id, at] of await placesOf(db, lines.slice(from, from + batch), new Date(0))) places.set(id, at)
  return places
}

/** Lots that are for others than their donor gave them for, or agreed to since. */
async function misusedLots(db: Db, lines: readonly Line[]): Promise<string[]> {
  const changes = await changesOf(db)
  const uses = new Map(lines.map((line) => [line.id, useNow(line, changes.get(line.id))]))
  const lots = await db.select().from(stockLots).where(isNotNull(stockLots.sourceId)).orderBy(asc(stockLots.id))
  return lots.flatMap(({ id, sourceId, forAreaPath, forNeed }) => {
    const use = uses.get(sourceId ?? '')
    if (!use) return [`lot ${id} comes from the donation lot ${sourceId}, which does not exist`]
    const isRight = use.forAreaPath === forAreaPath && use.forNeed === forNeed
    return isRight ? [] : [`lot ${id} is for others than the donor of ${sourceId} gave it for`]
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
