import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { nextInSeries } from '../../../db/once.ts'
import { type CampaignMode, campaignEvents, campaignStores, campaigns } from '../../../db/schema/campaigns.ts'
import { areaById } from '../../areas/queries.ts'
import { type Actor, type Standing, standingOf, system } from '../../kit/actor.ts'
import { follow } from '../../kit/flow.ts'
import { Refusal, sameVersion } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { notify } from '../../notices/actions.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { coverageState } from '../../stock/coverage/queries.ts'
import { itemById, storeById } from '../../stock/queries.ts'
import { entrants } from '../draws/queries.ts'
import { commitmentOf } from '../draws/rules.ts'
import { cancelOrder } from '../orders/endings.ts'
import { letGo, lockedCampaign, setAside } from './goods.ts'
import { campaignCanceled } from './messages.ts'
import { type Campaign, type CampaignRow, campaignById, waitingOrders } from './queries.ts'
import { assertSensible, campaignFlow, isScarce, piecesOf } from './rules.ts'
import { moveCampaign } from './steps.ts'

export type CampaignFields = {
  title: string
  words: string
  itemId: string
  mode: CampaignMode
  areaId: string
  perPerson: number
  opensAt: Date
  closesAt: Date
  endsAt: Date
  queueReason: string | null
}
export type Share = { storeId: string; quantity: number }

type By = { actor: Actor; now: Date }
type Draft = By & { fields: CampaignFields; stores: readonly Share[] }

/**
 * A campaign that nobody sees yet. `id` is its sender's.
 *
 * @throws Refusal `area_not_yours`, `not_your_store`, `campaign_scarce` where a draw is fairer and nobody said why not,
 *   and what `assertSensible` throws
 */
export async function draftCampaign(tx: Tx, { id, ...draft }: Draft & { id: string }): Promise<Campaign> {
  const { fields, stores, actor, now } = draft
  await assertMayPlan(tx, draft)
  const number = await nextInSeries(tx, 'campaigns')
  const made = { createdBy: actor.id, createdAt: now }
  await tx.insert(campaigns).values({ id, number, ...fields, ...made, state: 'draft', acts: 1 })
  await writeShares(tx, id, stores)
  const event = { campaignId: id, act: 1, step: 'draft', to: 'draft' as const, actorId: actor.id, at: now }
  await tx.insert(campaignEvents).values(event)
  return campaignById(tx, id)
}

/** @throws Refusal `stale_version` with both versions, `step_unknown` once it is published, and as for a draft */
export async function editCampaign(tx: Tx, { id, version, ...draft }: Draft & { id: string; version: number }) {
  const { campaign, standing } = await reach(tx, id, draft.actor)
  sameVersion(campaign.version, version, { yours: told(draft.fields), theirs: told(campaign) })
  const to = follow(campaignFlow, campaign.state, 'edit', standing)
  await assertMayPlan(tx, draft)
  await tx.delete(campaignStores).where(eq(campaignStores.campaignId, id))
  await writeShares(tx, id, draft.stores)
  await moveCampaign(tx, campaign, { step: 'edit', to, set: draft.fields, actorId: draft.actor.id, now: draft.now })
  return campaignById(tx, id)
}

/** The fields as text, the way both versions are shown side by side. */
const told = ({ title, words, mode, perPerson, opensAt, closesAt, endsAt }: CampaignFields) => ({
  ...{ title, words, mode, perPerson },
  opensAt: opensAt.toISOString(),
  closesAt: closesAt.toISOString(),
  endsAt: endsAt.toISOString(),
})

async function assertMayPlan(tx: Tx, { fields, stores, actor, now }: Draft) {
  assertSensible(fields, stores)
  const { path, residents } = await areaById(tx, fields.areaId)
  if (!looksAfterArea(actor, path)) throw new Refusal('forbidden', 'area_not_yours')
  const item = await itemById(tx, fields.itemId)
  if (!item.active) throw new Refusal('conflict', 'item_inactive', { name: item.name })
  for (const { storeId } of stores) {
    const store = await storeById(tx, storeId)
    if (!looksAfterArea(actor, store.areaPath)) throw new Refusal('forbidden', 'not_your_store')
    if (store.status === 'closed') throw new Refusal('conflict', 'store_closed', { name: store.name })
  }
  const { terms } = await documentInForce(tx, 'REDEEM', now)
  const pieces = piecesOf(stores)
  if (fields.mode === 'queue' && !fields.queueReason && isScarce(pieces, residents, terms.scarcePercent))
    throw new Refusal('conflict', 'campaign_scarce', { field: 'queueReason', pieces, residents })
}

function looksAfterArea(actor: Actor, areaPath: string) {
  const standing = standingOf(actor, { areaPath })
  return standing.has('clerk') || standing.has('admin')
}

const writeShares = (tx: Tx, campaignId: string, stores: readonly Share[]) =>
  tx.insert(campaignStores).values(stores.map(({ storeId, quantity }) => ({ campaignId, storeId, quantity })))

type Act = By & { id: string; version: number }

/**
 * Sets the goods aside and lets the public see it; of a draw, the commitment with it.
 *
 * @throws Refusal `campaign_coverage_red`, `campaign_over`, `stock_out` with `{ name, left }`, `stale_version`
 */
export async function publishCampaign(tx: Tx, secrets: Secrets, { id, version, actor, now }: Act): Promise<Campaign> {
  const { campaign, standing } = await reach(tx, id, actor)
  const to = follow(campaignFlow, campaign.state, 'publish', standing)
  sameVersion(campaign.version, version)
  if (campaign.closesAt <= now) throw new Refusal('conflict', 'campaign_over')
  const { mayStartCampaigns, ratio } = await coverageState(tx, now)
  if (!mayStartCampaigns) throw new Refusal('conflict', 'campaign_coverage_red', { ratio: ratio?.toFixed(2) ?? '0' })

  await setAside(tx, campaign, { actorId: actor.id, now })
  const secret = randomBytes(32).toString('hex')
  const committed = { secretSealed: secrets.seal(secret), commitment: commitmentOf(secret) }
  const set = campaign.mode === 'draw' ? committed : {}
  await moveCampaign(tx, campaign, { step: 'publish', to, set, actorId: actor.id, now })
  return campaignById(tx, id)
}

/**
 * Calls it off: what was ordered and not collected is given back, points and goods, and everybody is told. A draw's
 * secret is published then as well, so that nobody can call off a result they did not like unseen.
 *
 * @throws Refusal `stale_version`, `step_unknown` once it is drawn or over
 */
export async function cancelCampaign(
  tx: Tx,
  secrets: Secrets,
  { id, version, reason, actor, now }: Act & { reason: string },
): Promise<Campaign> {
  const { campaign, standing } = await reach(tx, id, actor)
  const to = follow(campaignFlow, campaign.state, 'cancel', standing)
  sameVersion(campaign.version, version)

  const set = { secret: campaign.secretSealed && secrets.unseal(campaign.secretSealed), secretSealed: null }
  const canceled = await moveCampaign(tx, campaign, { step: 'cancel', to, set, reason, actorId: actor.id, now })
  for (const order of await waitingOrders(tx, id)) await cancelOrder(tx, { id: order.id, actor: system, reason, now })
  for (const { personId } of await entrants(tx, id))
    await notify(tx, { personId, ...campaignCanceled(canceled, reason), now })
  if (campaign.state !== 'draft') await letGo(tx, { campaignId: id, actorId: actor.id, now })
  return campaignById(tx, id)
}

/** Ends a queue whose time is over. @returns whether it did */
export async function endQueue(tx: Tx, { id, now }: { id: string; now: Date }): Promise<boolean> {
  const campaign = await lockedCampaign(tx, id)
  if (campaign.state !== 'published' || campaign.mode !== 'queue' || campaign.closesAt > now) return false
  const to = follow(campaignFlow, campaign.state, 'end', standingOf(system, {}))
  await moveCampaign(tx, campaign, { step: 'end', to, actorId: system.id, now })
  await letGo(tx, { campaignId: id, actorId: system.id, now })
  return true
}

/** The locked campaign and what the actor is to it. */
async function reach(
  tx: Tx,
  id: string,
  actor: Actor,
): Promise<{ campaign: CampaignRow; standing: ReadonlySet<Standing> }> {
  const { areaPath } = await campaignById(tx, id)
  const standing = standingOf(actor, { areaPath })
  if (!standing.has('clerk') && !standing.has('admin')) throw new Refusal('missing', 'campaign_missing')
  return { campaign: await lockedCampaign(tx, id), standing }
}
