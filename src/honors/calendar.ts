import type { Db } from '../../db/database.ts'
import { endOfNoticePeriod, workCalendar } from '../kit/calendar.ts'
import { addDays, cityDay, startOfCityDay } from '../kit/clock.ts'

/** When a notice of so many working days is over: the beginning of the day after its last one. */
export async function noticeEnd(_db: Db, workingDays: number, now: Date): Promise<Date> {
  const last = endOfNoticePeriod(workCalendar([]), cityDay(now), workingDays)
  return startOfCityDay(addDays(last, 1))
}
