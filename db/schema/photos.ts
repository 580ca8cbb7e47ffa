import { sql } from 'drizzle-orm'
import { boolean, check, index, instant, integer, json, primaryKey, table, text, uniqueIndex } from '../columns.ts'

/** A picture as it is stored: decoded, upright, stripped, encoded anew. `id` is the SHA-256 of those bytes. */
export const photos = table(
  'photos',
  {
    id: text('id').primaryKey(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    byteCount: integer('byte_count').notNull(),
    /** What it looks like, 64 bits across and 64 down; `down` is empty until it has been looked at. */
    across: text('d_hash').notNull(),
    down: text('d_hash_down').notNull().default(''),
    /** The same for what stands inside a plain frame, where there is one. */
    insideAcross: text('inside_d_hash'),
    insideDown: text('inside_d_hash_down'),
    /** The SHA-256 of its thumbnail, which lies in the same store. */
    smallId: text('small_id').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    check('photos_size', sql`${t.width} > 0 and ${t.height} > 0 and ${t.byteCount} > 0`),
    index('photos_small').on(t.smallId),
  ],
)

/** What a photo was used for, and by whom. The same picture sent twice is one photo with two uses. */
export const photoUses = table(
  'photo_uses',
  {
    id: text('id').primaryKey(),
    photoId: text('photo_id')
      .notNull()
      .references(() => photos.id),
    purpose: text('purpose', {
      enum: ['evidence', 'catalogue', 'report', 'task', 'store', 'donation', 'merchant'],
    }).notNull(),
    /** The row it belongs to: a claim, an item, a report. */
    subjectId: text('subject_id').notNull(),
    ownerId: text('owner_id').notNull(),
    /** What it shows: the thing itself, where it stands, or how it looks afterwards. */
    role: text('role', { enum: ['near', 'far', 'after'] }),
    /** Its number among those that came together. */
    place: integer('place').notNull().default(0),
    /** Staff whose area covers this may look at it. */
    areaPath: text('area_path'),
    /** Everybody may look at it: set and taken back by the room that the subject belongs to. */
    isPublic: boolean('is_public').notNull().default(false),
    /** SHA-256 of the file as it was sent. */
    exactHash: text('exact_hash').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    index('photo_uses_photo').on(t.photoId),
    uniqueIndex('photo_uses_subject').on(t.subjectId, t.photoId),
    index('photo_uses_exact').on(t.exactHash),
    index('photo_uses_owner').on(t.ownerId, t.at),
  ],
)

/** An organization that was given work on a subject: its staff may look at the subject's photos. */
export const photoViewers = table(
  'photo_viewers',
  { subjectId: text('subject_id').notNull(), organizationId: text('organization_id').notNull() },
  (t) => [primaryKey({ columns: [t.subjectId, t.organizationId] })],
)

/**
 * The quarters of each photo's hashes. Two hashes that differ in a few bits have a quarter that differs in none or one,
 * so likeness is looked up through an index instead of comparing with every photo.
 */
export const photoBands = table(
  'photo_bands',
  {
    /** Place and value: `'3:af01'`. */
    band: text('band').notNull(),
    photoId: text('photo_id')
      .notNull()
      .references(() => photos.id),
  },
  (t) => [primaryKey({ columns: [t.band, t.photoId] })],
)

/** A filled rectangle over a photo, in percent of its width and height. */
export type Box = { x: number; y: number; width: number; height: number }

/** What everybody gets to see instead of a photo: the same picture with faces or plates under filled boxes. */
export const photoRedactions = table(
  'photo_redactions',
  {
    photoId: text('photo_id')
      .primaryKey()
      .references(() => photos.id),
    /** `final` once the original has been removed. */
    status: text('status', { enum: ['redacted', 'restored', 'final'] }).notNull(),
    boxes: json('boxes').$type<Box[]>().notNull(),
    shownId: text('shown_id').notNull(),
    shownSmallId: text('shown_small_id').notNull(),
    /** Until then the original can be looked at and brought back. */
    keptUntil: instant('kept_until').notNull(),
    version: integer('version').notNull().default(1),
  },
  (t) => [index('photo_redactions_due').on(t.status, t.keptUntil)],
)

/** What was done to a photo after it came: covered, brought back, its original looked at or removed. */
export const photoEvents = table(
  'photo_events',
  {
    id: text('id').primaryKey(),
    photoId: text('photo_id')
      .notNull()
      .references(() => photos.id),
    what: text('what', { enum: ['redacted', 'restored', 'original_seen', 'original_removed'] }).notNull(),
    boxes: json('boxes').$type<Box[]>(),
    reason: text('reason').notNull().default(''),
    byId: text('by_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('photo_events_photo').on(t.photoId, t.at, t.id)],
)

/**
 * A file in the store that is in use, or, with `doomedAt`, one that is being removed. Whoever keeps a photo and whoever
 * sweeps meet at this key, so that no file is removed while somebody sends the same picture.
 */
export const photoFiles = table(
  'photo_files',
  {
    id: text('id').primaryKey(),
    doomedAt: instant('doomed_at'),
    removedAt: instant('removed_at'),
  },
  (t) => [index('photo_files_doomed').on(t.doomedAt, t.id)],
)
