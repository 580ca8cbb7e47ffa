import type { Db } from '../../../db/database.ts'
import {
  acted,
  answers,
  createRoute,
  idempotencyHeader as headers,
  jsonBody,
  newApi,
  problems,
  text,
  versionRead,
  z,
} from '../../web/api.ts'
import { lineOrNone } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { addBelow, changeArea, setBoard } from '../actions.ts'
import { areaById, boardOf } from '../queries.ts'

const tags = ['areas']
const params = z.object({ id: z.string().max(30) })
const version = versionRead(0)
const residents = z.int().min(0).max(100_000_000).openapi({ description: 'Registered; the base of the yearly budget' })

const Kept = z.object({ id: z.string(), name: z.string(), residents: z.int(), version: z.int() }).openapi('AreaKept')
const one = { 200: answers('The area', Kept), ...problems }

const kept = createRoute({
  method: 'get',
  path: '/desk/areas/{id}',
  ...{ tags, summary: 'An area as its clerks keep it, with the versions of it and of its notice board' },
  middleware: [may.be('clerk', 'auditor', 'admin')] as const,
  request: { params },
  responses: {
    200: answers('The area', Kept.extend({ boardVersion: z.int().openapi({ description: '0 without a board' }) })),
    ...problems,
  },
})

const change = createRoute({
  method: 'patch',
  path: '/areas/{id}',
  ...{ tags, summary: 'Change an area’s name and residents', middleware: [may.be('admin')] as const },
  request: { params, headers, body: jsonBody(z.object({ name: text(60), residents, version })) },
  responses: one,
})

const Officer = z.object({
  duty: z.enum(['leader', 'officer', 'police']),
  name: text(30),
  phone: z
    .string()
    .max(20)
    .regex(/^[\d+\-() ]*$/),
  duties: lineOrNone(200).openapi({ type: 'string', maxLength: 200 }),
})

const officers = z
  .array(Officer)
  .refine((all) => new Set(all.map(({ duty }) => duty)).size === all.length, 'one for each duty')

const board = createRoute({
  method: 'put',
  path: '/areas/{id}/board',
  ...{
    tags,
    summary: 'What stands on the notice board in the street',
    middleware: [may.be('clerk', 'admin')] as const,
  },
  request: { params, headers, body: jsonBody(z.object({ officers, version })) },
  responses: {
    200: answers('The board', z.object({ officers: z.array(Officer), version: z.int() })),
    ...problems,
  },
})

const below = createRoute({
  method: 'post',
  path: '/areas/{id}/below',
  ...{ tags, summary: 'Add a compound or a grid below an area', middleware: [may.be('clerk', 'admin')] as const },
  request: {
    params,
    headers,
    body: jsonBody(
      z.object({
        kind: z.enum(['compound', 'grid']),
        number: z.int().min(1).max(999).openapi({ description: '1 makes …G01' }),
        name: text(60),
        residents: z.int().min(0).max(1_000_000),
      }),
    ),
  },
  responses: { 201: answers('The new area', Kept), ...problems },
})

export const areasDeskApi = newApi()
  .openapi(kept, async (c) => {
    const { db } = c.var
    const { id } = c.req.valid('param')
    return c.json({ ...(await shown(db, id)), boardVersion: (await boardOf(db, id))?.version ?? 0 }, 200)
  })
  .openapi(change, async (c) => {
    const { id: areaId } = c.req.valid('param')
    const given = c.req.valid('json')
    const area = await acted(c, ['changeArea', areaId, given], async (tx, by) => {
      await changeArea(tx, { areaId, ...given, ...by })
      return shown(tx, areaId)
    })
    return c.json(area, 200)
  })
  .openapi(board, async (c) => {
    const { id } = c.req.valid('param')
    const { officers, version } = c.req.valid('json')
    const set = await acted(c, ['setBoard', id, version, officers], async (tx, by) => {
      await setBoard(tx, { areaId: id, officers, version, ...by })
      return { officers, version: (await boardOf(tx, id))?.version ?? 0 }
    })
    return c.json(set, 200)
  })
  .openapi(below, async (c) => {
    const { id: parentId } = c.req.valid('param')
    const given = c.req.valid('json')
    const added = await acted(c, ['addBelow', parentId, given], async (tx, by) =>
      shown(tx, await addBelow(tx, { parentId, ...given, ...by })),
    )
    return c.json(added, 201)
  })

async function shown(db: Db, areaId: string) {
  const { id, name, residents, version } = await areaById(db, areaId)
  return { id, name, residents, version }
}
