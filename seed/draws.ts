import type { Database } from '../db/database.ts'
import { addDays, cityDay, day, fromCityTime, hour, later, minute } from '../src/kit/clock.ts'
import type { Services } from '../src/services.ts'
import { storeById } from '../src/stock/queries.ts'
import { draftCampaign, publishCampaign } from '../src/stores/campaigns/actions.ts'
import { waitingOrders } from '../src/stores/campaigns/queries.ts'
import { handOver } from '../src/stores/counter/actions.ts'
import { enterDraw } from '../src/stores/draws/entries.ts'
import { drawDueAt } from '../src/stores/draws/rules.ts'
import { orderById } from '../src/stores/orders/queries.ts'
import { actorOf, keeperAt } from './actors.ts'
import { city, communities } from './places.ts'

type Town = Pick<Services, 'secrets'> & { database: Pick<Database, 'atomically'> }

const storeId = 'demo-store-qingyun'
const admin = actorOf('demo-admin-zheng')
const hopeful = [
  ...['demo-wang-fang', 'demo-zhang-wei', 'demo-li-guiying', 'demo-pu-xuemei', 'demo-yang-guoqiang'],
  ...['demo-aygul', 'demo-chen-jie', 'demo-ma-jun', 'demo-lu-jianhua', 'demo-tao-li'],
]

const evening = (now: Date, days: number) => fromCityTime(`${addDays(cityDay(now), days)}T18:00`) as Date

/** Ten entered for four towels two weeks ago: drawn the night after it closed, collected the next morning, over since. */
export function drawForTowels({ database, secrets }: Town, now: Date) {
  const [begun, closesAt] = [evening(now, -18), evening(now, -14)]
  const fields = {
    ...{ title: '纯棉毛巾，摇号兑换', words: '爱心企业尾货，只有四条。人人一次机会；抽中才扣分。' },
    ...{ itemId: 'demo-item-towel', mode: 'draw' as const, areaId: city, perPerson: 1 },
    ...{ opensAt: begun, closesAt, endsAt: later(closesAt, 9 * day), queueReason: null },
  }
  const id = 'demo-draw-towels'
  const enter = () =>
    database.atomically(async (tx) => {
      const draft = { id, fields, stores: [{ storeId, quantity: 4 }], actor: admin, now: begun }
      const { version } = await draftCampaign(tx, draft)
      await publishCampaign(tx, secrets, { id, version, actor: admin, now: begun })
      for (const [place, personId] of hopeful.entries()) {
        const entry = { id: `demo-towel-${personId}`, campaignId: id, storeId, actor: actorOf(personId) }
        await enterDraw(tx, { ...entry, now: later(begun, (place + 1) * hour) })
      }
    })
  const collect = () =>
    database.atomically(async (tx) => {
      const at = later(drawDueAt({ closesAt }), 10 * hour)
      const counter = { store: await storeById(tx, storeId), keeper: keeperAt('demo-keeper-he', storeId), now: at }
      for (const { id: orderId } of await waitingOrders(tx, id)) {
        const { number } = await orderById(tx, orderId)
        await handOver(tx, secrets, { id: `demo-towel-${number}`, read: number, ...counter })
      }
    })
  return [
    { at: later(begun, day), live: enter },
    // Closed and drawn by the clockwork itself, once the digest of the closing day is out.
    { at: later(drawDueAt({ closesAt }), minute), live: async () => undefined },
    { at: later(drawDueAt({ closesAt }), 10 * hour), live: collect },
  ]
}

/** Masks are scarce: their draw is open, and two have entered. */
export async function drawForMasks({ database, secrets }: Town, now: Date) {
  const begun = later(now, -3 * hour)
  const closesAt = evening(now, 3)
  const fields = {
    ...{ title: '医用口罩，摇号兑换', words: '每人一包十只。人人一次机会，积分多少都一样；抽中才扣分。' },
    ...{ itemId: 'demo-item-masks', mode: 'draw' as const, areaId: communities.qingyun, perPerson: 1 },
    ...{ opensAt: begun, closesAt, endsAt: later(closesAt, 14 * day), queueReason: null },
  }
  const id = 'demo-draw-masks'
  await database.atomically(async (tx) => {
    const draft = { id, fields, stores: [{ storeId, quantity: 60 }], actor: admin, now: begun }
    const { version } = await draftCampaign(tx, draft)
    await publishCampaign(tx, secrets, { id, version, actor: admin, now: begun })
    for (const personId of ['demo-zhang-wei', 'demo-pu-xuemei']) {
      const entry = { id: `demo-entry-${personId}`, campaignId: id, storeId, actor: actorOf(personId) }
      await enterDraw(tx, { ...entry, now: later(begun, hour) })
    }
  })
}
