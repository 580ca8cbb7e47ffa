import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Tx } from '../../../db/database.ts'
import { once } from '../../../db/once.ts'
import { calendarInForce } from '../../calendar/queries.ts'
import type { Actor } from '../../kit/actor.ts'
import type { WorkCalendar } from '../../kit/calendar.ts'
import { metersBetween } from '../../kit/places.ts'
import { found } from '../../kit/refusal.ts'
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
import { reportForStaff } from '../desk/queries.ts'
import { sentFrom } from '../filing/drafts.ts'
import { positionOf } from '../filing/rules.ts'
import { draftsIn } from '../filing/stage.ts'
import { storyOf } from '../public/api.ts'
import { ReportStory } from '../public/api-shape.ts'
import { reportById, type Whistle, whistleById, whistlesOf } from '../queries.ts'
import { decideHandBack, handBack, reportIn, resolve, withdrawWhistle } from '../whistles/actions.ts'

const tags = ['reports on duty']
const version = z.int().openapi({ description: 'The call’s version that was read; an older one is refused with both' })
const id = z.string().max(60)

const step = <Body extends z.ZodType>(
  path: string,
  summary: string,
  guard: ReturnType<typeof may.anyone>,
  body: Body,
) =>
  createRoute({
    method: 'post',
    path: `/reports/{id}/calls/{call}/${path}`,
    tags,
    summary,
    middleware: [guard] as const,
    request: { params: z.object({ id, call: id }), headers: idempotencyHeader, body: jsonBody(body) },
    responses: { 200: answers('The report as it stands now', ReportStory), ...problems },
  })

const Call = z
  .object({
    id: z.string(),
    organizationId: z.string().nullable().openapi({ description: 'Nobody’s: the community itself' }),
    ...{ status: z.string(), round: z.int(), task: z.string(), version: z.int() },
    ...{ reportInDueAt: z.iso.datetime(), resolveDueAt: z.iso.datetime() },
  })
  .openapi('Call')

const list = createRoute({
  method: 'get',
  path: '/reports/{id}/calls',
  tags,
  summary: 'Who was called for a report, round by round, with the versions that steps have to name',
  middleware: [may.be('clerk', 'dispatcher', 'officer', 'auditor', 'admin')] as const,
  request: { params: z.object({ id }) },
  responses: { 200: answers('The calls', z.object({ calls: z.array(Call) })), ...problems },
})

const seen = z.object({ version })
const why = z.object({ version, why: lines(500) })
const reporting = step('report-in', 'Report for duty', may.be('officer', 'clerk'), seen)
const handing = step('hand-back', '“Not ours”: the upper centre decides', may.be('officer', 'clerk'), why)
const insist = step('insist', 'It is theirs all the same', may.be('dispatcher', 'admin'), why)
const release = step('release', 'It is not theirs', may.be('dispatcher', 'admin'), why)
const withdraw = step('withdraw', 'Call them off', may.be('dispatcher', 'admin'), why)
const resolving = step(
  'resolve',
  'Say it is solved, with a photo of how it was left',
  may.be('officer', 'clerk', 'dispatcher', 'admin'),
  z.object({
    version,
    words: lines(1000),
    draft: id.openapi({ description: 'The id under which the photos were sent to `/report-drafts/{id}/photos`' }),
    latitude: z.number().min(-90).max(90).optional(),
    longitude: z.number().min(-180).max(180).optional(),
  }),
)

/** Calls for duty, for the programs of departments and of the centre. */
export const dutyApi: OpenAPIHono<Env> = newApi()
  .openapi(list, async (c) => {
    const { db, actor } = c.var
    const report = await reportForStaff(db, c.req.valid('param').id, actor)
    return c.json({ calls: (await whistlesOf(db, report.id)).map(shown) }, 200)
  })
  .openapi(reporting, async (c) =>
    c.json(await take(c, (tx, call) => reportIn(tx, { ...call, ...c.req.valid('json') })), 200),
  )
  .openapi(handing, async (c) =>
    c.json(await take(c, (tx, call) => handBack(tx, { ...call, ...c.req.valid('json') })), 200),
  )
  .openapi(insist, async (c) =>
    c.json(
      await take(c, (tx, call) => decideHandBack(tx, { ...call, ...c.req.valid('json'), decision: 'insist' })),
      200,
    ),
  )
  .openapi(release, async (c) =>
    c.json(
      await take(c, (tx, call) => decideHandBack(tx, { ...call, ...c.req.valid('json'), decision: 'release' })),
      200,
    ),
  )
  .openapi(withdraw, async (c) =>
    c.json(await take(c, (tx, call) => withdrawWhistle(tx, { ...call, ...c.req.valid('json') })), 200),
  )
  .openapi(resolving, async (c) => {
    const { draft, latitude, longitude, ...given } = c.req.valid('json')
    const sent = await sentFrom(c.var.photoStore, await draftsIn(c, draft))
    const photos = sent.map(({ prepared }) => ({ prepared, role: 'after' as const }))
    const place = positionOf(await reportById(c.var.db, c.req.valid('param').id))
    const taken = positionOf({ latitude, longitude })
    const metersAway = place && taken ? metersBetween(place, taken) : undefined
    return c.json(await take(c, (tx, call) => resolve(tx, { ...call, ...given, photos, metersAway })), 200)
  })

const shown = (call: Whistle) => {
  const { id, organizationId, status, round, task, version, reportInDueAt, resolveDueAt } = call
  return {
    ...{ id, organizationId, status, round, task, version },
    ...{ reportInDueAt: reportInDueAt.toISOString(), resolveDueAt: resolveDueAt.toISOString() },
  }
}

type Taking = { whistleId: string; calendar: WorkCalendar; actor: Actor; now: Date }

/** Takes one step once for a sender's id. A call of another report, or of one the actor has no part in, does not exist. */
async function take(c: Context<Env>, work: (tx: Tx, call: Taking) => Promise<unknown>) {
  const { db, atomically, actor, now } = c.var
  const [reportId, whistleId] = [c.req.param('id') ?? '', c.req.param('call') ?? '']
  await reportForStaff(db, reportId, actor)
  const whistle = await whistleById(db, whistleId)
  found(whistle.reportId === reportId || undefined, 'whistle_missing', { id: whistleId })
  const call = { whistleId, calendar: await calendarInForce(db), actor, now: now() }
  const content = [c.req.path, await c.req.json()]
  await atomically((tx) =>
    once(tx, { key: idempotencyKey(c), actorId: actor.id, content, now: call.now }, async () => {
      await work(tx, call)
      return { whistleId }
    }),
  )
  return storyOf(c, await reportById(db, reportId), 'staff')
}
