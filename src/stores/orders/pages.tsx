import { type Context, Hono } from 'hono'
import type { Db, Tx } from '../../../db/database.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { documentOfVersion } from '../../points/rulebook/queries.ts'
import type { Env } from '../../web/env.ts'
import { pressed, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { type By, pressedOnce } from '../../web/once.ts'
import { askDelivery, withdrawDelivery } from '../deliveries/asking.ts'
import { addressForm } from '../deliveries/forms.ts'
import { deliveryIfAny, doesDeliver } from '../deliveries/queries.ts'
import type { DoorView } from '../deliveries/resident.tsx'
import { doorCodeText } from '../deliveries/rules.ts'
import { shelfPage } from '../pages.tsx'
import { listedStores } from '../queries.ts'
import { placeOrder } from './actions.ts'
import { cancelOrder, extendOrder } from './endings.ts'
import { button, newOrderForm } from './forms.ts'
import { OrderList } from './list.tsx'
import { AboveSlip, DoorSlip, OrderPage, OrderSlip } from './order.tsx'
import { qrSvg } from './parts.tsx'
import { eventsOf, linesOfAll, type Order, orderSeenBy, ordersOf } from './queries.ts'
import { codeOf } from './shown-code.ts'

export const ordersPages = new Hono<Env>()
  .post('/stores/:id/orders', may.signedIn(), (c) =>
    submitted(
      c,
      newOrderForm,
      async (input) => {
        const { atomically, actor, secrets, elder, now } = c.var
        const asked = { ...input, personId: actor.id, storeId: c.req.param('id'), elder, actor, now: now() }
        const order = await atomically((tx) => placeOrder(tx, secrets, { ...asked, channel: 'online' }))
        return c.redirect(`/orders/${order.id}`, 303)
      },
      (tried) => shelfPage(c, c.req.param('id'), tried),
    ),
  )
  .get('/orders', may.signedIn(), async (c) => {
    const { db, actor, t } = c.var
    const { orders, next } = await ordersOf(db, actor.id, c.req.query('before'))
    const lines = await linesOfAll(
      db,
      orders.map(({ id }) => id),
    )
    const names = new Map((await listedStores(db)).map(({ id, name }) => [id, name]))
    return page(c, { title: t('我的兑换单', 'My orders') }, <OrderList {...{ orders, lines, names, next }} />)
  })
  .get('/orders/:id', may.signedIn(), (c) => orderPage(c, c.req.param('id')))
  .get('/orders/:id/paper', may.signedIn(), async (c) => {
    const { db, actor, secrets, t, now } = c.var
    const view = await orderSeenBy(db, c.req.param('id'), actor)
    const svg = await qrSvg(await codeOf(db, secrets, view.order, view.lines))
    const isOwner = view.order.personId === actor.id
    const door = isOwner ? await doorOf(db, secrets, view.order, now()) : undefined
    const title = door?.door ? t('送货单', 'Door slip') : t('取货单', 'Pickup slip')
    return page(
      c,
      { title, face: 'paper' },
      <>
        <AboveSlip href={`${isOwner ? '' : '/desk'}/orders/${view.order.id}`} />
        {door?.door ? <DoorSlip {...view} door={door.door} /> : <OrderSlip {...view} svg={svg} />}
      </>,
    )
  })
  .post('/orders/:id/delivery', may.signedIn(), (c) =>
    submitted(
      c,
      addressForm,
      async ({ id: key, ...where }) => {
        const { secrets } = c.var
        const orderId = c.req.param('id')
        const content = ['delivery', orderId, secrets.fingerprint(JSON.stringify(where))]
        await pressedOnce(c, { key, content }, (tx, by) => askDelivery(tx, secrets, { orderId, where, ...by }))
        return c.redirect(`/orders/${orderId}`, 303)
      },
      (tried) => orderPage(c, c.req.param('id'), tried),
    ),
  )
  .post('/orders/:id/delivery/withdraw', may.signedIn(), (c) => press(c, c.req.param('id'), 'withdraw'))
  .post('/orders/:id/cancel', may.signedIn(), (c) => press(c, c.req.param('id'), 'cancel'))
  .post('/orders/:id/extend', may.signedIn(), (c) => press(c, c.req.param('id'), 'extend'))

const acts = {
  cancel: cancelOrder,
  extend: extendOrder,
  withdraw: (tx: Tx, { id: orderId, ...by }: By & { id: string }) => withdrawDelivery(tx, { orderId, ...by }),
}

/** A step of the order's owner, pressed once however often it is sent. */
async function press(c: Context<Env>, id: string, step: keyof typeof acts) {
  const { id: key } = await pressed(c, button)
  await pressedOnce(c, { key, content: [step, id] }, (tx, by) => acts[step](tx, { id, ...by }))
  return c.redirect(`/orders/${id}`, 303)
}

async function orderPage(c: Context<Env>, id: string, tried?: Tried) {
  const { db, actor, secrets, t, now } = c.var
  const view = await orderSeenBy(db, id, actor)
  const svg = await qrSvg(await codeOf(db, secrets, view.order, view.lines))
  const proxyName = view.order.proxyNameSealed && secrets.unseal(view.order.proxyNameSealed)
  const events = await eventsOf(db, view.order.id)
  const version = await documentOfVersion(db, 'REDEEM', view.order.termsVersionId)
  const isOwner = view.order.personId === actor.id
  const door = isOwner ? await doorOf(db, secrets, view.order, now()) : undefined
  const shown = { ...view, svg, proxyName, events, version, isOwner, door, tried, now: now() }
  return page(c, { title: t('取货码', 'Pickup') }, <OrderPage {...shown} />)
}

/** What its owner may know of a delivery: whether there is one to be had, and the code for the door. */
async function doorOf(db: Db, secrets: Secrets, order: Order, now: Date): Promise<DoorView | undefined> {
  if (order.state !== 'ready' && order.state !== 'partly_collected') return undefined
  const delivery = await deliveryIfAny(db, order.id)
  const code = delivery?.doorCodeSealed && secrets.unseal(delivery.doorCodeSealed)
  const door = code ? { code, svg: await qrSvg(doorCodeText(code)) } : undefined
  return { orderId: order.id, delivery, offers: await doesDeliver(db, order.storeId, now), door }
}
