import { once } from '../../../db/once.ts'
import { newId } from '../../kit/ids.ts'
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
import { may } from '../../web/guard.ts'
import { personForStaff } from '../queries.ts'
import { endRole, grantRole } from './actions.ts'
import { type GrantRow, grantById, grantsOf } from './queries.ts'
import { grantedRoles } from './rules.ts'

const Grant = z
  .object({
    id: z.string(),
    personId: z.string(),
    role: z.enum(grantedRoles),
    areaId: z.string().nullable(),
    storeId: z.string().nullable(),
    organizationId: z.string().nullable(),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime().nullable(),
    grantedBy: z.string(),
    reason: z.string().nullable(),
  })
  .openapi('Grant')

const NewGrant = z
  .object({
    role: z.enum(grantedRoles),
    areaId: z.string().max(40).optional(),
    storeId: z.string().max(100).optional(),
    organizationId: z.string().max(100).optional(),
    startsAt: z.iso.datetime().optional(),
    endsAt: z.iso.datetime().optional(),
    reason: z.string().max(200).optional(),
  })
  .openapi('NewGrant')

const personId = z.object({ id: z.string().max(100) })

const list = createRoute({
  method: 'get',
  path: '/people/{id}/grants',
  tags: ['people'],
  summary: 'Every role somebody was ever given',
  middleware: [may.be('clerk', 'admin')] as const,
  request: { params: personId },
  responses: { 200: answers('Roles', z.object({ grants: z.array(Grant) })), ...problems },
})

const give = createRoute({
  method: 'post',
  path: '/people/{id}/grants',
  tags: ['people'],
  summary: 'Grant a role for an area or a store, within your own area',
  middleware: [may.be('admin')] as const,
  request: { params: personId, headers: idempotencyHeader, body: jsonBody(NewGrant) },
  responses: { 201: answers('Granted', Grant), ...problems },
})

const end = createRoute({
  method: 'post',
  path: '/grants/{id}/end',
  tags: ['people'],
  summary: 'End a role now; the row stays',
  middleware: [may.be('admin')] as const,
  request: { params: personId },
  responses: { 200: answers('Ended', Grant), ...problems },
})

export const rolesApi = newApi()
  .openapi(list, async (c) => {
    const person = await personForStaff(c.var.db, c.req.valid('param').id, c.var.actor)
    const rows = await grantsOf(c.var.db, person.id)
    return c.json({ grants: rows.map(({ grant }) => shown(grant)) }, 200)
  })
  .openapi(give, async (c) => {
    const { atomically, actor, now } = c.var
    const { startsAt, endsAt, ...rest } = c.req.valid('json')
    const grant = { ...rest, id: newId(), personId: c.req.valid('param').id, actor, now: now() }
    const term = { ...(startsAt && { startsAt: new Date(startsAt) }), endsAt: endsAt ? new Date(endsAt) : undefined }
    const content = ['grantRole', grant.personId, c.req.valid('json')]
    const granted = await atomically((tx) =>
      once(tx, { key: idempotencyKey(c), actorId: actor.id, content, now: now() }, async () =>
        shown(await grantRole(tx, { ...grant, ...term })),
      ),
    )
    return c.json(granted, 201)
  })
  .openapi(end, async (c) => {
    const { atomically, actor, now } = c.var
    const { id } = c.req.valid('param')
    const ended = await atomically(async (tx) => {
      await endRole(tx, { grantId: id, actor, now: now() })
      return grantById(tx, id)
    })
    return c.json(shown(ended), 200)
  })

const shown = ({
  id,
  personId,
  role,
  areaId,
  storeId,
  organizationId,
  startsAt,
  endsAt,
  grantedBy,
  reason,
}: GrantRow) => ({
  ...{ id, personId, role, areaId, storeId, organizationId, grantedBy, reason },
  startsAt: startsAt.toISOString(),
  endsAt: endsAt?.toISOString() ?? null,
})
