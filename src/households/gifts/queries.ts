import { and, asc, desc, eq, inArray, lte, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { charityGifts, households, poolDecisions } from '../../../db/schema/households.ts'
import { people } from '../../../db/schema/people.ts'
import { stores } from '../../../db/schema/stock.ts'
import { found } from '../../kit/refusal.ts'

export type Gift = typeof charityGifts.$inferSelect

/** @throws Refusal `gift_missing` */
export async function giftById(db: Db, id: string): Promise<Gift> {
  return found(await giftIfAny(db, id), 'gift_missing')
}

async function giftIfAny(db: Db, id: string): Promise<Gift | undefined> {
  const [row] = await db.select().from(charityGifts).where(eq(charityGifts.id, id))
  return row
}

/** The gift as it is now, its row held until the commit: of two answers, one counts. @throws Refusal `gift_missing` */
export async function lockedGift(tx: Tx, id: string): Promise<Gift> {
  const [row] = await tx
    .update(charityGifts)
    .set({ acts: sql`${charityGifts.acts} + 1` })
    .where(eq(charityGifts.id, id))
    .returning()
  return found(row, 'gift_missing')
}

const points = sql<number>`coalesce(sum(points), 0)`.mapWith(Number)

/** What somebody gave in a month, to pools and households, and has offered. */
export async function givenIn(db: Db, giverId: string, month: string): Promise<number> {
  const [sum] = await db
    .select({ points })
    .from(charityGifts)
    .where(
      and(
        eq(charityGifts.giverId, giverId),
        eq(charityGifts.givenIn, month),
        inArray(charityGifts.state, ['offered', 'accepted']),
      ),
    )
  return sum?.points ?? 0
}

/** What a household received in a month, from people and from the pool. */
export async function receivedIn(db: Db, householdId: string, month: string): Promise<number> {
  const [gifts] = await db
    .select({ points })
    .from(charityGifts)
    .where(and(eq(charityGifts.householdId, householdId), eq(charityGifts.receivedIn, month)))
  const [pool] = await db
    .select({ points })
    .from(poolDecisions)
    .where(and(eq(poolDecisions.householdId, householdId), eq(poolDecisions.receivedIn, month)))
  return (gifts?.points ?? 0) + (pool?.points ?? 0)
}

/** What was offered to a household and not answered yet. */
export async function offeredTo(db: Db, householdId: string): Promise<number> {
  const [sum] = await db
    .select({ points })
    .from(charityGifts)
    .where(and(eq(charityGifts.householdId, householdId), eq(charityGifts.state, 'offered')))
  return sum?.points ?? 0
}

const giftRows = (db: Db) =>
  db
    .select({
      gift: charityGifts,
      giverName: people.displayName,
      areaName: areas.name,
      householdName: households.name,
      storeName: stores.name,
    })
    .from(charityGifts)
    .innerJoin(people, eq(people.id, charityGifts.giverId))
    .innerJoin(areas, eq(areas.id, charityGifts.areaId))
    .leftJoin(households, eq(households.id, charityGifts.householdId))
    .leftJoin(stores, eq(stores.id, charityGifts.storeId))

export type GiftView = Awaited<ReturnType<typeof giftsOf>>[number]

const listSize = 100

/** What somebody gave, newest first. */
export const giftsOf = (db: Db, giverId: string) =>
  giftRows(db)
    .where(eq(charityGifts.giverId, giverId))
    .orderBy(desc(charityGifts.offeredAt), desc(charityGifts.id))
    .limit(listSize)

/** What was offered to a household, newest first. */
export const giftsTo = (db: Db, householdId: string) =>
  giftRows(db)
    .where(eq(charityGifts.householdId, householdId))
    .orderBy(desc(charityGifts.offeredAt), desc(charityGifts.id))
    .limit(listSize)

/** Offers that nobody answered in time. */
export const giftsToLapse = (db: Db, now: Date, max: number) =>
  db
    .select({ id: charityGifts.id })
    .from(charityGifts)
    .where(and(eq(charityGifts.state, 'offered'), lte(charityGifts.lapsesAt, now)))
    .orderBy(asc(charityGifts.lapsesAt), asc(charityGifts.id))
    .limit(max)
