import { discrepancyStates } from '../../../db/schema/stores.ts'
import {
  acted,
  answers,
  createRoute,
  idempotencyHeader as headers,
  jsonBody,
  newApi,
  problems,
  text,
  z,
} from '../../web/api.ts'
import { may } from '../../web/guard.ts'
import { listedStores } from '../queries.ts'
import { type Discrepancy, discrepanciesAt, discrepancySeenBy, seesDiscrepancies } from './queries.ts'
import { settleDiscrepancy } from './settle.ts'

const tags = ['counter']
const params = z.object({ id: z.string().max(100) })
const middleware = may.be('keeper', 'clerk', 'auditor', 'admin')

const Shown = z
  .object({
    id: z.string(),
    storeId: z.string(),
    keeperId: z.string(),
    orderId: z.string().nullable(),
    outcome: z.string().openapi({ description: 'The refusal that the queued hand-over met' }),
    pieces: z
      .record(z.string(), z.int())
      .openapi({ description: 'Item id → pieces that left the shelf without an order' }),
    claimedAt: z.iso.datetime().openapi({ description: 'By the device’s clock' }),
    receivedAt: z.iso.datetime(),
    state: z.enum(discrepancyStates),
    settledAt: z.iso.datetime().nullable(),
  })
  .openapi('Discrepancy')

const list = createRoute({
  method: 'get',
  path: '/discrepancies',
  ...{ tags, middleware, summary: 'Hand-overs without network that no order covers, the newest first' },
  request: {
    query: z.object({
      all: z.enum(['0', '1']).optional().openapi({ description: '1: settled ones as well' }),
      before: z.string().max(100).optional(),
    }),
  },
  responses: {
    200: answers('Discrepancies', z.object({ discrepancies: z.array(Shown), next: z.string().nullable() })),
    ...problems,
  },
})

const one = createRoute({
  method: 'get',
  path: '/discrepancies/{id}',
  ...{ tags, middleware, summary: 'One of them with what was done about it' },
  request: { params },
  responses: {
    200: answers(
      'The discrepancy',
      Shown.extend({
        events: z.array(
          z.object({ step: z.string(), actorId: z.string(), reason: z.string().nullable(), at: z.iso.datetime() }),
        ),
      }),
    ),
    ...problems,
  },
})

const settle = createRoute({
  method: 'post',
  path: '/discrepancies/{id}/settle',
  ...{ tags, summary: 'Set the books right: charge the resident, write off, or found on the shelf' },
  middleware: [may.be('clerk', 'admin')] as const,
  request: {
    params,
    headers,
    body: jsonBody(
      z.object({
        step: z.enum(['charge', 'writeOff', 'bringBack']),
        reason: text(200),
      }),
    ),
  },
  responses: { 200: answers('The discrepancy', Shown), ...problems },
})

export const discrepanciesApi = newApi()
  .openapi(list, async (c) => {
    const { db, actor } = c.var
    const { all, before } = c.req.valid('query')
    const ids = (await listedStores(db)).filter((store) => seesDiscrepancies(actor, store)).map(({ id }) => id)
    const { shown: rows, next } = await discrepanciesAt(db, ids, { isOpen: all !== '1', before })
    return c.json({ discrepancies: rows.map(shown), next: next ?? null }, 200)
  })
  .openapi(one, async (c) => {
    const { discrepancy, events } = await discrepancySeenBy(c.var.db, c.req.valid('param').id, c.var.actor)
    const told = events.map(({ step, actorId, reason, at }) => ({ step, actorId, reason, at: at.toISOString() }))
    return c.json({ ...shown(discrepancy), events: told }, 200)
  })
  .openapi(settle, async (c) => {
    const { id } = c.req.valid('param')
    const { step, reason } = c.req.valid('json')
    await discrepancySeenBy(c.var.db, id, c.var.actor)
    const settled = await acted(c, ['settle', id, step, reason], async (tx, by) =>
      shown(await settleDiscrepancy(tx, c.var.secrets, { id, step, reason, ...by })),
    )
    return c.json(settled, 200)
  })

const shown = ({ claimedAt, receivedAt, settledAt, ...row }: Discrepancy) => {
  const { id, storeId, keeperId, orderId, outcome, pieces, state } = row
  const times = { claimedAt: claimedAt.toISOString(), receivedAt: receivedAt.toISOString() }
  return {
    id,
    storeId,
    keeperId,
    orderId,
    outcome,
    pieces,
    state,
    ...times,
    settledAt: settledAt?.toISOString() ?? null,
  }
}
