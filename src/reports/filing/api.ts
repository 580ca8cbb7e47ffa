import type { Context } from 'hono'
import { isSignedIn, nobody } from '../../kit/actor.ts'
import { Refusal } from '../../kit/refusal.ts'
import { storePhotos } from '../../photos/actions.ts'
import { preparePhoto } from '../../photos/prepare.ts'
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
import { cleanLines, line, lines } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { categoryInUse } from '../categories/queries.ts'
import { followPath } from '../follow/secret.ts'
import { likelyReports } from '../likely/queries.ts'
import { storyOf } from '../public/api.ts'
import { ReportShape, ReportStory, reportShown } from '../public/api-shape.ts'
import { photosOfReports, reportById } from '../queries.ts'
import { photosMax, wordsMax } from '../rules.ts'
import { fileReport, type NewReport } from './actions.ts'
import { forgetOwner, keepDrafts, sentFrom } from './drafts.ts'
import { areaIdOf } from './place.ts'
import { positionOf } from './rules.ts'
import { countForm, countReport, draftsIn } from './stage.ts'

const tags = ['reports']

const photo = createRoute({
  method: 'post',
  path: '/report-drafts/{id}/photos',
  tags,
  summary: 'Send a photo ahead of its report',
  description:
    'Choose an id for the report, send its photos under it one by one, then file it with the same id as `Idempotency-Key`. Photos of a report that never comes are forgotten after an hour.',
  middleware: [may.anyone()] as const,
  request: {
    params: z.object({ id: z.string().regex(/^[\w-]{8,100}$/) }),
    query: z.object({ role: z.enum(['near', 'far', 'more']).default('more') }),
    body: {
      required: true,
      content: { 'application/octet-stream': { schema: z.any().openapi({ type: 'string', format: 'binary' }) } },
    },
  },
  responses: { 201: answers('How many are kept', z.object({ photoId: z.string(), photos: z.int() })), ...problems },
})

const answer = z.string().transform(cleanLines)

const NewReportShape = z
  .object({
    categoryId: z.string().max(40),
    words: lines(wordsMax).optional(),
    address: line(200).optional(),
    latitude: z.number().min(-90).max(90).optional(),
    longitude: z.number().min(-180).max(180).optional(),
    placeFrom: z.enum(['device', 'photo', 'pin', 'address']).default('address'),
    areaId: z
      .string()
      .max(40)
      .optional()
      .openapi({ description: 'Without it, the smallest area that holds the position, else one’s own home' }),
    answers: z.record(z.string().max(100), z.union([answer, z.array(answer).max(100)])).default({}),
    anonymous: z.boolean().default(false),
    againOf: z.string().max(60).optional().openapi({ description: 'The solved report whose problem is back' }),
  })
  .openapi('NewReport')

const file = createRoute({
  method: 'post',
  path: '/reports',
  tags,
  summary: 'File a report',
  description: 'Signed out, or with `anonymous`, it leaves no name, earns nothing, and is followed by `followAddress`.',
  middleware: [may.anyone()] as const,
  request: { headers: idempotencyHeader, body: jsonBody(NewReportShape) },
  responses: {
    201: answers('The report', ReportStory.extend({ followAddress: z.string().nullable() }).openapi('FiledReport')),
    ...problems,
  },
})

const likely = createRoute({
  method: 'post',
  path: '/reports/likely',
  tags,
  summary: 'Public reports that may be of the same problem, to be asked before filing',
  middleware: [may.anyone()] as const,
  request: { headers: idempotencyHeader, body: jsonBody(NewReportShape) },
  responses: {
    200: answers(
      'The likest first',
      z.object({ reports: z.array(z.object({ report: ReportShape, meters: z.number().nullable() })) }),
    ),
    ...problems,
  },
})

/** Reports for programs: to file. */
export const filingApi = newApi()
  .openapi(photo, async (c) => {
    const { photoStore, atomically, actor, now } = c.var
    await countForm(c)
    const { id } = c.req.valid('param')
    const prepared = await preparePhoto(new Uint8Array(await c.req.arrayBuffer()))
    const before = await draftsIn(c, id)
    if (before.length >= photosMax && !before.some(({ photoId }) => photoId === prepared.id))
      throw new Refusal('invalid', 'photos_too_many', { max: photosMax })
    await storePhotos(photoStore, [prepared])
    const photos = [{ prepared, role: c.req.valid('query').role }]
    await atomically((tx) => keepDrafts(tx, { formId: id, ownerId: actor.id, photos, removed: [], now: now() }))
    return c.json({ photoId: prepared.id, photos: (await draftsIn(c, id)).length }, 201)
  })
  .openapi(likely, async (c) => {
    const { db, photoStore, now } = c.var
    const report = await reportOf(c, c.req.valid('json'))
    const { kind } = await categoryInUse(db, report.categoryId)
    const photos = await sentFrom(photoStore, await draftsIn(c, report.key))
    const mine = { ...report, kind, position: positionOf(report) }
    const found = await likelyReports(
      db,
      mine,
      photos.map(({ prepared }) => prepared),
      now(),
    )
    const pictures = await photosOfReports(
      db,
      found.map((one) => one.report.id),
    )
    const reports = found.map(({ report: other, category, meters }) => ({
      report: reportShown({ report: other, category, photos: pictures.get(other.id) ?? [], isPublicly: true }),
      meters: meters === undefined ? null : Math.round(meters),
    }))
    return c.json({ reports }, 200)
  })
  .openapi(file, async (c) => {
    const { db, atomically, photoStore, config } = c.var
    const report = await reportOf(c, c.req.valid('json'))
    await countReport(c)
    const photos = await sentFrom(photoStore, await draftsIn(c, report.key))
    const id = await atomically(async (tx) => {
      if (report.anonymous) await forgetOwner(tx, { formId: report.key })
      return fileReport(tx, { ...report, photos })
    })
    const story = await storyOf(c, await reportById(db, id), 'reporter')
    const followAddress = report.anonymous ? `${config.baseUrl}${followPath(c.var, id)}` : null
    return c.json({ ...story, followAddress }, 201)
  })

/** @throws Refusal `area_needed`, `area_missing`, `report_missing` for one that nobody sees */
async function reportOf(c: Context<Env>, given: z.output<typeof NewReportShape>): Promise<Omit<NewReport, 'photos'>> {
  const { db, actor, now } = c.var
  const anonymous = given.anonymous || !isSignedIn(actor)
  const again = given.againOf ? await reportById(db, given.againOf) : undefined
  if (again && !again.isPublic) throw new Refusal('missing', 'report_missing', { id: again.id })
  const areaId = await areaIdOf(c, { areaId: given.areaId, position: positionOf(given) })
  return {
    ...{ key: idempotencyKey(c), categoryId: given.categoryId, words: given.words ?? '', answers: given.answers },
    ...{ areaId, address: given.address ?? '', latitude: given.latitude, longitude: given.longitude },
    ...{ placeFrom: positionOf(given) ? given.placeFrom : 'address', anonymous, channel: 'api', againOf: again?.id },
    ...{ actor: anonymous ? nobody : actor, now: now() },
  }
}
