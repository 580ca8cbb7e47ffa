import { and, asc, eq, gt, isNull, lte, ne, notExists } from 'drizzle-orm'
import type { Db, Tx } from '../../db/database.ts'
import { activities, claims } from '../../db/schema/tasks.ts'
import type { Job } from '../jobs.ts'
import { system } from '../kit/actor.ts'
import { day, hour, later, minute } from '../kit/clock.ts'
import { documentInForce } from '../points/rulebook/queries.ts'
import { timeText } from '../web/ui.tsx'
import { moveActivity, settleActivity } from './activities/actions.ts'
import type { Activity } from './activities/queries.ts'
import { lapseOffer } from './claims/actions.ts'
import { closeClaims, movingClaims, tellClaimants } from './claims/together.ts'
import { makeOccurrences } from './series/jobs.ts'

const batch = 50

const standingAt = (db: Db, ...conditions: Parameters<typeof and>) =>
  db
    .select()
    .from(activities)
    .where(and(...conditions))
    .orderBy(asc(activities.startsAt), asc(activities.id))
    .limit(batch)

/** published → ongoing at the start, ongoing → ended at the end. Who is still in line then is told that it is over. */
const passTime: Job = {
  name: 'tasks_pass_time',
  everyMilliseconds: minute,
  async run({ db, atomically, now }) {
    const begun = await standingAt(db, eq(activities.status, 'published'), lte(activities.startsAt, now))
    for (const activity of begun)
      await atomically(async (tx) => {
        const ongoing = await moveActivity(tx, { activity, step: 'start', actor: system, now })
        if (ongoing.checkIn !== 'none') await closeLine(tx, ongoing, now)
      })
    const over = await standingAt(db, eq(activities.status, 'ongoing'), lte(activities.endsAt, now))
    for (const activity of over)
      await atomically(async (tx) => {
        const ended = await moveActivity(tx, { activity, step: 'end', actor: system, now })
        await closeLine(tx, ended, now)
      })
    return begun.length + over.length
  },
}

const closeLine = (tx: Tx, activity: Activity, now: Date) =>
  closeClaims(tx, { activity, statuses: ['waitlisted', 'offered'], cause: 'started', now })

/** Offers that nobody answered go to the next in line. */
const lapseOffers: Job = {
  name: 'tasks_lapse_offers',
  everyMilliseconds: minute,
  async run({ db, atomically, now }) {
    const rows = await db
      .select({ claim: claims, activity: activities })
      .from(claims)
      .innerJoin(activities, eq(activities.id, claims.activityId))
      .where(and(eq(claims.status, 'offered'), lte(claims.offerUntil, now)))
      .orderBy(asc(claims.offerUntil), asc(claims.id))
      .limit(batch)
    for (const row of rows) await atomically((tx) => lapseOffer(tx, { ...row, now }))
    return rows.length
  },
}

/** A word to everybody who signed up, a day before and an hour before. */
const remind: Job = {
  name: 'tasks_remind',
  everyMilliseconds: 5 * minute,
  async run({ db, atomically, now }) {
    let count = 0
    for (const kind of ['hour', 'day'] as const) {
      const due = await dueReminders(db, kind, now)
      for (const activity of due) await atomically((tx) => remindOf(tx, activity, kind, now))
      count += due.length
    }
    return count
  },
}

const reminded = { hour: activities.remindedHourAt, day: activities.remindedDayAt }
const ahead = { hour, day }

const dueReminders = (db: Db, kind: 'hour' | 'day', now: Date) =>
  standingAt(
    db,
    eq(activities.status, 'published'),
    ne(activities.checkIn, 'none'),
    isNull(reminded[kind]),
    gt(activities.startsAt, now),
    lte(activities.startsAt, later(now, ahead[kind])),
  )

/** The reminder of the last hour stands for the one of the day before, where that is still owed. */
async function remindOf(tx: Tx, activity: Activity, kind: 'hour' | 'day', now: Date) {
  const done = kind === 'hour' ? { remindedHourAt: now, remindedDayAt: now } : { remindedDayAt: now }
  await tx.update(activities).set(done).where(eq(activities.id, activity.id))
  await tellClaimants(tx, {
    activity,
    statuses: ['claimed'],
    key: `remind-${kind}-${activity.startsAt.getTime()}`,
    ...reminderWords(activity, kind),
    now,
  })
}

const reminderWords = ({ title, startsAt, place }: Activity, kind: 'hour' | 'day') => ({
  title:
    kind === 'hour'
      ? { zh: `马上开始：${title}`, en: `Soon: ${title}` }
      : { zh: `别忘了：${title}`, en: `Coming up: ${title}` },
  body: {
    zh: `${timeText(startsAt, 'zh')}，${place}。来不了请尽早退出，让给别人。`,
    en: `${timeText(startsAt, 'en')}, ${place}. If you cannot come, please give your place back early.`,
  },
})

/** Ended activities whose claims have all come to rest. */
const settle: Job = {
  name: 'tasks_settle',
  everyMilliseconds: 10 * minute,
  async run({ db, atomically, now }) {
    const { terms } = await documentInForce(db, 'TASKS', now)
    const due = await standingAt(db, eq(activities.status, 'ended'), notExists(movingClaims(db, terms, now)))
    let settled = 0
    for (const { id } of due)
      if (await atomically((tx) => settleActivity(tx, { activityId: id, actor: system, now }))) settled++
    return settled
  },
}

export const tasksJobs: readonly Job[] = [passTime, lapseOffers, remind, settle, makeOccurrences]
