import type { Db } from '../../db/database.ts'
import { type WorkCalendar, workCalendar } from '../kit/calendar.ts'

/** The calendar by which the clocks of departments run. */
export const officeCalendar = async (_db: Db): Promise<WorkCalendar> => workCalendar([])
