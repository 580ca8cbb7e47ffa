import { type Context, Hono } from 'hono'
import { standingOf } from '../../kit/actor.ts'
import { groupBy } from '../../kit/group.ts'
import { found, Refusal } from '../../kit/refusal.ts'
import { personById } from '../../people/queries.ts'
import type { Env } from '../../web/env.ts'
import { pressed, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { doneOnce, pressedOnce } from '../../web/once.ts'
import { scansOf } from '../counter/limits.ts'
import { button } from '../orders/forms.ts'
import { linesOf, linesOfAll } from '../orders/queries.ts'
import { storeForStaff } from '../queries.ts'
import { failDelivery, handOverAtDoor, lookAtAddress, putBack, takeDelivery } from './actions.ts'
import { dismissDeliverer, nameDeliverer } from './deliverers.ts'
import { delivererForm, doorForm, failForm } from './forms.ts'
import { deliverersOf, deliveryIfAny, type ListedDelivery, openDeliveriesAt, storesCarriedFor } from './queries.ts'
import { AtTheDoor, Deliveries, DeskDeliveries } from './view.tsx'

export const deliveriesPages = new Hono<Env>()
  .get('/deliveries', may.signedIn(), async (c) => {
    const { db, actor, t, now } = c.var
    const stores = await storesCarriedFor(db, actor, now())
    const deliveries = stores.length > 0 ? await openDeliveriesAt(db, stores) : []
    const view = { deliveries, goods: await goodsOf(c, deliveries), actorId: actor.id, carries: stores.length > 0 }
    return page(c, { title: t('送货上门', 'Deliveries') }, <Deliveries {...view} />)
  })
  .get('/deliveries/:id', may.signedIn(), (c) => atTheDoor(c, c.req.param('id')))
  .post('/deliveries/:id/take', may.signedIn(), async (c) => {
    const { id: key } = await pressed(c, button)
    const orderId = c.req.param('id')
    await pressedOnce(c, { key, content: ['take', orderId] }, (tx, by) => takeDelivery(tx, { orderId, ...by }))
    return c.redirect(`/deliveries/${orderId}`, 303)
  })
  .post('/deliveries/:id/put-back', may.signedIn(), async (c) => {
    const { id: key } = await pressed(c, button)
    const orderId = c.req.param('id')
    await pressedOnce(c, { key, content: ['putBack', orderId] }, (tx, by) => putBack(tx, { orderId, ...by }))
    return c.redirect('/deliveries', 303)
  })
  .post('/deliveries/:id/hand-over', may.signedIn(), (c) =>
    submitted(
      c,
      doorForm,
      async ({ id: key, code }) => {
        const { secrets, actor } = c.var
        const orderId = c.req.param('id')
        await scansOf(c, actor.id)
        const { left } = await doneOnce(c, { key, content: ['door', orderId, secrets.fingerprint(code)] }, (tx, by) =>
          handOverAtDoor(tx, secrets, { orderId, code, ...by }),
        )
        if (left !== undefined) throw new Refusal('conflict', 'door_code_wrong', { field: 'code', left })
        return c.redirect('/deliveries', 303)
      },
      (tried) => atTheDoor(c, c.req.param('id'), tried),
    ),
  )
  .post('/deliveries/:id/fail', may.signedIn(), (c) =>
    submitted(
      c,
      failForm,
      async ({ id: key, reason }) => {
        const orderId = c.req.param('id')
        await pressedOnce(c, { key, content: ['fail', orderId, reason] }, (tx, by) =>
          failDelivery(tx, { orderId, reason, ...by }),
        )
        return c.redirect('/deliveries', 303)
      },
      (tried) => atTheDoor(c, c.req.param('id'), tried),
    ),
  )
  .get('/desk/stores/:id/deliveries', may.be('keeper', 'clerk', 'admin'), (c) => atDesk(c, c.req.param('id')))
  .post('/desk/stores/:id/deliverers', may.be('clerk', 'admin'), (c) =>
    submitted(
      c,
      delivererForm,
      async ({ id: key, number }) => {
        const storeId = c.req.param('id')
        await pressedOnce(c, { key, content: ['name', storeId, number] }, (tx, by) =>
          nameDeliverer(tx, { storeId, number, ...by }),
        )
        return c.redirect(`/desk/stores/${storeId}/deliveries`, 303)
      },
      (tried) => atDesk(c, c.req.param('id'), tried),
    ),
  )
  .post('/desk/stores/:id/deliverers/:personId/dismiss', may.be('clerk', 'admin'), async (c) => {
    const { id: key } = await pressed(c, button)
    const { id: storeId, personId } = c.req.param()
    await pressedOnce(c, { key, content: ['dismiss', storeId, personId] }, (tx, by) =>
      dismissDeliverer(tx, { storeId, personId, ...by }),
    )
    return c.redirect(`/desk/stores/${storeId}/deliveries`, 303)
  })

async function goodsOf(c: Context<Env>, deliveries: readonly ListedDelivery[]) {
  const ids = deliveries.map(({ orderId }) => orderId)
  return groupBy(await linesOfAll(c.var.db, ids), ({ orderId }) => orderId)
}

/** Whoever opens this page sees an address, so opening it is what is recorded. */
async function atTheDoor(c: Context<Env>, orderId: string, tried?: Tried) {
  const { db, atomically, secrets, actor, t, now } = c.var
  const where = await atomically((tx) => lookAtAddress(tx, secrets, { orderId, actor, now: now() }))
  const delivery = found(await deliveryIfAny(db, orderId), 'delivery_missing')
  const lines = await linesOf(db, orderId)
  const name = (await personById(db, lines[0]?.personId ?? '')).displayName
  const view = { delivery, where, name, lines, tried }
  return page(c, { title: t('送到门口', 'At the door'), scripts: ['scan.js'] }, <AtTheDoor {...view} />)
}

async function atDesk(c: Context<Env>, storeId: string, tried?: Tried) {
  const { db, actor, t, now } = c.var
  const store = await storeForStaff(db, storeId, actor)
  const standing = standingOf(actor, { areaPath: store.areaPath })
  const deliveries = await openDeliveriesAt(db, [store.id])
  const view = {
    ...{ store, deliveries, tried },
    goods: await goodsOf(c, deliveries),
    deliverers: await deliverersOf(db, store.id, now()),
    mayName: standing.has('clerk') || standing.has('admin'),
  }
  return page(c, { title: t('送货上门', 'Deliveries'), face: 'desk' }, <DeskDeliveries {...view} />)
}
