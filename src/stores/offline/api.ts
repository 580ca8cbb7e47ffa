import type { Context } from 'hono'
import { Refusal } from '../../kit/refusal.ts'
import { type Store, storeById } from '../../stock/queries.ts'
import { answers, createRoute, jsonBody, newApi, problems, z } from '../../web/api.ts'
import type { Env } from '../../web/env.ts'
import { formId } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { sentenceOf } from '../../web/words.ts'
import { isGood, type Outcome } from '../counter/rules.ts'
import { orderById } from '../orders/queries.ts'
import { keepUncovered, type QueuedHandOver, receiveHandOver, receiveRefused } from './actions.ts'
import { offlineKit } from './kit.ts'
import { discrepancyOf, keptLately } from './queries.ts'
import { deviceRefusals } from './rules.ts'

const text = z.string()

const Kit = z
  .object({
    keeperId: text,
    now: z.iso.datetime(),
    key: z.record(text, z.unknown()).openapi({ description: 'Public Ed25519 key as a JWK' }),
    stores: z.array(
      z.object({
        ...{ id: text, name: text, handle: text, proofKey: text },
        onTheirWay: z.array(text).openapi({ description: 'Order numbers that somebody brings to a door' }),
        goods: z.array(z.object({ handle: text, id: text, name: text, unit: text })),
      }),
    ),
    proof: z.object({ digits: z.int(), triesMax: z.int(), lockedMinutes: z.int() }),
    sentences: z.record(text, z.object({ zh: text, en: text })),
  })
  .openapi('OfflineKit')

const kit = createRoute({
  method: 'get',
  path: '/counter/offline-kit',
  tags: ['counter'],
  summary: 'What a counter keeps with it to hand over without network',
  middleware: [may.be('keeper')] as const,
  responses: { 200: answers('The kit', Kit), ...problems },
})

const scansMax = 50
const piecesMax = 1000

const about = {
  id: formId.openapi({ description: 'The device’s id of this scan: the same one again gets the first answer' }),
  storeId: z.string().min(1).max(100),
  read: z.string().max(20_000),
  claimedAt: z.iso.datetime().openapi({ description: 'By the device’s clock' }),
}

const lines = z
  .array(z.object({ itemId: z.string().min(1).max(100), quantity: z.int().min(0).max(piecesMax) }))
  .max(200)

const Queued = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('hand_over'),
    ...about,
    lines: lines.openapi({ description: 'What left the shelf; `itemId` is the item’s id or its handle in the code' }),
    proofChecked: z.boolean().default(false),
  }),
  z.object({ act: z.literal('refused'), ...about, refused: z.enum(deviceRefusals) }),
])

const Result = z.object({
  id: text,
  outcome: text.openapi({ description: '`handed_over`, a refused scan’s own code, or why it was refused' }),
  sentence: text,
  kept: z.boolean().openapi({ description: 'Whether it is on record: false means that it was not taken in at all' }),
  orderAct: z.int().nullable(),
  discrepancyId: text.nullable(),
})

const receive = createRoute({
  method: 'post',
  path: '/counter/offline-scans',
  tags: ['counter'],
  summary: 'Send what a counter scanned and handed over without network',
  description:
    'A queued hand-over has happened, so it is kept whatever the order has become meanwhile. What no order covers is a ' +
    'discrepancy that staff settle. Each scan is taken in once, by its own id, and alone: one that fails stops no other.',
  middleware: [may.signedIn()] as const,
  request: {
    body: jsonBody(
      z.object({
        keeperId: z.string().min(1).max(100).openapi({ description: 'Whose device queued them' }),
        scans: z.array(Queued).min(1).max(scansMax),
      }),
    ),
  },
  responses: { 200: answers('What came of each', z.object({ results: z.array(Result) })), ...problems },
})

export const offlineApi = newApi()
  .openapi(kit, async (c) => {
    const { db, secrets, actor, words, now } = c.var
    return c.json(await offlineKit(db, secrets, { keeper: actor, words, now: now() }), 200)
  })
  .openapi(receive, async (c) => {
    const { keeperId, scans } = c.req.valid('json')
    // Somebody else signed in on the device meanwhile: what another keeper did is not theirs to send.
    if (keeperId !== c.var.actor.id) throw new Refusal('conflict', 'other_keeper')
    const results: z.output<typeof Result>[] = []
    for (const scan of scans) results.push(await received(c, scan))
    return c.json({ results }, 200)
  })

type C = Context<Env>
type QueuedInput = z.output<typeof Queued>

async function received(c: C, scan: QueuedInput): Promise<z.output<typeof Result>> {
  const { db, actor } = c.var
  try {
    const store = await storeKeptLately(c, scan.storeId)
    const outcome = await takenIn(c, scan, store)
    const order = outcome.orderId ? await orderById(db, outcome.orderId) : undefined
    const discrepancy = await discrepancyOf(db, actor.id, scan.id)
    const short = discrepancy && isGood(outcome) ? 'offline_not_waiting' : outcome.outcome
    const sentence = isGood(outcome) && !discrepancy ? '' : sentenceIn(c, short, outcome.details)
    const ids = { orderAct: order?.acts ?? null, discrepancyId: discrepancy?.id ?? null }
    return { id: scan.id, outcome: outcome.outcome, sentence, kept: true, ...ids }
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.kind === 'busy') throw refusal
    const sentence = sentenceIn(c, refusal.code, refusal.details)
    return { id: scan.id, outcome: refusal.code, sentence, kept: false, orderAct: null, discrepancyId: null }
  }
}

const sentenceIn = (c: C, code: string, details: Record<string, unknown>) =>
  sentenceOf(c.var.words, code, details, c.var.lang)

/** @throws Refusal `store_missing`, `not_your_store` */
async function storeKeptLately(c: C, storeId: string): Promise<Store> {
  const { db, actor, now } = c.var
  const store = await storeById(db, storeId)
  if (!(await keptLately(db, store, actor.id, now()))) throw new Refusal('forbidden', 'not_your_store')
  return store
}

async function takenIn(c: C, { id, read, ...scan }: QueuedInput, store: Store): Promise<Outcome> {
  const { atomically, secrets, actor, now } = c.var
  const queued = { id, read, store, keeper: actor, claimedAt: new Date(scan.claimedAt), now: now() }
  if (scan.act === 'refused') {
    const { refused } = scan
    return atomically((tx) => receiveRefused(tx, secrets, { ...queued, refused }))
  }
  const pieces = Object.fromEntries(scan.lines.map(({ itemId, quantity }) => [itemId, quantity]))
  return handOverOnce(c, { ...queued, pieces, isProofChecked: scan.proofChecked })
}

/** What a rule undid (goods recalled meanwhile) has happened all the same, and is written down as such. */
async function handOverOnce(c: C, queued: QueuedHandOver): Promise<Outcome> {
  const { atomically, secrets } = c.var
  try {
    return await atomically((tx) => receiveHandOver(tx, secrets, queued))
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.kind !== 'conflict' || refusal.code === 'same_id_other_content')
      throw refusal
    return atomically((tx) => keepUncovered(tx, secrets, queued, refusal))
  }
}
