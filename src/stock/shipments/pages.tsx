import { type Context, Hono } from 'hono'
import { standingOf } from '../../kit/actor.ts'
import { stepsFor } from '../../kit/flow.ts'
import { newId } from '../../kit/ids.ts'
import type { Env } from '../../web/env.ts'
import { submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { storeById, storesIn } from '../queries.ts'
import { assertShips, followers, senders, storesShippedFrom } from '../standing.ts'
import { callBackShipment, receiveShipment, sendShipment } from './actions.ts'
import { callBackForm, receiveForm, sendForm } from './input.ts'
import { ShipmentList } from './list.tsx'
import {
  eventsOfShipment,
  linesOfShipment,
  lotsToSend,
  shipmentForStaff,
  shipmentsEnded,
  shipmentsOnTheWay,
} from './queries.ts'
import { countsOwn, shipmentFlow, sideOf } from './rules.ts'
import { ChooseStore, NewShipment } from './sending.tsx'
import { ShipmentPage } from './shipment.tsx'

/** Goods from store to store: sent, on their way, counted. */
export const shipmentsDesk = new Hono<Env>()
  .get('/desk/shipments', may.be(...followers), async (c) => {
    const { db, actor, t } = c.var
    const { rows: ended, next } = await shipmentsEnded(db, actor, c.req.query('before'))
    const maySend = (await storesShippedFrom(db, actor)).length > 0
    const shown = { onTheWay: await shipmentsOnTheWay(db, actor), ended, next, maySend }
    return page(c, { title: t('调拨', 'Shipments'), face: 'desk' }, <ShipmentList {...shown} />)
  })
  .get('/desk/shipments/new', may.be(...senders), (c) => showNew(c))
  .post('/desk/shipments', may.be(...senders), (c) =>
    submitted(
      c,
      sendForm,
      async (given) => {
        const { atomically, actor, now } = c.var
        const { id } = await atomically((tx) => sendShipment(tx, { ...given, actor, now: now() }))
        return c.redirect(`/desk/shipments/${id}`, 303)
      },
      (tried) => showNew(c, tried),
    ),
  )
  .get('/desk/shipments/:id', may.be(...followers), (c) => showShipment(c))
  .post('/desk/shipments/:id/receive', may.be(...senders), (c) =>
    submitted(
      c,
      receiveForm,
      async ({ arrivals }) => {
        const { atomically, actor, now } = c.var
        const id = c.req.param('id')
        await atomically((tx) => receiveShipment(tx, { id, arrivals, actor, now: now() }))
        return c.redirect(`/desk/shipments/${id}`, 303)
      },
      (tried) => showShipment(c, { receive: tried }),
    ),
  )
  .post('/desk/shipments/:id/call-back', may.be(...senders), (c) =>
    submitted(
      c,
      callBackForm,
      async ({ reason }) => {
        const { atomically, actor, now } = c.var
        const id = c.req.param('id')
        await atomically((tx) => callBackShipment(tx, { id, reason, actor, now: now() }))
        return c.redirect(`/desk/shipments/${id}`, 303)
      },
      (tried) => showShipment(c, { callBack: tried }),
    ),
  )

async function showNew(c: Context<Env>, tried?: Tried) {
  const { db, actor, t, now } = c.var
  const stores = await storesShippedFrom(db, actor)
  const asked = tried?.values.fromStoreId ?? c.req.query('from') ?? (stores.length === 1 ? stores[0]?.id : undefined)
  const title = t('新调拨', 'New shipment')
  if (!asked) return page(c, { title, face: 'desk' }, <ChooseStore stores={stores} />)
  const from = await storeById(db, asked)
  assertShips(actor, from)
  const first = c.req.query('lot')
  const lots = (await lotsToSend(db, from.id, now())).sort((a, b) => Number(b.id === first) - Number(a.id === first))
  const others = (await storesIn(db, '')).filter(({ id, status }) => id !== from.id && status === 'open')
  return page(c, { title, face: 'desk' }, <NewShipment {...{ from, lots, others, tried }} id={newId(now())} />)
}

export type TriedHere = { receive?: Tried; callBack?: Tried }

async function showShipment(c: Context<Env>, tried: TriedHere = {}) {
  const { db, actor } = c.var
  const shipment = await shipmentForStaff(db, c.req.param('id') ?? '', actor)
  const steps: string[] = []
  for (const [step, side] of Object.entries(sideOf)) {
    const { id: storeId, areaPath } = await storeById(db, shipment[`${side}StoreId`])
    if (stepsFor(shipmentFlow, shipment.state, standingOf(actor, { storeId, areaPath })).includes(step))
      steps.push(step)
  }
  const isOwn = steps.includes('receive') && countsOwn(shipment, actor)
  const [lines, events] = [await linesOfShipment(db, shipment.id), await eventsOfShipment(db, shipment.id)]
  return page(
    c,
    { title: shipment.number, face: 'desk' },
    <ShipmentPage {...{ shipment, lines, events, steps, isOwn, tried }} />,
  )
}
