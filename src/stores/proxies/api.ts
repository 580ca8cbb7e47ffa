import type { Context } from 'hono'
import { proxyStates } from '../../../db/schema/proxies.ts'
import { personNamed, personNamedByResident } from '../../people/named.ts'
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
import { nameProxy, recordProxy, stepProxy } from './actions.ts'
import { until } from './input.ts'
import { type ProxyView, paperProxiesFor, proxiesOf } from './queries.ts'

const tags = ['proxies']
const params = z.object({ id: z.string().min(1).max(200) })
const lastDay = until.openapi({ type: 'string', format: 'date', description: 'The last day it holds' })

const Named = z
  .object({
    id: z.string(),
    owner: z.string(),
    who: z.string(),
    orderId: z.string().nullable().openapi({ description: 'The one order it is for; null for whatever waits' }),
    goodUntil: z.iso.datetime(),
    state: z.enum(proxyStates),
  })
  .openapi('CollectingProxy')

const listed = { 200: answers('Who collects for whom', z.object({ proxies: z.array(Named) })), ...problems }

const mine = createRoute({
  method: 'get',
  path: '/proxies',
  tags,
  summary: 'Who collects for me, and for whom I collect',
  middleware: [may.signedIn()] as const,
  responses: listed,
})

const name = createRoute({
  method: 'post',
  path: '/proxies',
  tags,
  summary: 'Name who collects for me: one order, or whatever waits until a day',
  middleware: [may.signedIn()] as const,
  request: {
    headers,
    body: jsonBody(
      z.object({
        who: line(100).openapi({ description: 'Name and phone or card number, which have to belong together' }),
        orderId: z.string().min(1).max(200).optional(),
        until: lastDay.optional(),
      }),
    ),
  },
  responses: listed,
})

const desk = createRoute({
  method: 'get',
  path: '/desk/proxies',
  tags,
  summary: 'Proxies of people in your areas, those that wait for a second person first',
  middleware: [may.be('clerk', 'admin')] as const,
  responses: listed,
})

const record = createRoute({
  method: 'post',
  path: '/desk/proxies',
  tags,
  summary: 'Write down whom somebody without a phone named on paper; a second member of staff approves it',
  middleware: [may.be('clerk', 'admin')] as const,
  request: {
    headers,
    body: jsonBody(
      z.object({
        owner: line(100).openapi({ description: 'Phone, card number, or the code they show' }),
        who: line(100),
        until: lastDay.optional(),
        paper: line(200).openapi({ description: 'Where the paper lies' }),
      }),
    ),
  },
  responses: listed,
})

const step = (name: 'approve' | 'refuse' | 'revoke', summary: string) =>
  createRoute({
    method: 'post',
    path: `/proxies/{id}/${name}` as const,
    tags,
    summary,
    middleware: [may.signedIn()] as const,
    request: { params, headers },
    responses: { 200: answers('How it stands', z.object({ state: z.enum(proxyStates) })), ...problems },
  })

export const proxiesApi = newApi()
  .openapi(mine, async (c) => c.json(await ofMine(c), 200))
  .openapi(name, async (c) => {
    const { who, ...input } = c.req.valid('json')
    const { id: personId } = await personNamedByResident(c, who, 'who')
    const asked = { ...input, personId, id: `${c.var.actor.id}-${idempotencyKey(c)}` }
    await acted(c, ['proxy', 'name', asked], (tx, by) => nameProxy(tx, { ...asked, ...by }).then(() => null))
    return c.json(await ofMine(c), 200)
  })
  .openapi(desk, async (c) => c.json(await ofDesk(c), 200))
  .openapi(record, async (c) => {
    const { owner, who, ...input } = c.req.valid('json')
    const { id: ownerId } = await personNamed(c, owner, 'owner')
    const { id: personId } = await personNamed(c, who, 'who')
    const asked = { ...input, ownerId, personId, id: `${c.var.actor.id}-${idempotencyKey(c)}` }
    await acted(c, ['proxy', 'record', asked], (tx, by) => recordProxy(tx, { ...asked, ...by }).then(() => null))
    return c.json(await ofDesk(c), 200)
  })
  .openapi(step('approve', 'It holds: says another member of staff than wrote it down'), async (c) =>
    c.json(await stepped(c, c.req.valid('param').id, 'approve'), 200),
  )
  .openapi(step('refuse', 'The paper will not do'), async (c) =>
    c.json(await stepped(c, c.req.valid('param').id, 'refuse'), 200),
  )
  .openapi(step('revoke', 'End it, as the owner, the proxy or staff'), async (c) =>
    c.json(await stepped(c, c.req.valid('param').id, 'revoke'), 200),
  )

const stepped = (c: Context<Env>, id: string, named: 'approve' | 'refuse' | 'revoke') =>
  acted(c, ['proxy', 'step', id, named], async (tx, by) => {
    const { state } = await stepProxy(tx, { id, step: named, ...by })
    return { state }
  })

async function ofMine({ var: { db, actor, now } }: Context<Env>) {
  return { proxies: (await proxiesOf(db, actor.id, now())).map(shown) }
}

async function ofDesk({ var: { db, actor, now } }: Context<Env>) {
  return { proxies: (await paperProxiesFor(db, actor, now())).map(shown) }
}

const shown = ({ proxy: { id, orderId, goodUntil, state }, ownerName: owner, name: who }: ProxyView) => ({
  ...{ id, owner, who, orderId, state },
  goodUntil: goodUntil.toISOString(),
})
