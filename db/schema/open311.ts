import { sql } from 'drizzle-orm'
import { check, index, instant, integer, primaryKey, table, text } from '../columns.ts'
import { reports } from './reports.ts'

/** A program that may file reports and updates over Open311. Only a keyed hash of its key is kept. */
export const apiKeys = table(
  'api_keys',
  {
    id: text('id').primaryKey(),
    /** Who uses it, for what: `12345 热线`. */
    name: text('name').notNull(),
    contact: text('contact').notNull().default(''),
    keyHash: text('key_hash').notNull().unique(),
    /** The first characters, by which its owner knows it again. */
    hint: text('hint').notNull(),
    perMinute: integer('per_minute').notNull(),
    issuedBy: text('issued_by').notNull(),
    issuedAt: instant('issued_at').notNull(),
    revokedBy: text('revoked_by'),
    revokedAt: instant('revoked_at'),
  },
  (t) => [
    index('api_keys_issued').on(t.issuedAt, t.id),
    check('api_keys_rate', sql`${t.perMinute} between 1 and 6000`),
  ],
)

/** A report that came over Open311: from whom, and the same body again within minutes is the same report. */
export const apiReports = table(
  'api_reports',
  {
    reportId: text('report_id')
      .primaryKey()
      .references(() => reports.id),
    apiKeyId: text('api_key_id')
      .notNull()
      .references(() => apiKeys.id),
    bodyHash: text('body_hash').notNull(),
    /** Links to photos elsewhere, one a line. Shown to staff as text; never fetched, never shown in public. */
    mediaUrls: text('media_urls').notNull().default(''),
    at: instant('at').notNull(),
  },
  (t) => [index('api_reports_body').on(t.apiKeyId, t.bodyHash, t.at)],
)

/** What another system says about a report it filed here. The same update again changes nothing. */
export const foreignUpdates = table(
  'foreign_updates',
  {
    apiKeyId: text('api_key_id')
      .notNull()
      .references(() => apiKeys.id),
    /** The sender's id of the update. */
    updateId: text('update_id').notNull(),
    /** Ours, which is answered. */
    id: text('id').notNull().unique(),
    reportId: text('report_id')
      .notNull()
      .references(() => reports.id),
    status: text('status').notNull(),
    description: text('description').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.apiKeyId, t.updateId] }), index('foreign_updates_report').on(t.reportId, t.at)],
)
