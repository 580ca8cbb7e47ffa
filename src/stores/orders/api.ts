import type { Context } from 'hono'
import type { Tx } from '../../../db/database.ts'
import { once } from '../../../db/once.ts'
import { groupBy } from '../../kit/group.ts'
import {
  answers,
  createRoute,
  idempotencyHeader,
  idempotencyKey,
  jsonBody,
  newApi,
  problems,
  z,
} from '../../web/api.ts'
import type { Env } from '../../web/env.ts'
import { line } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { refundOrder } from '../returns/actions.ts'
import { placeOrder } from './actions.ts'
import { OrderShown, PiecesAsked, piecesOf, shownOrder } from './api-shape.ts'
import { cancelOrder, extendOrder } from './endings.ts'
import { linesOf, linesOfAll, type Order, orderSeenBy, ordersOf } from './queries.ts'

const params = z.object({ id: z.string().max(100) })
const headers = idempotencyHeader
const ownOrder = { 200: answers('The order', OrderShown), ...problems }

const NewOrder = z
  .object({
    storeId: z.string().min(1).max(100),
    lines: PiecesAsked.min(1).max(50),
    purseId: line(200).optional().openapi({ type: 'string', description: 'The household whose account pays' }),
    proxyName: line(40).optional().openapi({ type: 'string', description: 'Who collects instead of the resident' }),
  })
  .openapi('NewOrder')

const place = createRoute({
  method: 'post',
  path: '/orders',
  tags: ['orders'],
  summary: 'Order goods at a store: points are held, goods are kept',
  middleware: [may.signedIn()] as const,
  request: { headers, body: jsonBody(NewOrder) },
  responses: { 201: answers('The order', OrderShown), ...problems },
})

const list = createRoute({
  method: 'get',
  path: '/orders',
  tags: ['orders'],
  summary: 'My orders, newest first',
  middleware: [may.signedIn()] as const,
  request: { query: z.object({ before: z.string().max(100).optional() }) },
  responses: {
    200: answers('Orders', z.object({ orders: z.array(OrderShown), next: z.string().nullable() })),
    ...problems,
  },
})

const one = createRoute({
  method: 'get',
  path: '/orders/{id}',
  tags: ['orders'],
  summary: 'One order with its pickup code; for its owner and its store',
  middleware: [may.signedIn()] as const,
  request: { params },
  responses: ownOrder,
})

const cancel = createRoute({
  method: 'post',
  path: '/orders/{id}/cancel',
  tags: ['orders'],
  summary: 'Give up what was not collected; a keeper says why',
  middleware: [may.signedIn()] as const,
  request: { params, headers, body: jsonBody(z.object({ reason: line(200).optional().openapi({ type: 'string' }) })) },
  responses: ownOrder,
})

const extend = createRoute({
  method: 'post',
  path: '/orders/{id}/extend',
  tags: ['orders'],
  summary: 'Keep it longer, once, by the terms it was placed under',
  middleware: [may.signedIn()] as const,
  request: { params, headers },
  responses: ownOrder,
})

const Return = z
  .object({
    lines: PiecesAsked.optional().openapi({ description: 'Everything when absent' }),
    damaged: z.boolean().default(false),
    reason: line(200).openapi({ type: 'string' }),
  })
  .openapi('Return')

const refund = createRoute({
  method: 'post',
  path: '/orders/{id}/refunds',
  tags: ['orders'],
  summary: 'Take goods back; their points go back to the very same lots',
  middleware: [may.be('keeper')] as const,
  request: { params, headers, body: jsonBody(Return) },
  responses: ownOrder,
})

export const ordersApi = newApi()
  .openapi(place, async (c) => {
    const { atomically, actor, secrets, elder, now, db } = c.var
    const by = { id: idempotencyKey(c), personId: actor.id, elder, channel: 'online' as const, actor, now: now() }
    const order = await atomically((tx) => placeOrder(tx, secrets, { ...by, ...c.req.valid('json') }))
    return c.json(await shownOrder(db, secrets, order, await linesOf(db, order.id)), 201)
  })
  .openapi(list, async (c) => {
    const { db, actor, secrets } = c.var
    const { orders, next } = await ordersOf(db, actor.id, c.req.valid('query').before)
    const lines = groupBy(
      await linesOfAll(
        db,
        orders.map(({ id }) => id),
      ),
      ({ orderId }) => orderId,
    )
    const shown = await Promise.all(orders.map((order) => shownOrder(db, secrets, order, lines.get(order.id) ?? [])))
    return c.json({ orders: shown, next: next ?? null }, 200)
  })
  .openapi(one, async (c) => {
    const { db, actor, secrets } = c.var
    const { order, lines } = await orderSeenBy(db, c.req.valid('param').id, actor)
    return c.json(await shownOrder(db, secrets, order, lines), 200)
  })
  .openapi(cancel, async (c) => {
    const { actor, now } = c.var
    const [{ id }, { reason }] = [c.req.valid('param'), c.req.valid('json')]
    const act = (tx: Tx) => cancelOrder(tx, { id, actor, reason, now: now() })
    return c.json(await actOnce(c, id, ['cancel', id, reason ?? null], act), 200)
  })
  .openapi(extend, async (c) => {
    const { actor, now } = c.var
    const { id } = c.req.valid('param')
    return c.json(await actOnce(c, id, ['extend', id], (tx) => extendOrder(tx, { id, actor, now: now() })), 200)
  })
  .openapi(refund, async (c) => {
    const { actor, now } = c.var
    const [{ id: orderId }, { lines, damaged, reason }] = [c.req.valid('param'), c.req.valid('json')]
    const back = { orderId, pieces: piecesOf(lines), damaged, reason, actor, now: now() }
    const content = ['return', orderId, lines ?? null, damaged, reason]
    return c.json(await actOnce(c, orderId, content, (tx) => refundOrder(tx, back)), 200)
  })

/** Acts once for the sender's key, and answers with the order as it was after that first time. */
async function actOnce(c: Context<Env>, id: string, content: unknown, act: (tx: Tx) => Promise<Order>) {
  const { atomically, actor, secrets, now } = c.var
  const key = idempotencyKey(c)
  return atomically((tx) =>
    once(tx, { key, actorId: actor.id, content, now: now() }, async () =>
      shownOrder(tx, secrets, await act(tx), await linesOf(tx, id)),
    ),
  )
}
