import { poolDecisionStates } from '../../../db/schema/households.ts'
import { answers, createRoute, idempotencyHeader as headers, jsonBody, newApi, problems, z } from '../../web/api.ts'
import { lines, optional, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { acted } from '../acting.ts'
import { overHouseholds } from '../homes/queries.ts'
import { decidePoolGrant, proposePoolGrant } from './actions.ts'
import { decisionsFor, type PoolDecision, poolDecisionById } from './queries.ts'

const text = z.string()
const tags = ['charity']
const params = z.object({ id: z.string().max(200) })

const DecisionShown = z
  .object({
    id: text,
    householdId: text,
    points: z.int(),
    reason: text,
    state: z.enum(poolDecisionStates),
    answer: text.nullable(),
    version: z.int().openapi({ description: 'To be sent with the decision' }),
  })
  .openapi('PoolDecision')

const decision = { 200: answers('The decision', DecisionShown), ...problems }

const list = createRoute({
  method: 'get',
  path: '/pool-decisions',
  tags,
  summary: 'What pools of one’s areas are asked to pay, those that wait first',
  middleware: [may.be(...overHouseholds)] as const,
  responses: { 200: answers('Decisions', z.object({ decisions: z.array(DecisionShown) })), ...problems },
})

const propose = createRoute({
  method: 'post',
  path: '/households/{id}/pool-grants',
  tags,
  summary: 'Propose that the pool of a household’s community pays it points',
  middleware: [may.be('clerk', 'admin')] as const,
  request: { params, headers, body: jsonBody(z.object({ points: whole(1, 100_000), reason: lines(500) })) },
  responses: decision,
})

const decide = createRoute({
  method: 'post',
  path: '/pool-decisions/{id}',
  tags,
  summary: 'Decide as a second member of staff; what is approved is paid at once',
  middleware: [may.be('clerk', 'reviewer', 'admin')] as const,
  request: {
    params,
    headers,
    body: jsonBody(
      z.object({
        step: z.enum(['approve', 'refuse']),
        answer: optional(lines(500)),
        version: whole(1, 1_000_000),
      }),
    ),
  },
  responses: decision,
})

export const poolApi = newApi()
  .openapi(list, async (c) => {
    const rows = await decisionsFor(c.var.db, c.var.actor)
    return c.json({ decisions: rows.map((row) => shown(row.decision)) }, 200)
  })
  .openapi(propose, async (c) => {
    const asked = { ...c.req.valid('json'), householdId: c.req.valid('param').id }
    const { id } = await acted(c, ['pool', asked], async (tx, by) => {
      const made = await proposePoolGrant(tx, { ...asked, ...by })
      return { id: made.id }
    })
    return c.json(shown(await poolDecisionById(c.var.db, id)), 200)
  })
  .openapi(decide, async (c) => {
    const asked = { ...c.req.valid('json'), id: c.req.valid('param').id }
    await acted(c, ['decide', asked], (tx, { actor, now }) =>
      decidePoolGrant(tx, { ...asked, actor, now }).then(() => null),
    )
    return c.json(shown(await poolDecisionById(c.var.db, asked.id)), 200)
  })

const shown = ({ id, householdId, points, reason, state, answer, version }: PoolDecision) => ({
  ...{ id, householdId, points, reason, state, answer, version },
})
