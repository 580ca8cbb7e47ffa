import { aliasedTable, desc, eq, getTableColumns, inArray } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { donationLines, donations, useChanges } from '../../../db/schema/donations.ts'
import { people } from '../../../db/schema/people.ts'
import { groupBy } from '../../kit/group.ts'
import { found } from '../../kit/refusal.ts'
import { donorById } from '../donors/queries.ts'
import type { Line } from '../intake/queries.ts'

const [askers, takers, enders] = ['askers', 'takers', 'enders'].map((name) => aliasedTable(people, name)) as [
  typeof people,
  typeof people,
  typeof people,
]

const rows = (db: Db) =>
  db
    .select({
      ...getTableColumns(useChanges),
      forAreaName: areas.name,
      forAreaPath: areas.path,
      asker: askers.displayName,
      taker: takers.displayName,
      ender: enders.displayName,
    })
    .from(useChanges)
    .leftJoin(areas, eq(areas.id, useChanges.forAreaId))
    .leftJoin(askers, eq(askers.id, useChanges.askedBy))
    .leftJoin(takers, eq(takers.id, useChanges.paperBy))
    .leftJoin(enders, eq(enders.id, useChanges.endedBy))

/** A change of use with the names of the area and of who asked, took down and ended it. */
export type UseChange = Awaited<ReturnType<typeof rows>>[number]

/** @throws Refusal `use_change_missing` */
export async function useChangeById(db: Db, id: string): Promise<UseChange> {
  const [change] = await rows(db).where(eq(useChanges.id, id))
  return found(change, 'use_change_missing')
}

/** A change with its donor, who is signed in. @throws Refusal `use_change_missing`, also for somebody else's */
export async function changeForDonor(db: Db, id: string, personId: string) {
  const change = await useChangeById(db, id)
  const donor = await donorById(db, (await originOf(db, change.lineId)).donorId)
  return { change: found(donor.personId === personId ? change : undefined, 'use_change_missing'), donor }
}

/** Line id → what its donor was asked, the last first; of all lines where none are named. */
export async function changesOf(db: Db, lineIds?: readonly string[]): Promise<Map<string, UseChange[]>> {
  const all = await rows(db)
    .where(lineIds && inArray(useChanges.lineId, [...lineIds]))
    .orderBy(desc(useChanges.askedAt), desc(useChanges.id))
  return groupBy(all, ({ lineId }) => lineId)
}

/** The change that waits for an answer, of which a line has one at most. */
export const openChange = (changes: readonly UseChange[] = []) =>
  changes.find(({ state }) => state === 'asked' || state === 'on_paper')

/** What a line may be used for now: the last thing its donor agreed to, or what they gave it for. */
export function useNow<Given extends Line>(line: Given, changes: readonly UseChange[] = []): Given {
  const agreed = changes.filter(({ state }) => state === 'agreed')
  const last = agreed.sort((a, b) => Number(b.endedAt) - Number(a.endedAt))[0]
  if (!last) return line
  const { forAreaId, forAreaName, forAreaPath, forNeed, purpose } = last
  return { ...line, forAreaId, forAreaName, forAreaPath, forNeed, purpose }
}

/** Whose line it is, and which donation it stands in. */
export async function originOf(db: Db, lineId: string) {
  const [origin] = await db
    .select({ donorId: donations.donorId, donationId: donations.id })
    .from(donationLines)
    .innerJoin(donations, eq(donations.id, donationLines.donationId))
    .where(eq(donationLines.id, lineId))
  return found(origin, 'donation_line_missing')
}
