import { and, asc, desc, eq, gte, lte, sql } from 'drizzle-orm'
import { type Db, prepared } from '../../db/database.ts'
import { calendarDays, calendarEvents, calendars } from '../../db/schema/calendar.ts'
import { people } from '../../db/schema/people.ts'
import { type WorkCalendar, workCalendar, yunnanOfficeHours } from '../kit/calendar.ts'
import type { KnownDay } from './rules.ts'

/** There is one calendar for the whole city. */
export const theCalendar = 'city'

const hoursRow = prepared('calendar_hours', (tx) =>
  tx
    .select({ officeHours: calendars.officeHours, stamp: calendars.stamp, version: calendars.version })
    .from(calendars)
    .where(eq(calendars.id, sql.placeholder('id'))),
)

/** Calendars already made, by the connection they were read through and the stamp they were read under. */
const made = new WeakMap<object, { stamp: string; calendar: WorkCalendar }>()

/**
 * The calendar as it is in force. Asking costs one row: the days are read again only when the stamp has changed, so that
 * every process sees an edit at once.
 */
export async function calendarInForce(db: Db): Promise<WorkCalendar> {
  const { officeHours, stamp } = await officeHoursOf(db)
  const known = made.get(db)
  if (known?.stamp === stamp) return known.calendar
  const days = await db.select().from(calendarDays).orderBy(asc(calendarDays.day))
  const special = days.flatMap(({ day, kind, name }) => (kind === 'ordinary' ? [] : [{ day, kind, name }]))
  const calendar = workCalendar(special, officeHours)
  made.set(db, { stamp, calendar })
  return calendar
}

/** The office hours with their version; before anything was installed, Yunnan's, with version 0. */
export async function officeHoursOf(db: Db) {
  const [row] = await hoursRow(db, { id: theCalendar })
  return row ?? { officeHours: [...yunnanOfficeHours], stamp: '', version: 0 }
}

export type CalendarDay = typeof calendarDays.$inferSelect

export async function calendarDay(db: Db, day: string): Promise<CalendarDay | undefined> {
  const [row] = await db.select().from(calendarDays).where(eq(calendarDays.day, day))
  return row
}

/** What the calendar says about the days of a year, ordinary ones included that once were none. */
export const daysOfYear = (db: Db, year: number): Promise<CalendarDay[]> =>
  db
    .select()
    .from(calendarDays)
    .where(and(gte(calendarDays.day, `${year}-01-01`), lte(calendarDays.day, `${year}-12-31`)))
    .orderBy(asc(calendarDays.day))

export async function knownDays(db: Db): Promise<Map<string, KnownDay & { version: number; updatedBy: string }>> {
  const rows = await db.select().from(calendarDays).orderBy(asc(calendarDays.day))
  return new Map(rows.map((row) => [row.day, row]))
}

/** What was changed about a day or the hours, the newest first. */
export async function eventsOfCalendar(db: Db, subject: string) {
  const rows = await db
    .select({ event: calendarEvents, actorName: people.displayName })
    .from(calendarEvents)
    .leftJoin(people, eq(people.id, calendarEvents.actorId))
    .where(eq(calendarEvents.subject, subject))
    .orderBy(desc(calendarEvents.at), desc(calendarEvents.id))
    .limit(50)
  return rows.map(({ event, actorName }) => ({ ...event, actorName }))
}
