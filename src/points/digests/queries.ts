import { and, asc, desc, eq, gte, inArray, isNull, lt } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { digestLeaves, digests, transfers } from '../../../db/schema/points.ts'
import type { Transfer } from '../ledger/queries.ts'
import { actorHash, type DigestedTransfer, type Proof, pathTo } from './rules.ts'

export type Digest = typeof digests.$inferSelect

export const digested = (transfer: Transfer): DigestedTransfer => ({
  id: transfer.id,
  debitId: transfer.debitId,
  creditId: transfer.creditId,
  points: transfer.points,
  kind: transfer.kind,
  causeKind: transfer.causeKind,
  causeId: transfer.causeId,
  zh: transfer.zh,
  en: transfer.en,
  details: transfer.details,
  ruleVersionId: transfer.ruleVersionId,
  actorHash: actorHash(transfer.id, transfer.actorId),
  reverses: transfer.reverses,
  appealUntil: transfer.appealUntil?.toISOString() ?? null,
  at: transfer.at.toISOString(),
})

export async function lastDigest(db: Db): Promise<Digest | undefined> {
  const [last] = await db.select().from(digests).orderBy(desc(digests.day)).limit(1)
  return last
}

/** Published days, newest first; keyset by day. */
export const digestsBefore = (db: Db, day: string | undefined, limit: number) =>
  db
    .select()
    .from(digests)
    .where(day ? lt(digests.day, day) : undefined)
    .orderBy(desc(digests.day))
    .limit(limit)

export async function rootsOf(db: Db, days: readonly string[]): Promise<Map<string, string>> {
  if (days.length === 0) return new Map()
  const rows = await db
    .select()
    .from(digests)
    .where(inArray(digests.day, [...days]))
    .orderBy(asc(digests.day))
  return new Map(rows.map(({ day, root }) => [day, root]))
}

/** Transfers that stand in no digest yet, in a fixed order. `since` spares looking through all of history. */
export const undigested = (db: Db, { since, until }: { since: Date | undefined; until: Date }) =>
  db
    .select({ transfer: transfers })
    .from(transfers)
    .leftJoin(digestLeaves, eq(digestLeaves.transferId, transfers.id))
    .where(and(isNull(digestLeaves.transferId), lt(transfers.at, until), since && gte(transfers.at, since)))
    .orderBy(asc(transfers.at), asc(transfers.id))

export async function firstTransferAt(db: Db): Promise<Date | undefined> {
  const [first] = await db
    .select({ at: transfers.at })
    .from(transfers)
    .orderBy(asc(transfers.at), asc(transfers.id))
    .limit(1)
  return first?.at
}

export const leavesOf = (db: Db, day: string) =>
  db
    .select({ transferId: digestLeaves.transferId, hash: digestLeaves.hash })
    .from(digestLeaves)
    .where(eq(digestLeaves.day, day))
    .orderBy(asc(digestLeaves.position))

/** Where each of these transfers stands in its day's tree, with the path that proves it. */
export async function proofsOf(db: Db, transferIds: readonly string[]): Promise<Map<string, Proof>> {
  const proofs = new Map<string, Proof>()
  if (transferIds.length === 0) return proofs
  const places = await db
    .select()
    .from(digestLeaves)
    .where(inArray(digestLeaves.transferId, [...transferIds]))
    .orderBy(asc(digestLeaves.day), asc(digestLeaves.position))
  for (const day of new Set(places.map((place) => place.day))) {
    const leaves = (await leavesOf(db, day)).map(({ hash }) => hash)
    for (const { transferId, position } of places.filter((place) => place.day === day)) {
      proofs.set(transferId, { day, position, size: leaves.length, path: pathTo(position, leaves) })
    }
  }
  return proofs
}
