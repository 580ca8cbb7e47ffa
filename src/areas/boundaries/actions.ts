import { and, eq } from 'drizzle-orm'
import type { Db, Tx } from '../../../db/database.ts'
import { boundaries } from '../../../db/schema/areas.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import type { Datum } from '../../kit/gcj.ts'
import { Refusal } from '../../kit/refusal.ts'
import { boxOfShape, type Shape, squareMetersOf } from '../../kit/shapes.ts'
import { writeDown } from '../actions.ts'
import { areasCovered, theCity } from '../queries.ts'
import { boundariesOf, boundaryOf } from './queries.ts'
import { type BoundaryRow, readBoundaries } from './rules.ts'

/**
 * What a GeoJSON file would do to the boundaries as they are now.
 *
 * @throws Refusal `area_not_yours` for anybody but an administrator of the whole city
 */
export async function previewBoundaries(db: Db, { text, datum, actor }: Given): Promise<BoundaryRow[]> {
  const city = await theCity(db)
  if (!standingOf(actor, { areaPath: city.path }).has('admin')) throw new Refusal('forbidden', 'area_not_yours')
  const shapes = new Map((await boundariesOf(db)).map(({ areaId, shape }) => [areaId, shape]))
  const known = (await areasCovered(db, city.path)).map(({ id, name }) => ({ id, name, shape: shapes.get(id) }))
  return readBoundaries(text, known, datum)
}

type Given = { text: string; datum: Datum; actor: Actor }

/** Writes what the preview showed, judged once more. Features with a fault are left out; nothing is removed. */
export async function importBoundaries(
  tx: Tx,
  { text, datum, actor, now }: Given & { now: Date },
): Promise<{ added: number; changed: number }> {
  const told = { added: 0, changed: 0 }
  for (const row of await previewBoundaries(tx, { text, datum, actor })) {
    if (row.fate !== 'new' && row.fate !== 'changed') continue
    await setBoundary(tx, { areaId: row.areaId, shape: row.shape, actor, now })
    told[row.fate === 'new' ? 'added' : 'changed']++
  }
  return told
}

type SetBoundary = { areaId: string; shape: Shape; actor: Actor; now: Date }

/** Where an area ends from now on. What it was before stays in the area's history. */
export async function setBoundary(tx: Tx, { areaId, shape, actor, now }: SetBoundary): Promise<void> {
  const before = await boundaryOf(tx, areaId)
  const squareMeters = Math.round(squareMetersOf(shape))
  const row = { shape, ...boxOfShape(shape), squareMeters, updatedAt: now, updatedBy: actor.id }
  const [written] = before
    ? await tx
        .update(boundaries)
        .set({ ...row, version: before.version + 1 })
        .where(and(eq(boundaries.areaId, areaId), eq(boundaries.version, before.version)))
        .returning({ areaId: boundaries.areaId })
    : await tx
        .insert(boundaries)
        .values({ areaId, ...row })
        .onConflictDoNothing()
        .returning({ areaId: boundaries.areaId })
  if (!written) throw new Refusal('conflict', 'stale_version', {})
  const from = before ? { shape: before.shape } : null
  await writeDown(tx, { areaId, step: 'boundary', from, to: { squareMeters }, actorId: actor.id, now })
}
