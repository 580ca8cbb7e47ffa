import type { Db } from '../../db/database.ts'
import { calendarInForce } from '../calendar/queries.ts'
import { addWorkingDays } from '../kit/calendar.ts'
import { addDays, cityDay, startOfCityDay } from '../kit/clock.ts'

/** The end of the n-th working day after today. */
export async function deadline(db: Db, now: Date, workingDays: number): Promise<Date> {
  const last = addWorkingDays(await calendarInForce(db), cityDay(now), workingDays)
  return startOfCityDay(addDays(last, 1))
}
