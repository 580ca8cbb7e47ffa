import { sql } from 'drizzle-orm'
import { check, index, instant, integer, primaryKey, table, text, uniqueIndex } from '../columns.ts'

/** A picture as it is stored: decoded, upright, stripped, encoded anew. `id` is the SHA-256 of those bytes. */
export const photos = table(
  'photos',
  {
    id: text('id').primaryKey(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    byteCount: integer('byte_count').notNull(),
    /** 64 bits as 16 hex digits that stay nearly the same when a picture is scaled, cropped a little or saved again. */
    dHash: text('d_hash').notNull(),
    /** The SHA-256 of its thumbnail, which lies in the same store. */
    smallId: text('small_id').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [check('photos_size', sql`${t.width} > 0 and ${t.height} > 0 and ${t.byteCount} > 0`)],
)

/** What a photo was used for, and by whom. The same picture sent twice is one photo with two uses. */
export const photoUses = table(
  'photo_uses',
  {
    id: text('id').primaryKey(),
    photoId: text('photo_id')
      .notNull()
      .references(() => photos.id),
    purpose: text('purpose', { enum: ['evidence', 'catalogue', 'report', 'task', 'store', 'donation'] }).notNull(),
    /** The row it belongs to: a claim, an item, a report. */
    subjectId: text('subject_id').notNull(),
    ownerId: text('owner_id').notNull(),
    /** Staff whose area covers this may look at it. */
    areaPath: text('area_path'),
    /** SHA-256 of the file as it was sent. */
    exactHash: text('exact_hash').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    index('photo_uses_photo').on(t.photoId),
    uniqueIndex('photo_uses_subject').on(t.subjectId, t.photoId),
    index('photo_uses_exact').on(t.exactHash),
  ],
)

/**
 * The eight bytes of each photo's dHash. Two hashes that differ in a few bits share at least one byte in its place, so
 * likeness is looked up through an index instead of comparing with every photo.
 */
export const photoBands = table(
  'photo_bands',
  {
    /** Place and value: `'3:af'`. */
    band: text('band').notNull(),
    photoId: text('photo_id')
      .notNull()
      .references(() => photos.id),
  },
  (t) => [primaryKey({ columns: [t.band, t.photoId] })],
)
