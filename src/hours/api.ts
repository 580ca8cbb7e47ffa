import { answers, createRoute, idempotencyHeader, idempotencyKey, jsonBody, newApi, problems, z } from '../web/api.ts'
import { lines, optional } from '../web/form.ts'
import { may } from '../web/guard.ts'
import { correctHours } from './actions.ts'
import { decideBackEntry, objectToBackEntry, proposeBackEntry } from './back-entries/actions.ts'
import { personNamed, proposalFields } from './back-entries/pages.tsx'
import { type BackEntry, backEntriesFor, publicNotices } from './back-entries/queries.ts'
import { hoursOf, hoursRecordsOf } from './queries.ts'

const tags = ['Hours']
const params = z.object({ id: z.string().min(1).max(100) })
const grade = z.enum(['A', 'B', 'C'])

const HoursRecordAnswer = z
  .object({
    id: z.string(),
    title: z.string(),
    day: z.string(),
    minutes: z.int(),
    grade,
    place: z.string(),
    beneficiary: z.string(),
    content: z.string(),
    responsible: z.string(),
    recorder: z.string(),
    corrects: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .openapi('HoursRecord')

const Hours = z
  .object({
    minutes: z.int(),
    byGrade: z.object({ A: z.int(), B: z.int(), C: z.int() }),
    stars: z.int(),
    hoursToNext: z.number().nullable(),
    records: z.array(HoursRecordAnswer),
    next: z.string().nullable(),
  })
  .openapi('Hours')

const BackEntryAnswer = z
  .object({
    id: z.string(),
    personId: z.string(),
    title: z.string(),
    day: z.string(),
    minutes: z.int(),
    state: z.string(),
    version: z.int(),
    noticeEndsAt: z.iso.datetime().nullable(),
  })
  .openapi('BackEntry')

const own = createRoute({
  method: 'get',
  path: '/hours',
  tags,
  summary: 'Your hours of service by grade, your stars, and every record',
  middleware: [may.signedIn()] as const,
  request: { query: z.object({ before: z.string().max(100).optional() }) },
  responses: { 200: answers('Your hours', Hours), ...problems },
})

const correction = createRoute({
  method: 'post',
  path: '/hours/{id}/correction',
  tags,
  summary: 'Lower a record by a second row, with a reason',
  middleware: [may.be('reviewer', 'admin')] as const,
  request: {
    params,
    headers: idempotencyHeader,
    body: jsonBody(z.object({ minutes: z.int().min(0).max(1440), reason: lines(500) })),
  },
  responses: { 204: { description: 'Corrected' }, ...problems },
})

const proposal = createRoute({
  method: 'post',
  path: '/back-entries',
  tags,
  summary: 'Propose hours that no check-in proves',
  middleware: [may.be('clerk', 'admin')] as const,
  request: {
    headers: idempotencyHeader,
    body: jsonBody(
      z.object({
        ...proposalFields,
        who: z.string().min(1).max(400).openapi({ description: 'Phone, card number, or the resident’s own code' }),
        startsAt: z.iso.datetime({ offset: true }),
        minutes: z
          .int()
          .min(15)
          .max(24 * 60)
          .multipleOf(15),
      }),
    ),
  },
  responses: { 200: answers('The back-entry, waiting for somebody elsewhere', BackEntryAnswer), ...problems },
})

const list = createRoute({
  method: 'get',
  path: '/back-entries',
  tags,
  summary: 'Back-entries of your areas',
  middleware: [may.be('clerk', 'reviewer', 'auditor', 'admin')] as const,
  responses: { 200: answers('The list', z.object({ backEntries: z.array(BackEntryAnswer) })), ...problems },
})

const notices = createRoute({
  method: 'get',
  path: '/back-entries/notices',
  tags,
  summary: 'What is on public notice; names only where their owners agreed',
  middleware: [may.anyone()] as const,
  responses: {
    200: answers(
      'The notices',
      z.object({
        notices: z.array(
          z.object({
            id: z.string(),
            name: z.string(),
            title: z.string(),
            day: z.string(),
            minutes: z.int(),
            state: z.string(),
            noticeEndsAt: z.iso.datetime().nullable(),
          }),
        ),
      }),
    ),
    ...problems,
  },
})

const steps = ['approve', 'refuse', 'withdraw', 'uphold', 'dismiss'] as const

const decision = createRoute({
  method: 'post',
  path: '/back-entries/{id}/{step}',
  tags,
  summary: 'Decide about a back-entry',
  middleware: [may.be('clerk', 'reviewer', 'admin')] as const,
  request: {
    params: params.extend({ step: z.enum(steps) }),
    headers: idempotencyHeader,
    body: jsonBody(z.object({ version: z.int().min(1), why: optional(lines(500)) })),
  },
  responses: { 200: answers('The back-entry as it stands now', BackEntryAnswer), ...problems },
})

const objection = createRoute({
  method: 'post',
  path: '/back-entries/{id}/objection',
  tags,
  summary: 'Object while the notice runs; that stops it',
  middleware: [may.signedIn()] as const,
  request: { params, headers: idempotencyHeader, body: jsonBody(z.object({ why: lines(500) })) },
  responses: { 204: { description: 'Noted' }, ...problems },
})

export const hoursApi = newApi()
  .openapi(own, async (c) => {
    const { db, actor } = c.var
    const { minutes, byGrade, stars, hoursToNext } = await hoursOf(db, actor.id)
    const { records, next } = await hoursRecordsOf(db, actor.id, c.req.valid('query').before)
    return c.json({ minutes, byGrade, stars, hoursToNext: hoursToNext ?? null, records, next: next ?? null }, 200)
  })
  .openapi(correction, async (c) => {
    const id = `correction-${idempotencyKey(c)}`
    const given = { id, recordId: c.req.valid('param').id, ...c.req.valid('json') }
    await c.var.atomically((tx) => correctHours(tx, { ...given, actor: c.var.actor, now: c.var.now() }))
    return c.body(null, 204)
  })
  .openapi(proposal, async (c) => {
    const { who, startsAt, ...given } = c.req.valid('json')
    const personId = await personNamed(c, who)
    const about = { ...given, id: idempotencyKey(c), personId, startsAt: new Date(startsAt), prepared: [] }
    const entry = await c.var.atomically((tx) =>
      proposeBackEntry(tx, { ...about, actor: c.var.actor, now: c.var.now() }),
    )
    return c.json(answerOf(entry), 200)
  })
  .openapi(list, async (c) => {
    const rows = await backEntriesFor(c.var.db, c.var.actor)
    return c.json({ backEntries: rows.map(({ entry }) => answerOf(entry)) }, 200)
  })
  .openapi(notices, async (c) => {
    const rows = await publicNotices(c.var.db, c.var.now())
    const shown = rows.map(({ id, name, title, day, minutes, state, noticeEndsAt }) => ({
      ...{ id, name, title, day, minutes, state },
      noticeEndsAt: noticeEndsAt?.toISOString() ?? null,
    }))
    return c.json({ notices: shown }, 200)
  })
  .openapi(objection, async (c) => {
    const given = { id: c.req.valid('param').id, why: c.req.valid('json').why }
    await c.var.atomically((tx) => objectToBackEntry(tx, { ...given, actor: c.var.actor, now: c.var.now() }))
    return c.body(null, 204)
  })
  .openapi(decision, async (c) => {
    const given = { ...c.req.valid('param'), ...c.req.valid('json') }
    const entry = await c.var.atomically((tx) =>
      decideBackEntry(tx, { ...given, actor: c.var.actor, now: c.var.now() }),
    )
    return c.json(answerOf(entry), 200)
  })

const answerOf = ({ id, personId, title, day, minutes, state, version, noticeEndsAt }: BackEntry) => ({
  ...{ id, personId, title, day, minutes, state, version },
  noticeEndsAt: noticeEndsAt?.toISOString() ?? null,
})
