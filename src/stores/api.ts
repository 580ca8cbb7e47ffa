import { isSignedIn } from '../kit/actor.ts'
import { itemsOnShelf, type Store, storeById } from '../stock/queries.ts'
import { recipientOf } from '../stock/recipients.ts'
import { answers, createRoute, newApi, problems, z } from '../web/api.ts'
import { may } from '../web/guard.ts'
import { Span } from './api-shape.ts'
import { listedStores } from './queries.ts'
import { opennessAt } from './rules.ts'

const StoreShown = z
  .object({
    id: z.string(),
    number: z.int(),
    name: z.string(),
    areaId: z.string(),
    address: z.string(),
    phone: z.string(),
    status: z.enum(['open', 'closed']),
    openingHours: z.array(z.array(Span)).openapi({ description: 'Seven lists, Monday first, city time' }),
    openNow: z.boolean(),
    until: z.iso.datetime().nullable().openapi({ description: 'When it closes, or opens next' }),
  })
  .openapi('Store')

const ShelfItem = z
  .object({
    id: z.string(),
    name: z.string(),
    unit: z.string(),
    pricePoints: z.int(),
    available: z.int(),
    limitPer30Days: z.int(),
    barcode: z.string().nullable(),
    photo: z.string().nullable(),
  })
  .openapi('ShelfItem')

const params = z.object({ id: z.string().max(100) })

const list = createRoute({
  method: 'get',
  path: '/stores',
  tags: ['stores'],
  summary: 'Every honour store, area by area',
  middleware: [may.anyone()] as const,
  responses: { 200: answers('Stores', z.object({ stores: z.array(StoreShown) })), ...problems },
})

const one = createRoute({
  method: 'get',
  path: '/stores/{id}',
  tags: ['stores'],
  summary: 'One store',
  middleware: [may.anyone()] as const,
  request: { params },
  responses: { 200: answers('The store', StoreShown), ...problems },
})

const shelf = createRoute({
  method: 'get',
  path: '/stores/{id}/items',
  tags: ['stores'],
  summary: 'What lies on its shelf and can be ordered',
  middleware: [may.anyone()] as const,
  request: { params },
  responses: { 200: answers('Items, cheapest first', z.object({ items: z.array(ShelfItem) })), ...problems },
})

export const storesApi = newApi()
  .openapi(list, async (c) => {
    const stores = await listedStores(c.var.db)
    return c.json({ stores: stores.map((store) => shown(store, c.var.now())) }, 200)
  })
  .openapi(one, async (c) => {
    const store = await storeById(c.var.db, c.req.valid('param').id)
    return c.json(shown(store, c.var.now()), 200)
  })
  .openapi(shelf, async (c) => {
    const { db, actor, now } = c.var
    const store = await storeById(db, c.req.valid('param').id)
    const recipient = isSignedIn(actor) ? await recipientOf(db, actor.id, now()) : undefined
    const items = await itemsOnShelf(db, store.id, now(), recipient)
    return c.json({ items: items.map(shownItem) }, 200)
  })

function shown(store: Store, now: Date) {
  const { id, number, name, areaId, address, phone, status, openingHours } = store
  const { open, until } = opennessAt(openingHours, now)
  const isOpen = open && status === 'open'
  return {
    id,
    number,
    name,
    areaId,
    address,
    phone,
    status,
    openingHours,
    openNow: isOpen,
    until: until?.toISOString() ?? null,
  }
}

type Item = Awaited<ReturnType<typeof itemsOnShelf>>[number]

const shownItem = ({ id, name, unit, pricePoints, available, limitPer30Days, barcode, photoId }: Item) => ({
  ...{ id, name, unit, pricePoints, available, limitPer30Days, barcode },
  photo: photoId && `/photos/${photoId}`,
})
