import { areaKinds } from '../../db/schema/areas.ts'
import { answers, createRoute, newApi, problems, z } from '../web/api.ts'
import { line } from '../web/form.ts'
import { may } from '../web/guard.ts'
import {
  type Area as AreaRow,
  areaAndAbove,
  areaById,
  areasBelow,
  areasCovered,
  areasNamed,
  boardOf,
  theCity,
} from './queries.ts'

const Area = z
  .object({
    id: z.string().openapi({ example: '532503003002' }),
    parentId: z.string().nullable(),
    kind: z.enum(areaKinds),
    name: z.string(),
    path: z.string(),
    residents: z.int(),
  })
  .openapi('Area')

const Officer = z
  .object({ duty: z.enum(['leader', 'officer', 'police']), name: z.string(), phone: z.string(), duties: z.string() })
  .openapi('BoardOfficer')

const list = createRoute({
  method: 'get',
  path: '/areas',
  tags: ['areas'],
  summary:
    'Areas: the streets, what lies below `parent`, everything `within` an area, or those whose name contains `q`',
  middleware: [may.anyone()] as const,
  request: {
    query: z.object({
      parent: z.string().max(30).optional(),
      within: z.string().max(30).optional(),
      q: line(60).optional(),
    }),
  },
  responses: { 200: answers('Areas, in the order of the tree', z.object({ areas: z.array(Area) })), ...problems },
})

const one = createRoute({
  method: 'get',
  path: '/areas/{id}',
  tags: ['areas'],
  summary: 'An area with what is above and below it, and its notice board',
  middleware: [may.anyone()] as const,
  request: { params: z.object({ id: z.string().max(30) }) },
  responses: {
    200: answers(
      'The area',
      z.object({
        area: Area,
        above: z.array(Area),
        below: z.array(Area),
        board: z.object({ officers: z.array(Officer), updatedAt: z.iso.datetime() }).nullable(),
      }),
    ),
    ...problems,
  },
})

export const areasApi = newApi()
  .openapi(list, async (c) => {
    const { db } = c.var
    const { parent, within, q } = c.req.valid('query')
    if (q) return c.json({ areas: (await areasNamed(db, q)).map(shown) }, 200)
    if (within) return c.json({ areas: (await areasCovered(db, (await areaById(db, within)).path)).map(shown) }, 200)
    return c.json({ areas: (await areasBelow(db, parent ?? (await theCity(db)).id)).map(shown) }, 200)
  })
  .openapi(one, async (c) => {
    const { db } = c.var
    const area = await areaById(db, c.req.valid('param').id)
    const above = (await areaAndAbove(db, area)).slice(0, -1)
    const board = await boardOf(db, area.id)
    const answer = {
      area: shown(area),
      above: above.map(shown),
      below: (await areasBelow(db, area.id)).map(shown),
      board: board ? { officers: board.officers, updatedAt: board.updatedAt.toISOString() } : null,
    }
    return c.json(answer, 200)
  })

const shown = ({ id, parentId, kind, name, path, residents }: AreaRow) => ({
  id,
  parentId,
  kind,
  name,
  path,
  residents,
})
