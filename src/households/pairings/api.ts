import type { Context } from 'hono'
import { pairingStates } from '../../../db/schema/households.ts'
import { personNamed } from '../../people/named.ts'
import {
  answers,
  createRoute,
  idempotencyHeader as headers,
  idempotencyKey,
  jsonBody,
  newApi,
  problems,
  z,
} from '../../web/api.ts'
import type { Env } from '../../web/env.ts'
import { line, lines, optional, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { acted } from '../acting.ts'
import { offerGift } from '../gifts/actions.ts'
import { offerGoods } from '../goods/actions.ts'
import { agreeToPairing, approvePairing, noteVisit, proposePairing, refusePairing, stopPairing } from './actions.ts'
import { type PairingView, pairingSeenBy, pairingsOf, type Visit, visitsOf } from './queries.ts'

const text = z.string()
const tags = ['pairings']
const calendarDay = z.iso.date()
const params = z.object({ id: z.string().max(200) })
const version = whole(1, 1_000_000)
const words = optional(line(100))

const PairingShown = z
  .object({
    id: text,
    household: text,
    supporter: text,
    organization: text.nullable(),
    duty: text,
    startsOn: calendarDay,
    endsOn: calendarDay,
    state: z.enum(pairingStates),
    supporterAgreed: z.boolean(),
    householdAgreed: z.boolean(),
    version: z.int().openapi({ description: 'To be sent with an approval' }),
  })
  .openapi('SupportPairing')

const WithVisits = PairingShown.extend({
  visits: z.array(z.object({ visitedOn: calendarDay, words: text })),
}).openapi('SupportPairingWithVisits')

const pairing = { 200: answers('The pairing', WithVisits), ...problems }
const offered = { 200: answers('The gift’s id', z.object({ giftId: text })), ...problems }

const mine = createRoute({
  method: 'get',
  path: '/pairings',
  tags,
  summary: 'Households that I support',
  middleware: [may.signedIn()] as const,
  responses: { 200: answers('Pairings', z.object({ pairings: z.array(PairingShown) })), ...problems },
})

const one = createRoute({
  method: 'get',
  path: '/pairings/{id}',
  tags,
  summary: 'A pairing with its visits, for its supporter, the household and the staff around it',
  middleware: [may.signedIn()] as const,
  request: { params },
  responses: pairing,
})

const propose = createRoute({
  method: 'post',
  path: '/households/{id}/pairings',
  tags,
  summary: 'Propose who supports a household; both sides are asked',
  middleware: [may.be('clerk', 'admin')] as const,
  request: {
    params,
    headers,
    body: jsonBody(
      z.object({
        supporter: line(100).openapi({ description: 'Phone, card number, or the code they show' }),
        organizationId: optional(z.string().min(1).max(200)),
        duty: lines(500),
        startsOn: calendarDay,
        endsOn: calendarDay,
        paper: optional(line(200)).openapi({ description: 'Where the household’s consent on paper lies' }),
      }),
    ),
  },
  responses: pairing,
})

const agree = createRoute({
  method: 'post',
  path: '/pairings/{id}/agree',
  tags,
  summary: 'Agree as its supporter or as the head of the household; relatives are not paired',
  middleware: [may.signedIn()] as const,
  request: { params, headers, body: jsonBody(z.object({ areRelatives: z.boolean() })) },
  responses: pairing,
})

const approve = createRoute({
  method: 'post',
  path: '/pairings/{id}/approve',
  tags,
  summary: 'Approve it as a second member of staff',
  middleware: [may.be('clerk', 'reviewer', 'admin')] as const,
  request: { params, headers, body: jsonBody(z.object({ version })) },
  responses: pairing,
})

const stop = createRoute({
  method: 'post',
  path: '/pairings/{id}/{step}',
  tags,
  summary: 'Say no before it begins, or end it; staff give a reason',
  middleware: [may.signedIn()] as const,
  request: {
    params: params.extend({ step: z.enum(['refuse', 'end']) }),
    headers,
    body: jsonBody(z.object({ reason: optional(lines(500)) })),
  },
  responses: pairing,
})

const visit = createRoute({
  method: 'post',
  path: '/pairings/{id}/visits',
  tags,
  summary: 'Note a visit, as the supporter',
  middleware: [may.signedIn()] as const,
  request: { params, headers, body: jsonBody(z.object({ visitedOn: calendarDay, words: lines(1000) })) },
  responses: pairing,
})

const give = createRoute({
  method: 'post',
  path: '/pairings/{id}/gifts',
  tags,
  summary: 'Offer the household points; they are held until it answers',
  middleware: [may.signedIn()] as const,
  request: { params, headers, body: jsonBody(z.object({ points: whole(1, 100_000), words })) },
  responses: offered,
})

const linesMax = 50
const piecesMax = 100

const giveGoods = createRoute({
  method: 'post',
  path: '/pairings/{id}/goods',
  tags,
  summary: 'Offer the household goods, at today’s price; they are kept until it answers',
  middleware: [may.signedIn()] as const,
  request: {
    params,
    headers,
    body: jsonBody(
      z.object({
        storeId: z.string().min(1).max(100),
        lines: z
          .array(z.object({ itemId: z.string().min(1).max(100), quantity: z.int().min(1).max(piecesMax) }))
          .min(1)
          .max(linesMax),
        words,
      }),
    ),
  },
  responses: offered,
})

export const pairingsApi = newApi()
  .openapi(mine, async (c) => {
    const pairings = await pairingsOf(c.var.db, c.var.actor.id)
    return c.json({ pairings: pairings.map(shownPairing) }, 200)
  })
  .openapi(one, async (c) => c.json(await seen(c, c.req.valid('param').id), 200))
  .openapi(propose, async (c) => {
    const { id: householdId } = c.req.valid('param')
    const { supporter, ...input } = c.req.valid('json')
    const { id: supporterId } = await personNamed(c, supporter, 'supporter')
    const asked = { ...input, householdId, supporterId }
    const { id } = await acted(c, ['pair', asked], async (tx, by) => {
      const made = await proposePairing(tx, { ...asked, ...by })
      return { id: made.id }
    })
    return c.json(await seen(c, id), 200)
  })
  .openapi(agree, async (c) => {
    const { id } = c.req.valid('param')
    const { areRelatives } = c.req.valid('json')
    await acted(c, ['agree', id, areRelatives], (tx, { actor, now }) =>
      agreeToPairing(tx, { id, areRelatives, actor, now }).then(() => null),
    )
    return c.json(await seen(c, id), 200)
  })
  .openapi(approve, async (c) => {
    const { id } = c.req.valid('param')
    const { version: known } = c.req.valid('json')
    await acted(c, ['approve', id, known], (tx, { actor, now }) =>
      approvePairing(tx, { id, version: known, actor, now }).then(() => null),
    )
    return c.json(await seen(c, id), 200)
  })
  .openapi(visit, async (c) => {
    const { id } = c.req.valid('param')
    const input = c.req.valid('json')
    await acted(c, ['visit', id, input], (tx, { id: visitId, actor, now }) =>
      noteVisit(tx, { id, visitId, ...input, photos: [], actor, now }).then(() => null),
    )
    return c.json(await seen(c, id), 200)
  })
  .openapi(give, async (c) => {
    const { atomically, actor, now } = c.var
    const offer = { ...c.req.valid('json'), id: idempotencyKey(c), pairingId: c.req.valid('param').id }
    const { id: giftId } = await atomically((tx) => offerGift(tx, { ...offer, actor, now: now() }))
    return c.json({ giftId }, 200)
  })
  .openapi(giveGoods, async (c) => {
    const { atomically, actor, now } = c.var
    const offer = { ...c.req.valid('json'), id: idempotencyKey(c), pairingId: c.req.valid('param').id }
    const { id: giftId } = await atomically((tx) => offerGoods(tx, { ...offer, actor, now: now() }))
    return c.json({ giftId }, 200)
  })
  .openapi(stop, async (c) => {
    const { id, step } = c.req.valid('param')
    const { reason } = c.req.valid('json')
    const end = step === 'end' ? stopPairing : refusePairing
    await acted(c, [step, id, reason], (tx, { actor, now }) => end(tx, { id, reason, actor, now }).then(() => null))
    return c.json(await seen(c, id), 200)
  })

async function seen({ var: { db, actor } }: Context<Env>, id: string): Promise<z.output<typeof WithVisits>> {
  const view = await pairingSeenBy(db, id, actor)
  return { ...shownPairing(view), visits: (await visitsOf(db, id)).map(shownVisit) }
}

const shownVisit = ({ visitedOn, words: said }: Visit) => ({ visitedOn, words: said })

function shownPairing(view: Omit<PairingView, 'parts'>): z.output<typeof PairingShown> {
  const { id, duty, startsOn, endsOn, state, version: counted } = view.pairing
  return {
    ...{ id, duty, startsOn, endsOn, state, version: counted },
    household: view.household.name,
    supporter: view.supporterName,
    organization: view.organizationName,
    supporterAgreed: view.pairing.supporterAgreedAt !== null,
    householdAgreed: view.pairing.householdAgreedAt !== null,
  }
}
