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
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { acceptOffer, claimPlace, declineOffer, leave } from './actions.ts'
import {
  type ClaimEvent,
  type ClaimWithActivity,
  claimById,
  claimsOf,
  eventsOfClaim,
  pageSize,
  peopleInLine,
} from './queries.ts'

const Claim = z
  .object({
    id: z.string(),
    status: z.string().openapi({ example: 'claimed' }),
    activityId: z.string(),
    title: z.string(),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    offerUntil: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  })
  .openapi('Claim')

const ClaimStory = Claim.extend({
  peopleBefore: z.int().openapi({ description: 'How many are in line before this one' }),
  events: z.array(
    z.object({ at: z.iso.datetime(), step: z.string(), from: z.string().nullable(), to: z.string(), why: z.string() }),
  ),
}).openapi('ClaimStory')

const shown = ({ claim, activity }: ClaimWithActivity) => ({
  id: claim.id,
  status: claim.status,
  activityId: activity.id,
  title: activity.title,
  startsAt: activity.startsAt.toISOString(),
  endsAt: activity.endsAt.toISOString(),
  offerUntil: claim.offerUntil?.toISOString() ?? null,
  createdAt: claim.createdAt.toISOString(),
})

const eventShown = ({ at, step, from, to, why }: ClaimEvent) => ({ at: at.toISOString(), step, from, to, why })

const tags = ['tasks']
const idParam = z.object({ id: z.string().max(60) })

const claim = createRoute({
  method: 'post',
  path: '/tasks/{id}/claims',
  tags,
  summary: 'Claim a place, or join the wait list when all are taken',
  middleware: [may.signedIn()] as const,
  request: {
    params: idParam,
    headers: idempotencyHeader,
    body: jsonBody(z.object({ ageConfirmed: z.boolean().default(false) })),
  },
  responses: { 201: answers('The claim', Claim), ...problems },
})

const list = createRoute({
  method: 'get',
  path: '/claims',
  tags,
  summary: 'My claims, the newest first',
  middleware: [may.signedIn()] as const,
  request: { query: z.object({ before: z.string().max(60).optional() }) },
  responses: {
    200: answers('A page of 50', z.object({ claims: z.array(Claim), next: z.string().nullable() })),
    ...problems,
  },
})

const read = createRoute({
  method: 'get',
  path: '/claims/{id}',
  tags,
  summary: 'One of my claims with what happened to it',
  middleware: [may.signedIn()] as const,
  request: { params: idParam },
  responses: { 200: answers('The claim', ClaimStory), ...problems },
})

const stepRoute = <Name extends 'leave' | 'accept' | 'decline'>(name: Name, summary: string) =>
  createRoute({
    method: 'post',
    path: `/claims/{id}/${name}`,
    tags,
    summary,
    middleware: [may.signedIn()] as const,
    request: { params: idParam },
    responses: { 200: answers('The claim after the step', Claim), ...problems },
  })

const leaving = stepRoute('leave', 'Give the place back; within 24 hours of the start it is noted as late')
const accepting = stepRoute('accept', 'Accept an offered place')
const declining = stepRoute('decline', 'Pass an offered place on')

export const claimsApi = newApi()
  .openapi(claim, async (c) => {
    const { db, atomically, actor, now } = c.var
    const act = {
      key: idempotencyKey(c),
      activityId: c.req.valid('param').id,
      personId: actor.id,
      ageConfirmed: c.req.valid('json').ageConfirmed,
      actor,
      now: now(),
    }
    const id = await atomically((tx) => claimPlace(tx, act))
    return c.json(shown(await claimById(db, id)), 201)
  })
  .openapi(list, async (c) => {
    const { db, actor } = c.var
    const { before } = c.req.valid('query')
    const last = before ? (await own(c.var, before)).claim : undefined
    const rows = await claimsOf(db, actor.id, { before: last })
    return c.json(
      { claims: rows.map(shown), next: rows.length === pageSize ? (rows.at(-1)?.claim.id ?? null) : null },
      200,
    )
  })
  .openapi(read, async (c) => {
    const { db } = c.var
    const row = await own(c.var, c.req.valid('param').id)
    const { claim } = row
    const peopleBefore = claim.status === 'waitlisted' ? await peopleInLine(db, claim.activityId, claim.queueNumber) : 0
    const events = (await eventsOfClaim(db, claim.id)).map(eventShown)
    return c.json({ ...shown(row), peopleBefore, events }, 200)
  })
  .openapi(leaving, async (c) => c.json(await step(c.var, c.req.valid('param').id, leave), 200))
  .openapi(accepting, async (c) => c.json(await step(c.var, c.req.valid('param').id, acceptOffer), 200))
  .openapi(declining, async (c) => c.json(await step(c.var, c.req.valid('param').id, declineOffer), 200))

type Standing = Pick<Env['Variables'], 'db' | 'atomically' | 'actor' | 'now'>

/** One's own claim; somebody else's is missing. */
async function own({ db, actor }: Pick<Standing, 'db' | 'actor'>, id: string) {
  const row = await claimById(db, id)
  if (row.claim.personId !== actor.id) throw new Refusal('missing', 'claim_missing')
  return row
}

async function step({ db, atomically, actor, now }: Standing, claimId: string, act: typeof leave) {
  await atomically((tx) => act(tx, { claimId, actor, now: now() }))
  return shown(await claimById(db, claimId))
}
