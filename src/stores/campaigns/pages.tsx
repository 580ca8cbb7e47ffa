import { type Context, Hono } from 'hono'
import { areaById } from '../../areas/queries.ts'
import { isSignedIn } from '../../kit/actor.ts'
import { personById } from '../../people/queries.ts'
import { balancesOf } from '../../points/ledger/queries.ts'
import type { Env } from '../../web/env.ts'
import { pressed, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { pressedOnce } from '../../web/once.ts'
import { enterDraw, withdrawEntry } from '../draws/entries.ts'
import { calledPlaces, entryCountOf, entryOf, placeOf } from '../draws/queries.ts'
import { placeOrder } from '../orders/actions.ts'
import { button } from '../orders/forms.ts'
import { hasMovedSince } from './goods.ts'
import { entryForm, takingForm } from './input.ts'
import { CampaignList } from './list.tsx'
import type { CampaignView, Mine } from './parts.tsx'
import {
  type Campaign,
  campaignEventsOf,
  itemOf,
  orderOfCampaign,
  partsOf,
  publicCampaign,
  publicCampaigns,
  takenBy,
} from './queries.ts'
import { CampaignPage } from './view.tsx'

export const campaignsPages = new Hono<Env>()
  .get('/campaigns', may.anyone(), async (c) => {
    const campaigns = await publicCampaigns(c.var.db)
    const title = c.var.t('限量活动', 'Campaigns')
    return page(c, { title }, <CampaignList campaigns={campaigns} now={c.var.now()} />)
  })
  .get('/campaigns/:id', may.anyone(), (c) => shown(c, c.req.param('id')))
  .post('/campaigns/:id/orders', may.signedIn(), (c) =>
    submitted(
      c,
      takingForm,
      async ({ id, storeId, quantity }) => {
        const { db, atomically, actor, secrets, elder, now } = c.var
        const campaign = await publicCampaign(db, c.req.param('id'))
        const lines = [{ itemId: campaign.itemId, quantity }]
        const asked = { id, personId: actor.id, storeId, lines, elder, actor, now: now(), campaignId: campaign.id }
        const order = await atomically((tx) => placeOrder(tx, secrets, { ...asked, channel: 'online' }))
        return c.redirect(`/orders/${order.id}`, 303)
      },
      (tried) => shown(c, c.req.param('id'), tried),
    ),
  )
  .post('/campaigns/:id/entry', may.signedIn(), (c) =>
    submitted(
      c,
      entryForm,
      async (input) => {
        const { atomically, actor, now } = c.var
        const entering = { ...input, campaignId: c.req.param('id'), actor, now: now() }
        await atomically((tx) => enterDraw(tx, entering))
        return c.redirect(`/campaigns/${c.req.param('id')}`, 303)
      },
      (tried) => shown(c, c.req.param('id'), tried),
    ),
  )
  .post('/campaigns/:id/entry/withdraw', may.signedIn(), async (c) => {
    const { id: key } = await pressed(c, button)
    const campaignId = c.req.param('id')
    await pressedOnce(c, { key, content: ['withdraw', campaignId] }, (tx, by) =>
      withdrawEntry(tx, { campaignId, ...by }),
    )
    return c.redirect(`/campaigns/${campaignId}`, 303)
  })

async function shown(c: Context<Env>, id: string, tried?: Tried) {
  const campaign = await publicCampaign(c.var.db, id)
  const view = await viewOf(c, campaign)
  return page(c, { title: campaign.title }, <CampaignPage {...view} tried={tried} />)
}

const calledShown = 200

/** What the public page says; the desk shows it as a preview. */
export async function viewOf(c: Context<Env>, campaign: Campaign): Promise<CampaignView> {
  const { db, now } = c.var
  const events = await campaignEventsOf(db, campaign.id)
  return {
    campaign,
    item: await itemOf(db, campaign.itemId),
    parts: await partsOf(db, campaign.id),
    reason: events.find(({ step }) => step === 'cancel')?.reason ?? undefined,
    entryCount: campaign.entryCount ?? (await entryCountOf(db, campaign.id)),
    drawn: campaign.seed ? await calledPlaces(db, campaign, calledShown) : [],
    mine: await mineOf(c, campaign),
    now: now(),
  }
}

async function mineOf(c: Context<Env>, campaign: Campaign): Promise<Mine | undefined> {
  const { db, actor } = c.var
  if (!isSignedIn(actor)) return undefined
  const person = await personById(db, actor.id)
  const home = await areaById(db, person.areaId)
  const entry = await entryOf(db, campaign.id, actor.id)
  return {
    verified: person.verifiedAt !== null,
    livesThere: home.path.startsWith(campaign.areaPath),
    hasMoved: await hasMovedSince(db, campaign, person),
    available: (await balancesOf(db, actor.id)).available,
    taken: await takenBy(db, campaign.id, actor.id),
    entry,
    place: entry && (await placeOf(db, entry)),
    order: await orderOfCampaign(db, campaign.id, actor.id),
  }
}
