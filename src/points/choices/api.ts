import { answers, createRoute, jsonBody, newApi, problems, z } from '../../web/api.ts'
import { may } from '../../web/guard.ts'
import { choosePoints } from './actions.ts'
import { declinedSince } from './queries.ts'

const Choice = z.object({ wanted: z.boolean() }).openapi('PointsChoice')
const one = { 200: answers('Whether I want points', Choice), ...problems }

const show = createRoute({
  method: 'get',
  path: '/points/choice',
  ...{ tags: ['points'], summary: 'Whether I want points, or only my hours', middleware: [may.signedIn()] as const },
  responses: one,
})

const choose = createRoute({
  method: 'put',
  path: '/points/choice',
  ...{ tags: ['points'], summary: 'Want points, or only my hours recorded', middleware: [may.signedIn()] as const },
  request: { body: jsonBody(Choice) },
  responses: one,
})

export const choicesApi = newApi()
  .openapi(show, async (c) => c.json({ wanted: !(await declinedSince(c.var.db, c.var.actor.id)) }, 200))
  .openapi(choose, async (c) => {
    const { atomically, actor, now } = c.var
    const { wanted } = c.req.valid('json')
    await atomically((tx) => choosePoints(tx, { personId: actor.id, wanted, now: now() }))
    return c.json({ wanted }, 200)
  })
