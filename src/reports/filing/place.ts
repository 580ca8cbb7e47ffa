import type { Context } from 'hono'
import { areaAt } from '../../areas/boundaries/queries.ts'
import { areaById } from '../../areas/queries.ts'
import { isSignedIn } from '../../kit/actor.ts'
import type { Position } from '../../kit/places.ts'
import { Refusal } from '../../kit/refusal.ts'
import { personById } from '../../people/queries.ts'
import type { Env } from '../../web/env.ts'

type Place = { areaId: string | undefined; position: Position | undefined }

/**
 * The area that was chosen by hand, else the one that holds the position or lies nearest to it, else one's own: without
 * any of them nobody would know where to look.
 *
 * @throws Refusal `area_missing`, `area_needed`
 */
export async function areaIdOf(c: Context<Env>, { areaId, position }: Place): Promise<string> {
  const { db, actor } = c.var
  if (areaId) return (await areaById(db, areaId)).id
  const found = position && (await areaAt(db, position))
  if (found) return found.area.id
  if (isSignedIn(actor)) return (await personById(db, actor.id)).areaId
  throw new Refusal('invalid', 'area_needed', { field: 'areaId' })
}
