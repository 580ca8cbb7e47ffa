import { theCity } from '../../areas/queries.ts'
import { acted, answers, createRoute, idempotencyHeader, jsonBody, newApi, problems, z } from '../../web/api.ts'
import { may } from '../../web/guard.ts'
import { subscribe, unsubscribe } from './actions.ts'
import { subscriptionsOf } from './queries.ts'

const tags = ['reports']
const code = z.string().regex(/^[\w-]{1,40}$/)
const area = code.optional().openapi({ description: 'The whole city where it is left out' })
const category = code.optional().openapi({ description: 'Every category where it is left out' })

const Subscriptions = z.object({
  subscriptions: z.array(z.object({ id: z.string(), areaId: z.string(), category: z.string().nullable() })),
})
const mine = { 200: answers('One’s subscriptions', Subscriptions), ...problems }

const list = createRoute({
  method: 'get',
  path: '/report-subscriptions',
  ...{ tags, summary: 'Where one hears of new reports', middleware: [may.signedIn()] as const },
  responses: mine,
})

const add = createRoute({
  method: 'post',
  path: '/report-subscriptions',
  ...{ tags, summary: 'Hear of new reports of an area or category', middleware: [may.signedIn()] as const },
  request: { headers: idempotencyHeader, body: jsonBody(z.object({ areaId: area, category })) },
  responses: mine,
})

const end = createRoute({
  method: 'delete',
  path: '/report-subscriptions/{id}',
  ...{ tags, summary: 'Hear no more', middleware: [may.signedIn()] as const },
  request: { params: z.object({ id: z.string().max(60) }) },
  responses: mine,
})

const shown = async (db: Parameters<typeof subscriptionsOf>[0], personId: string) => ({
  subscriptions: (await subscriptionsOf(db, personId)).map(({ subscription: { id, areaId, categoryId } }) => ({
    ...{ id, areaId, category: categoryId },
  })),
})

/** Subscriptions for programs. */
export const subscriptionsApi = newApi()
  .openapi(list, async (c) => c.json(await shown(c.var.db, c.var.actor.id), 200))
  .openapi(add, async (c) => {
    const given = c.req.valid('json')
    const areaId = given.areaId ?? (await theCity(c.var.db)).id
    await acted(c, [c.req.path, given], (tx, { actor, now }) =>
      subscribe(tx, { personId: actor.id, areaId, categoryId: given.category, now }),
    )
    return c.json(await shown(c.var.db, c.var.actor.id), 200)
  })
  .openapi(end, async (c) => {
    const { db, atomically, actor } = c.var
    await atomically((tx) => unsubscribe(tx, { id: c.req.valid('param').id, personId: actor.id }))
    return c.json(await shown(db, actor.id), 200)
  })
