import { storeById } from '../../stock/queries.ts'
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
import { lineOrNone } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { addStore, editStore } from '../actions.ts'
import { Span } from '../api-shape.ts'
import { keepersOf, storeForStaff } from '../queries.ts'
import { type Span as Hours, readWeek, writeSpans } from '../rules.ts'

const tags = ['stores']
const params = z.object({ id: z.string().max(100) })
const textOrNone = (max: number) => lineOrNone(max).openapi({ type: 'string', maxLength: max })

const fields = {
  name: text(60),
  areaId: z.string().min(1).max(40),
  address: textOrNone(120),
  phone: textOrNone(30),
  openingHours: z
    .array(z.array(Span).max(10))
    .length(7)
    .openapi({ description: 'Seven lists, Monday first, city time' }),
  status: z.enum(['open', 'closed']),
}

const Kept = z
  .object({
    id: z.string(),
    number: z.int(),
    ...fields,
    version: z.int(),
    keepers: z.array(z.object({ id: z.string(), name: z.string(), since: z.iso.datetime() })),
  })
  .openapi('StoreAtDesk')

const show = createRoute({
  method: 'get',
  path: '/desk/stores/{id}',
  ...{ tags, summary: 'A store as its staff keep it, with its keepers' },
  middleware: [may.be('keeper', 'clerk', 'admin')] as const,
  request: { params },
  responses: { 200: answers('The store', Kept), ...problems },
})

const add = createRoute({
  method: 'post',
  path: '/stores',
  ...{
    tags,
    summary: 'Open a store; the Idempotency-Key becomes its id',
    middleware: [may.be('clerk', 'admin')] as const,
  },
  request: { headers, body: jsonBody(z.object({ ...fields, status: fields.status.default('open') })) },
  responses: { 201: answers('The store', Kept), ...problems },
})

const change = createRoute({
  method: 'patch',
  path: '/stores/{id}',
  ...{
    tags,
    summary: 'Change a store, or close it; what is absent stays',
    middleware: [may.be('clerk', 'admin')] as const,
  },
  request: {
    params,
    headers,
    body: jsonBody(
      z.object({
        ...z.object(fields).partial().shape,
        version: versionRead(),
      }),
    ),
  },
  responses: { 200: answers('The store', Kept), ...problems },
})

/** The hours as the form of the desk would read them: in order, and none over another. */
const asTyped = (week: readonly (readonly Hours[])[]) => readWeek(week.map(writeSpans))

export const storesDeskApi = newApi()
  .openapi(show, async (c) => c.json(await shown(c.var, c.req.valid('param').id), 200))
  .openapi(add, async (c) => {
    const { atomically, actor, now } = c.var
    const { openingHours, ...given } = c.req.valid('json')
    const opened = {
      id: idempotencyKey(c),
      fields: { ...given, openingHours: asTyped(openingHours) },
      actor,
      now: now(),
    }
    await atomically((tx) => addStore(tx, opened))
    return c.json(await shown(c.var, opened.id), 201)
  })
  .openapi(change, async (c) => {
    const { id } = c.req.valid('param')
    const { version, openingHours, ...given } = c.req.valid('json')
    await storeForStaff(c.var.db, id, c.var.actor)
    await acted(c, ['editStore', id, version, given, openingHours ?? null], async (tx, by) => {
      const { name, areaId, address, phone, status, ...before } = await storeById(tx, id)
      const week = openingHours ? asTyped(openingHours) : before.openingHours
      const fields = { ...{ name, areaId, address, phone, status }, ...sentOf(given), openingHours: week }
      await editStore(tx, { id, version, fields, ...by })
      return null
    })
    return c.json(await shown(c.var, id), 200)
  })

type Asking = { db: Parameters<typeof storeById>[0]; actor: Parameters<typeof storeForStaff>[2]; now: () => Date }

async function shown({ db, actor, now }: Asking, storeId: string) {
  const { id, number, name, areaId, address, phone, openingHours, status, version } = await storeForStaff(
    db,
    storeId,
    actor,
  )
  const keepers = (await keepersOf(db, id, now())).map(({ since, ...keeper }) => ({
    ...keeper,
    since: since.toISOString(),
  }))
  return { id, number, name, areaId, address, phone, openingHours, status, version, keepers }
}
