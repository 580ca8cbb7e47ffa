import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../db/database.ts'
import { type AreaKind, areaEvents, areas, type BoardOfficer, boards } from '../../db/schema/areas.ts'
import { type Actor, standingOf } from '../kit/actor.ts'
import { newId } from '../kit/ids.ts'
import { Refusal, sameVersion } from '../kit/refusal.ts'
import { type Area, areaById, boardOf } from './queries.ts'

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

type AddBelow = {
  parentId: string
  kind: 'compound' | 'grid'
  /** Two or three digits: `1` makes `G01`. */
  number: number
  name: string
  residents: number
  actor: Actor
  now: Date
}

/**
 * Adds a compound or grid below a community, village or (a grid) compound.
 *
 * @returns its id
 * @throws Refusal `area_not_yours`, `area_below_wrong`, `area_code_taken`
 */
export async function addBelow(
  tx: Tx,
  { parentId, kind, number, name, residents, actor, now }: AddBelow,
): Promise<string> {
  const parent = await areaById(tx, parentId)
  assertLooksAfter(actor, parent)
  const fits = ['community', 'village'].includes(parent.kind) || (kind === 'grid' && parent.kind === 'compound')
  if (!fits) throw new Refusal('conflict', 'area_below_wrong')

  const id = `${parentId}${kind === 'grid' ? 'G' : 'C'}${String(number).padStart(2, '0')}`
  const row = { id, parentId, kind, name, residents, path: `${parent.path}${id}/`, createdAt: now }
  const [fresh] = await tx.insert(areas).values(row).onConflictDoNothing().returning()
  if (!fresh) throw new Refusal('conflict', 'area_code_taken', { field: 'number', id })
  await writeDown(tx, { areaId: id, step: 'added', to: { kind, name, residents }, actorId: actor.id, now })
  return id
}

type ChangeArea = { areaId: string; name: string; residents: number; version: number; actor: Actor; now: Date }

/**
 * A new name, or a new number of registered residents, which is the base of the yearly budget: administrators only.
 *
 * @throws Refusal `area_not_yours`, `stale_version`
 */
export async function changeArea(tx: Tx, { areaId, name, residents, version, actor, now }: ChangeArea): Promise<void> {
  const area = await areaById(tx, areaId)
  if (!standingOf(actor, { areaPath: area.path }).has('admin')) throw new Refusal('forbidden', 'area_not_yours')
  const from = { name: area.name, residents: area.residents }
  const to = { name, residents }
  sameVersion(area.version, version, { yours: to, theirs: from })
  await tx
    .update(areas)
    .set({ ...to, version: sql`${areas.version} + 1` })
    .where(and(eq(areas.id, areaId), eq(areas.version, version)))
  await writeDown(tx, { areaId, step: 'changed', from, to, actorId: actor.id, now })
}

type SetBoard = { areaId: string; officers: BoardOfficer[]; version: number; actor: Actor; now: Date }

/**
 * What stands on the notice board in the street. A board that is not there yet has version 0.
 *
 * @throws Refusal `area_not_yours`, `stale_version`
 */
export async function setBoard(tx: Tx, { areaId, officers, version, actor, now }: SetBoard): Promise<void> {
  const area = await areaById(tx, areaId)
  assertLooksAfter(actor, area)
  const before = await boardOf(tx, areaId)
  sameVersion(before?.version ?? 0, version, { yours: { officers }, theirs: { officers: before?.officers ?? [] } })

  const board = { officers, updatedAt: now, updatedBy: actor.id }
  const [written] = before
    ? await tx
        .update(boards)
        .set({ ...board, version: version + 1 })
        .where(and(eq(boards.areaId, areaId), eq(boards.version, version)))
        .returning()
    : await tx
        .insert(boards)
        .values({ areaId, ...board })
        .onConflictDoNothing()
        .returning()
  if (!written) throw new Refusal('conflict', 'stale_version', { yours: { officers } })
  const [from, to] = [{ officers: before?.officers ?? [] }, { officers }]
  await writeDown(tx, { areaId, step: 'board', from, to, actorId: actor.id, now })
}

/** @throws Refusal `area_not_yours` for anybody but clerks and administrators over the area */
function assertLooksAfter(actor: Actor, area: Area): void {
  const standing = standingOf(actor, { areaPath: area.path })
  if (!standing.has('clerk') && !standing.has('admin')) throw new Refusal('forbidden', 'area_not_yours')
}

type Event = Omit<typeof areaEvents.$inferInsert, 'id' | 'at'> & { now: Date }

export const writeDown = (tx: Tx, { now, ...event }: Event) =>
  tx.insert(areaEvents).values({ id: newId(now), ...event, at: now })
