import { and, asc, gte, inArray, lt, ne } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { activities } from '../../../db/schema/tasks.ts'
import { reached } from '../../areas/reach.ts'
import type { Actor } from '../../kit/actor.ts'
import { addDays, cityDay, startOfCityDay } from '../../kit/clock.ts'

const shownMax = 20

/** What people come together for on the city day of `now`, the next one first. */
export function activitiesToday(db: Db, actor: Actor, now: Date) {
  const today = cityDay(now)
  return db
    .select({
      id: activities.id,
      title: activities.title,
      place: activities.place,
      startsAt: activities.startsAt,
      status: activities.status,
      taken: activities.taken,
      capacity: activities.capacity,
    })
    .from(activities)
    .where(
      and(
        inArray(activities.status, ['published', 'ongoing', 'ended']),
        ne(activities.checkIn, 'none'),
        lt(activities.startsAt, startOfCityDay(addDays(today, 1))),
        gte(activities.endsAt, startOfCityDay(today)),
        reached(activities.areaPath, actor, ['clerk', 'reviewer', 'admin']),
      ),
    )
    .orderBy(asc(activities.startsAt), asc(activities.id))
    .limit(shownMax)
}
