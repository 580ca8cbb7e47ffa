import { asc, eq, sql } from 'drizzle-orm'
import { reports } from '../../../db/schema/reports.ts'
import type { Job } from '../../jobs.ts'
import { minute } from '../../kit/clock.ts'
import { reportGrams } from './search.ts'

const atOnce = 200

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
        // As the index says it, so that it is used.
        .where(sql`staff_grams = ''`)
        .orderBy(asc(reports.id))
        .limit(atOnce)
      for (const report of unread) await tx.update(reports).set(reportGrams(report)).where(eq(reports.id, report.id))
      return unread.length
    }),
}
