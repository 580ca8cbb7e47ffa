import {
  acted,
  answers,
  createRoute,
  idempotencyHeader,
  idempotencyKey,
  jsonBody,
  newApi,
  problems,
  z,
} from '../../web/api.ts'
import { line, optional } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { confirmVersion, draftVersion, proposeVersion, sendBackVersion, withdrawVersion } from './actions.ts'
import { ruleByCode, ruleVersionById } from './queries.ts'
import { readTerms } from './terms-json.ts'
import { tryVersion } from './trials/ask.ts'
import { runsOfVersions } from './trials/queries.ts'

const tags = ['points']
const reason = line(300).openapi({ type: 'string' })
const version = z.int().min(1)
const params = z.object({ id: z.string().max(100) })

const VersionShown = z
  .object({
    id: z.string(),
    rule: z.string(),
    number: z.int(),
    state: z.enum(['draft', 'tried', 'proposed', 'scheduled', 'withdrawn']),
    startsOn: z.string().nullable(),
    reason: z.string(),
    version: z.int().openapi({ description: 'Counts its changes; a step sends the one it was decided on' }),
    terms: z.record(z.string(), z.unknown()),
    trial: z.record(z.string(), z.unknown()).nullable(),
    running: z.object({ done: z.int(), total: z.int() }).nullable(),
  })
  .openapi('RuleVersion')

const one = { 200: answers('The version', VersionShown), ...problems }

const draft = createRoute({
  method: 'post',
  path: '/points/rules/{code}/versions',
  ...{ tags, summary: 'Draft the next version of a rule or document', middleware: [may.be('admin')] as const },
  request: {
    params: z.object({ code: z.string().max(20) }),
    headers: idempotencyHeader,
    body: jsonBody(z.object({ terms: z.record(z.string(), z.unknown()), reason })),
  },
  responses: { 201: answers('The draft', VersionShown), ...problems },
})

const show = createRoute({
  method: 'get',
  path: '/points/rules/versions/{id}',
  ...{ tags, summary: 'A version with its trial', middleware: [may.be('auditor', 'admin')] as const },
  request: { params },
  responses: one,
})

const trial = createRoute({
  method: 'post',
  path: '/points/rules/versions/{id}/trial',
  ...{
    tags,
    summary: 'Try a version on the last quarter',
    description: 'A long ledger is read beside the requests: while `running` is there, ask for the version again.',
    middleware: [may.be('admin')] as const,
  },
  request: { params, headers: idempotencyHeader, body: jsonBody(z.object({ version })) },
  responses: one,
})

const propose = createRoute({
  method: 'post',
  path: '/points/rules/versions/{id}/propose',
  ...{
    tags,
    summary: 'Propose the later day from which a tried version shall hold; somebody else confirms it',
    middleware: [may.be('admin')] as const,
  },
  request: {
    params,
    headers: idempotencyHeader,
    body: jsonBody(z.object({ version, startsOn: z.iso.date(), reason })),
  },
  responses: one,
})

const confirm = createRoute({
  method: 'post',
  path: '/points/rules/versions/{id}/confirm',
  ...{
    tags,
    summary: 'Confirm a proposed version, as another person than who proposed it: it holds from that day',
    middleware: [may.be('auditor', 'admin')] as const,
  },
  request: {
    params,
    headers: idempotencyHeader,
    body: jsonBody(z.object({ version, reason: optional(line(300)).openapi({ type: 'string' }) })),
  },
  responses: one,
})

const sendBack = createRoute({
  method: 'post',
  path: '/points/rules/versions/{id}/send-back',
  ...{
    tags,
    summary: 'Send a proposed version back, with a reason',
    middleware: [may.be('auditor', 'admin')] as const,
  },
  request: { params, headers: idempotencyHeader, body: jsonBody(z.object({ version, reason })) },
  responses: one,
})

const withdraw = createRoute({
  method: 'post',
  path: '/points/rules/versions/{id}/withdraw',
  ...{ tags, summary: 'Withdraw a version that has not begun', middleware: [may.be('admin')] as const },
  request: { params, headers: idempotencyHeader, body: jsonBody(z.object({ version, reason })) },
  responses: one,
})

type Db = Parameters<typeof ruleVersionById>[0]

async function shown(db: Db, id: string): Promise<z.infer<typeof VersionShown>> {
  const { rule, number, state, startsOn, reason, version, terms, trial } = await ruleVersionById(db, id)
  const [run] = await runsOfVersions(db, [id])
  const isOpen = run?.state === 'queued' || run?.state === 'running'
  return {
    ...{ id, rule, number, state, startsOn, reason, version },
    terms: terms as Record<string, unknown>,
    trial: trial as Record<string, unknown> | null,
    running: isOpen ? { done: run.done, total: run.total } : null,
  }
}

export const rulebookApi = newApi()
  .openapi(draft, async (c) => {
    const { db, atomically, actor, now } = c.var
    const { code: rule } = c.req.valid('param')
    const { terms, reason } = c.req.valid('json')
    await ruleByCode(db, rule)
    const input = { id: idempotencyKey(c), rule, terms: readTerms(rule, terms), reason, actor, now: now() }
    await atomically((tx) => draftVersion(tx, input))
    return c.json(await shown(db, input.id), 201)
  })
  .openapi(show, async (c) => c.json(await shown(c.var.db, c.req.valid('param').id), 200))
  .openapi(trial, async (c) => {
    const { id } = c.req.valid('param')
    await tryVersion(c, { versionId: id, version: c.req.valid('json').version, key: idempotencyKey(c) })
    return c.json(await shown(c.var.db, id), 200)
  })
  .openapi(propose, async (c) => {
    const versionId = c.req.valid('param').id
    const given = c.req.valid('json')
    await acted(c, ['proposeVersion', versionId, given], (tx, by) =>
      proposeVersion(tx, { versionId, ...given, ...by }).then(() => null),
    )
    return c.json(await shown(c.var.db, versionId), 200)
  })
  .openapi(confirm, async (c) => {
    const versionId = c.req.valid('param').id
    const { version, reason = '' } = c.req.valid('json')
    await acted(c, ['confirmVersion', versionId, version, reason], (tx, by) =>
      confirmVersion(tx, { versionId, version, reason, ...by }).then(() => null),
    )
    return c.json(await shown(c.var.db, versionId), 200)
  })
  .openapi(sendBack, async (c) => {
    const versionId = c.req.valid('param').id
    const given = c.req.valid('json')
    await acted(c, ['sendBackVersion', versionId, given], (tx, by) =>
      sendBackVersion(tx, { versionId, ...given, ...by }).then(() => null),
    )
    return c.json(await shown(c.var.db, versionId), 200)
  })
  .openapi(withdraw, async (c) => {
    const versionId = c.req.valid('param').id
    const given = c.req.valid('json')
    await acted(c, ['withdrawVersion', versionId, given], (tx, by) =>
      withdrawVersion(tx, { versionId, ...given, ...by }).then(() => null),
    )
    return c.json(await shown(c.var.db, versionId), 200)
  })
