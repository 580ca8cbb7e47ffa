import { standingOf } from '../../kit/actor.ts'
import { Refusal } from '../../kit/refusal.ts'
import {
  answers,
  createRoute,
  idempotencyHeader,
  idempotencyKey,
  jsonBody,
  newApi,
  problems,
  sentOf,
  z,
} from '../../web/api.ts'
import { lineOrNone } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { cancelActivity, copyActivity, draftActivity, publishActivity } from './actions.ts'
import { editActivity } from './edit.ts'
import { activityJson, activityPatch, fieldsOf, withSignUp } from './input.ts'
import { isPublic } from './pages.tsx'
import { activitiesForRows, activityById, openActivities, type Activity as Row } from './queries.ts'
import { searchOf, searchQuery, writeCursor } from './search.ts'

const Activity = z
  .object({
    id: z.string(),
    number: z.string().openapi({ example: 'T-2026-000123' }),
    status: z.enum(['draft', 'published', 'ongoing', 'ended', 'settled', 'canceled']),
    version: z.int(),
    kind: z.enum(['point_task', 'volunteer']),
    category: z.string(),
    title: z.string(),
    description: z.string(),
    areaId: z.string(),
    place: z.string(),
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
    radiusMeters: z.int().nullable(),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    signUpUntil: z.iso.datetime(),
    capacity: z.int(),
    taken: z.int(),
    waitlist: z.boolean(),
    localsOnly: z.boolean(),
    minAge: z.int(),
    requirements: z.string(),
    riskNotice: z.string(),
    beneficiary: z.string(),
    contact: z.string(),
    size: z.enum(['S', 'M', 'L', 'XL']).nullable(),
    pointsEach: z.int().openapi({ description: 'The most that one claim can earn' }),
    checkIn: z.enum(['rotating', 'staff', 'either', 'none']),
    evidencePhotosMin: z.int(),
    evidenceText: z.boolean(),
    evidenceUnit: z.string(),
  })
  .openapi('Activity')

const shown = (activity: Row) => ({
  ...fieldsOf(activity),
  id: activity.id,
  number: activity.number,
  status: activity.status,
  version: activity.version,
  taken: activity.taken,
  pointsEach: activity.pointsEach,
  startsAt: activity.startsAt.toISOString(),
  endsAt: activity.endsAt.toISOString(),
  signUpUntil: activity.signUpUntil.toISOString(),
})

const tags = ['tasks']
const idParam = z.object({ id: z.string().max(60) })
const one = (description: string) => answers(description, Activity)

const list = createRoute({
  method: 'get',
  path: '/tasks',
  tags,
  summary: 'What residents can sign up for, the soonest first',
  middleware: [may.anyone()] as const,
  request: {
    query: z.object({
      area: z.string().max(40).optional(),
      when: z.enum(['today', 'week', 'weekend']).optional(),
      kind: z.enum(['point_task', 'volunteer']).optional(),
      free: z.literal('1').optional(),
      words: z.string().max(60).optional(),
      after: z.string().max(80).optional().openapi({ description: '`next` of the page before' }),
    }),
  },
  responses: {
    200: answers('A page of 50', z.object({ tasks: z.array(Activity), next: z.string().nullable() })),
    ...problems,
  },
})

const read = createRoute({
  method: 'get',
  path: '/tasks/{id}',
  tags,
  summary: 'One task or activity',
  middleware: [may.anyone()] as const,
  request: { params: idParam },
  responses: { 200: one('The activity'), ...problems },
})

const draft = createRoute({
  method: 'post',
  path: '/tasks',
  tags,
  summary: 'Write a draft',
  middleware: [may.be('clerk', 'admin')] as const,
  request: { headers: idempotencyHeader, body: jsonBody(activityJson) },
  responses: { 201: one('The draft'), ...problems },
})

const edit = createRoute({
  method: 'patch',
  path: '/tasks/{id}',
  tags,
  summary: 'Change some fields, from the version they were read in',
  middleware: [may.be('clerk', 'admin')] as const,
  request: { params: idParam, body: jsonBody(activityPatch) },
  responses: { 200: one('The activity after the change'), ...problems },
})

const publish = createRoute({
  method: 'post',
  path: '/tasks/{id}/publish',
  tags,
  summary: 'Show a draft to residents; sets its points aside',
  middleware: [may.be('clerk', 'admin')] as const,
  request: { params: idParam },
  responses: { 200: one('The published activity'), ...problems },
})

const cancel = createRoute({
  method: 'post',
  path: '/tasks/{id}/cancel',
  tags,
  summary: 'Call it off; everybody who signed up is told why',
  middleware: [may.be('clerk', 'admin')] as const,
  request: { params: idParam, body: jsonBody(z.object({ why: lineOrNone(300) })) },
  responses: { 200: one('The activity, called off'), ...problems },
})

const copy = createRoute({
  method: 'post',
  path: '/tasks/{id}/copy',
  tags,
  summary: 'A draft with everything of an earlier one, at the same weekday and hour ahead',
  middleware: [may.be('clerk', 'admin')] as const,
  request: { params: idParam, headers: idempotencyHeader },
  responses: { 201: one('The draft'), ...problems },
})

export const activitiesApi = newApi()
  .openapi(list, async (c) => {
    const { db, now } = c.var
    const search = await searchOf(db, searchQuery.parse(c.req.valid('query')), now())
    const { rows, next } = await openActivities(db, search, now())
    const read = await activitiesForRows(
      db,
      rows.map(({ id }) => id),
    )
    const byId = new Map(read.map(({ activity }) => [activity.id, activity]))
    const tasks = rows.map(({ id }) => shown(byId.get(id) as Row))
    return c.json({ tasks, next: next ? writeCursor(next) : null }, 200)
  })
  .openapi(read, async (c) => {
    const { db, actor } = c.var
    const activity = await activityById(db, c.req.valid('param').id)
    const standing = standingOf(actor, { areaPath: activity.areaPath })
    const isSeen = isPublic(activity) || standing.has('clerk') || standing.has('admin')
    if (!isSeen) throw new Refusal('missing', 'activity_missing')
    return c.json(shown(activity), 200)
  })
  .openapi(draft, async (c) => {
    const { db, atomically, actor, now } = c.var
    const fields = withSignUp(c.req.valid('json'))
    const id = await atomically((tx) => draftActivity(tx, { key: idempotencyKey(c), fields, actor, now: now() }))
    return c.json(shown(await activityById(db, id)), 201)
  })
  .openapi(edit, async (c) => {
    const { db, atomically, actor, now } = c.var
    const { id } = c.req.valid('param')
    const { version, ...given } = c.req.valid('json')
    const fields = withSignUp({ ...fieldsOf(await activityById(db, id)), ...sentOf(given) })
    const edited = await atomically((tx) => editActivity(tx, { activityId: id, version, fields, actor, now: now() }))
    return c.json(shown(edited), 200)
  })
  .openapi(publish, async (c) => {
    const { atomically, actor, now } = c.var
    const act = { activityId: c.req.valid('param').id, actor, now: now() }
    return c.json(shown(await atomically((tx) => publishActivity(tx, act))), 200)
  })
  .openapi(cancel, async (c) => {
    const { atomically, actor, now } = c.var
    const act = { activityId: c.req.valid('param').id, why: c.req.valid('json').why, actor, now: now() }
    return c.json(shown(await atomically((tx) => cancelActivity(tx, act))), 200)
  })
  .openapi(copy, async (c) => {
    const { db, atomically, actor, now } = c.var
    const act = { key: idempotencyKey(c), activityId: c.req.valid('param').id, actor, now: now() }
    return c.json(shown(await activityById(db, await atomically((tx) => copyActivity(tx, act)))), 201)
  })
