import { day, hour, later } from '../src/kit/clock.ts'
import { newId } from '../src/kit/ids.ts'
import {
  type CampaignFields,
  cancelCampaign,
  draftCampaign,
  publishCampaign,
  type Share,
} from '../src/stores/campaigns/actions.ts'
import type { Campaign } from '../src/stores/campaigns/queries.ts'
import { enterDraw } from '../src/stores/draws/entries.ts'
import { placeOrder } from '../src/stores/orders/actions.ts'
import { guanlan, qingyunStore, type Town } from './town.ts'

type Wish = Partial<CampaignFields> & { stores?: Share[] }

/** Soap for two days, from now on, one piece each; nobody sees it yet. */
export async function drafted(town: Town, { stores, ...wish }: Wish = {}): Promise<Campaign> {
  const now = town.now()
  const mode = wish.mode ?? 'queue'
  const closesAt = wish.closesAt ?? later(now, 2 * day)
  const endsAt = mode === 'draw' ? later(closesAt, 14 * day) : closesAt
  const about = { title: '口罩', words: '每人一包。', itemId: 'soap', areaId: guanlan, perPerson: 1, queueReason: null }
  const fields = { ...about, opensAt: now, endsAt, ...wish, mode, closesAt }
  const given = { fields, stores: stores ?? [{ storeId: qingyunStore, quantity: 10 }] }
  const actor = await town.actor('adminZheng')
  return town.atomically((tx) => draftCampaign(tx, { id: newId(), ...given, actor, now }))
}

export async function publish(town: Town, { id, version }: Campaign, who = 'adminZheng'): Promise<Campaign> {
  const act = { id, version, actor: await town.actor(who), now: town.now() }
  return town.atomically((tx) => publishCampaign(tx, town.secrets, act))
}

export const running = async (town: Town, wish: Wish = {}) => publish(town, await drafted(town, wish))

export async function callOff(town: Town, { id, version }: Campaign, reason = '货没到') {
  const act = { id, version, reason, actor: await town.actor('adminZheng'), now: town.now() }
  return town.atomically((tx) => cancelCampaign(tx, town.secrets, act))
}

const resident = (id: string) => ({ id, name: '', grants: [] })

export const enter = (town: Town, campaignId: string, personId: string, storeId = qingyunStore, id = newId()) =>
  town.atomically((tx) => enterDraw(tx, { id, campaignId, storeId, actor: resident(personId), now: town.now() }))

type Taking = { storeId?: string; quantity?: number; itemId?: string; id?: string }

export const take = (town: Town, campaignId: string, personId: string, wish: Taking = {}) => {
  const { storeId = qingyunStore, quantity = 1, itemId = 'soap', id = newId() } = wish
  const asked = { id, personId, storeId, lines: [{ itemId, quantity }], elder: false, campaignId }
  const order = { ...asked, channel: 'online' as const, actor: resident(personId), now: town.now() }
  return town.atomically((tx) => placeOrder(tx, town.secrets, order))
}

/** From closing to just after the draw: past midnight, when the digest of the closing day is out. */
export async function letItBeDrawn(town: Town, { closesAt }: Campaign) {
  await town.advance(closesAt.getTime() - town.now().getTime())
  for (let hours = 0; hours < 24; hours += 6) await town.advance(6 * hour)
}
