import { aliasedTable, and, asc, desc, eq, getTableColumns, gt } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { people } from '../../../db/schema/people.ts'
import { items, stockLots, stockMoves } from '../../../db/schema/stock.ts'
import { addDays, cityDay } from '../../kit/clock.ts'
import { type Lot, shelfOrder } from '../queries.ts'

/** A lot as the desk shows it. */
export type LotRow = Lot & { name: string; unit: string; pricePoints: number }

const lotColumns = {
  ...getTableColumns(stockLots),
  name: items.name,
  unit: items.unit,
  pricePoints: items.pricePoints,
}

/** What lies in a store, item by item, nearest expiry first; used-up lots are left out. */
export const lotsOf = (db: Db, storeId: string): Promise<LotRow[]> =>
  db
    .select(lotColumns)
    .from(stockLots)
    .innerJoin(items, eq(items.id, stockLots.itemId))
    .where(and(eq(stockLots.storeId, storeId), gt(stockLots.onHand, 0)))
    .orderBy(asc(items.name), asc(items.id), ...shelfOrder)

/** Warned about so many days before: time enough to offer them cheaper or send them where they are wanted. */
const nearExpiryDays = 30

export type Freshness = 'good' | 'near' | 'expired' | 'recalled'

export function freshnessOf({ quarantined, expiresOn }: Pick<Lot, 'quarantined' | 'expiresOn'>, now: Date): Freshness {
  if (quarantined) return 'recalled'
  if (!expiresOn) return 'good'
  if (expiresOn < cityDay(now)) return 'expired'
  return expiresOn <= addDays(cityDay(now), nearExpiryDays) ? 'near' : 'good'
}

/** A lot with its item, its moves (newest first) and who made them. */
export async function lotHistory(db: Db, lotId: string) {
  const [lot] = await db
    .select({ ...lotColumns, receiver: people.displayName })
    .from(stockLots)
    .innerJoin(items, eq(items.id, stockLots.itemId))
    .leftJoin(people, eq(people.id, stockLots.receivedBy))
    .where(eq(stockLots.id, lotId))
  const moves = await movesWhere(db, eq(stockMoves.lotId, lotId))
  return { lot, moves }
}

const movedBy = aliasedTable(people, 'moved_by')
const movesMax = 100

/** The last moves in a store, newest first. */
export const movesOf = (db: Db, storeId: string) => movesWhere(db, eq(stockLots.storeId, storeId))

const movesWhere = (db: Db, condition: ReturnType<typeof eq>) =>
  db
    .select({ ...getTableColumns(stockMoves), name: items.name, unit: items.unit, who: movedBy.displayName })
    .from(stockMoves)
    .innerJoin(stockLots, eq(stockLots.id, stockMoves.lotId))
    .innerJoin(items, eq(items.id, stockLots.itemId))
    .leftJoin(movedBy, eq(movedBy.id, stockMoves.actorId))
    .where(condition)
    .orderBy(desc(stockMoves.at), desc(stockMoves.id))
    .limit(movesMax)

export type MoveRow = Awaited<ReturnType<typeof movesOf>>[number]
