import { Refusal } from '../../kit/refusal.ts'
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
import { sentenceOf } from '../../web/words.ts'
import { claimById } from '../claims/queries.ts'
import { presentSelf } from './actions.ts'
import { whose } from './desk-pages.tsx'
import { deviceHash } from './device.ts'
import { triesLimit } from './pages.tsx'
import { presenceOf } from './queries.ts'
import { assertCodeFor } from './rules.ts'
import { scanRoll } from './scans.ts'

const id = z.string().min(1).max(100)
const instant = z.iso.datetime().nullable()

const Arrival = z
  .object({
    code: z.string().max(400).optional().openapi({
      description: 'The code on the organiser’s screen, or its six digits. Without it the position has to vouch.',
      example: 'RYA.T-2026-000123.59033280.9mJ0c1V0b2l0aGVyZQ',
    }),
    latitude: z.number().min(-90).max(90).optional(),
    longitude: z.number().min(-180).max(180).optional(),
  })
  .openapi('Arrival')

const PresenceAnswer = z
  .object({
    claimId: z.string(),
    status: z.string(),
    checkedInAt: instant,
    checkedOutAt: instant,
  })
  .openapi('Presence')

const tags = ['Tasks']
const params = z.object({ id })

const selfRoute = (step: 'check-in' | 'check-out', summary: string) =>
  createRoute({
    method: 'post',
    path: `/claims/{id}/${step}` as const,
    tags,
    summary,
    middleware: [may.signedIn()] as const,
    request: { params, headers: idempotencyHeader, body: jsonBody(Arrival) },
    responses: { 200: answers('The claim as it stands now', PresenceAnswer), ...problems },
  })

const rollRoute = createRoute({
  method: 'post',
  path: '/tasks/{id}/roll',
  tags,
  summary: 'Scan a resident’s code or card: in when they come, out when they go',
  middleware: [may.be('clerk', 'admin')] as const,
  request: { params, headers: idempotencyHeader, body: jsonBody(z.object({ code: z.string().min(1).max(400) })) },
  responses: {
    200: answers(
      'What the scan did. A refused scan is an answer too: it is kept',
      z
        .object({
          id: z.string(),
          outcome: z.enum(['checked_in', 'checked_out', 'already', 'refused']),
          claimId: z.string().nullable(),
          refusal: z.string().nullable(),
          sentence: z.string().nullable(),
          at: z.iso.datetime(),
        })
        .openapi('RollScan'),
    ),
    ...problems,
  },
})

export const presenceApi = newApi()
  .openapi(selfRoute('check-in', 'Check in with the code on the organiser’s screen, or by position'), async (c) =>
    c.json(await present(c, 'in', c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(selfRoute('check-out', 'Check out, the same way'), async (c) =>
    c.json(await present(c, 'out', c.req.valid('param').id, c.req.valid('json')), 200),
  )
  .openapi(rollRoute, async (c) => {
    const { lang, words, actor, now } = c.var
    const scanned = await whose(c.var, c.req.valid('json').code)
    const scan = { id: idempotencyKey(c), activityId: c.req.valid('param').id, scanned, actor, now: now() }
    const kept = await c.var.atomically((tx) => scanRoll(tx, scan))
    const sentence = kept.refusal && sentenceOf(words, kept.refusal, kept.details ?? {}, lang)
    const { id, outcome, claimId, refusal, at } = kept
    return c.json({ id, outcome, claimId, refusal, sentence, at: at.toISOString() }, 200)
  })

type Here = Parameters<typeof deviceHash>[0]

async function present(c: Here, step: 'in' | 'out', claimId: string, given: z.output<typeof Arrival>) {
  const { db, secrets, actor, atomically } = c.var
  const now = c.var.now()
  const { claim, activity } = await claimById(db, claimId)
  if (claim.personId !== actor.id) throw new Refusal('missing', 'claim_missing')
  if (given.code !== undefined) {
    if (/^\d{6}$/.test(given.code)) await triesLimit(c, actor.id)
    assertCodeFor(secrets, activity, given.code, now)
  }
  const { latitude, longitude } = given
  const position = latitude === undefined || longitude === undefined ? undefined : { latitude, longitude }
  const way = given.code === undefined ? ('place' as const) : ('screen' as const)
  const seen = { claimId, step, way, position, actor, deviceHash: deviceHash(c), now }
  const moved = await atomically((tx) => presentSelf(tx, seen))
  const presence = await presenceOf(db, claimId)
  return {
    claimId,
    status: moved.status,
    checkedInAt: presence?.inAt.toISOString() ?? null,
    checkedOutAt: presence?.outAt?.toISOString() ?? null,
  }
}
