import type { Context } from 'hono'
import { answers, createRoute, jsonBody, newApi, problems, z } from '../../web/api.ts'
import type { Env } from '../../web/env.ts'
import { line } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { maskedPhoneOf, type Person, personById } from '../queries.ts'
import { grantedRoles } from '../roles/rules.ts'
import { changePassword } from './password-pages.tsx'
import { saveProfile } from './profile-pages.tsx'

const Me = z
  .object({
    id: z.string(),
    displayName: z.string(),
    areaId: z.string(),
    lang: z.enum(['zh', 'en']),
    phone: z.string().nullable().openapi({ example: '138****1234' }),
    verified: z.boolean(),
    roles: z.array(
      z.object({
        role: z.enum(grantedRoles),
        areaPath: z.string().nullable(),
        storeId: z.string().nullable(),
        organizationId: z.string().nullable(),
      }),
    ),
  })
  .openapi('Me')

const Changes = z
  .object({
    displayName: z.string().pipe(line(20)).optional(),
    areaId: z.string().min(1).max(40).optional(),
    lang: z.enum(['zh', 'en']).optional(),
  })
  .openapi('ProfileChanges')

const NewPassword = z
  .object({
    current: z.string().max(1000).optional(),
    ticket: z.string().max(4000).optional(),
    code: z.string().max(40).optional(),
    password: z.string().min(1).max(1000),
  })
  .openapi('NewPassword')

const show = createRoute({
  method: 'get',
  path: '/me',
  tags: ['people'],
  summary: 'Who I am here, and the roles I hold now',
  middleware: [may.signedIn()] as const,
  responses: { 200: answers('Me', Me), ...problems },
})

const change = createRoute({
  method: 'patch',
  path: '/me',
  tags: ['people'],
  summary: 'Change my display name, home or language',
  middleware: [may.signedIn()] as const,
  request: { body: jsonBody(Changes) },
  responses: { 200: answers('Me', Me), ...problems },
})

const password = createRoute({
  method: 'put',
  path: '/me/password',
  tags: ['people'],
  summary: 'Set my password, proven by the present one or by a code; signs out every other device',
  middleware: [may.signedIn()] as const,
  request: { body: jsonBody(NewPassword) },
  responses: { 204: { description: 'Set' }, ...problems },
})

export const meApi = newApi()
  .openapi(show, async (c) => c.json(shown(c, await personById(c.var.db, c.var.actor.id)), 200))
  .openapi(change, async (c) => c.json(shown(c, await saveProfile(c, c.req.valid('json'))), 200))
  .openapi(password, async (c) => {
    await changePassword(c, c.req.valid('json'))
    return c.body(null, 204)
  })

const shown = (c: Context<Env>, person: Person): z.output<typeof Me> => ({
  id: person.id,
  displayName: person.displayName,
  areaId: person.areaId,
  lang: person.lang,
  phone: maskedPhoneOf(c.var.secrets, person),
  verified: person.verifiedAt !== null,
  roles: c.var.actor.grants.flatMap(({ role, areaPath = null, storeId = null, organizationId = null }) =>
    role === 'resident' ? [] : [{ role, areaPath, storeId, organizationId }],
  ),
})
