import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Tx } from '../../../db/database.ts'
import { once } from '../../../db/once.ts'
import { matters } from '../../../db/schema/reports.ts'
import { calendarInForce } from '../../calendar/queries.ts'
import type { Actor } from '../../kit/actor.ts'
import type { WorkCalendar } from '../../kit/calendar.ts'
import {
  answers,
  createRoute,
  idempotencyHeader,
  idempotencyKey,
  jsonBody,
  newApi,
  problems,
  versionRead,
  z,
} from '../../web/api.ts'
import type { Env } from '../../web/env.ts'
import { lines } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { storyOf } from '../public/api.ts'
import { ReportStory } from '../public/api-shape.ts'
import { reportById } from '../queries.ts'
import { takeProposal } from '../routing/taking.ts'
import { refusalReasonCodes } from '../rules.ts'
import { acceptReport, falsifyReport, refuseReport, thankReport } from '../triage/actions.ts'
import { mergeReport, unmergeReport } from '../triage/merging.ts'
import { reconsiderReport } from '../triage/objections.ts'
import { editPublicWords } from '../triage/public-words.ts'
import { askResident, resumeReport } from '../triage/questions.ts'
import { splitReport } from '../triage/splitting.ts'
import { confirmFixed, reopen } from '../verdicts/actions.ts'
import { blowWhistle } from '../whistles/actions.ts'
import { reportForStaff } from './queries.ts'

const version = versionRead(0)
const id = z.string().max(60)
const words = lines(1000)

const step = <Body extends z.ZodType>(path: string, summary: string, guard: Guard, body: Body) =>
  createRoute({
    method: 'post',
    path: `/reports/{id}/${path}`,
    tags: ['reports at the desk'],
    summary,
    middleware: [guard] as const,
    request: { params: z.object({ id }), headers: idempotencyHeader, body: jsonBody(body) },
    responses: { 200: answers('The report as it stands now', ReportStory), ...problems },
  })
type Guard = ReturnType<typeof may.anyone>

const centre = () => may.be('clerk', 'dispatcher', 'admin')
const upper = () => may.be('dispatcher', 'admin')

const accept = step(
  'accept',
  'Accept it: whose matter it is, its category and how urgent',
  centre(),
  z.object({
    version,
    matter: z.enum(matters),
    categoryId: id,
    urgency: z.enum(['normal', 'urgent']),
    areaId: id.optional(),
  }),
)
const thank = step('thank', 'Thank for praise', centre(), z.object({ version }))
const refuse = step(
  'refuse',
  'Refuse it, for one of the listed reasons',
  centre(),
  z.object({ version, reason: z.enum(refusalReasonCodes), words }),
)
const falsify = step(
  'falsify',
  'Found false later: what it earned is taken back',
  may.be('reviewer', 'admin'),
  z.object({ version, words }),
)
const merge = step('merge', 'Make it one with another', centre(), z.object({ version, intoId: id }))
const unmerge = step('unmerge', 'Part it from the other again', centre(), z.object({ version, words }))
const reconsider = step('reconsider', 'Take a refusal back', upper(), z.object({ version, words }))
const ask = step('ask', 'Ask the reporter; the clocks stop', centre(), z.object({ version, question: lines(500) }))
const goOn = step('go-on', 'Go on without an answer', centre(), z.object({ version, words }))
const whistle = step(
  'whistle',
  'Call departments for duty; none for a matter of the community',
  centre(),
  z.object({ version, organizationIds: z.array(id).max(20), task: lines(500) }),
)
const route = step(
  'route',
  'Take what the routing book proposes: accept it as its rule sorts, where nobody has, and call those it names',
  centre(),
  z.object({ version, routingVersionId: id }),
)
const split = step(
  'split',
  'Make several jobs of it',
  centre(),
  z.object({
    version,
    parts: z
      .array(z.object({ categoryId: id, words }))
      .min(1)
      .max(10),
  }),
)
const inspect = step(
  'inspect',
  'Confirm on the spot that it is fixed',
  may.be('dispatcher', 'auditor', 'admin'),
  z.object({ version, words }),
)
const reopening = step('reopen', 'Open it again: it is not fixed', upper(), z.object({ version, words }))
const publicWords = step(
  'public-words',
  'What the public reads instead of the reporter’s words',
  centre(),
  z.object({ version, publicWords: lines(4000).optional() }),
)

/** Reports for programs of staff: the steps of triage and of the centre. */
export const reportsDeskApi: OpenAPIHono<Env> = newApi()
  .openapi(accept, async (c) =>
    c.json(await take(c, (tx, act) => acceptReport(tx, { ...act, ...c.req.valid('json') })), 200),
  )
  .openapi(thank, async (c) =>
    c.json(await take(c, (tx, act) => thankReport(tx, { ...act, ...c.req.valid('json') })), 200),
  )
  .openapi(refuse, async (c) =>
    c.json(await take(c, (tx, act) => refuseReport(tx, { ...act, ...c.req.valid('json') })), 200),
  )
  .openapi(falsify, async (c) =>
    c.json(await take(c, (tx, act) => falsifyReport(tx, { ...act, ...c.req.valid('json') })), 200),
  )
  .openapi(merge, async (c) =>
    c.json(await take(c, (tx, act) => mergeReport(tx, { ...act, ...c.req.valid('json') })), 200),
  )
  .openapi(unmerge, async (c) =>
    c.json(await take(c, (tx, act) => unmergeReport(tx, { ...act, ...c.req.valid('json') })), 200),
  )
  .openapi(reconsider, async (c) =>
    c.json(await take(c, (tx, act) => reconsiderReport(tx, { ...act, ...c.req.valid('json') })), 200),
  )
  .openapi(ask, async (c) =>
    c.json(await take(c, (tx, act) => askResident(tx, { ...act, ...c.req.valid('json') })), 200),
  )
  .openapi(goOn, async (c) =>
    c.json(await take(c, (tx, act) => resumeReport(tx, { ...act, ...c.req.valid('json'), step: 'goOn' })), 200),
  )
  .openapi(whistle, async (c) =>
    c.json(await take(c, (tx, act) => blowWhistle(tx, { ...act, ...c.req.valid('json') })), 200),
  )
  .openapi(route, async (c) =>
    c.json(await take(c, (tx, act) => takeProposal(tx, { ...act, ...c.req.valid('json') })), 200),
  )
  .openapi(split, async (c) =>
    c.json(
      await take(c, (tx, act) =>
        splitReport(tx, { ...act, ...c.req.valid('json'), key: `${idempotencyKey(c)}-parts` }),
      ),
      200,
    ),
  )
  .openapi(inspect, async (c) =>
    c.json(await take(c, (tx, act) => confirmFixed(tx, { ...act, ...c.req.valid('json'), inspects: true })), 200),
  )
  .openapi(reopening, async (c) =>
    c.json(await take(c, (tx, act) => reopen(tx, { ...act, ...c.req.valid('json'), verdict: 'not' })), 200),
  )
  .openapi(publicWords, async (c) =>
    c.json(await take(c, (tx, act) => editPublicWords(tx, { ...act, ...c.req.valid('json') })), 200),
  )

type Act = { reportId: string; calendar: WorkCalendar; actor: Actor; now: Date }

/** Takes one step once for a sender's id. A report of somebody else's area does not exist. */
async function take(c: Context<Env>, work: (tx: Tx, act: Act) => Promise<unknown>) {
  const { db, atomically, actor, now } = c.var
  const reportId = c.req.param('id') ?? ''
  await reportForStaff(db, reportId, actor)
  const act = { reportId, calendar: await calendarInForce(db), actor, now: now() }
  const content = [c.req.path, await c.req.json()]
  await atomically((tx) =>
    once(tx, { key: idempotencyKey(c), actorId: actor.id, content, now: act.now }, async () => {
      await work(tx, act)
      return { reportId }
    }),
  )
  return storyOf(c, await reportById(db, reportId), 'staff')
}
