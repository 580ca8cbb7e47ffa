import { aliasedTable, and, asc, count, desc, eq, getTableColumns, gt, gte, inArray, ne, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { people } from '../../../db/schema/people.ts'
import { items, stockCountLines, stockCounts, stockLots, stockMoves } from '../../../db/schema/stock.ts'
import { found } from '../../kit/refusal.ts'
import { shelfOrder } from '../queries.ts'

export type Count = typeof stockCounts.$inferSelect
export type CountLine = typeof stockCountLines.$inferSelect

/** @throws Refusal `count_missing` */
export async function countById(db: Db, id: string): Promise<Count> {
  const [row] = await db.select().from(stockCounts).where(eq(stockCounts.id, id))
  return found(row, 'count_missing')
}

/** A store's stock-takes, the newest first, with who began them. */
export const countsOf = (db: Db, storeId: string) =>
  db
    .select({ ...getTableColumns(stockCounts), who: people.displayName })
    .from(stockCounts)
    .leftJoin(people, eq(people.id, stockCounts.openedBy))
    .where(eq(stockCounts.storeId, storeId))
    .orderBy(desc(stockCounts.id))
    .limit(50)

const firstPerson = aliasedTable(people, 'first_person')
const secondPerson = aliasedTable(people, 'second_person')

/** The piles of a stock-take with who counted them, in the order of the shelves. */
export const linesOf = (db: Db, countId: string) =>
  db
    .select({
      ...getTableColumns(stockCountLines),
      name: items.name,
      unit: items.unit,
      barcode: items.barcode,
      firstWho: firstPerson.displayName,
      secondWho: secondPerson.displayName,
    })
    .from(stockCountLines)
    .innerJoin(items, eq(items.id, stockCountLines.itemId))
    .leftJoin(firstPerson, eq(firstPerson.id, stockCountLines.firstBy))
    .leftJoin(secondPerson, eq(secondPerson.id, stockCountLines.secondBy))
    .where(eq(stockCountLines.countId, countId))
    .orderBy(asc(items.name), asc(stockCountLines.expiresOn), asc(stockCountLines.id))
export type LineRow = Awaited<ReturnType<typeof linesOf>>[number]

const expiry = sql<string>`coalesce(${stockLots.expiresOn}, '')`

/** What a counter can tell apart: an item with one expiry date. Recalled lots are kept apart and not counted. */
export const pilesIn = (db: Db, storeId: string) =>
  db
    .selectDistinct({ itemId: stockLots.itemId, expiresOn: expiry })
    .from(stockLots)
    .where(and(eq(stockLots.storeId, storeId), gt(stockLots.onHand, 0), eq(stockLots.quarantined, false)))
    .orderBy(asc(stockLots.itemId), asc(expiry))

type PlaceOfPile = { storeId: string; itemId: string; expiresOn: string }

/** The lots that make up a pile, in shelf order; empty ones too, which may turn out not to be. */
export const lotsOfPile = (db: Db, { storeId, itemId, expiresOn }: PlaceOfPile) =>
  db
    .select({ lotId: stockLots.id, onHand: stockLots.onHand, reserved: stockLots.reserved })
    .from(stockLots)
    .where(
      and(
        eq(stockLots.storeId, storeId),
        eq(stockLots.itemId, itemId),
        eq(expiry, expiresOn),
        eq(stockLots.quarantined, false),
      ),
    )
    .orderBy(...shelfOrder)

/** How many times pieces came or went in these lots since. */
export async function movedSince(db: Db, lotIds: string[], since: Date): Promise<number> {
  const [row] = await db
    .select({ n: count() })
    .from(stockMoves)
    .where(and(inArray(stockMoves.lotId, lotIds), gte(stockMoves.at, since), ne(stockMoves.quantity, 0)))
  return row?.n ?? 0
}
