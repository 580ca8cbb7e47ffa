import { and, asc, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { reportFollows, reports } from '../../../db/schema/reports.ts'
import type { Report } from '../queries.ts'

type Kind = (typeof reportFollows.$inferSelect)['kind']

const ranks: Record<Kind, number> = { follows: 0, me_too: 1, confirmed: 2 }

type Follow = {
  reportId: string
  personId: string
  kind: Kind
  /** The merged report that brings them along; empty where they press themselves. */
  broughtBy?: string | undefined
  now: Date
}

const mine = (reportId: string, personId: string) =>
  and(eq(reportFollows.reportId, reportId), eq(reportFollows.personId, personId))

/** Counts a follower once. Who does more later, or is brought along as more, counts as that. */
export async function followOnce(tx: Tx, { now, broughtBy, ...follow }: Follow): Promise<void> {
  const { reportId, personId, kind } = follow
  const [fresh] = await tx
    .insert(reportFollows)
    .values({ ...follow, broughtBy: broughtBy ?? null, at: now })
    .onConflictDoNothing()
    .returning()
  if (fresh) return count(tx, reportId, 1)
  const [known] = await tx.select().from(reportFollows).where(mine(reportId, personId))
  if (!known) return
  const own = known.broughtBy ? known.ownKind : known.kind
  const isMore = ranks[kind] > ranks[known.kind]
  if (broughtBy && isMore) await change(tx, known, { kind, broughtBy: known.broughtBy ?? broughtBy, ownKind: own })
  if (!broughtBy && known.broughtBy && (own === null || ranks[kind] > ranks[own]))
    await change(tx, known, { kind: isMore ? kind : known.kind, ownKind: kind })
  if (!broughtBy && !known.broughtBy && isMore) await change(tx, known, { kind })
}

const change = (tx: Tx, row: { reportId: string; personId: string }, set: Partial<typeof reportFollows.$inferInsert>) =>
  tx.update(reportFollows).set(set).where(mine(row.reportId, row.personId))

const count = async (tx: Tx, reportId: string, by: number) =>
  void (await tx
    .update(reports)
    .set({ followers: sql`${reports.followers} + ${by}` })
    .where(eq(reports.id, reportId)))

const followersOf = (tx: Tx, reportId: string) =>
  tx.select().from(reportFollows).where(eq(reportFollows.reportId, reportId)).orderBy(asc(reportFollows.personId))

/** Whoever reported or follows the merged report follows the other one as well, but for that one's own reporter. */
export async function bringFollowers(tx: Tx, merged: Report, into: Report, now: Date): Promise<void> {
  const bring = async (personId: string, kind: Kind) => {
    if (personId === into.reporterId) return
    await followOnce(tx, { reportId: into.id, personId, kind, broughtBy: merged.id, now })
  }
  if (merged.reporterId) await bring(merged.reporterId, 'confirmed')
  for (const { personId, kind } of await followersOf(tx, merged.id)) await bring(personId, kind)
}

/**
 * Taken apart again: who came along by the merge goes, and what they had pressed themselves stays. Another report that is
 * still merged there keeps its own people.
 *
 * @returns who no longer counts as having confirmed the other one
 */
export async function takeFollowersBack(tx: Tx, apart: Report, into: Report, now: Date): Promise<string[]> {
  const before = await followersOf(tx, into.id)
  for (const { personId, broughtBy, ownKind, reportId } of before) {
    if (broughtBy !== apart.id) continue
    if (ownKind) await change(tx, { reportId, personId }, { kind: ownKind, broughtBy: null, ownKind: null })
    else {
      await tx.delete(reportFollows).where(mine(reportId, personId))
      await count(tx, reportId, -1)
    }
  }
  const still = await tx.select().from(reports).where(eq(reports.mergedInto, into.id)).orderBy(asc(reports.id))
  for (const merged of still) await bringFollowers(tx, merged, into, now)
  const confirming = (rows: typeof before) =>
    rows.flatMap(({ kind, personId }) => (kind === 'confirmed' ? [personId] : []))
  const after = new Set(confirming(await followersOf(tx, into.id)))
  return confirming(before).filter((personId) => !after.has(personId))
}
