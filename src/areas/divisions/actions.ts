import { eq, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { Refusal } from '../../kit/refusal.ts'
import { addArea, writeDown } from '../actions.ts'
import { areasCovered, theCity } from '../queries.ts'
import { type DivisionRow, readDivisions } from './rules.ts'

/**
 * What a division file would do to the tree as it is now.
 *
 * @throws Refusal `area_not_yours` for anybody but an administrator of the whole city
 */
export async function previewDivisions(db: Db, text: string, actor: Actor): Promise<DivisionRow[]> {
  const city = await theCity(db)
  if (!standingOf(actor, { areaPath: city.path }).has('admin')) throw new Refusal('forbidden', 'area_not_yours')
  const known = new Map((await areasCovered(db, city.path)).map((area) => [area.id, area]))
  return readDivisions(text, { cityId: city.id, known })
}

/**
 * Adds and renames what the preview showed, judged once more against the tree of this moment. Rows with a fault are
 * left out. Areas are never removed: people live in them.
 */
export async function importDivisions(
  tx: Tx,
  { text, actor, now }: { text: string; actor: Actor; now: Date },
): Promise<{ added: number; renamed: number }> {
  const told = { added: 0, renamed: 0 }
  for (const row of await previewDivisions(tx, text, actor)) {
    if (row.fate !== 'new' && row.fate !== 'renamed') continue
    const { id, parentId, kind, name } = row
    if (row.fate === 'new') await addArea(tx, { id, parentId, kind, name, now })
    else await rename(tx, id, name)
    told[row.fate === 'new' ? 'added' : 'renamed']++
    const from = row.was === undefined ? null : { name: row.was }
    await writeDown(tx, { areaId: id, step: 'imported', from, to: { name, kind }, actorId: actor.id, now })
  }
  return told
}

const rename = (tx: Tx, id: string, name: string) =>
  tx
    .update(areas)
    .set({ name, version: sql`${areas.version} + 1` })
    .where(eq(areas.id, id))
