import type { Context } from 'hono'
import { Refusal, type RefusalKind } from '../../kit/refusal.ts'
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
import { answerRefusal } from '../../web/errors.tsx'
import { may } from '../../web/guard.ts'
import { OrderShown, PiecesAsked, piecesOf, shownOrder } from '../orders/api-shape.ts'
import { linesOfAll, orderById, waitingOrdersOf } from '../orders/queries.ts'
import { look } from './actions.ts'
import { handOverOnce } from './hand-over.ts'
import { scansOf } from './limits.ts'
import { storeKeptBy } from './queries.ts'
import { goodOutcomes, isGood, type Outcome } from './rules.ts'

const headers = idempotencyHeader
const read = z.string().max(20_000).openapi({ description: 'What was scanned or typed, as it came' })
const storeId = z.string().min(1).max(100)

const Scanned = z
  .object({
    outcome: z.enum(goodOutcomes),
    details: z.record(z.string(), z.unknown()),
    orders: z.array(OrderShown).openapi({ description: 'The order, or what waits here for the person' }),
  })
  .openapi('Scanned')

const description =
  'The scan is kept whatever came of it. A refusal is a problem whose `code` says why: `order_unknown`, `order_forged`, ' +
  '`order_elsewhere`, `order_collected`, `order_expired`, `order_canceled`, `order_refunded`, `own_order`, ' +
  '`proxy_ended`, `proof_needed`, `proof_wrong`, `proof_locked`, `card_pin_wrong`, `card_pin_blocked`, `code_unreadable`, `code_expired`.'

const scan = createRoute({
  method: 'post',
  path: '/counter/scans',
  tags: ['counter'],
  summary: 'Look at what was scanned: an order, or somebody’s code',
  description,
  middleware: [may.be('keeper')] as const,
  request: { headers, body: jsonBody(z.object({ storeId, read })) },
  responses: { 200: answers('What it is', Scanned), ...problems },
})

const handOver = createRoute({
  method: 'post',
  path: '/counter/hand-overs',
  tags: ['counter'],
  summary: 'Hand over what waits of an order, or some of it',
  description,
  middleware: [may.be('keeper')] as const,
  request: {
    headers,
    body: jsonBody(
      z.object({
        storeId,
        read,
        lines: PiecesAsked.optional().openapi({ description: 'Everything that waits when absent' }),
        proxyId: z.string().max(200).optional().openapi({ description: 'Who collects instead of the owner' }),
        proof: z.string().max(20).optional().openapi({ description: 'Above 50 points: end of the phone, or card PIN' }),
      }),
    ),
  },
  responses: { 200: answers('Handed over', Scanned), ...problems },
})

export const counterApi = newApi()
  .openapi(scan, async (c) => {
    const { db, atomically, actor, secrets, now } = c.var
    const asked = c.req.valid('json')
    await scansOf(c, actor.id)
    const store = await storeKeptBy(db, asked.storeId, actor)
    const seen = { id: idempotencyKey(c), store, keeper: actor, read: asked.read, now: now() }
    const outcome = await atomically((tx) => look(tx, secrets, seen))
    if (!isGood(outcome)) return answerRefusal(refusalOf(outcome), c) as never
    return c.json(await shown(c, store.id, outcome), 200)
  })
  .openapi(handOver, async (c) => {
    const { db, actor } = c.var
    const { storeId, lines, read, proof, proxyId } = c.req.valid('json')
    await scansOf(c, actor.id)
    const store = await storeKeptBy(db, storeId, actor)
    const outcome = await handOverOnce(c, {
      id: idempotencyKey(c),
      store,
      read,
      pieces: piecesOf(lines),
      proof,
      proxyId,
    })
    if (!isGood(outcome)) return answerRefusal(refusalOf(outcome), c) as never
    return c.json(await shown(c, store.id, outcome), 200)
  })

const kinds: Record<string, RefusalKind> = {
  order_unknown: 'missing',
  order_forged: 'invalid',
  code_unreadable: 'invalid',
  code_expired: 'invalid',
  own_order: 'forbidden',
  proof_needed: 'forbidden',
  proof_wrong: 'forbidden',
  proof_locked: 'forbidden',
}

/** A refused scan is a row first and an answer second. */
const refusalOf = ({ outcome, details }: Outcome) => new Refusal(kinds[outcome] ?? 'conflict', outcome, details)

async function shown(c: Context<Env>, storeId: string, { outcome, details, orderId, personId }: Outcome) {
  const { db, secrets, now } = c.var
  const about = orderId ? [await orderById(db, orderId)] : personId ? await waitingOrdersOf(db, personId, now()) : []
  const orders = about.filter((order) => order.storeId === storeId)
  const lines = await linesOfAll(
    db,
    orders.map(({ id }) => id),
  )
  return {
    outcome: outcome as (typeof goodOutcomes)[number],
    details,
    orders: await Promise.all(
      orders.map((order) =>
        shownOrder(
          db,
          secrets,
          order,
          lines.filter((line) => line.orderId === order.id),
        ),
      ),
    ),
  }
}
