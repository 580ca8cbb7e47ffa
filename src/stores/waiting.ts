import { and, count, eq, inArray, lt, ne, sql } from 'drizzle-orm'
import { counted, type Db } from '../../db/database.ts'
import { areas } from '../../db/schema/areas.ts'
import { deliveries } from '../../db/schema/deliveries.ts'
import { stores } from '../../db/schema/stock.ts'
import { discrepancies, orders } from '../../db/schema/stores.ts'
import { reached } from '../areas/reach.ts'
import { type Actor, holds } from '../kit/actor.ts'
import { addDays, cityDay, startOfCityDay } from '../kit/clock.ts'
import { atStores } from '../stock/reach.ts'
import type { Waiting, WaitingRoom } from '../web/waiting.ts'

/** Orders to hand over or bring for keepers, and for clerks the hand-overs without network that no order covers. */
export const storesWaiting: WaitingRoom = async ({ db, actor, now }) => {
  const parts: Promise<Waiting[]>[] = []
  if (holds(actor, ['keeper', 'admin'])) parts.push(keeping(db, actor, now))
  if (holds(actor, ['clerk', 'admin'])) parts.push(settling(db, actor))
  return (await Promise.all(parts)).flat()
}

async function keeping(db: Db, actor: Actor, now: Date): Promise<Waiting[]> {
  const isKeeper = holds(actor, ['keeper'])
  const [pickups, asked] = await Promise.all([pickupsWaiting(db, actor, now), deliveriesAsked(db, actor)])
  const lapsing = pickups.lapsingToday
  return [
    {
      href: isKeeper ? '/counter' : '/desk/stores',
      value: pickups.waiting,
      label: { zh: '单等待领取', en: 'orders to hand over' },
      note: lapsing > 0 ? { zh: `其中 ${lapsing} 单今天到期`, en: `${lapsing} lapse today` } : undefined,
    },
    { href: '/deliveries', value: isKeeper ? asked : 0, label: { zh: '单等人送上门', en: 'to bring to the door' } },
  ]
}

/** Orders that wait at the actor's counters, with how many of them lapse within the city day of `now`. */
async function pickupsWaiting(db: Db, actor: Actor, now: Date) {
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

async function deliveriesAsked(db: Db, actor: Actor): Promise<number> {
  return counted(
    db
      .select({ rows: count() })
      .from(deliveries)
      .innerJoin(stores, eq(stores.id, deliveries.storeId))
      .innerJoin(areas, eq(areas.id, stores.areaId))
      .where(and(eq(deliveries.state, 'asked'), atStores(actor))),
  )
}

/** For those who may settle them: not one's own. */
async function settling(db: Db, actor: Actor): Promise<Waiting[]> {
  const open = counted(
    db
      .select({ rows: count() })
      .from(discrepancies)
      .innerJoin(stores, eq(stores.id, discrepancies.storeId))
      .innerJoin(areas, eq(areas.id, stores.areaId))
      .where(
        and(
          eq(discrepancies.state, 'open'),
          ne(discrepancies.keeperId, actor.id),
          reached(areas.path, actor, ['clerk', 'admin']),
        ),
      ),
  )
  return [
    { href: '/desk/discrepancies', value: await open, label: { zh: '笔断网发放对不上', en: 'hand-overs to settle' } },
  ]
}
