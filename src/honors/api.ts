import { nominationStates, subjectKinds } from '../../db/schema/honors.ts'
import { issuerOf } from '../credentials/public.ts'
import { answers, createRoute, idempotencyHeader, idempotencyKey, jsonBody, newApi, problems, z } from '../web/api.ts'
import { line, lines } from '../web/form.ts'
import { may } from '../web/guard.ts'
import { honorBoard } from './awards/queries.ts'
import { awardClassesNow, awardClassNow } from './classes/queries.ts'
import { figuresOf } from './figures.ts'
import { answerNomination, nominate } from './nominations/actions.ts'
import { personIdsNamed } from './nominations/input.ts'
import { caseFor, nominationById, nominationsAbout, nominationsFor } from './nominations/queries.ts'
import { deskSteps, takeDeskStep } from './nominations/steps.ts'
import { objectTo } from './notices/actions.ts'
import { publicNotices } from './notices/queries.ts'
import { starBoard } from './stars/queries.ts'
import { castBallot } from './votes/actions.ts'

const tags = ['Honours']
const params = z.object({ id: z.string().min(1).max(100) })

const AwardClass = z
  .object({
    id: z.string(),
    zh: z.string(),
    en: z.string(),
    gives: z.enum(['honor', 'merit']),
    subjectKind: z.enum(subjectKinds),
    criteria: z.object({ points: z.int(), hours: z.int(), merit: z.int() }),
    quotaPerYear: z.int().nullable(),
    noticeDays: z.int(),
    isOpen: z.boolean(),
  })
  .openapi('AwardClass')

const Nomination = z
  .object({
    id: z.string(),
    number: z.string(),
    classId: z.string(),
    groupName: z.string().nullable(),
    state: z.enum(nominationStates),
    version: z.int(),
    noticeEndsAt: z.iso.datetime().nullable(),
    awardNumber: z.string().nullable(),
    validUntil: z.iso.datetime().nullable(),
  })
  .openapi('Nomination')

const hidden = z.union([z.int(), z.literal('few')]).nullable()

const classes = createRoute({
  method: 'get',
  path: '/honors/classes',
  tags,
  summary: 'What can be given, and what it takes',
  middleware: [may.anyone()] as const,
  responses: { 200: answers('Every class', z.object({ classes: z.array(AwardClass) })), ...problems },
})

const board = createRoute({
  method: 'get',
  path: '/honors/board',
  tags,
  summary: 'Who holds which honour; names only with their agreement, fewer than five unnamed people are “few”',
  middleware: [may.anyone()] as const,
  responses: {
    200: answers(
      'The board',
      z.object({
        honors: z.array(
          z.object({ classId: z.string(), zh: z.string(), year: z.string(), names: z.array(z.string()), hidden }),
        ),
        stars: z.array(z.object({ stars: z.int(), names: z.array(z.string()), hidden })),
      }),
    ),
    ...problems,
  },
})

const notices = createRoute({
  method: 'get',
  path: '/honors/notices',
  tags,
  summary: 'What is on public notice',
  middleware: [may.anyone()] as const,
  responses: {
    200: answers(
      'The notices',
      z.object({
        notices: z.array(
          z.object({
            id: z.string(),
            zh: z.string(),
            groupName: z.string().nullable(),
            names: z.array(z.string()),
            text: z.string(),
            endsAt: z.iso.datetime(),
          }),
        ),
      }),
    ),
    ...problems,
  },
})

const mine = createRoute({
  method: 'get',
  path: '/honors/mine',
  tags,
  summary: 'Your figures, and nominations and honours about you',
  middleware: [may.signedIn()] as const,
  responses: {
    200: answers(
      'Yours',
      z.object({
        points: z.int(),
        minutes: z.int(),
        merit: z.int(),
        nominations: z.array(Nomination.extend({ answer: z.string(), showName: z.boolean() })),
      }),
    ),
    ...problems,
  },
})

const nomination = createRoute({
  method: 'post',
  path: '/honors/nominations',
  tags,
  summary: 'Nominate somebody, yourself, or a group',
  middleware: [may.signedIn()] as const,
  request: {
    headers: idempotencyHeader,
    body: jsonBody(
      z.object({
        classId: z.string().min(1).max(100),
        who: lines(2000).optional().openapi({
          description: 'A line for each: name and phone or card number; 本人 for yourself. None for a merchant',
        }),
        groupName: line(60).optional().openapi({ description: 'Of a team' }),
        merchant: line(40).optional().openapi({ description: 'The number of a merchant, such as M-2026-000001' }),
        facts: lines(2000),
        showName: z.boolean().default(false),
      }),
    ),
  },
  responses: { 201: answers('The nomination', Nomination), ...problems },
})

const reading = createRoute({
  method: 'get',
  path: '/honors/nominations/{id}',
  tags,
  summary: 'A nomination that you have a part in',
  middleware: [may.signedIn()] as const,
  request: { params },
  responses: { 200: answers('The nomination', Nomination), ...problems },
})

const list = createRoute({
  method: 'get',
  path: '/honors/nominations',
  tags,
  summary: 'The nominations of your areas, what waits for somebody first',
  middleware: [may.be('clerk', 'reviewer', 'auditor', 'admin')] as const,
  responses: { 200: answers('At most 100', z.object({ nominations: z.array(Nomination) })), ...problems },
})

const answering = createRoute({
  method: 'post',
  path: '/honors/nominations/{id}/answer',
  tags,
  summary: 'Agree or decline, and say whether your name may be shown',
  middleware: [may.signedIn()] as const,
  request: {
    params,
    headers: idempotencyHeader,
    body: jsonBody(z.object({ answer: z.enum(['agreed', 'declined']), showName: z.boolean().default(false) })),
  },
  responses: { 200: answers('The nomination', Nomination), ...problems },
})

const stepping = createRoute({
  method: 'post',
  path: '/honors/nominations/{id}/steps/{step}',
  tags,
  summary: 'Staff take a step of a nomination',
  middleware: [may.be('clerk', 'reviewer', 'admin')] as const,
  request: {
    params: params.extend({ step: z.enum(deskSteps) }),
    headers: idempotencyHeader,
    body: jsonBody(
      z.object({
        version: z.int().min(1),
        why: lines(500).optional(),
        panelId: z.string().max(100).optional(),
        noticeText: lines(600).optional(),
      }),
    ),
  },
  responses: { 200: answers('The nomination as it stands now', Nomination), ...problems },
})

const voting = createRoute({
  method: 'post',
  path: '/honors/nominations/{id}/ballot',
  tags,
  summary: 'Vote as a member of the panel, or step aside; for good',
  middleware: [may.signedIn()] as const,
  request: {
    params,
    headers: idempotencyHeader,
    body: jsonBody(
      z.object({
        vote: z.enum(['for', 'against', 'abstain', 'recused']),
        grade: z.enum(['third', 'second', 'first']).optional(),
        why: lines(500).optional(),
        isUnrelated: z.boolean().default(false),
      }),
    ),
  },
  responses: { 204: { description: 'Counted' }, ...problems },
})

const objecting = createRoute({
  method: 'post',
  path: '/honors/nominations/{id}/objection',
  tags,
  summary: 'Object while the notice runs',
  middleware: [may.signedIn()] as const,
  request: { params, headers: idempotencyHeader, body: jsonBody(z.object({ why: lines(1000) })) },
  responses: { 204: { description: 'Received' }, ...problems },
})

type Row = Awaited<ReturnType<typeof nominationById>>

const shown = ({ id, number, classId, groupName, state, version, noticeEndsAt, awardNumber, validUntil }: Row) => ({
  ...{ id, number, classId, groupName, state, version, awardNumber },
  noticeEndsAt: noticeEndsAt?.toISOString() ?? null,
  validUntil: validUntil?.toISOString() ?? null,
})

export const honorsApi = newApi()
  .openapi(classes, async (c) => {
    const rows = await awardClassesNow(c.var.db)
    const known = rows.map(({ classId, zh, en, gives, subjectKind, criteria, quotaPerYear, noticeDays, isOpen }) => ({
      ...{ id: classId, zh, en, gives, subjectKind, criteria, quotaPerYear, noticeDays, isOpen },
    }))
    return c.json({ classes: known }, 200)
  })
  .openapi(board, async (c) => {
    const { db } = c.var
    const honors = (await honorBoard(db, c.var.now())).map(({ awardClass, year, names, hidden: count }) => ({
      ...{ classId: awardClass.classId, zh: awardClass.zh, year },
      ...{ names: names.map(({ name }) => name), hidden: count ?? null },
    }))
    const stars = (await starBoard(db)).map((level) => ({ ...level, hidden: level.hidden ?? null }))
    return c.json({ honors, stars }, 200)
  })
  .openapi(notices, async (c) => {
    const rows = (await publicNotices(c.var.db)).map(
      ({ id, awardClass, groupName, names, noticeText, noticeEndsAt }) => ({
        ...{ id, zh: awardClass.zh, groupName, names, text: noticeText, endsAt: noticeEndsAt.toISOString() },
      }),
    )
    return c.json({ notices: rows }, 200)
  })
  .openapi(mine, async (c) => {
    const { db, actor } = c.var
    const about = (await nominationsAbout(db, actor.id)).map(({ nomination: row, nominee }) => ({
      ...shown(row),
      ...{ answer: nominee.answer, showName: nominee.showName },
    }))
    return c.json({ ...(await figuresOf(db, [actor.id], c.var.now())), nominations: about }, 200)
  })
  .openapi(nomination, async (c) => {
    const { db, atomically, actor, now } = c.var
    const { who, ...given } = c.req.valid('json')
    const awardClass = await awardClassNow(db, given.classId)
    const personIds = await personIdsNamed(c, awardClass, { who })
    const made = { ...given, key: idempotencyKey(c), personIds, prepared: [], actor, now: now() }
    const id = await atomically((tx) => nominate(tx, made))
    return c.json(shown(await nominationById(db, id)), 201)
  })
  .openapi(reading, async (c) => {
    const { db, actor } = c.var
    return c.json(shown((await caseFor(db, c.req.valid('param').id, actor, c.var.now())).nomination), 200)
  })
  .openapi(list, async (c) => {
    const rows = await nominationsFor(c.var.db, c.var.actor)
    return c.json({ nominations: rows.map(({ nomination: row }) => shown(row)) }, 200)
  })
  .openapi(answering, async (c) => {
    const { db, atomically, actor, now } = c.var
    const nominationId = c.req.valid('param').id
    await atomically((tx) => answerNomination(tx, { nominationId, ...c.req.valid('json'), actor, now: now() }))
    return c.json(shown(await nominationById(db, nominationId)), 200)
  })
  .openapi(stepping, async (c) => {
    const { atomically, secrets, config, actor, now } = c.var
    const { id: nominationId, step } = c.req.valid('param')
    const input = { nominationId, step, ...c.req.valid('json'), issuer: issuerOf(config), actor, now: now() }
    return c.json(shown(await atomically((tx) => takeDeskStep(tx, secrets, input))), 200)
  })
  .openapi(voting, async (c) => {
    const { atomically, actor, now } = c.var
    const { why = '', ...given } = c.req.valid('json')
    const cast = { nominationId: c.req.valid('param').id, why, ...given, actor, now: now() }
    await atomically((tx) => castBallot(tx, cast))
    return c.body(null, 204)
  })
  .openapi(objecting, async (c) => {
    const { atomically, actor, now } = c.var
    const { why } = c.req.valid('json')
    const key = idempotencyKey(c)
    await atomically((tx) => objectTo(tx, { key, nominationId: c.req.valid('param').id, why, actor, now: now() }))
    return c.body(null, 204)
  })
