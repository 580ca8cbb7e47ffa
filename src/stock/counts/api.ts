import type { Context } from 'hono'
import { Refusal } from '../../kit/refusal.ts'
import {
  acted,
  answers,
  createRoute,
  idempotencyHeader as headers,
  idempotencyKey,
  jsonBody,
  newApi,
  problems,
  text,
  z,
} from '../../web/api.ts'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { storeById } from '../queries.ts'
import { assertSees } from '../standing.ts'
import { countPile, endCount, openCount } from './actions.ts'
import { countById, countsOf, type LineRow, linesOf } from './queries.ts'

const tags = ['stock']
const params = z.object({ id: z.string().max(100) })
const seeing = may.be('keeper', 'auditor', 'admin')
const counting = may.be('keeper', 'admin')

const status = z.enum(['open', 'closed', 'canceled'])
const Summary = z.object({ id: z.string(), status, openedBy: z.string(), openedAt: z.iso.datetime() })

const Line = z.object({
  id: z.string(),
  itemId: z.string(),
  name: z.string(),
  unit: z.string(),
  barcode: z.string().nullable(),
  expiresOn: z.iso.date().nullable(),
  status: z.enum(['open', 'recount', 'agreed', 'booked']).openapi({ description: 'recount: by somebody else' }),
  counted: z.int().nullable().openapi({ description: 'Null until the line is done: counting is blind' }),
  expected: z.int().nullable().openapi({ description: 'What the books said; null until the line is done' }),
})

const StockCount = z
  .object({ id: z.string(), storeId: z.string(), status, now: z.iso.datetime(), lines: z.array(Line) })
  .openapi('StockCount')
const one = { 200: answers('The stock-take', StockCount), ...problems }

const list = createRoute({
  method: 'get',
  path: '/stores/{id}/counts',
  ...{ tags, summary: 'A store’s stock-takes, the newest first', middleware: seeing },
  request: { params },
  responses: { 200: answers('Stock-takes', z.object({ counts: z.array(Summary) })), ...problems },
})

const open = createRoute({
  method: 'post',
  path: '/stores/{id}/counts',
  ...{ tags, summary: 'Begin a stock-take; the Idempotency-Key becomes its id', middleware: counting },
  request: { params, headers },
  responses: { 201: answers('The stock-take', StockCount), ...problems },
})

const show = createRoute({
  method: 'get',
  path: '/counts/{id}',
  ...{ tags, summary: 'What to count; never what should be there', middleware: seeing },
  request: { params },
  responses: one,
})

const count = createRoute({
  method: 'post',
  path: '/counts/{id}/lines',
  ...{ tags, summary: 'Send in what was counted of one pile', middleware: counting },
  request: {
    params,
    headers,
    body: jsonBody(
      z.object({
        lineId: text(250),
        counted: z.int().min(0).max(1_000_000),
        since: z.iso.datetime().openapi({
          description: 'When one began to look (`now` of the answer): if goods moved since, it is counted again',
        }),
      }),
    ),
  },
  responses: one,
})

const close = createRoute({
  method: 'post',
  path: '/counts/{id}/close',
  ...{ tags, summary: 'End a stock-take whose lines are all done', middleware: counting },
  request: { params, headers },
  responses: one,
})

const cancel = createRoute({
  method: 'post',
  path: '/counts/{id}/cancel',
  ...{ tags, summary: 'Give a stock-take up; what was booked by then stays booked', middleware: counting },
  request: { params, headers, body: jsonBody(z.object({ reason: text(200) })) },
  responses: one,
})

export const countsApi = newApi()
  .openapi(list, async (c) => {
    const { db, actor } = c.var
    const store = await storeById(db, c.req.valid('param').id)
    assertSees(actor, store)
    const counts = (await countsOf(db, store.id)).map(({ id, status, openedBy, openedAt }) => ({
      ...{ id, status, openedBy, openedAt: openedAt.toISOString() },
    }))
    return c.json({ counts }, 200)
  })
  .openapi(open, async (c) => {
    const { atomically, actor, now } = c.var
    const begun = { id: idempotencyKey(c), storeId: c.req.valid('param').id, actor, now: now() }
    await atomically((tx) => openCount(tx, begun))
    return c.json(await shown(c, begun.id), 201)
  })
  .openapi(show, async (c) => c.json(await shown(c, c.req.valid('param').id), 200))
  .openapi(count, async (c) => {
    const { id } = c.req.valid('param')
    const { since, ...given } = c.req.valid('json')
    const { lines } = await shown(c, id)
    if (!lines.some((line) => line.id === given.lineId)) throw new Refusal('missing', 'count_missing')
    await acted(c, ['countPile', id, given, since], (tx, by) =>
      countPile(tx, { ...given, since: new Date(since), ...by }),
    )
    return c.json(await shown(c, id), 200)
  })
  .openapi(close, async (c) => c.json(await ended(c, { id: c.req.valid('param').id, step: 'close' }), 200))
  .openapi(cancel, async (c) => {
    const { reason } = c.req.valid('json')
    return c.json(await ended(c, { id: c.req.valid('param').id, step: 'cancel', reason }), 200)
  })

async function ended(c: Context<Env>, how: { id: string; step: 'close' | 'cancel'; reason?: string }) {
  await acted(c, ['endCount', how], (tx, by) => endCount(tx, { ...how, ...by }).then(() => null))
  return shown(c, how.id)
}

/** For those who may look at the store. `now` is taken before the lines are read: whoever counts from them began then. */
async function shown({ var: { db, actor, now } }: Context<Env>, countId: string) {
  const at = now().toISOString()
  const { id, storeId, status } = await countById(db, countId)
  assertSees(actor, await storeById(db, storeId))
  return { id, storeId, status, now: at, lines: (await linesOf(db, id)).map(shownLine) }
}

function shownLine(row: LineRow) {
  const { id, itemId, name, unit, barcode, status } = row
  const isDone = status === 'agreed' || status === 'booked'
  const counted = isDone ? (row.second ?? row.first) : null
  const expected = isDone ? (row.secondExpected ?? row.firstExpected) : null
  return { id, itemId, name, unit, barcode, expiresOn: row.expiresOn || null, status, counted, expected }
}
