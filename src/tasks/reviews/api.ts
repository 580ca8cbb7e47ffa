import type { Context } from 'hono'
import { Refusal } from '../../kit/refusal.ts'
import { storePhotos } from '../../photos/actions.ts'
import { photoFiles, preparePhotos } from '../../photos/upload.ts'
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
import type { Env } from '../../web/env.ts'
import { lines, optional, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { claimById } from '../claims/queries.ts'
import { decide, decideSpotCheck } from './actions.ts'
import { appeal, decideAppeal } from './appeals.ts'
import type { Reviewed } from './credits.ts'
import { allFlags, reviewQueue } from './queries.ts'
import { revokeApproval } from './revoking.ts'
import { evidencePhotosMax } from './rules.ts'
import { submitWork } from './submissions.ts'

const params = z.object({ id: z.string().min(1).max(100) })
const tags = ['Tasks']

const ClaimAnswer = z.object({ claimId: z.string(), status: z.string(), version: z.int() }).openapi('ClaimState')

const Decided = z
  .object({
    claimId: z.string(),
    status: z.string(),
    minutes: z.int().nullable(),
    points: z.int().nullable(),
    cuts: z.array(z.object({ zh: z.string(), en: z.string() })),
    lowered: z.object({ from: z.int(), to: z.int() }).nullable().openapi({
      description: 'What the reviewer allowed of the evidence when it is less: minutes, or points of a task',
    }),
  })
  .openapi('Decided')

const Waiting = z
  .object({
    claimId: z.string(),
    version: z.int(),
    status: z.string(),
    title: z.string(),
    displayName: z.string(),
    since: z.iso.datetime(),
    flags: z.array(z.string()),
  })
  .openapi('WaitingReview')

const workBody = z.object({
  text: optional(lines(2000)).openapi({ type: 'string' }),
  count: optional(whole(1, 1_000_000)).openapi({ type: 'integer' }),
  photos: photoFiles.openapi({ type: 'array', items: { type: 'string', format: 'binary' } }),
})

const submission = createRoute({
  method: 'post',
  path: '/claims/{id}/submission',
  tags,
  summary: 'Hand in what was done: text, count and photos',
  middleware: [may.signedIn()] as const,
  request: {
    params,
    headers: idempotencyHeader,
    body: { required: true, content: { 'multipart/form-data': { schema: workBody } } },
  },
  responses: { 200: answers('The claim, now with the reviewers', ClaimAnswer), ...problems },
})

const objection = createRoute({
  method: 'post',
  path: '/claims/{id}/appeal',
  tags,
  summary: 'Object to a rejection, to an approval of less than you did, or to one taken back: once, within seven days',
  middleware: [may.signedIn()] as const,
  request: { params, headers: idempotencyHeader, body: jsonBody(z.object({ text: lines(1000) })) },
  responses: { 200: answers('The claim, now under appeal', ClaimAnswer), ...problems },
})

const queue = createRoute({
  method: 'get',
  path: '/reviews',
  tags,
  summary: 'What waits for a decision of yours, the longest waiting first',
  middleware: [may.be('reviewer', 'admin')] as const,
  responses: { 200: answers('The queue', z.object({ reviews: z.array(Waiting) })), ...problems },
})

const version = z.int().min(1).openapi({ description: 'The version of the claim you looked at' })

const approval = createRoute({
  method: 'post',
  path: '/reviews/{id}/approve',
  tags,
  summary: 'Approve: records the hours and pays the points. Less than the evidence bears takes a reason',
  middleware: [may.be('reviewer', 'admin')] as const,
  request: {
    params,
    headers: idempotencyHeader,
    body: jsonBody(
      z.object({
        version,
        reason: optional(lines(500)),
        minutes: z.int().min(15).max(1440).multipleOf(15).optional(),
        points: z.int().min(1).max(1000).optional(),
      }),
    ),
  },
  responses: { 200: answers('The decision, with what it credited', Decided), ...problems },
})

const secondLook = createRoute({
  method: 'post',
  path: '/reviews/{id}/second-look',
  tags,
  summary: 'Judge a claim drawn for a second look, without knowing the first decision',
  middleware: [may.be('reviewer', 'admin')] as const,
  request: { params, body: jsonBody(z.object({ decision: z.enum(['approve', 'reject']), reason: lines(500) })) },
  responses: { 204: { description: 'Noted; it changes nothing about the claim' }, ...problems },
})

const decision = (name: 'return' | 'reject' | 'revoke' | 'uphold' | 'overturn', summary: string) =>
  createRoute({
    method: 'post',
    path: `/reviews/{id}/${name}` as const,
    tags,
    summary,
    middleware: [may.be('reviewer', 'admin')] as const,
    request: {
      params,
      headers: idempotencyHeader,
      body: jsonBody(z.object({ version, reason: lines(500) })),
    },
    responses: { 200: answers('The decision, with what it credited', Decided), ...problems },
  })

export const reviewsApi = newApi()
  .openapi(submission, async (c) => {
    const claimId = c.req.valid('param').id
    const { text = '', count, photos } = c.req.valid('form')
    const { claim } = await claimById(c.var.db, claimId)
    if (claim.personId !== c.var.actor.id) throw new Refusal('missing', 'claim_missing')
    const prepared = await preparePhotos(photos, evidencePhotosMax)
    await storePhotos(c.var.photoStore, prepared)
    const work = { id: idempotencyKey(c), claimId, text, count, prepared, actor: c.var.actor, now: c.var.now() }
    return c.json(stateOf(await c.var.atomically((tx) => submitWork(tx, work))), 200)
  })
  .openapi(objection, async (c) => {
    const given = { id: idempotencyKey(c), claimId: c.req.valid('param').id, text: c.req.valid('json').text }
    const moved = await c.var.atomically((tx) => appeal(tx, { ...given, actor: c.var.actor, now: c.var.now() }))
    return c.json(stateOf(moved), 200)
  })
  .openapi(queue, async (c) => {
    const rows = await reviewQueue(c.var.db, c.var.actor)
    const reviews = []
    for (const { claim, activity, displayName, presence } of rows) {
      const flags = await allFlags(c.var.db, claim.id, presence, activity)
      const { status, version } = claim
      reviews.push({
        claimId: claim.id,
        version,
        status,
        title: activity.title,
        displayName,
        since: claim.updatedAt.toISOString(),
        flags,
      })
    }
    return c.json({ reviews }, 200)
  })
  .openapi(secondLook, async (c) => {
    const look = { ...c.req.valid('json'), claimId: c.req.valid('param').id, actor: c.var.actor, now: c.var.now() }
    await c.var.atomically((tx) => decideSpotCheck(tx, look))
    return c.body(null, 204)
  })
  .openapi(approval, async (c) =>
    c.json(await decideAs(c, 'approve', c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(decision('return', 'Return for a fix, with a reason'), async (c) =>
    c.json(await decideAs(c, 'return', c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(decision('reject', 'Reject, with a reason'), async (c) =>
    c.json(await decideAs(c, 'reject', c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(
    decision('revoke', 'Take back an approval that turned out untrue: its hours and its points. The person may appeal'),
    async (c) => {
      const { actor, atomically, now } = c.var
      const given = { id: idempotencyKey(c), claimId: c.req.valid('param').id, ...c.req.valid('json') }
      return c.json(decidedOf(await atomically((tx) => revokeApproval(tx, { ...given, actor, now: now() }))), 200)
    },
  )
  .openapi(decision('uphold', 'Keep a rejection after an appeal'), async (c) =>
    c.json(await settleAs(c, 'uphold', c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(decision('overturn', 'Grant an appeal: credits the claim'), async (c) =>
    c.json(await settleAs(c, 'overturn', c.req.valid('param').id, c.req.valid('json')), 200),
  )

const stateOf = ({ id, status, version }: { id: string; status: string; version: number }) => ({
  claimId: id,
  status,
  version,
})

const decidedOf = ({ claim, minutes, points, cuts, lowered }: Reviewed) => ({
  claimId: claim.id,
  status: claim.status,
  minutes,
  points,
  cuts,
  lowered: lowered ?? null,
})

type Given = {
  version: number
  reason?: string | undefined
  minutes?: number | undefined
  points?: number | undefined
}

async function decideAs(c: Context<Env>, name: 'approve' | 'return' | 'reject', claimId: string, given: Given) {
  const { actor, secrets, atomically } = c.var
  const signature = secrets.sign('spot-check', claimId)
  const input = { id: idempotencyKey(c), claimId, decision: name, ...given, actor, signature, now: c.var.now() }
  return decidedOf(await atomically((tx) => decide(tx, input)))
}

async function settleAs(
  c: Context<Env>,
  name: 'uphold' | 'overturn',
  claimId: string,
  { version, reason = '' }: Given,
) {
  const { actor, atomically } = c.var
  const input = { id: idempotencyKey(c), claimId, decision: name, version, reason, actor, now: c.var.now() }
  return decidedOf(await atomically((tx) => decideAppeal(tx, input)))
}
