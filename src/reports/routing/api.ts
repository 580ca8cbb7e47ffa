import type { Context } from 'hono'
import type { Tx } from '../../../db/database.ts'
import { matters } from '../../../db/schema/reports.ts'
import { routingStates } from '../../../db/schema/routing.ts'
import { cityDay } from '../../kit/clock.ts'
import {
  acted,
  answers,
  type By,
  createRoute,
  idempotencyHeader,
  idempotencyKey,
  jsonBody,
  newApi,
  problems,
  sentOf,
  text,
  z,
} from '../../web/api.ts'
import type { Env } from '../../web/env.ts'
import { cleanLines } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import {
  changeRouting,
  draftRouting,
  keepRoutingTrial,
  retireRouting,
  scheduleRouting,
  withdrawRouting,
} from './actions.ts'
import { bookReaders, gapsNow } from './gaps/queries.ts'
import { bookOn, entriesOf, type RoutingRow, routingVersionById, versionsInWork } from './queries.ts'
import { type Entry, readTerms } from './rules.ts'
import { trialOf } from './trials/queries.ts'

const tags = ['routing of reports']
const keepers = () => may.be('dispatcher', 'admin')
const readers = () => may.be(...bookReaders)

const id = z.string().min(1).max(100)
const ids = z.array(id).min(1).max(100)
const day = z.iso.date()
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const not = z.boolean().openapi({ description: 'Turns the condition around' })

const Clause = z
  .union([
    z.object({ not, kind: z.literal('category'), categoryIds: ids }),
    z.object({ not, kind: z.literal('area'), areaIds: ids }),
    z.object({
      ...{ not, kind: z.literal('hours'), weekdays: z.array(z.int().min(1).max(7)).min(1).max(7) },
      ...{ from: time, to: time },
    }),
    z
      .object({ not, kind: z.literal('days'), from: day, to: day })
      .refine(({ from, to }) => from <= to, { path: ['to'], error: 'before its beginning' }),
    z.object({ not, kind: z.literal('words'), words: z.array(text(60)).min(1).max(100) }),
  ])
  .openapi('RoutingClause')

const Terms = z
  .object({
    clauses: z.array(Clause).max(20),
    matter: z.enum(matters),
    organizationIds: z.array(id).max(20),
    task: z.string().transform(cleanLines).pipe(z.string().max(500)),
    automatic: z.boolean().openapi({ description: 'It calls by itself: only the city’s administrators may say so' }),
  })
  .refine(({ matter, organizationIds }) => matter === 'government' || organizationIds.length === 0, {
    ...{ path: ['organizationIds'], error: 'Departments are called for a matter of government alone' },
  })
  .openapi('RoutingTerms')

const Problem = z.object({ kind: z.string(), name: z.string() })

const EntryShown = z
  .object({
    ...{ rule: z.string(), id: z.string(), number: z.int(), name: z.string(), position: z.int(), areaPath: z.string() },
    ...{ terms: Terms, problems: z.array(Problem) },
  })
  .openapi('RoutingEntry')

const VersionShown = EntryShown.extend({
  state: z.enum(routingStates),
  ...{ startsOn: z.string().nullable(), endsOn: z.string().nullable() },
  trial: z.record(z.string(), z.unknown()).nullable(),
  version: z.int().openapi({ description: 'Counts its changes; a step sends the one it was decided on' }),
}).openapi('RoutingVersion')

const GapsShown = z
  .object({
    missed: z.int().openapi({ description: 'Reports of 30 days that no rule caught' }),
    categories: z.array(z.string()),
    rows: z.array(
      z.object({
        ...{ area: z.string(), name: z.string() },
        cells: z.array(z.object({ cover: z.string(), missed: z.int() })),
      }),
    ),
  })
  .openapi('RoutingGaps')

const wording = { name: text(60), position: z.int().min(1).max(9999), terms: Terms, reason: text(300) }
const version = z.int().min(1)
const reason = text(300)
const params = z.object({ id })
const one = { 200: answers('The version', VersionShown), ...problems }

const book = createRoute({
  method: 'get',
  path: '/routing',
  ...{ tags, summary: 'The rules in force today in the order they are asked, and what is being drafted' },
  middleware: [readers()] as const,
  responses: {
    200: answers('The book', z.object({ inForce: z.array(EntryShown), inWork: z.array(VersionShown) })),
    ...problems,
  },
})

const gaps = createRoute({
  method: 'get',
  path: '/routing/gaps',
  ...{ tags, summary: 'What no rule catches, by one’s streets and communities and by category' },
  middleware: [readers()] as const,
  responses: { 200: answers('The gaps', GapsShown), ...problems },
})

const show = createRoute({
  method: 'get',
  path: '/routing/versions/{id}',
  ...{ tags, summary: 'A version of a rule with its trial' },
  middleware: [readers()] as const,
  request: { params },
  responses: one,
})

const draft = createRoute({
  method: 'post',
  path: '/routing',
  ...{ tags, summary: 'Draft a rule for an area, or the next version of one' },
  middleware: [keepers()] as const,
  request: {
    headers: idempotencyHeader,
    body: jsonBody(z.object({ ...wording, areaId: id.optional(), rule: id.optional() })),
  },
  responses: { 201: answers('The draft', VersionShown), ...problems },
})

const step = <Body extends z.ZodType>(path: string, summary: string, body: Body) =>
  createRoute({
    method: 'post',
    path: `/routing/versions/{id}/${path}`,
    ...{ tags, summary, middleware: [keepers()] as const },
    request: { params, headers: idempotencyHeader, body: jsonBody(body) },
    responses: one,
  })

const reword = createRoute({
  method: 'patch',
  path: '/routing/versions/{id}',
  ...{ tags, summary: 'Reword what is not in force yet; what is left out stays, and it has to be tried anew' },
  middleware: [keepers()] as const,
  request: {
    params,
    headers: idempotencyHeader,
    body: jsonBody(z.object({ version, ...wording }).partial({ name: true, position: true, terms: true })),
  },
  responses: one,
})

const tryIt = step('trial', 'Try it on the reports of the past month', z.object({ version }))
const schedule = step(
  'schedule',
  'Put a tried version into force: by somebody who wrote none of it',
  z.object({ version, startsOn: day, reason }),
)
const retire = step('retire', 'It holds no longer from today on', z.object({ version, reason }))
const withdraw = step('withdraw', 'Withdraw what has not begun', z.object({ version, reason }))

const entryShown = ({ ruleId, versionId, number, name, position, areaPath, terms, problems: broken }: Entry) => {
  const { isReadable: _, ...said } = terms
  return { rule: ruleId, id: versionId, number, name, position, areaPath, terms: said, problems: broken }
}

async function versionsShown(db: Env['Variables']['db'], rows: readonly RoutingRow[]) {
  const entries = new Map((await entriesOf(db, rows)).map((entry) => [entry.versionId, entry]))
  return rows.map((row) => ({
    ...entryShown(entries.get(row.id) as Entry),
    ...{ state: row.state, startsOn: row.startsOn, endsOn: row.endsOn, version: row.version },
    trial: row.trial as Record<string, unknown> | null,
  }))
}

async function shown(c: Context<Env>, versionId: string) {
  const [version] = await versionsShown(c.var.db, [await routingVersionById(c.var.db, versionId)])
  return version as z.output<typeof VersionShown>
}

/** The routing book for programs: as at the desk, one drafts and tries, another puts into force. */
export const routingApi = newApi()
  .openapi(book, async (c) => {
    const { db, now } = c.var
    const today = cityDay(now())
    const work = (await versionsInWork(db)).filter(
      ({ state, startsOn }) => state !== 'scheduled' || (startsOn ?? '') > today,
    )
    const inForce = (await bookOn(db, today)).map(entryShown)
    return c.json({ inForce, inWork: await versionsShown(db, work) }, 200)
  })
  .openapi(gaps, async (c) => {
    const { db, actor, now } = c.var
    const { categories, rows, missed } = await gapsNow(db, actor, now())
    const told = rows.map((row) => ({ area: row.id, name: row.name, cells: row.cells }))
    return c.json({ missed, categories: categories.map((category) => category.id), rows: told }, 200)
  })
  .openapi(show, async (c) => c.json(await shown(c, c.req.valid('param').id), 200))
  .openapi(draft, async (c) => {
    const { atomically, actor, now } = c.var
    const { rule: ruleId, ...given } = c.req.valid('json')
    const input = { id: idempotencyKey(c), ruleId, ...given, actor, now: now() }
    await atomically((tx) => draftRouting(tx, input))
    return c.json(await shown(c, input.id), 201)
  })
  .openapi(reword, async (c) => {
    const given = c.req.valid('json')
    const told = await stepped(c, given, async (tx, act) => {
      const { name, position, terms } = await routingVersionById(tx, act.versionId)
      const { isReadable: _, ...said } = readTerms(terms)
      await changeRouting(tx, { ...act, name, position, terms: said, ...given, ...sentOf(given) })
    })
    return c.json(told, 200)
  })
  .openapi(tryIt, async (c) => {
    const { db, now } = c.var
    const given = c.req.valid('json')
    const trial = await trialOf(db, await routingVersionById(db, c.req.valid('param').id), now())
    return c.json(await stepped(c, given, (tx, act) => keepRoutingTrial(tx, { ...act, ...given, trial })), 200)
  })
  .openapi(schedule, async (c) => {
    const given = c.req.valid('json')
    return c.json(await stepped(c, given, (tx, act) => scheduleRouting(tx, { ...act, ...given })), 200)
  })
  .openapi(retire, async (c) => {
    const given = c.req.valid('json')
    return c.json(await stepped(c, given, (tx, act) => retireRouting(tx, { ...act, ...given })), 200)
  })
  .openapi(withdraw, async (c) => {
    const given = c.req.valid('json')
    return c.json(await stepped(c, given, (tx, act) => withdrawRouting(tx, { ...act, ...given })), 200)
  })

/** Takes a step with a version once for its sender's id. @returns the version as it stands now */
async function stepped(
  c: Context<Env>,
  given: object,
  work: (tx: Tx, act: By & { versionId: string }) => Promise<void>,
) {
  const versionId = c.req.param('id') ?? ''
  await acted(c, [c.req.path, given], (tx, by) => work(tx, { versionId, ...by }))
  return shown(c, versionId)
}
