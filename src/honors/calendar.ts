import type { Db } from '../../db/database.ts'
import { calendarInForce } from '../calendar/queries.ts'
import { endOfNoticePeriod } from '../kit/calendar.ts'
import { addDays, cityDay, startOfCityDay } from '../kit/clock.ts'

/** When a notice of so many working days is over: the beginning of the day after its last one. */
export async function noticeEnd(db: Db, workingDays: number, now: Date): Promise<Date> {
  const last = endOfNoticePeriod(await calendarInForce(db), cityDay(now), workingDays)
  return startOfCityDay(addDays(last, 1))
}
