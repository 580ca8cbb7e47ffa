import type { Tx } from '../../../db/database.ts'
import { cityDay } from '../../kit/clock.ts'
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
import { may } from '../../web/guard.ts'
import { activityForStaff } from '../activities/actions.ts'
import { areaPathsOf } from '../activities/search.ts'
import { endSeries, repeatActivity, retemplate, skipDay } from './actions.ts'
import { occurrencesOf, type Series as Row, seriesForStaff, seriesIn } from './queries.ts'
import { patternFrom } from './rules.ts'

const calendarDay = z.iso.date()
const version = z.int().min(1)

const Series = z
  .object({
    id: z.string(),
    version: z.int(),
    title: z.string(),
    areaId: z.string(),
    repeats: z.enum(['weekly', 'monthly']),
    interval: z.int().openapi({ description: 'Every so many weeks or months' }),
    weekdays: z.array(z.int()).openapi({ description: '1 is Monday, 7 Sunday' }),
    monthDay: z.int().nullable().openapi({ description: 'A month that is too short takes its last day' }),
    firstDay: calendarDay,
    lastDay: calendarDay,
    startTime: z.string().openapi({ example: '09:00' }),
    minutes: z.int(),
    exceptions: z.array(calendarDay),
    publishes: z.boolean().openapi({ description: 'Whether each is published as it is made' }),
    endedAt: z.iso.datetime().nullable(),
  })
  .openapi('Series')

const SeriesWithDays = Series.extend({
  occurrences: z.array(z.object({ id: z.string(), day: calendarDay, status: z.string() })),
}).openapi('SeriesWithOccurrences')

const shown = (row: Row) => ({
  id: row.id,
  version: row.version,
  title: String(row.template.title),
  areaId: row.areaId,
  repeats: row.repeats,
  interval: row.interval,
  weekdays: row.weekdays,
  monthDay: row.monthDay,
  firstDay: row.firstDay,
  lastDay: row.lastDay,
  startTime: row.startTime,
  minutes: row.minutes,
  exceptions: row.exceptions,
  publishes: row.publishes,
  endedAt: row.endedAt?.toISOString() ?? null,
})

const tags = ['tasks']
const idParam = z.object({ id: z.string().max(60) })
const staff = () => may.be('clerk', 'admin')
const responses = { 200: answers('The series after it', Series), ...problems }

const list = createRoute({
  method: 'get',
  path: '/series',
  tags,
  summary: 'Recurring activities of your areas, running ones first',
  middleware: [staff()] as const,
  responses: { 200: answers('At most 200', z.object({ series: z.array(Series) })), ...problems },
})

const read = createRoute({
  method: 'get',
  path: '/series/{id}',
  tags,
  summary: 'One series, and the activities made for it',
  middleware: [staff()] as const,
  request: { params: idParam },
  responses: { 200: answers('The series', SeriesWithDays), ...problems },
})

const repeat = createRoute({
  method: 'post',
  path: '/tasks/{id}/repeat',
  tags,
  summary: 'Let an activity come again; the others are made four weeks ahead',
  middleware: [staff()] as const,
  request: {
    params: idParam,
    headers: idempotencyHeader,
    body: jsonBody(
      z.object({
        repeats: z.enum(['weekly', 'monthly']),
        interval: z.int().min(1).max(12).default(1),
        weekdays: z.array(z.int().min(1).max(7)).max(7).default([]),
        lastDay: calendarDay,
        publishes: z.boolean(),
      }),
    ),
  },
  responses: { 201: answers('The series', Series), ...problems },
})

const skip = createRoute({
  method: 'post',
  path: '/series/{id}/skip',
  tags,
  summary: 'Leave a day out',
  middleware: [staff()] as const,
  request: { params: idParam, body: jsonBody(z.object({ version, day: calendarDay })) },
  responses,
})

const template = createRoute({
  method: 'post',
  path: '/series/{id}/template',
  tags,
  summary: 'From now on every one begins as a copy of this activity of the series',
  middleware: [staff()] as const,
  request: { params: idParam, body: jsonBody(z.object({ version, activityId: z.string().max(60) })) },
  responses,
})

const end = createRoute({
  method: 'post',
  path: '/series/{id}/end',
  tags,
  summary: 'Make no more of them',
  middleware: [staff()] as const,
  request: { params: idParam, body: jsonBody(z.object({ version })) },
  responses,
})

export const seriesApi = newApi()
  .openapi(list, async (c) => {
    const rows = await seriesIn(c.var.db, areaPathsOf(c.var.actor))
    return c.json({ series: rows.map(({ series }) => shown(series)) }, 200)
  })
  .openapi(read, async (c) => {
    const series = await seriesForStaff(c.var.db, c.req.valid('param').id, c.var.actor)
    const rows = await occurrencesOf(c.var.db, series.id)
    const occurrences = rows.map(({ id, seriesDay, status }) => ({ id, day: seriesDay ?? '', status }))
    return c.json({ ...shown(series), occurrences }, 200)
  })
  .openapi(repeat, async (c) => {
    const { db, atomically, actor, now } = c.var
    const { publishes, ...asked } = c.req.valid('json')
    const activity = await activityForStaff(db, c.req.valid('param').id, actor)
    const pattern = patternFrom(asked, cityDay(activity.startsAt))
    const act = { key: idempotencyKey(c), activityId: activity.id, pattern, publishes, actor, now: now() }
    const id = await atomically((tx) => repeatActivity(tx, act))
    return c.json(shown(await seriesForStaff(db, id, actor)), 201)
  })
  .openapi(skip, async (c) => c.json(await changed(c, skipDay, c.req.valid('json')), 200))
  .openapi(template, async (c) => c.json(await changed(c, retemplate, c.req.valid('json')), 200))
  .openapi(end, async (c) => c.json(await changed(c, endSeries, c.req.valid('json')), 200))

type Change = Parameters<typeof endSeries>[1]
type Asking = {
  req: { valid(part: 'param'): { id: string } }
  var: Pick<Env['Variables'], 'atomically' | 'actor' | 'now'>
}

async function changed<Given>(c: Asking, act: (tx: Tx, change: Change & Given) => Promise<Row>, given: Given) {
  const { atomically, actor, now } = c.var
  const acting = { seriesId: c.req.valid('param').id, actor, now: now(), ...given } as Change & Given
  return shown(await atomically((tx) => act(tx, acting)))
}
