import { and, asc, count, eq, gt, inArray, like, lt, notExists, notInArray, sql } from 'drizzle-orm'
import { type Db, prepared } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { people } from '../../../db/schema/people.ts'
import { stores } from '../../../db/schema/stock.ts'
import { orders } from '../../../db/schema/stores.ts'
import { activities, claims } from '../../../db/schema/tasks.ts'

const shownMax = 3

/** Claims that still ask something of their person, the next one first. */
const openClaims = prepared('home_claims', (tx) =>
  tx
    .select({
      id: claims.id,
      status: claims.status,
      offerUntil: claims.offerUntil,
      title: activities.title,
      place: activities.place,
      startsAt: activities.startsAt,
      endsAt: activities.endsAt,
      checkIn: activities.checkIn,
    })
    .from(claims)
    .innerJoin(activities, eq(activities.id, claims.activityId))
    .where(
      and(
        eq(claims.personId, sql.placeholder('personId')),
        inArray(claims.status, ['claimed', 'waitlisted', 'offered', 'checked_in', 'checked_out', 'returned']),
        inArray(activities.status, ['published', 'ongoing', 'ended']),
      ),
    )
    .orderBy(asc(activities.startsAt), asc(claims.id))
    .limit(shownMax),
)
export const openClaimsOf = (db: Db, personId: string) => openClaims(db, { personId })
export type OpenClaim = Awaited<ReturnType<typeof openClaimsOf>>[number]

/** Orders that wait at a counter, the one that lapses first on top. */
const pickups = prepared('home_pickups', (tx) =>
  tx
    .select({
      id: orders.id,
      number: orders.number,
      state: orders.state,
      pickupUntil: orders.pickupUntil,
      storeName: stores.name,
    })
    .from(orders)
    .innerJoin(stores, eq(stores.id, orders.storeId))
    .where(
      and(
        eq(orders.personId, sql.placeholder('personId')),
        inArray(orders.state, ['placed', 'ready', 'partly_collected']),
      ),
    )
    .orderBy(asc(orders.pickupUntil), asc(orders.id))
    .limit(shownMax),
)
export const pickupsOf = (db: Db, personId: string) => pickups(db, { personId })
export type Pickup = Awaited<ReturnType<typeof pickupsOf>>[number]

/** A task that may be done at any time is open while it goes on. */
const isOpen = (now: Date) =>
  and(
    inArray(activities.status, ['published', 'ongoing']),
    gt(activities.signUpUntil, now),
    lt(activities.taken, activities.capacity),
  )

type Near = { areaPath: string; personId: string }

/** What can be claimed now, the next one first; for somebody, below their area and without what they claimed already. */
export const openActivities = (db: Db, now: Date, near?: Near) =>
  db
    .select({
      id: activities.id,
      title: activities.title,
      place: activities.place,
      startsAt: activities.startsAt,
      endsAt: activities.endsAt,
      checkIn: activities.checkIn,
      pointsEach: activities.pointsEach,
      left: sql<number>`${activities.capacity} - ${activities.taken}`.mapWith(Number),
      areaName: areas.name,
    })
    .from(activities)
    .innerJoin(areas, eq(areas.id, activities.areaId))
    .where(and(isOpen(now), near && like(activities.areaPath, `${near.areaPath}%`), near && notClaimedBy(db, near)))
    .orderBy(asc(activities.startsAt), asc(activities.id))
    .limit(shownMax)

const notClaimedBy = (db: Db, { personId }: Near) =>
  notExists(
    db
      .select({ id: claims.id })
      .from(claims)
      .where(
        and(
          eq(claims.activityId, activities.id),
          eq(claims.personId, personId),
          notInArray(claims.status, ['canceled', 'late_canceled', 'excused']),
        ),
      ),
  )
export type OpenActivity = Awaited<ReturnType<typeof openActivities>>[number]

/** How much there is to do and where to go, for somebody who looks in for the first time. */
export async function invitation(db: Db, now: Date) {
  const [tasks, shops] = await Promise.all([
    db.select({ open: count() }).from(activities).where(isOpen(now)),
    db.select({ open: count() }).from(stores).where(eq(stores.status, 'open')),
  ])
  return { tasks: tasks[0]?.open ?? 0, stores: shops[0]?.open ?? 0 }
}

/** The path of the community (or village) somebody lives in: what is near them. */
export async function communityPathOf(db: Db, personId: string): Promise<string> {
  const [home] = await db
    .select({ path: areas.path })
    .from(people)
    .innerJoin(areas, eq(areas.id, people.areaId))
    .where(eq(people.id, personId))
  // City, street, community: what lies below is too small to have a life of its own.
  return home ? `${home.path.split('/').slice(0, 3).join('/')}/` : ''
}
