import type { Context } from 'hono'
import type { Db } from '../../../db/database.ts'
import { answers, createRoute, newApi, problems, z } from '../../web/api.ts'
import { keepWhileUnchanged } from '../../web/drawn.ts'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { categoriesInUse, categoryById } from '../categories/queries.ts'
import { minePageSize, reportsBy } from '../follow/queries.ts'
import {
  type Category,
  photosOfReport,
  photosOfReports,
  questionsOf,
  type Report,
  reportById,
  whistlesOfRound,
} from '../queries.ts'
import { CategoryShape, categoryShown, ReportShape, ReportStory, reportShown, toldShown } from './api-shape.ts'
import { publicReports, reportsForRows } from './queries.ts'
import { type SearchQuery, searchOf, searchQuery, writeCursor } from './search.ts'
import { reportInSight, type Sight } from './sight.ts'
import { namesOf, timelineOf } from './timeline.ts'

const tags = ['reports']

const categories = createRoute({
  method: 'get',
  path: '/report-categories',
  tags,
  summary: 'What can be reported, with the questions each kind asks',
  middleware: [may.anyone()] as const,
  responses: { 200: answers('Categories', z.object({ categories: z.array(CategoryShape) })), ...problems },
})

const PageOfReports = z.object({ reports: z.array(ReportShape), next: z.string().nullable() })

const list = createRoute({
  method: 'get',
  path: '/reports',
  tags,
  summary: 'Public reports, the latest first',
  description: '`q` searches words, also Chinese ones; `bbox` is `west,south,east,north`; `after` goes on from `next`.',
  middleware: [may.anyone()] as const,
  request: {
    query: z.object({
      ...{ state: z.string().optional(), category: z.string().optional(), area: z.string().optional() },
      ...{ since: z.string().optional(), kind: z.string().optional(), q: z.string().optional() },
      ...{ bbox: z.string().optional(), after: z.string().optional() },
    }),
  },
  responses: { 200: answers('A page of 50', PageOfReports), ...problems },
})

const mine = createRoute({
  method: 'get',
  path: '/reports/mine',
  tags,
  summary: 'My reports, the latest first',
  middleware: [may.signedIn()] as const,
  request: { query: z.object({ before: z.string().max(60).optional() }) },
  responses: { 200: answers('A page of 30', PageOfReports), ...problems },
})

const read = createRoute({
  method: 'get',
  path: '/reports/{id}',
  tags,
  summary: 'One report with who is on duty and what happened',
  description: 'An anonymous report of one’s own takes its secret in the header `X-Follow-Secret`.',
  middleware: [may.anyone()] as const,
  request: { params: z.object({ id: z.string().max(60) }) },
  responses: { 200: answers('The report', ReportStory), ...problems },
})

/** A page is the same for whoever asks for it. */
const pages = keepWhileUnchanged<z.output<typeof PageOfReports>>(100)

async function pageOf(db: Db, query: SearchQuery, now: Date) {
  const { rows, next } = await publicReports(db, await searchOf(db, query, now))
  const ids = rows.map(({ id }) => id)
  const byId = new Map((await reportsForRows(db, ids)).map((row) => [row.report.id, row]))
  const found = ids.flatMap((id) => byId.get(id) ?? [])
  return { reports: await withPhotos(db, found, true), next: next ? writeCursor(next) : null }
}

/** Reports for programs: to read. */
export const reportsApi = newApi()
  .openapi(categories, async (c) => c.json({ categories: (await categoriesInUse(c.var.db)).map(categoryShown) }, 200))
  .openapi(list, async (c) => {
    const [db, now] = [c.get('db'), c.get('now')()]
    const query = searchQuery.parse(c.req.query())
    return c.json(await pages(db, now, JSON.stringify(query), () => pageOf(db, query, now)), 200)
  })
  .openapi(mine, async (c) => {
    const { db, actor } = c.var
    const { before } = c.req.valid('query')
    const last = before ? await reportById(db, before) : undefined
    const rows = await reportsBy(db, actor.id, last?.reporterId === actor.id ? last : undefined)
    const reports = await withPhotos(db, rows, false)
    return c.json({ reports, next: rows.length === minePageSize ? (reports.at(-1)?.id ?? null) : null }, 200)
  })
  .openapi(read, async (c) => {
    const { report, sight } = await reportInSight(c, c.req.valid('param').id)
    return c.json(await storyOf(c, report, sight), 200)
  })

type Row = { report: Report; category: Category }

async function withPhotos(db: Db, found: readonly Row[], isPublicly: boolean) {
  const photos = await photosOfReports(
    db,
    found.map(({ report }) => report.id),
  )
  return found.map((row) => reportShown({ ...row, photos: photos.get(row.report.id) ?? [], isPublicly }))
}

/** A report whole, as whoever asks may see it. */
export async function storyOf(c: Context<Env>, report: Report, sight: Sight) {
  const { db } = c.var
  const calls = await whistlesOfRound(db, report)
  const names = await namesOf(db, calls)
  const isPublicly = sight === 'public'
  const [category, photos] = [await categoryById(db, report.categoryId), await photosOfReport(db, report.id)]
  const question = isPublicly ? undefined : (await questionsOf(db, report.id)).findLast((one) => !one.answeredAt)
  return {
    ...reportShown({ report, category, photos, isPublicly }),
    duty: calls
      .filter(({ status }) => status !== 'released' && status !== 'withdrawn')
      .map(({ id, status, reportInDueAt, reportedInAt, resolveDueAt, resolvedAt }) => ({
        ...{ name: names.get(id) ?? '', status, reportInDueAt: reportInDueAt.toISOString() },
        ...{ reportedInAt: reportedInAt?.toISOString() ?? null, resolveDueAt: resolveDueAt.toISOString() },
        resolvedAt: resolvedAt?.toISOString() ?? null,
      })),
    events: (await timelineOf(db, report, !isPublicly)).map(toldShown),
    question: question?.question ?? null,
  }
}
