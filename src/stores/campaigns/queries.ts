import { and, asc, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { campaignEvents, campaignStores, campaigns } from '../../../db/schema/campaigns.ts'
import { items, reservations, stores } from '../../../db/schema/stock.ts'
import { orderLines, orders } from '../../../db/schema/stores.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { groupBy } from '../../kit/group.ts'
import { found } from '../../kit/refusal.ts'

export type CampaignRow = typeof campaigns.$inferSelect
export type Campaign = CampaignRow & { areaPath: string; areaName: string; residents: number }

const columns = { campaign: campaigns, areaPath: areas.path, areaName: areas.name, residents: areas.residents }

const withArea = (db: Db) => db.select(columns).from(campaigns).innerJoin(areas, eq(areas.id, campaigns.areaId))
const flat = ({
  campaign,
  ...area
}: {
  campaign: CampaignRow
  areaPath: string
  areaName: string
  residents: number
}) => ({
  ...campaign,
  ...area,
})

/** @throws Refusal `campaign_missing` */
export async function campaignById(db: Db, id: string): Promise<Campaign> {
  const [row] = await withArea(db).where(eq(campaigns.id, id))
  return flat(found(row, 'campaign_missing'))
}

/** One that the public may see. @throws Refusal `campaign_missing`, also for a draft */
export async function publicCampaign(db: Db, id: string): Promise<Campaign> {
  const campaign = await campaignById(db, id)
  return found(isPublic(campaign) ? campaign : undefined, 'campaign_missing')
}

/** What was called off before anybody saw it stays unseen. */
const isPublic = ({ state, commitment, mode }: Campaign) =>
  state !== 'draft' && !(state === 'canceled' && mode === 'draw' && !commitment)

/** Whether somebody looks after a campaign: clerk or admin over its area. */
export function looksAfter(actor: Actor, { areaPath }: Pick<Campaign, 'areaPath'>): boolean {
  const standing = standingOf(actor, { areaPath })
  return standing.has('clerk') || standing.has('admin') || standing.has('auditor')
}

/** @throws Refusal `campaign_missing`, also for one that is not theirs to look after */
export async function campaignForStaff(db: Db, id: string, actor: Actor): Promise<Campaign> {
  const campaign = await campaignById(db, id)
  return found(looksAfter(actor, campaign) ? campaign : undefined, 'campaign_missing')
}

const listMax = 60

/** Campaigns that the public may see, those that run first, then the latest. */
export const publicCampaigns = async (db: Db): Promise<Campaign[]> =>
  (
    await withArea(db)
      .where(ne(campaigns.state, 'draft'))
      .orderBy(desc(campaigns.closesAt), desc(campaigns.id))
      .limit(listMax)
  )
    .map(flat)
    .filter(isPublic)

export const allCampaigns = async (db: Db): Promise<Campaign[]> =>
  (
    await withArea(db)
      .orderBy(desc(campaigns.number))
      .limit(listMax * 5)
  ).map(flat)

export type StorePart = {
  storeId: string
  name: string
  areaPath: string
  address: string
  status: 'open' | 'closed'
  quantity: number
  left: number
}

const open = sql<number>`coalesce(${reservations.quantity} - ${reservations.issued} - ${reservations.released}, 0)`

/** Where a campaign's goods lie: how many there were, and how many nobody has taken yet. By the stores' numbers. */
export const partsOf = async (db: Db, campaignId: string): Promise<StorePart[]> =>
  (await partsOfAll(db, [campaignId])).get(campaignId) ?? []

/** Campaign id → its stores, in the order of their numbers. */
export async function partsOfAll(db: Db, campaignIds: readonly string[]): Promise<Map<string, StorePart[]>> {
  const rows = await db
    .select({
      campaignId: campaignStores.campaignId,
      storeId: stores.id,
      name: stores.name,
      address: stores.address,
      status: stores.status,
      areaPath: areas.path,
      quantity: campaignStores.quantity,
      left: open.mapWith(Number),
    })
    .from(campaignStores)
    .innerJoin(stores, eq(stores.id, campaignStores.storeId))
    .innerJoin(areas, eq(areas.id, stores.areaId))
    .leftJoin(
      reservations,
      eq(reservations.id, sql`'campaign:' || ${campaignStores.campaignId} || ':' || ${stores.id}`),
    )
    .where(inArray(campaignStores.campaignId, [...campaignIds]))
    .orderBy(asc(stores.number))
  const parts = groupBy(rows, ({ campaignId }) => campaignId)
  return new Map([...parts].map(([id, own]) => [id, own.map(({ campaignId: _, ...part }) => part)]))
}

/** Item id → what a page says about it. */
export const itemOf = async (db: Db, itemId: string) => {
  const [item] = await db.select().from(items).where(eq(items.id, itemId))
  return found(item, 'item_missing', { id: itemId })
}

export const campaignEventsOf = (db: Db, campaignId: string) =>
  db.select().from(campaignEvents).where(eq(campaignEvents.campaignId, campaignId)).orderBy(asc(campaignEvents.act))

/** Pieces of a campaign that somebody holds or took home. */
export async function takenBy(db: Db, campaignId: string, personId: string): Promise<number> {
  const [row] = await db
    .select({
      pieces: sql`coalesce(sum(${orderLines.quantity} - ${orderLines.released} - ${orderLines.returned}), 0)`.mapWith(
        Number,
      ),
    })
    .from(orders)
    .innerJoin(orderLines, eq(orderLines.orderId, orders.id))
    .where(and(eq(orders.campaignId, campaignId), eq(orders.personId, personId)))
  return row?.pieces ?? 0
}

/** Somebody's latest order of a campaign. */
export async function orderOfCampaign(db: Db, campaignId: string, personId: string) {
  const [order] = await db
    .select()
    .from(orders)
    .where(and(eq(orders.campaignId, campaignId), eq(orders.personId, personId)))
    .orderBy(desc(orders.placedAt), desc(orders.id))
    .limit(1)
  return order
}

/** Orders of a campaign that still wait on a shelf. */
export const waitingOrders = (db: Db, campaignId: string) =>
  db
    .select({ id: orders.id, personId: orders.personId })
    .from(orders)
    .where(and(eq(orders.campaignId, campaignId), inArray(orders.state, ['ready', 'partly_collected'])))
    .orderBy(asc(orders.id))

/** How a campaign's orders stand, state by state. */
export const orderCounts = (db: Db, campaignId: string) =>
  db
    .select({ state: orders.state, count: sql`count(*)`.mapWith(Number) })
    .from(orders)
    .where(eq(orders.campaignId, campaignId))
    .groupBy(orders.state)
    .orderBy(asc(orders.state))
