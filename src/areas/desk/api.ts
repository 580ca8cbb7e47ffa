import type { Context } from 'hono'
import type { Tx } from '../../../db/database.ts'
import {
  acted,
  answers,
  createRoute,
  idempotencyHeader as headers,
  jsonBody,
  newApi,
  problems,
  z,
} from '../../web/api.ts'
import type { Env } from '../../web/env.ts'
import { line } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import type { By } from '../../web/once.ts'
import { addBelow, changeArea, setBoard } from '../actions.ts'
import { areaById, boardOf } from '../queries.ts'

const tags = ['areas']
const params = z.object({ id: z.string().max(30) })
const text = (max: number) => line(max).openapi({ type: 'string', maxLength: max })
const version = z.int().min(0).openapi({ description: 'The version that was read; an older one is refused with both' })
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
  duties: z.string().max(200),
})

const board = createRoute({
  method: 'put',
  path: '/areas/{id}/board',
  ...{
    tags,
    summary: 'What stands on the notice board in the street',
    middleware: [may.be('clerk', 'admin')] as const,
  },
  request: { params, headers, body: jsonBody(z.object({ officers: z.array(Officer).max(3), version })) },
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
    const { id } = c.req.valid('param')
    const given = c.req.valid('json')
    return c.json(
      await act(c, ['changeArea', id, given], (tx, by) => changeArea(tx, { areaId: id, ...given, ...by })),
      200,
    )
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

const act = (c: Context<Env>, content: readonly [string, string, unknown], work: (tx: Tx, by: By) => Promise<void>) =>
  acted(c, content, async (tx, by) => {
    await work(tx, by)
    return shown(tx, content[1])
  })

async function shown(db: Parameters<typeof areaById>[0], areaId: string) {
  const { id, name, residents, version } = await areaById(db, areaId)
  return { id, name, residents, version }
}
