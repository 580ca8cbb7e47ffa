import { asc, inArray } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { whistles } from '../../../db/schema/reports.ts'
import type { Whistle } from '../queries.ts'

/** Every call of these reports. */
export const whistlesOfReports = (db: Db, reportIds: readonly string[]): Promise<Whistle[]> =>
  db
    .select()
    .from(whistles)
    .where(inArray(whistles.reportId, [...reportIds]))
    .orderBy(asc(whistles.reportId), asc(whistles.id))
