import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Db } from '../../../db/database.ts'
import { matters, reportStatuses } from '../../../db/schema/reports.ts'
import { answers, createRoute, newApi, problems, z } from '../../web/api.ts'
import type { Env } from '../../web/env.ts'
import { line } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { ReportShape, reportShown } from '../public/api-shape.ts'
import { photosOfReports, type Report } from '../queries.ts'
import { proposalFor } from '../routing/queries.ts'
import { cursor } from './cursor.ts'
import { callsToAnswer, doneDays, queue, reportForStaff, rowsMax, type Tab, tabs } from './queries.ts'
import { foundByStaff, foundMax } from './search/queries.ts'

const tags = ['reports at the desk']
const flag = z.enum(['1']).optional()

const AtDesk = ReportShape.extend({
  urgency: z.enum(['normal', 'urgent']),
  matter: z.enum(matters).nullable(),
  escalation: z.enum(['community', 'street', 'city']),
  areaName: z.string(),
}).openapi('ReportAtDesk')
const Listed = z.object({ reports: z.array(AtDesk) })
const Queued = Listed.extend({ next: z.string().nullable() })

const list = createRoute({
  method: 'get',
  path: '/desk/reports',
  ...{ tags, summary: 'The queue of one’s areas: the urgent ones first, then whoever has waited longest' },
  description: `At most ${rowsMax} at once; \`next\` reads on, and is null at the end. The tab \`done\` has what was dealt with in the last ${doneDays} days, the latest first; older ones are found by /desk/reports/search.`,
  middleware: [may.be('clerk', 'dispatcher', 'reviewer', 'auditor', 'admin')] as const,
  request: {
    query: z.object({
      tab: z.enum(Object.keys(tabs) as [Tab, ...Tab[]]).default('new'),
      category: z.string().max(60).optional(),
      ...{ urgent: flag, late: flag },
      after: cursor.optional().openapi({ description: '`next` of the answer before' }),
    }),
  },
  responses: { 200: answers('A page of the queue', Queued), ...problems },
})

const find = createRoute({
  method: 'get',
  path: '/desk/reports/search',
  ...{ tags, summary: 'Reports in one’s charge by number, door or words, the newest first' },
  middleware: [may.be('clerk', 'dispatcher', 'officer', 'reviewer', 'auditor', 'admin')] as const,
  request: { query: z.object({ q: line(60) }) },
  responses: { 200: answers(`The first ${foundMax}`, Listed), ...problems },
})

const Call = z.object({
  ...{ id: z.string(), organizationId: z.string().nullable(), status: z.string(), round: z.int(), task: z.string() },
  ...{ reportInDueAt: z.iso.datetime(), resolveDueAt: z.iso.datetime(), version: z.int() },
  report: z.object({ id: z.string(), number: z.string(), status: z.enum(reportStatuses), areaName: z.string() }),
})

const duty = createRoute({
  method: 'get',
  path: '/desk/calls',
  ...{ tags: ['reports on duty'], summary: 'What one’s department or community has to answer, the earliest due first' },
  middleware: [may.be('officer', 'clerk')] as const,
  responses: { 200: answers('The first 100', z.object({ calls: z.array(Call) })), ...problems },
})

const proposal = createRoute({
  method: 'get',
  path: '/reports/{id}/proposal',
  ...{ tags, summary: 'What the routing book in force proposes for a report; a broken rule says what is gone' },
  middleware: [may.be('clerk', 'dispatcher', 'reviewer', 'auditor', 'admin')] as const,
  request: { params: z.object({ id: z.string().max(60) }) },
  responses: {
    200: answers(
      'The proposal, or none where no rule catches it',
      z.object({
        proposal: z
          .object({
            routingVersionId: z.string(),
            ...{ name: z.string(), matter: z.enum(matters), organizationIds: z.array(z.string()), task: z.string() },
            problems: z.array(z.object({ kind: z.string(), name: z.string() })),
          })
          .nullable(),
      }),
    ),
    ...problems,
  },
})

type Row = { report: Report; areaName: string }

async function shown(db: Db, rows: readonly Row[]) {
  const photos = await photosOfReports(
    db,
    rows.map(({ report }) => report.id),
  )
  return rows.map(({ report, areaName }) => {
    const whole = { report, category: { isPlaceExact: true }, photos: photos.get(report.id) ?? [], isPublicly: false }
    const { urgency, matter, escalation } = report
    return { ...reportShown(whole), urgency, matter, escalation, areaName }
  })
}

/** Reports for programs of staff: what waits, what is found, and what the routing book says. */
export const reportListsApi: OpenAPIHono<Env> = newApi()
  .openapi(list, async (c) => {
    const { db, actor, now } = c.var
    const { tab, category, urgent, late, after } = c.req.valid('query')
    const filter = { tab, categoryId: category, urgent: urgent === '1', late: late === '1', after }
    const { rows, next } = await queue(db, actor, filter, now())
    return c.json({ reports: await shown(db, rows), next: next ?? null }, 200)
  })
  .openapi(find, async (c) => {
    const { db, actor } = c.var
    const rows = await foundByStaff(db, actor, c.req.valid('query').q)
    return c.json({ reports: await shown(db, rows.slice(0, foundMax)) }, 200)
  })
  .openapi(duty, async (c) => {
    const rows = await callsToAnswer(c.var.db, c.var.actor)
    const calls = rows.map(({ whistle, report, areaName }) => {
      const { id, organizationId, status, round, task, version } = whistle
      return {
        ...{ id, organizationId, status, round, task, version },
        reportInDueAt: whistle.reportInDueAt.toISOString(),
        resolveDueAt: whistle.resolveDueAt.toISOString(),
        report: { id: report.id, number: report.number, status: report.status, areaName },
      }
    })
    return c.json({ calls }, 200)
  })
  .openapi(proposal, async (c) => {
    const { db, actor, now } = c.var
    const found = await proposalFor(db, await reportForStaff(db, c.req.valid('param').id, actor), now())
    if (!found) return c.json({ proposal: null }, 200)
    const { versionId, name, terms, problems: broken } = found.entry
    const { matter, organizationIds, task } = terms
    const told = { routingVersionId: versionId, name, matter, organizationIds, task, problems: broken }
    return c.json({ proposal: told }, 200)
  })
