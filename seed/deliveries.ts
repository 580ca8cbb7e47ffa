import type { Database, Tx } from '../db/database.ts'
import { day, hour, later } from '../src/kit/clock.ts'
import { newId } from '../src/kit/ids.ts'
import { personById } from '../src/people/queries.ts'
import type { Services } from '../src/services.ts'
import { handOverAtDoor, takeDelivery } from '../src/stores/deliveries/actions.ts'
import { askDelivery } from '../src/stores/deliveries/asking.ts'
import { nameDeliverer } from '../src/stores/deliveries/deliverers.ts'
import { placeOrder } from '../src/stores/orders/actions.ts'
import { actorOf } from './actors.ts'

type Town = Pick<Services, 'secrets'> & { database: Pick<Database, 'atomically'> }

const storeId = 'demo-store-qingyun'
const carrier = actorOf('demo-zhang-wei')

/**
 * 张伟 carries goods to the door: 李桂英 has hers and told him her code, 普雪梅's soap is on its way, and what 陶丽 asked
 * for waits to be taken along.
 */
export async function bringToTheDoor({ database, secrets }: Town, now: Date) {
  await database.atomically(async (tx) => {
    const { number } = await personById(tx, carrier.id)
    const begun = later(now, -7 * day)
    await nameDeliverer(tx, { storeId, number, actor: actorOf('demo-admin-zheng'), now: begun })
    const brought = await ask(tx, secrets, { ...homes.li, asked: later(now, -5 * hour) })
    const by = { orderId: brought.orderId, actor: carrier, now: later(now, -4 * hour) }
    await takeDelivery(tx, by)
    const code = secrets.unseal(brought.doorCodeSealed as string)
    await handOverAtDoor(tx, secrets, { ...by, code, now: later(now, -3 * hour) })
    const onTheWay = await ask(tx, secrets, { ...homes.pu, asked: later(now, -hour) })
    await takeDelivery(tx, { orderId: onTheWay.orderId, actor: carrier, now })
    await ask(tx, secrets, { ...homes.tao, asked: later(now, -hour) })
  })
}

const homes = {
  li: {
    personId: 'demo-li-guiying',
    address: '公路总段退休职工住宅小区 3 栋 1 单元 201',
    phone: '',
    note: '耳背，多敲几下',
  },
  pu: {
    personId: 'demo-pu-xuemei',
    address: '青云巷 12 号院 2 单元 301',
    phone: '13800000003',
    note: '门铃坏了，请敲门',
  },
  tao: { personId: 'demo-tao-li', address: '青云花园小区 6 栋 2 单元 1102', phone: '13800000011', note: '' },
}

type Asking = (typeof homes)['li'] & { asked: Date }

async function ask(tx: Tx, secrets: Services['secrets'], { personId, asked: now, ...where }: Asking) {
  const [id, actor] = [newId(now), actorOf(personId)]
  const lines = [{ itemId: 'demo-item-soap', quantity: 1 }]
  const order = { id, personId, storeId, lines, elder: false, channel: 'online' as const }
  await placeOrder(tx, secrets, { ...order, actor, now })
  return askDelivery(tx, secrets, { orderId: id, where, actor, now })
}
