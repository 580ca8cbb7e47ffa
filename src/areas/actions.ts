import type { Tx } from '../../db/database.ts'
import { type AreaKind, areas } from '../../db/schema/areas.ts'
import { areaById } from './queries.ts'

type NewArea = {
  id: string
  parentId?: string | undefined
  kind: AreaKind
  name: string
  residents?: number
  now: Date
}

/** Adds a node below its parent; the city has none. The same code again changes nothing. */
export async function addArea(tx: Tx, { id, parentId, kind, name, residents = 0, now }: NewArea): Promise<void> {
  const above = parentId ? (await areaById(tx, parentId)).path : ''
  await tx
    .insert(areas)
    .values({ id, parentId: parentId ?? null, kind, name, path: `${above}${id}/`, residents, createdAt: now })
    .onConflictDoNothing()
}
