import { sql } from 'drizzle-orm'
import { check, index, instant, integer, json, primaryKey, real, table, text, uniqueIndex } from '../columns.ts'
import { areas } from './areas.ts'
import { reports } from './reports.ts'

export const deviceKinds = ['camera', 'sensor', 'other'] as const

/** A camera or sensor that may whistle by itself: where it stands, and for what. */
export const devices = table(
  'devices',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    kind: text('kind', { enum: deviceKinds }).notNull(),
    areaId: text('area_id')
      .notNull()
      .references(() => areas.id),
    areaPath: text('area_path').notNull(),
    address: text('address').notNull(),
    /** WGS-84; both or none. */
    latitude: real('latitude'),
    longitude: real('longitude'),
    /** The categories it may report. */
    categories: json('categories').$type<string[]>().notNull(),
    perHour: integer('per_hour').notNull(),
    /** Sealed: signatures are checked with it. Shown once, when the device is registered. */
    secretSealed: text('secret_sealed').notNull(),
    registeredBy: text('registered_by').notNull(),
    createdAt: instant('created_at').notNull(),
    revokedBy: text('revoked_by'),
    revokedAt: instant('revoked_at'),
  },
  (t) => [
    index('devices_area').on(t.areaPath, t.createdAt, t.id),
    check('devices_position', sql`(${t.latitude} is null) = (${t.longitude} is null)`),
    check('devices_rate', sql`${t.perHour} between 1 and 3600`),
  ],
)

/** What a device noticed once, and the report it became. The same event again, or the same nonce, makes no second one. */
export const deviceWhistles = table(
  'device_whistles',
  {
    deviceId: text('device_id')
      .notNull()
      .references(() => devices.id),
    /** The device's own id of what it noticed. */
    eventId: text('event_id').notNull(),
    nonce: text('nonce').notNull(),
    bodyHash: text('body_hash').notNull(),
    reportId: text('report_id')
      .notNull()
      .references(() => reports.id),
    noticedAt: instant('noticed_at').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.deviceId, t.eventId] }),
    uniqueIndex('device_whistles_nonce').on(t.deviceId, t.nonce),
    index('device_whistles_at').on(t.deviceId, t.at),
    uniqueIndex('device_whistles_report').on(t.reportId),
  ],
)
