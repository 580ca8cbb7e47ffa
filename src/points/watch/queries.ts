import { and, asc, desc, eq, gt, gte, inArray, like, lt, or, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { backEntries } from '../../../db/schema/hours.ts'
import { people, personEvents } from '../../../db/schema/people.ts'
import { entries, type TransferKind, transfers } from '../../../db/schema/points.ts'
import { addDays, startOfCityDay } from '../../kit/clock.ts'
import { documentInForce } from '../rulebook/queries.ts'
import { flagged, type Issue, type MintPath, pathOf, type StaffWeek, staffWeeks } from './rules.ts'

const bringing: TransferKind[] = ['grant', 'restore', 'refund']
const weeksBefore = 8

/**
 * Every point that came into being or back between two days, for residents within these areas. A back-entry is its
 * proposer's: the clockwork only pays what two people had agreed on.
 */
async function issuesOf(db: Db, paths: readonly string[], { from, until }: { from: string; until: string }) {
  const isWithin = or(...paths.map((path) => like(areas.path, `${path}%`)))
  const rows = await db
    .select({
      ...{ actorId: transfers.actorId, ownerId: entries.ownerId, kind: transfers.kind, points: transfers.points },
      ...{ causeKind: transfers.causeKind, at: transfers.at, proposedBy: backEntries.proposedBy },
    })
    .from(transfers)
    .innerJoin(entries, and(eq(entries.transferId, transfers.id), gt(entries.points, 0)))
    .innerJoin(people, eq(people.id, entries.ownerId))
    .innerJoin(areas, eq(areas.id, people.areaId))
    .leftJoin(backEntries, and(eq(transfers.causeKind, 'back_entry'), eq(backEntries.id, transfers.causeId)))
    .where(
      and(
        inArray(transfers.kind, bringing),
        gte(transfers.at, startOfCityDay(from)),
        lt(transfers.at, startOfCityDay(until)),
        isWithin,
      ),
    )
    .orderBy(asc(transfers.at), asc(transfers.id))
  return rows.map(({ proposedBy, ...row }): Issue => ({ ...row, actorId: proposedBy ?? row.actorId }))
}

export type WatchWeek = Awaited<ReturnType<typeof watchWeek>>

/** A week of everybody who granted points: what each did, what is usual, and what stands out. */
export async function watchWeek(db: Db, paths: readonly string[], monday: string, now: Date) {
  if (paths.length === 0) return { rows: [], paths: [] }
  const until = addDays(monday, 7)
  const issues = await issuesOf(db, paths, { from: monday, until })
  const byStaff = staffWeeks(issues.filter(({ actorId }) => actorId !== 'system'))
  const before = await grantsBefore(db, paths, monday)
  const { terms } = await documentInForce(db, 'WATCH', now)
  const names = await namesOf(
    db,
    byStaff.map(({ actorId }) => actorId),
  )
  const verified = await verifiedBy(db, monday, until)
  const rows = flagged(byStaff, before, terms).map((row) => ({
    ...row,
    name: names.get(row.actorId) ?? row.actorId,
    verified: verified.get(row.actorId) ?? 0,
  }))
  return { rows, paths: pathSums(issues) }
}

/** How many grants each member of staff made in each of the weeks before, for towns with hardly any colleagues. */
async function grantsBefore(db: Db, paths: readonly string[], monday: string) {
  const issues = await issuesOf(db, paths, { from: addDays(monday, -7 * weeksBefore), until: monday })
  const weeks = new Map<string, number[]>()
  for (let back = 1; back <= weeksBefore; back++) {
    const [from, until] = [addDays(monday, -7 * back), addDays(monday, -7 * (back - 1))].map(startOfCityDay)
    const within = issues.filter(({ at }) => from && until && at >= from && at < until)
    for (const { actorId, grants } of staffWeeks(within) as StaffWeek[])
      weeks.set(actorId, [...(weeks.get(actorId) ?? []), grants])
  }
  return weeks
}

function pathSums(issues: readonly Issue[]) {
  const sums = new Map<MintPath, { times: number; points: number }>()
  for (const issue of issues) {
    const path = pathOf(issue)
    const sum = sums.get(path) ?? { times: 0, points: 0 }
    sums.set(path, { times: sum.times + 1, points: sum.points + issue.points })
  }
  return [...sums].map(([path, sum]) => ({ path, ...sum }))
}

async function namesOf(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, string>()
  const rows = await db
    .select({ id: people.id, name: people.displayName })
    .from(people)
    .where(inArray(people.id, [...ids]))
    .orderBy(asc(people.id))
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** How many people each member of staff let in as verified: invented residents have to come from somewhere. */
async function verifiedBy(db: Db, from: string, until: string) {
  const rows = await db
    .select({ byId: personEvents.byId, n: sql<number>`count(*)`.mapWith(Number) })
    .from(personEvents)
    .where(
      and(
        eq(personEvents.what, 'verified'),
        gte(personEvents.at, startOfCityDay(from)),
        lt(personEvents.at, startOfCityDay(until)),
      ),
    )
    .groupBy(personEvents.byId)
    .orderBy(asc(personEvents.byId))
  return new Map(rows.map(({ byId, n }) => [byId, n]))
}

const decisionsShown = 300

/** What one member of staff granted, restored or refunded in a week, newest first. */
export async function decisionsOf(db: Db, paths: readonly string[], actorId: string, monday: string) {
  if (paths.length === 0) return []
  const isWithin = or(...paths.map((path) => like(areas.path, `${path}%`)))
  const by = or(eq(transfers.actorId, actorId), eq(backEntries.proposedBy, actorId))
  return db
    .select({ transfer: transfers, ownerName: people.displayName, ownerId: people.id })
    .from(transfers)
    .innerJoin(entries, and(eq(entries.transferId, transfers.id), gt(entries.points, 0)))
    .innerJoin(people, eq(people.id, entries.ownerId))
    .innerJoin(areas, eq(areas.id, people.areaId))
    .leftJoin(backEntries, and(eq(transfers.causeKind, 'back_entry'), eq(backEntries.id, transfers.causeId)))
    .where(
      and(
        inArray(transfers.kind, bringing),
        gte(transfers.at, startOfCityDay(monday)),
        lt(transfers.at, startOfCityDay(addDays(monday, 7))),
        isWithin,
        by,
      ),
    )
    .orderBy(desc(transfers.at), desc(transfers.id))
    .limit(decisionsShown)
}
