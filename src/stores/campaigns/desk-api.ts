import type { Context } from 'hono'
import { campaignModes } from '../../../db/schema/campaigns.ts'
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
import { line, lines, optional, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { drawLots } from '../draws/actions.ts'
import { cancelCampaign, draftCampaign, editCampaign, publishCampaign } from './actions.ts'
import { CampaignShown, shownCampaign } from './api.ts'
import {
  allCampaigns,
  type Campaign,
  campaignForStaff,
  looksAfter,
  partsOf,
  partsOfAll,
  type StorePart,
} from './queries.ts'

const tags = ['campaigns']
const params = z.object({ id: z.string().max(100) })
const version = whole(1, 1_000_000)
const instant = z.iso.datetime({ offset: true }).transform((at) => new Date(at))

const Planned = z
  .object({
    title: line(60),
    words: lines(1000),
    itemId: z.string().min(1).max(100),
    mode: z.enum(campaignModes),
    areaId: z.string().min(1).max(40).openapi({ description: 'Whose residents may take part' }),
    perPerson: whole(1, 100),
    opensAt: instant,
    closesAt: instant,
    endsAt: instant.openapi({ description: 'Of a queue: when it closes' }),
    queueReason: optional(line(200)).openapi({ description: 'Why scarce goods are not drawn by lot' }),
    stores: z
      .array(z.object({ storeId: z.string().min(1).max(100), quantity: z.int().min(1).max(1_000_000) }))
      .max(200),
  })
  .openapi('PlannedCampaign')

const Managed = CampaignShown.extend({
  version: z.int().openapi({ description: 'To be sent with the next step' }),
}).openapi('ManagedCampaign')

const campaign = { 200: answers('The campaign', Managed), ...problems }
const staff = () => may.be('clerk', 'admin')

const list = createRoute({
  method: 'get',
  path: '/desk/campaigns',
  tags,
  summary: 'Campaigns that I look after, drafts among them',
  middleware: [may.be('clerk', 'auditor', 'admin')] as const,
  responses: { 200: answers('Campaigns', z.object({ campaigns: z.array(Managed) })), ...problems },
})

const draft = createRoute({
  method: 'post',
  path: '/desk/campaigns',
  tags,
  summary: 'Plan a campaign that nobody sees yet',
  middleware: [staff()] as const,
  request: { headers, body: jsonBody(Planned) },
  responses: campaign,
})

const edit = createRoute({
  method: 'put',
  path: '/desk/campaigns/{id}',
  tags,
  summary: 'Change a draft; one that was changed meanwhile answers with both versions',
  middleware: [staff()] as const,
  request: { params, body: jsonBody(Planned.extend({ version })) },
  responses: campaign,
})

const step = createRoute({
  method: 'post',
  path: '/desk/campaigns/{id}/{step}',
  tags,
  summary: 'Publish it, which sets its goods aside; or draw lots once the digest of the closing day is out',
  middleware: [staff()] as const,
  request: {
    params: params.extend({ step: z.enum(['publish', 'draw']) }),
    headers,
    body: jsonBody(z.object({ version })),
  },
  responses: campaign,
})

const cancel = createRoute({
  method: 'post',
  path: '/desk/campaigns/{id}/cancel',
  tags,
  summary: 'Call it off: what was ordered and not collected is given back, and everybody is told why',
  middleware: [staff()] as const,
  request: { params, headers, body: jsonBody(z.object({ version, reason: line(200) })) },
  responses: campaign,
})

export const campaignsDeskApi = newApi()
  .openapi(list, async (c) => {
    const { db, actor } = c.var
    const own = (await allCampaigns(db)).filter((one) => looksAfter(actor, one))
    const parts = await partsOfAll(
      db,
      own.map(({ id }) => id),
    )
    return c.json({ campaigns: own.map((one) => shownManaged(one, parts.get(one.id) ?? [])) }, 200)
  })
  .openapi(draft, async (c) => {
    const { stores, queueReason, ...input } = c.req.valid('json')
    const fields = { ...input, queueReason: queueReason ?? null }
    const id = idempotencyKey(c)
    await acted(c, ['campaign', fields, stores], (tx, by) =>
      draftCampaign(tx, { id, fields, stores, ...by }).then(() => null),
    )
    return c.json(await managed(c, id), 200)
  })
  .openapi(edit, async (c) => {
    const { id } = c.req.valid('param')
    const { stores, queueReason, version: known, ...input } = c.req.valid('json')
    const { atomically, actor, now } = c.var
    const change = { id, version: known, fields: { ...input, queueReason: queueReason ?? null }, stores }
    await atomically((tx) => editCampaign(tx, { ...change, actor, now: now() }))
    return c.json(await managed(c, id), 200)
  })
  .openapi(cancel, async (c) => {
    const asked = { ...c.req.valid('json'), id: c.req.valid('param').id }
    await acted(c, ['cancel', asked], (tx, by) =>
      cancelCampaign(tx, c.var.secrets, { ...asked, ...by }).then(() => null),
    )
    return c.json(await managed(c, asked.id), 200)
  })
  .openapi(step, async (c) => {
    const { id, step: name } = c.req.valid('param')
    const { version: known } = c.req.valid('json')
    await acted(c, [name, id, known], async (tx, by) => {
      if (name === 'publish') await publishCampaign(tx, c.var.secrets, { id, version: known, ...by })
      else await drawLots(tx, c.var.secrets, { id, ...by })
      return null
    })
    return c.json(await managed(c, id), 200)
  })

/** @throws Refusal `campaign_missing`, also for one that is not theirs to look after */
async function managed({ var: { db, actor } }: Context<Env>, id: string): Promise<z.output<typeof Managed>> {
  return shownManaged(await campaignForStaff(db, id, actor), await partsOf(db, id))
}

const shownManaged = (one: Campaign, parts: readonly StorePart[]): z.output<typeof Managed> => ({
  ...shownCampaign(one, parts),
  version: one.version,
})
