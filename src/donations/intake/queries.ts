import { and, asc, desc, eq, getTableColumns, inArray, lt } from 'drizzle-orm'
import { locked } from '../../../db/columns.ts'
import type { Db, Tx } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { donationEvents, donationLines, donations } from '../../../db/schema/donations.ts'
import { people } from '../../../db/schema/people.ts'
import type { Actor } from '../../kit/actor.ts'
import { found } from '../../kit/refusal.ts'
import { type Store, storeById } from '../../stock/queries.ts'
import { storesHandledBy } from '../donors/queries.ts'
import { looksAt } from '../standing.ts'

export type Donation = typeof donations.$inferSelect
export type Line = typeof donationLines.$inferSelect & { forAreaName: string | null; forAreaPath: string | null }

/** @throws Refusal `donation_missing` */
export async function donationById(db: Db, id: string): Promise<Donation> {
  const [donation] = await db.select().from(donations).where(eq(donations.id, id))
  return found(donation, 'donation_missing')
}

/** A donation with its store, for the staff around it. @throws Refusal `donation_missing`, also for somebody else's */
export async function donationForStaff(
  db: Db,
  id: string,
  actor: Actor,
): Promise<{ donation: Donation; store: Store }> {
  const donation = await donationById(db, id)
  const store = await storeById(db, donation.storeId)
  return { donation: found(looksAt(actor, store) ? donation : undefined, 'donation_missing'), store }
}

const lineColumns = { ...getTableColumns(donationLines), forAreaName: areas.name, forAreaPath: areas.path }

export const linesOf = (db: Db, donationId: string): Promise<Line[]> => linesOfAll(db, [donationId])

export const linesOfAll = (db: Db, donationIds: readonly string[]): Promise<Line[]> =>
  db
    .select(lineColumns)
    .from(donationLines)
    .leftJoin(areas, eq(areas.id, donationLines.forAreaId))
    .where(inArray(donationLines.donationId, [...donationIds]))
    .orderBy(asc(donationLines.donationId), asc(donationLines.place))

/** Every donation lot there ever was. */
export const goodsLines = (db: Db): Promise<Line[]> =>
  db
    .select(lineColumns)
    .from(donationLines)
    .leftJoin(areas, eq(areas.id, donationLines.forAreaId))
    .where(eq(donationLines.kind, 'goods'))
    .orderBy(asc(donationLines.id))

/**
 * Held until the commit, so that what is decided about a line is decided one after another; and before it its donation,
 * so that nobody takes the whole back meanwhile.
 *
 * @throws Refusal `donation_line_missing`
 */
export async function lockedLine(tx: Tx, id: string): Promise<Line> {
  const { donationId } = await lineById(tx, id)
  await locked(tx.select({ id: donations.id }).from(donations).where(eq(donations.id, donationId)))
  await locked(tx.select({ id: donationLines.id }).from(donationLines).where(eq(donationLines.id, id)))
  return lineById(tx, id)
}

/** @throws Refusal `donation_line_missing` */
export async function lineById(db: Db, id: string): Promise<Line> {
  const [line] = await db
    .select(lineColumns)
    .from(donationLines)
    .leftJoin(areas, eq(areas.id, donationLines.forAreaId))
    .where(eq(donationLines.id, id))
  return found(line, 'donation_line_missing')
}

/**
 * A line of a donation with its store, for the staff around it.
 *
 * @throws Refusal `donation_missing`, also for somebody else's, and `donation_line_missing`
 */
export async function lineForStaff(db: Db, { id, lineId }: { id: string; lineId: string }, actor: Actor) {
  const { donation, store } = await donationForStaff(db, id, actor)
  const line = await lineById(db, lineId)
  return { line: found(line.donationId === donation.id ? line : undefined, 'donation_line_missing'), donation, store }
}

const pageSize = 40

type Page = { before?: string | undefined; state?: Donation['state'] | undefined }

/** The donations of the stores somebody works with, newest first, from the one after `before` on; of one state, where it is named. */
export async function donationsSeenBy(db: Db, actor: Actor, { before, state }: Page = {}) {
  const storeIds = (await storesHandledBy(db, actor)).map(({ id }) => id)
  if (storeIds.length === 0) return { rows: [], next: undefined }
  const rows = await db
    .select()
    .from(donations)
    .where(
      and(
        inArray(donations.storeId, storeIds),
        before ? lt(donations.id, before) : undefined,
        state && eq(donations.state, state),
      ),
    )
    .orderBy(desc(donations.id))
    .limit(pageSize + 1)
  const shown = rows.slice(0, pageSize)
  return { rows: shown, next: rows.length > pageSize ? shown.at(-1)?.id : undefined }
}

/** What a donor gave, newest first, without drafts and what was voided. */
export const donationsOfDonors = (db: Db, donorIds: readonly string[]): Promise<Donation[]> =>
  db
    .select()
    .from(donations)
    .where(and(inArray(donations.donorId, [...donorIds]), inArray(donations.state, ['received', 'inspected'])))
    .orderBy(desc(donations.givenOn), desc(donations.id))

/** What was done to a donation or its lines, newest first. */
export const eventsOf = (db: Db, subjectIds: readonly string[]) =>
  db
    .select({ ...getTableColumns(donationEvents), who: people.displayName })
    .from(donationEvents)
    .leftJoin(people, eq(people.id, donationEvents.actorId))
    .where(inArray(donationEvents.subjectId, [...subjectIds]))
    .orderBy(desc(donationEvents.id))
    .limit(100)
