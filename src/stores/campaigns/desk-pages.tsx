import { type Context, Hono } from 'hono'
import type { Tx } from '../../../db/database.ts'
import { standingOf } from '../../kit/actor.ts'
import { stepsFor } from '../../kit/flow.ts'
import { Refusal } from '../../kit/refusal.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { itemsNamed } from '../../stock/catalogue/queries.ts'
import { coverageState } from '../../stock/coverage/queries.ts'
import type { Env } from '../../web/env.ts'
import { submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { type By, pressedOnce } from '../../web/once.ts'
import { areasToRun } from '../desk/areas.ts'
import { drawLots } from '../draws/actions.ts'
import { listedStores } from '../queries.ts'
import { cancelCampaign, draftCampaign, editCampaign, publishCampaign } from './actions.ts'
import { CampaignForm } from './desk-form.tsx'
import { DeskCampaign, DeskCampaigns } from './desk-view.tsx'
import { campaignForm, cancelCampaignForm, versionForm } from './input.ts'
import { viewOf } from './pages.tsx'
import { allCampaigns, campaignEventsOf, campaignForStaff, looksAfter, orderCounts, partsOf } from './queries.ts'
import { campaignFlow } from './rules.ts'

const staff = () => may.be('clerk', 'admin')

export const campaignsDesk = new Hono<Env>()
  .get('/desk/campaigns', may.be('clerk', 'auditor', 'admin'), async (c) => {
    const { db, actor, t, now } = c.var
    const campaigns = (await allCampaigns(db)).filter((campaign) => looksAfter(actor, campaign))
    const view = { campaigns, mayAdd: (await areasToRun(db, actor)).length > 0, now: now() }
    return page(c, { title: t('限量活动', 'Campaigns'), face: 'desk' }, <DeskCampaigns {...view} />)
  })
  .get('/desk/campaigns/new', staff(), (c) => form(c))
  .post('/desk/campaigns', staff(), (c) =>
    submitted(
      c,
      campaignForm,
      async ({ id: key, fields, stores }) => {
        const id = key ?? c.var.requestId
        await pressedOnce(c, { key: id, content: ['campaign', fields, stores] }, (tx, by) =>
          draftCampaign(tx, { id, fields, stores, ...by }),
        )
        return c.redirect(`/desk/campaigns/${id}`, 303)
      },
      (tried) => form(c, undefined, tried),
    ),
  )
  .get('/desk/campaigns/:id', may.be('clerk', 'auditor', 'admin'), (c) => managed(c, c.req.param('id')))
  .get('/desk/campaigns/:id/edit', staff(), (c) => form(c, c.req.param('id')))
  .post('/desk/campaigns/:id', staff(), (c) =>
    submitted(
      c,
      campaignForm,
      async ({ version = 0, fields, stores }) => {
        const { atomically, actor, now } = c.var
        const id = c.req.param('id')
        await atomically((tx) => editCampaign(tx, { id, version, fields, stores, actor, now: now() }))
        return c.redirect(`/desk/campaigns/${id}`, 303)
      },
      (tried) => form(c, c.req.param('id'), tried),
    ),
  )
  .post('/desk/campaigns/:id/publish', staff(), (c) =>
    step(c, c.req.param('id'), 'publish', (tx, act) => publishCampaign(tx, c.var.secrets, act)),
  )
  .post('/desk/campaigns/:id/draw', staff(), (c) =>
    step(c, c.req.param('id'), 'draw', (tx, act) => drawLots(tx, c.var.secrets, act)),
  )
  .post('/desk/campaigns/:id/cancel', staff(), (c) =>
    submitted(
      c,
      cancelCampaignForm,
      async ({ id: key, ...asked }) => {
        const id = c.req.param('id')
        await pressedOnce(c, { key, content: ['cancel', id, asked] }, (tx, by) =>
          cancelCampaign(tx, c.var.secrets, { id, ...asked, ...by }),
        )
        return c.redirect(`/desk/campaigns/${id}`, 303)
      },
      (tried) => managed(c, c.req.param('id'), tried),
    ),
  )

type Act = By & { id: string; version: number }

/** A step that needs nothing but the version it was seen in, taken once however often it is sent. */
const step = (c: Context<Env>, id: string, name: string, work: (tx: Tx, act: Act) => Promise<unknown>) =>
  submitted(
    c,
    versionForm,
    async ({ id: key, version }) => {
      await pressedOnce(c, { key, content: [name, id, version] }, (tx, by) => work(tx, { id, version, ...by }))
      return c.redirect(`/desk/campaigns/${id}`, 303)
    },
    (tried) => managed(c, id, tried),
  )

async function form(c: Context<Env>, id?: string, tried?: Tried) {
  const { db, actor, t } = c.var
  const campaign = id ? await campaignForStaff(db, id, actor) : undefined
  const own = await areasToRun(db, actor)
  const areas = own.map((area) => ({ value: area.id, label: area.name }))
  const runs = (areaPath: string) => {
    const standing = standingOf(actor, { areaPath })
    return standing.has('clerk') || standing.has('admin')
  }
  const stores = (await listedStores(db)).filter(({ areaPath, status }) => status === 'open' && runs(areaPath))
  const items = (await itemsNamed(db))
    .filter(({ active }) => active)
    .map((item) => ({ value: item.id, label: `${item.name} · ${item.pricePoints} ${t('分', 'pts')}` }))
  const parts = campaign ? await partsOf(db, campaign.id) : []
  const view = { campaign, parts, stores, items, areas, tried }
  return page(c, { title: t('限量活动', 'Campaign'), face: 'desk' }, <CampaignForm {...view} />)
}

async function managed(c: Context<Env>, id: string, tried?: Tried) {
  const { db, actor, now } = c.var
  if (!id) throw new Refusal('missing', 'campaign_missing')
  const campaign = await campaignForStaff(db, id, actor)
  const { terms } = await documentInForce(db, 'REDEEM', now())
  const view = {
    ...(await viewOf(c, campaign)),
    events: await campaignEventsOf(db, id),
    orders: await orderCounts(db, id),
    coverage: await coverageState(db, now()),
    scarcePercent: terms.scarcePercent,
    steps: stepsFor(campaignFlow, campaign.state, standingOf(actor, { areaPath: campaign.areaPath })),
  }
  return page(c, { title: campaign.title, face: 'desk' }, <DeskCampaign {...view} tried={tried} />)
}
