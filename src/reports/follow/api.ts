import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Tx } from '../../../db/database.ts'
import { once } from '../../../db/once.ts'
import { calendarInForce } from '../../calendar/queries.ts'
import type { Actor } from '../../kit/actor.ts'
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
import { lines } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { storyOf } from '../public/api.ts'
import { ReportStory } from '../public/api-shape.ts'
import { reportInSight } from '../public/sight.ts'
import { objectToRefusal, withdrawReport } from '../triage/objections.ts'
import { resumeReport } from '../triage/questions.ts'
import { confirmFixed, reopen } from '../verdicts/actions.ts'
import { followReport, joinReport, unfollowReport } from './actions.ts'
import { ownAct } from './own.ts'

const tags = ['reports']
const version = z.int().openapi({ description: 'The version that was read; an older one is refused' })

const step = <Body extends z.ZodType>(path: string, summary: string, body: Body, guard = may.anyone()) =>
  createRoute({
    method: 'post',
    path: `/reports/{id}/${path}`,
    tags,
    summary,
    middleware: [guard] as const,
    request: { params: z.object({ id: z.string().max(60) }), headers: idempotencyHeader, body: jsonBody(body) },
    responses: { 200: answers('The report as it stands now', ReportStory), ...problems },
  })

const words = lines(1000)
const verdict = step(
  'verdict',
  'The reporter’s word on the result: fixed, half or not',
  z.object({ version, verdict: z.enum(['fixed', 'half', 'not']), words: words.optional() }),
)
const answer = step('answer', 'Answer what staff asked', z.object({ version, answer: words }))
const objection = step('objection', 'Object to a refusal, once', z.object({ version, words }))
const withdrawal = step('withdrawal', 'Take back what nobody has accepted yet', z.object({ version }))
const join = step(
  'join',
  'I see this too; near its place it counts as confirmed on the spot',
  z.object({ latitude: z.number().min(-90).max(90).optional(), longitude: z.number().min(-180).max(180).optional() }),
  may.signedIn(),
)
const followed = step('follow', 'Follow it, or no longer', z.object({ follow: z.boolean() }), may.signedIn())

/** Reports for programs: what reporters and neighbours do with one. */
export const followApi: OpenAPIHono<Env> = newApi()
  .openapi(verdict, async (c) => {
    const { verdict, words = '', version } = c.req.valid('json')
    const act = { ...(await ownAct(c, c.req.valid('param').id)), version }
    const calendar = await calendarInForce(c.var.db)
    const judge = (tx: Tx) =>
      verdict === 'fixed' ? confirmFixed(tx, act) : reopen(tx, { ...act, verdict, words, calendar })
    return c.json(await taken(c, act, judge), 200)
  })
  .openapi(answer, async (c) => {
    const act = { ...(await ownAct(c, c.req.valid('param').id)), ...c.req.valid('json') }
    const calendar = await calendarInForce(c.var.db)
    return c.json(await taken(c, act, (tx) => resumeReport(tx, { ...act, step: 'answer', calendar })), 200)
  })
  .openapi(objection, async (c) => {
    const act = { ...(await ownAct(c, c.req.valid('param').id)), ...c.req.valid('json') }
    return c.json(await taken(c, act, (tx) => objectToRefusal(tx, act)), 200)
  })
  .openapi(withdrawal, async (c) => {
    const act = { ...(await ownAct(c, c.req.valid('param').id)), ...c.req.valid('json') }
    return c.json(await taken(c, act, (tx) => withdrawReport(tx, act)), 200)
  })
  .openapi(join, async (c) => {
    const { atomically, actor, now } = c.var
    const { id: reportId } = c.req.valid('param')
    const { latitude, longitude } = c.req.valid('json')
    const at = latitude === undefined || longitude === undefined ? undefined : { latitude, longitude }
    await atomically((tx) => joinReport(tx, { reportId, personId: actor.id, at, now: now() }))
    return c.json(await shown(c, reportId), 200)
  })
  .openapi(followed, async (c) => {
    const { atomically, actor, now } = c.var
    const act = { reportId: c.req.valid('param').id, personId: actor.id, now: now() }
    const { follow } = c.req.valid('json')
    await atomically((tx) => (follow ? followReport(tx, act) : unfollowReport(tx, act)))
    return c.json(await shown(c, act.reportId), 200)
  })

type Act = { reportId: string; actor: Actor; now: Date }

/** Takes a step once for its sender's id. Joining and following need none: the same again changes nothing. */
async function taken(c: Context<Env>, { reportId, actor, now }: Act, work: (tx: Tx) => Promise<unknown>) {
  const asked = { key: idempotencyKey(c), actorId: actor.id, content: [c.req.path, await c.req.json()], now }
  await c.var.atomically((tx) => once(tx, asked, async () => void (await work(tx))))
  return shown(c, reportId)
}

async function shown(c: Context<Env>, id: string) {
  const { report, sight } = await reportInSight(c, id)
  return storyOf(c, report, sight)
}
