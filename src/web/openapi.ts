import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Env } from './env.ts'
import { type Access, guardedRoutes } from './guard.ts'

type Operation = { security?: object[]; description?: string }

/** The description of the whole JSON API: what the rooms say, and from each guard who may come. OpenAPI 3.1. */
export function describeApi(app: OpenAPIHono<Env>): object {
  const registry = app.openAPIRegistry
  registry.registerComponent('securitySchemes', 'cookie', {
    type: 'apiKey',
    in: 'cookie',
    name: 'session',
    description: 'The session of a signed-in browser; `__Host-session` over https.',
  })
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'The same session as a token, for programs.',
  })
  const described = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: '荣誉通 Rongyu',
      version: '1',
      description:
        'The acts of residents, staff and keepers for programs. Refusals are `application/problem+json` with a stable `code`. ' +
        'An `Idempotency-Key` makes an act safe to send again.',
    },
    servers: [{ url: '/' }],
  })
  for (const { method, path, access } of guardedRoutes(app)) {
    const address = path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')
    const operation = described.paths?.[address]?.[method.toLowerCase() as 'get'] as Operation | undefined
    if (operation) Object.assign(operation, whoMayCome(access as Access))
  }
  return described
}

function whoMayCome(access: Access): Operation {
  if (access === 'anyone') return { security: [] }
  const security = [{ cookie: [] }, { bearer: [] }]
  return access === 'signed in' ? { security } : { security, description: `For ${access.join(', ')}.` }
}
