import type { Context } from 'hono'
import { itemCategories } from '../../../db/schema/stock.ts'
import { Refusal } from '../../kit/refusal.ts'
import { storePhotos } from '../../photos/actions.ts'
import type { PreparedPhoto } from '../../photos/prepare.ts'
import { photoFiles, preparePhotos } from '../../photos/upload.ts'
import {
  acted,
  answers,
  createRoute,
  idempotencyHeader as headers,
  idempotencyKey,
  jsonBody,
  newApi,
  problems,
  sentOf,
  text,
  versionRead,
  z,
} from '../../web/api.ts'
import type { Env } from '../../web/env.ts'
import { whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { itemById } from '../queries.ts'
import { recallItem } from '../shelf/actions.ts'
import { assertKeepsCatalogue } from '../standing.ts'
import { addItem, changeItem, fieldsOf, setPrice } from './actions.ts'
import { Item, shownItem } from './api-shape.ts'
import { pricesOf } from './queries.ts'

const tags = ['stock']
const params = z.object({ id: z.string().max(100) })
const middleware = may.be('admin')
const one = { 200: answers('The item', Item), ...problems }
const points = z.int().min(1).max(100_000)
const version = versionRead()

const fields = {
  name: text(60),
  unit: text(10),
  category: z.enum(itemCategories),
  barcode: z.string().max(40).openapi({ description: 'EAN-8, UPC-A or EAN-13, checked; empty for loose goods' }),
  limitPer30Days: z.int().min(1).max(1000).openapi({ description: 'Pieces for one person' }),
  unitValueFen: z.int().min(0).max(100_000_000).openapi({ description: 'What a piece is worth, in fen' }),
}

const add = createRoute({
  method: 'post',
  path: '/items',
  ...{ tags, middleware, summary: 'Add an item with its first price; the Idempotency-Key becomes its id' },
  request: { headers, body: jsonBody(z.object({ ...fields, pricePoints: points })) },
  responses: { 201: answers('The item', Item), ...problems },
})

const change = createRoute({
  method: 'patch',
  path: '/items/{id}',
  ...{ tags, middleware, summary: 'Change an item; what is absent stays. Its price changes by its own address' },
  request: {
    params,
    headers,
    body: jsonBody(z.object({ ...z.object(fields).partial().shape, active: z.boolean().optional(), version })),
  },
  responses: one,
})

const picture = createRoute({
  method: 'post',
  path: '/items/{id}/photo',
  ...{ tags, middleware, summary: 'Give an item its picture, or another one' },
  request: {
    params,
    headers,
    body: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: z.object({
            photo: photoFiles.openapi({ type: 'string', format: 'binary' }),
            version: whole(1, 1_000_000_000).openapi({ type: 'integer' }),
          }),
        },
      },
    },
  },
  responses: one,
})

const Price = z.object({ pricePoints: z.int(), startsAt: z.iso.datetime(), reason: z.string() })

const price = createRoute({
  method: 'post',
  path: '/items/{id}/prices',
  ...{ tags, middleware, summary: 'Announce a price; the Idempotency-Key becomes its id' },
  request: {
    params,
    headers,
    body: jsonBody(z.object({ pricePoints: points, startsOn: z.iso.date(), reason: text(200) })),
  },
  responses: { 201: answers('All its prices', z.object({ prices: z.array(Price) })), ...problems },
})

const recall = createRoute({
  method: 'post',
  path: '/items/{id}/recall',
  ...{ tags, middleware, summary: 'Recall an item: every lot of it is kept apart, in all stores' },
  request: { params, headers, body: jsonBody(z.object({ reason: text(200) })) },
  responses: { 200: answers('How many lots it were', z.object({ lots: z.int() })), ...problems },
})

export const catalogueApi = newApi()
  .openapi(add, async (c) => {
    const { atomically, actor, now } = c.var
    const { pricePoints, ...given } = c.req.valid('json')
    const item = { id: idempotencyKey(c), pricePoints, fields: given, actor, now: now() }
    return c.json(shownItem(await atomically((tx) => addItem(tx, item))), 201)
  })
  .openapi(change, async (c) => {
    const itemId = c.req.valid('param').id
    const { version, active, ...given } = c.req.valid('json')
    const item = await acted(c, ['changeItem', itemId, version, active ?? null, given], async (tx, by) => {
      const before = await itemById(tx, itemId)
      const fields = { ...fieldsOf(before), ...sentOf(given) }
      await changeItem(tx, { itemId, fields, active: active ?? before.active, version, ...by })
      return shownItem(await itemById(tx, itemId))
    })
    return c.json(item, 200)
  })
  .openapi(picture, async (c) => {
    const itemId = c.req.valid('param').id
    const { photo: files, version } = c.req.valid('form')
    const photo = await stored(c, files)
    const item = await acted(c, ['pictureItem', itemId, version, photo.id], async (tx, by) => {
      const before = await itemById(tx, itemId)
      await changeItem(tx, { itemId, fields: fieldsOf(before), active: before.active, version, photo, ...by })
      return shownItem(await itemById(tx, itemId))
    })
    return c.json(item, 200)
  })
  .openapi(price, async (c) => {
    const { db, atomically, actor, now } = c.var
    const itemId = c.req.valid('param').id
    const set = { id: idempotencyKey(c), itemId, ...c.req.valid('json'), actor, now: now() }
    await atomically((tx) => setPrice(tx, set))
    const prices = (await pricesOf(db, itemId)).map(({ pricePoints, startsAt, reason }) => ({
      ...{ pricePoints, startsAt: startsAt.toISOString(), reason },
    }))
    return c.json({ prices }, 201)
  })
  .openapi(recall, async (c) => {
    const itemId = c.req.valid('param').id
    const { reason } = c.req.valid('json')
    const lots = await acted(c, ['recallItem', itemId, reason], (tx, by) => recallItem(tx, { itemId, reason, ...by }))
    return c.json({ lots }, 200)
  })

/** Exactly one, read and stored before the transaction, which waits for no file. @throws Refusal `item_photo` */
async function stored(c: Context<Env>, files: readonly File[]): Promise<PreparedPhoto> {
  await assertKeepsCatalogue(c.var.db, c.var.actor)
  const [photo] = await preparePhotos(files, 1, { field: 'photo' })
  if (!photo) throw new Refusal('invalid', 'item_photo', { field: 'photo' })
  await storePhotos(c.var.photoStore, [photo])
  return photo
}
