import { boolean, index, instant, integer, json, table, text } from '../columns.ts'

/**
 * A calendar day that is, or once was, not what its weekday says. `ordinary` is a day that follows its weekday again: rows
 * are never deleted.
 */
export const calendarDays = table('calendar_days', {
  /** `'2026-02-14'`. */
  day: text('day').primaryKey(),
  kind: text('kind', { enum: ['holiday', 'workday', 'ordinary'] }).notNull(),
  name: text('name').notNull(),
  /** Known from the statute only: the State Council has not published this year's days yet. */
  provisional: boolean('provisional').notNull().default(false),
  version: integer('version').notNull().default(1),
  updatedAt: instant('updated_at').notNull(),
  updatedBy: text('updated_by').notNull(),
})

/** The city's office hours, one row. Its stamp is new after every change of hours or days: what was read before is stale. */
export const calendars = table('calendars', {
  id: text('id').primaryKey(),
  /** [{ opens: '09:00', closes: '12:00' }, …] in city time. */
  officeHours: json('office_hours').$type<{ opens: string; closes: string }[]>().notNull(),
  stamp: text('stamp').notNull(),
  version: integer('version').notNull().default(1),
})

/** What was changed about the calendar, by whom, from what to what. */
export const calendarEvents = table(
  'calendar_events',
  {
    id: text('id').primaryKey(),
    /** The day, or `hours`. */
    subject: text('subject').notNull(),
    step: text('step', { enum: ['installed', 'changed', 'imported'] }).notNull(),
    from: json('from_state'),
    to: json('to_state'),
    actorId: text('actor_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('calendar_events_subject').on(t.subject, t.id)],
)
