import type { Context } from 'hono'
import { areaAt, boundariesOf } from '../../areas/boundaries/queries.ts'
import { pickerBox, pickerSize } from '../../areas/map/picker.tsx'
import { areaById, theCity } from '../../areas/queries.ts'
import { isSignedIn } from '../../kit/actor.ts'
import { positionUnder, readBox } from '../../kit/maps.ts'
import type { Position } from '../../kit/places.ts'
import { Refusal } from '../../kit/refusal.ts'
import { personById } from '../../people/queries.ts'
import type { Env } from '../../web/env.ts'
import { positionIn, type SnapInput } from './form.ts'

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

/** The form's place after the map was pressed. A press by keyboard says 0,0 and only shows the form again. */
export function pinned(input: SnapInput): SnapInput | undefined {
  const { 'pin.x': x, 'pin.y': y, pinBox } = input
  const box = readBox(pinBox)
  if (x === undefined || y === undefined) return undefined
  if (!box || (x === 0 && y === 0)) return input
  const { latitude, longitude } = positionUnder(box, pickerSize, { x, y })
  return { ...input, latitude: Number(latitude.toFixed(6)), longitude: Number(longitude.toFixed(6)), placeFrom: 'pin' }
}

/** What the form's map shows, and the area in which its position lies. */
export async function placeShown(c: Context<Env>, values: Record<string, string> = {}) {
  const { db, actor } = c.var
  const degrees = (text: string | undefined) => (text && Number.isFinite(Number(text)) ? Number(text) : undefined)
  const at = positionIn({ latitude: degrees(values.latitude), longitude: degrees(values.longitude) })
  const found = at && (await areaAt(db, at))
  const all = await boundariesOf(db)
  const home = isSignedIn(actor) ? (await areaById(db, (await personById(db, actor.id)).areaId)).path : undefined
  const city = (await theCity(db)).id
  // The community, not the grid: whoever reports something has often walked a little.
  const place =
    all.findLast(({ id, kind }) => home?.includes(`${id}/`) && kind === 'community') ??
    all.find(({ id }) => id === city)
  return { at, found, box: pickerBox(at, values.pinBox, place) }
}
