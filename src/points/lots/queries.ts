import { and, asc, eq, sql } from 'drizzle-orm'
import { type Db, prepared } from '../../../db/database.ts'
import { entries, lotMoves, lots, transfers } from '../../../db/schema/points.ts'

export type Lot = typeof lots.$inferSelect

/** What the owner can spend, soonest-expiring first. The condition is written out so that the partial index serves it. */
const spendable = prepared('lots_spendable', (tx) =>
  tx
    .select({ lotId: lots.id, points: lots.available })
    .from(lots)
    .where(and(eq(lots.ownerId, sql.placeholder('ownerId')), sql`available > 0`))
    .orderBy(asc(lots.expiresAt), asc(lots.id))
    .limit(sql.placeholder('limit')),
)

export const spendableLots = (db: Db, ownerId: string, limit: number) => spendable(db, { ownerId, limit })

const byId = prepared('lot_by_id', (tx) =>
  tx
    .select()
    .from(lots)
    .where(eq(lots.id, sql.placeholder('id'))),
)

export async function lotById(db: Db, id: string): Promise<Lot> {
  const [lot] = await byId(db, { id })
  if (!lot) throw new Error(`lot ${id} is missing`)
  return lot
}

const holding = prepared('lots_of_hold', (tx) =>
  tx
    .select({
      lotId: lotMoves.lotId,
      held: sql<number>`sum(case when ${lotMoves.to} = 'held' then ${lotMoves.points} when ${lotMoves.from} = 'held' then -${lotMoves.points} else 0 end)`.mapWith(
        Number,
      ),
      spent:
        sql<number>`sum(case when ${lotMoves.to} = 'spent' then ${lotMoves.points} when ${lotMoves.from} = 'spent' then -${lotMoves.points} else 0 end)`.mapWith(
          Number,
        ),
    })
    .from(lotMoves)
    .innerJoin(lots, eq(lots.id, lotMoves.lotId))
    .where(eq(lotMoves.holdId, sql.placeholder('holdId')))
    .groupBy(lotMoves.lotId, lots.expiresAt)
    .orderBy(asc(lots.expiresAt), asc(lotMoves.lotId)),
)

/** The lots a hold was made of, and how much of each is still held and how much was spent; soonest-expiring first. */
export const lotsOfHold = (db: Db, holdId: string) => holding(db, { holdId })

/**
 * Every lot an owner may have, by the entries that brought it: an index on the owner would cost each grant as much as its
 * purse. @see lotIdsOf
 */
export const lotIdsOfOwner = (db: Db, ownerId: string) =>
  db
    .select({ id: sql<string>`${entries.transferId}`.as('lot_id') })
    .from(entries)
    .where(eq(entries.ownerId, ownerId))
    .unionAll(
      db
        .select({
          id: sql<string>`${transfers.id} || ':' || (row_number() over (partition by ${transfers.id} order by ${lotMoves.lotId}) - 1)`.as(
            'lot_id',
          ),
        })
        .from(entries)
        .innerJoin(transfers, and(eq(transfers.id, entries.transferId), eq(transfers.kind, 'gift')))
        .innerJoin(lotMoves, eq(lotMoves.transferId, transfers.id))
        .where(eq(entries.ownerId, ownerId)),
    )
