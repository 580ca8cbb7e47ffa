import { index, instant, json, table, text, uniqueIndex } from '../columns.ts'
import { people } from './people.ts'

/** Something one person should know, in both languages. `key` names its cause, so that one cause never speaks twice. */
export const notices = table(
  'notices',
  {
    id: text('id').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    key: text('key').notNull(),
    title: json('title').$type<{ zh: string; en: string }>().notNull(),
    body: json('body').$type<{ zh: string; en: string }>().notNull(),
    /** Where to look further: a path of this site. */
    href: text('href'),
    at: instant('at').notNull(),
    readAt: instant('read_at'),
  },
  (t) => [uniqueIndex('notices_once').on(t.personId, t.key), index('notices_inbox').on(t.personId, t.readAt, t.at)],
)
