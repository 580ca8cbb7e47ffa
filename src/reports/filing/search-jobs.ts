import { and, asc, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { reports } from '../../../db/schema/reports.ts'
import type { Job } from '../../jobs.ts'
import { minute } from '../../kit/clock.ts'
import type { Report } from '../queries.ts'
import { reportGrams } from './search.ts'

const atOnce = 200
/** As the index says it, so that it is used. */
const isUnread = sql`staff_grams = ''`

/** What was filed before staff had a search of their own, or before homes were taken out of everybody's. */
export const readForSearch: Job = {
  name: 'reports_search',
  lane: 'imports',
  everyMilliseconds: 10 * minute,
  run: ({ atomically }) =>
    atomically(async (tx) => {
      const unread = await tx
        .select({
          ...{ id: reports.id, number: reports.number, address: reports.address },
          ...{ words: reports.words, publicWords: reports.publicWords },
        })
        .from(reports)
        .where(isUnread)
        .orderBy(asc(reports.id))
        .limit(atOnce)
      for (const report of unread) await writeGrams(tx, report)
      return unread.length
    }),
}

/** Changes nothing of a report whose words changed since they were read: who changed them wrote its grams. */
export const writeGrams = (tx: Tx, report: Pick<Report, 'id' | 'number' | 'words' | 'publicWords' | 'address'>) =>
  tx
    .update(reports)
    .set(reportGrams(report))
    .where(and(eq(reports.id, report.id), isUnread))
