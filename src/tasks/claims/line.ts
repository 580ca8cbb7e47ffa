import { and, asc, eq, gt, lt, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { activities, claims } from '../../../db/schema/tasks.ts'
import { system } from '../../kit/actor.ts'
import { notify } from '../../notices/actions.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { timeText } from '../../web/ui.tsx'
import type { Activity } from '../activities/queries.ts'
import { signUpState } from '../activities/rules.ts'
import { moveClaim } from './move.ts'
import { offerUntil } from './rules.ts'

/** Takes one of the places if one is free. The statement itself decides: fifty at once for ten get exactly ten. */
export async function takePlace(tx: Tx, activityId: string): Promise<boolean> {
  const [taken] = await tx
    .update(activities)
    .set({ taken: sql`${activities.taken} + 1` })
    .where(and(eq(activities.id, activityId), isFree))
    .returning({ id: activities.id })
  return Boolean(taken)
}

const isFree = lt(activities.taken, activities.capacity)

/** The next number in line. Holds the activity's row until the commit, so that no place is freed unseen meanwhile. */
export async function joinLine(tx: Tx, activityId: string): Promise<{ queueNumber: number; activity: Activity }> {
  const [activity] = await tx
    .update(activities)
    .set({ queued: sql`${activities.queued} + 1` })
    .where(eq(activities.id, activityId))
    .returning()
  return { queueNumber: (activity as Activity).queued, activity: activity as Activity }
}

/** Holds the activity's row until the commit: who leaves the line is not offered a place at the same moment. */
export async function holdLine(tx: Tx, activityId: string): Promise<void> {
  await tx
    .update(activities)
    .set({ queued: sql`${activities.queued}` })
    .where(eq(activities.id, activityId))
}

/** Gives a place back, and offers it to the next in line. */
export async function freePlace(tx: Tx, activityId: string, now: Date): Promise<void> {
  const [activity] = await tx
    .update(activities)
    .set({ taken: sql`${activities.taken} - 1` })
    .where(and(eq(activities.id, activityId), gt(activities.taken, 0)))
    .returning()
  if (activity) await offerFreePlaces(tx, activity, now)
}

/**
 * Offers free places to those in line, in their order, while there is time to answer. An offered place counts as taken.
 *
 * @param activity as it stands, its row held by the caller's update
 */
export async function offerFreePlaces(tx: Tx, activity: Activity, now: Date): Promise<void> {
  const { terms } = await documentInForce(tx, 'TASKS', now)
  const until = offerUntil(terms, activity, now)
  if (!until || signUpState(activity, now) === 'canceled') return
  for (const next of await nextInLine(tx, activity.id, activity.capacity - activity.taken)) {
    await takePlace(tx, activity.id)
    await moveClaim(
      tx,
      { claim: next, areaPath: activity.areaPath, step: 'offer', actor: system, now },
      { offerUntil: until },
    )
    await notify(tx, {
      personId: next.personId,
      key: `claim-${next.id}-offer-${next.version}`,
      ...offerWords(activity, until),
      href: `/claims/${next.id}`,
      now,
    })
  }
}

const nextInLine = (tx: Tx, activityId: string, places: number) =>
  tx
    .select()
    .from(claims)
    .where(and(eq(claims.activityId, activityId), eq(claims.status, 'waitlisted')))
    .orderBy(asc(claims.queueNumber), asc(claims.id))
    .limit(Math.max(0, places))

const offerWords = ({ title }: Activity, until: Date) => ({
  title: { zh: `轮到您了：${title}`, en: `A place for you: ${title}` },
  body: {
    zh: `有人让出了名额。请在 ${timeText(until, 'zh')} 之前确认参加，过时名额会给下一位。`,
    en: `Somebody gave back a place. Please accept before ${timeText(until, 'en')}; after that it goes to the next in line.`,
  },
})
