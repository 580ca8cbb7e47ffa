import { type AnyColumn, and, asc, count, eq, gte, inArray, isNull, like, lt, ne, or, type SQL, sql } from 'drizzle-orm'

import type { Db } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { starNotices, starObjections } from '../../../db/schema/honors.ts'
import { backEntries } from '../../../db/schema/hours.ts'
import { people } from '../../../db/schema/people.ts'
import { ruleVersions } from '../../../db/schema/points.ts'
import { stockLots, stores } from '../../../db/schema/stock.ts'
import { discrepancies, orders } from '../../../db/schema/stores.ts'
import { activities, claims } from '../../../db/schema/tasks.ts'
import { type Actor, areasUnder, type Role } from '../../kit/actor.ts'
import { addDays, cityDay, startOfCityDay } from '../../kit/clock.ts'
import { standingInCity } from '../../points/rulebook/access.ts'

const shownMax = 20
const nearExpiryDays = 14

/** The rows of an area column that the actor's roles reach; nothing where no role reaches anything. */
function within(column: AnyColumn, actor: Actor, roles: readonly Role[]): SQL {
  const paths = areasUnder(actor, roles)
  return or(...paths.map((path) => like(column, `${path}%`))) ?? sql`1 = 0`
}

/** The stores whose counter or shelf is the actor's: by name, or by area. */
function atStores(actor: Actor): SQL {
  const ids = actor.grants.flatMap(({ storeId }) => (storeId ? [storeId] : []))
  const named = ids.length ? inArray(stores.id, ids) : sql`1 = 0`
  return or(named, within(areas.path, actor, ['keeper', 'admin'])) as SQL
}

const counted = async (rows: Promise<{ rows: number }[]>) => (await rows)[0]?.rows ?? 0

/** Submissions and appeals that wait for a decision by somebody else than the actor. */
export const reviewsWaiting = (db: Db, actor: Actor) =>
  counted(
    db
      .select({ rows: count() })
      .from(claims)
      .innerJoin(activities, eq(activities.id, claims.activityId))
      .where(
        and(
          inArray(claims.status, ['submitted', 'appealed']),
          ne(claims.personId, actor.id),
          ne(activities.publisherId, actor.id),
          within(activities.areaPath, actor, ['reviewer', 'admin']),
        ),
      ),
  )

/** Back-entries that wait for a second person. */
export const backEntriesWaiting = (db: Db, actor: Actor) =>
  counted(
    db
      .select({ rows: count() })
      .from(backEntries)
      .where(
        and(
          inArray(backEntries.state, ['proposed', 'objected']),
          ne(backEntries.proposedBy, actor.id),
          within(backEntries.areaPath, actor, ['reviewer', 'admin']),
        ),
      ),
  )

/** Objections to star levels that nobody has answered, for those who may: neither one's own nor to one's own stars. */
export const starObjectionsWaiting = (db: Db, actor: Actor) =>
  counted(
    db
      .select({ rows: count() })
      .from(starObjections)
      .innerJoin(starNotices, eq(starNotices.id, starObjections.noticeId))
      .where(
        and(
          isNull(starObjections.outcome),
          eq(starNotices.state, 'noticed'),
          ne(starObjections.personId, actor.id),
          ne(starNotices.personId, actor.id),
          within(starNotices.areaPath, actor, ['reviewer', 'admin']),
        ),
      ),
  )

/** Rule versions with a day that somebody else proposed: whoever stands over the whole city confirms them. */
export const ruleProposalsWaiting = async (db: Db, actor: Actor) => {
  const standing = await standingInCity(db, actor)
  if (!standing.has('auditor') && !standing.has('admin')) return 0
  return db.$count(ruleVersions, and(eq(ruleVersions.state, 'proposed'), ne(ruleVersions.proposedBy, actor.id)))
}

/** Residents who signed up and whose identity nobody has seen yet. */
export const unverifiedResidents = (db: Db, actor: Actor) =>
  counted(
    db
      .select({ rows: count() })
      .from(people)
      .innerJoin(areas, eq(areas.id, people.areaId))
      .where(
        and(
          sql`${people.verifiedAt} is null`,
          eq(people.status, 'active'),
          within(areas.path, actor, ['clerk', 'admin']),
        ),
      ),
  )

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
        within(activities.areaPath, actor, ['clerk', 'reviewer', 'admin']),
      ),
    )
    .orderBy(asc(activities.startsAt), asc(activities.id))
    .limit(shownMax)
}

/** Orders that wait at the actor's counters, with how many of them lapse within the next city day. */
export async function pickupsWaiting(db: Db, actor: Actor, now: Date) {
  const tomorrow = startOfCityDay(addDays(cityDay(now), 1))
  const [row] = await db
    .select({
      waiting: count(),
      lapsingToday: sql<number>`sum(case when ${lt(orders.pickupUntil, tomorrow)} then 1 else 0 end)`.mapWith(Number),
    })
    .from(orders)
    .innerJoin(stores, eq(stores.id, orders.storeId))
    .innerJoin(areas, eq(areas.id, stores.areaId))
    .where(and(inArray(orders.state, ['placed', 'ready', 'partly_collected']), atStores(actor)))
  return { waiting: row?.waiting ?? 0, lapsingToday: row?.lapsingToday ?? 0 }
}

/** Hand-overs without network that no order covers, for those who may settle them: not one's own. */
export const discrepanciesOpen = (db: Db, actor: Actor) =>
  counted(
    db
      .select({ rows: count() })
      .from(discrepancies)
      .innerJoin(stores, eq(stores.id, discrepancies.storeId))
      .innerJoin(areas, eq(areas.id, stores.areaId))
      .where(
        and(
          eq(discrepancies.state, 'open'),
          ne(discrepancies.keeperId, actor.id),
          within(areas.path, actor, ['clerk', 'admin']),
        ),
      ),
  )

/** Lots on the actor's shelves that may be handed out for two more weeks at most. */
export const lotsNearExpiry = (db: Db, actor: Actor, now: Date) =>
  counted(
    db
      .select({ rows: count() })
      .from(stockLots)
      .innerJoin(stores, eq(stores.id, stockLots.storeId))
      .innerJoin(areas, eq(areas.id, stores.areaId))
      .where(
        and(
          sql`${stockLots.onHand} > 0`,
          sql`${stockLots.expiresOn} <= ${addDays(cityDay(now), nearExpiryDays)}`,
          atStores(actor),
        ),
      ),
  )
