import { and, asc, eq, inArray } from 'drizzle-orm'
import { campaignEntries } from '../../db/schema/campaigns.ts'
import { deliverers } from '../../db/schema/deliveries.ts'
import { proxies, proxyCollections } from '../../db/schema/proxies.ts'
import { stores } from '../../db/schema/stock.ts'
import { orderLines, orders, scans, shoppers } from '../../db/schema/stores.ts'
import { ownRows, type PersonalRoom } from '../web/personal.ts'
import { stopCarrying } from './deliveries/deliverers.ts'
import { deliveriesFor } from './deliveries/queries.ts'
import { endDelivery } from './deliveries/steps.ts'
import { leaveDraws } from './draws/entries.ts'
import { cancelOrder } from './orders/endings.ts'
import { endProxiesOf } from './proxies/actions.ts'

export const storesPersonal: PersonalRoom = {
  room: 'stores',
  title: { zh: '荣誉超市', en: 'Honor supermarkets' },
  held: [
    {
      title: { zh: '兑换单', en: 'Your orders' },
      tables: ['orders', 'order_lines'],
      rows: ({ db, secrets }, personId) =>
        db
          .select({
            at: orders.placedAt,
            number: orders.number,
            store: stores.name,
            state: orders.state,
            name: orderLines.name,
            pricePoints: orderLines.pricePoints,
            quantity: orderLines.quantity,
            collected: orderLines.collected,
            proxy: orders.proxyNameSealed,
          })
          .from(orders)
          .innerJoin(stores, eq(stores.id, orders.storeId))
          .innerJoin(orderLines, eq(orderLines.orderId, orders.id))
          .where(eq(orders.personId, personId))
          .orderBy(asc(orders.placedAt), asc(orders.id), asc(orderLines.itemId))
          .then((rows) => rows.map((row) => ({ ...row, proxy: row.proxy && secrets.unseal(row.proxy) }))),
    },
    ownRows({
      title: { zh: '柜台扫过您的码', en: 'Scans of your code at a counter' },
      table: scans,
      of: scans.personId,
      show: { at: scans.at, act: scans.act, outcome: scans.outcome },
      by: [scans.at, scans.keeperId, scans.id],
    }),
    ownRows({
      title: { zh: '摇号报名', en: 'Entries in draws' },
      table: campaignEntries,
      of: campaignEntries.personId,
      show: { at: campaignEntries.at, number: campaignEntries.number, state: campaignEntries.state },
      by: [campaignEntries.at, campaignEntries.id],
    }),
    {
      title: { zh: '送货上门', en: 'Deliveries to your door' },
      tables: ['deliveries'],
      rows: async ({ db, secrets }, personId) =>
        (await deliveriesFor(db, personId)).map(({ number, delivery: { state, askedAt, addressSealed } }) => ({
          ...{ at: askedAt, number, state },
          address: addressSealed && secrets.unseal(addressSealed),
        })),
    },
    ownRows({
      title: { zh: '您为超市送货', en: 'You carry for a store' },
      table: deliverers,
      of: deliverers.personId,
      show: { startsAt: deliverers.startsAt, endsAt: deliverers.endsAt },
      by: [deliverers.startsAt, deliverers.id],
    }),
    ownRows({
      title: { zh: '您请谁代领', en: 'Who collects for you' },
      table: proxies,
      of: proxies.ownerId,
      show: { at: proxies.at, until: proxies.goodUntil, state: proxies.state },
      by: [proxies.at, proxies.id],
    }),
    ownRows({
      title: { zh: '您代谁领', en: 'For whom you may collect' },
      table: proxies,
      of: proxies.personId,
      show: { at: proxies.at, until: proxies.goodUntil, state: proxies.state },
      by: [proxies.at, proxies.id],
    }),
    ownRows({
      title: { zh: '您代领过的', en: 'What you collected for others' },
      table: proxyCollections,
      of: proxyCollections.personId,
      show: { at: proxyCollections.at },
      by: [proxyCollections.at, proxyCollections.orderId],
    }),
    ownRows({
      title: { zh: '限到柜台兑换', en: 'Counter only, after orders were left uncollected' },
      table: shoppers,
      of: shoppers.personId,
      show: { until: shoppers.counterOnlyUntil },
      by: [shoppers.personId],
    }),
  ],
  /** Nobody will come for open orders: goods and points go back. Who was named to come instead is forgotten. */
  async forget(tx, { personId, now }) {
    const open = await tx
      .select({ id: orders.id })
      .from(orders)
      .where(and(eq(orders.personId, personId), inArray(orders.state, ['placed', 'ready', 'partly_collected'])))
      .orderBy(asc(orders.id))
    const actor = { id: personId, name: '', grants: [] }
    for (const { id } of open) {
      await endDelivery(tx, id, now)
      await cancelOrder(tx, { id, actor, now })
    }
    await leaveDraws(tx, personId)
    await stopCarrying(tx, { personId, now })
    await endProxiesOf(tx, personId, now)
    await tx.update(orders).set({ proxyNameSealed: null }).where(eq(orders.personId, personId))
  },
}
