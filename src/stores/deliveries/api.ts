import type { Context } from 'hono'
import { deliveryStates } from '../../../db/schema/deliveries.ts'
import { found, Refusal } from '../../kit/refusal.ts'
import {
  acted,
  answers,
  createRoute,
  idempotencyHeader as headers,
  jsonBody,
  newApi,
  problems,
  z,
} from '../../web/api.ts'
import type { Env } from '../../web/env.ts'
import { line, optional } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { scansOf } from '../counter/limits.ts'
import { orderById } from '../orders/queries.ts'
import { storeForStaff } from '../queries.ts'
import { failDelivery, handOverAtDoor, lookAtAddress, putBack, takeDelivery } from './actions.ts'
import { askDelivery, withdrawDelivery } from './asking.ts'
import { dismissDeliverer, nameDeliverer } from './deliverers.ts'
import { type Delivery, deliverersOf, deliveryIfAny, openDeliveriesAt, storesCarriedFor } from './queries.ts'

const text = z.string()
const tags = ['deliveries']
const params = z.object({ id: z.string().max(200).openapi({ description: 'The order’s id' }) })
const said = (max: number) => optional(line(max)).transform((text) => text ?? '')

const OwnDelivery = z
  .object({
    orderId: text,
    state: z.enum(deliveryStates),
    failures: z.int(),
    doorCode: text.nullable().openapi({ description: 'To be shown once the goods are in hand' }),
  })
  .openapi('OwnDelivery')

const Listed = z
  .object({
    orderId: text,
    state: z.enum(deliveryStates),
    store: text,
    area: text.openapi({ description: 'The community it goes to, and nothing closer' }),
    isMine: z.boolean(),
    askedAt: z.iso.datetime(),
  })
  .openapi('Delivery')

const Deliverer = z.object({ personId: text, name: text, since: z.iso.datetime() }).openapi('Deliverer')
const ofStore = z.object({ id: z.string().min(1).max(100) })

const own = { 200: answers('My delivery', OwnDelivery), ...problems }
const carried = { 200: answers('How it stands', z.object({ state: z.enum(deliveryStates) })), ...problems }

const mine = createRoute({
  method: 'get',
  path: '/orders/{id}/delivery',
  tags,
  summary: 'How the delivery of my order stands, and its door code',
  middleware: [may.signedIn()] as const,
  request: { params },
  responses: own,
})

const ask = createRoute({
  method: 'post',
  path: '/orders/{id}/delivery',
  tags,
  summary: 'Have my order brought to the door',
  middleware: [may.signedIn()] as const,
  request: {
    params,
    headers,
    body: jsonBody(z.object({ address: line(120), phone: said(30), note: said(100) })),
  },
  responses: own,
})

const withdraw = createRoute({
  method: 'post',
  path: '/orders/{id}/delivery/withdraw',
  tags,
  summary: 'Come to the store after all, while nobody has taken it',
  middleware: [may.signedIn()] as const,
  request: { params, headers },
  responses: own,
})

const list = createRoute({
  method: 'get',
  path: '/deliveries',
  tags,
  summary: 'Deliveries of the stores that I carry for',
  middleware: [may.signedIn()] as const,
  responses: { 200: answers('Deliveries', z.object({ deliveries: z.array(Listed) })), ...problems },
})

const address = createRoute({
  method: 'get',
  path: '/deliveries/{id}/address',
  tags,
  summary: 'Where it goes, for whoever took it; the resident reads of every look',
  middleware: [may.signedIn()] as const,
  request: { params },
  responses: { 200: answers('The address', z.object({ address: text, phone: text, note: text })), ...problems },
})

const take = createRoute({
  method: 'post',
  path: '/deliveries/{id}/take',
  tags,
  summary: 'Take it along',
  middleware: [may.signedIn()] as const,
  request: { params, headers },
  responses: carried,
})

const back = createRoute({
  method: 'post',
  path: '/deliveries/{id}/put-back',
  tags,
  summary: 'Leave it to somebody else',
  middleware: [may.signedIn()] as const,
  request: { params, headers },
  responses: carried,
})

const handOver = createRoute({
  method: 'post',
  path: '/deliveries/{id}/hand-over',
  tags,
  summary: 'Hand over at the door, against the resident’s code',
  description: 'A wrong code is `door_code_wrong` with the tries that are `left`; after five the door is locked.',
  middleware: [may.signedIn()] as const,
  request: { params, headers, body: jsonBody(z.object({ code: line(40) })) },
  responses: carried,
})

const fail = createRoute({
  method: 'post',
  path: '/deliveries/{id}/fail',
  tags,
  summary: 'Nobody came to the door: the goods go back to the store',
  middleware: [may.signedIn()] as const,
  request: { params, headers, body: jsonBody(z.object({ reason: line(200) })) },
  responses: carried,
})

const carriers = {
  200: answers('Who carries for the store', z.object({ deliverers: z.array(Deliverer) })),
  ...problems,
}

const listCarriers = createRoute({
  method: 'get',
  path: '/stores/{id}/deliverers',
  tags,
  summary: 'Who was named to carry a store’s goods',
  middleware: [may.be('keeper', 'clerk', 'admin')] as const,
  request: { params: ofStore },
  responses: carriers,
})

const nameCarrier = createRoute({
  method: 'post',
  path: '/stores/{id}/deliverers',
  tags,
  summary: 'Name somebody to carry a store’s goods',
  middleware: [may.be('clerk', 'admin')] as const,
  request: {
    params: ofStore,
    headers,
    body: jsonBody(z.object({ number: line(20).openapi({ description: 'Their resident number' }) })),
  },
  responses: carriers,
})

const dismissCarrier = createRoute({
  method: 'post',
  path: '/stores/{id}/deliverers/{personId}/dismiss',
  tags,
  summary: 'What they have taken they may still bring, and nothing more',
  middleware: [may.be('clerk', 'admin')] as const,
  request: { params: ofStore.extend({ personId: z.string().min(1).max(200) }), headers },
  responses: carriers,
})

export const deliveriesApi = newApi()
  .openapi(mine, async (c) => c.json(await ownDelivery(c, c.req.valid('param').id), 200))
  .openapi(ask, async (c) => {
    const { id: orderId } = c.req.valid('param')
    const { secrets } = c.var
    const where = c.req.valid('json')
    await acted(c, ['delivery', orderId, secrets.fingerprint(JSON.stringify(where))], (tx, by) =>
      askDelivery(tx, secrets, { orderId, where, ...by }).then(() => null),
    )
    return c.json(await ownDelivery(c, orderId), 200)
  })
  .openapi(withdraw, async (c) => {
    const { id: orderId } = c.req.valid('param')
    await acted(c, ['withdraw', orderId], (tx, by) => withdrawDelivery(tx, { orderId, ...by }).then(() => null))
    return c.json(await ownDelivery(c, orderId), 200)
  })
  .openapi(list, async (c) => {
    const { db, actor, now } = c.var
    const rows = await openDeliveriesAt(db, await storesCarriedFor(db, actor, now()))
    const deliveries = rows.map(({ orderId, state, storeName, area, carrierId, askedAt }) => ({
      ...{ orderId, state, area, store: storeName },
      isMine: carrierId === actor.id,
      askedAt: askedAt.toISOString(),
    }))
    return c.json({ deliveries }, 200)
  })
  .openapi(address, async (c) => {
    const { atomically, secrets, actor, now } = c.var
    const looking = { orderId: c.req.valid('param').id, actor, now: now() }
    return c.json(await atomically((tx) => lookAtAddress(tx, secrets, looking)), 200)
  })
  .openapi(take, async (c) => {
    const { id: orderId } = c.req.valid('param')
    return c.json(
      await acted(c, ['take', orderId], async (tx, by) => stateOf(await takeDelivery(tx, { orderId, ...by }))),
      200,
    )
  })
  .openapi(back, async (c) => {
    const { id: orderId } = c.req.valid('param')
    return c.json(
      await acted(c, ['putBack', orderId], async (tx, by) => stateOf(await putBack(tx, { orderId, ...by }))),
      200,
    )
  })
  .openapi(handOver, async (c) => {
    const { id: orderId } = c.req.valid('param')
    const { code } = c.req.valid('json')
    const { secrets, actor } = c.var
    await scansOf(c, actor.id)
    const { left } = await acted(c, ['door', orderId, secrets.fingerprint(code)], (tx, by) =>
      handOverAtDoor(tx, secrets, { orderId, code, ...by }),
    )
    if (left !== undefined) throw new Refusal('conflict', 'door_code_wrong', { field: 'code', left })
    return c.json({ state: 'delivered' } as const, 200)
  })
  .openapi(fail, async (c) => {
    const { id: orderId } = c.req.valid('param')
    const { reason } = c.req.valid('json')
    const failed = await acted(c, ['fail', orderId, reason], async (tx, by) =>
      stateOf(await failDelivery(tx, { orderId, reason, ...by })),
    )
    return c.json(failed, 200)
  })
  .openapi(listCarriers, async (c) => c.json(await carriersOf(c, c.req.valid('param').id), 200))
  .openapi(nameCarrier, async (c) => {
    const [{ id: storeId }, { number }] = [c.req.valid('param'), c.req.valid('json')]
    await acted(c, ['name', storeId, number], (tx, by) => nameDeliverer(tx, { storeId, number, ...by }))
    return c.json(await carriersOf(c, storeId), 200)
  })
  .openapi(dismissCarrier, async (c) => {
    const { id: storeId, personId } = c.req.valid('param')
    await acted(c, ['dismiss', storeId, personId], (tx, by) => dismissDeliverer(tx, { storeId, personId, ...by }))
    return c.json(await carriersOf(c, storeId), 200)
  })

async function carriersOf({ var: { db, actor, now } }: Context<Env>, storeId: string) {
  const store = await storeForStaff(db, storeId, actor)
  const named = await deliverersOf(db, store.id, now())
  return { deliverers: named.map(({ personId, name, since }) => ({ personId, name, since: since.toISOString() })) }
}

const stateOf = ({ state }: Delivery) => ({ state })

/** @throws Refusal `order_missing` for anybody but its owner, `delivery_missing` */
async function ownDelivery({ var: { db, secrets, actor } }: Context<Env>, orderId: string) {
  const { personId } = await orderById(db, orderId)
  if (personId !== actor.id) throw new Refusal('missing', 'order_missing')
  const { state, failures, doorCodeSealed } = found(await deliveryIfAny(db, orderId), 'delivery_missing')
  return { orderId, state, failures, doorCode: doorCodeSealed && secrets.unseal(doorCodeSealed) }
}
