import { and, asc, eq, gt, inArray, lte, ne, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { campaignEntries, campaigns, drawPlaces } from '../../../db/schema/campaigns.ts'
import { digests } from '../../../db/schema/points.ts'
import { sealOf } from './rules.ts'

export type Entry = typeof campaignEntries.$inferSelect

export async function entryOf(db: Db, campaignId: string, personId: string): Promise<Entry | undefined> {
  const [entry] = await db
    .select()
    .from(campaignEntries)
    .where(and(eq(campaignEntries.campaignId, campaignId), eq(campaignEntries.personId, personId)))
  return entry
}

/** The place that an entry was drawn to. */
export async function placeOf(db: Db, { campaignId, number }: Pick<Entry, 'campaignId' | 'number'>) {
  const [row] = await db
    .select({ place: drawPlaces.place })
    .from(drawPlaces)
    .where(and(eq(drawPlaces.campaignId, campaignId), eq(drawPlaces.number, number)))
  return row?.place
}

/** The list of entries as the public sees it: numbers and seals, no person. */
export async function entryList(db: Db, campaignId: string): Promise<{ number: number; seal: string }[]> {
  const rows = await db
    .select({ number: campaignEntries.number, receipt: campaignEntries.receipt })
    .from(campaignEntries)
    .where(and(eq(campaignEntries.campaignId, campaignId), ne(campaignEntries.state, 'withdrawn')))
    .orderBy(asc(campaignEntries.number))
  return rows.map(({ number, receipt }) => ({ number, seal: sealOf({ number, receipt }) }))
}

/** The drawn order with what came of each place. */
export const drawnPlaces = (db: Db, campaignId: string) =>
  db
    .select({ place: drawPlaces.place, number: drawPlaces.number, state: campaignEntries.state })
    .from(drawPlaces)
    .innerJoin(
      campaignEntries,
      and(eq(campaignEntries.campaignId, drawPlaces.campaignId), eq(campaignEntries.number, drawPlaces.number)),
    )
    .where(eq(drawPlaces.campaignId, campaignId))
    .orderBy(asc(drawPlaces.place))

export type DrawnPlace = Awaited<ReturnType<typeof drawnPlaces>>[number]

/** The first of them that were called. */
export const calledPlaces = (db: Db, { id, called }: { id: string; called: number }, max: number) =>
  drawnPlaces(db, id).limit(Math.min(called, max))

/** Entries by their place, from the one after `after` on. */
export const entriesInLine = (db: Db, campaignId: string, after: number, max: number) =>
  db
    .select({ place: drawPlaces.place, entry: campaignEntries })
    .from(drawPlaces)
    .innerJoin(
      campaignEntries,
      and(eq(campaignEntries.campaignId, drawPlaces.campaignId), eq(campaignEntries.number, drawPlaces.number)),
    )
    .where(and(eq(drawPlaces.campaignId, campaignId), gt(drawPlaces.place, after)))
    .orderBy(asc(drawPlaces.place))
    .limit(max)

/** The day's value in the public chain of digests; none before the day is closed. */
export async function chainedDigest(db: Db, day: string): Promise<string | undefined> {
  const [row] = await db.select({ chained: digests.chained }).from(digests).where(eq(digests.day, day))
  return row?.chained
}

export const entryCountOf = async (db: Db, campaignId: string): Promise<number> => {
  const [row] = await db
    .select({ count: sql`count(*)`.mapWith(Number) })
    .from(campaignEntries)
    .where(and(eq(campaignEntries.campaignId, campaignId), ne(campaignEntries.state, 'withdrawn')))
  return row?.count ?? 0
}

/** Those who still hope when the line is over, those among them who were told nothing yet. */
export const hopefuls = (db: Db, campaignId: string, max: number) =>
  db
    .select()
    .from(campaignEntries)
    .where(and(eq(campaignEntries.campaignId, campaignId), inArray(campaignEntries.state, ['entered', 'in_line'])))
    .orderBy(asc(campaignEntries.number))
    .limit(max)

/** Everybody who entered and did not withdraw. */
export const entrants = (db: Db, campaignId: string) =>
  db
    .select()
    .from(campaignEntries)
    .where(and(eq(campaignEntries.campaignId, campaignId), ne(campaignEntries.state, 'withdrawn')))
    .orderBy(asc(campaignEntries.number))

/** Draws that wait for something: for closing, for the digest, for the next in line, for their end. */
export const drawsUnderWay = (db: Db, now: Date) =>
  db
    .select()
    .from(campaigns)
    .where(
      and(
        eq(campaigns.mode, 'draw'),
        inArray(campaigns.state, ['published', 'frozen', 'drawn']),
        lte(campaigns.closesAt, now),
      ),
    )
    .orderBy(asc(campaigns.closesAt), asc(campaigns.id))

export const queuesToEnd = (db: Db, now: Date) =>
  db
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(and(eq(campaigns.mode, 'queue'), eq(campaigns.state, 'published'), lte(campaigns.closesAt, now)))
    .orderBy(asc(campaigns.closesAt), asc(campaigns.id))
