import type { Db, Tx } from '../../../db/database.ts'
import { digestLeaves, digests } from '../../../db/schema/points.ts'
import { addDays, cityDay, later, minute, day as oneDay, startOfCityDay } from '../../kit/clock.ts'
import { digested, firstTransferAt, lastDigest, undigested } from './queries.ts'
import { canonicalLine, chain, firstLink, leafHash, rootOf } from './rules.ts'

/** Work that began before midnight has surely been committed after this; whatever is later still joins the next day. */
const marginMilliseconds = 10 * minute
/** How far back a late transfer is looked for each day; on the first of a month, all the way. */
const lateDays = 7
const pieceMax = 500

export type DayToClose = { day: string; previous: string; since: Date | undefined }

/** The next day whose digest can be closed, or undefined when all are. */
export async function nextDayToClose(db: Db, now: Date): Promise<DayToClose | undefined> {
  const last = await lastDigest(db)
  const began = last ? undefined : await firstTransferAt(db)
  const day = last ? addDays(last.day, 1) : began && cityDay(began)
  if (!day || later(startOfCityDay(addDays(day, 1)), marginMilliseconds) > now) return undefined
  const looksAllTheWay = !last || day.endsWith('-01')
  const since = looksAllTheWay ? undefined : later(startOfCityDay(day), -lateDays * oneDay)
  return { day, previous: last?.chained ?? firstLink, since }
}

/** What a day's digest consists of. Read before the transaction: transfers never change. */
export async function leavesToClose(db: Db, { day, since }: DayToClose) {
  const rows = await undigested(db, { since, until: startOfCityDay(addDays(day, 1)) })
  return rows.map(({ transfer }) => ({ transferId: transfer.id, hash: leafHash(canonicalLine(digested(transfer))) }))
}

type Closing = DayToClose & { leaves: Awaited<ReturnType<typeof leavesToClose>>; now: Date }

/** Publishes a day's root, chained to the day before. A day is closed once. */
export async function closeDay(tx: Tx, { day, previous, leaves, now }: Closing): Promise<void> {
  const root = rootOf(leaves.map(({ hash }) => hash))
  const [fresh] = await tx
    .insert(digests)
    .values({ day, root, previous, chained: chain(previous, day, root), transfers: leaves.length, closedAt: now })
    .onConflictDoNothing()
    .returning({ day: digests.day })
  if (!fresh) return
  const rows = leaves.map((leaf, position) => ({ ...leaf, day, position }))
  for (let at = 0; at < rows.length; at += pieceMax) await tx.insert(digestLeaves).values(rows.slice(at, at + pieceMax))
}
