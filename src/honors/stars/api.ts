import { starStates } from '../../../db/schema/honors.ts'
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
import { lines } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { starNoticesFor } from './desk-queries.ts'
import { answerStarObjection, askForStar, objectToStar } from './notices.ts'
import { lastStarNotice, publicStarNotices, type StarNotice, starsHeld } from './queries.ts'

const tags = ['Honours']
const query = z.object({ after: z.string().max(200).optional().openapi({ description: '`next` of the page before' }) })
const next = z.string().nullable()
const params = z.object({ id: z.string().min(1).max(100) })

const Asked = z
  .object({
    id: z.string(),
    stars: z.int(),
    state: z.enum(starStates),
    showName: z.boolean(),
    endsAt: z.iso.datetime(),
  })
  .openapi('StarNotice')

const shown = ({ id, stars, state, showName, noticeEndsAt }: StarNotice) => ({
  ...{ id, stars, state, showName },
  endsAt: noticeEndsAt.toISOString(),
})

const mine = createRoute({
  method: 'get',
  path: '/honors/stars',
  tags,
  summary: 'The stars you hold, and what you last asked for',
  middleware: [may.signedIn()] as const,
  responses: { 200: answers('Yours', z.object({ held: z.int(), last: Asked.nullable() })), ...problems },
})

const asking = createRoute({
  method: 'post',
  path: '/honors/stars',
  tags,
  summary: 'Ask for the star level that your hours make: it goes on public notice first',
  middleware: [may.signedIn()] as const,
  request: { headers: idempotencyHeader, body: jsonBody(z.object({ showName: z.boolean().default(false) })) },
  responses: { 201: answers('The notice', z.object({ id: z.string() })), ...problems },
})

const notices = createRoute({
  method: 'get',
  path: '/honors/stars/notices',
  tags,
  summary: 'Star levels on public notice',
  middleware: [may.anyone()] as const,
  request: { query },
  responses: {
    200: answers(
      'A page',
      z.object({
        next,
        notices: z.array(
          z.object({
            id: z.string(),
            name: z.string(),
            stars: z.int(),
            minutes: z.int(),
            area: z.string(),
            endsAt: z.iso.datetime(),
          }),
        ),
      }),
    ),
    ...problems,
  },
})

const objecting = createRoute({
  method: 'post',
  path: '/honors/stars/notices/{id}/objection',
  tags,
  summary: 'Object while the notice runs',
  middleware: [may.signedIn()] as const,
  request: { params, headers: idempotencyHeader, body: jsonBody(z.object({ why: lines(1000) })) },
  responses: { 204: { description: 'Received' }, ...problems },
})

const desk = createRoute({
  method: 'get',
  path: '/honors/stars/desk',
  tags,
  summary: 'The notices of your areas with what was said against them, those with open objections first',
  middleware: [may.be('clerk', 'reviewer', 'auditor', 'admin')] as const,
  request: { query },
  responses: {
    200: answers(
      'A page',
      z.object({
        next,
        notices: z.array(
          Asked.extend({
            name: z.string(),
            objections: z.array(
              z.object({ id: z.string(), why: z.string(), outcome: z.string().nullable(), answer: z.string() }),
            ),
          }),
        ),
      }),
    ),
    ...problems,
  },
})

const answering = createRoute({
  method: 'post',
  path: '/honors/stars/objections/{id}/answer',
  tags,
  summary: 'Answer an objection; one that is right ends the notice',
  middleware: [may.be('reviewer', 'admin')] as const,
  request: {
    params,
    headers: idempotencyHeader,
    body: jsonBody(z.object({ outcome: z.enum(['dismissed', 'upheld']), answer: lines(600) })),
  },
  responses: { 204: { description: 'Answered' }, ...problems },
})

export const starsApi = newApi()
  .openapi(mine, async (c) => {
    const { db, actor } = c.var
    const last = await lastStarNotice(db, actor.id)
    return c.json({ held: await starsHeld(db, actor.id), last: last ? shown(last) : null }, 200)
  })
  .openapi(asking, async (c) => {
    const { atomically, actor, now } = c.var
    const asked = { key: idempotencyKey(c), ...c.req.valid('json'), actor, now: now() }
    return c.json({ id: await atomically((tx) => askForStar(tx, asked)) }, 201)
  })
  .openapi(notices, async (c) => {
    const list = await publicStarNotices(c.var.db, c.req.valid('query').after)
    const rows = list.notices.map(({ noticeEndsAt, areaName: area, ...row }) => ({
      ...{ ...row, area },
      endsAt: noticeEndsAt.toISOString(),
    }))
    return c.json({ notices: rows, next: list.next ?? null }, 200)
  })
  .openapi(objecting, async (c) => {
    const { atomically, actor, now } = c.var
    const given = { key: idempotencyKey(c), noticeId: c.req.valid('param').id, ...c.req.valid('json') }
    await atomically((tx) => objectToStar(tx, { ...given, actor, now: now() }))
    return c.body(null, 204)
  })
  .openapi(desk, async (c) => {
    const list = await starNoticesFor(c.var.db, c.var.actor, c.req.valid('query').after)
    const rows = list.rows.map(({ notice, displayName: name, objections }) => ({
      ...{ ...shown(notice), name },
      objections: objections.map(({ objection: { id, why, outcome, answer } }) => ({ id, why, outcome, answer })),
    }))
    return c.json({ notices: rows, next: list.next ?? null }, 200)
  })
  .openapi(answering, async (c) => {
    const given = { objectionId: c.req.valid('param').id, ...c.req.valid('json') }
    await acted(c, ['answerStarObjection', given], (tx, by) =>
      answerStarObjection(tx, { ...given, ...by }).then(() => null),
    )
    return c.body(null, 204)
  })
