import { nominationStates, subjectKinds } from '../../db/schema/honors.ts'
import { answers, createRoute, idempotencyHeader, jsonBody, problems, z } from '../web/api.ts'
import { line, lines } from '../web/form.ts'
import { may } from '../web/guard.ts'
import { deskSteps } from './nominations/steps.ts'

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

export const classes = createRoute({
  method: 'get',
  path: '/honors/classes',
  tags,
  summary: 'What can be given, and what it takes',
  middleware: [may.anyone()] as const,
  responses: { 200: answers('Every class', z.object({ classes: z.array(AwardClass) })), ...problems },
})

export const board = createRoute({
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

export const notices = createRoute({
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

export const mine = createRoute({
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

export const nomination = createRoute({
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

export const reading = createRoute({
  method: 'get',
  path: '/honors/nominations/{id}',
  tags,
  summary: 'A nomination that you have a part in',
  middleware: [may.signedIn()] as const,
  request: { params },
  responses: { 200: answers('The nomination', Nomination), ...problems },
})

export const list = createRoute({
  method: 'get',
  path: '/honors/nominations',
  tags,
  summary: 'The nominations of your areas, what waits for somebody first',
  middleware: [may.be('clerk', 'reviewer', 'auditor', 'admin')] as const,
  responses: { 200: answers('At most 100', z.object({ nominations: z.array(Nomination) })), ...problems },
})

export const answering = createRoute({
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

export const stepping = createRoute({
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

export const voting = createRoute({
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

export const objecting = createRoute({
  method: 'post',
  path: '/honors/nominations/{id}/objection',
  tags,
  summary: 'Object while the notice runs',
  middleware: [may.signedIn()] as const,
  request: { params, headers: idempotencyHeader, body: jsonBody(z.object({ why: lines(1000) })) },
  responses: { 204: { description: 'Received' }, ...problems },
})
