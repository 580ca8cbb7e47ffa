import { type Context, Hono } from 'hono'
import type { OrderState } from '../../../db/schema/stores.ts'
import { orderStates } from '../../../db/schema/stores.ts'
import { cityDay } from '../../kit/clock.ts'
import type { Env } from '../../web/env.ts'
import { calendarDay, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { pressedOnce } from '../../web/once.ts'
import { addStore, editStore } from '../actions.ts'
import { scansAt } from '../counter/queries.ts'
import { cancelOrder } from '../orders/endings.ts'
import { eventsOf, linesOfAll, orderSeenBy, ordersAt } from '../orders/queries.ts'
import { keepersOf, listedStores, storeForStaff, worksWith } from '../queries.ts'
import { refundOrder } from '../returns/actions.ts'
import { readWeek } from '../rules.ts'
import { areasToRun } from './areas.ts'
import { cancelForm, returnForm, storeForm } from './forms.ts'
import { DeskOrder, DeskOrders } from './orders.tsx'
import { DeskStores, StoreForm } from './stores.tsx'

const staff = () => may.be('keeper', 'clerk', 'admin')

export const storesDeskPages = new Hono<Env>()
  .get('/desk/stores', staff(), async (c) => {
    const { db, actor, t, now } = c.var
    const stores = (await listedStores(db)).filter((store) => worksWith(actor, store))
    const mayAdd = (await areasToRun(db, actor)).length > 0
    return page(c, { title: t('超市', 'Stores'), face: 'desk' }, <DeskStores {...{ stores, mayAdd }} now={now()} />)
  })
  .get('/desk/stores/new', may.be('clerk', 'admin'), (c) => newStore(c))
  .post('/desk/stores', may.be('clerk', 'admin'), (c) =>
    submitted(
      c,
      storeForm,
      async ({ id, about, days }) => {
        const fields = { ...about, openingHours: readWeek(days) }
        const { atomically, actor, now, requestId } = c.var
        const store = await atomically((tx) => addStore(tx, { id: id ?? requestId, fields, actor, now: now() }))
        return c.redirect(`/desk/stores/${store.id}`, 303)
      },
      (tried) => newStore(c, tried),
    ),
  )
  .get('/desk/stores/:id', staff(), (c) => editing(c, c.req.param('id')))
  .post('/desk/stores/:id', may.be('clerk', 'admin'), (c) =>
    submitted(
      c,
      storeForm,
      async ({ version = 0, about, days }) => {
        const fields = { ...about, openingHours: readWeek(days) }
        const { atomically, actor, now } = c.var
        await atomically((tx) => editStore(tx, { id: c.req.param('id'), version, fields, actor, now: now() }))
        return c.redirect(`/desk/stores/${c.req.param('id')}`, 303)
      },
      (tried) => editing(c, c.req.param('id'), tried),
    ),
  )
  .get('/desk/stores/:id/orders', staff(), async (c) => {
    const { db, actor, t, now } = c.var
    const store = await storeForStaff(db, c.req.param('id'), actor)
    const state = orderStates.find((known) => known === c.req.query('state'))
    const day = calendarDay.safeParse(c.req.query('day')).data
    const states: OrderState[] | undefined = state && [state]
    const { orders, next } = await ordersAt(db, store.id, {
      ...(states ? { states } : {}),
      day,
      before: c.req.query('before'),
    })
    const lines = await linesOfAll(
      db,
      orders.map(({ id }) => id),
    )
    const scans = await scansAt(db, store.id, 20)
    const shown = { store, orders, lines, scans, next, state, day, today: cityDay(now()), words: c.var.words }
    return page(c, { title: t('兑换单', 'Orders'), face: 'desk' }, <DeskOrders {...shown} />)
  })
  .get('/desk/orders/:id', staff(), (c) => deskOrder(c, c.req.param('id')))
  .post('/desk/orders/:id/return', may.be('keeper'), (c) =>
    submitted(
      c,
      returnForm,
      async ({ id: key, ...asked }) => {
        const orderId = c.req.param('id')
        await pressedOnce(c, { key, content: ['return', orderId, asked] }, (tx, by) =>
          refundOrder(tx, { orderId, ...asked, ...by }),
        )
        return c.redirect(`/desk/orders/${orderId}`, 303)
      },
      (tried) => deskOrder(c, c.req.param('id'), tried),
    ),
  )
  .post('/desk/orders/:id/cancel', may.be('keeper'), (c) =>
    submitted(
      c,
      cancelForm,
      async ({ id: key, reason }) => {
        const id = c.req.param('id')
        await pressedOnce(c, { key, content: ['cancel', id, reason] }, (tx, by) =>
          cancelOrder(tx, { id, reason, ...by }),
        )
        return c.redirect(`/desk/orders/${id}`, 303)
      },
      (tried) => deskOrder(c, c.req.param('id'), tried),
    ),
  )

async function newStore(c: Context<Env>, tried?: Tried) {
  const { db, actor, t } = c.var
  const areas = await areasToRun(db, actor)
  return page(c, { title: t('新开超市', 'New store'), face: 'desk' }, <StoreForm {...{ areas, tried }} />)
}

async function editing(c: Context<Env>, id: string, tried?: Tried) {
  const { db, actor, now } = c.var
  const store = await storeForStaff(db, id, actor)
  const areas = await areasToRun(db, actor)
  const keepers = await keepersOf(db, id, now())
  return page(c, { title: store.name, face: 'desk' }, <StoreForm {...{ store, areas, keepers, tried }} />)
}

async function deskOrder(c: Context<Env>, id: string, tried?: Tried) {
  const { db, actor, t } = c.var
  const view = await orderSeenBy(db, id, actor)
  const events = await eventsOf(db, id)
  return page(c, { title: t('兑换单', 'Order'), face: 'desk' }, <DeskOrder {...{ ...view, events, actor, tried }} />)
}
