import { eq, sql } from 'drizzle-orm'
import { locked } from '../../../db/columns.ts'
import { type Act, placeholders, prepared, type Tx } from '../../../db/database.ts'
import { purses } from '../../../db/schema/points.ts'
import { Refusal } from '../../kit/refusal.ts'
import { type PurseChange, purseSides } from './rules.ts'

/** What an owner has, in all accounts, and the order of the last entry. */
export type Purse = Pick<
  typeof purses.$inferSelect,
  'ownerId' | 'available' | 'pending' | 'held' | 'debt' | 'earned' | 'lastSeq'
>

const value = sql.placeholder

export const purseColumns = {
  ownerId: purses.ownerId,
  available: purses.available,
  pending: purses.pending,
  held: purses.held,
  debt: purses.debt,
  earned: purses.earned,
  lastSeq: purses.lastSeq,
}

const purseOf = prepared('purse_lock', (tx) =>
  locked(
    tx
      .select(purseColumns)
      .from(purses)
      .where(eq(purses.ownerId, value('ownerId'))),
  ),
)

/** Until the commit nobody else moves this owner's points or lots. */
export async function lockPurse(tx: Tx, ownerId: string): Promise<Purse | undefined> {
  const [purse] = await purseOf(tx, { ownerId })
  return purse
}

type Owner = Pick<PurseChange, 'ownerId' | 'kind'>

/** The same, opened where somebody never had a point before. */
export async function lockOrOpenPurse(tx: Tx, owner: Owner, now: Date): Promise<Purse> {
  const purse = await lockPurse(tx, owner.ownerId)
  if (purse) return purse
  await openPurse(tx, owner, now)
  return (await lockPurse(tx, owner.ownerId)) as Purse
}

const insertPurse = prepared('purse_insert', (tx) =>
  tx.insert(purses).values(placeholders(purses)).onConflictDoNothing({ target: purses.ownerId }),
)

/** An empty purse, unless there is one. */
export async function openPurse(tx: Tx, { ownerId, kind }: Owner, now: Date): Promise<void> {
  const empty = { available: 0, pending: 0, held: 0, debt: 0, earned: {}, lastSeq: 0 }
  await insertPurse(tx, { ownerId, kind, ...empty, openedAt: now })
}

/**
 * The purse after a change.
 *
 * @throws Refusal `points_not_enough`, details `{ needed, available }`
 */
export function changedPurse(purse: Purse, change: PurseChange, now: Date): Purse {
  if (purse.available + change.available < 0) {
    throw new Refusal('conflict', 'points_not_enough', { needed: -change.available, available: purse.available })
  }
  const after = {
    ownerId: purse.ownerId,
    earned: purse.earned,
    available: purse.available + change.available,
    pending: purse.pending + change.pending,
    held: purse.held + change.held,
    debt: purse.debt + change.debt,
    // A clock that jumps back cannot put a new entry before an old one.
    lastSeq: Math.max(purse.lastSeq + 1, now.getTime()),
  }
  if (purseSides.some((side) => (side === 'debt' ? after.debt > 0 : after[side] < 0))) {
    throw new Error(`the purse of ${purse.ownerId} does not hold what the ledger says: ${JSON.stringify(change)}`)
  }
  return after
}

/** Writes a purse that was locked before. */
export const keepPurse = (purse: Purse, earned?: unknown): Act =>
  earned ? [writePurseAndEarned, { ...purse, earned }] : [writePurse, purse]

const written = {
  available: sql`${value('available')}`,
  pending: sql`${value('pending')}`,
  held: sql`${value('held')}`,
  debt: sql`${value('debt')}`,
  lastSeq: sql`${value('lastSeq')}`,
}

const writePurse = prepared('purse_write', (tx) =>
  tx
    .update(purses)
    .set(written)
    .where(eq(purses.ownerId, value('ownerId'))),
)

const writePurseAndEarned = prepared('purse_write_earned', (tx) =>
  tx
    .update(purses)
    .set({ ...written, earned: sql`${sql.param(value('earned'), purses.earned)}` })
    .where(eq(purses.ownerId, value('ownerId'))),
)
