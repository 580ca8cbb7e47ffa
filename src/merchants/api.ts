import {
  checkKinds,
  honestyLevels,
  merchantKinds,
  merchantStates,
  paymentStates,
  scoreParts,
} from '../../db/schema/merchants.ts'
import { areaById } from '../areas/queries.ts'
import { answers, createRoute, idempotencyHeader, idempotencyKey, jsonBody, newApi, problems, z } from '../web/api.ts'
import { may } from '../web/guard.ts'
import { declinePayment, refundPayment } from './payments/actions.ts'
import { confirmationsOf, scansAtShop } from './payments/limits.ts'
import { ownPayment, type Payment } from './payments/queries.ts'
import { askAtCounter, confirmOnPhone } from './payments/refusals.ts'
import { listedMerchants, merchantByNumber } from './public/queries.ts'
import { ownMerchantsJudged } from './queries.ts'
import { scoreNow } from './score/queries.ts'

const tags = ['Merchants']

const Part = z
  .object({
    part: z.enum(scoreParts),
    points: z.int(),
    max: z.int(),
    facts: z.array(
      z.object({
        kind: z.string().openapi({ description: `licence, complaint, service, or a check: ${checkKinds.join(', ')}` }),
        id: z.string(),
        result: z.string(),
        day: z.string(),
        points: z.int().optional(),
      }),
    ),
  })
  .openapi('MerchantScorePart')

const Listed = z
  .object({
    number: z.string(),
    name: z.string(),
    kind: z.enum(merchantKinds),
    address: z.string(),
    area: z.string(),
    state: z.enum(merchantStates),
    score: z.int().nullable(),
    level: z.enum(honestyLevels).nullable(),
    parts: z.array(Part).nullable(),
  })
  .openapi('Merchant')

const PaymentShape = z
  .object({
    id: z.string(),
    number: z.string(),
    merchantId: z.string(),
    points: z.int(),
    state: z.enum(paymentStates),
    askedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    paidAt: z.iso.datetime().nullable(),
    refundedAt: z.iso.datetime().nullable(),
  })
  .openapi('MerchantPayment')

const paymentJson = ({ id, number, merchantId, points, state, askedAt, expiresAt, paidAt, refundedAt }: Payment) => ({
  ...{ id, number, merchantId, points, state, askedAt: askedAt.toISOString(), expiresAt: expiresAt.toISOString() },
  paidAt: paidAt?.toISOString() ?? null,
  refundedAt: refundedAt?.toISOString() ?? null,
})

const byId = z.object({ id: z.string().min(1).max(100) })

const list = createRoute({
  method: 'get',
  path: '/merchants',
  tags,
  summary: 'Honest merchants whose owners agreed to be listed, the best first',
  middleware: [may.anyone()] as const,
  responses: { 200: answers('At most 300', z.object({ merchants: z.array(Listed) })), ...problems },
})

const one = createRoute({
  method: 'get',
  path: '/merchants/{number}',
  tags,
  summary: 'A merchant by the number on its plate; the score where its owner agreed',
  middleware: [may.anyone()] as const,
  request: { params: z.object({ number: z.string().max(40) }) },
  responses: { 200: answers('The merchant', Listed), ...problems },
})

const mine = createRoute({
  method: 'get',
  path: '/me/merchants',
  tags,
  summary: 'Your own shops with what the city can say about them',
  middleware: [may.signedIn()] as const,
  responses: {
    200: answers(
      'The newest first',
      z.object({
        merchants: z.array(
          z.object({
            id: z.string(),
            number: z.string(),
            name: z.string(),
            unifiedCode: z.string(),
            state: z.enum(merchantStates),
            score: z.int().nullable(),
            level: z.enum(honestyLevels).nullable(),
            parts: z.array(Part).nullable(),
            upheldComplaints: z.int().nullable(),
            licenceUntil: z.string().nullable(),
          }),
        ),
      }),
    ),
    ...problems,
  },
})

const ask = createRoute({
  method: 'post',
  path: '/merchants/{id}/payments',
  tags,
  summary: 'At the counter: ask for points with the code that somebody shows',
  middleware: [may.be('merchant')] as const,
  request: {
    params: byId,
    headers: idempotencyHeader,
    body: jsonBody(
      z.object({
        code: z.string().min(1).max(200),
        points: z.int().min(1).max(100_000),
        pin: z.string().max(20).optional().openapi({ description: 'For a paper card, which is paid at once' }),
      }),
    ),
  },
  responses: { 200: answers('Asked, or with a card paid', PaymentShape), ...problems },
})

const refund = createRoute({
  method: 'post',
  path: '/merchants/{id}/payments/{paymentId}/refund',
  tags,
  summary: 'Give all of a payment back, on the same day',
  middleware: [may.be('merchant')] as const,
  request: { params: byId.extend({ paymentId: z.string().min(1).max(100) }) },
  responses: { 204: { description: 'Given back' }, ...problems },
})

const look = createRoute({
  method: 'get',
  path: '/me/merchant-payments/{id}',
  tags,
  summary: 'What a merchant asks you for',
  middleware: [may.signedIn()] as const,
  request: { params: byId },
  responses: { 200: answers('The payment', PaymentShape), ...problems },
})

const confirm = createRoute({
  method: 'post',
  path: '/me/merchant-payments/{id}/confirm',
  tags,
  summary: 'Pay what a merchant asks for; again, it is the same payment',
  middleware: [may.signedIn()] as const,
  request: { params: byId },
  responses: { 200: answers('Paid', PaymentShape), ...problems },
})

const decline = createRoute({
  method: 'post',
  path: '/me/merchant-payments/{id}/decline',
  tags,
  summary: 'Do not pay it',
  middleware: [may.signedIn()] as const,
  request: { params: byId },
  responses: { 204: { description: 'Declined' }, ...problems },
})

export const merchantsApi = newApi()
  .openapi(list, async (c) => {
    const rows = await listedMerchants(c.var.db, c.var.now())
    const merchants = rows.map(
      ({ merchant: { number, name, kind, address, state }, areaName, score, level, parts }) => ({
        ...{ number, name, kind, address, state, score, level, parts: [...parts] },
        area: areaName,
      }),
    )
    return c.json({ merchants: merchants.map(listedJson) }, 200)
  })
  .openapi(one, async (c) => {
    const { db } = c.var
    const merchant = await merchantByNumber(db, c.req.valid('param').number)
    const { number, name, kind, address, state } = merchant
    const isShown = merchant.isListed && state === 'active'
    const shown = isShown ? await scoreNow(db, merchant, c.var.now()) : { score: null, level: null, parts: null }
    const area = (await areaById(db, merchant.areaId)).name
    return c.json(listedJson({ ...shown, number, name, kind, address, state, area }), 200)
  })
  .openapi(mine, async (c) => {
    const { db, actor } = c.var
    const merchants = (await ownMerchantsJudged(db, actor.id, c.var.now())).map(({ merchant, judged }) => {
      const { id, number, name, unifiedCode, state, licenceUntil } = merchant
      return {
        ...{ id, number, name, unifiedCode, state, licenceUntil },
        score: judged?.score ?? null,
        level: judged?.level ?? null,
        parts: judged ? partsJson(judged.parts) : null,
        upheldComplaints: judged?.upheldComplaints ?? null,
      }
    })
    return c.json({ merchants }, 200)
  })
  .openapi(ask, async (c) => {
    const { atomically, secrets, actor, now } = c.var
    await scansAtShop(c, actor.id)
    const asked = {
      ...c.req.valid('json'),
      id: idempotencyKey(c),
      merchantId: c.req.valid('param').id,
      actor,
      now: now(),
    }
    return c.json(paymentJson(await askAtCounter(atomically, secrets, asked)), 200)
  })
  .openapi(refund, async (c) => {
    const { atomically, actor, now } = c.var
    const { id: merchantId, paymentId } = c.req.valid('param')
    await atomically((tx) => refundPayment(tx, { merchantId, paymentId, actor, now: now() }))
    return c.body(null, 204)
  })
  .openapi(look, async (c) => {
    const { payment } = await ownPayment(c.var.db, c.req.valid('param').id, c.var.actor.id)
    return c.json(paymentJson(payment), 200)
  })
  .openapi(confirm, async (c) => {
    const { atomically, secrets, actor, now } = c.var
    await confirmationsOf(c, actor.id)
    const paymentId = c.req.valid('param').id
    return c.json(paymentJson(await confirmOnPhone(atomically, secrets, { paymentId, actor, now: now() })), 200)
  })
  .openapi(decline, async (c) => {
    const { atomically, actor, now } = c.var
    const paymentId = c.req.valid('param').id
    await atomically((tx) => declinePayment(tx, { paymentId, actor, now: now() }))
    return c.body(null, 204)
  })

type Shown = z.output<typeof Listed>
type PartLike = NonNullable<Shown['parts']>[number]

const partsJson = (
  parts: readonly {
    part: PartLike['part']
    points: number
    max: number
    facts: readonly PartLike['facts'][number][]
  }[],
) => parts.map(({ part, points, max, facts }) => ({ part, points, max, facts: [...facts] }))

const listedJson = ({ parts, ...rest }: Omit<Shown, 'parts'> & { parts: Parameters<typeof partsJson>[0] | null }) => ({
  ...rest,
  // The owner's hours are told as a sum; which they were is nobody's business.
  parts: parts && partsJson(parts).map((one) => (one.part === 'service' ? { ...one, facts: [] } : one)),
})
