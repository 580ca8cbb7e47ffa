import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Tx } from '../../../db/database.ts'
import { matters } from '../../../db/schema/reports.ts'
import { organizationsAtWork } from '../../areas/organizations/queries.ts'
import { areaById } from '../../areas/queries.ts'
import { calendarInForce } from '../../calendar/queries.ts'
import type { Actor } from '../../kit/actor.ts'
import type { WorkCalendar } from '../../kit/calendar.ts'
import { newId } from '../../kit/ids.ts'
import type { Env } from '../../web/env.ts'
import { formId, line, lines, optional, submitted, type Tried, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { allCategories } from '../categories/queries.ts'
import { deviceOfReport } from '../devices/queries.ts'
import { originOf } from '../imports/queries.ts'
import { photosOfReport, questionsOf, reportByNumber } from '../queries.ts'
import { namesFor, proposalFor } from '../routing/queries.ts'
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
import { CasePage } from './case.tsx'
import { nearbyReports } from './nearby.ts'
import { callsWithNames, historyOf, reportForStaff } from './queries.ts'

const staff = () => may.be('clerk', 'dispatcher', 'officer', 'reviewer', 'auditor', 'admin')
const centre = () => may.be('clerk', 'dispatcher', 'admin')

const version = whole(1, 1_000_000_000)
const several = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.string().max(100)).max(20),
)
const words = lines(1000)

const acceptForm = z.object({
  version,
  matter: z.enum(matters),
  categoryId: line(60),
  urgency: z.enum(['normal', 'urgent']),
  areaId: optional(line(60)),
})
const refuseForm = z.object({ version, reason: z.enum(refusalReasonCodes), words })
const wordsForm = z.object({ version, words })
const mergeForm = z.object({ version, into: line(40) })
const askForm = z.object({ version, question: lines(500) })
const whistleForm = z.object({ version, organizations: several, task: lines(500) })
const splitForm = z.object({ version, id: formId, categoryId: line(60), words })
const routeForm = z.object({ version, rule: line(100) })
const seenForm = z.object({ version })
const publicForm = z.object({ version, publicWords: optional(lines(4000)) })

/** One report at the desk: everything that is known about it, and the steps that the actor may take. */
export const reportCasePages = new Hono<Env>()
  .get('/desk/reports/:id', staff(), (c) => show(c))
  .post('/desk/reports/:id/accept', centre(), (c) =>
    step(c, acceptForm, (tx, act, input) => acceptReport(tx, { ...act, ...input })),
  )
  .post('/desk/reports/:id/thank', centre(), (c) =>
    step(c, seenForm, (tx, act, input) => thankReport(tx, { ...act, ...input })),
  )
  .post('/desk/reports/:id/refuse', centre(), (c) =>
    step(c, refuseForm, (tx, act, input) => refuseReport(tx, { ...act, ...input })),
  )
  .post('/desk/reports/:id/falsify', may.be('reviewer', 'admin'), (c) =>
    step(c, wordsForm, (tx, act, input) => falsifyReport(tx, { ...act, ...input })),
  )
  .post('/desk/reports/:id/merge', centre(), (c) =>
    step(c, mergeForm, async (tx, act, { into, version }) => {
      const other = await reportByNumber(tx, into.toUpperCase())
      return mergeReport(tx, { ...act, version, intoId: other?.id ?? into })
    }),
  )
  .post('/desk/reports/:id/unmerge', centre(), (c) =>
    step(c, wordsForm, (tx, act, input) => unmergeReport(tx, { ...act, ...input })),
  )
  .post('/desk/reports/:id/reconsider', may.be('dispatcher', 'admin'), (c) =>
    step(c, wordsForm, (tx, act, input) => reconsiderReport(tx, { ...act, ...input })),
  )
  .post('/desk/reports/:id/ask', centre(), (c) =>
    step(c, askForm, (tx, act, input) => askResident(tx, { ...act, ...input })),
  )
  .post('/desk/reports/:id/goOn', centre(), (c) =>
    step(c, wordsForm, (tx, act, input) => resumeReport(tx, { ...act, ...input, step: 'goOn' })),
  )
  .post('/desk/reports/:id/whistle', centre(), (c) =>
    step(c, whistleForm, (tx, act, { organizations, ...input }) =>
      blowWhistle(tx, { ...act, ...input, organizationIds: organizations }),
    ),
  )
  .post('/desk/reports/:id/route', centre(), (c) =>
    step(c, routeForm, (tx, act, { rule, version }) => takeProposal(tx, { ...act, version, routingVersionId: rule })),
  )
  .post('/desk/reports/:id/split', centre(), (c) =>
    step(c, splitForm, (tx, act, { id: key, version, ...part }) =>
      splitReport(tx, { ...act, version, key, parts: [part] }),
    ),
  )
  .post('/desk/reports/:id/inspect', may.be('dispatcher', 'auditor', 'admin'), (c) =>
    step(c, wordsForm, (tx, act, input) => confirmFixed(tx, { ...act, ...input, inspects: true })),
  )
  .post('/desk/reports/:id/reopen', may.be('dispatcher', 'admin'), (c) =>
    step(c, wordsForm, (tx, act, input) => reopen(tx, { ...act, ...input, verdict: 'not' })),
  )
  .post('/desk/reports/:id/redact', centre(), (c) =>
    step(c, publicForm, (tx, act, input) => editPublicWords(tx, { ...act, ...input })),
  )

type Act = { reportId: string; calendar: WorkCalendar; actor: Actor; now: Date }

/** Takes the step named by the address; a mistake shows the report again, with that form open and filled in. */
function step<Schema extends z.ZodType>(
  c: Context<Env>,
  schema: Schema,
  work: (tx: Tx, act: Act, input: z.output<Schema>) => Promise<unknown>,
): Promise<Response> {
  const reportId = c.req.param('id') ?? ''
  return submitted(
    c,
    schema,
    async (input) => {
      const { db, atomically, actor, now } = c.var
      await reportForStaff(db, reportId, actor)
      const act = { reportId, calendar: await calendarInForce(db), actor, now: now() }
      await atomically((tx) => work(tx, act, input))
      return c.redirect(`/desk/reports/${reportId}`, 303)
    },
    (tried) => show(c, tried),
  )
}

async function show(c: Context<Env>, tried?: Tried): Promise<Response> {
  const { db, actor, now } = c.var
  const report = await reportForStaff(db, c.req.param('id') ?? '', actor)
  const categories = await allCategories(db)
  const shown = {
    ...{ report, categories, actor, now: now(), tried, formId: newId(now()) },
    triedStep: tried && c.req.path.split('/').at(-1),
    category: categories.find(({ id }) => id === report.categoryId),
    area: await areaById(db, report.areaId),
    photos: await photosOfReport(db, report.id),
    calls: await callsWithNames(db, report.id),
    questions: await questionsOf(db, report.id),
    device: report.channel === 'device' ? await deviceOfReport(db, report.id) : undefined,
    origin: report.channel === 'import' ? await originOf(db, report.id) : undefined,
    history: await historyOf(db, report.id),
    nearby: await nearbyReports(db, report),
    departments: await organizationsAtWork(db, 'department'),
    proposal: await proposalFor(db, report, now()),
    names: await namesFor(db, c.var.lang),
  }
  return page(c, { title: report.number, face: 'desk', scripts: ['triage.js'] }, <CasePage {...shown} />)
}
