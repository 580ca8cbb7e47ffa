import { and, asc, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm'
import { type Db, prepared } from '../../../db/database.ts'
import {
  digestLeaves,
  emptyGrants,
  entries,
  lotMoves,
  lots,
  rules,
  ruleVersions,
  transfers,
} from '../../../db/schema/points.ts'
import { startOfCityDay } from '../../kit/clock.ts'
import { found } from '../../kit/refusal.ts'
import { digested, proofsOf } from '../digests/queries.ts'
import type { StatementBody } from '../digests/rules.ts'
import { type Transfer, transferById } from '../ledger/queries.ts'
import { addMonths, lotIdsOf } from '../lots/rules.ts'

type EntryRow = { entry: typeof entries.$inferSelect; transfer: Transfer }
export type StatementEntry = { transfer: Transfer; seq: number; entries: (typeof entries.$inferSelect)[] }

const newestFirst = prepared('entries_page', (tx) =>
  tx
    .select({ entry: entries, transfer: transfers })
    .from(entries)
    .innerJoin(transfers, eq(transfers.id, entries.transferId))
    .where(and(eq(entries.ownerId, sql.placeholder('ownerId')), lt(entries.seq, sql.placeholder('before'))))
    .orderBy(desc(entries.seq), desc(entries.transferId), asc(entries.accountId))
    .limit(sql.placeholder('limit')),
)

/** A transfer is never cut in two: it has at most two entries of one owner. */
const entriesEach = 2

/** An owner's statement, newest first. @param before the `seq` of the last line seen */
export async function entriesOf(
  db: Db,
  ownerId: string,
  { before, limit = 50 }: { before?: number | undefined; limit?: number } = {},
) {
  const rows = await newestFirst(db, {
    ownerId,
    before: before ?? Number.MAX_SAFE_INTEGER,
    limit: (limit + 1) * entriesEach,
  })
  const lines = grouped(rows)
  return { lines: lines.slice(0, limit), next: lines.length > limit ? lines[limit - 1]?.seq : undefined }
}

function grouped(rows: readonly EntryRow[]): StatementEntry[] {
  const lines = new Map<string, StatementEntry>()
  for (const { entry, transfer } of rows) {
    const line = lines.get(transfer.id) ?? { transfer, seq: entry.seq, entries: [] }
    line.entries.push(entry)
    lines.set(transfer.id, line)
  }
  return [...lines.values()]
}

/** A month of the books, oldest first. The month is that of the entry's place in the books, so no line is in two. */
export async function entriesOfMonth(db: Db, ownerId: string, month: string): Promise<StatementEntry[]> {
  const rows = await db
    .select({ entry: entries, transfer: transfers })
    .from(entries)
    .innerJoin(transfers, eq(transfers.id, entries.transferId))
    .where(
      and(
        eq(entries.ownerId, ownerId),
        gte(entries.seq, startOfCityDay(`${month}-01`).getTime()),
        lt(entries.seq, startOfCityDay(`${addMonths(month, 1)}-01`).getTime()),
      ),
    )
    .orderBy(asc(entries.seq), asc(entries.transferId), asc(entries.accountId))
  return grouped(rows)
}

/** Everything of an owner, newest first, read in pieces. */
export async function allEntriesOf(db: Db, ownerId: string): Promise<StatementEntry[]> {
  const all: StatementEntry[] = []
  let before: number | undefined
  do {
    const { lines, next } = await entriesOf(db, ownerId, { before, limit: 500 })
    all.push(...lines)
    before = next
  } while (before !== undefined)
  return all
}

/** A month's statement that proves itself against the published digests. */
export async function statementOf(db: Db, ownerId: string, month: string): Promise<StatementBody> {
  const lines = await entriesOfMonth(db, ownerId, month)
  const proofs = await proofsOf(
    db,
    lines.map(({ transfer }) => transfer.id),
  )
  const opening: Record<string, number> = {}
  const closing: Record<string, number> = {}
  for (const { accountId, points, balance } of lines.flatMap((line) => line.entries)) {
    opening[accountId] ??= (balance ?? 0) - points
    closing[accountId] = balance ?? 0
  }
  return {
    format: 'rongyu-statement-2',
    ...{ ownerId, month, opening, closing },
    lines: lines.map(({ transfer, entries: of, seq }) => ({
      transfer: digested(transfer),
      entries: of.map(({ accountId, points, balance }) => ({ accountId, points, balance })),
      seq,
      proof: proofs.get(transfer.id) ?? null,
    })),
  }
}

/** A transfer as its owner may see it. Anybody else's is `missing`. */
export async function transferOf(db: Db, ownerId: string, transferId: string): Promise<StatementEntry> {
  const transfer = await transferById(db, transferId)
  const mine = await db
    .select()
    .from(entries)
    .where(and(eq(entries.transferId, transferId), eq(entries.ownerId, ownerId)))
    .orderBy(asc(entries.accountId))
  const [first] = mine
  return { transfer, seq: found(first, 'transfer_missing', { id: transferId }).seq, entries: mine }
}

/** The lots a transfer took from or opened, with their expiry. */
export async function lotsOfTransfer(db: Db, ownerId: string, transferId: string) {
  const moved = await db
    .select({ lotId: lots.id, ownerId: lots.ownerId, points: lotMoves.points, expiresAt: lots.expiresAt })
    .from(lotMoves)
    .innerJoin(lots, eq(lots.id, lotMoves.lotId))
    .where(eq(lotMoves.transferId, transferId))
    .orderBy(asc(lots.expiresAt), asc(lots.id))
  const opened = await db
    .select({ lotId: lots.id, ownerId: lots.ownerId, points: lots.points, expiresAt: lots.expiresAt })
    .from(lots)
    .where(inArray(lots.id, lotIdsOf(transferId, moved.length)))
    .orderBy(asc(lots.expiresAt), asc(lots.id))
  return [...opened, ...moved].filter((lot) => lot.ownerId === ownerId).map(({ ownerId: _, ...lot }) => lot)
}

/** What an owner can still spend, by the day it expires. */
export const expiringOf = (db: Db, ownerId: string) =>
  db
    .select({ expiresAt: lots.expiresAt, points: sql<number>`sum(available)`.mapWith(Number) })
    .from(lots)
    .where(and(eq(lots.ownerId, ownerId), sql`available > 0`))
    .groupBy(lots.expiresAt)
    .orderBy(asc(lots.expiresAt))

/** Grants of which the caps left nothing, newest first. */
export const emptyGrantsOf = (db: Db, ownerId: string, limit = 20) =>
  db
    .select()
    .from(emptyGrants)
    .where(eq(emptyGrants.ownerId, ownerId))
    .orderBy(desc(emptyGrants.at), desc(emptyGrants.id))
    .limit(limit)

/** One's own grant of which nothing was left. */
export async function emptyGrantOf(db: Db, ownerId: string, id: string) {
  const [grant] = await db
    .select()
    .from(emptyGrants)
    .where(and(eq(emptyGrants.id, id), eq(emptyGrants.ownerId, ownerId)))
  return grant as typeof emptyGrants.$inferSelect | undefined
}

/** The day whose digest covers the transfer, once it is closed. */
export async function proofOfTransfer(db: Db, transferId: string): Promise<string | undefined> {
  const [leaf] = await db
    .select({ day: digestLeaves.day })
    .from(digestLeaves)
    .where(eq(digestLeaves.transferId, transferId))
  return leaf?.day
}

/** The rule of a version, with the version's number. */
export async function ruleOfVersion(db: Db, versionId: string) {
  const [rule] = await db
    .select({ code: rules.code, zh: rules.zh, en: rules.en, number: ruleVersions.number })
    .from(ruleVersions)
    .innerJoin(rules, eq(rules.code, ruleVersions.rule))
    .where(eq(ruleVersions.id, versionId))
  return rule as { code: string; zh: string; en: string; number: number } | undefined
}
