import { answers, createRoute, idempotencyHeader, idempotencyKey, jsonBody, newApi, problems, z } from '../web/api.ts'
import { line, lineOrNone } from '../web/form.ts'
import { may } from '../web/guard.ts'
import { receiveStock } from './actions.ts'
import { Item, shownItem } from './catalogue/api-shape.ts'
import { itemsNamed, pricesOf } from './catalogue/queries.ts'
import { itemById, storeById } from './queries.ts'
import { Lot, shownLot } from './shelf/api-shape.ts'
import { lotsOf } from './shelf/queries.ts'
import { assertKeeps, assertSees } from './standing.ts'

const listItems = createRoute({
  method: 'get',
  path: '/items',
  tags: ['stock'],
  summary: 'The catalogue, or what of it fits a name or a barcode',
  middleware: [may.anyone()] as const,
  request: { query: z.object({ q: lineOrNone(60).optional() }) },
  responses: { 200: answers('Items', z.object({ items: z.array(Item) })), ...problems },
})

const oneItem = createRoute({
  method: 'get',
  path: '/items/{id}',
  tags: ['stock'],
  summary: 'An item with all its prices, announced ones included',
  middleware: [may.anyone()] as const,
  request: { params: z.object({ id: z.string().max(100) }) },
  responses: {
    200: answers(
      'The item',
      z.object({
        item: Item,
        prices: z.array(z.object({ pricePoints: z.int(), startsAt: z.iso.datetime(), reason: z.string() })),
      }),
    ),
    ...problems,
  },
})

const ofStore = z.object({ id: z.string().max(100) })

const listLots = createRoute({
  method: 'get',
  path: '/stores/{id}/lots',
  tags: ['stock'],
  summary: 'What lies in a store, for its keepers and those who administer or audit it',
  middleware: [may.be('keeper', 'auditor', 'admin')] as const,
  request: { params: ofStore },
  responses: { 200: answers('Lots', z.object({ lots: z.array(Lot) })), ...problems },
})

const intake = createRoute({
  method: 'post',
  path: '/stores/{id}/lots',
  tags: ['stock'],
  summary: 'Take purchased goods in as a lot of their own; the Idempotency-Key becomes its id',
  middleware: [may.be('keeper', 'admin')] as const,
  request: {
    params: ofStore,
    headers: idempotencyHeader,
    body: jsonBody(
      z.object({
        itemId: z.string().max(100),
        quantity: z.int().min(1).max(1_000_000),
        expiresOn: z.iso.date().optional(),
        source: z.object({ kind: z.literal('purchase'), note: line(200) }).openapi({
          description: 'Donated goods come to the shelf from their donation: /donations/{id}/lines/{lineId}/shelve',
        }),
        unitValueFen: z.int().min(0).max(100_000_000).optional(),
      }),
    ),
  },
  responses: { 201: answers('The lot', z.object({ lot: Lot })), ...problems },
})

export const stockApi = newApi()
  .openapi(listItems, async (c) => {
    const items = await itemsNamed(c.var.db, c.req.valid('query').q)
    return c.json({ items: items.map(shownItem) }, 200)
  })
  .openapi(oneItem, async (c) => {
    const { db } = c.var
    const item = await itemById(db, c.req.valid('param').id)
    const prices = (await pricesOf(db, item.id)).map(({ pricePoints, startsAt, reason }) => ({
      pricePoints,
      startsAt: startsAt.toISOString(),
      reason,
    }))
    return c.json({ item: shownItem(item), prices }, 200)
  })
  .openapi(listLots, async (c) => {
    const { db, actor } = c.var
    const store = await storeById(db, c.req.valid('param').id)
    assertSees(actor, store)
    return c.json({ lots: (await lotsOf(db, store.id)).map(shownLot) }, 200)
  })
  .openapi(intake, async (c) => {
    const { atomically, actor, now } = c.var
    const [{ id: storeId }, body] = [c.req.valid('param'), c.req.valid('json')]
    const receipt = { ...body, id: idempotencyKey(c), storeId, actorId: actor.id, now: now() }
    const lot = await atomically(async (tx) => {
      assertKeeps(actor, await storeById(tx, storeId))
      return receiveStock(tx, receipt)
    })
    return c.json({ lot: shownLot(lot) }, 201)
  })
