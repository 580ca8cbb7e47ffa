import { eq, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../../db/database.ts'
import { campaigns } from '../../../db/schema/campaigns.ts'
import { areaById } from '../../areas/queries.ts'
import { day, later } from '../../kit/clock.ts'
import { found, Refusal } from '../../kit/refusal.ts'
import type { Person } from '../../people/queries.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { keepMore, releaseReserved, reserveStock } from '../../stock/actions.ts'
import { reservationById } from '../../stock/queries.ts'
import { openOf } from '../../stock/reservations.ts'
import { type CampaignRow, campaignEventsOf, partsOf, takenBy } from './queries.ts'
import { assertOpen } from './rules.ts'

/** A campaign's goods at a store lie in a reservation of this name, so that no ordinary order takes them. */
const reservationOf = (campaignId: string, storeId: string) => `campaign:${campaignId}:${storeId}`

/** The campaign as it is now, held until the commit: what is done to one happens one after another. */
export async function lockedCampaign(tx: Tx, id: string): Promise<CampaignRow> {
  const [campaign] = await tx
    .update(campaigns)
    .set({ acts: sql`${campaigns.acts} + 1` })
    .where(eq(campaigns.id, id))
    .returning()
  return found(campaign, 'campaign_missing')
}

/**
 * Whoever moves there once it is public, on paper, is too late for it.
 *
 * @throws Refusal `not_eligible_here` with the area's name: they live somewhere else; `moved_since`
 */
export async function assertLivesThere(tx: Tx, campaign: CampaignRow, person: Person): Promise<void> {
  const [home, area] = [await areaById(tx, person.areaId), await areaById(tx, campaign.areaId)]
  if (!home.path.startsWith(area.path)) throw new Refusal('forbidden', 'not_eligible_here', { area: area.name })
  if (await hasMovedSince(tx, campaign, person)) throw new Refusal('forbidden', 'moved_since', { area: area.name })
}

/** Whether somebody changed their community after the campaign was published. */
export async function hasMovedSince(db: Db, { id }: Pick<CampaignRow, 'id'>, { movedAt }: Person): Promise<boolean> {
  if (!movedAt) return false
  const publishedAt = (await campaignEventsOf(db, id)).find(({ step }) => step === 'publish')?.at
  return publishedAt !== undefined && movedAt > publishedAt
}

type Wanted = { itemId: string; quantity: number }
type Asking = { campaignId: string; person: Person; isDrawn: boolean; wanted: readonly Wanted[]; now: Date }

/**
 * Whether an order may be filled out of a campaign. The campaign is held from here on.
 *
 * @throws Refusal `campaign_not_yet`, `campaign_closed`, `campaign_is_draw`, `not_eligible_here`, `campaign_other_item`,
 *   `moved_since`, `campaign_limit` with `{ limit, left }`
 */
export async function assertMayTake(tx: Tx, { campaignId, person, isDrawn, wanted, now }: Asking): Promise<void> {
  const campaign = await lockedCampaign(tx, campaignId)
  if (!isDrawn) {
    if (campaign.mode === 'draw') throw new Refusal('conflict', 'campaign_is_draw')
    assertOpen(campaign, now)
    await assertLivesThere(tx, campaign, person)
  }
  if (wanted.some(({ itemId }) => itemId !== campaign.itemId)) throw new Refusal('invalid', 'campaign_other_item')
  const left = campaign.perPerson - (await takenBy(tx, campaignId, person.id))
  if (wanted.some(({ quantity }) => quantity > left))
    throw new Refusal('conflict', 'campaign_limit', { limit: campaign.perPerson, left: Math.max(left, 0) })
}

type Move = { campaignId: string; storeId: string; quantity: number; actorId: string; now: Date }

/**
 * Frees pieces for an order that reserves them in the same breath.
 *
 * @throws Refusal `campaign_out` with `{ left }`, `campaign_not_at_store`
 */
export async function takeOutOf(tx: Tx, { campaignId, storeId, quantity, actorId, now }: Move): Promise<void> {
  const isHere = (await partsOf(tx, campaignId)).some((part) => part.storeId === storeId)
  if (!isHere) throw new Refusal('invalid', 'campaign_not_at_store')
  const reservationId = reservationOf(campaignId, storeId)
  const left = openOf(await reservationById(tx, reservationId))
  if (left < quantity) throw new Refusal('conflict', 'campaign_out', { left })
  await releaseReserved(tx, { reservationId, quantity, actorId, now })
}

/** What an order gave up goes back to its campaign while that goes on, and to the shelf after it. */
export async function giveBack(tx: Tx, { campaignId, storeId, quantity, actorId, now }: Move): Promise<void> {
  const campaign = await lockedCampaign(tx, campaignId)
  const goesOn = campaign.state === 'published' || campaign.state === 'drawn'
  if (!goesOn || now >= campaign.endsAt) return
  const goodUntil = await neededUntil(tx, campaign)
  await keepMore(tx, { reservationId: reservationOf(campaignId, storeId), quantity, goodUntil, actorId, now })
}

/** Whoever orders in the last moment has the longer time to collect: the goods have to keep until then. */
async function neededUntil(tx: Tx, { endsAt }: CampaignRow): Promise<Date> {
  const { terms } = await documentInForce(tx, 'REDEEM', endsAt)
  return later(endsAt, terms.pickupDaysLong * day)
}

type Whole = { campaignId: string; actorId: string; now: Date }

/** @throws Refusal `stock_out` with `{ name, left }` */
export async function setAside(
  tx: Tx,
  campaign: CampaignRow,
  { actorId, now }: Pick<Whole, 'actorId' | 'now'>,
): Promise<void> {
  const { id: campaignId, itemId } = campaign
  const goodUntil = await neededUntil(tx, campaign)
  const parts = [...(await partsOf(tx, campaignId))].sort((a, b) => (a.storeId < b.storeId ? -1 : 1))
  for (const { storeId, quantity } of parts) {
    const id = reservationOf(campaignId, storeId)
    await reserveStock(tx, { id, storeId, itemId, quantity, goodUntil, actorId, now })
  }
}

/** Whatever nobody has taken goes back to the shelves. */
export async function letGo(tx: Tx, { campaignId, actorId, now }: Whole): Promise<void> {
  const parts = [...(await partsOf(tx, campaignId))].sort((a, b) => (a.storeId < b.storeId ? -1 : 1))
  for (const { storeId, left } of parts)
    if (left > 0) await releaseReserved(tx, { reservationId: reservationOf(campaignId, storeId), actorId, now })
}
