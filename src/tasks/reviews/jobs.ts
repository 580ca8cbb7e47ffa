import { and, asc, eq, inArray, lte, ne } from 'drizzle-orm'
import type { Db } from '../../../db/open.ts'
import { activities, claims } from '../../../db/schema/tasks.ts'
import type { Job } from '../../jobs.ts'
import { system } from '../../kit/actor.ts'
import { day, later, minute } from '../../kit/clock.ts'
import { notify } from '../../notices/actions.ts'
import { moveClaim } from '../claims/move.ts'

const atOnce = 50
/** So long somebody may take to hand in what they did, and to send what a reviewer asked for. */
const submissionDays = 7
const fixDays = 14

const due = (db: Db, ...conditions: Parameters<typeof and>) =>
  db
    .select({ claim: claims, activity: activities })
    .from(claims)
    .innerJoin(activities, eq(activities.id, claims.activityId))
    .where(and(...conditions))
    .orderBy(asc(claims.updatedAt), asc(claims.id))
    .limit(atOnce)

const isOver = inArray(activities.status, ['ended', 'settled'])

/** Claims that wait for their person do not wait for ever: an activity could never be settled. */
const waits = [
  {
    name: 'reviews.never_handed_in',
    step: 'close',
    why: 'not_handed_in',
    find: (db: Db) => due(db, eq(claims.status, 'claimed'), eq(activities.checkIn, 'none'), isOver),
  },
  {
    name: 'reviews.nothing_added',
    step: 'reject',
    why: 'nothing_added',
    find: (db: Db, now: Date) =>
      due(db, eq(claims.status, 'returned'), lte(claims.updatedAt, later(now, -fixDays * day))),
  },
  {
    // They were there: without evidence a reviewer decides.
    name: 'reviews.handed_on',
    step: 'submit',
    why: 'no_evidence',
    find: (db: Db, now: Date) =>
      due(
        db,
        eq(claims.status, 'checked_out'),
        ne(activities.checkIn, 'none'),
        lte(activities.endsAt, later(now, -submissionDays * day)),
      ),
  },
] as const

const told = {
  not_handed_in: { zh: '任务已结束，没有收到您的提交。', en: 'The task is over and nothing was handed in.' },
  nothing_added: {
    zh: '14 天内没有补充材料，这次没有通过。不同意的话，7 天内可以申诉。',
    en: 'Nothing was added within 14 days, so it was not approved. You may appeal within 7 days.',
  },
  no_evidence: {
    zh: '7 天内没有提交成果，已按签到记录交给审核员。',
    en: 'Nothing was handed in within 7 days; a reviewer decides from your check-in.',
  },
}

export const reviewsJobs: readonly Job[] = waits.map(({ name, step, why, find }) => ({
  name,
  everyMilliseconds: 10 * minute,
  async run({ db, atomically, now }) {
    const rows = await find(db, now)
    for (const { claim, activity } of rows)
      await atomically(async (tx) => {
        await moveClaim(tx, { claim, areaPath: activity.areaPath, step, actor: system, why, now })
        await notify(tx, {
          personId: claim.personId,
          key: `claim-${claim.id}-${why}`,
          title: { zh: activity.title, en: activity.title },
          body: told[why],
          href: `/claims/${claim.id}`,
          now,
        })
      })
    return rows.length
  },
}))
