import { giftStates } from '../../../db/schema/households.ts'
import { found } from '../../kit/refusal.ts'
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
import { line, optional, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { acted } from '../acting.ts'
import type { Ordering, PlaceOrder } from '../goods/ordering.ts'
import { householdOf } from '../homes/queries.ts'
import { charityFigures } from '../pool/queries.ts'
import type { Told } from '../pool/rules.ts'
import { answerGift, giveToPool } from './actions.ts'
import { type Gift, giftById, giftsOf, giftsTo } from './queries.ts'

const text = z.string()
const tags = ['charity']

const Sum = z
  .union([z.object({ points: z.int(), count: z.int() }), z.literal('few')])
  .nullable()
  .openapi('CharitySum', { description: 'Of how many givers or households; `few` while fewer than five are concerned' })

const sums = { given: Sum, paid: Sum, direct: Sum }

const figures = createRoute({
  method: 'get',
  path: '/charity',
  tags,
  summary: 'What was given until the end of last month, in sums of five or more',
  middleware: [may.anyone()] as const,
  responses: {
    200: answers(
      'Sums by community',
      z.object({
        month: text.openapi({ description: 'The month that runs: nothing of it is told yet' }),
        communities: z.array(z.object({ name: text, ...sums })),
        elsewhere: z.object(sums),
      }),
    ),
    ...problems,
  },
})

const GiftShown = z
  .object({
    id: text,
    kind: z.enum(['pool', 'points', 'goods']),
    points: z.int(),
    words: text,
    storeId: text.nullable(),
    goods: z.array(z.object({ itemId: text, name: text, unit: text, quantity: z.int(), pricePoints: z.int() })),
    state: z.enum(giftStates),
    offeredAt: z.iso.datetime(),
    lapsesAt: z.iso.datetime(),
  })
  .openapi('Gift')

const gifts = { 200: answers('Gifts, newest first', z.object({ gifts: z.array(GiftShown) })), ...problems }
const gift = { 200: answers('The gift', GiftShown), ...problems }

const mine = createRoute({
  method: 'get',
  path: '/charity/gifts',
  tags,
  summary: 'What I gave',
  middleware: [may.signedIn()] as const,
  responses: gifts,
})

const toPool = createRoute({
  method: 'post',
  path: '/charity/gifts',
  tags,
  summary: 'Give points to the charity pool of my community, for good',
  middleware: [may.signedIn()] as const,
  request: { headers, body: jsonBody(z.object({ points: whole(1, 100_000) })) },
  responses: gift,
})

const toUs = createRoute({
  method: 'get',
  path: '/household/gifts',
  tags,
  summary: 'What was offered to my household',
  middleware: [may.signedIn()] as const,
  responses: gifts,
})

const answer = createRoute({
  method: 'post',
  path: '/gifts/{id}/answer',
  tags,
  summary: 'Accept or decline an offer as the household’s head; withdraw one’s own',
  description: 'Staff answer with a reason for a head who agreed on paper.',
  middleware: [may.signedIn()] as const,
  request: {
    params: z.object({ id: z.string().max(200) }),
    headers,
    body: jsonBody(z.object({ step: z.enum(['accept', 'decline', 'withdraw']), reason: optional(line(200)) })),
  },
  responses: gift,
})

/** @param placeOrder how the stores take an order, for goods that are given */
export const giftsApi = (placeOrder: PlaceOrder) =>
  newApi()
    .openapi(figures, async (c) => {
      const { month, rows, elsewhere } = await charityFigures(c.var.db, c.var.now())
      return c.json(
        { month, communities: rows.map(({ name, ...told }) => ({ name, ...open(told) })), elsewhere: open(elsewhere) },
        200,
      )
    })
    .openapi(mine, async (c) => {
      const rows = await giftsOf(c.var.db, c.var.actor.id)
      return c.json({ gifts: rows.map(({ gift }) => shownGift(gift)) }, 200)
    })
    .openapi(toPool, async (c) => {
      const { atomically, actor, now } = c.var
      const given = { id: idempotencyKey(c), points: c.req.valid('json').points, actor, now: now() }
      const { id } = await atomically((tx) => giveToPool(tx, given))
      return c.json(shownGift(await giftById(c.var.db, id)), 200)
    })
    .openapi(toUs, async (c) => {
      const { id } = found(await householdOf(c.var.db, c.var.actor.id), 'household_missing')
      return c.json({ gifts: (await giftsTo(c.var.db, id)).map(({ gift }) => shownGift(gift)) }, 200)
    })
    .openapi(answer, async (c) => {
      const { id } = c.req.valid('param')
      const { step, reason } = c.req.valid('json')
      const ordering: Ordering = { placeOrder, secrets: c.var.secrets }
      await acted(c, ['answer', id, step, reason], (tx, { actor, now }) =>
        answerGift(tx, ordering, { id, step, reason, actor, now }).then(() => null),
      )
      return c.json(shownGift(await giftById(c.var.db, id)), 200)
    })

const open = ({ given, paid, direct }: { given: Told; paid: Told; direct: Told }) => ({
  ...{ given: given ?? null, paid: paid ?? null, direct: direct ?? null },
})

export function shownGift({ id, kind, points, words, storeId, goods, state, ...at }: Gift): z.output<typeof GiftShown> {
  const about = { id, kind, points, words, storeId, state, goods: goods ?? [] }
  return { ...about, offeredAt: at.offeredAt.toISOString(), lapsesAt: at.lapsesAt.toISOString() }
}
