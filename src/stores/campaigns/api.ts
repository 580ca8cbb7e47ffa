import { once } from '../../../db/once.ts'
import { campaignModes, campaignStates, entryStates } from '../../../db/schema/campaigns.ts'
import { found } from '../../kit/refusal.ts'
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
import { may } from '../../web/guard.ts'
import { enterDraw, withdrawEntry } from '../draws/entries.ts'
import { drawFile } from '../draws/file.ts'
import { type Entry, entryOf, placeOf } from '../draws/queries.ts'
import { placeOrder } from '../orders/actions.ts'
import { OrderShown, shownOrder } from '../orders/api-shape.ts'
import { linesOf } from '../orders/queries.ts'
import { type Campaign, partsOf, publicCampaign, publicCampaigns, type StorePart } from './queries.ts'
import { sharesOf } from './rules.ts'

const instant = z.iso.datetime()

export const CampaignShown = z
  .object({
    id: z.string(),
    number: z.int(),
    title: z.string(),
    words: z.string(),
    itemId: z.string(),
    mode: z.enum(campaignModes),
    state: z.enum(campaignStates),
    areaId: z.string().openapi({ description: 'Whose residents may take part' }),
    perPerson: z.int(),
    shares: z.int().openapi({ description: 'How many people can have theirs' }),
    opensAt: instant,
    closesAt: instant.openapi({ description: 'The instant itself is too late' }),
    endsAt: instant,
    commitment: z
      .string()
      .nullable()
      .openapi({ description: 'Of a draw: SHA-256 of its secret. See `/campaigns/{id}/draw.json`' }),
    stores: z.array(z.object({ storeId: z.string(), quantity: z.int(), left: z.int() })),
  })
  .openapi('Campaign')

const EntryShown = z
  .object({
    number: z.int(),
    receipt: z.string().openapi({ description: 'Proves that the number is yours; keep it to yourself' }),
    storeId: z.string(),
    state: z.enum(entryStates),
    place: z.int().nullable().openapi({ description: 'In the drawn order' }),
    orderId: z.string().nullable(),
  })
  .openapi('DrawEntry')

const params = z.object({ id: z.string().max(100) })
const headers = idempotencyHeader
const storeId = z.string().min(1).max(100)
const ownEntry = { 200: answers('My entry', EntryShown), ...problems }

const DrawFile = z
  .object({
    format: z.literal('rongyu-draw-1'),
    number: z.int(),
    title: z.string(),
    perPerson: z.int(),
    state: z.enum(campaignStates),
    closesAt: instant,
    winners: z.int(),
    commitment: z.string().nullable(),
    entryCount: z.int().nullable(),
    entriesHash: z.string().nullable(),
    digestDay: z.string(),
    digest: z.string().nullable(),
    secret: z.string().nullable(),
    seed: z.string().nullable(),
    drawnAt: instant.nullable(),
    entries: z.array(z.object({ number: z.int(), seal: z.string() })),
    order: z.array(z.int()),
    passed: z.array(z.int()),
  })
  .openapi('DrawFile', { description: 'Everything anybody needs to recompute a draw, and nothing about a person' })

const draw = createRoute({
  method: 'get',
  path: '/campaigns/{id}/draw',
  tags: ['campaigns'],
  summary: 'A draw to recompute: commitment, list, digest, secret, seed and the drawn order, as far as they are out',
  middleware: [may.anyone()] as const,
  request: { params },
  responses: { 200: answers('The draw', DrawFile), ...problems },
})

const list = createRoute({
  method: 'get',
  path: '/campaigns',
  tags: ['campaigns'],
  summary: 'Scarce goods set aside: first come, first served, or by lot',
  middleware: [may.anyone()] as const,
  responses: { 200: answers('Campaigns', z.object({ campaigns: z.array(CampaignShown) })), ...problems },
})

const one = createRoute({
  method: 'get',
  path: '/campaigns/{id}',
  tags: ['campaigns'],
  summary: 'One campaign, and what is left of it at each store',
  middleware: [may.anyone()] as const,
  request: { params },
  responses: { 200: answers('The campaign', CampaignShown), ...problems },
})

const take = createRoute({
  method: 'post',
  path: '/campaigns/{id}/orders',
  tags: ['campaigns'],
  summary: 'Order from a campaign that is first come, first served',
  middleware: [may.signedIn()] as const,
  request: { params, headers, body: jsonBody(z.object({ storeId, quantity: z.int().min(1).max(100) })) },
  responses: { 201: answers('The order', OrderShown), ...problems },
})

const mine = createRoute({
  method: 'get',
  path: '/campaigns/{id}/entry',
  tags: ['campaigns'],
  summary: 'My entry in a draw, and how it went',
  middleware: [may.signedIn()] as const,
  request: { params },
  responses: ownEntry,
})

const enter = createRoute({
  method: 'post',
  path: '/campaigns/{id}/entry',
  tags: ['campaigns'],
  summary: 'Enter a draw: once each, points are held only when one wins',
  middleware: [may.signedIn()] as const,
  request: { params, headers, body: jsonBody(z.object({ storeId })) },
  responses: ownEntry,
})

const leave = createRoute({
  method: 'post',
  path: '/campaigns/{id}/entry/withdraw',
  tags: ['campaigns'],
  summary: 'Withdraw my entry before the draw closes',
  middleware: [may.signedIn()] as const,
  request: { params, headers },
  responses: ownEntry,
})

export const campaignsApi = newApi()
  .openapi(list, async (c) => {
    const campaigns = await publicCampaigns(c.var.db)
    const shown = await Promise.all(campaigns.map(async (one) => shownCampaign(one, await partsOf(c.var.db, one.id))))
    return c.json({ campaigns: shown }, 200)
  })
  .openapi(one, async (c) => {
    const campaign = await publicCampaign(c.var.db, c.req.valid('param').id)
    return c.json(shownCampaign(campaign, await partsOf(c.var.db, campaign.id)), 200)
  })
  .openapi(draw, async (c) => {
    const campaign = await publicCampaign(c.var.db, c.req.valid('param').id)
    return c.json(await drawFile(c.var.db, campaign), 200)
  })
  .openapi(take, async (c) => {
    const { db, atomically, actor, secrets, elder, now } = c.var
    const campaign = await publicCampaign(db, c.req.valid('param').id)
    const { storeId, quantity } = c.req.valid('json')
    const lines = [{ itemId: campaign.itemId, quantity }]
    const asked = { id: idempotencyKey(c), personId: actor.id, storeId, lines, campaignId: campaign.id, elder }
    const order = await atomically((tx) => placeOrder(tx, secrets, { ...asked, channel: 'online', actor, now: now() }))
    return c.json(await shownOrder(db, secrets, order, await linesOf(db, order.id)), 201)
  })
  .openapi(mine, async (c) => {
    const { db, actor } = c.var
    const campaign = await publicCampaign(db, c.req.valid('param').id)
    const entry = found(await entryOf(db, campaign.id, actor.id), 'entry_missing')
    return c.json(shownEntry(entry, await placeOf(db, entry)), 200)
  })
  .openapi(enter, async (c) => {
    const { atomically, actor, now } = c.var
    const asked = { id: idempotencyKey(c), campaignId: c.req.valid('param').id, storeId: c.req.valid('json').storeId }
    const entry = await atomically((tx) => enterDraw(tx, { ...asked, actor, now: now() }))
    return c.json(shownEntry(entry, undefined), 200)
  })
  .openapi(leave, async (c) => {
    const { atomically, actor, now } = c.var
    const campaignId = c.req.valid('param').id
    const act = { key: idempotencyKey(c), actorId: actor.id, content: ['withdraw', campaignId], now: now() }
    const entry = await atomically((tx) =>
      once(tx, act, async () => shownEntry(await withdrawEntry(tx, { campaignId, actor, now: now() }), undefined)),
    )
    return c.json(entry, 200)
  })

export function shownCampaign(campaign: Campaign, parts: readonly StorePart[]): z.output<typeof CampaignShown> {
  const { id, number, title, words, itemId, mode, state, areaId, perPerson, commitment } = campaign
  return {
    ...{ id, number, title, words, itemId, mode, state, areaId, perPerson, commitment },
    shares: sharesOf(parts, perPerson),
    opensAt: campaign.opensAt.toISOString(),
    closesAt: campaign.closesAt.toISOString(),
    endsAt: campaign.endsAt.toISOString(),
    stores: parts.map((part) => ({ storeId: part.storeId, quantity: part.quantity, left: part.left })),
  }
}

const shownEntry = (
  { number, receipt, storeId, state, orderId }: Entry,
  place: number | undefined,
): z.output<typeof EntryShown> => ({ number, receipt, storeId, state, orderId, place: place ?? null })
