import { index, instant, integer, json, primaryKey, table, text } from '../columns.ts'

/** One request that may be sent twice, with the answer it was given. The key is its sender's, so it is kept per sender. */
export const requests = table(
  'requests',
  {
    actorId: text('actor_id').notNull(),
    key: text('key').notNull(),
    /** What was asked, hashed: the same key with other content is refused. */
    contentHash: text('content_hash').notNull(),
    answer: json('answer'),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.actorId, t.key] })],
)

/** A task of the clockwork: when it runs next, and who is running it. */
export const jobs = table('jobs', {
  name: text('name').primaryKey(),
  nextAt: instant('next_at').notNull(),
  /** A runner that died lets go when this passes. */
  leasedUntil: instant('leased_until'),
  lastAt: instant('last_at'),
  lastError: text('last_error'),
})

/** The last short number given out in a series, such as `A-2026`. */
export const series = table('series', { name: text('name').primaryKey(), last: integer('last').notNull() })

/** How often somebody has tried something in the window that runs. All processes count in the same row. */
export const tries = table(
  'tries',
  {
    /** A keyed hash of what is tried and by whom: an address, a phone, a person. */
    key: text('key').primaryKey(),
    count: integer('count').notNull(),
    endsAt: instant('ends_at').notNull(),
  },
  (t) => [index('tries_end').on(t.endsAt)],
)
