import { index, instant, integer, json, primaryKey, table, text, uniqueIndex } from '../columns.ts'
import { areas } from './areas.ts'
import { people } from './people.ts'
import { reportCategories } from './reports.ts'

/**
 * A photo of a form that has not been sent yet, kept for an hour: whoever has to correct something, or looks at what
 * others reported, need not take it again.
 */
export const draftPhotos = table(
  'draft_photos',
  {
    /** The form's own id, which nobody else knows. */
    formId: text('form_id').notNull(),
    photoId: text('photo_id').notNull(),
    ownerId: text('owner_id').notNull(),
    role: text('role', { enum: ['near', 'far', 'more'] }).notNull(),
    position: integer('position').notNull(),
    /** The prepared photo without its bytes, which lie in the store. */
    prepared: json('prepared').$type<Record<string, unknown> & { small: { id: string } }>().notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.formId, t.photoId] }), index('draft_photos_expiry').on(t.expiresAt)],
)

/** Somebody who wants to hear of new reports in an area, of a category, or both. */
export const reportSubscriptions = table(
  'report_subscriptions',
  {
    id: text('id').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    areaId: text('area_id')
      .notNull()
      .references(() => areas.id),
    areaPath: text('area_path').notNull(),
    /** Empty for every category. */
    categoryId: text('category_id').references(() => reportCategories.id),
    /** `areaId` and `categoryId` as one text, so that nobody subscribes to the same twice. */
    topic: text('topic').notNull(),
    createdAt: instant('created_at').notNull(),
    /** Reports accepted up to here were told, or came before the subscription. */
    toldUpTo: instant('told_up_to').notNull(),
  },
  (t) => [
    uniqueIndex('report_subscriptions_topic').on(t.personId, t.topic),
    index('report_subscriptions_told').on(t.toldUpTo, t.id),
  ],
)
