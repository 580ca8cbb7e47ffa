import { and, eq, lt, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { once } from '../../../db/once.ts'
import { activities, activitySeries } from '../../../db/schema/tasks.ts'
import type { Actor } from '../../kit/actor.ts'
import { cityDay, fromCityTime, later, minute, toCityTime } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal, sameVersion } from '../../kit/refusal.ts'
import { activityForStaff, cancelActivity, draftActivity, publishActivity } from '../activities/actions.ts'
import { type ActivityFields, fieldsOf } from '../activities/input.ts'
import type { Activity } from '../activities/queries.ts'
import { type Series, seriesForStaff } from './queries.ts'
import { assertPattern, type Pattern } from './rules.ts'

export type NewSeries = {
  key: string
  activityId: string
  pattern: Pick<Pattern, 'repeats' | 'interval' | 'weekdays' | 'monthDay' | 'lastDay'>
  /** Publish every occurrence as it is made. */
  publishes: boolean
  actor: Actor
  now: Date
}

/**
 * Lets an activity come again: it becomes the first of a series, and the clockwork makes the others four weeks ahead.
 *
 * @returns the series' id
 * @throws Refusal `series_ends_early`, `series_too_long`, `weekdays_needed`, `series_day_too_long`, `already_in_series`
 */
export function repeatActivity(
  tx: Tx,
  { key, activityId, pattern, publishes, actor, now }: NewSeries,
): Promise<string> {
  const content = ['repeatActivity', activityId, pattern, publishes]
  return once(tx, { key, actorId: actor.id, content, now }, async () => {
    const activity = await activityForStaff(tx, activityId, actor)
    if (activity.seriesId) throw new Refusal('conflict', 'already_in_series')
    const firstDay = cityDay(activity.startsAt)
    const { template, startTime, minutes } = templateOf(activity)
    assertPattern({ ...pattern, firstDay }, minutes)

    const id = newId(now)
    await tx.insert(activitySeries).values({
      ...pattern,
      id,
      areaId: activity.areaId,
      areaPath: activity.areaPath,
      publisherId: actor.id,
      template,
      firstDay,
      startTime,
      minutes,
      exceptions: [],
      publishes,
      madeThrough: firstDay,
      createdAt: now,
    })
    await tx.update(activities).set({ seriesId: id, seriesDay: firstDay }).where(eq(activities.id, activityId))
    return id
  })
}

/** What every occurrence begins as: the fields, the time of day, and how long before it signing up ends. */
function templateOf(activity: Activity) {
  const { startsAt, endsAt, signUpUntil, ...fields } = fieldsOf(activity)
  const between = (from: Date, to: Date) => Math.round((to.getTime() - from.getTime()) / minute)
  return {
    template: { ...fields, signUpMinutes: between(startsAt, signUpUntil) },
    startTime: toCityTime(startsAt).slice(11),
    minutes: between(startsAt, endsAt),
  }
}

/** An occurrence's fields on its day. */
export function fieldsOn({ template, startTime, minutes }: Series, day: string): ActivityFields {
  const { signUpMinutes, ...fields } = template as Omit<ActivityFields, 'startsAt' | 'endsAt' | 'signUpUntil'> & {
    signUpMinutes: number
  }
  const startsAt = fromCityTime(`${day}T${startTime}`) as Date
  return {
    ...fields,
    startsAt,
    endsAt: later(startsAt, minutes * minute),
    signUpUntil: later(startsAt, signUpMinutes * minute),
  }
}

type Making = { series: Series; day: string; publishes: boolean; actor: Actor; now: Date }

/** Makes the activity of one day, in the publisher's name and with the roles they hold now; again changes nothing. */
export async function makeOccurrence(tx: Tx, { series, day, publishes, actor, now }: Making): Promise<string> {
  const id = await draftActivity(tx, {
    key: `series-${series.id}-${day}`,
    fields: fieldsOn(series, day),
    series: { id: series.id, day },
    actor,
    now,
  })
  if (publishes) await publishActivity(tx, { activityId: id, actor, now })
  return id
}

/** Remembers how far a series has been made. */
export async function markMade(tx: Tx, { series, day }: { series: Series; day: string }): Promise<void> {
  await tx
    .update(activitySeries)
    .set({ madeThrough: day })
    .where(and(eq(activitySeries.id, series.id), lt(activitySeries.madeThrough, day)))
}

type Change = { seriesId: string; version: number; actor: Actor; now: Date }

/**
 * Leaves a day out. A draft made for it is discarded; a published one must be called off by hand, with a reason that
 * those who signed up will read.
 *
 * @throws Refusal `series_day_published`
 */
export async function skipDay(
  tx: Tx,
  { seriesId, version, day, actor, now }: Change & { day: string },
): Promise<Series> {
  const series = await seriesForStaff(tx, seriesId, actor)
  const [made] = await tx
    .select()
    .from(activities)
    .where(and(eq(activities.seriesId, seriesId), eq(activities.seriesDay, day)))
  if (made && made.status !== 'draft' && made.status !== 'canceled')
    throw new Refusal('conflict', 'series_day_published', { field: 'day' })
  const exceptions = [...new Set([...series.exceptions, day])].sort()
  const changed = await write(tx, series, version, { exceptions })
  if (made?.status === 'draft') await cancelActivity(tx, { activityId: made.id, actor, why: '', now })
  return changed
}

/** From now on every occurrence begins as a copy of this one. What has been made already stays as it is. */
export async function retemplate(tx: Tx, { seriesId, version, activityId, actor }: Change & { activityId: string }) {
  const series = await seriesForStaff(tx, seriesId, actor)
  const activity = await activityForStaff(tx, activityId, actor)
  if (activity.seriesId !== seriesId) throw new Refusal('missing', 'activity_missing')
  return write(tx, series, version, templateOf(activity))
}

/** No more occurrences; those that were made stay. */
export async function endSeries(tx: Tx, { seriesId, version, actor, now }: Change): Promise<Series> {
  const series = await seriesForStaff(tx, seriesId, actor)
  return write(tx, series, version, { endedAt: series.endedAt ?? now })
}

async function write(tx: Tx, series: Series, version: number, set: Partial<Series>): Promise<Series> {
  sameVersion(series.version, version)
  const [changed] = await tx
    .update(activitySeries)
    .set({ ...set, version: sql`${activitySeries.version} + 1` })
    .where(and(eq(activitySeries.id, series.id), eq(activitySeries.version, version)))
    .returning()
  if (!changed) throw new Refusal('conflict', 'activity_moved')
  return changed
}
