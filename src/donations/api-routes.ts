import { donationStates, donorKinds } from '../../db/schema/donations.ts'
import { answers, createRoute, idempotencyHeader, jsonBody, problems, z } from '../web/api.ts'
import { line } from '../web/form.ts'
import { may } from '../web/guard.ts'
import { anId, Donation, Given, NewLine, one, oneLine, pieces, version, whole } from './api-shape.ts'
import { handlers, lookers } from './standing.ts'

const tags = ['donations']
const done = { 200: answers('The donation', whole), ...problems }

export const list = createRoute({
  method: 'get',
  path: '/donations',
  tags,
  summary: 'The donations to your stores, the latest first',
  middleware: [may.be(...lookers)] as const,
  request: {
    query: z.object({
      before: anId.optional().openapi({ description: '`next` of the answer before' }),
      state: z.enum(donationStates).optional(),
    }),
  },
  responses: {
    200: answers('Donations', z.object({ donations: z.array(Donation), next: z.string().nullable() })),
    ...problems,
  },
})

export const mine = createRoute({
  method: 'get',
  path: '/donations/mine',
  tags,
  summary: 'What you gave and where it is; who received it is not told',
  middleware: [may.signedIn()] as const,
  responses: { 200: answers('Your donations', z.object({ given: z.array(Given) })), ...problems },
})

export const show = createRoute({
  method: 'get',
  path: '/donations/{id}',
  tags,
  summary: 'A donation to one of your stores, with where its pieces are',
  middleware: [may.be(...lookers)] as const,
  request: { params: one },
  responses: done,
})

export const enterDonor = createRoute({
  method: 'post',
  path: '/donors',
  tags,
  summary: 'Enter a donor; the Idempotency-Key becomes their id',
  middleware: [may.be(...handlers)] as const,
  request: {
    headers: idempotencyHeader,
    body: jsonBody(
      z.object({
        storeId: anId,
        kind: z.enum(donorKinds),
        name: line(60).optional(),
        phone: line(40).optional(),
        creditCode: line(18).optional(),
        wallName: line(30).optional().openapi({ description: 'Only with the donor’s consent' }),
      }),
    ),
  },
  responses: {
    201: answers('The donor', z.object({ donor: z.object({ id: z.string(), kind: z.enum(donorKinds) }) })),
    ...problems,
  },
})

export const open = createRoute({
  method: 'post',
  path: '/donations',
  tags,
  summary: 'Open a donation; the Idempotency-Key becomes its id. Lines are added before it is received',
  middleware: [may.be(...handlers)] as const,
  request: {
    headers: idempotencyHeader,
    body: jsonBody(
      z.object({
        donorId: anId,
        bodyId: anId.openapi({ description: 'The receiving body, an organization' }),
        storeId: anId,
        givenOn: z.iso.date(),
        note: line(500).optional(),
        receiptWaived: z.boolean().optional(),
      }),
    ),
  },
  responses: { 201: answers('The donation', whole), ...problems },
})

export const add = createRoute({
  method: 'post',
  path: '/donations/{id}/lines',
  tags,
  summary: 'Add what was counted or weighed; the Idempotency-Key becomes the line’s id',
  middleware: [may.be(...handlers)] as const,
  request: { params: one, headers: idempotencyHeader, body: jsonBody(NewLine) },
  responses: { 201: answers('The donation', whole), ...problems },
})

export const receive = createRoute({
  method: 'post',
  path: '/donations/{id}/receive',
  tags,
  summary: 'The receiving body has it: it gets its number, and no line changes any more',
  middleware: [may.be(...handlers)] as const,
  request: { params: one, headers: idempotencyHeader, body: jsonBody(z.object({ version })) },
  responses: done,
})

export const drop = createRoute({
  method: 'post',
  path: '/donations/{id}/lines/{lineId}/drop',
  tags,
  summary: 'Take a line out of a draft again',
  middleware: [may.be(...handlers)] as const,
  request: { params: oneLine, headers: idempotencyHeader },
  responses: done,
})

export const setAside = createRoute({
  method: 'post',
  path: '/donations/{id}/void',
  tags,
  summary: 'Take an entry back that was a mistake; its number stays used',
  middleware: [may.be(...handlers)] as const,
  request: { params: one, headers: idempotencyHeader, body: jsonBody(z.object({ version, reason: line(200) })) },
  responses: done,
})

export const inspect = createRoute({
  method: 'post',
  path: '/donations/{id}/inspect',
  tags,
  summary: 'Say what of it is not fit for use; goods go to a shelf after it',
  middleware: [may.be(...handlers)] as const,
  request: {
    params: one,
    headers: idempotencyHeader,
    body: jsonBody(
      z.object({
        version,
        rejected: z.record(anId, z.int().min(0).max(1_000_000)).default({}).openapi({ description: 'Line → pieces' }),
        why: line(200).optional(),
      }),
    ),
  },
  responses: done,
})

export const onShelf = createRoute({
  method: 'post',
  path: '/donations/{id}/lines/{lineId}/shelve',
  tags,
  summary: 'Put pieces on a store’s shelf; the Idempotency-Key becomes the stock lot’s id',
  middleware: [may.be('keeper', 'admin')] as const,
  request: {
    params: oneLine,
    headers: idempotencyHeader,
    body: jsonBody(z.object({ storeId: anId, quantity: pieces })),
  },
  responses: { 201: answers('The donation', whole), ...problems },
})

export const recall = createRoute({
  method: 'post',
  path: '/donations/{id}/lines/{lineId}/recall',
  tags,
  summary: 'Stop handing out a donation lot in every store; orders get their points back, holders are told',
  middleware: [may.be(...handlers)] as const,
  request: { params: oneLine, headers: idempotencyHeader, body: jsonBody(z.object({ reason: line(200) })) },
  responses: done,
})
