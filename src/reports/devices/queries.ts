import { and, asc, desc, eq } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { devices, deviceWhistles } from '../../../db/schema/devices.ts'
import { reached } from '../../areas/reach.ts'
import type { Actor } from '../../kit/actor.ts'

export type Device = typeof devices.$inferSelect

export async function deviceById(db: Db, id: string): Promise<Device | undefined> {
  const [device] = await db.select().from(devices).where(eq(devices.id, id))
  return device
}

/** The devices of the areas that the actor administers. */
export async function devicesOf(db: Db, actor: Actor): Promise<Device[]> {
  return db
    .select()
    .from(devices)
    .where(reached(devices.areaPath, actor, ['admin']))
    .orderBy(asc(devices.revokedAt), desc(devices.createdAt), desc(devices.id))
    .limit(500)
}

/** What a device said of an event before. */
export async function whistleOfDevice(db: Db, deviceId: string, eventId: string) {
  const mine = and(eq(deviceWhistles.deviceId, deviceId), eq(deviceWhistles.eventId, eventId))
  const [row] = await db.select().from(deviceWhistles).where(mine)
  return row
}

/** The device that a report came from, for staff. */
export async function deviceOfReport(db: Db, reportId: string): Promise<Pick<Device, 'id' | 'name'> | undefined> {
  const [row] = await db
    .select({ id: devices.id, name: devices.name })
    .from(deviceWhistles)
    .innerJoin(devices, eq(devices.id, deviceWhistles.deviceId))
    .where(eq(deviceWhistles.reportId, reportId))
  return row
}
