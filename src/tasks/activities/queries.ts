import { and, asc, desc, eq, gt, inArray, like, lt, or, type SQL, sql } from 'drizzle-orm'
import { type Db, prepared } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { people } from '../../../db/schema/people.ts'
import { activities, activityEvents } from '../../../db/schema/tasks.ts'
import { found } from '../../kit/refusal.ts'
import type { ActivityStatus, Kind } from './rules.ts'

export type Activity = typeof activities.$inferSelect

const byId = prepared('activity_by_id', (tx) =>
  tx
    .select()
    .from(activities)
    .where(eq(activities.id, sql.placeholder('id'))),
)

/** @throws Refusal `activity_missing` */
export async function activityById(db: Db, id: string): Promise<Activity> {
  const [activity] = await byId(db, { id })
  return found(activity, 'activity_missing')
}

/** What residents may look for. `from` and `to` are instants: activities that take place in between. */
export type Search = {
  areaPath?: string | undefined
  kind?: Kind | undefined
  from?: Date | undefined
  to?: Date | undefined
  hasPlaces?: boolean | undefined
  words?: string | undefined
  after?: Cursor | undefined
}

/** Where the next page begins: the last row's start and id. */
export type Cursor = { startsAt: Date; id: string }

export const pageSize = 50

/** Written out, so that the partial index serves it: the first rows are then found without sorting all. */
const isOpen = sql`status in ('published', 'ongoing')`
const brief = { id: activities.id, version: activities.version, taken: activities.taken, startsAt: activities.startsAt }
const inOrder = [asc(activities.startsAt), asc(activities.id)] as const

const firstOpen = prepared('activities_first_open', (tx) =>
  tx
    .select(brief)
    .from(activities)
    .where(and(isOpen, gt(activities.signUpUntil, sql.param(sql.placeholder('now'), activities.signUpUntil))))
    .orderBy(...inOrder)
    .limit(pageSize + 1),
)

/**
 * What residents can sign up for, the soonest first: only what names a row's drawn fragment. Everything else is read
 * with `activitiesForRows`, for the rows that nobody drew yet.
 */
export async function openActivities(db: Db, search: Search, now: Date) {
  const conditions = conditionsOf(search)
  const rows = conditions.length ? await searched(db, conditions, now) : await firstOpen(db, { now })
  const shown = rows.slice(0, pageSize)
  return { rows: shown, next: rows.length > pageSize ? shown.at(-1) : undefined }
}

const searched = (db: Db, conditions: SQL[], now: Date) =>
  db
    .select(brief)
    .from(activities)
    .where(and(isOpen, gt(activities.signUpUntil, now), ...conditions))
    .orderBy(...inOrder)
    .limit(pageSize + 1)

function conditionsOf({ areaPath, kind, from, to, hasPlaces, words, after }: Search): SQL[] {
  return [
    areaPath && like(activities.areaPath, `${areaPath}%`),
    kind && eq(activities.kind, kind),
    from && gt(activities.endsAt, from),
    to && lt(activities.startsAt, to),
    hasPlaces && lt(activities.taken, activities.capacity),
    words && containsWords(words),
    after && laterThan(after),
  ].filter((condition): condition is SQL => Boolean(condition))
}

const laterThan = ({ startsAt, id }: Cursor) =>
  or(gt(activities.startsAt, startsAt), and(eq(activities.startsAt, startsAt), gt(activities.id, id)))

/** Every word somewhere in the title, place or description, upper and lower case alike; `%` and `_` mean themselves. */
function containsWords(words: string): SQL | undefined {
  const patterns = words.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 5)
  const everything = sql`lower(${activities.title} || ' ' || ${activities.place} || ' ' || ${activities.description})`
  return and(...patterns.map((word) => sql`${everything} like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`))
}

/** Activities with their area's name, for drawing. */
export const activitiesForRows = (db: Db, ids: string[]) =>
  db
    .select({ activity: activities, areaName: areas.name })
    .from(activities)
    .innerJoin(areas, eq(areas.id, activities.areaId))
    .where(inArray(activities.id, ids))
    .orderBy(asc(activities.id))

export type DeskSearch = {
  /** The areas the actor looks after. */
  areaPaths: readonly string[]
  statuses?: readonly ActivityStatus[] | undefined
  words?: string | undefined
  before?: Cursor | undefined
}

/** What staff look after, the latest start first. */
export async function deskActivities(db: Db, { areaPaths, statuses, words, before }: DeskSearch) {
  const rows = await db
    .select({ activity: activities, areaName: areas.name })
    .from(activities)
    .innerJoin(areas, eq(areas.id, activities.areaId))
    .where(
      and(
        or(sql`1 = 0`, ...areaPaths.map((path) => like(activities.areaPath, `${path}%`))),
        statuses && inArray(activities.status, [...statuses]),
        words ? containsWords(words) : undefined,
        before &&
          or(
            lt(activities.startsAt, before.startsAt),
            and(eq(activities.startsAt, before.startsAt), lt(activities.id, before.id)),
          ),
      ),
    )
    .orderBy(desc(activities.startsAt), desc(activities.id))
    .limit(pageSize + 1)
  const shown = rows.slice(0, pageSize)
  return { rows: shown, next: rows.length > pageSize ? shown.at(-1)?.activity : undefined }
}

/** What happened to an activity and by whom, the oldest first. The clockwork has no name. */
export async function eventsOfActivity(db: Db, activityId: string) {
  const rows = await db
    .select({ event: activityEvents, actorName: people.displayName })
    .from(activityEvents)
    .leftJoin(people, eq(people.id, activityEvents.actorId))
    .where(eq(activityEvents.activityId, activityId))
    .orderBy(asc(activityEvents.version), asc(activityEvents.id))
  return rows.map(({ event, actorName }) => ({ ...event, actorName }))
}
