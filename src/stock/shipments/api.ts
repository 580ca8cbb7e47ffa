import type { Context } from 'hono'
import { shipmentStates } from '../../../db/schema/shipments.ts'
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
import { followers, senders } from '../standing.ts'
import { callBackShipment, receiveShipment, sendShipment } from './actions.ts'
import { linesOfShipment, type ShipmentRow, shipmentForStaff, shipmentsEnded, shipmentsOnTheWay } from './queries.ts'

const pieces = z.int().min(0).max(1_000_000)
const text = line(200)
const anId = z.string().min(1).max(100)

const Shipment = z
  .object({
    id: z.string(),
    number: z.string(),
    state: z.enum(shipmentStates),
    fromStoreId: z.string(),
    toStoreId: z.string(),
    note: z.string(),
    sentAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .openapi('Shipment')

const ShipmentLine = z
  .object({
    id: z.string().openapi({ description: 'Of the lot it becomes, too, once it arrived' }),
    lotId: z.string().openapi({ description: 'The lot it was taken from' }),
    name: z.string(),
    unit: z.string(),
    quantity: z.int(),
    arrived: z.int().nullable(),
    missingWhy: z.string(),
  })
  .openapi('ShipmentLine')

const whole = z.object({ shipment: Shipment, lines: z.array(ShipmentLine) })
const one = z.object({ id: anId })

const list = createRoute({
  method: 'get',
  path: '/shipments',
  tags: ['stock'],
  summary: 'Goods between your stores: what is on its way, or what arrived or was called back',
  middleware: [may.be(...followers)] as const,
  request: {
    query: z.object({
      ended: z.enum(['true', 'false']).default('false'),
      before: z.string().max(40).optional().openapi({ description: '`next` of the answer before; of ended ones only' }),
    }),
  },
  responses: {
    200: answers('Shipments', z.object({ shipments: z.array(Shipment), next: z.string().nullable() })),
    ...problems,
  },
})

const show = createRoute({
  method: 'get',
  path: '/shipments/{id}',
  tags: ['stock'],
  summary: 'A shipment and what lies in it',
  middleware: [may.be(...followers)] as const,
  request: { params: one },
  responses: { 200: answers('The shipment', whole), ...problems },
})

const send = createRoute({
  method: 'post',
  path: '/shipments',
  tags: ['stock'],
  summary: 'Send pieces of lots to another store; the Idempotency-Key becomes the shipment’s id',
  middleware: [may.be(...senders)] as const,
  request: {
    headers: idempotencyHeader,
    body: jsonBody(
      z.object({
        fromStoreId: anId,
        toStoreId: anId,
        note: text.optional(),
        lines: z
          .array(z.object({ lotId: anId, quantity: pieces.min(1) }))
          .min(1)
          .max(500),
      }),
    ),
  },
  responses: { 201: answers('The shipment', whole), ...problems },
})

const receive = createRoute({
  method: 'post',
  path: '/shipments/{id}/receive',
  tags: ['stock'],
  summary: 'Say what of every line arrived, as somebody who did not send it; the rest is written off with its reason',
  middleware: [may.be(...senders)] as const,
  request: {
    params: one,
    headers: idempotencyHeader,
    body: jsonBody(
      z.object({ lines: z.array(z.object({ id: anId, arrived: pieces, why: text.optional() })).max(500) }),
    ),
  },
  responses: { 200: answers('The shipment', whole), ...problems },
})

const callBack = createRoute({
  method: 'post',
  path: '/shipments/{id}/call-back',
  tags: ['stock'],
  summary: 'Take back what was not counted yet: it lies where it lay',
  middleware: [may.be(...senders)] as const,
  request: { params: one, headers: idempotencyHeader, body: jsonBody(z.object({ reason: text })) },
  responses: { 200: answers('The shipment', whole), ...problems },
})

export const shipmentsApi = newApi()
  .openapi(list, async (c) => {
    const { db, actor } = c.var
    const { ended, before } = c.req.valid('query')
    const { rows, next } =
      ended === 'true'
        ? await shipmentsEnded(db, actor, before)
        : { rows: await shipmentsOnTheWay(db, actor), next: undefined }
    return c.json({ shipments: rows.map(shown), next: next ?? null }, 200)
  })
  .openapi(show, async (c) => c.json(await wholeOf(c, c.req.valid('param').id), 200))
  .openapi(send, async (c) => {
    const { atomically, actor, now } = c.var
    const { lines, ...about } = c.req.valid('json')
    const pieces = new Map<string, number>()
    for (const { lotId, quantity } of lines) pieces.set(lotId, (pieces.get(lotId) ?? 0) + quantity)
    const sent = { id: idempotencyKey(c), ...about, pieces, actor, now: now() }
    const { id } = await atomically((tx) => sendShipment(tx, sent))
    return c.json(await wholeOf(c, id), 201)
  })
  .openapi(receive, async (c) => {
    const { atomically, actor, now } = c.var
    const { id } = c.req.valid('param')
    const arrivals = new Map(c.req.valid('json').lines.map(({ id: lineId, ...arrival }) => [lineId, arrival]))
    await atomically((tx) => receiveShipment(tx, { id, arrivals, actor, now: now() }))
    return c.json(await wholeOf(c, id), 200)
  })
  .openapi(callBack, async (c) => {
    const { atomically, actor, now } = c.var
    const { id } = c.req.valid('param')
    const { reason } = c.req.valid('json')
    await atomically((tx) => callBackShipment(tx, { id, reason, actor, now: now() }))
    return c.json(await wholeOf(c, id), 200)
  })

async function wholeOf({ var: { db, actor } }: Context<Env>, id: string) {
  const shipment = await shipmentForStaff(db, id, actor)
  return { shipment: shown(shipment), lines: (await linesOfShipment(db, id)).map(shownLine) }
}

const shown = ({ id, number, state, fromStoreId, toStoreId, note, sentAt, endedAt }: ShipmentRow) => ({
  ...{ id, number, state, fromStoreId, toStoreId, note },
  sentAt: sentAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
})

const shownLine = ({
  id,
  lotId,
  name,
  unit,
  quantity,
  arrived,
  missingWhy,
}: Awaited<ReturnType<typeof linesOfShipment>>[number]) => ({ id, lotId, name, unit, quantity, arrived, missingWhy })
