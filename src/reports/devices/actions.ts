import { randomBytes } from 'node:crypto'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { devices, deviceWhistles } from '../../../db/schema/devices.ts'
import { isInArea } from '../../areas/boundaries/queries.ts'
import { areaById } from '../../areas/queries.ts'
import { type Actor, nobody, standingOf } from '../../kit/actor.ts'
import { newId } from '../../kit/ids.ts'
import type { Position } from '../../kit/places.ts'
import { found, Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { categoryInUse } from '../categories/queries.ts'
import { fileReport, type NewReport, type SentPhoto } from '../filing/actions.ts'
import { positionOf } from '../filing/rules.ts'
import { type Device, deviceById, whistleOfDevice } from './queries.ts'
import { isInSight, isNews } from './rules.ts'

type NewDevice = Pick<Device, 'id' | 'name' | 'kind' | 'areaId' | 'address' | 'categories' | 'perHour'> &
  Pick<Device, 'latitude' | 'longitude'> & { actor: Actor; now: Date }

/**
 * Registers a device. Its secret is shown this once.
 *
 * @returns the secret, or undefined when this form was sent before
 * @throws Refusal `devices_not_yours`, `area_missing`, `category_missing`, `position_unfit`, `device_outside`
 */
export async function registerDevice(
  tx: Tx,
  secrets: Secrets,
  { actor, now, ...given }: NewDevice,
): Promise<string | undefined> {
  const area = await areaById(tx, given.areaId)
  assertAdmin(actor, area.path)
  for (const id of given.categories) await categoryInUse(tx, id)
  if ((given.latitude === null) !== (given.longitude === null))
    throw new Refusal('invalid', 'position_unfit', { field: 'latitude' })
  await assertInArea(tx, given.areaId, positionOf(given))
  const secret = randomBytes(32).toString('base64url')
  const row = {
    ...given,
    areaPath: area.path,
    secretSealed: secrets.seal(secret),
    registeredBy: actor.id,
    createdAt: now,
  }
  const [fresh] = await tx.insert(devices).values(row).onConflictDoNothing().returning({ id: devices.id })
  return fresh && secret
}

/** @throws Refusal `devices_not_yours`, `device_missing` for one that is revoked already */
export async function revokeDevice(tx: Tx, { id, actor, now }: { id: string; actor: Actor; now: Date }): Promise<void> {
  const device = found(await deviceById(tx, id), 'device_missing')
  assertAdmin(actor, device.areaPath)
  const [revoked] = await tx
    .update(devices)
    .set({ revokedAt: now, revokedBy: actor.id })
    .where(and(eq(devices.id, id), isNull(devices.revokedAt)))
    .returning({ id: devices.id })
  if (!revoked) throw new Refusal('missing', 'device_missing')
}

function assertAdmin(actor: Actor, areaPath: string): void {
  if (!standingOf(actor, { areaPath }).has('admin')) throw new Refusal('forbidden', 'devices_not_yours')
}

/** A device speaks of the area it was registered for, also one that goes on patrol. */
async function assertInArea(tx: Tx, areaId: string, at: Position | undefined): Promise<void> {
  if (at && !(await isInArea(tx, areaId, at))) throw new Refusal('invalid', 'device_outside', { field: 'latitude' })
}

export type Noticed = Pick<NewReport, 'categoryId' | 'words' | 'answers'> & {
  device: Device
  eventId: string
  nonce: string
  bodyHash: string
  noticedAt: Date
  /** Where, when it is not where the device stands. */
  place: { latitude: number; longitude: number } | undefined
  still: SentPhoto | undefined
  now: Date
}

/**
 * A device whistles: what it noticed becomes a report that waits for a person. Nobody earns points by it.
 *
 * @returns the report's id; the same event again gives the first one's
 * @throws Refusal `device_unknown`, `device_event_changed`, `device_nonce_used`, `device_category_unfit`,
 *   `device_place_unfit`, `device_outside`, `device_time_unfit`, and what `fileReport` throws
 */
export async function deviceWhistle(
  tx: Tx,
  { device, eventId, nonce, bodyHash, ...noticed }: Noticed,
): Promise<string> {
  const { categoryId, words, answers, noticedAt, place, still, now } = noticed
  // Held until the commit: two copies of one event that come together see each other, and so does a revocation.
  const [mine] = await tx
    .update(devices)
    .set({ perHour: sql`${devices.perHour}` })
    .where(and(eq(devices.id, device.id), isNull(devices.revokedAt)))
    .returning()
  if (!mine) throw new Refusal('forbidden', 'device_unknown')
  const before = await whistleOfDevice(tx, device.id, eventId)
  if (before) {
    if (before.bodyHash !== bodyHash) throw new Refusal('conflict', 'device_event_changed')
    return before.reportId
  }
  const used = and(eq(deviceWhistles.deviceId, device.id), eq(deviceWhistles.nonce, nonce))
  if ((await tx.$count(deviceWhistles, used)) > 0) throw new Refusal('conflict', 'device_nonce_used')
  if (!mine.categories.includes(categoryId))
    throw new Refusal('forbidden', 'device_category_unfit', { field: 'categoryId' })
  if (place && !isInSight(mine, place)) throw new Refusal('invalid', 'device_place_unfit', { field: 'latitude' })
  await assertInArea(tx, mine.areaId, place)
  if (!isNews(noticedAt, now)) throw new Refusal('invalid', 'device_time_unfit', { field: 'noticedAt' })
  const { latitude, longitude } = place ?? mine
  const reportId = await fileReport(tx, {
    ...{ key: newId(now), categoryId, words, answers, photos: still ? [still] : [] },
    ...{ areaId: mine.areaId, address: mine.address, latitude, longitude },
    ...{ placeFrom: latitude === null ? 'address' : 'device', anonymous: true, channel: 'device', actor: nobody, now },
  })
  await tx.insert(deviceWhistles).values({ deviceId: mine.id, eventId, nonce, bodyHash, reportId, noticedAt, at: now })
  return reportId
}
