import { and, asc, eq, isNull, lte, notExists } from 'drizzle-orm'
import { starNotices, starObjections } from '../../../db/schema/honors.ts'
import type { Job } from '../../jobs.ts'
import { minute } from '../../kit/clock.ts'
import { settleStar } from './notices.ts'

const atOnce = 100

/** Star levels whose notice is over with every objection answered count from then on. */
export const starsJobs: readonly Job[] = [
  {
    name: 'honors.stars',
    everyMilliseconds: 10 * minute,
    async run({ db, atomically, now }) {
      const open = and(eq(starObjections.noticeId, starNotices.id), isNull(starObjections.outcome))
      const unanswered = db.select({ id: starObjections.id }).from(starObjections).where(open)
      const due = await db
        .select({ id: starNotices.id })
        .from(starNotices)
        .where(and(eq(starNotices.state, 'noticed'), lte(starNotices.noticeEndsAt, now), notExists(unanswered)))
        .orderBy(asc(starNotices.noticeEndsAt), asc(starNotices.id))
        .limit(atOnce)
      for (const { id } of due) await atomically((tx) => settleStar(tx, id, now))
      return due.length
    },
  },
]
