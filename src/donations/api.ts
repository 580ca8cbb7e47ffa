import type { Context } from 'hono'
import { donorKinds } from '../../db/schema/donations.ts'
import { answers, createRoute, idempotencyHeader, idempotencyKey, jsonBody, newApi, problems, z } from '../web/api.ts'
import type { Env } from '../web/env.ts'
import { may } from '../web/guard.ts'
import {
  anId,
  Donation,
  fieldsOf,
  Given,
  NewLine,
  one,
  oneLine,
  pieces,
  reached,
  shown,
  shownLine,
  text,
  version,
  whole,
} from './api-shape.ts'
import { changesOf, useNow } from './changes/queries.ts'
import { addDonor } from './donors/actions.ts'
import { donorsOfPerson } from './donors/queries.ts'
import { addLine, inspectDonation, openDonation, recallLine, receiveDonation } from './intake/actions.ts'
import {
  type Donation as DonationRow,
  donationForStaff,
  donationsOfDonors,
  donationsSeenBy,
  linesOfAll,
} from './intake/queries.ts'
import { shelve } from './intake/shelving.ts'
import { nowhere } from './rules.ts'
import { handlers, lookers } from './standing.ts'
import { collectedFrom, placesOf } from './where/queries.ts'

const tags = ['donations']
const done = { 200: answers('The donation', whole), ...problems }

const list = createRoute({
  method: 'get',
  path: '/donations',
  tags,
  summary: 'The donations to your stores, the latest first',
  middleware: [may.be(...lookers)] as const,
  request: { query: z.object({ before: anId.optional().openapi({ description: '`next` of the answer before' }) }) },
  responses: {
    200: answers('Donations', z.object({ donations: z.array(Donation), next: z.string().nullable() })),
    ...problems,
  },
})

const mine = createRoute({
  method: 'get',
  path: '/donations/mine',
  tags,
  summary: 'What you gave and where it is; who received it is not told',
  middleware: [may.signedIn()] as const,
  responses: { 200: answers('Your donations', z.object({ given: z.array(Given) })), ...problems },
})

const show = createRoute({
  method: 'get',
  path: '/donations/{id}',
  tags,
  summary: 'A donation to one of your stores, with where its pieces are',
  middleware: [may.be(...lookers)] as const,
  request: { params: one },
  responses: done,
})

const enterDonor = createRoute({
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
        name: text(60).optional(),
        phone: text(40).optional(),
        creditCode: text(18).optional(),
        wallName: text(30).optional().openapi({ description: 'Only with the donor’s consent' }),
      }),
    ),
  },
  responses: {
    201: answers('The donor', z.object({ donor: z.object({ id: z.string(), kind: z.enum(donorKinds) }) })),
    ...problems,
  },
})

const open = createRoute({
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
        note: text(500).optional(),
        receiptWaived: z.boolean().optional(),
      }),
    ),
  },
  responses: { 201: answers('The donation', whole), ...problems },
})

const add = createRoute({
  method: 'post',
  path: '/donations/{id}/lines',
  tags,
  summary: 'Add what was counted or weighed; the Idempotency-Key becomes the line’s id',
  middleware: [may.be(...handlers)] as const,
  request: { params: one, headers: idempotencyHeader, body: jsonBody(NewLine) },
  responses: { 201: answers('The donation', whole), ...problems },
})

const receive = createRoute({
  method: 'post',
  path: '/donations/{id}/receive',
  tags,
  summary: 'The receiving body has it: it gets its number, and no line changes any more',
  middleware: [may.be(...handlers)] as const,
  request: { params: one, headers: idempotencyHeader, body: jsonBody(z.object({ version })) },
  responses: done,
})

const inspect = createRoute({
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
        why: text(200).optional(),
      }),
    ),
  },
  responses: done,
})

const onShelf = createRoute({
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

const recall = createRoute({
  method: 'post',
  path: '/donations/{id}/lines/{lineId}/recall',
  tags,
  summary: 'Stop handing out a donation lot in every store; orders get their points back, holders are told',
  middleware: [may.be(...handlers)] as const,
  request: { params: oneLine, headers: idempotencyHeader, body: jsonBody(z.object({ reason: text(200) })) },
  responses: done,
})

export const donationsApi = newApi()
  .openapi(list, async (c) => {
    const { rows, next } = await donationsSeenBy(c.var.db, c.var.actor, c.req.valid('query').before)
    return c.json({ donations: rows.map(shown), next: next ?? null }, 200)
  })
  .openapi(mine, async (c) => {
    const { db, actor } = c.var
    const donors = await donorsOfPerson(db, actor.id)
    const donations = await donationsOfDonors(
      db,
      donors.map(({ id }) => id),
    )
    return c.json({ given: await followed(c, donations) }, 200)
  })
  .openapi(show, async (c) => c.json(await wholeOf(c, c.req.valid('param').id), 200))
  .openapi(enterDonor, async (c) => {
    const { atomically, secrets, actor, now } = c.var
    const { storeId, ...fields } = c.req.valid('json')
    const donor = { id: idempotencyKey(c), storeId, fields, actor, now: now() }
    const { id, kind } = await atomically((tx) => addDonor(tx, secrets, donor))
    return c.json({ donor: { id, kind } }, 201)
  })
  .openapi(open, async (c) => {
    const { atomically, actor, now } = c.var
    const asked = { id: idempotencyKey(c), ...c.req.valid('json'), actor, now: now() }
    const { id } = await atomically((tx) => openDonation(tx, asked))
    return c.json(await wholeOf(c, id), 201)
  })
  .openapi(add, async (c) => {
    const { atomically, actor, now } = c.var
    const { id: donationId } = c.req.valid('param')
    const line = { id: idempotencyKey(c), donationId, fields: fieldsOf(c.req.valid('json')), actor, now: now() }
    await atomically((tx) => addLine(tx, line))
    return c.json(await wholeOf(c, donationId), 201)
  })
  .openapi(receive, async (c) => {
    const { atomically, actor, now } = c.var
    const { id: donationId } = c.req.valid('param')
    const { version } = c.req.valid('json')
    await atomically((tx) => receiveDonation(tx, { donationId, version, actor, now: now() }))
    return c.json(await wholeOf(c, donationId), 200)
  })
  .openapi(inspect, async (c) => {
    const { atomically, actor, now } = c.var
    const { id: donationId } = c.req.valid('param')
    const { why = '', ...found } = c.req.valid('json')
    await atomically((tx) => inspectDonation(tx, { donationId, why, ...found, actor, now: now() }))
    return c.json(await wholeOf(c, donationId), 200)
  })
  .openapi(onShelf, async (c) => {
    const { atomically, actor, now } = c.var
    const { id, lineId } = c.req.valid('param')
    const lot = { id: idempotencyKey(c), donationId: id, lineId, ...c.req.valid('json'), actor, now: now() }
    await atomically((tx) => shelve(tx, lot))
    return c.json(await wholeOf(c, id), 201)
  })
  .openapi(recall, async (c) => {
    const { atomically, actor, now } = c.var
    const { id: donationId, lineId } = c.req.valid('param')
    const asked = { id: idempotencyKey(c), donationId, lineId, ...c.req.valid('json'), actor, now: now() }
    await atomically((tx) => recallLine(tx, asked))
    return c.json(await wholeOf(c, donationId), 200)
  })

async function wholeOf(c: Context<Env>, id: string) {
  const { donation } = await donationForStaff(c.var.db, id, c.var.actor)
  const { lines } = await linesWithPlaces(c, [id])
  return { donation: shown(donation), lines: lines.map(({ line }) => line) }
}

async function followed(c: Context<Env>, donations: DonationRow[]) {
  const { lines, collected } = await linesWithPlaces(
    c,
    donations.map(({ id }) => id),
  )
  return donations.map((donation) => ({
    donation: shown(donation),
    lines: lines
      .filter(({ donationId }) => donationId === donation.id)
      .map(({ line }) => ({ ...line, ...reached(collected.get(line.id) ?? []) })),
  }))
}

async function linesWithPlaces({ var: { db, now } }: Context<Env>, donationIds: string[]) {
  const lines = await linesOfAll(db, donationIds)
  const ids = lines.map(({ id }) => id)
  const [places, changes] = [await placesOf(db, lines, now()), await changesOf(db, ids)]
  const rows = lines.map((line) => ({
    donationId: line.donationId,
    line: {
      ...shownLine(useNow(line, changes.get(line.id))),
      places: line.kind === 'goods' ? (places.get(line.id) ?? nowhere) : null,
    },
  }))
  return { lines: rows, collected: await collectedFrom(db, ids) }
}
