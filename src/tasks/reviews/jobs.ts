import { and, asc, eq, inArray, lte, ne } from 'drizzle-orm'
import type { Db } from '../../../db/open.ts'
import { activities, claims } from '../../../db/schema/tasks.ts'
import type { Job } from '../../jobs.ts'
import { system } from '../../kit/actor.ts'
import { day, later, minute } from '../../kit/clock.ts'
import { notify } from '../../notices/actions.ts'
import type { DocumentTerms } from '../../points/rulebook/documents/rules.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { moveClaim } from '../claims/move.ts'
import { forgetEvidence } from './retention.ts'

const atOnce = 50

/** How long somebody may take to hand in what they did, and to send what a reviewer asked for. */
type Terms = DocumentTerms<'TASKS'>

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
    find: (db: Db, now: Date, { fixDays }: Terms) =>
      due(db, eq(claims.status, 'returned'), lte(claims.updatedAt, later(now, -fixDays * day))),
  },
  {
    // They were there: without evidence a reviewer decides.
    name: 'reviews.handed_on',
    step: 'submit',
    why: 'no_evidence',
    find: (db: Db, now: Date, { submissionDays }: Terms) =>
      due(
        db,
        eq(claims.status, 'checked_out'),
        ne(activities.checkIn, 'none'),
        lte(activities.endsAt, later(now, -submissionDays * day)),
      ),
  },
] as const

const told = {
  not_handed_in: () => ({ zh: '任务已结束，没有收到您的提交。', en: 'The task is over and nothing was handed in.' }),
  nothing_added: ({ fixDays, appealDays }: Terms) => ({
    zh: `${fixDays} 天内没有补充材料，这次没有通过。不同意的话，${appealDays} 天内可以申诉。`,
    en: `Nothing was added within ${fixDays} days, so it was not approved. You may appeal within ${appealDays} days.`,
  }),
  no_evidence: ({ submissionDays }: Terms) => ({
    zh: `${submissionDays} 天内没有提交成果，已按签到记录交给审核员。`,
    en: `Nothing was handed in within ${submissionDays} days; a reviewer decides from your check-in.`,
  }),
}

const waitingJobs: readonly Job[] = waits.map(({ name, step, why, find }) => ({
  name,
  everyMilliseconds: 10 * minute,
  async run({ db, atomically, now }) {
    const { terms } = await documentInForce(db, 'TASKS', now)
    const rows = await find(db, now, terms)
    for (const { claim, activity } of rows)
      await atomically(async (tx) => {
        await moveClaim(tx, { claim, areaPath: activity.areaPath, step, actor: system, why, now })
        await notify(tx, {
          personId: claim.personId,
          key: `claim-${claim.id}-${why}`,
          title: { zh: activity.title, en: activity.title },
          body: told[why](terms),
          href: `/claims/${claim.id}`,
          now,
        })
      })
    return rows.length
  },
}))

export const reviewsJobs: readonly Job[] = [...waitingJobs, forgetEvidence]
