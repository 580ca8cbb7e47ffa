import { and, count, eq, ne, sql } from 'drizzle-orm'
import { counted, type Db } from '../../db/database.ts'
import { areas } from '../../db/schema/areas.ts'
import { shipments } from '../../db/schema/shipments.ts'
import { stockLots, stores } from '../../db/schema/stock.ts'
import { type Actor, holds } from '../kit/actor.ts'
import { addDays, cityDay } from '../kit/clock.ts'
import type { WaitingRoom } from '../web/waiting.ts'
import { atStores } from './reach.ts'

const nearExpiryDays = 14

/** Shipments to count in, and lots on the actor's shelves that may be handed out for two more weeks at most. */
export const stockWaiting: WaitingRoom = async ({ db, actor, now }) => {
  if (!holds(actor, ['keeper', 'admin'])) return []
  const [arriving, expiring] = await Promise.all([shipmentsToCount(db, actor), lotsNearExpiry(db, actor, now)])
  return [
    { href: '/desk/shipments', value: arriving, label: { zh: '批调拨等待点收', en: 'shipments to count in' } },
    { href: '/desk/stock', value: expiring, label: { zh: '批货两周内到期', en: 'lots expire in two weeks' } },
  ]
}

/** Nobody counts in what they sent. */
async function shipmentsToCount(db: Db, actor: Actor): Promise<number> {
  return counted(
    db
      .select({ rows: count() })
      .from(shipments)
      .innerJoin(stores, eq(stores.id, shipments.toStoreId))
      .innerJoin(areas, eq(areas.id, stores.areaId))
      .where(and(eq(shipments.state, 'sent'), ne(shipments.sentBy, actor.id), atStores(actor))),
  )
}

async function lotsNearExpiry(db: Db, actor: Actor, now: Date): Promise<number> {
  return counted(
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
}
