import type { Context } from 'hono'
import {
  acted,
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
import { line } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { anId, oneLine } from '../api-shape.ts'
import { lineForStaff } from '../intake/queries.ts'
import { worthOf } from '../rules.ts'
import { lookers } from '../standing.ts'
import { answerUse, enterUse } from './actions.ts'
import { type MoneyUse, usesOf } from './queries.ts'
import { leftFen, usedFen } from './rules.ts'

const tags = ['donations']
const path = '/donations/{id}/lines/{lineId}/money-uses' as const
const oneUse = oneLine.extend({ useId: anId })

const Used = z
  .object({
    id: z.string(),
    amountFen: z.int().openapi({ description: 'Negative: takes an entry before back' }),
    what: z.string(),
    receiptNumber: z.string(),
    usedOn: z.iso.date(),
    isConfirmed: z.boolean().nullable().openapi({ description: 'By a second person; null while nobody has looked' }),
    refusedWhy: z.string().nullable(),
  })
  .openapi('MoneyUse')

const ofLine = z.object({
  givenFen: z.int(),
  usedFen: z.int().openapi({ description: 'What was confirmed' }),
  leftFen: z.int().openapi({ description: 'What may still be entered as used' }),
  uses: z.array(Used),
})
const said = { 200: answers('How the money was used', ofLine), ...problems }

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'How donated money was used, the last entry first',
  middleware: [may.be(...lookers)] as const,
  request: { params: oneLine },
  responses: said,
})

const enter = createRoute({
  method: 'post',
  path,
  tags,
  summary: 'Enter a use, or with a negative amount take a wrong one back; the Idempotency-Key becomes its id',
  middleware: [may.be('clerk', 'admin')] as const,
  request: {
    params: oneLine,
    headers,
    body: jsonBody(
      z.object({
        amountFen: z
          .int()
          .min(-10_000_000_000)
          .max(10_000_000_000)
          .refine((amount) => amount !== 0),
        what: line(200).openapi({ description: 'The donor reads it' }),
        receiptNumber: line(60),
        usedOn: z.iso.date(),
      }),
    ),
  },
  responses: { 201: said[200], ...problems },
})

const answer = (name: 'confirm' | 'refuse', summary: string) =>
  createRoute({
    method: 'post',
    path: `${path}/{useId}/${name}` as const,
    tags,
    summary,
    middleware: [may.be('clerk', 'admin')] as const,
    request: { params: oneUse, headers, body: jsonBody(z.object({ reason: line(200).optional() })) },
    responses: said,
  })

export const moneyApi = newApi()
  .openapi(list, async (c) => c.json(await ofLineHere(c, c.req.valid('param')), 200))
  .openapi(enter, async (c) => {
    const { atomically, actor, now } = c.var
    const here = c.req.valid('param')
    await lineForStaff(c.var.db, here, actor)
    const use = { id: idempotencyKey(c), lineId: here.lineId, ...c.req.valid('json'), actor, now: now() }
    await atomically((tx) => enterUse(tx, use))
    return c.json(await ofLineHere(c, here), 201)
  })
  .openapi(answer('confirm', 'It agrees with its receipt, says somebody else than who entered it'), async (c) =>
    c.json(await answered(c, c.req.valid('param'), { ...c.req.valid('json'), isConfirmed: true }), 200),
  )
  .openapi(answer('refuse', 'It does not agree with its receipt: it counts for nothing'), async (c) =>
    c.json(await answered(c, c.req.valid('param'), { ...c.req.valid('json'), isConfirmed: false }), 200),
  )

type Here = { id: string; lineId: string; useId: string }
type Word = { isConfirmed: boolean; reason?: string | undefined }

async function answered(c: Context<Env>, here: Here, { isConfirmed, reason = '' }: Word) {
  const { lineId, useId } = here
  await lineForStaff(c.var.db, here, c.var.actor)
  await acted(c, ['answer_money', here, isConfirmed, reason], (tx, by) =>
    answerUse(tx, { lineId, useId, isConfirmed, reason, ...by }),
  )
  return ofLineHere(c, here)
}

async function ofLineHere({ var: { db, actor } }: Context<Env>, here: { id: string; lineId: string }) {
  const { line } = await lineForStaff(db, here, actor)
  const uses = (await usesOf(db, [line.id])).get(line.id) ?? []
  const givenFen = line.kind === 'money' ? worthOf([line]) : 0
  return { givenFen, usedFen: usedFen(uses), leftFen: leftFen(givenFen, uses), uses: uses.map(shown) }
}

const shown = ({ id, amountFen, what, receiptNumber, usedOn, isConfirmed, refusedWhy }: MoneyUse) => ({
  ...{ id, amountFen, what, receiptNumber, usedOn, isConfirmed },
  refusedWhy: refusedWhy || null,
})
