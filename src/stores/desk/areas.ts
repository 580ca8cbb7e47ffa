import type { Db } from '../../../db/database.ts'
import { type Area, areasCovered } from '../../areas/queries.ts'
import type { Actor } from '../../kit/actor.ts'

/** The streets, communities and villages whose stores somebody may open and change. */
export async function areasToRun(db: Db, { grants }: Actor): Promise<Area[]> {
  const covered = new Map<string, Area>()
  for (const { role, areaPath } of grants) {
    if ((role !== 'clerk' && role !== 'admin') || !areaPath) continue
    for (const area of await areasCovered(db, areaPath)) covered.set(area.id, area)
  }
  return [...covered.values()]
    .filter(({ kind }) => kind === 'street' || kind === 'community' || kind === 'village')
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}
