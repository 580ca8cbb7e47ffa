import type { Context } from 'hono'
import { useChangeStates } from '../../../db/schema/donations.ts'
import { photoFiles } from '../../photos/upload.ts'
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
import { handlers, lookers } from '../standing.ts'
import { answerChange, stepChange, takeDownPaper } from './actions.ts'
import { ask, readScan } from './asking.ts'
import { changeForDonor, changesOf, type UseChange, useChangeById, useNow } from './queries.ts'

const tags = ['donations']
const path = '/donations/{id}/lines/{lineId}/use-changes' as const
const oneChange = oneLine.extend({ changeId: anId })
const mine = z.object({ id: anId })

const Use = z
  .object({
    forAreaId: z.string().nullable().openapi({ description: 'Only for people who live there' }),
    forNeed: z.boolean().openapi({ description: 'Only for households in need' }),
    purpose: z.string(),
  })
  .openapi('DonationUse')

const Change = z
  .object({
    id: z.string(),
    state: z.enum(useChangeStates),
    use: Use,
    reason: z.string(),
    askedAt: z.iso.datetime(),
    way: z.enum(['code', 'signed_in', 'paper']).nullable().openapi({ description: 'How the donor was known' }),
    endedAt: z.iso.datetime().nullable(),
  })
  .openapi('UseChange')

const ofLine = z.object({ useNow: Use, changes: z.array(Change) })
const said = { 200: answers('What it may be used for, and what its donor was asked', ofLine), ...problems }

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'What something may be used for now, and what its donor was asked, the last first',
  middleware: [may.be(...lookers)] as const,
  request: { params: oneLine },
  responses: said,
})

const asking = createRoute({
  method: 'post',
  path,
  tags,
  summary: 'Ask the donor for another use; the Idempotency-Key becomes its id. The old use stands until they agree',
  middleware: [may.be(...handlers)] as const,
  request: {
    params: oneLine,
    headers,
    body: jsonBody(
      z.object({
        reason: line(200).openapi({ description: 'The donor reads it' }),
        forAreaId: anId.optional(),
        forNeed: z.boolean().optional(),
        purpose: line(200).optional(),
      }),
    ),
  },
  responses: { 201: said[200], ...problems },
})

const paper = createRoute({
  method: 'post',
  path: `${path}/{changeId}/paper`,
  tags,
  summary: 'Take down what the donor signed, as a scan; another person confirms it',
  middleware: [may.be('clerk', 'admin')] as const,
  request: {
    params: oneChange,
    headers,
    body: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: z.object({
            photos: photoFiles.openapi({ type: 'array', items: { type: 'string', format: 'binary' } }),
          }),
        },
      },
    },
  },
  responses: said,
})

const step = (name: 'confirm' | 'send-back' | 'withdraw', roles: 'clerks' | 'handlers', summary: string) =>
  createRoute({
    method: 'post',
    path: `${path}/{changeId}/${name}` as const,
    tags,
    summary,
    middleware: [roles === 'clerks' ? may.be('clerk', 'admin') : may.be(...handlers)] as const,
    request: { params: oneChange, headers },
    responses: said,
  })

const ofMine = createRoute({
  method: 'get',
  path: '/donations/mine/use-changes/{id}',
  tags,
  summary: 'What you, a donor, are asked',
  middleware: [may.signedIn()] as const,
  request: { params: mine },
  responses: { 200: answers('The question', Change), ...problems },
})

const answer = createRoute({
  method: 'post',
  path: '/donations/mine/use-changes/{id}/answer',
  tags,
  summary: 'Agree or refuse as the donor, signed in with the phone you gave',
  middleware: [may.signedIn()] as const,
  request: { params: mine, headers, body: jsonBody(z.object({ answer: z.enum(['agree', 'refuse']) })) },
  responses: { 200: answers('What became of it', Change), ...problems },
})

export const useChangesApi = newApi()
  .openapi(list, async (c) => c.json(await ofLineHere(c, c.req.valid('param')), 200))
  .openapi(asking, async (c) => {
    const here = c.req.valid('param')
    const { reason, forAreaId = null, forNeed = false, purpose = '' } = c.req.valid('json')
    await lineForStaff(c.var.db, here, c.var.actor)
    await ask(c, { id: idempotencyKey(c), lineId: here.lineId, use: { forAreaId, forNeed, purpose }, reason })
    return c.json(await ofLineHere(c, here), 201)
  })
  .openapi(paper, async (c) => {
    const here = c.req.valid('param')
    await lineForStaff(c.var.db, here, c.var.actor)
    const scan = await readScan(c, c.req.valid('form').photos)
    await acted(c, ['use_paper', here, scan?.id], (tx, by) => takeDownPaper(tx, { id: here.changeId, scan, ...by }))
    return c.json(await ofLineHere(c, here), 200)
  })
  .openapi(step('confirm', 'clerks', 'The scan says so: the new use holds, on every shelf'), async (c) =>
    c.json(await stepped(c, c.req.valid('param'), 'confirm'), 200),
  )
  .openapi(step('send-back', 'clerks', 'The scan will not do: the donor is still asked'), async (c) =>
    c.json(await stepped(c, c.req.valid('param'), 'sendBack'), 200),
  )
  .openapi(step('withdraw', 'handlers', 'Ask no longer: the old use stays'), async (c) =>
    c.json(await stepped(c, c.req.valid('param'), 'withdraw'), 200),
  )
  .openapi(ofMine, async (c) => {
    const { change } = await changeForDonor(c.var.db, c.req.valid('param').id, c.var.actor.id)
    return c.json(shown(change), 200)
  })
  .openapi(answer, async (c) => {
    const { id } = c.req.valid('param')
    const { answer: step } = c.req.valid('json')
    await acted(c, ['answer_use', id, step], async (tx, { actor, now }) => {
      const { donor } = await changeForDonor(tx, id, actor.id)
      return answerChange(tx, c.var.secrets, { id, donorId: donor.id, step, proof: { way: 'signed_in', actor }, now })
    })
    return c.json(shown(await useChangeById(c.var.db, id)), 200)
  })

type Here = { id: string; lineId: string; changeId: string }

async function stepped(c: Context<Env>, here: Here, named: 'confirm' | 'sendBack' | 'withdraw') {
  await lineForStaff(c.var.db, here, c.var.actor)
  await acted(c, ['step_use', here, named], (tx, by) => stepChange(tx, { id: here.changeId, step: named, ...by }))
  return ofLineHere(c, here)
}

async function ofLineHere({ var: { db, actor } }: Context<Env>, here: { id: string; lineId: string }) {
  const { line } = await lineForStaff(db, here, actor)
  const changes = (await changesOf(db, [line.id])).get(line.id) ?? []
  const { forAreaId, forNeed, purpose } = useNow(line, changes)
  return { useNow: { forAreaId, forNeed, purpose }, changes: changes.map(shown) }
}

const shown = ({ id, state, reason, forAreaId, forNeed, purpose, askedAt, way, endedAt }: UseChange) => ({
  ...{ id, state, reason, way },
  use: { forAreaId, forNeed, purpose },
  askedAt: askedAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
})
